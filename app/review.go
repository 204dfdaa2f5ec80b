package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// reviewing is a diagnosis that lies before the author in the page's place.
type reviewing struct {
	screen *pane.Review
	body   *doc.Document // that was looked at
	aside  bool          // the page is shown for a look at a place
	stop   func()        // of observing the session
}

// review has the doctor look for typed notes and shows what it found.
func (w *Window) review() {
	w.examine(func() { w.status.say(lang.L("There are no typed notes in this essay.")) })
}

// slow is from when on a window tells the doctor's progress.
const slow = 300 * time.Millisecond

// examine has the doctor look at the essay off this goroutine, and shows for
// review what it found. Esc stops it; a change of the essay makes what it found
// worthless, and another command to look begins anew.
func (w *Window) examine(none func()) {
	w.stopExamining()
	ctx, cancel := context.WithCancel(context.Background())
	w.examining = cancel
	d, body, began, told := w.desk, w.desk.session.Essay().Body(), time.Now(), -1
	progress := func(share float64) {
		percent := int(100 * share)
		if percent == told || time.Since(began) < w.slow {
			return
		}
		told = percent
		w.do(func() {
			if ctx.Err() == nil {
				w.status.sayQuietly(lang.L("Looking for typed notes… {{.Percent}} %", map[string]any{"Percent": fmt.Sprint(percent)}))
			}
		})
	}
	w.later(0, func() {
		found, err := doctor.ExamineContext(ctx, body, progress)
		fyne.Do(func() {
			if err != nil || ctx.Err() != nil {
				return
			}
			cancel()
			w.examining = nil
			if told >= 0 {
				w.status.sayQuietly("")
			}
			switch {
			case w.desk != d || w.source != nil || d.session.Essay().Body() != body:
			case found.Found():
				w.showReview(found, body)
			default:
				none()
			}
		})
	})
}

// stopExamining reports whether the doctor was at work.
func (w *Window) stopExamining() bool {
	if w.examining == nil {
		return false
	}
	w.examining()
	w.examining = nil
	return true
}

// showReview shows a diagnosis of a text in the place of the page and the
// notes, until it is applied or dismissed, or the text changes.
func (w *Window) showReview(found *doctor.Diagnosis, body *doc.Document) {
	w.leaveReview()
	w.bar.close()
	r := &reviewing{screen: pane.NewReview(found, body), body: body}
	r.screen.Dismiss = func() { w.leaveReview(); w.desk.focusLast() }
	r.screen.Go = func(block int, from, to doc.Pos) {
		at := body.Start(block)
		w.lookAside(editor.Selection{Anchor: at + from, Head: at + to})
	}
	r.screen.Choose = w.chooseForMarker
	r.screen.Solve = func(work, then func()) {
		w.later(0, func() {
			work()
			fyne.Do(then)
		})
	}
	r.screen.Apply = func(agreed *doctor.Diagnosis) {
		w.leaveReview()
		w.repair(agreed)
	}
	r.stop = w.desk.session.Observe(func(u editor.Update) {
		if u.New.Body() != body {
			w.leaveReview()
		}
	})
	w.reviewing = r
	w.sheet.over = r.screen
	w.compose()
	r.screen.Focus(w.win.Canvas())
}

// leaveReview takes the review away, if one is shown.
func (w *Window) leaveReview() {
	if w.reviewing == nil {
		return
	}
	w.reviewing.stop()
	if w.reviewing.aside {
		w.sheet.bar = nil
	}
	w.reviewing, w.sheet.over = nil, nil
	w.compose()
}

// lookAside shows a place on the page, with the way back to the review over it.
func (w *Window) lookAside(sel editor.Selection) {
	if w.reviewing == nil {
		return
	}
	w.reviewing.aside = true
	back := pane.NewPress(lang.L("Back to the review"), w.backToReview, w.backToReview)
	says := newQuiet()
	says.set(lang.L("The text as it stands; nothing is changed yet."))
	w.sheet.over, w.sheet.bar = nil, container.NewPadded(container.NewPadded(container.NewHBox(back, container.NewCenter(says))))
	w.compose()
	w.desk.page.Select(sel)
	w.desk.page.ShowPos(sel.Head)
	w.desk.page.ShowPos(sel.Anchor)
	w.win.Canvas().Focus(back)
}

// backToReview shows the review again after a look at a place.
func (w *Window) backToReview() {
	w.reviewing.aside = false
	w.sheet.over, w.sheet.bar = w.reviewing.screen, nil
	w.compose()
	w.reviewing.screen.Retake()
}

// escapeReview is what Esc does to the doctor's work: it stops it, leads back
// from the page to the review, or takes the review away. Without any of them,
// false.
func (w *Window) escapeReview() bool {
	switch {
	case w.stopExamining():
		w.status.say(lang.L("The search for typed notes was stopped."))
	case w.reviewing == nil:
		return false
	case w.reviewing.aside:
		w.backToReview()
	default:
		w.reviewing.screen.Dismiss()
	}
	return true
}

// chooseForMarker has the author choose one of some notes for a marker, or
// that it stays as it is typed.
func (w *Window) chooseForMarker(m doctor.Marker, from []doctor.Note, then func(*doctor.Note)) {
	prompt := lang.L("Which note belongs to the marker [{{.Label}}]?", map[string]any{"Label": m.Label})
	w.pick(prompt, func(text string) []pane.Item {
		text = strings.ToLower(text)
		var items []pane.Item
		for i := range from {
			line := "[" + from[i].Label + "]  " + essay.Excerpt(from[i].Text, 90)
			if strings.Contains(strings.ToLower("["+from[i].Label+"] "+from[i].Text), text) {
				items = append(items, pane.Item{Text: line, Tap: func() { then(&from[i]) }})
			}
			if len(items) == pickMax-1 {
				break
			}
		}
		return append(items, pane.Item{Text: lang.L("None: leave the marker as it is typed"), Quiet: true, Tap: func() { then(nil) }})
	})
}

// repair makes real notes of typed ones; notes that the essay has already stay.
func (w *Window) repair(d *doctor.Diagnosis) {
	repaired := d.Essay()
	for n := range w.desk.session.Essay().Notes() {
		repaired = repaired.WithNote(n)
	}
	w.edit(func() error { return w.desk.session.Repair(repaired) })
	w.desk.focus("")
}
