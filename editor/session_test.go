package editor

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// clock is a time that the test moves.
type clock struct{ t time.Time }

func (c *clock) Now() time.Time { return c.t }

func newSession(e *essay.Essay) (*Session, *clock) {
	c := &clock{time.Date(1873, 3, 3, 0, 0, 0, 0, time.UTC)}
	s := NewSession(e)
	s.Now = c.Now
	return s, c
}

func threeNotes() *essay.Essay {
	var spans []doc.Span
	var notes []*essay.Note
	for _, id := range []essay.NoteID{"a", "b", "c"} {
		spans = append(spans, doc.Span{Text: "A sentence about " + string(id) + "."}, essay.MarkerOf(id), doc.Span{Text: " "})
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText("Note " + string(id) + ".")})
	}
	return essay.New(doc.New(doc.NewBlock(doc.Heading, 1, doc.Span{Text: "Title"}), doc.NewBlock(doc.Paragraph, 0, spans...)), notes...)
}

// checkEssay holds an essay's numbers and notes against its markers.
func checkEssay(t *testing.T, e *essay.Essay) {
	t.Helper()
	next := 1
	seen := map[essay.NoteID]int{}
	markers := slices.DeleteFunc(slices.Clone(e.Body().Atoms()), func(a doc.Atom) bool { return a.Kind != doc.Marker })
	if len(markers) != len(e.Refs()) {
		t.Fatalf("%d refs for %d markers", len(e.Refs()), len(markers))
	}
	for i, r := range e.Refs() {
		if string(r.Note) != markers[i].ID {
			t.Fatalf("ref %d is of note %s, the marker of %s", i, r.Note, markers[i].ID)
		}
		if e.Note(r.Note) == nil {
			t.Fatalf("marker %d has lost its note %s", i, r.Note)
		}
		if n, again := seen[r.Note]; again && (r.First || r.Number != n) || !again && (!r.First || r.Number != next) {
			t.Fatalf("ref %d = %+v, want number %d", i, r, next)
		} else if !again {
			seen[r.Note] = next
			next++
		}
	}
	for n := range e.Notes() {
		if e.Number(n.ID) != seen[n.ID] {
			t.Fatalf("note %s has number %d, want %d", n.ID, e.Number(n.ID), seen[n.ID])
		}
		if seen[n.ID] > 0 && n.Lost != (essay.Lost{}) {
			t.Fatalf("note %s has a marker and remembers one lost in %q", n.ID, n.Lost.Sentence)
		}
		if slices.ContainsFunc(n.Text.Atoms(), func(a doc.Atom) bool { return a.Kind == doc.Marker }) {
			t.Fatalf("note %s has a marker in its text", n.ID)
		}
	}
	if len(e.Numbered())+len(e.Bin()) != countNotes(e) {
		t.Fatal("a note is neither numbered nor in the bin")
	}
}

func countNotes(e *essay.Essay) (n int) {
	for range e.Notes() {
		n++
	}
	return n
}

// randomStep does one thing that a hand could do.
func randomStep(s *Session, r *rand.Rand, clip *essay.Fragment) error {
	e := s.Essay()
	ids := []essay.NoteID{""}
	for _, n := range e.Numbered() {
		ids = append(ids, n.ID)
	}
	in := essay.NoteID("")
	if r.IntN(4) == 0 {
		in = ids[r.IntN(len(ids))]
	}
	at := func() doc.Pos { return doc.Pos(r.IntN(int(e.Text(in).Len()) + 1)) }
	if r.IntN(2) == 0 {
		s.Select(Caret(in, at()))
	}
	if r.IntN(5) == 0 {
		s.Select(Selection{in, at(), at()})
	}
	switch r.IntN(28) {
	case 0, 1, 2:
		return s.Type(string("abc é—"[r.IntN(4)]))
	case 3:
		return s.Return()
	case 4:
		return s.Backspace()
	case 5:
		return s.Delete()
	case 6:
		if err := s.InsertNote(); !errors.Is(err, ErrNoteInNote) {
			return err
		}
		return nil
	case 7:
		*clip = s.Copy()
		return s.Erase(s.Selection().Head)
	case 8:
		*clip = s.Copy()
		return nil
	case 9:
		return s.Paste(*clip)
	case 10:
		return s.ToggleStyle(doc.Style(1 + r.IntN(3)))
	case 11:
		return s.SetKind(doc.Kind(r.IntN(6)), 1+r.IntN(3))
	case 12:
		if len(ids) > 1 {
			return s.DeleteNote(ids[1+r.IntN(len(ids)-1)])
		}
	case 13:
		if bin := e.Bin(); len(bin) > 0 {
			return s.PutBack(bin[0].ID, e.Body().Len())
		}
	case 14:
		if len(ids) > 1 {
			return s.ReferAgain(ids[1], doc.Pos(r.IntN(int(e.Body().Len())+1)))
		}
	case 15:
		return s.SetTitle(fmt.Sprint("Title ", r.IntN(9)))
	case 16:
		return s.PasteText("A sentence about b.")
	}
	if len(ids) > 1 {
		_ = randomNoteStep(s, r, ids[1:]) // it may refuse; then Do has changed nothing
	}
	return nil
}

// randomNoteStep does one thing with one or some of the notes.
func randomNoteStep(s *Session, r *rand.Rand, ids []essay.NoteID) error {
	id, other := ids[r.IntN(len(ids))], ids[r.IntN(len(ids))]
	at := doc.Pos(r.IntN(int(s.Essay().Body().Len()) + 1))
	switch r.IntN(12) {
	case 0, 1:
		return s.MoveNote(id, 2*r.IntN(2)-1)
	case 2:
		return s.MoveMarker(id, at)
	case 3:
		return s.DuplicateNote(id)
	case 4:
		return s.MergeNotes(id, other)
	case 5:
		return s.SplitNote(id, s.Essay().Note(id).Text.Len()/2)
	case 6:
		return s.NoteToParenthesis(id)
	case 7:
		s.Select(Caret("", at))
		return s.ParenthesisToNote()
	case 8:
		return s.InsertCrossRef(id)
	case 9:
		p, _ := s.Essay().MarkerPos(id)
		return s.MakeIndependent(p)
	case 10:
		return s.DeleteNotes(id, other)
	}
	f, err := Query{Text: "[a-c] ?", Regexp: true}.Compile()
	if err != nil {
		return err
	}
	_, err = s.ReplaceAll(f, "$0$0")
	return err
}

// checkNothingLost holds that an essay still says what a note said that a step
// took out of it.
func checkNothingLost(t *testing.T, old, e *essay.Essay) {
	t.Helper()
	var all strings.Builder
	all.WriteString(e.Body().String())
	for n := range e.Notes() {
		all.WriteString(n.Text.String())
	}
	for n := range old.Notes() {
		if e.Note(n.ID) != nil {
			continue
		}
		for _, word := range strings.FieldsFunc(n.Text.String(), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !strings.Contains(all.String(), word) {
				t.Fatalf("the word %q of note %s was lost", word, n.ID)
			}
		}
	}
}

func TestRandomEditsKeepMarkersAndNotesAndUndo(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		first := threeNotes()
		s, c := newSession(first)
		var clip essay.Fragment
		states := []*essay.Essay{first}
		mapped := doc.Pos(3) // a position followed through every update of the body
		s.Observe(func(u Update) {
			mapped = u.Map("", mapped, doc.After)
			if mapped < 0 || mapped > u.New.Body().Len() {
				t.Fatalf("seed %d: a position was mapped to %d in a body of %d", seed, mapped, u.New.Body().Len())
			}
			checkChanges(t, u)
		})
		for range 150 {
			c.t = c.t.Add(time.Duration(r.IntN(900)) * time.Millisecond)
			before := s.Essay()
			if err := randomStep(s, r, &clip); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			checkNothingLost(t, before, s.Essay())
			checkEssay(t, s.Essay())
			if states[len(states)-1] != s.Essay() {
				states = append(states, s.Essay())
			}
		}
		last := s.Essay()
		for s.Undo() {
			checkEssay(t, s.Essay())
		}
		if s.Essay() != first {
			t.Fatalf("seed %d: undoing everything does not give the first essay", seed)
		}
		for s.Redo() {
		}
		if s.Essay() != last {
			t.Fatalf("seed %d: redoing everything does not give the last essay", seed)
		}
	}
}

// checkChanges holds the lengths that an update's changes speak of against its
// essays.
func checkChanges(t *testing.T, u Update) {
	t.Helper()
	grown := map[essay.NoteID]int{}
	for _, c := range u.Changes {
		grown[c.In] += c.New - c.Old
	}
	for in, n := range grown {
		if old, text := u.Old.Text(in), u.New.Text(in); old != nil && text != nil && int(text.Len()-old.Len()) != n {
			t.Fatalf("%s: text %q grew by %d, the changes by %d", u.Label, in, text.Len()-old.Len(), n)
		}
	}
}

func TestTypingIsOneStepUntilAPause(t *testing.T) {
	s, c := newSession(essay.New(doc.FromText("")))
	words := func(text string, pause time.Duration) {
		for _, r := range text {
			c.t = c.t.Add(pause)
			if err := s.Type(string(r)); err != nil {
				t.Fatal(err)
			}
		}
	}
	words("one", 100*time.Millisecond)
	c.t = c.t.Add(time.Second)
	words("two", 100*time.Millisecond)
	s.Select(Caret("", 0))
	words("x", 100*time.Millisecond)
	for _, want := range []string{"onetwo", "one", ""} {
		s.Undo()
		if got := s.Essay().Body().String(); got != want {
			t.Fatalf("after undo: %q, want %q", got, want)
		}
	}
	if s.Undo() {
		t.Error("a further undo says that it did something")
	}
	s.Redo()
	if sel := s.Selection(); sel != Caret("", 3) {
		t.Errorf("redo puts the caret at %v, want 3", sel)
	}
}

func TestFirstBackspaceSelectsTheMarker(t *testing.T) {
	s, _ := newSession(threeNotes())
	at, _ := s.Essay().MarkerPos("b")
	s.Select(Caret("", at+1))
	if err := s.Backspace(); err != nil {
		t.Fatal(err)
	}
	if want := (Selection{"", at, at + 1}); s.Selection() != want || s.Essay().Number("b") != 2 {
		t.Fatalf("the first Backspace selects %v, want %v", s.Selection(), want)
	}
	if err := s.Backspace(); err != nil {
		t.Fatal(err)
	}
	e := s.Essay()
	if e.Number("b") != 0 || e.Number("c") != 2 {
		t.Fatalf("numbers after the second: b %d, c %d", e.Number("b"), e.Number("c"))
	}
	if got := e.Note("b").Lost.Sentence; got != "A sentence about b." {
		t.Errorf("the note in the bin keeps %q", got)
	}
	if err := s.PutBack("b", 0); err != nil {
		t.Fatal(err)
	}
	if p, _ := s.Essay().MarkerPos("b"); p != at {
		t.Errorf("put back at %d, want %d", p, at)
	}
	s.Undo()
	s.Undo()
	if s.Essay().Number("b") != 2 {
		t.Error("undo does not bring the marker back")
	}
}

func TestInsertNote(t *testing.T) {
	s, _ := newSession(threeNotes())
	s.Select(Caret("", 5))
	if err := s.InsertNote(); err != nil {
		t.Fatal(err)
	}
	id := s.Selection().In
	if id == "" || s.Essay().Number(id) != 1 || s.Essay().Number("a") != 2 {
		t.Fatalf("inserted note %q has number %d", id, s.Essay().Number(id))
	}
	if err := s.Type("x"); err != nil {
		t.Fatal(err)
	}
	if got := s.Essay().Note(id).Text.String(); got != "x" {
		t.Errorf("typing goes to %q", got)
	}
	if err := s.InsertNote(); !errors.Is(err, ErrNoteInNote) {
		t.Errorf("a note in a note gives %v", err)
	}
}

func TestCutAndPasteKeepsTheNoteCopyMakesAnother(t *testing.T) {
	s, _ := newSession(threeNotes())
	at, _ := s.Essay().MarkerPos("a")
	s.Select(Selection{"", at - 2, at + 1})
	clip := s.Copy()
	for _, do := range []func() error{s.Delete, func() error { return s.Paste(clip) }} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	if s.Essay().Number("a") != 1 || len(s.Essay().Bin()) != 0 {
		t.Fatal("a cut and pasted marker does not refer to its note")
	}
	if err := s.Paste(clip); err != nil {
		t.Fatal(err)
	}
	if got := len(s.Essay().Numbered()); got != 4 {
		t.Errorf("pasting again gives %d notes, want 4", got)
	}
}

func TestAFailedStepChangesNothing(t *testing.T) {
	s, _ := newSession(threeNotes())
	before := s.Essay()
	err := s.Do("Fail", func(tx *Transaction) error {
		tx.Replace("", 0, 3, doc.Slice{})
		return fmt.Errorf("no")
	})
	if err == nil || s.Essay() != before || s.UndoLabel() != "" {
		t.Error("a failed step left something behind")
	}
}
