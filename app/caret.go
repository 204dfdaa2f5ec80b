package app

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/page"
)

// caretMoved follows the caret: the outline lights its section, and the status
// counts what is selected.
func (w *Window) caretMoved() {
	if w.desk == nil {
		return // it is about to lie there
	}
	w.side.follow()
	w.lightCommentAtCaret()
	w.countSelection()
}

// selectedAfter is how long a selection must stand before its words are counted.
const selectedAfter = 150 * time.Millisecond

// countSelection counts what is selected, off this goroutine and once the
// selection rests, as it may be long.
func (w *Window) countSelection() {
	n := w.selecting.Add(1)
	sel := w.desk.session.Selection()
	if sel.Empty() {
		if w.status.selected != nil {
			w.status.selectedIs(nil)
		}
		return
	}
	e, d := w.desk.session.Essay(), w.desk
	w.later(selectedAfter, func() {
		if w.selecting.Load() != n {
			return
		}
		t := w.counter.selected(e, sel)
		fyne.Do(func() {
			if w.desk == d && w.selecting.Load() == n {
				w.status.selectedIs(&t)
			}
		})
	})
}

// restoreCounts goes on with how the length is told, and with the day's target.
func (w *Window) restoreCounts() {
	read := func(key string) string {
		v, err := w.lib.Setting(key)
		w.fail(err)
		return v
	}
	if n, err := strconv.Atoi(read("length")); err == nil && n >= 0 && n < int(measureEnd) {
		w.status.measure = measure(n)
	}
	w.progress = newProgress(read("target"), w.keepTarget)
	w.status.progress(w.progress.current())
}

// textAt is the text at a place on the canvas, for what is dropped there, or nil.
func (w *Window) textAt(at fyne.Position) *page.Text {
	p := w.desk.page
	in := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(p))
	if in.X >= 0 && in.Y >= 0 && in.X < p.Size().Width && in.Y < p.Size().Height {
		return &p.Text
	}
	if w.sheet.noNotes || w.beside.Shown() != "" {
		return nil
	}
	return w.desk.notes.TextAt(at)
}
