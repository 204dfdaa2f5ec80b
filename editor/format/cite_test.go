package format

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestEveryFormatWritesCitationsAndBibliographyAsText(t *testing.T) {
	it := &csl.Item{
		ID: "ko", Type: "book", Fields: map[string]string{"title": "The Title"},
		Names: map[string][]csl.Name{"author": {{Family: "Ko", Given: "Ann"}}}, Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: 2019}}},
	}
	c := &cite.Citation{ID: "c", Cites: []cite.Cite{{Key: "ko", Locator: "72"}}}
	body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "As is said "}, essay.CitationOf("c"), doc.Span{Text: "."}),
		doc.NewBlock(doc.Paragraph, 0, essay.BibliographyOf(essay.List{})))
	e := essay.New(body).WithSources(it).WithCitations(c)
	o := Options{Print: citing.NewPrinter(cite.Folders{}).Print}
	for _, f := range Formats {
		if f.Write == nil {
			continue
		}
		for _, style := range []essay.Citing{{}, {Style: "ibid-author-date", InText: true}} {
			w, err := Export(e.WithCiting(style), f, o)
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				continue
			}
			if f.citesItself(e, o) {
				if out := string(w.Output); !strings.Contains(out, "As is said [@ko, p. 72].") || strings.Contains(out, "[^") {
					t.Errorf("%s: %s", f.Name, out)
				}
				continue
			}
			notes := 1
			text := w.Back.Body().String()
			if style.InText {
				notes = 0
				if !strings.Contains(text, "As is said (Ko 2019, 72).") {
					t.Errorf("%s: the body is %q", f.Name, text)
				}
			} else if n := w.Back.Numbered(); len(n) == 1 && !strings.Contains(n[0].Text.String(), "Ann Ko, The Title") {
				t.Errorf("%s: the note is %q", f.Name, n[0].Text)
			}
			if got := len(w.Back.Numbered()); got != notes {
				t.Errorf("%s: %d notes came back, want %d", f.Name, got, notes)
			}
			if !strings.Contains(text, "Ko, Ann") && !strings.Contains(text, "Ko Ann") {
				t.Errorf("%s: the bibliography is missing in %q", f.Name, text)
			}
		}
	}
}
