package export

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// value is one that can be picked.
type value struct{ name, title string }

// picker shows some values of which one is picked: by a click, or with the
// focus by the arrows and the first letter.
type picker struct {
	widget.BaseWidget
	picked func(name string)
	keys   func(*fyne.KeyEvent) // the keys that are not the picker's own

	values  []value
	at      int
	columns int // 0 lets the values flow
	focused bool
	over    int

	ground  *canvas.Rectangle
	hover   *canvas.Rectangle
	texts   []*canvas.Text
	objects []fyne.CanvasObject
	cells   []cell
}

// cell is where a value stands.
type cell struct{ x, y, w float32 }

const (
	cellHeight = 26
	cellInset  = 8
	cellGap    = 2
	pickerSize = 13
)

var (
	_ fyne.Focusable     = (*picker)(nil)
	_ fyne.Tappable      = (*picker)(nil)
	_ desktop.Hoverable  = (*picker)(nil)
	_ desktop.Cursorable = (*picker)(nil)
	_ fyne.Accessible    = (*picker)(nil)
)

func newPicker(columns int, values []value, picked func(string)) *picker {
	p := &picker{values: values, columns: columns, picked: picked, over: -1}
	p.ground, p.hover = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	p.ground.CornerRadius, p.hover.CornerRadius = 4, 4
	p.objects = []fyne.CanvasObject{p.hover, p.ground}
	for _, v := range values {
		t := canvas.NewText(v.title, color.Black)
		t.TextSize = pickerSize
		p.texts = append(p.texts, t)
		p.objects = append(p.objects, t)
	}
	p.ExtendBaseWidget(p)
	return p
}

// set picks a value without telling.
func (p *picker) set(name string) {
	for i, v := range p.values {
		if v.name == name && i != p.at {
			p.at = i
			p.Refresh()
		}
	}
}

func (p *picker) pick(i int) {
	if i < 0 || i >= len(p.values) || i == p.at {
		return
	}
	p.at = i
	p.Refresh()
	p.picked(p.values[i].name)
}

// TypedKey picks another value by the arrows.
func (p *picker) TypedKey(k *fyne.KeyEvent) {
	rows := max(1, p.columns)
	switch k.Name {
	case fyne.KeyLeft:
		p.pick(p.at - 1)
	case fyne.KeyRight:
		p.pick(p.at + 1)
	case fyne.KeyUp:
		p.pick(p.at - rows)
	case fyne.KeyDown:
		p.pick(p.at + rows)
	case fyne.KeyHome:
		p.pick(0)
	case fyne.KeyEnd:
		p.pick(len(p.values) - 1)
	default:
		p.keys(k)
	}
}

// TypedRune picks the next value that begins with a letter.
func (p *picker) TypedRune(r rune) {
	for step := 1; step < len(p.values); step++ {
		i := (p.at + step) % len(p.values)
		if strings.HasPrefix(strings.ToLower(p.values[i].title), string(unicode.ToLower(r))) {
			p.pick(i)
			return
		}
	}
}

// FocusGained puts a line around the value that is picked.
func (p *picker) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost takes it away.
func (p *picker) FocusLost() { p.focused = false; p.Refresh() }

// Tapped picks what was clicked.
func (p *picker) Tapped(e *fyne.PointEvent) { p.pick(p.cellAt(e.Position)) }

// MouseIn lights what is under the mouse.
func (p *picker) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved lights what is under the mouse.
func (p *picker) MouseMoved(e *desktop.MouseEvent) { p.light(p.cellAt(e.Position)) }

// MouseOut dims it.
func (p *picker) MouseOut() { p.light(-1) }

func (p *picker) light(i int) {
	if p.over != i {
		p.over = i
		p.Refresh()
	}
}

// Cursor is a pointer.
func (p *picker) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is what is picked.
func (p *picker) AccessibilityLabel() string { return p.values[p.at].title }

// AccessibilityRole says that it does something.
func (p *picker) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (p *picker) cellAt(at fyne.Position) int {
	for i, c := range p.cells {
		if at.X >= c.x && at.X < c.x+c.w && at.Y >= c.y && at.Y < c.y+cellHeight {
			return i
		}
	}
	return -1
}

// arrange gives each value its place in a width, and the height of all.
func (p *picker) arrange(width float32) (height float32) {
	p.cells = p.cells[:0]
	x, y := float32(0), float32(0)
	for i, t := range p.texts {
		w := t.MinSize().Width + 2*cellInset
		if p.columns > 0 {
			w = (width - cellGap*float32(p.columns-1)) / float32(p.columns)
			x = float32(i%p.columns) * (w + cellGap)
			y = float32(i/p.columns) * (cellHeight + cellGap)
		} else if x > 0 && x+w > width {
			x, y = 0, y+cellHeight+cellGap
		}
		p.cells = append(p.cells, cell{x, y, w})
		x += w + cellGap
	}
	return y + cellHeight
}

// CreateRenderer draws the values.
func (p *picker) CreateRenderer() fyne.WidgetRenderer {
	r := &pickerRenderer{p}
	r.Refresh()
	return r
}

type pickerRenderer struct{ p *picker }

func (r *pickerRenderer) Destroy()                     {}
func (r *pickerRenderer) Objects() []fyne.CanvasObject { return r.p.objects }

// MinSize is as high as the values are in the width that there is.
func (r *pickerRenderer) MinSize() fyne.Size {
	width := r.p.Size().Width
	if width == 0 {
		width = 300
	}
	return fyne.NewSize(120, r.p.arrange(width))
}

func (r *pickerRenderer) Layout(s fyne.Size) {
	p := r.p
	p.arrange(s.Width)
	at := func(o fyne.CanvasObject, c cell) {
		o.Move(fyne.NewPos(c.x, c.y))
		o.Resize(fyne.NewSize(c.w, cellHeight))
	}
	at(p.ground, p.cells[p.at])
	if p.over >= 0 {
		at(p.hover, p.cells[p.over])
	}
	for i, t := range p.texts {
		size := t.MinSize()
		t.Move(fyne.NewPos(p.cells[i].x+cellInset, p.cells[i].y+(cellHeight-size.Height)/2))
		t.Resize(size)
	}
}

func (r *pickerRenderer) Refresh() {
	p := r.p
	col := func(n fyne.ThemeColorName) color.Color {
		return p.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	p.ground.FillColor, p.ground.StrokeColor, p.ground.StrokeWidth = col(theme.ColorNameLit), color.Transparent, 0
	if p.focused {
		p.ground.StrokeColor, p.ground.StrokeWidth = col(theme.ColorNameAccent), 1
	}
	p.hover.Hidden = p.over < 0 || p.over == p.at
	p.hover.FillColor = col(theme.ColorNameLine)
	for i, t := range p.texts {
		t.Color = col(theme.ColorNameInk)
		if i == p.at {
			t.Color = col(theme.ColorNameAccent)
		}
	}
	r.Layout(p.Size())
	canvas.Refresh(p)
}
