package page

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Picture is what an image's source leads to. A picture that is still being
// read has a size and no pixels.
type Picture struct {
	Width, Height int // in pixels; 0 if the source leads to nothing that can be shown
	Pixels        image.Image
}

// pictureMax is how high a picture is shown at most, in multiples of the text
// size.
const pictureMax = 28

// pictureOf is the picture of an image block.
func (t *Text) pictureOf(b *doc.Block) Picture {
	if t.Pictures == nil || b.Info.Source == "" {
		return Picture{}
	}
	return t.Pictures(b.Info.Source)
}

// pictureSize is how large the picture of an image is shown: never larger than
// it is, nor wider than the column. Without a picture there is room for its
// description; other blocks have none.
func (t *Text) pictureSize(b *doc.Block) fyne.Size {
	if b.Kind != doc.Image {
		return fyne.Size{}
	}
	p := t.pictureOf(b)
	if p.Width == 0 || p.Height == 0 {
		return fyne.NewSize(t.column, round(t.setting.Size*3))
	}
	w, h := float32(p.Width), float32(p.Height)
	scale := min(1, t.column/w, t.setting.Size*pictureMax/h)
	return fyne.NewSize(round(w*scale), round(h*scale))
}

// pictureGap parts a picture from its caption, in multiples of the text size.
const pictureGap = 0.3

// drawPicture draws an image's picture in the middle of the column, or a quiet
// field with its description.
func (t *Text) drawPicture(l *layout, y float32) {
	p := t.pictureOf(l.block)
	x := t.left + round((t.column-l.picture.Width)/2)
	if p.Pixels == nil {
		t.rect(t.view.colors.side, x, y, l.picture.Width, l.picture.Height).CornerRadius = 4
		about := l.block.Info.Alt
		if about == "" {
			about = l.block.Info.Source
		}
		f := face{size: round(t.setting.Size * 0.85)}
		m := t.setting.metrics(f)
		t.text(about, f, t.view.colors.quiet, x+round(t.setting.Size*0.6), y+round((l.picture.Height-m.height)/2))
		return
	}
	v := &t.view
	if v.ni == len(v.images) {
		v.images = append(v.images, &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth})
	}
	o := v.images[v.ni]
	v.ni++
	if o.Image != p.Pixels {
		o.Image = p.Pixels
		o.Refresh()
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(l.picture)
}
