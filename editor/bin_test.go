package editor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// restarted takes a session's essay into a fresh one, as a restart does.
func restarted(s *Session) *Session {
	t, _ := newSession(s.Essay())
	return t
}

// without deletes a text from the body and returns what was deleted.
func without(t *testing.T, s *Session, text string) essay.Fragment {
	t.Helper()
	at := posOfText(t, s.Essay().Body(), text)
	s.Select(Selection{"", at, at + doc.Pos(len([]rune(text)))})
	f := s.Copy()
	if err := s.Delete(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestPastedSentenceTakesItsNotesBack(t *testing.T) {
	e := writtenEssay("First. One‹a› and two.‹c›‹b› Last.|Heading", "a: A.", "b: B.", "c: C.")
	const gone = " One\uFFFC and two.\uFFFC\uFFFC"
	tests := []struct {
		name  string
		paste string // ‹a› and so on as [written] reads them
		notes []*essay.Note
		body  string
		bin   int
	}{
		{name: "the plain sentence", paste: " One and two.", body: "First. One‹a› and two.‹c›‹b› Last.|Heading"},
		{name: "among others", paste: "New. One and two. Newer", body: "First.New. One‹a› and two.‹c›‹b› Newer Last.|Heading"},
		{name: "in a paragraph of its own", paste: "New|One and two.|x", body: "First.New|One‹a› and two.‹c›‹b›|x Last.|Heading"},
		{name: "only a part of it", paste: " and two.", body: "First. and two. Last.|Heading", bin: 3},
		{name: "more than it", paste: " One and two, three.", body: "First. One and two, three. Last.|Heading", bin: 3},
		{name: "twice", paste: " One and two. One and two.", body: "First. One‹a› and two.‹c›‹b› One and two. Last.|Heading"},
		{
			name: "with notes read from text", paste: " One‹x› and two.‹y›‹z›",
			notes: []*essay.Note{{ID: "x", Text: doc.FromText("A.")}, {ID: "y", Text: doc.FromText("C.")}, {ID: "z", Text: doc.FromText("B.")}},
			body:  "First. One‹a› and two.‹c›‹b› Last.|Heading",
		},
		{
			name: "a part with a note read from text", paste: " two.‹y›",
			notes: []*essay.Note{{ID: "y", Text: doc.FromText("B.")}}, body: "First. two.‹b› Last.|Heading", bin: 2,
		},
		{
			name: "with another note", paste: " One‹x› and two.", notes: []*essay.Note{{ID: "x", Text: doc.FromText("X.")}},
			body: "First. One‹x› and two. Last.|Heading", bin: 3,
		},
		{
			name: "the same words in another sentence", paste: " Else.‹x›", notes: []*essay.Note{{ID: "x", Text: doc.FromText("A.")}},
			body: "First. Else.‹x› Last.|Heading", bin: 3,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(e)
			without(t, s, gone)
			if n := len(s.Essay().Bin()); n != 3 {
				t.Fatalf("%d notes in the bin, want 3", n)
			}
			s = restarted(s)
			s.Select(Caret("", posOfText(t, s.Essay().Body(), " Last")))
			f := essay.Fragment{Slice: doc.Slice{Blocks: blocksOf(tt.paste)}, Notes: tt.notes}
			oneStep(t, s, func() error { return s.Paste(f) })
			if got := shown(s.Essay().Body()); got != tt.body {
				t.Errorf("body %q, want %q", got, tt.body)
			}
			if n := len(s.Essay().Bin()); n != tt.bin {
				t.Errorf("%d notes in the bin, want %d", n, tt.bin)
			}
		})
	}
}

func blocksOf(paste string) []*doc.Block {
	var blocks []*doc.Block
	for b := range writtenEssay(paste).Body().Each() {
		blocks = append(blocks, b)
	}
	return blocks
}

func TestPastedTextTakesItsNoteBack(t *testing.T) {
	s, _ := newSession(threeNotes())
	want := shown(s.Essay().Body())
	without(t, s, " A sentence about b.\uFFFC")
	s = restarted(s)
	s.Select(Caret("", posOfText(t, s.Essay().Body(), " A sentence about c")))
	oneStep(t, s, func() error { return s.PasteText(" A sentence about b.") })
	if got := shown(s.Essay().Body()); got != want || len(s.Essay().Bin()) != 0 {
		t.Errorf("body %q, want %q; %d in the bin", got, want, len(s.Essay().Bin()))
	}
	if at, _ := s.Essay().MarkerPos("b"); s.Selection() != Caret("", at+1) {
		t.Errorf("the caret stands at %v, want behind the marker", s.Selection())
	}
	// What was never gone takes nothing back.
	if err := s.DeleteNote("b"); err != nil {
		t.Fatal(err)
	}
	s.Select(Caret("", s.Essay().Body().Len()))
	if err := s.PasteText("A sentence about b."); err != nil {
		t.Fatal(err)
	}
	if s.Essay().Number("b") != 0 {
		t.Error("a copy of a sentence takes back the note that was deleted from it")
	}
}

func TestPasteIntoANoteTakesNothingBack(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› Two.‹b›", "a: A.", "b: B."))
	without(t, s, " Two.\uFFFC")
	s.Select(Caret("a", 0))
	if err := s.PasteText("Two."); err != nil {
		t.Fatal(err)
	}
	holds(t, s.Essay(), "One.‹a›", "a: Two.A.", "b: B.")
}

func TestWhatWasWrittenInTheBinComesBack(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› Two.‹b›", "a: A.", "b: B."))
	f := without(t, s, " Two.\uFFFC")
	s.Select(Caret("b", 2))
	if err := s.Type("x"); err != nil {
		t.Fatal(err)
	}
	s.Select(Caret("", 5))
	oneStep(t, s, func() error { return s.Paste(f) })
	holds(t, s.Essay(), "One.‹a› Two.‹b›", "a: A.", "b: B.x")
}

func TestCuttingOneOfSeveralMarkersKeepsTheNote(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› Two.‹a›", "a: A."))
	f := without(t, s, " Two.\uFFFC")
	s.Select(Caret("", 0))
	oneStep(t, s, func() error { return s.Paste(f) })
	holds(t, s.Essay(), " Two.‹a›One.‹a›", "a: A.")
	oneStep(t, s, func() error { return s.Paste(f) })
	holds(t, s.Essay(), " Two.‹a› Two.‹new›One.‹a›", "a: A.", "new: A.")
}

func TestPasteBetweenEssays(t *testing.T) {
	from, _ := newSession(writtenEssay("One‹a› two‹b› see «b» and «c».‹c›", "a: A, see «b» and «c».", "b: B.", "c: C."))
	from.Select(Selection{"", 0, posOfText(t, from.Essay().Body(), ".\uFFFC")})
	f := from.Copy()
	if len(f.Notes) != 2 {
		t.Fatalf("the fragment carries %d notes, want the 2 whose markers it has", len(f.Notes))
	}
	to, _ := newSession(writtenEssay("Here: "))
	to.Select(Caret("", 6))
	oneStep(t, to, func() error { return to.Paste(f) })
	holds(t, to.Essay(), "Here: One‹a› two‹b› see «b» and 3", "a: A, see «b» and 3.", "b: B.")

	oneStep(t, to, func() error { return to.Paste(f) })
	holds(t, to.Essay(), "Here: One‹a› two‹b› see «b» and 3One‹new› two‹new› see «new» and 3",
		"a: A, see «b» and 3.", "b: B.", "new: A, see «new» and 3.", "new: B.")
	for _, r := range to.Essay().Refs() {
		if !r.First {
			t.Errorf("a pasted marker of note %s is no independent copy", r.Note)
		}
	}
	last := to.Essay().Numbered()[3]
	to.Select(Caret(last.ID, 0))
	if err := to.Type("x"); err != nil {
		t.Fatal(err)
	}
	if got := to.Essay().Note("b").Text.String(); got != "B." {
		t.Errorf("typing in the copy changes the first note to %q", got)
	}

	to.Select(Caret("b", 2))
	oneStep(t, to, func() error { return to.Paste(f) })
	if got := shown(to.Essay().Text("b")); got != "B.One two see «b» and 3" {
		t.Errorf("pasted into a note: %q", got)
	}
}

func TestCrossReferencesWithinAnEssay(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› See «a».", "a: A."))
	at := posOfText(t, s.Essay().Body(), " See")
	s.Select(Selection{"", at, s.Essay().Body().Len()})
	f := s.Copy()
	if len(f.Notes) != 0 {
		t.Fatal("a cross-reference drags its note along")
	}
	if got := f.Essay().Body().String(); got != " See 1." {
		t.Errorf("the fragment alone reads %q, want the last number", got)
	}
	oneStep(t, s, s.Delete)
	if n := len(s.Essay().Bin()); n != 0 {
		t.Fatalf("deleting a cross-reference puts %d notes into the bin", n)
	}
	oneStep(t, s, func() error { return s.Paste(f) })
	oneStep(t, s, func() error { return s.Paste(f) })
	holds(t, s.Essay(), "One.‹a› See «a». See «a».", "a: A.")
	// The first Backspace selects it, as a marker.
	s.Select(Caret("", s.Essay().Body().Len()-1))
	if err := s.Backspace(); err != nil || s.Selection().Empty() {
		t.Errorf("the first Backspace gives %v, %v", s.Selection(), err)
	}
}

func TestEmptyBinKeepsWhatHasAMarker(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a›", "a: A.", "z: Z."))
	oneStep(t, s, func() error { return s.EmptyBin("a", "z") })
	holds(t, s.Essay(), "One.‹a›", "a: A.")
}
