package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// quiet is a line of small text in the quiet ink; with a tap it can be clicked.
type quiet struct {
	widget.BaseWidget
	text    *canvas.Text
	ink     fyne.ThemeColorName
	tap     func()
	hovered bool
}

var (
	_ fyne.Tappable      = (*quiet)(nil)
	_ desktop.Hoverable  = (*quiet)(nil)
	_ desktop.Cursorable = (*quiet)(nil)
)

func newQuiet() *quiet {
	q := &quiet{text: canvas.NewText("", color.Black), ink: theme.ColorNameQuiet}
	q.text.TextSize = 12
	q.ExtendBaseWidget(q)
	return q
}

func (q *quiet) set(s string) { q.show(s, theme.ColorNameQuiet) }

func (q *quiet) plain(s string) { q.show(s, fynetheme.ColorNameForeground) }

func (q *quiet) loud(s string) { q.show(s, theme.ColorNameAccent) }

func (q *quiet) show(s string, ink fyne.ThemeColorName) {
	if q.text.Text == s && q.ink == ink {
		return
	}
	q.text.Text, q.ink = s, ink
	q.Refresh()
}

// Tapped does what a click is for.
func (q *quiet) Tapped(*fyne.PointEvent) {
	if q.tap != nil {
		q.tap()
	}
}

// MouseIn inks a text that can be clicked.
func (q *quiet) MouseIn(*desktop.MouseEvent) { q.hover(q.tap != nil) }

// MouseMoved is of no interest.
func (q *quiet) MouseMoved(*desktop.MouseEvent) {}

// MouseOut makes it quiet again.
func (q *quiet) MouseOut() { q.hover(false) }

func (q *quiet) hover(on bool) {
	if q.hovered != on {
		q.hovered = on
		q.Refresh()
	}
}

// Cursor is a pointer where a click does something.
func (q *quiet) Cursor() desktop.Cursor {
	if q.tap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (q *quiet) CreateRenderer() fyne.WidgetRenderer { return &quietRenderer{q} }

type quietRenderer struct{ q *quiet }

func (r *quietRenderer) Destroy()                     {}
func (r *quietRenderer) Layout(s fyne.Size)           { r.q.text.Resize(s) }
func (r *quietRenderer) MinSize() fyne.Size           { return r.q.text.MinSize() }
func (r *quietRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.q.text} }
func (r *quietRenderer) Refresh() {
	ink := r.q.ink
	if r.q.hovered && ink == theme.ColorNameQuiet {
		ink = theme.ColorNameInk
	}
	r.q.text.Color = r.q.Theme().Color(ink, fyne.CurrentApp().Settings().ThemeVariant())
	canvas.Refresh(r.q.text)
}

// ring is a small circle that fills, clockwise from the top, as a target is
// reached.
type ring struct {
	widget.BaseWidget
	back, front *canvas.Arc
	tap         func()
}

const ringSize, ringCutout = 14, 0.66

var (
	_ fyne.Tappable      = (*ring)(nil)
	_ desktop.Cursorable = (*ring)(nil)
)

func newRing() *ring {
	r := &ring{back: canvas.NewArc(0, 360, ringCutout, color.Black), front: canvas.NewArc(0, 0, ringCutout, color.Black)}
	r.ExtendBaseWidget(r)
	return r
}

// set shows a share from 0 to 1.
func (r *ring) set(share float32) {
	if r.front.EndAngle != 360*share {
		r.front.EndAngle = 360 * share
		r.Refresh()
	}
}

// Tapped does what a click is for.
func (r *ring) Tapped(*fyne.PointEvent) { r.tap() }

// Cursor is a pointer.
func (r *ring) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (r *ring) CreateRenderer() fyne.WidgetRenderer {
	x := &ringRenderer{r}
	x.Refresh()
	return x
}

type ringRenderer struct{ r *ring }

func (x *ringRenderer) Destroy()           {}
func (x *ringRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(ringSize) }

func (x *ringRenderer) Layout(s fyne.Size) {
	x.r.back.Resize(s)
	x.r.front.Resize(s)
}

func (x *ringRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.back, x.r.front}
}

func (x *ringRenderer) Refresh() {
	col := func(n fyne.ThemeColorName) color.Color {
		return x.r.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	x.r.back.FillColor, x.r.front.FillColor = col(theme.ColorNameLine), col(theme.ColorNameAccent)
	x.r.front.Hidden = x.r.front.EndAngle == 0
	canvas.Refresh(x.r)
}
