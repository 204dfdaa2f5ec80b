package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// itemRow is what an item is drawn with.
type itemRow struct {
	widget.BaseWidget
	back, edge   *canvas.Rectangle
	text, remark *canvas.Text
	item         Item
}

var (
	_ fyne.Tappable          = (*itemRow)(nil)
	_ fyne.SecondaryTappable = (*itemRow)(nil)
	_ fyne.Accessible        = (*itemRow)(nil)
)

func newItemRow() *itemRow {
	r := &itemRow{
		back: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText("", color.Black), remark: canvas.NewText("", color.Black),
	}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped does what the item is for.
func (r *itemRow) Tapped(*fyne.PointEvent) {
	if r.item.Tap != nil {
		r.item.Tap()
	}
}

// TappedSecondary shows the item's menu.
func (r *itemRow) TappedSecondary(e *fyne.PointEvent) {
	if r.item.Menu != nil {
		r.item.Menu(e.AbsolutePosition)
	}
}

// AccessibilityLabel is the item's text.
func (r *itemRow) AccessibilityLabel() string { return r.item.Text + " " + r.item.Remark }

// AccessibilityRole says that it does something.
func (r *itemRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer hands out what show and place have set.
func (r *itemRow) CreateRenderer() fyne.WidgetRenderer {
	return &itemRenderer{[]fyne.CanvasObject{r.back, r.edge, r.text, r.remark}}
}

type itemRenderer struct{ objects []fyne.CanvasObject }

func (r *itemRenderer) Destroy()                     {}
func (r *itemRenderer) Layout(fyne.Size)             {}
func (r *itemRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r *itemRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *itemRenderer) Refresh()                     {}

// show takes the looks of an item.
func (r *itemRow) show(i Item, hovered, moving bool, col func(fyne.ThemeColorName) color.Color) {
	r.item = i
	r.text.TextSize, r.remark.TextSize = 13, 11.5
	r.text.Color, r.remark.Color = col(theme.ColorNameInk), col(theme.ColorNameQuiet)
	r.back.FillColor, r.edge.FillColor = color.Transparent, color.Transparent
	switch {
	case i.Heading:
		r.text.TextSize, r.remark.TextSize, r.text.Color = 11, 15, col(theme.ColorNameQuiet)
		if hovered {
			r.remark.Color = col(theme.ColorNameAccent)
		}
	case i.Selected:
		r.back.FillColor, r.edge.FillColor = col(theme.ColorNameLit), col(theme.ColorNameAccent)
	case hovered:
		r.back.FillColor = col(theme.ColorNameLine)
	}
	if i.Lit {
		r.text.Color = col(theme.ColorNameAccent)
	}
	if i.Quiet || moving {
		r.text.Color = col(theme.ColorNameQuiet)
	}
	r.remark.Text = i.Remark
}

// place puts the row at a height of the list.
func (r *itemRow) place(y, width float32) {
	height := r.item.height()
	r.Move(fyne.NewPos(0, y))
	r.Resize(fyne.NewSize(width, height))
	r.back.Resize(fyne.NewSize(width, height))
	r.edge.Resize(fyne.NewSize(2, height))
	r.text.Text = r.item.Text
	rs, ts := r.remark.MinSize(), r.text.MinSize()
	left, bottom := float32(itemLeft+14*r.item.Level), (height-ts.Height)/2
	if r.item.Heading {
		left, bottom = itemLeft-6, height-ts.Height-6
	}
	r.remark.Move(fyne.NewPos(width-rs.Width-16, bottom+(ts.Height-rs.Height)/2))
	r.remark.Resize(rs)
	room := width - left - rs.Width - 24
	r.text.Text = fit(r.item.Text, room, r.text)
	r.text.Move(fyne.NewPos(left, bottom))
	r.text.Resize(fyne.NewSize(room, ts.Height))
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
