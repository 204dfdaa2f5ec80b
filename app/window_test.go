package app

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// writtenEssay makes an essay of lines, of which those that begin with “#” are
// headings; ‹a› is a marker of the note a.
func writtenEssay(lines ...string) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	for _, line := range lines {
		kind, level := doc.Paragraph, len(line)-len(strings.TrimLeft(line, "#"))
		if level > 0 {
			kind, line = doc.Heading, line[level+1:]
		}
		var spans []doc.Span
		for i, part := range strings.Split(line, "‹") {
			if id, rest, ok := strings.Cut(part, "›"); ok && i > 0 {
				spans = append(spans, essay.MarkerOf(essay.NoteID(id)))
				notes = append(notes, &essay.Note{ID: essay.NoteID(id), Text: doc.FromText("Note " + id + ".")})
				part = rest
			}
			spans = append(spans, doc.Span{Text: part})
		}
		blocks = append(blocks, doc.NewBlock(kind, level, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}

// themed is an app of the test driver with Ibid's theme.
func themed(t *testing.T) fyne.App {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.Theme{Mode: theme.Light})
	return a
}

// wholeWindow opens the whole window of the test driver on an essay of lines.
func wholeWindow(t *testing.T, lines ...string) *Window {
	t.Helper()
	return windowOf(t, writtenEssay(lines...))
}

// windowOf is a window with an essay on its desk.
func windowOf(t *testing.T, e *essay.Essay) *Window {
	t.Helper()
	lib, err := storage.Open(filepath.Join(t.TempDir(), "library.ibid"))
	if err != nil {
		t.Fatal(err)
	}
	id, err := lib.Create(e)
	if err != nil {
		t.Fatal(err)
	}
	return windowIn(t, lib, id)
}

// windowIn is a window of a library, with one of its essays on the desk.
func windowIn(t *testing.T, lib *storage.Library, id storage.EssayID) *Window {
	t.Helper()
	w := newWindow(themed(t), lib, "test")
	w.later = func(_ time.Duration, f func()) { f() }
	w.spelling.off = true
	q := &queue{} // the test driver would do it on the goroutine that asks
	w.do = q.put
	queues.Store(w, q)
	if err := w.open(id); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.leave()
		lib.Close()
		queues.Delete(w)
	})
	w.win.Resize(fyne.NewSize(1280, 800))
	return w
}

// queue holds what is to be done on a window's goroutine until a test settles
// it; any goroutine may put something in.
type queue struct {
	mu      sync.Mutex
	waiting []func()
	at      func(f func()) // does it at once, in a test in which nothing is saved meanwhile
}

// queues are those of the windows of tests.
var queues sync.Map

func (q *queue) put(f func()) {
	q.mu.Lock()
	at := q.at
	if at == nil {
		q.waiting = append(q.waiting, f)
	}
	q.mu.Unlock()
	if at != nil {
		at(f)
	}
}

// doneAtOnce has a window's queue done by a function, and no more put off.
func doneAtOnce(w *Window, do func(f func())) {
	q, _ := queues.Load(w)
	q.(*queue).mu.Lock()
	defer q.(*queue).mu.Unlock()
	q.(*queue).at = do
}

func (q *queue) take() (f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) > 0 {
		f, q.waiting = q.waiting[0], q.waiting[1:]
	}
	return f
}

// settle does what is to be done on a window's goroutine.
func settle(w *Window) {
	q, _ := queues.Load(w)
	for f := q.(*queue).take(); f != nil; f = q.(*queue).take() {
		f()
	}
}

func run(t *testing.T, w *Window, title string) {
	t.Helper()
	for _, c := range Commands() {
		if c.Title == title {
			w.run(c)
			return
		}
	}
	t.Fatalf("there is no command %q", title)
}

var chapters = []string{"# T", "intro", "## A", "a‹a›", "### B", "b‹b›", "## C", "c‹c›"}

func TestTheOutlineFollowsTheCaret(t *testing.T) {
	w := wholeWindow(t, chapters...)
	for block, want := range []int{-1, -1, 0, 0, 1, 1, 2, 2} {
		w.desk.page.Select(editor.Caret("", w.desk.session.Essay().Body().Start(block)))
		if w.side.current != want {
			t.Errorf("in block %d section %d is lit, want %d", block, w.side.current, want)
		}
	}
}

func TestMovingASectionInTheOutline(t *testing.T) {
	w := wholeWindow(t, chapters...)
	w.side.moveSection(w.side.first+2, w.side.first)
	titles := func() string {
		var list []string
		for _, s := range w.side.sections {
			list = append(list, s.title)
		}
		return strings.Join(list, " ")
	}
	if got := titles(); got != "C A B" || w.side.current != 0 {
		t.Errorf("the outline is %q with section %d lit, want C A B with the first", got, w.side.current)
	}
	if label := w.desk.session.Essay().Label("c"); label != "1" {
		t.Errorf("the note of the moved section has number %s, want 1", label)
	}
	w.side.moveSection(w.side.first, w.side.first+3)
	if got := titles(); got != "A B C" {
		t.Errorf("moved to the end the outline is %q", got)
	}
	run(t, w, "Move section up")
	if got := titles(); got != "C A B" {
		t.Errorf("moved up the outline is %q", got)
	}
	run(t, w, "Lower section’s rank")
	if b := w.desk.session.Essay().Body().Block(2); b.Level != 3 {
		t.Errorf("the rank is %d, want 3", b.Level)
	}
}

func TestTextAtFindsPageAndNotes(t *testing.T) {
	w := wholeWindow(t, chapters...)
	if got := w.textAt(fyne.NewPos(600, 400)); got != &w.desk.page.Text {
		t.Errorf("in the middle is %v, want the page", got)
	}
	driver := fyne.CurrentApp().Driver()
	note := w.desk.notes.Text("b")
	at := driver.AbsolutePositionForObject(note).AddXY(5, 5)
	if got := w.textAt(at); got != note {
		t.Errorf("at the note is %v", got)
	}
	if got := w.textAt(fyne.NewPos(20, 400)); got != nil {
		t.Errorf("in the outline is %v, want nothing", got)
	}
	w.showBin()
	if got := w.textAt(at); got != nil {
		t.Errorf("in the bin is %v, want nothing", got)
	}
}

func TestTheStatusFollowsSelectionAndTarget(t *testing.T) {
	w := wholeWindow(t, chapters...)
	w.status.progress(w.progress.set(10))
	if got := w.status.measure.of(w.status.counts); got != w.status.length.text.Text {
		t.Errorf("the status says %q, want %q", w.status.length.text.Text, got)
	}
	w.desk.page.Select(editor.Selection{Anchor: 0, Head: 7})
	if got := w.status.selected; got == nil || *got != (tally{2, 6}) {
		t.Errorf("selected is %v, want 2 words of 6 characters", got)
	}
	w.desk.page.Select(editor.Caret("", 7))
	if w.status.selected != nil {
		t.Error("the selection is still counted when it is gone")
	}
	for _, r := range " and two" {
		w.desk.page.TypedRune(r)
	}
	if got := w.progress.current(); got.Written != 2 {
		t.Errorf("%d words were written today, want 2", got.Written)
	}
	w.desk.openNote("a")
	w.selectAll()
	if got := w.status.selected; got == nil || *got != (tally{2, 7}) {
		t.Errorf("selected in the note is %v, want 2 words of 7 characters", got)
	}
}

// A note before 1,600 others: every number that can be seen, on the page and
// beside it, is right in the same frame.
func TestANoteBeforeManyOthers(t *testing.T) {
	lines := make([]string, 1600)
	for i := range lines {
		lines[i] = fmt.Sprintf("A sentence.‹n%d›", i)
	}
	w := wholeWindow(t, lines...)
	for _, o := range []fyne.Widget{w.desk.page, w.desk.notes} {
		if got := numbers(o); len(got) < 5 || got[0] != 1 {
			t.Fatalf("at first %T shows %v", o, got)
		}
	}
	w.desk.page.Select(editor.Caret("", 3))
	w.edit(w.desk.session.InsertNote)
	for _, o := range []fyne.Widget{w.desk.page, w.desk.notes} {
		got := numbers(o)
		for i, n := range got {
			if n != i+1 {
				t.Fatalf("%T shows the numbers %v", o, got)
			}
		}
	}
	if got := w.desk.session.Essay().Number("n1599"); got != 1601 {
		t.Errorf("the last note is number %d", got)
	}
}

// numbers are the texts that a widget draws and that are nothing but numbers.
func numbers(o fyne.Widget) (list []int) {
	for _, x := range test.WidgetRenderer(o).Objects() {
		if text, ok := x.(*canvas.Text); ok {
			if n, err := strconv.Atoi(text.Text); err == nil {
				list = append(list, n)
			}
		}
	}
	return list
}
