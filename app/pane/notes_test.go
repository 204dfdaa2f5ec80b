package pane

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/say"
)

// noted makes an essay with n notes, each in a paragraph of its own.
func noted(n int) *essay.Essay {
	blocks := []*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: "Title"})}
	var notes []*essay.Note
	for i := range n {
		id := essay.NoteID(fmt.Sprint("n", i))
		text := fmt.Sprintf("Ko, Chung, and Oh, %d.", 60+i)
		if i%3 == 0 {
			text = fmt.Sprintf("Harbour Office, Daily Ledger %d.", i)
		}
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(text)})
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A sentence."}, essay.MarkerOf(id)))
	}
	return essay.New(doc.New(blocks...), notes...)
}

func shownNotes(t testing.TB, e *essay.Essay) (*Notes, *editor.Session) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	s := editor.NewSession(e)
	n := NewNotes(s, page.NewSetting(15.5, 1.42), &page.Clip{})
	w := test.NewTempWindow(t, n)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(352, 600))
	t.Cleanup(n.Close)
	return n, s
}

// labels lists the numbers that are drawn, from the top.
func labels(n *Notes) []string {
	var list []string
	for _, id := range n.list {
		if r := n.rows[id]; r != nil {
			list = append(list, r.number.Text)
		}
	}
	return list
}

func TestNumbersFollowInTheSameUpdate(t *testing.T) {
	n, s := shownNotes(t, noted(4))
	if got := labels(n); !slices.Equal(got, []string{"1", "2", "3", "4"}) {
		t.Fatalf("the pane shows %v", got)
	}
	s.Select(editor.Caret("", 0))
	if err := s.InsertNote(); err != nil {
		t.Fatal(err)
	}
	if got := labels(n); !slices.Equal(got, []string{"1", "2", "3", "4", "5"}) {
		t.Errorf("after an insertion before all the pane shows %v", got)
	}
	if err := s.SetScheme(essay.Scheme{}.With(essay.Series{Style: essay.LowerLetters})); err != nil {
		t.Fatal(err)
	}
	if got := labels(n); !slices.Equal(got, []string{"a", "b", "c", "d", "e"}) {
		t.Errorf("with letters the pane shows %v", got)
	}
}

func TestFilters(t *testing.T) {
	n, s := shownNotes(t, noted(9))
	count := func(text string) int {
		t.Helper()
		if err := n.SetFilter(text); err != nil {
			t.Fatal(err)
		}
		return len(n.list)
	}
	for text, want := range map[string]int{"": 9, "ledger": 3, "LEDGER": 3, `/\b6[12]\b/`: 2, "/ko|ledger/": 9, "nothing": 0} {
		if got := count(text); got != want {
			t.Errorf("%q leaves %d notes, want %d", text, got, want)
		}
	}
	count("ledger")
	for _, half := range []string{"/", "/led", "/(/"} {
		if n.SetFilter(half) == nil || len(n.list) != 3 {
			t.Errorf("%q, which is no filter yet, changed what is shown", half)
		}
	}
	count("")
	n.SetFindings([]essay.Finding{{Note: "n4", Says: say.Plain("It is empty.")}})
	n.SetProblems(true)
	if !slices.Equal(n.list, []essay.NoteID{"n4"}) {
		t.Errorf("only those with problems are %v", n.list)
	}
	n.SetProblems(false)
	if err := s.DeleteNotes("n0", "n1"); err != nil {
		t.Fatal(err)
	}
	if len(n.list) != 7 {
		t.Errorf("after two went to the bin the pane lists %d", len(n.list))
	}
}

func TestChoosing(t *testing.T) {
	n, _ := shownNotes(t, noted(6))
	click := func(i int, mod fyne.KeyModifier) {
		at := fyne.NewPos(10, float32(n.flow.Top(i))+12)
		n.MouseDown(&desktop.MouseEvent{Modifier: mod, PointEvent: fyne.PointEvent{Position: at}})
		n.Tapped(&fyne.PointEvent{Position: at})
	}
	ctrl, shift := fyne.KeyModifierShortcutDefault, fyne.KeyModifierShift
	steps := []struct {
		row  int
		mod  fyne.KeyModifier
		want []essay.NoteID
	}{
		{1, ctrl, []essay.NoteID{"n1"}},
		{3, ctrl, []essay.NoteID{"n1", "n3"}},
		{1, ctrl, []essay.NoteID{"n3"}},
		{4, shift, []essay.NoteID{"n1", "n2", "n3", "n4"}},
		{2, 0, nil},
		{0, shift, []essay.NoteID{"n0", "n1", "n2"}},
	}
	for _, s := range steps {
		click(s.row, s.mod)
		if got := n.Chosen(); !slices.Equal(got, s.want) {
			t.Fatalf("after a click on row %d with %v: %v are chosen, want %v", s.row, s.mod, got, s.want)
		}
	}
}

func TestDraggingANumber(t *testing.T) {
	n, _ := shownNotes(t, noted(6))
	var got [2]essay.NoteID
	n.OnDrop = func(id, at essay.NoteID) { got = [2]essay.NoteID{id, at} }
	drag := func(x float32, from, to int) {
		y, end := float32(n.flow.Top(from))+12, float32(n.flow.Top(to))+12
		for _, at := range []float32{y + 4, (y + end) / 2, end} {
			n.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, at)}, Dragged: fyne.NewDelta(0, at-y)})
			y = at
		}
		n.DragEnd()
	}
	drag(10, 4, 1)
	if want := [2]essay.NoteID{"n4", "n1"}; got != want {
		t.Errorf("dropped %v, want %v", got, want)
	}
	got = [2]essay.NoteID{}
	drag(200, 4, 1)
	if got[0] != "" {
		t.Errorf("dragging beside the numbers dropped %v", got)
	}
}

// BenchmarkInsertBefore5000 puts a note before 5,000 others, until the pane
// shows the right numbers, and takes it back.
func BenchmarkInsertBefore5000(b *testing.B) {
	_, s := shownNotes(b, noted(5000))
	s.Select(editor.Caret("", 0))
	for i := 0; b.Loop(); i++ {
		if i%2 == 1 {
			s.Undo()
		} else if err := s.InsertNote(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTypeIn5000 is a key in a note among 5,000.
func BenchmarkTypeIn5000(b *testing.B) {
	_, s := shownNotes(b, noted(5000))
	s.Select(editor.Caret("n2", 3))
	for b.Loop() {
		if err := s.Type("x"); err != nil {
			b.Fatal(err)
		}
	}
}

// drawnOnce holds that nothing is painted twice, which would show as bolder type.
func drawnOnce(t *testing.T, n *Notes) {
	t.Helper()
	seen := map[fyne.CanvasObject]bool{}
	for _, o := range n.objects {
		if seen[o] {
			t.Errorf("%T is painted twice", o)
		}
		seen[o] = true
	}
}

func TestANoteThatComesBackIsPaintedOnce(t *testing.T) {
	n, s := shownNotes(t, noted(1))
	for range 2 {
		if err := s.DeleteNotes("n0"); err != nil {
			t.Fatal(err)
		}
		drawnOnce(t, n)
		s.Undo()
		n.SetActive("n0")
		drawnOnce(t, n)
		n.SetFindings([]essay.Finding{{Note: "n0", Says: say.Plain("It is short.")}})
		drawnOnce(t, n)
		n.SetFindings(nil)
	}
}

// Where there is no translation, a sentence is what it is in English.
func TestSentencesWithoutTranslation(t *testing.T) {
	for _, s := range []say.Sentence{
		say.Of("The text refers to a note that has no marker."),
		say.Of("Note %s has a bracket %c without its partner.", "iv", '('),
		say.Of("Marker %s stands before the %s and not after it.", "3", say.Plain("comma")),
		say.Of("Note %s has an address that cannot be one, %s: %s.", "1", "http:/a.b?q=%20&<x>", say.Plain("behind http: come a colon and two slashes")),
	} {
		if got := translated(s); got != s.String() {
			t.Errorf("%q is shown as %q", s, got)
		}
	}
}

// However the essay changes, the pane lists what a list made anew would.
func TestTheListFollowsRandomEdits(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 5))
		n, s := shownNotes(t, noted(150))
		for step := range 80 {
			body := s.Essay().Body()
			at := func() doc.Pos { return doc.Pos(r.IntN(int(body.Len()) + 1)) }
			s.Select(editor.Selection{Anchor: at(), Head: at()})
			var err error
			switch r.IntN(6) {
			case 0, 1:
				s.Select(editor.Caret("", at()))
				err = s.InsertNote()
			case 2:
				err = s.Delete()
			case 3:
				s.Undo()
			case 4:
				f := s.Copy()
				s.Select(editor.Caret("", at()))
				err = s.Paste(f)
			case 5:
				err = s.Type("x")
			}
			if err != nil {
				t.Fatal(err)
			}
			var want []essay.NoteID
			for _, note := range s.Essay().Numbered() {
				want = append(want, note.ID)
			}
			if !slices.Equal(n.list, want) {
				t.Fatalf("seed %d, step %d: the pane lists %v, want %v", seed, step, n.list, want)
			}
			for i, id := range want {
				if n.index(id) != i {
					t.Fatalf("note %s is looked for at %d, and is the %d-th", id, n.index(id), i)
				}
			}
			if n.flow.Len() != len(want) {
				t.Fatalf("%d rows for %d notes", n.flow.Len(), len(want))
			}
		}
	}
}
