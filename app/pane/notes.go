// Package pane holds what stands beside the page: the notes, the list of
// essays and the outline, the bin and the checks, and the doctor's review.
//
// Absent: the page itself, the library, and what a command does. A pane shows
// a session, and tells by callbacks what was chosen.
package pane

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
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

	list     []essay.NoteID
	filter   string
	findings map[essay.NoteID]string
	flow     page.Flow
	rows     map[essay.NoteID]*noteRow
	offset   float64
	active   essay.NoteID

	card    *canvas.Rectangle
	bar     *canvas.Rectangle
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
	if !u.New.SameRefs(u.Old) || n.filter != "" {
		n.refill()
	}
	n.redraw()
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
	estimates := make([]float32, len(list)-end-at)
	for i := range estimates {
		chars := float32(e.Note(list[at+i]).Text.Len())
		lines := 1 + int(chars*n.setting.Size*0.46/max(100, n.textWidth()))
		estimates[i] = float32(lines)*n.setting.Size*n.setting.Leading + 2*rowPad
	}
	n.flow.Splice(at, len(n.list)-end-at, estimates)
	n.list = list
	for id, r := range n.rows {
		if e.Number(id) == 0 || e.Note(id) == nil {
			r.text.Close()
			delete(n.rows, id)
		}
	}
}

func (n *Notes) matches(note *essay.Note) bool {
	return n.filter == "" || strings.Contains(strings.ToLower(note.Text.String()), n.filter)
}

// SetFilter shows only the notes that hold a text.
func (n *Notes) SetFilter(s string) {
	n.filter = strings.ToLower(strings.TrimSpace(s))
	n.refill()
	n.redraw()
}

// SetFindings shows below each note what a check says of it.
func (n *Notes) SetFindings(found []essay.Finding) {
	n.findings = map[essay.NoteID]string{}
	for _, f := range found {
		if _, ok := n.findings[f.Note]; !ok {
			n.findings[f.Note] = f.Says
		}
	}
	for i, id := range n.list {
		if r := n.rows[id]; r != nil {
			n.measure(i, r)
		}
	}
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

// Text is the widget of a note's text, brought into view, or nil if the note
// is not listed.
func (n *Notes) Text(id essay.NoteID) *page.Text {
	for i, other := range n.list {
		if other == id {
			n.Reveal(id)
			return n.row(i).text
		}
	}
	return nil
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
	height := n.Size().Height
	for i, other := range n.list {
		if other != id || height == 0 {
			continue
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
		return
	}
}

// Scrolled scrolls the notes.
func (n *Notes) Scrolled(e *fyne.ScrollEvent) {
	n.offset -= float64(e.Scrolled.DY)
	n.redraw()
}

// Tapped gives the focus to the note that was clicked beside its text.
func (n *Notes) Tapped(e *fyne.PointEvent) {
	if len(n.list) == 0 {
		return
	}
	i, top := n.flow.At(n.offset + float64(e.Position.Y))
	if n.offset+float64(e.Position.Y) <= top+float64(n.flow.Height(i)) {
		if c := fyne.CurrentApp().Driver().CanvasForObject(n); c != nil {
			c.Focus(n.row(i).text)
		}
	}
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

// CreateRenderer makes the renderer of the rows in view.
func (n *Notes) CreateRenderer() fyne.WidgetRenderer {
	n.card, n.bar = canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	n.bar.CornerRadius = 2
	n.update()
	return &notesRenderer{n}
}

type notesRenderer struct{ n *Notes }

func (r *notesRenderer) Destroy()                     {}
func (r *notesRenderer) Layout(fyne.Size)             {}
func (r *notesRenderer) MinSize() fyne.Size           { return r.n.MinSize() }
func (r *notesRenderer) Objects() []fyne.CanvasObject { return r.n.objects }
func (r *notesRenderer) Refresh() {
	r.n.update()
	canvas.Refresh(r.n)
}

func (n *Notes) redraw() {
	if n.card != nil {
		n.update()
		canvas.Refresh(n)
	}
}

// update places the rows in view and lets go of the others, except the one
// that has the focus.
func (n *Notes) update() {
	width, height := n.Size().Width, n.Size().Height
	if n.card == nil || width == 0 {
		return
	}
	col := func(name fyne.ThemeColorName) color.Color {
		return n.Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
	}
	n.objects = append(n.objects[:0], n.card)
	n.card.Hidden = true
	shown := map[essay.NoteID]bool{n.session.Selection().In: true}
	if len(n.list) > 0 {
		first := n.settle(height)
		y := float32(n.flow.Top(first) - n.offset)
		for i := first; i < len(n.list) && y < height; i++ {
			r := n.row(i)
			n.place(i, r, y, col)
			shown[n.list[i]] = true
			y += n.flow.Height(i)
		}
	}
	for id, r := range n.rows {
		if !shown[id] {
			r.text.Close()
			delete(n.rows, id)
		}
	}
	n.bar.Hidden = true
	if most := n.flow.Total() - float64(height); most > 0 {
		h := max(28, height*height/float32(n.flow.Total()))
		n.bar.FillColor = col(fynetheme.ColorNameScrollBar)
		n.bar.Move(fyne.NewPos(width-7, float32(n.offset/most)*(height-h)))
		n.bar.Resize(fyne.NewSize(4, h))
		n.bar.Hidden = false
	}
	n.objects = append(n.objects, n.bar)
}

// settle keeps the offset in its range, and still when a row above turns out
// higher than it was estimated.
func (n *Notes) settle(height float32) (first int) {
	for range 8 {
		n.offset = max(0, min(n.offset, n.flow.Total()-float64(height)))
		first, _ = n.flow.At(n.offset)
		known := true
		y := n.flow.Top(first)
		for i := first; i < len(n.list) && y < n.offset+float64(height); i++ {
			if !n.flow.Known(i) {
				before := n.flow.Height(i)
				n.row(i)
				if y < n.offset {
					n.offset += float64(n.flow.Height(i) - before)
				}
				known = false
			}
			y += float64(n.flow.Height(i))
		}
		if known {
			break
		}
	}
	return first
}

func (n *Notes) place(i int, r *noteRow, y float32, col func(fyne.ThemeColorName) color.Color) {
	id := n.list[i]
	width := n.Size().Width
	textH := n.flow.Height(i) - 2*rowPad
	finding := n.findings[id]
	if finding != "" {
		textH -= findingH
	}
	if id == n.active {
		n.card.FillColor, n.card.StrokeColor = col(theme.ColorNameCard), col(theme.ColorNameAccent)
		n.card.StrokeWidth, n.card.CornerRadius = 1, 7
		n.card.Move(fyne.NewPos(cardInset, y+2))
		n.card.Resize(fyne.NewSize(width-2*cardInset, n.flow.Height(i)-4))
		n.card.Hidden = false
	}
	r.number.Text, r.number.Color = n.session.Essay().Label(id), col(theme.ColorNameAccent)
	size := r.number.MinSize()
	r.number.Resize(size)
	// The number stands on the baseline of the note's first line.
	_, base := fyne.CurrentApp().Driver().RenderedTextSize(r.number.Text, r.number.TextSize, r.number.TextStyle, nil)
	r.number.Move(fyne.NewPos(float32(int(numberLeft-size.Width)), float32(int(y+rowPad+n.setting.Baseline()-base+0.5))))
	r.text.Move(fyne.NewPos(textLeft, y+rowPad))
	r.text.Resize(fyne.NewSize(n.textWidth(), textH))
	n.objects = append(n.objects, r.number, r.text)
	if finding != "" {
		r.finding.SetText(finding)
		pad := n.Theme().Size(fynetheme.SizeNameInnerPadding)
		r.finding.Move(fyne.NewPos(textLeft-pad, y+rowPad+textH-4))
		r.finding.Resize(fyne.NewSize(n.textWidth()+2*pad, findingH+8))
		n.objects = append(n.objects, r.finding)
	}
}
