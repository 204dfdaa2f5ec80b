package citing

import (
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Sample is how a style prints some sources.
type Sample struct {
	First, Again, Other, Later []doc.Span // of the first source with a page, again, of the second, and of the first once more
	Bibliography               [][]doc.Span
}

// SampleOf prints two sources, or one twice, in a style: in notes, if it is one
// of notes, else in the text.
func SampleOf(style *csl.Style, o csl.Options, items []*csl.Item) (Sample, error) {
	p, err := csl.NewProcessor(style, o)
	if err != nil {
		return Sample{}, err
	}
	p.SetItems(items)
	var d csl.Document
	first, last := items[0].ID, items[len(items)-1].ID
	for i, c := range []csl.Cite{{ID: first, Locator: "72"}, {ID: first, Locator: "72"}, {ID: last}, {ID: first, Locator: "85"}} {
		citation := csl.Citation{Cites: []csl.Cite{c}}
		if style.Class == "note" {
			citation.Note = i + 1
		}
		d.Citations = append(d.Citations, citation)
	}
	rendered := p.Render(d)
	var s Sample
	for i, to := range []*[]doc.Span{&s.First, &s.Again, &s.Other, &s.Later} {
		*to = spansOf(rendered.Citations[i])
	}
	for _, e := range rendered.Bibliography(nil).Entries {
		s.Bibliography = append(s.Bibliography, spansOf(e.Spans))
	}
	return s, nil
}
