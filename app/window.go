package app

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/lookup"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// Window is the program's window: it lays the panes beside the page, and does
// what the table of commands names. All of it runs on Fyne's goroutine.
type Window struct {
	app     fyne.App
	win     fyne.Window
	lib     *storage.Library
	version string

	desk   *desk
	beside *pane.Beside
	side   *side
	status *status
	sheet  *sheet
	frame  *fyne.Container
	bar    *findBar
	margin *pane.Margin

	board     clipboard
	clip      page.Clip
	gallery   gallery
	settings  settings
	look      look
	mode      theme.Mode
	commented page.Commented
	ticks     map[string]*fyne.MenuItem // of what is chosen, by the commands' titles
	counter   counter
	spelling  *spelling
	printing  *printing
	counting  atomic.Int64 // the latest count that was asked for
	selecting atomic.Int64 // the latest count of a selection
	progress  *progress
	network   *lookup.Client              // asked about sources when the user wants it, and never else
	later     func(time.Duration, func()) // does something after a while, off this goroutine
	do        func(func())                // does on this goroutine what the saving tells
	slow      time.Duration               // after which the doctor's progress is told
	stop      func()
	habits    editor.Habits
	source    *sourceView        // nil while the page is shown
	past      *pastView          // nil while the essay is shown as it is
	reviewing *reviewing         // nil while no review is shown
	examining context.CancelFunc // nil while the doctor is not at work

	exporting  *exporting        // nil while no export is shown
	importing  *importing        // nil while no files are imported
	imports    *importing        // the last import of several files
	lastImport []storage.EssayID // the essays that it made

	sourceSteps sourceSteps
}

// newWindow makes the window of a library, with no essay in it yet.
func newWindow(a fyne.App, lib *storage.Library, version string) *Window {
	w := &Window{app: a, lib: lib, version: version, ticks: map[string]*fyne.MenuItem{}, do: fyne.Do, slow: slow}
	w.network = lookup.New()
	w.later = func(d time.Duration, f func()) { time.AfterFunc(d, f) }
	w.board.w = w
	w.clip = page.Clip{Copy: w.board.copy, Paste: w.board.paste}
	w.gallery = gallery{w, map[where]*page.Picture{}}
	w.win = a.NewWindow("Ibid")
	w.win.SetPadded(false)
	w.restoreLook()
	w.spelling = newSpelling(w)
	w.printing = newPrinting(w)
	w.restoreHabits()
	w.restoreComments()
	w.win.SetMainMenu(w.mainMenu())
	w.bindKeys()
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		paths := make([]string, len(files))
		for i, f := range files {
			paths[i] = f.Path()
		}
		w.importPaths(paths)
	})
	w.win.SetCloseIntercept(w.quit)
	w.side = newSide(w)
	w.status = newStatus(w.nextMeasure, w.askTarget)
	w.restoreCounts()
	w.sheet = newSheet(w.side.content, w.status.content)
	w.frame = container.New(w.sheet)
	w.bar = newFindBar(w)
	w.win.SetContent(w.frame)
	a.Settings().AddListener(func(fyne.Settings) { w.sheet.paint() })
	return w
}

// open lays an essay on the desk in the place of the one that lies there.
func (w *Window) open(id storage.EssayID) error {
	if w.desk != nil && w.desk.id == id {
		w.desk.focusLast()
		return nil
	}
	if err := w.settleSource(); err != nil {
		return err
	}
	e, err := w.lib.Load(id)
	if err != nil {
		return err
	}
	w.leave()
	w.side.sections, w.side.current = nil, -1
	save := storage.NewAutosave(w.lib, id, func(s storage.SaveState) { w.do(func() { w.status.saved(s) }) })
	w.spelling.begin(id)
	w.desk = newDesk(id, e, save, w.win.Canvas(), w.settings, &w.clip, w.dress)
	w.desk.folder = w.originOf(id).folder()
	past, err := w.lib.Past(id)
	w.fail(err)
	w.desk.session.Recall(past)
	w.desk.page.SetModes(w.look.modes)
	w.desk.page.OnSelect = func() {
		w.desk.followCaret()
		w.caretMoved()
	}
	w.desk.session.Habits = w.habits
	w.desk.notes.OnMenu, w.desk.notes.OnDrop = w.noteMenu, w.dropNote
	w.beside = pane.NewBeside(w.desk.notes)
	w.beside.SetNumbers(sample(e.Scheme().Of("").Style))
	w.beside.Numbering = w.numbering
	w.beside.PutBack = w.putBack
	w.beside.Discard = func(ids ...essay.NoteID) { w.edit(func() error { return w.desk.session.EmptyBin(ids...) }) }
	w.beside.Go = w.showFinding
	w.beside.Mend = func(m *essay.Mend) { w.edit(func() error { return w.desk.session.Mend(m) }) }
	w.beside.Closed = w.desk.focusLast
	w.stop = w.desk.session.Observe(w.updated)
	w.openMargin()
	w.compose()
	w.title()
	w.count()
	w.spelling.check(0)
	w.keep("essay", fmt.Sprint(id))
	w.side.refresh()
	w.numberOn()
	w.tick()
	w.win.Canvas().Focus(w.desk.page)
	w.restoreDraft()
	w.adoptSources()
	return nil
}

// leave saves the essay on the desk and lets go of it.
func (w *Window) leave() {
	if w.desk == nil {
		return
	}
	w.bar.close()
	if w.past != nil {
		w.past.leave()
	}
	w.stopExamining()
	w.leaveReview()
	w.leaveExport()
	w.stop()
	w.margin.Close()
	if err := w.desk.close(); err != nil {
		w.fail(err)
	}
	w.desk = nil
}

// compose puts the essay on the desk into the window. The frame stays: a new
// content would give the window its first size again.
func (w *Window) compose() {
	w.sheet.side, w.sheet.page, w.sheet.notes = w.side.content, w.desk.page, w.beside
	if w.source != nil {
		w.sheet.page = w.source.page
	} else if w.previewed() {
		w.sheet.page = w.exporting.preview
	}
	if w.past != nil {
		w.sheet.side, w.sheet.page, w.sheet.notes, w.sheet.bar = w.past.side, w.past.page, w.past.beside, w.past.bar
	}
	w.sheet.margin = w.marginToShow()
	w.frame.Objects = w.sheet.objects()
	w.frame.Refresh()
}

// dress gives a text what it tells the window.
func (w *Window) dress(t *page.Text) {
	t.TitleHint, t.TextHint = lang.L("Title"), lang.L("Write, or paste an essay.")
	if t.Note() != "" {
		t.TextHint = lang.L("Write the note.")
		t.OnSelect = w.caretMoved
	}
	t.TextAt = w.textAt
	t.Pictures = w.gallery.picture
	t.Decorations = w.spelling.marks
	t.Commented = &w.commented
	t.Printed = w.printing.now
	t.OnCitation = func(cite.ID) { w.cite(t, t.Selection()) }
	t.OnError = w.fail
	t.OnMenu = w.contextMenu
	t.OnLink = w.openLink
	t.OnEscape = w.back
	t.OnKey = w.plainKey
	t.OnShortcut = func(s fyne.Shortcut) {
		if c, ok := w.win.Canvas().(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// updated follows a change of the essay.
func (w *Window) updated(u editor.Update) {
	if u.Old.Title() != u.New.Title() {
		w.side.retitle(w.desk.id, u.New.Title())
		w.title()
	}
	if in := u.Selection.In; u.Old.Note(in) == nil && u.New.Number(in) > 0 {
		w.bringUp(in) // a new note, whatever stands beside the page
	}
	if !u.Old.Scheme().Equal(u.New.Scheme()) {
		w.beside.SetNumbers(sample(u.New.Scheme().Of("").Style))
	}
	w.followComments(u)
	w.typedCitation(u)
	if !u.New.SameCited(u.Old) && w.side.sources.on {
		w.side.showSources()
	}
	w.count()
	w.spelling.check(checkAfter)
}

func (w *Window) title() {
	t := w.desk.session.Essay().Title()
	if t == "" {
		t = lang.L("Untitled")
	}
	w.win.SetTitle(t + " – Ibid")
}

// countAfter is how long the typing must pause before the words are counted and
// the notes looked over: longer than between two keys, for what that changes in
// the window paints it once more.
const countAfter = 500 * time.Millisecond

// count counts the words and looks over the notes off this goroutine.
func (w *Window) count() {
	n := w.counting.Add(1)
	w.rest(n)
	e, d := w.desk.session.Essay(), w.desk
	w.later(countAfter, func() {
		if w.counting.Load() != n {
			return
		}
		c, found, bin := w.counter.count(e), essay.Check(e), e.Bin()
		if gone, err := w.lib.Gone(d.id); err == nil {
			found = append(found, essay.Gone(e, gone)...)
		}
		reached := w.progress.counted(d.id, c.body.words+c.notes.words)
		fyne.Do(func() {
			if w.desk != d || w.counting.Load() != n {
				return
			}
			w.status.counted(c)
			w.status.progress(reached)
			w.side.outline(c.sections)
			w.beside.Count(bin, found, c.markers)
		})
	})
}

// edit runs a command of the session at the selection of the text that had the
// focus last.
func (w *Window) edit(command func() error) {
	if err := command(); err != nil {
		w.fail(err)
	}
}

// fail says what went wrong, without a window in the way.
func (w *Window) fail(err error) {
	if err != nil {
		w.status.warn(sentence(err))
	}
}

// sentence is an error as it stands on the screen. One that says nothing of what
// it happened to is its own key for translations.
func sentence(err error) string {
	text := err.Error()
	if !strings.Contains(text, "{{") {
		text = lang.L(text)
	}
	return capital(strings.TrimSuffix(text, ".")) + "."
}

// capital begins a text with a capital letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// back leads from wherever the focus is back to the text.
func (w *Window) back() {
	switch {
	case w.desk == nil:
	case w.source != nil:
		w.win.Canvas().Focus(w.source.page)
	case w.past != nil:
		w.past.leave()
	case w.escapeReview():
	case w.bar.stop != nil:
		w.bar.close()
	case w.beside.Shown() != "":
		w.beside.ShowNotes()
	case w.desk.last != "":
		w.desk.toMarker()
	default:
		w.desk.focus("")
	}
}

// quit saves and ends the program; what cannot be saved keeps the window open.
func (w *Window) quit() {
	if err := w.settleSource(); err != nil {
		w.fail(err)
		return
	}
	if w.desk != nil {
		if err := w.desk.save.Flush(); err != nil {
			dialog.ShowConfirm(lang.L("Not everything is saved"),
				sentence(err)+"\n"+lang.L("Close Ibid all the same?"),
				func(yes bool) {
					if yes {
						w.app.Quit()
					}
				}, w.win)
			return
		}
	}
	size := w.win.Canvas().Size()
	if !w.win.FullScreen() {
		w.keep("window", fmt.Sprintf("%.0fx%.0f", size.Width, size.Height))
	}
	w.leave()
	w.board.close()
	w.app.Quit()
}

// keep stores a setting of the window; that it could not is said, no more.
func (w *Window) keep(key, value string) {
	if err := w.lib.SetSetting(key, value); err != nil {
		w.fail(err)
	}
}
