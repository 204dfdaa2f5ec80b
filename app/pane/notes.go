// Package pane holds what stands beside the page: the notes, the list of
// essays and the outline, the bin and the checks, and the doctor's review.
//
// Absent: the page itself, the library, and what a command does. A pane shows
// a session, and tells by callbacks what was chosen.
package pane

import (
	"image/color"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Notes shows every note of a session that has a marker, in the order of the
// numbers, each editable in place. Only those in view have a widget.
type Notes struct {
	widget.BaseWidget

	// Dress is called for each text that is made, to give it its callbacks.
	Dress func(*page.Text)
	// OnActive is called when the focus enters a note.
	OnActive func(essay.NoteID)

	session *editor.Session
	setting *page.Setting
	clip    *page.Clip
	stop    func()

	// OnMenu is called for a context menu on a note's card, OnDrop when a note
	// was dragged to the place of another.
	OnMenu func(fyne.Position)
	OnDrop func(id, at essay.NoteID)

	list     []essay.NoteID
	filter   filter
	problems bool // only notes that a check found something about
	findings map[essay.NoteID]string
	choice   choice
	drag     drag
	flow     page.Flow
	rows     map[essay.NoteID]*noteRow
	offset   float64
	active   essay.NoteID

	arranging, again bool // the rows are being arranged, and must be once more

	card    *canvas.Rectangle
	bar     *canvas.Rectangle
	line    *canvas.Rectangle // where a dragged note would go
	lit     []*canvas.Rectangle
	objects []fyne.CanvasObject
}

type noteRow struct {
	number  *canvas.Text
	text    *page.Text
	finding *widget.Label
}

var _ fyne.Scrollable = (*Notes)(nil)

// The spacing of a row, in pixels.
const (
	rowPad     = 9
	numberLeft = 30 // where a number ends
	textLeft   = 40
	textRight  = 16
	cardInset  = 8
	findingH   = 20
)

// NewNotes shows the notes of a session, set in a type.
func NewNotes(s *editor.Session, setting *page.Setting, clip *page.Clip) *Notes {
	n := &Notes{session: s, setting: setting, clip: clip, rows: map[essay.NoteID]*noteRow{}}
	n.ExtendBaseWidget(n)
	n.refill()
	n.stop = s.Observe(n.updated)
	return n
}

// Close lets go of the session.
func (n *Notes) Close() {
	n.stop()
	for _, r := range n.rows {
		r.text.Close()
	}
}

func (n *Notes) updated(u editor.Update) {
	if n.filtered() || !u.New.SameRefs(u.Old) && !n.follow(u) {
		n.refill()
	}
	n.redraw()
}

// follow lists what an update changed among all notes, and reports whether that
// can be told.
func (n *Notes) follow(u editor.Update) bool {
	if len(n.list) != u.Old.CountNumbered() {
		return false // some are missing
	}
	at, gone, put, ok := u.New.NumberedSince(u.Old)
	if !ok || slices.ContainsFunc(put, func(id essay.NoteID) bool { return u.New.Note(id) == nil }) {
		return false
	}
	n.relist(at, gone, put)
	return true
}

// refill lists the notes anew and keeps the heights of those that stay.
func (n *Notes) refill() {
	e := n.session.Essay()
	var list []essay.NoteID
	for _, r := range e.Refs() {
		note := e.Note(r.Note)
		if r.First && note != nil && n.matches(note) {
			list = append(list, r.Note)
		}
	}
	at := 0
	for at < len(list) && at < len(n.list) && list[at] == n.list[at] {
		at++
	}
	end := 0
	for end < len(list)-at && end < len(n.list)-at && list[len(list)-1-end] == n.list[len(n.list)-1-end] {
		end++
	}
	n.relist(at, len(n.list)-end-at, list[at:len(list)-end])
}

// relist lists notes in the place of gone others from the at-th on.
func (n *Notes) relist(at, gone int, put []essay.NoteID) {
	e := n.session.Essay()
	estimates := make([]float32, len(put))
	for i, id := range put {
		chars := float32(e.Note(id).Text.Len())
		lines := 1 + int(chars*n.setting.Size*0.46/max(100, n.textWidth()))
		estimates[i] = float32(lines)*n.setting.Size*n.setting.Leading + 2*rowPad
	}
	n.flow.Splice(at, gone, estimates)
	n.list = slices.Replace(n.list, at, at+gone, put...)
	for id, r := range n.rows {
		if e.Number(id) == 0 || e.Note(id) == nil {
			r.text.Close()
			delete(n.rows, id)
		}
	}
}

// index is the place of a note in the list, or -1.
func (n *Notes) index(id essay.NoteID) int {
	if r, ok := n.session.Essay().Ref(id); ok && r.Order <= len(n.list) && n.list[r.Order-1] == id {
		return r.Order - 1 // all notes are listed, as they mostly are
	}
	return slices.Index(n.list, id)
}

func (n *Notes) filtered() bool { return n.problems || n.filter.match != nil }

func (n *Notes) matches(note *essay.Note) bool {
	return (!n.problems || n.findings[note.ID] != "") && n.filter.matches(note)
}

// SetFilter shows only the notes that hold a text, or that a regular expression
// between slashes matches.
func (n *Notes) SetFilter(s string) error {
	f, err := newFilter(s)
	if err != nil {
		return err
	}
	n.filter = f
	n.refill()
	n.redraw()
	return nil
}

// SetProblems shows only the notes that a check found something about, or all
// again.
func (n *Notes) SetProblems(only bool) {
	n.problems = only
	n.refill()
	n.redraw()
}

// SetFindings shows below each note what a check says of it.
func (n *Notes) SetFindings(found []essay.Finding) {
	findings := map[essay.NoteID]string{}
	for _, f := range found {
		if _, ok := findings[f.Note]; !ok {
			findings[f.Note] = translated(f.Says)
		}
	}
	if maps.Equal(findings, n.findings) {
		return // nothing to paint
	}
	n.findings = findings
	if n.problems {
		n.refill()
	}
	n.measureAll()
	n.redraw()
}

// SetActive lights a note, or none for "", and brings it into view.
func (n *Notes) SetActive(id essay.NoteID) {
	if id == n.active {
		return
	}
	n.active = id
	n.Reveal(id)
	n.redraw()
}

// SetSetting sets the notes in another type.
func (n *Notes) SetSetting(s *page.Setting) {
	n.setting = s
	for _, r := range n.rows {
		r.text.SetSetting(s)
	}
	n.forget()
}

// forget has all heights measured again.
func (n *Notes) forget() {
	n.flow = page.Flow{}
	n.list = nil
	n.refill()
	n.redraw()
}

// Reprint draws the citations in the notes as they read now.
func (n *Notes) Reprint() {
	n.measureAll()
	for _, r := range n.rows {
		r.text.Reprint()
	}
	n.redraw()
}

// measureAll measures the rows that have widgets.
func (n *Notes) measureAll() {
	for id, r := range n.rows {
		if i := n.index(id); i >= 0 {
			n.measure(i, r)
		}
	}
}

// Text is the widget of a note's text, brought into view, or nil if the note
// is not listed.
func (n *Notes) Text(id essay.NoteID) *page.Text {
	i := n.index(id)
	if i < 0 {
		return nil
	}
	n.Reveal(id)
	return n.row(i).text
}

// row is the widget of the i-th note, made if there is none, and measured.
func (n *Notes) row(i int) *noteRow {
	id := n.list[i]
	r := n.rows[id]
	if r == nil {
		t := page.NewText(n.session, id, n.setting, n.clip)
		r = &noteRow{text: t, number: canvas.NewText("", color.Black), finding: widget.NewLabel("")}
		r.number.TextSize, r.number.TextStyle = 13, fyne.TextStyle{Bold: true}
		r.finding.SizeName, r.finding.Importance = fynetheme.SizeNameCaptionText, widget.LowImportance
		r.finding.Truncation = fyne.TextTruncateEllipsis
		if n.Dress != nil {
			n.Dress(t)
		}
		focus := t.OnFocus
		t.OnFocus = func() {
			n.active = id
			if focus != nil {
				focus()
			}
			if n.OnActive != nil {
				n.OnActive(id)
			}
			n.redraw()
		}
		t.OnHeight = n.redraw
		t.OnReveal = func(top, h float32) { n.revealIn(id, top, h) }
		n.rows[id] = r
	}
	n.measure(i, r)
	return r
}

func (n *Notes) measure(i int, r *noteRow) {
	h := r.text.HeightFor(n.textWidth()) + 2*rowPad
	if n.findings[n.list[i]] != "" {
		h += findingH
	}
	if !n.flow.Known(i) || n.flow.Height(i) != h {
		n.flow.Set(i, h)
	}
}

func (n *Notes) textWidth() float32 { return n.Size().Width - textLeft - textRight }

// Reveal scrolls so that a note can be seen.
func (n *Notes) Reveal(id essay.NoteID) {
	n.revealIn(id, -rowPad, 0)
}

// revealIn scrolls so that a part of a note can be seen: h pixels from top of
// its text, or the whole note for h = 0.
func (n *Notes) revealIn(id essay.NoteID, top, h float32) {
	height, i := n.Size().Height, n.index(id)
	if i < 0 || height == 0 {
		return
	}
	n.row(i)
	if h == 0 {
		h = min(n.flow.Height(i), height)
	}
	y := n.flow.Top(i) + float64(rowPad+top)
	if y < n.offset {
		n.offset = y
	} else if y+float64(h) > n.offset+float64(height) {
		n.offset = y + float64(h) - float64(height)
	}
	n.redraw()
}

// Scrolled scrolls the notes.
func (n *Notes) Scrolled(e *fyne.ScrollEvent) {
	n.offset -= float64(e.Scrolled.DY)
	n.redraw()
}

// Resize measures the notes for another width.
func (n *Notes) Resize(s fyne.Size) {
	wider := s.Width != n.Size().Width
	n.BaseWidget.Resize(s)
	if wider {
		n.forget()
	} else {
		n.redraw()
	}
}

// MinSize lets the pane be narrow.
func (n *Notes) MinSize() fyne.Size { return fyne.NewSize(160, 60) }
