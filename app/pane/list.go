package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// Item is one line of a list: a text, and at its end a quiet remark.
type Item struct {
	Text, Remark string
	Level        int // how far it is indented
	Selected     bool
	Heading      bool // the title of a section, with Remark as its button
	Quiet        bool
	Tap          func()
	Menu         func(at fyne.Position)
}

// item is the widget of an Item.
type item struct {
	widget.BaseWidget
	Item
	hovered bool

	back, edge   *canvas.Rectangle
	text, remark *canvas.Text
}

const (
	itemHeight = 28
	itemLeft   = 22
)

var (
	_ fyne.Tappable          = (*item)(nil)
	_ fyne.SecondaryTappable = (*item)(nil)
	_ desktop.Hoverable      = (*item)(nil)
	_ fyne.Accessible        = (*item)(nil)
)

func newItem(i Item) *item {
	it := &item{Item: i}
	it.ExtendBaseWidget(it)
	return it
}

func (i *item) MinSize() fyne.Size {
	if i.Heading {
		return fyne.NewSize(120, itemHeight+8)
	}
	return fyne.NewSize(120, itemHeight)
}

func (i *item) Tapped(*fyne.PointEvent) {
	if i.Tap != nil {
		i.Tap()
	}
}

func (i *item) TappedSecondary(e *fyne.PointEvent) {
	if i.Menu != nil {
		i.Menu(e.AbsolutePosition)
	}
}

func (i *item) MouseIn(*desktop.MouseEvent)    { i.hover(true) }
func (i *item) MouseMoved(*desktop.MouseEvent) {}
func (i *item) MouseOut()                      { i.hover(false) }

func (i *item) hover(on bool) {
	if i.hovered != on && i.Tap != nil {
		i.hovered = on
		i.Refresh()
	}
}

func (i *item) AccessibilityLabel() string { return i.Text + " " + i.Remark }

func (i *item) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (i *item) CreateRenderer() fyne.WidgetRenderer {
	i.back, i.edge = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	i.text, i.remark = canvas.NewText("", color.Black), canvas.NewText("", color.Black)
	r := &itemRenderer{i}
	r.Refresh()
	return r
}

type itemRenderer struct{ i *item }

func (r *itemRenderer) Destroy()           {}
func (r *itemRenderer) MinSize() fyne.Size { return r.i.MinSize() }
func (r *itemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.i.back, r.i.edge, r.i.text, r.i.remark}
}

func (r *itemRenderer) Layout(s fyne.Size) {
	i := r.i
	i.back.Resize(s)
	i.edge.Resize(fyne.NewSize(2, s.Height))
	rs, ts := i.remark.MinSize(), i.text.MinSize()
	left := float32(itemLeft + 14*i.Level)
	bottom := (s.Height - ts.Height) / 2
	if i.Heading {
		left, bottom = itemLeft-6, s.Height-ts.Height-6
	}
	i.remark.Move(fyne.NewPos(s.Width-rs.Width-16, bottom+(ts.Height-rs.Height)/2))
	i.remark.Resize(rs)
	room := s.Width - left - rs.Width - 24
	i.text.Text = fit(i.Text, room, i.text)
	i.text.Move(fyne.NewPos(left, bottom))
	i.text.Resize(fyne.NewSize(room, ts.Height))
}

// fit shortens a text to a width, with an ellipsis.
func fit(s string, width float32, like *canvas.Text) string {
	measure := func(s string) float32 { return fyne.MeasureText(s, like.TextSize, like.TextStyle).Width }
	if measure(s) <= width {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if measure(string(runes[:mid])+"…") <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return string(runes[:lo]) + "…"
}

func (r *itemRenderer) Refresh() {
	i := r.i
	col := func(n fyne.ThemeColorName) color.Color {
		return i.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	i.text.TextSize, i.remark.TextSize = 13, 11.5
	i.text.Color, i.remark.Color = col(theme.ColorNameInk), col(theme.ColorNameQuiet)
	i.back.FillColor, i.edge.FillColor = color.Transparent, color.Transparent
	switch {
	case i.Heading:
		i.text.TextSize, i.remark.TextSize, i.text.Color = 11, 15, col(theme.ColorNameQuiet)
		if i.hovered {
			i.remark.Color = col(theme.ColorNameAccent)
		}
	case i.Selected:
		i.back.FillColor, i.edge.FillColor = col(theme.ColorNameLit), col(theme.ColorNameAccent)
	case i.hovered:
		i.back.FillColor = col(theme.ColorNameLine)
	}
	if i.Quiet {
		i.text.Color = col(theme.ColorNameQuiet)
	}
	i.text.Text, i.remark.Text = i.Text, i.Remark
	r.Layout(i.Size())
	canvas.Refresh(i)
}

// List is a column of items that can be given anew.
type List struct {
	widget.BaseWidget
	items []*item
}

// NewList makes an empty list.
func NewList() *List {
	l := &List{}
	l.ExtendBaseWidget(l)
	return l
}

// Set shows items; widgets of lines that stay are used again.
func (l *List) Set(items []Item) {
	for len(l.items) < len(items) {
		l.items = append(l.items, newItem(Item{}))
	}
	l.items = l.items[:len(items)]
	for k, it := range items {
		l.items[k].Item = it
		l.items[k].Refresh()
	}
	l.Refresh()
}

// MinSize is the height of all items.
func (l *List) MinSize() fyne.Size {
	s := fyne.NewSize(120, 0)
	for _, i := range l.items {
		s.Height += i.MinSize().Height
	}
	return s
}

// CreateRenderer makes the renderer of the column.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return &listRenderer{l} }

type listRenderer struct{ l *List }

func (r *listRenderer) Destroy()           {}
func (r *listRenderer) MinSize() fyne.Size { return r.l.MinSize() }
func (r *listRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.l.items))
	for k, i := range r.l.items {
		objects[k] = i
	}
	return objects
}

func (r *listRenderer) Layout(s fyne.Size) {
	y := float32(0)
	for _, i := range r.l.items {
		h := i.MinSize().Height
		i.Move(fyne.NewPos(0, y))
		i.Resize(fyne.NewSize(s.Width, h))
		y += h
	}
}

func (r *listRenderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
