package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/ibid-editor/ibid/app/theme"
)

// Where the parts of the review stand, in pixels from its top.
const (
	titleSize  = 24
	titleTop   = 22
	summaryTop = 58
	headsTop   = 92
	rowsTop    = 112
	footHeight = 34
)

// arrange places the parts for the review's size.
func (r *Review) arrange() {
	size := r.Size()
	if size.Width <= 0 {
		return
	}
	c := newColumns(size.Width)
	ink := func(n fyne.ThemeColorName) color.Color {
		return r.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	r.objects = append(r.objects[:0], r.title, r.list, r.line, r.foot, r.apply, r.leave)
	r.title.Color = ink(theme.ColorNameInk)
	r.title.Move(fyne.NewPos(c.left, titleTop))
	r.title.Resize(r.title.MinSize())
	press, leave := r.apply.MinSize(), r.leave.MinSize()
	press.Width += 12
	r.apply.Move(fyne.NewPos(c.right-press.Width, titleTop+2))
	r.apply.Resize(press)
	r.leave.Move(fyne.NewPos(c.right-press.Width-leave.Width-10, titleTop+2+(press.Height-leave.Height)/2))
	r.leave.Resize(leave)
	r.says = plainFace.set(c.right-c.left-press.Width-leave.Width-40, 2, piece{text: summary(r.found), ink: theme.ColorNameQuiet})
	r.objects = append(r.objects, r.says.draw(c.left, summaryTop, ink)...)
	for i, x := range []float32{c.text, c.why, c.note} {
		r.heads[i].Color = ink(theme.ColorNameQuiet)
		r.heads[i].Move(fyne.NewPos(x, headsTop))
		r.heads[i].Resize(r.heads[i].MinSize())
		r.objects = append(r.objects, r.heads[i])
	}
	r.list.Move(fyne.NewPos(0, rowsTop))
	r.list.Resize(fyne.NewSize(size.Width, size.Height-rowsTop-footHeight))
	r.line.FillColor = ink(theme.ColorNameLine)
	r.line.Move(fyne.NewPos(c.left, size.Height-footHeight))
	r.line.Resize(fyne.NewSize(c.right-c.left, 1))
	r.foot.Color = ink(theme.ColorNameQuiet)
	foot := r.foot.MinSize()
	r.foot.Move(fyne.NewPos(c.left, float32(int(size.Height-(footHeight+foot.Height)/2))))
	r.foot.Resize(foot)
	canvas.Refresh(r)
}

// Resize arranges the review anew.
func (r *Review) Resize(s fyne.Size) {
	r.BaseWidget.Resize(s)
	r.arrange()
}

// MinSize lets the review be small.
func (r *Review) MinSize() fyne.Size { return fyne.NewSize(320, rowsTop+footHeight+60) }

// CreateRenderer makes the renderer of what arrange has placed.
func (r *Review) CreateRenderer() fyne.WidgetRenderer {
	r.arrange()
	return &reviewRenderer{r}
}

type reviewRenderer struct{ r *Review }

func (r *reviewRenderer) Destroy()                     {}
func (r *reviewRenderer) Layout(fyne.Size)             {}
func (r *reviewRenderer) MinSize() fyne.Size           { return r.r.MinSize() }
func (r *reviewRenderer) Objects() []fyne.CanvasObject { return r.r.objects }

// Refresh is called when the theme has changed, among others.
func (r *reviewRenderer) Refresh() { r.r.arrange() }
