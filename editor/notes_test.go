package editor

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// written makes a document of lines in which ‹a› is a marker of the note a and
// «a» a cross-reference to it.
func written(lines ...string) *doc.Document {
	var blocks []*doc.Block
	for _, line := range lines {
		var spans []doc.Span
		for line != "" {
			i := strings.IndexAny(line, "‹«")
			if i < 0 {
				i = len(line)
			}
			spans = append(spans, doc.Span{Text: line[:i]})
			if line = line[i:]; line == "" {
				break
			}
			id, rest, _ := strings.Cut(line, "›")
			atom := essay.MarkerOf
			if strings.HasPrefix(line, "«") {
				id, rest, _ = strings.Cut(line, "»")
				atom = essay.CrossRefTo
			}
			spans = append(spans, atom(essay.NoteID(strings.TrimLeft(id, "‹«"))))
			line = rest
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return doc.New(blocks...)
}

// shown writes a document as [written] reads it, with identities that are not
// of one letter, which the session made, as “new”.
func shown(d *doc.Document) string {
	var s strings.Builder
	for i, b := range d.All() {
		if i > 0 {
			s.WriteString("|")
		}
		for _, sp := range b.Spans() {
			if sp.Atom == nil {
				s.WriteString(sp.Text)
				continue
			}
			id := sp.Atom.ID
			if len(id) > 1 {
				id = "new"
			}
			if sp.Atom.Kind == doc.Marker {
				s.WriteString("‹" + id + "›")
			} else {
				s.WriteString("«" + id + "»")
			}
		}
	}
	return s.String()
}

// writtenEssay makes an essay of a body's lines, parted by “|”, and notes as
// “a: text|text”.
func writtenEssay(body string, notes ...string) *essay.Essay {
	var list []*essay.Note
	for _, n := range notes {
		id, text, _ := strings.Cut(n, ": ")
		list = append(list, &essay.Note{ID: essay.NoteID(id), Text: written(strings.Split(text, "|")...)})
	}
	return essay.New(written(strings.Split(body, "|")...), list...)
}

// posOfText is the position where a text first stands in a document.
func posOfText(t *testing.T, d *doc.Document, text string) doc.Pos {
	t.Helper()
	before, _, ok := strings.Cut(d.String(), text)
	if !ok {
		t.Fatalf("%q does not stand in %q", text, d)
	}
	return doc.Pos(len([]rune(before)))
}

// count counts the steps of a list that Undo stops at.
func count(l *Steps) (n int) {
	for ; l.Holds(); l = l.Below {
		if !l.Aside {
			n++
		}
	}
	return n
}

// oneStep does something and holds that it is one step, with a label, that can
// be undone.
func oneStep(t *testing.T, s *Session, do func() error) {
	t.Helper()
	before, steps := s.Essay(), count(s.history.Done)
	if err := do(); err != nil {
		t.Fatal(err)
	}
	after := s.Essay()
	checkEssay(t, after)
	if n := count(s.history.Done); n != steps+1 || s.UndoLabel() == "" {
		t.Fatalf("%d steps with the label %q, want one", n-steps, s.UndoLabel())
	}
	s.Undo()
	if s.Essay() != before {
		t.Fatal("undo does not give the state before")
	}
	s.Redo()
	if s.Essay() != after {
		t.Fatal("redo does not give the state after")
	}
}

// holds compares the essay with a body and notes as [writtenEssay] reads them;
// notes that the session made are told by “new: text”.
func holds(t *testing.T, e *essay.Essay, body string, notes ...string) {
	t.Helper()
	if got := shown(e.Body()); got != body {
		t.Errorf("body %q, want %q", got, body)
	}
	have := map[string]int{}
	for n := range e.Notes() {
		id := string(n.ID)
		if len(id) > 1 {
			id = "new"
		}
		have[id+": "+shown(n.Text)]++
	}
	for _, n := range notes {
		if have[n] == 0 {
			t.Errorf("no note %q in %v", n, have)
		}
		have[n]--
	}
	if countNotes(e) != len(notes) {
		t.Errorf("%d notes %v, want %d", countNotes(e), have, len(notes))
	}
}

func TestCommandsOnNotes(t *testing.T) {
	abc := writtenEssay("One.‹a› Two.‹b› Three.‹c›", "a: A.", "b: B, see «c».", "c: C.")
	again := writtenEssay("One.‹a› Two.‹b› Three.‹a›", "a: A.", "b: B.")
	tests := []struct {
		name  string
		essay *essay.Essay
		do    func(s *Session) error
		body  string
		notes []string
	}{
		{
			"move down", abc, func(s *Session) error { return s.MoveNote("a", 1) },
			"One. Two.‹b›‹a› Three.‹c›",
			[]string{"a: A.", "b: B, see «c».", "c: C."},
		},
		{
			"move up", abc, func(s *Session) error { return s.MoveNote("c", -1) },
			"One.‹a› Two.‹c›‹b› Three.",
			[]string{"a: A.", "b: B, see «c».", "c: C."},
		},
		{
			"move down, another marker behind", again, func(s *Session) error { return s.MoveNote("a", 1) },
			"One. Two.‹b›‹a› Three.‹a›",
			[]string{"a: A.", "b: B."},
		},
		{
			"move a marker", abc, func(s *Session) error { return s.MoveMarker("c", 3) },
			"One‹c›.‹a› Two.‹b› Three.",
			[]string{"a: A.", "b: B, see «c».", "c: C."},
		},
		{
			"duplicate", abc, func(s *Session) error { return s.DuplicateNote("b") },
			"One.‹a› Two.‹b›‹new› Three.‹c›",
			[]string{"a: A.", "b: B, see «c».", "c: C.", "new: B, see «c»."},
		},
		{
			"make independent", again, func(s *Session) error { return s.MakeIndependent(s.Essay().Body().Len() - 1) },
			"One.‹a› Two.‹b› Three.‹new›",
			[]string{"a: A.", "b: B.", "new: A."},
		},
		{
			"delete several", again, func(s *Session) error { return s.DeleteNotes("a", "b") },
			"One. Two. Three.",
			[]string{"a: A.", "b: B."},
		},
		{
			"cross-reference in the body", abc, func(s *Session) error {
				s.Select(Selection{"", 0, 3})
				return s.InsertCrossRef("c")
			},
			"«c».‹a› Two.‹b› Three.‹c›",
			[]string{"a: A.", "b: B, see «c».", "c: C."},
		},
		{
			"cross-reference in a note", abc, func(s *Session) error {
				s.Select(Caret("a", 1))
				return s.InsertCrossRef("c")
			},
			"One.‹a› Two.‹b› Three.‹c›",
			[]string{"a: A«c».", "b: B, see «c».", "c: C."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(tt.essay)
			oneStep(t, s, func() error { return tt.do(s) })
			holds(t, s.Essay(), tt.body, tt.notes...)
		})
	}
}

func TestCommandsOnNotesRefuse(t *testing.T) {
	e := writtenEssay("One.‹a› Two.‹a› «c» Three.‹b› Four.‹c› Five.‹x› (Ko‹d›) ()|(Ko", "a: A.", "b:  ", "c: C.", "d: D.", "z: Bin.")
	tests := []struct {
		name string
		do   func(s *Session) error
		says string
	}{
		{"move the first up", func(s *Session) error { return s.MoveNote("a", -1) }, "note 1 is the first"},
		{"move past an own marker", func(s *Session) error { return s.MoveNote("a", 1) }, "another marker before note 2"},
		{"move the last down", func(s *Session) error { return s.MoveNote("d", 1) }, "note 5 is the last"},
		{"move from the bin", func(s *Session) error { return s.MoveNote("z", 1) }, "the note “Bin.” is in the bin"},
		{"move a marker from the bin", func(s *Session) error { return s.MoveMarker("z", 1) }, "in the bin"},
		{"move a note that is missing", func(s *Session) error { return s.MoveNote("x", 1) }, "the note of marker 4 is missing"},
		{"duplicate what is not there", func(s *Session) error { return s.DuplicateNote("q") }, "no longer in the essay"},
		{"refer to what is not there", func(s *Session) error { return s.ReferAgain("q", 0) }, "no longer in the essay"},
		{"refer to the bin", func(s *Session) error { return s.InsertCrossRef("z") }, "in the bin"},
		{"make the only marker independent", func(s *Session) error {
			p, _ := s.Essay().MarkerPos("b")
			return s.MakeIndependent(p)
		}, "note 2 has only this marker"},
		{"make text independent", func(s *Session) error { return s.MakeIndependent(0) }, "no marker stands here"},
		{"merge one", func(s *Session) error { return s.MergeNotes("a", "a") }, "choose two or more"},
		{"merge with nothing", func(s *Session) error { return s.MergeNotes("a", "q") }, "no longer in the essay"},
		{"split at the start", func(s *Session) error { return s.SplitNote("a", 0) }, "no text on one side"},
		{"split at the end", func(s *Session) error { return s.SplitNote("a", 99) }, "no text on one side"},
		{"parenthesis of several markers", func(s *Session) error { return s.NoteToParenthesis("d", "a") }, "note 1 has several markers"},
		{"parenthesis of nothing", func(s *Session) error { return s.NoteToParenthesis("b") }, "note 2 is empty"},
		{"parenthesis of what is named", func(s *Session) error { return s.NoteToParenthesis("c") }, "the text refers to note 3"},
		{"parenthesis from the bin", func(s *Session) error { return s.NoteToParenthesis("z") }, "in the bin"},
		{"note of no parenthesis", func(s *Session) error {
			s.Select(Caret("", 2))
			return s.ParenthesisToNote()
		}, "no parenthesis is selected"},
		{"note of half a parenthesis", func(s *Session) error {
			s.Select(Caret("", s.Essay().Body().Len()))
			return s.ParenthesisToNote()
		}, "no parenthesis is selected"},
		{"note over two paragraphs", func(s *Session) error {
			s.Select(Selection{"", s.Essay().Body().Len() - 6, s.Essay().Body().Len()})
			return s.ParenthesisToNote()
		}, "no parenthesis is selected"},
		{"note of a parenthesis with a marker", func(s *Session) error {
			s.Select(Caret("", posOfText(t, s.Essay().Body(), "Ko")))
			return s.ParenthesisToNote()
		}, "has a marker in it"},
		{"note of an empty parenthesis", func(s *Session) error {
			s.Select(Caret("", posOfText(t, s.Essay().Body(), "()")+1))
			return s.ParenthesisToNote()
		}, "the parenthesis is empty"},
		{"note in a note", func(s *Session) error {
			s.Select(Caret("a", 0))
			return s.ParenthesisToNote()
		}, ErrNoteInNote.Error()},
		{"series of what is not there", func(s *Session) error { return s.SetSeries([]essay.NoteID{"a", "q"}, "x") }, "no longer in the essay"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(e)
			if err := tt.do(s); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one with %q", err, tt.says)
			}
			if s.Essay() != e || s.UndoLabel() != "" {
				t.Error("a refused command has changed the essay")
			}
		})
	}
}

func TestAMarkerMovedLeavesBlocksWhatTheyAre(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Paragraph, 0), doc.NewBlock(doc.Quote, 1, doc.Span{Text: "One."}, essay.MarkerOf("a")),
	), &essay.Note{ID: "a", Text: doc.FromText("A.")})
	s, _ := newSession(e)
	oneStep(t, s, func() error { return s.MoveMarker("a", 0) })
	if b := s.Essay().Body(); b.Block(0).Kind != doc.Paragraph || b.Block(1).Kind != doc.Quote || shown(b) != "‹a›|One." {
		t.Errorf("the body is %q, kinds %v and %v", shown(b), b.Block(0).Kind, b.Block(1).Kind)
	}
}

func TestSetSeries(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› Two.‹b› Three.‹c›", "a: A.", "b: B.", "c: C."))
	if err := s.SetSeries([]essay.NoteID{"a", "c"}, essay.Endnotes); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[essay.NoteID]string{"a": "i", "b": "1", "c": "ii"} {
		if got := s.Essay().Label(id); got != want {
			t.Errorf("note %s is numbered %s, want %s", id, got, want)
		}
	}
	if err := s.SetSeries([]essay.NoteID{"a"}, ""); err != nil {
		t.Fatal(err)
	}
	if got := s.Essay().Label("b"); got != "2" {
		t.Errorf("after a footnote again: note b is numbered %s, want 2", got)
	}
}

func TestNoteAsText(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a› Two.‹b›", "a: See «b».|And more.", "b: B.", "z: Bin."))
	tests := []struct {
		id       essay.NoteID
		numbered bool
		want     string
	}{
		{"a", true, "1. See 2.\nAnd more."}, {"a", false, "See 2.\nAnd more."}, {"z", true, "Bin."}, {"q", true, ""},
	}
	for _, tt := range tests {
		if got := s.NoteAsText(tt.id, tt.numbered); got != tt.want {
			t.Errorf("note %s as text is %q, want %q", tt.id, got, tt.want)
		}
	}
}
