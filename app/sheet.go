package app

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/ibid-editor/ibid/app/theme"
)

// sheet lays out the window: the essays on the left, the page in the middle,
// the notes on the right, and the status below. Both sides fold away; the left
// one also gives way when the window is narrow.
type sheet struct {
	side, page, notes, status fyne.CanvasObject
	paper                     *canvas.Raster // the page's ground
	lines                     [3]*canvas.Rectangle
	bar                       fyne.CanvasObject // over the page, or nil
	over                      fyne.CanvasObject // in the place of the page and the notes, or nil
	margin                    fyne.CanvasObject // the comments on the page's right, or nil
	noSide, noNotes           bool
	alone                     bool // nothing stands beside the page, as long as its source is shown
}

// Widths in pixels; below narrow the left side gives way.
const (
	sideWidth    = 216
	notesWidth   = 352
	statusHeight = 28
	narrow       = 1000
	marginWidth  = 256
	scrollBar    = 12
	pageLeast    = 440 // what is left of the page beside its margin
)

func newSheet(side, status fyne.CanvasObject) *sheet {
	s := &sheet{side: side, status: status, paper: newGround(theme.ColorNamePage)}
	for i := range s.lines {
		s.lines[i] = &canvas.Rectangle{}
	}
	s.paint()
	return s
}

// objects lists all that is laid out, from the back to the front.
func (s *sheet) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.paper, s.lines[0], s.lines[1], s.lines[2], s.side, s.page, s.notes, s.status}
	if s.margin != nil {
		all = append(all, s.margin)
	}
	if s.bar != nil {
		all = append(all, s.bar)
	}
	if s.over != nil {
		all = append(all, s.over)
	}
	return all
}

// newGround is an area in a colour of the theme. It is a picture of one pixel,
// stretched: where no graphics card helps, Fyne's rectangles cost several times
// as much a pixel, and a large one more than all letters on it.
func newGround(name fyne.ThemeColorName) *canvas.Raster {
	r := canvas.NewRaster(func(int, int) image.Image {
		set := fyne.CurrentApp().Settings()
		return image.NewUniform(set.Theme().Color(name, set.ThemeVariant()))
	})
	r.ScaleMode = canvas.ImageScalePixels
	return r
}

// paint takes the colours of the theme. The sides have that of the window's
// ground, with which each frame begins.
func (s *sheet) paint() {
	set := fyne.CurrentApp().Settings()
	s.paper.Refresh()
	for _, l := range s.lines {
		l.FillColor = set.Theme().Color(theme.ColorNameLine, set.ThemeVariant())
		l.Refresh()
	}
}

// MinSize lets the window become small.
func (s *sheet) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 320) }

// Layout places all for a size of the window.
func (s *sheet) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if s.page == nil {
		return
	}
	h := size.Height - statusHeight
	left, right := float32(sideWidth), float32(notesWidth)
	if s.noSide || size.Width < narrow {
		left = 0
	}
	if s.noNotes || s.alone || s.over != nil {
		right = 0
	}
	right = min(right, size.Width/2)
	margin := float32(0)
	if s.margin != nil && s.over == nil && !s.alone {
		margin = marginWidth
		if size.Width-left-right-margin < pageLeast+100 { // the sides give way, the essays first
			left = 0
		}
		if size.Width-left-right-margin < pageLeast {
			right = 0
		}
	}
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		if w <= 0 {
			o.Hide()
			return
		}
		o.Show()
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(s.paper, left, 0, size.Width-left-right, h)
	place(s.lines[0], left-1, 0, min(left, 1), h)
	place(s.lines[1], size.Width-right, 0, min(right, 1), h)
	place(s.lines[2], 0, h, size.Width, 1)
	place(s.side, 0, 0, left-1, h)
	top := float32(0)
	if s.bar != nil {
		top = s.bar.MinSize().Height
		place(s.bar, left, 0, size.Width-left-right, top)
	}
	if s.over != nil {
		place(s.page, 0, 0, 0, 0)
		place(s.over, left, top, size.Width-left, h-top)
	} else {
		place(s.page, left, top, size.Width-left-right, h-top)
	}
	if s.margin != nil { // over the page, which leaves it room beside its scroll bar
		place(s.margin, size.Width-right-margin, top, margin-scrollBar, h-top)
	}
	place(s.notes, size.Width-right+1, 0, right-1, h)
	place(s.status, 0, h+1, size.Width, statusHeight-1)
}
