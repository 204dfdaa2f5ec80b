package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// told is the essay's text with the numbers of its markers in brackets and those
// of cross-references after a ›, and then the notes and what is in the bin.
func told(e *essay.Essay) string {
	var s strings.Builder
	write := func(d *doc.Document) {
		for b := range d.Each() {
			for _, sp := range b.Spans() {
				switch {
				case sp.Atom == nil:
					s.WriteString(sp.Text)
				case sp.Atom.Kind == doc.CrossRef:
					s.WriteString("›" + e.Label(essay.NoteID(sp.Atom.ID)))
				default:
					s.WriteString("[" + e.Label(essay.NoteID(sp.Atom.ID)) + "]")
				}
			}
			s.WriteString("|")
		}
	}
	write(e.Body())
	for _, n := range e.Numbered() {
		s.WriteString(" " + e.Label(n.ID) + ": ")
		write(n.Text)
	}
	for _, n := range e.Bin() {
		s.WriteString(" bin: ")
		write(n.Text)
	}
	return s.String()
}

// struck does the command of a key.
func (w *Window) struck(t *testing.T, k Key) {
	t.Helper()
	for _, c := range Commands() {
		if slices.Contains(c.Keys, k) {
			w.run(c)
			return
		}
	}
	t.Fatalf("%v is no command's key", k)
}

// dragged drags a note's card by its number onto another one.
func (w *Window) dragged(from, to essay.NoteID) {
	driver := fyne.CurrentApp().Driver()
	pane := driver.AbsolutePositionForObject(w.desk.notes)
	height := func(id essay.NoteID) float32 {
		return driver.AbsolutePositionForObject(w.desk.notes.Text(id)).Subtract(pane).Y + 5
	}
	y, end := height(from), height(to)
	for _, at := range []float32{(y + end) / 2, end} {
		w.desk.notes.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, at)}, Dragged: fyne.NewDelta(0, at-y)})
		y = at
	}
	w.desk.notes.DragEnd()
}

// lit lights a note, as a click on its marker does.
func (w *Window) lit(id essay.NoteID) { w.desk.light(id) }

// managed lists what can be done with notes: by key, command or mouse, in the words
// of the test above.
var managed = []struct {
	name string
	do   func(*testing.T, *Window)
	want string
}{
	{"insert", func(t *testing.T, w *Window) {
		w.desk.page.Select(editor.Caret("", 1))
		w.struck(t, Key{fyne.KeyF, ctrlAlt})
	}, "O[1]ne[2] two[3] see (Ko 72).| 1: | 2: Note a.| 3: Note b.|"},
	{"move down", func(t *testing.T, w *Window) {
		w.lit("a")
		w.struck(t, Key{fyne.KeyDown, alt})
		w.pressed(fyne.KeyReturn)
	}, "One two[1][2] see (Ko 72).| 1: Note b.| 2: Note a.|"},
	{"move up", func(t *testing.T, w *Window) {
		w.lit("b")
		w.struck(t, Key{fyne.KeyUp, alt})
		w.pressed(fyne.KeyReturn)
	}, "One[1][2] two see (Ko 72).| 1: Note b.| 2: Note a.|"},
	{"drag a card", func(_ *testing.T, w *Window) {
		w.dragged("b", "a")
		w.pressed(fyne.KeyReturn)
	}, "One[1][2] two see (Ko 72).| 1: Note b.| 2: Note a.|"},
	{"duplicate", func(t *testing.T, w *Window) {
		w.lit("a")
		run(t, w, "Duplicate")
	}, "One[1][2] two[3] see (Ko 72).| 1: Note a.| 2: Note a.| 3: Note b.|"},
	{"merge with the next", func(t *testing.T, w *Window) {
		w.lit("a")
		run(t, w, "Merge")
	}, "One two[1] see (Ko 72).| 1: Note a.; Note b.|"},
	{"split", func(t *testing.T, w *Window) {
		w.desk.openNote("a")
		w.desk.notes.Text("a").Select(editor.Caret("a", 4))
		w.desk.session.Select(editor.Caret("a", 4))
		run(t, w, "Split at the caret")
	}, "One[1][2] two[3] see (Ko 72).| 1: Note| 2: a.| 3: Note b.|"},
	{"into a parenthesis", func(t *testing.T, w *Window) {
		w.lit("a")
		run(t, w, "Into a parenthesis")
	}, "One (Note a.) two[1] see (Ko 72).| 1: Note b.|"},
	{"from a parenthesis", func(t *testing.T, w *Window) {
		w.selectedText("(Ko 72)")
		run(t, w, "Parenthesis into a note")
	}, "One[1] two[2] see.[3]| 1: Note a.| 2: Note b.| 3: Ko 72.|"},
	{"footnote into endnote", func(t *testing.T, w *Window) {
		w.lit("a")
		run(t, w, "Footnote or endnote")
	}, "One[i] two[1] see (Ko 72).| i: Note a.| 1: Note b.|"},
	{"refer again", func(t *testing.T, w *Window) {
		w.desk.page.Select(editor.Caret("", w.desk.session.Essay().Body().Len()))
		w.struck(t, Key{fyne.KeyR, ctrlAlt})
		w.answered("note b")
	}, "One[1] two[2] see (Ko 72).[2]| 1: Note a.| 2: Note b.|"},
	{"cross-reference", func(t *testing.T, w *Window) {
		w.desk.page.Select(editor.Caret("", 0))
		w.desk.session.Select(editor.Caret("", 0))
		w.struck(t, Key{fyne.KeyN, ctrlAlt})
		w.answered("2")
	}, "›2One[1] two[2] see (Ko 72).| 1: Note a.| 2: Note b.|"},
	{"merge several", func(t *testing.T, w *Window) {
		w.desk.notes.Choose("a", "b")
		run(t, w, "Merge")
	}, "One two[1] see (Ko 72).| 1: Note a.; Note b.|"},
	{"convert several", func(t *testing.T, w *Window) {
		run(t, w, "Choose all notes")
		run(t, w, "Footnote or endnote")
	}, "One[i] two[ii] see (Ko 72).| i: Note a.| ii: Note b.|"},
	{"delete several", func(t *testing.T, w *Window) {
		w.lit("a")
		w.struck(t, Key{fyne.KeySpace, ctrl})
		w.lit("b")
		w.struck(t, Key{fyne.KeySpace, ctrl})
		run(t, w, "Delete note")
	}, "One two see (Ko 72).| bin: Note a.| bin: Note b.|"},
	{"replace in notes", func(t *testing.T, w *Window) {
		w.struck(t, Key{fyne.KeyH, ctrl})
		w.bar.query.Scope = editor.InNotes
		w.bar.text.SetText("note")
		w.bar.with.SetText("See")
		w.bar.replaceAll()
	}, "One[1] two[2] see (Ko 72).| 1: See a.| 2: See b.|"},
}

// selectedText selects a piece of the page's text.
func (w *Window) selectedText(piece string) {
	body := w.desk.session.Essay().Body().String()
	at := doc.Pos(len([]rune(body[:strings.Index(body, piece)])))
	w.desk.page.Select(editor.Selection{Anchor: at, Head: at + doc.Pos(len([]rune(piece)))})
	w.desk.session.Select(w.desk.page.Selection())
}

// Each is one step, and one undo takes it back.
func TestManagingNotes(t *testing.T) {
	for _, c := range managed {
		t.Run(c.name, func(t *testing.T) {
			w := wholeWindow(t, "One‹a› two‹b› see (Ko 72).")
			w.win.Show()
			before := w.desk.session.Essay()
			c.do(t, w)
			if got := told(w.desk.session.Essay()); got != c.want {
				t.Errorf("it gives %s\nwant     %s", got, c.want)
			}
			w.desk.session.Undo()
			if got := w.desk.session.Essay(); got != before {
				t.Errorf("one undo leaves %s", told(got))
			}
		})
	}
}

func TestMovingIsAskedFirst(t *testing.T) {
	w := wholeWindow(t, "One‹a› two‹b›.")
	w.win.Show()
	before := w.desk.session.Essay()
	w.lit("a")
	w.struck(t, Key{fyne.KeyDown, alt})
	if w.desk.session.Essay() != before {
		t.Error("the marker moved without a question")
	}
	w.pressed(fyne.KeyEscape)
	w.dragged("b", "a")
	w.pressed(fyne.KeyEscape)
	if w.desk.session.Essay() != before || w.win.Canvas().Focused() != w.desk.page {
		t.Error("Esc does not leave all as it was")
	}
	w.lit("b")
	w.struck(t, Key{fyne.KeyDown, alt})
	if w.win.Canvas().Focused() != w.desk.page {
		t.Error("the last note is asked where to move down")
	}
}

func TestMakingAMarkerIndependent(t *testing.T) {
	w := wholeWindow(t, "One‹a› two.")
	if err := w.desk.session.ReferAgain("a", w.desk.session.Essay().Body().Len()); err != nil {
		t.Fatal(err)
	}
	w.desk.page.Select(editor.Caret("", w.desk.session.Essay().Body().Len()))
	run(t, w, "Make marker independent")
	if got, want := told(w.desk.session.Essay()), "One[1] two.[2]| 1: Note a.| 2: Note a.|"; got != want {
		t.Errorf("it gives %s, want %s", got, want)
	}
}

func TestCopyingNotesAsText(t *testing.T) {
	w := wholeWindow(t, "One‹a› two‹b›.")
	w.lit("b")
	run(t, w, "Copy as text")
	if got := w.app.Clipboard().Content(); got != "Note b." {
		t.Errorf("one note is copied as %q", got)
	}
	run(t, w, "Choose all notes")
	run(t, w, "Copy as text")
	if got := w.app.Clipboard().Content(); got != "1. Note a.\n2. Note b." {
		t.Errorf("two notes are copied as %q", got)
	}
}

// What the pane lists: all, those with problems, those that a filter or a
// regular expression finds, and the bin.
func TestWhatThePaneLists(t *testing.T) {
	w := wholeWindow(t, "One‹a› two‹b› three‹c›.")
	w.desk.session.Select(editor.Selection{In: "b", Head: w.desk.session.Essay().Text("b").Len()})
	if err := w.desk.session.Delete(); err != nil {
		t.Fatal(err)
	}
	listed := func() string {
		w.desk.notes.Choose()
		w.desk.notes.ChooseAll()
		defer w.desk.notes.Choose()
		var ids []string
		for _, id := range w.desk.notes.Chosen() {
			ids = append(ids, string(id))
		}
		return strings.Join(ids, " ")
	}
	for _, c := range []struct{ filter, want string }{{"NOTE A", "a"}, {"/[ac]\\./", "a c"}, {"/[ac", "a c"}, {"", "a b c"}} {
		w.beside.Filter(c.filter)
		if got := listed(); got != c.want {
			t.Errorf("%q lists %s, want %s", c.filter, got, c.want)
		}
	}
	run(t, w, "Only notes with problems")
	if got := listed(); got != "b" { // it is empty
		t.Errorf("with problems are %s", got)
	}
	run(t, w, "All notes")
	if got := listed(); got != "a b c" {
		t.Errorf("all are %s", got)
	}
	w.lit("a")
	run(t, w, "Delete note")
	run(t, w, "Bin")
	if w.beside.Shown() != "bin" || len(w.desk.session.Essay().Bin()) != 1 {
		t.Error("the bin is not shown")
	}
	w.beside.PutBack("a")
	w.back()
	if w.beside.Shown() != "" || w.desk.session.Essay().Label("a") != "1" {
		t.Error("the note is not put back where it stood, or Esc does not lead back to the notes")
	}
}

// The doctor's look is told and can be stopped; what it found after that is
// of no interest any more.
func TestTheDoctorTellsItsProgress(t *testing.T) {
	body, _ := text.Read(typed)
	w := windowOf(t, essay.New(body))
	w.slow = -1
	var work []func()
	w.later = func(_ time.Duration, f func()) { work = append(work, f) }
	var said []string
	w.struck(t, Key{fyne.KeyD, ctrlShift})
	if w.examining == nil {
		t.Fatal("the doctor does not look")
	}
	w.back()
	if !strings.Contains(w.status.text.text.Text, "was stopped") {
		t.Errorf("stopped, the window says %q", w.status.text.text.Text)
	}
	for _, f := range work {
		f()
	}
	if w.reviewing != nil {
		t.Error("what was stopped is shown")
	}
	w.later = func(_ time.Duration, f func()) { f() }
	doneAtOnce(w, func(f func()) {
		f()
		said = append(said, w.status.text.text.Text)
	})
	run(t, w, "Find typed notes…")
	if w.reviewing == nil {
		t.Error("the review is not shown")
	}
	if len(said) == 0 || !strings.HasPrefix(said[0], "Looking for typed notes…") {
		t.Errorf("the progress is told as %q", said)
	}
}
