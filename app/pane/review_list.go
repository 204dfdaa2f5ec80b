package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
)

// reviewList is the column of the review's rows, of which only those in view
// are widgets. With the focus, one row is current and is moved by the arrows.
type reviewList struct {
	widget.BaseWidget
	review  *Review
	entries []entry
	flow    page.Flow
	rows    map[int]*reviewRow
	offset  float64
	current int
	card    int // the chosen card of the question
	focused bool

	bar     *canvas.Rectangle
	objects []fyne.CanvasObject
}

var (
	_ fyne.Focusable  = (*reviewList)(nil)
	_ fyne.Scrollable = (*reviewList)(nil)
)

func newReviewList(r *Review) *reviewList {
	l := &reviewList{review: r, rows: map[int]*reviewRow{}, bar: canvas.NewRectangle(color.Black)}
	l.bar.CornerRadius = 2
	l.ExtendBaseWidget(l)
	return l
}

// fill lists the rows of the review's diagnosis anew.
func (l *reviewList) fill() {
	l.entries = entries(l.review.found)
	l.card = 0
	l.forget()
	l.current = max(0, min(l.current, len(l.entries)-1))
}

// forget has all rows set and measured again.
func (l *reviewList) forget() {
	estimates := make([]float32, len(l.entries))
	for i, e := range l.entries {
		estimates[i] = 2*rowAir + 3*readingFace.line
		if e.kind == headingRow {
			estimates[i] = 56
		}
	}
	l.flow = page.Flow{}
	l.flow.Splice(0, 0, estimates)
	clear(l.rows)
	l.redraw()
}

// row is the widget of the i-th row, made if there is none, and measured.
func (l *reviewList) row(i int) *reviewRow {
	r := l.rows[i]
	if r == nil {
		r = newReviewRow(l, i)
		l.rows[i] = r
	}
	if !l.flow.Known(i) || l.flow.Height(i) != r.high {
		l.flow.Set(i, r.high)
	}
	return r
}

// update places the rows in view and lets go of the others.
func (l *reviewList) update() {
	width, height := l.Size().Width, l.Size().Height
	l.objects = l.objects[:0]
	if width <= 0 || height <= 0 || len(l.entries) == 0 {
		return
	}
	first := l.settle(height)
	last := first
	y := float32(l.flow.Top(first) - l.offset)
	for i := first; i < len(l.entries) && y < height; i++ {
		r := l.row(i)
		r.Move(fyne.NewPos(0, y))
		r.Resize(fyne.NewSize(width, r.high))
		l.objects = append(l.objects, r)
		y += r.high
		last = i
	}
	for i := range l.rows {
		if i < first || i > last {
			delete(l.rows, i)
		}
	}
	if most := l.flow.Total() - float64(height); most > 0 {
		h := max(28, height*height/float32(l.flow.Total()))
		l.bar.FillColor = l.Theme().Color(fynetheme.ColorNameScrollBar, fyne.CurrentApp().Settings().ThemeVariant())
		l.bar.Move(fyne.NewPos(width-7, float32(l.offset/most)*(height-h)))
		l.bar.Resize(fyne.NewSize(4, h))
		l.objects = append(l.objects, l.bar)
	}
}

// settle keeps the offset in its range, and what is in view still when a row
// above turns out higher than it was estimated.
func (l *reviewList) settle(height float32) (first int) {
	for range 8 {
		l.offset = max(0, min(l.offset, l.flow.Total()-float64(height)))
		first, _ = l.flow.At(l.offset)
		known := true
		y := l.flow.Top(first)
		for i := first; i < len(l.entries) && y < l.offset+float64(height); i++ {
			if !l.flow.Known(i) {
				before := l.flow.Height(i)
				l.row(i)
				if y < l.offset {
					l.offset += float64(l.flow.Height(i) - before)
				}
				known = false
			}
			y += float64(l.flow.Height(i))
		}
		if known {
			break
		}
	}
	return first
}

func (l *reviewList) redraw() {
	l.update()
	canvas.Refresh(l)
}

// move makes another row current and brings it into view.
func (l *reviewList) move(to int) {
	from := l.current
	l.current = to
	for _, i := range []int{from, to} {
		if r := l.rows[i]; r != nil {
			r.rebuild()
		}
	}
	l.reveal(to)
}

// step moves to the next row that is no heading; above the first, false.
func (l *reviewList) step(by int) bool {
	to := l.current + by
	for to >= 0 && to < len(l.entries) && l.entries[to].kind == headingRow {
		to += by
	}
	if to < 0 {
		return false
	}
	if to < len(l.entries) {
		l.move(to)
	}
	return true
}

// reveal scrolls so that a row can be seen. Rows around it that are measured
// for that may move it, so it is looked at again.
func (l *reviewList) reveal(i int) {
	height := float64(l.Size().Height)
	for range 8 {
		l.row(i)
		top, h := l.flow.Top(i), float64(l.flow.Height(i))
		switch {
		case top < l.offset:
			l.offset = top
		case top+h > l.offset+height+0.5 && top > l.offset:
			l.offset = min(top, top+h-height)
		default:
			l.redraw()
			return
		}
		l.update()
	}
	l.redraw()
}

// Scrolled scrolls the rows.
func (l *reviewList) Scrolled(e *fyne.ScrollEvent) {
	l.offset -= float64(e.Scrolled.DY)
	l.redraw()
}

// FocusGained lights the current row.
func (l *reviewList) FocusGained() { l.lit(true) }

// FocusLost dims it.
func (l *reviewList) FocusLost() { l.lit(false) }

func (l *reviewList) lit(on bool) {
	l.focused = on
	if r := l.rows[l.current]; r != nil {
		r.rebuild()
	}
}

// TypedRune chooses a card of the question by its number.
func (l *reviewList) TypedRune(r rune) {
	if r >= '1' && r <= '9' && len(l.review.found.Questions) > 0 {
		l.review.answer(0, int(r-'1'))
	}
}

// TypedKey moves between the rows and the cards, and does what a row is for.
func (l *reviewList) TypedKey(k *fyne.KeyEvent) {
	if len(l.entries) == 0 {
		return
	}
	e := l.entries[l.current]
	switch k.Name {
	case fyne.KeyDown:
		l.step(+1)
	case fyne.KeyUp:
		if !l.step(-1) {
			l.review.focusApply()
		}
	case fyne.KeyPageDown, fyne.KeyPageUp:
		by := +1
		if k.Name == fyne.KeyPageUp {
			by = -1
		}
		for y := float32(0); y < l.Size().Height*0.8 && l.step(by); y += l.flow.Height(l.current) {
		}
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(len(l.entries) - 1)
	case fyne.KeyLeft, fyne.KeyRight:
		l.stepCard(e, k.Name == fyne.KeyRight)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.kind == questionRow {
			l.review.answer(e.index, l.card)
		} else {
			l.review.change(e)
		}
	case fyne.KeySpace:
		l.review.show(e)
	case fyne.KeyEscape:
		l.review.Dismiss()
	}
}

func (l *reviewList) stepCard(e entry, right bool) {
	if e.kind != questionRow {
		return
	}
	by := -1
	if right {
		by = +1
	}
	l.card = max(0, min(l.card+by, len(l.review.found.Questions[e.index].Choices)-1))
	if r := l.rows[l.current]; r != nil {
		r.rebuild()
	}
}

// Resize sets the rows for another width.
func (l *reviewList) Resize(s fyne.Size) {
	wider := s.Width != l.Size().Width
	l.BaseWidget.Resize(s)
	if wider {
		l.forget()
	} else {
		l.redraw()
	}
}

// MinSize lets the list be small.
func (l *reviewList) MinSize() fyne.Size { return fyne.NewSize(160, 60) }

// CreateRenderer makes the renderer of the rows in view.
func (l *reviewList) CreateRenderer() fyne.WidgetRenderer {
	l.update()
	return &reviewListRenderer{l}
}

type reviewListRenderer struct{ l *reviewList }

func (r *reviewListRenderer) Destroy()                     {}
func (r *reviewListRenderer) Layout(fyne.Size)             {}
func (r *reviewListRenderer) MinSize() fyne.Size           { return r.l.MinSize() }
func (r *reviewListRenderer) Objects() []fyne.CanvasObject { return r.l.objects }

// IsClip has Fyne cut off what stands beyond the list.
func (r *reviewListRenderer) IsClip() {}

// Refresh is called when the theme has changed, among others.
func (r *reviewListRenderer) Refresh() {
	for _, row := range r.l.rows {
		row.rebuild()
	}
	r.l.redraw()
}
