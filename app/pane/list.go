package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// Item is one line of a list: a text, and at its end a quiet remark.
type Item struct {
	Text, Remark string
	Level        int // how far it is indented
	Selected     bool
	Lit          bool // it stands for where the caret is
	Heading      bool // the title of a section, with Remark as its button
	Quiet        bool
	Movable      bool // it can be dragged, with those below it of a deeper level
	Tap          func()
	Menu         func(at fyne.Position)
}

func (i Item) height() float32 {
	if i.Heading {
		return itemHeight + 8
	}
	return itemHeight
}

const (
	itemHeight = 28
	itemLeft   = 22
)

// List is a column of items that scrolls. Only those in view are drawn, so that
// a long list costs no more than a short one.
type List struct {
	widget.BaseWidget

	// Least is how many items the list asks room for; 0 asks for two.
	Least int
	// OnMove is called when a movable item was dragged to before another one, or
	// behind the last movable one.
	OnMove func(from, before int)

	items  []Item
	tops   []float32 // where each item begins, and where the last ends
	offset float32
	over   int // the item under the mouse, or -1
	moving moving

	rows    []*itemRow
	bar     *canvas.Rectangle
	drop    *canvas.Rectangle // where a dragged item would go
	objects []fyne.CanvasObject
}

// moving is a drag of an item.
type moving struct {
	from   int // or -1
	before int // where it would go, or -1
}

var (
	_ fyne.Scrollable   = (*List)(nil)
	_ fyne.Draggable    = (*List)(nil)
	_ desktop.Hoverable = (*List)(nil)
)

// NewList makes an empty list.
func NewList() *List {
	l := &List{over: -1, moving: moving{-1, -1}, tops: []float32{0}}
	l.ExtendBaseWidget(l)
	return l
}

// Set shows items in the place of those before.
func (l *List) Set(items []Item) {
	l.items = items
	l.tops = make([]float32, len(items)+1)
	for i, it := range items {
		l.tops[i+1] = l.tops[i] + it.height()
	}
	l.moving = moving{-1, -1}
	l.redraw()
}

// Light lights the i-th item alone, or none for -1, and brings it into view.
func (l *List) Light(i int) {
	for k := range l.items {
		l.items[k].Lit = k == i
	}
	l.Reveal(i)
}

// Reveal scrolls so that the i-th item can be seen.
func (l *List) Reveal(i int) {
	if h := l.Size().Height; i >= 0 && i < len(l.items) && h > 0 {
		l.offset = min(l.offset, l.tops[i])
		l.offset = max(l.offset, l.tops[i+1]-h)
	}
	l.redraw()
}

// at is the item at a height of the widget; false if there is none.
func (l *List) at(y float32) (int, bool) {
	y += l.offset
	lo, hi := 0, len(l.items)
	for lo < hi {
		mid := (lo + hi) / 2
		if l.tops[mid+1] <= y {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, y >= 0 && lo < len(l.items)
}

// Scrolled scrolls by the mouse's wheel.
func (l *List) Scrolled(e *fyne.ScrollEvent) {
	l.offset -= e.Scrolled.DY
	l.redraw()
}

// MouseIn lights the item under the mouse.
func (l *List) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved lights the item under the mouse.
func (l *List) MouseMoved(e *desktop.MouseEvent) {
	i, ok := l.at(e.Position.Y)
	if !ok || l.items[i].Tap == nil {
		i = -1
	}
	l.hover(i)
}

// MouseOut dims it.
func (l *List) MouseOut() { l.hover(-1) }

func (l *List) hover(i int) {
	if l.over != i {
		l.over = i
		l.redraw()
	}
}

// Dragged moves an item; beyond the edge the list scrolls.
func (l *List) Dragged(e *fyne.DragEvent) {
	if l.moving.from < 0 {
		i, ok := l.at(e.Position.Y - e.Dragged.DY)
		if !ok || !l.items[i].Movable || l.OnMove == nil {
			return
		}
		l.moving.from = i
	}
	switch y := e.Position.Y; {
	case y < itemHeight/2:
		l.offset -= itemHeight / 2
	case y > l.Size().Height-itemHeight/2:
		l.offset += itemHeight / 2
	}
	l.hover(-1)
	l.moving.before = l.dropAt(e.Position.Y)
	l.redraw()
}

// DragEnd puts the item where it was dragged to.
func (l *List) DragEnd() {
	m := l.moving
	l.moving = moving{-1, -1}
	l.redraw()
	if m.from >= 0 && m.before >= 0 {
		l.OnMove(m.from, m.before)
	}
}

// dropAt is the item that the dragged one would come to stand before, when it
// is let go at a height; -1 if it would stay where it is.
func (l *List) dropAt(y float32) int {
	first, end := l.moving.from, l.moving.from+1
	for first > 0 && l.items[first-1].Movable {
		first--
	}
	for end < len(l.items) && l.items[end].Movable {
		end++
	}
	before := first
	for before < end && l.tops[before]+itemHeight/2 < y+l.offset {
		before++
	}
	below := l.moving.from + 1
	for below < end && l.items[below].Level > l.items[l.moving.from].Level {
		below++
	}
	if before >= l.moving.from && before <= below {
		return -1
	}
	return before
}

// MinSize is room for the least items.
func (l *List) MinSize() fyne.Size {
	rows := l.Least
	if rows == 0 {
		rows = 2
	}
	return fyne.NewSize(120, float32(rows)*itemHeight)
}

// Resize shows as many items as fit.
func (l *List) Resize(s fyne.Size) {
	l.BaseWidget.Resize(s)
	l.redraw()
}

// CreateRenderer makes the renderer of the items in view.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	l.bar, l.drop = canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	l.bar.CornerRadius = 2
	l.update()
	return &listRenderer{l}
}

type listRenderer struct{ l *List }

func (r *listRenderer) Destroy()                     {}
func (r *listRenderer) Layout(fyne.Size)             {}
func (r *listRenderer) MinSize() fyne.Size           { return r.l.MinSize() }
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.l.objects }
func (r *listRenderer) Refresh() {
	r.l.update()
	canvas.Refresh(r.l)
}

func (l *List) redraw() {
	if l.bar != nil {
		l.update()
		canvas.Refresh(l)
	}
}

// update points the pooled rows at the items in view.
func (l *List) update() {
	size, total := l.Size(), l.tops[len(l.items)]
	col := func(n fyne.ThemeColorName) color.Color {
		return l.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	l.offset = max(0, min(l.offset, total-size.Height))
	l.objects = l.objects[:0]
	n := 0
	for i, _ := l.at(0); i < len(l.items) && l.tops[i] < l.offset+size.Height; i++ {
		if n == len(l.rows) {
			l.rows = append(l.rows, newItemRow())
		}
		row := l.rows[n]
		n++
		row.show(l.items[i], i == l.over, i == l.moving.from, col)
		row.place(l.tops[i]-l.offset, size.Width)
		l.objects = append(l.objects, row)
	}
	l.drop.Hidden = l.moving.before < 0
	if !l.drop.Hidden {
		left := float32(itemLeft + 14*l.items[l.moving.from].Level)
		l.drop.FillColor = col(theme.ColorNameAccent)
		l.drop.Move(fyne.NewPos(left, l.tops[l.moving.before]-l.offset-1))
		l.drop.Resize(fyne.NewSize(size.Width-left-16, 2))
	}
	l.bar.Hidden = total <= size.Height || size.Height == 0
	if !l.bar.Hidden {
		h := max(28, size.Height*size.Height/total)
		l.bar.FillColor = col(fynetheme.ColorNameScrollBar)
		l.bar.Move(fyne.NewPos(size.Width-7, l.offset/(total-size.Height)*(size.Height-h)))
		l.bar.Resize(fyne.NewSize(4, h))
	}
	l.objects = append(l.objects, l.drop, l.bar)
}
