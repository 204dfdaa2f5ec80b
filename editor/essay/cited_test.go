package essay

import (
	"encoding/json"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

func source(key, title string) *csl.Item {
	return &csl.Item{ID: key, Type: "book", Fields: map[string]string{"title": title}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
}

func citation(id cite.ID, keys ...string) *cite.Citation {
	c := &cite.Citation{ID: id}
	for _, k := range keys {
		c.Cites = append(c.Cites, cite.Cite{Key: k})
	}
	return c
}

// citing is a text with a written note, a citation in running text, and one
// inside the note.
func citing() *Essay {
	note := &Note{ID: "n", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "See "}, CitationOf("inside")))}
	body := doc.New(doc.NewBlock(doc.Paragraph, 0,
		doc.Span{Text: "One"}, CitationOf("running"), doc.Span{Text: " two"}, MarkerOf("n"), doc.Span{Text: "."}))
	return New(body, note).WithSources(source("ko", "A"), source("lee", "B")).
		WithCitations(citation("running", "ko"), citation("inside", "ko", "lee"))
}

func TestACitationInRunningTextIsANoteWhereTheStyleSaysSo(t *testing.T) {
	e := citing()
	if got := e.Number("n"); got != 2 {
		t.Errorf("behind a citation the note is number %d in a style of notes, want 2", got)
	}
	n := e.Note("running")
	if n == nil || !e.IsCitation("running") || n != e.Note("running") {
		t.Fatal("the citation is no note, or another at each look")
	}
	if at, ok := e.MarkerPos("running"); !ok || at != 3 {
		t.Errorf("its marker stands at %d", at)
	}
	if got := len(e.Numbered()); got != 2 {
		t.Errorf("%d notes are numbered, want 2", got)
	}
	inText := e.WithCiting(Citing{Style: "ibid-author-date", InText: true})
	if got := inText.Number("n"); got != 1 || inText.Note("running") != nil || len(inText.Numbered()) != 1 {
		t.Errorf("where the style cites in the text, the note is number %d", got)
	}
	if inText.Body() != e.Body() {
		t.Error("switching the style touches the text")
	}
}

func TestPlacesOfCitations(t *testing.T) {
	e := citing()
	places := e.CitePlaces()
	if len(places) != 2 || places[0].Note != "running" || places[0].Number != 1 || places[1].Note != "n" || places[1].Number != 2 {
		t.Errorf("the places are %+v", places)
	}
	places = e.WithCiting(Citing{InText: true}).CitePlaces()
	if len(places) != 2 || places[0].Number != 0 || places[0].Note != "" || places[1].Number != 1 {
		t.Errorf("in the text the places are %+v", places)
	}
}

func TestAFragmentCarriesWhatItCites(t *testing.T) {
	e := citing()
	f := e.Cut("", 0, e.Body().Len())
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var read Fragment
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	alone := read.Essay()
	if len(alone.CitePlaces()) != 2 || alone.Source("ko") == nil || alone.Source("lee") == nil {
		t.Errorf("carried away, the piece cites %+v with %d sources", alone.CitePlaces(), len(alone.Sources()))
	}
	other := New(doc.New()).WithSources(source("ko", "Another"))
	put := read.Into(other)
	for _, c := range put.Citations {
		if c.Cites[0].Key != "ko-2" {
			t.Errorf("the citation cites %s, which is another's key there", c.Cites[0].Key)
		}
	}
	again := f.Into(e)
	for _, c := range again.Citations {
		if e.Citation(c.ID) != nil {
			t.Error("a copy of a citation that stands in the essay has the same identity")
		}
	}
}

func TestAFragmentFromOutsideBringsItsCitations(t *testing.T) {
	for _, code := range []string{
		`{"blocks":[{"kind":"paragraph","spans":[{"atom":"citation","to":"x"}]}]}`,
		`{"blocks":[{"kind":"paragraph"}],"citations":[null]}`,
		`{"blocks":[{"kind":"paragraph"}],"citations":[{"id":"a"},{"id":"a"}]}`,
		`{"blocks":[{"kind":"paragraph"}],"sources":[{"title":"without a key"}]}`,
	} {
		var f Fragment
		if err := json.Unmarshal([]byte(code), &f); err == nil {
			t.Errorf("%s was read", code)
		}
	}
}

func TestChecksNameSourcesThatAreNotThere(t *testing.T) {
	e := citing().WithoutSource("lee")
	found := Check(e)
	if len(found) != 1 || found[0].Check != "source" || found[0].In != "n" {
		t.Errorf("found are %+v", found)
	}
	if gone := Gone(citing(), []string{"ko"}); len(gone) != 2 || gone[0].Check != "gone" || gone[0].In != "" {
		t.Errorf("gone are %+v", gone)
	}
}
