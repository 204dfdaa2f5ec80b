package editor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func book(key string) *csl.Item {
	return &csl.Item{ID: key, Type: "book", Fields: map[string]string{"title": "The book " + key}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
}

// citingSession is a session whose text has one citation at position 3.
func citingSession(t *testing.T) (*Session, essay.NoteID) {
	t.Helper()
	s, _ := newSession(essay.New(doc.FromText("One two.")))
	s.Select(Caret("", 3))
	c := cite.New(cite.Cite{Key: "ko", Locator: "72"})
	if err := s.InsertCitation(c, book("ko")); err != nil {
		t.Fatal(err)
	}
	return s, essay.NoteID(c.ID)
}

func TestWritingIntoACitationMakesANoteOfIt(t *testing.T) {
	s, id := citingSession(t)
	before := s.Essay()
	s.Select(Caret(id, 0))
	if err := s.Type("See "); err != nil {
		t.Fatal(err)
	}
	e := s.Essay()
	if e.IsCitation(id) || e.Number(id) != 1 || e.Note(id).Text.String() != "See \uFFFC" {
		t.Errorf("the note is %q, number %d", e.Note(id).Text, e.Number(id))
	}
	if a := e.Body().AtomAt(3); a == nil || a.Kind != doc.Marker || len(e.CitePlaces()) != 1 {
		t.Errorf("in the text stands %+v, and %d citations are read", a, len(e.CitePlaces()))
	}
	if got := s.Selection(); got != Caret(id, 4) {
		t.Errorf("the caret is at %+v", got)
	}
	s.Undo()
	if s.Essay() != before {
		t.Error("undo does not bring the citation back")
	}
}

func TestACitationTakesTwoStrokesAndComesBack(t *testing.T) {
	s, id := citingSession(t)
	for range 2 {
		if err := s.Backspace(); err != nil {
			t.Fatal(err)
		}
	}
	if e := s.Essay(); e.Number(id) != 0 || len(e.CitePlaces()) != 0 || len(e.Bin()) != 0 {
		t.Error("the citation was not deleted")
	}
	s.Undo()
	if s.Essay().Number(id) != 1 {
		t.Error("undo does not bring the citation back")
	}
}

func TestCutCitationKeepsItsIdentityCopiedOneDoesNot(t *testing.T) {
	s, id := citingSession(t)
	s.Select(Selection{"", 2, 5})
	f := s.Copy()
	s.Select(Caret("", s.Essay().Body().Len()))
	if err := s.Paste(f); err != nil {
		t.Fatal(err)
	}
	places := s.Essay().CitePlaces()
	if len(places) != 2 || places[0].Citation.ID != cite.ID(id) || places[1].Citation.ID == cite.ID(id) {
		t.Fatalf("after pasting a copy the places are %+v", places)
	}
	s.Undo()
	s.Select(Selection{"", 2, 5})
	if err := s.Backspace(); err != nil {
		t.Fatal(err)
	}
	s.Select(Caret("", 0))
	if err := s.Paste(f); err != nil {
		t.Fatal(err)
	}
	if places = s.Essay().CitePlaces(); len(places) != 1 || places[0].Citation.ID != cite.ID(id) {
		t.Errorf("after cutting and pasting the places are %+v", places)
	}
}

func TestNotesMadeOfCitations(t *testing.T) {
	s, id := citingSession(t)
	if err := s.DuplicateNote(id); err != nil {
		t.Fatal(err)
	}
	places := s.Essay().CitePlaces()
	if len(places) != 2 || places[0].Citation.ID == places[1].Citation.ID {
		t.Fatalf("a twin cites %+v", places)
	}
	if err := s.MergeNotes(places[0].Note, places[1].Note); err != nil {
		t.Fatal(err)
	}
	if e := s.Essay(); len(e.Numbered()) != 1 || e.Number(places[0].Note) != 1 {
		t.Errorf("merged, there are %d notes", len(e.Numbered()))
	}
	s, id = citingSession(t)
	if err := s.SetSeries([]essay.NoteID{id}, essay.Endnotes); err != nil {
		t.Fatal(err)
	}
	if e := s.Essay(); e.IsCitation(id) || e.Note(id).Series != essay.Endnotes || len(e.Bin()) != 0 {
		t.Error("an endnote cannot be made of a citation")
	}
	s, id = citingSession(t)
	if err := s.NoteToParenthesis(id); err == nil {
		t.Error("a citation in a style of notes became a parenthesis")
	}
}

func TestApplyKnowsCitationsAgain(t *testing.T) {
	s, id := citingSession(t)
	// The same essay as it comes back of a form that names citations anew.
	again := func(words string, cites ...cite.Cite) *essay.Essay {
		c := cite.New(cites...)
		body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "One"}, essay.CitationOf(c.ID), doc.Span{Text: words}))
		return essay.New(body).WithCitations(c)
	}
	old := cite.Cite{Key: "ko", Locator: "72"}
	if err := s.Apply(again(" two.", old), again(" two, and three.", old)); err != nil {
		t.Fatal(err)
	}
	e := s.Essay()
	if got := e.Body().String(); got != "One\uFFFC two, and three." || e.Body().AtomAt(3).ID != string(id) || len(e.Bin()) != 0 {
		t.Errorf("the body is %q with %+v, %d notes are in the bin", got, e.Body().AtomAt(3), len(e.Bin()))
	}
	if err := s.Apply(again(" two, and three.", old), again(" two, and three.", cite.Cite{Key: "lee"})); err != nil {
		t.Fatal(err)
	}
	if places := s.Essay().CitePlaces(); len(places) != 1 || places[0].Citation.Cites[0].Key != "lee" {
		t.Errorf("after the citation was changed the places are %+v", places)
	}
}
