package app

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// pastView shows what the essay was at other times, to be read and restored:
// the times on the left, the page and the notes as they were.
type pastView struct {
	w        *Window
	versions []storage.Version
	chosen   int
	essay    *essay.Essay // as it was then
	list     *pane.List
	side     fyne.CanvasObject
	page     *page.Page
	notes    *pane.Notes
	beside   *fyne.Container
	bar      fyne.CanvasObject
	says     *quiet
	restore  pane.FocusableObject
	folded   bool // the left side was
}

// showVersions shows the past states of the essay in the window's place.
func (w *Window) showVersions() {
	if w.past != nil {
		w.past.leave()
		return
	}
	if w.source != nil {
		w.status.say(lang.L("The source is shown: apply or discard it first."))
		return
	}
	if err := w.desk.save.Flush(); err != nil {
		w.fail(err)
		return
	}
	versions, err := w.lib.Versions(w.desk.id)
	if err != nil {
		w.fail(err)
		return
	}
	if len(versions) == 0 {
		w.status.say(lang.L("This essay has no earlier version yet: nothing was changed in it."))
		return
	}
	w.bar.close()
	w.leaveReview()
	v := &pastView{w: w, versions: versions, list: pane.NewList(), says: newQuiet(), beside: container.NewStack(), folded: w.sheet.noSide}
	v.side = container.NewBorder(container.NewPadded(container.NewPadded(heading(lang.L("Versions")))), nil, nil, nil, v.list)
	v.restore = pane.NewPressWith(lang.L("Restore this version"), v.apply, v.leave, v.key)
	v.bar = container.NewPadded(container.NewPadded(container.NewHBox(
		v.restore, container.NewCenter(v.says), layout.NewSpacer(),
		pane.NewLink(lang.L("Later"), func() { v.step(-1) }),
		pane.NewLink(lang.L("Earlier"), func() { v.step(+1) }),
		pane.NewLink(lang.L("Back to the page")+"  Esc", v.leave),
	)))
	if err := v.show(0); err != nil {
		w.fail(err)
		return
	}
	w.past = v
	w.sheet.noSide = false
	w.compose()
	v.reveal()
	w.win.Canvas().Focus(v.restore)
}

func heading(text string) fyne.CanvasObject {
	return widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
}

// show lays the i-th version on the page.
func (v *pastView) show(i int) error {
	e, err := v.w.lib.Version(v.w.desk.id, v.versions[i])
	if err != nil {
		return err
	}
	v.close()
	v.chosen, v.essay = i, e
	s := editor.NewSession(e)
	s.Locked = errors.New(lang.L("this is an earlier version: restore it to write in it"))
	v.page = page.NewPage(s, v.w.settings.body, &v.w.clip)
	v.notes = pane.NewNotes(s, v.w.settings.notes, &v.w.clip)
	v.dress(&v.page.Text)
	v.notes.Dress = v.dress
	v.page.OnMarker = func(id essay.NoteID) {
		v.page.SetActive(id)
		v.notes.SetActive(id)
	}
	v.notes.OnActive = v.page.OnMarker
	v.beside.Objects = []fyne.CanvasObject{container.NewBorder(container.NewPadded(heading(lang.L("Notes"))), nil, nil, nil, v.notes)}
	v.says.set(lang.L("As it was on {{.Day}} at {{.Time}}", map[string]any{
		"Day": v.versions[i].At.Format("2 January 2006"), "Time": v.versions[i].At.Format("15:04"),
	}))
	v.list.Set(v.items(time.Now()))
	return nil
}

// dress gives a text that cannot be changed its callbacks.
func (v *pastView) dress(t *page.Text) {
	t.Pictures = v.w.gallery.picture
	t.OnError, t.OnEscape, t.OnLink = v.w.fail, v.leave, v.w.openLink
	t.OnShortcut = func(s fyne.Shortcut) {
		if c, ok := v.w.win.Canvas().(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// step goes to a later version, or to an earlier one.
func (v *pastView) step(by int) { v.choose(v.chosen + by) }

func (v *pastView) choose(i int) {
	if i < 0 || i >= len(v.versions) || i == v.chosen {
		return
	}
	if err := v.show(i); err != nil {
		v.w.fail(err)
		return
	}
	v.w.compose()
	v.reveal()
	v.w.win.Canvas().Focus(v.restore)
}

// reveal shows where the version differs first from the essay as it is.
func (v *pastView) reveal() {
	v.list.Light(v.item(v.chosen))
	if at, n, m := doc.Diff(v.essay.Body(), v.w.desk.session.Essay().Body()); n > 0 || m > 0 {
		v.page.ShowPos(v.essay.Body().Start(min(at, v.essay.Body().Blocks()-1)))
	}
}

// items lists the versions, with a heading for each day.
func (v *pastView) items(now time.Time) []pane.Item {
	var items []pane.Item
	day := ""
	for i, one := range v.versions {
		if d := dayOf(one.At, now); d != day {
			day = d
			items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(d)})
		}
		item := pane.Item{Text: one.At.Format("15:04"), Remark: signed(one.Words), Selected: i == v.chosen, Tap: func() { v.choose(i) }}
		if one.Milestone {
			item.Text += "  " + lang.L(milestones[one.Then])
		}
		items = append(items, item)
	}
	return items
}

// milestones say of a version what was done next, by the label of that step.
var milestones = map[string]string{
	"Repair notes":    "before the repair",
	"Restore version": "before a restore",
}

// item is the place of a version among the items.
func (v *pastView) item(i int) int {
	n, day := -1, ""
	for _, one := range v.versions[:i+1] {
		n++
		if d := dayOf(one.At, time.Time{}); d != day {
			day = d
			n++
		}
	}
	return n
}

// dayOf names a day as one speaks of it.
func dayOf(t, now time.Time) string {
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return lang.L("Today")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return lang.L("Yesterday")
	}
	return t.Format("2 January 2006")
}

// signed writes how many words came or went.
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + thousands(n)
	case n < 0:
		return "−" + thousands(-n)
	}
	return ""
}

// key chooses another version, or scrolls the page, while the button has the
// focus.
func (v *pastView) key(k *fyne.KeyEvent) bool {
	height := v.page.Size().Height
	switch k.Name {
	case fyne.KeyUp:
		v.step(-1)
	case fyne.KeyDown:
		v.step(+1)
	case fyne.KeyHome:
		v.choose(0)
	case fyne.KeyEnd:
		v.choose(len(v.versions) - 1)
	case fyne.KeyPageUp:
		v.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, height*0.9)})
	case fyne.KeyPageDown:
		v.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -height*0.9)})
	default:
		return false
	}
	return true
}

// apply makes the essay what it was, as one step.
func (v *pastView) apply() {
	w, e, at := v.w, v.essay, v.versions[v.chosen].At
	v.leave()
	w.edit(func() error { return w.desk.session.Restore(e) })
	w.desk.focus("")
	w.status.say(lang.L("The version of {{.Day}}, {{.Time}} is back; Ctrl+Z takes that back.", map[string]any{
		"Day": dayOf(at, time.Now()), "Time": at.Format("15:04"),
	}))
}

// leave goes back to the essay as it is.
func (v *pastView) leave() {
	w := v.w
	if w.past != v {
		return
	}
	w.past = nil
	v.close()
	w.sheet.noSide, w.sheet.bar = v.folded, nil
	w.compose()
	w.desk.focusLast()
}

// close lets go of the page that shows a version.
func (v *pastView) close() {
	if v.page != nil {
		v.page.Close()
		v.notes.Close()
	}
}

// forPast reports whether a command can be done while an earlier version is
// shown.
func (c Command) forPast() bool {
	switch c.Title {
	case "Versions…", "Copy", "Select all", "Quit", "All commands…", "About Ibid", "Full screen":
		return true
	}
	return false
}
