package citing

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// bibliographies lists the bibliographies that an essay's body shows, each once.
func bibliographies(e *essay.Essay) []essay.ListID {
	var lists []essay.ListID
	for _, a := range e.Body().Atoms() {
		if a.Kind == doc.Bibliography && !slices.Contains(lists, essay.ListID(a.ID)) {
			lists = append(lists, essay.ListID(a.ID))
		}
	}
	return lists
}

// uncited are the sources that some bibliography lists although nothing cites
// them.
func uncited(e *essay.Essay, lists []essay.ListID) []string {
	if !slices.ContainsFunc(lists, func(id essay.ListID) bool { return id.List().Uncited }) {
		return nil
	}
	var keys []string
	for _, it := range e.Sources() {
		keys = append(keys, it.ID)
	}
	return keys
}

// entries prints one bibliography.
func (p *Printer) entries(e *essay.Essay, rendered *csl.Rendered, id essay.ListID) []Entry {
	list := id.List()
	cited := map[string]bool{}
	for _, place := range e.CitePlaces() {
		for _, key := range place.Citation.Keys() {
			cited[key] = true
		}
	}
	b := rendered.Bibliography(func(it *csl.Item) bool {
		return (list.Uncited || cited[it.ID]) && (list.Type == "" || it.Type == list.Type) &&
			(list.Tag == "" || slices.ContainsFunc(cite.Tags(it), func(tag string) bool { return strings.EqualFold(tag, list.Tag) }))
	})
	out := make([]Entry, len(b.Entries))
	for i, entry := range b.Entries {
		out[i] = Entry{Key: entry.ID, Spans: spansOf(entry.Spans)}
		runs := entry.Spans.Runs()
		for b.SecondFieldAlign != "" && out[i].First < len(runs) && runs[out[i].First].Display == csl.DisplayLeftMargin {
			out[i].First++
		}
	}
	return out
}

// Bibliography is what a bibliography of the essay lists; nil where it was not
// printed.
func (p *Printed) Bibliography(id essay.ListID) []Entry {
	if p == nil {
		return nil
	}
	return p.lists[string(id)]
}

// List is a bibliography as text, its entries parted by line feeds; where
// nothing is listed, it says so.
func (p *Printed) List(id essay.ListID) []doc.Span {
	if p == nil || len(p.texts[string(id)]) == 0 {
		return nothingListed
	}
	return p.texts[string(id)]
}

var nothingListed = []doc.Span{{Text: "…"}}

func joined(entries []Entry) []doc.Span {
	var spans []doc.Span
	for i, e := range entries {
		if i > 0 {
			spans = append(spans, doc.Span{Text: "\n"})
		}
		spans = append(spans, e.Line()...)
	}
	return spans
}

// Line is an entry as one paragraph.
func (e Entry) Line() []doc.Span {
	if e.First == 0 || e.First >= len(e.Spans) {
		return e.Spans
	}
	return slices.Concat(e.Spans[:e.First], []doc.Span{{Text: " "}}, e.Spans[e.First:])
}

// WithBibliography is an essay that cites with a bibliography at its end, if it
// has none.
func WithBibliography(e *essay.Essay) *essay.Essay {
	if len(bibliographies(e)) > 0 || len(e.CitePlaces()) == 0 {
		return e
	}
	body := e.Body()
	text, _ := body.ReplaceBlocks(body.Blocks(), 0, doc.NewBlock(doc.Paragraph, 0, essay.BibliographyOf(essay.List{})))
	return e.WithBody(text)
}
