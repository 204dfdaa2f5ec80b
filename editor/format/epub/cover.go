package epub

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/vector"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// The cover's size in pixels, and its margin.
const (
	coverWide   = 1600
	coverHigh   = 2400
	coverMargin = 190
)

var (
	coverPaper  = color.NRGBA{0xFB, 0xFA, 0xF7, 0xFF}
	coverInk    = color.NRGBA{0x2A, 0x28, 0x25, 0xFF}
	coverAccent = color.NRGBA{0xA5, 0x45, 0x2D, 0xFF}
)

// cover is a picture of the book's title and author in type.
func (b *book) cover() []byte {
	colors := color.Palette{coverAccent} // few, so that the picture is small
	for i := range steps {
		colors = append(colors, mixed(coverInk, i))
	}
	img := image.NewPaletted(image.Rect(0, 0, coverWide, coverHigh), colors)
	for i := range img.Pix {
		img.Pix[i] = 1
	}
	c := &coverType{img: img, fonts: typeset.New()}
	size := 170.0
	lines := c.lines(b.title(), size)
	for len(lines) > 7 && size > 60 {
		size *= 0.85
		lines = c.lines(b.title(), size)
	}
	y := coverHigh*0.2 + size
	for _, l := range lines[:min(len(lines), 16)] {
		c.line(l, size, y, 0)
		y += size * 1.22
	}
	draw.Draw(img, image.Rect(coverMargin, int(y), coverMargin+260, int(y)+10), image.NewUniform(coverAccent), image.Point{}, draw.Src)
	y = coverHigh - coverMargin - 20
	by := c.lines(strings.Join(b.authors(), ", "), 82)
	for i := len(by) - 1; i >= 0 && len(by) <= 4; i-- {
		c.line(by[i], 82, y, doc.Italic)
		y -= 110
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil // a buffer takes all
	}
	return out.Bytes()
}

// steps are the shades between the paper and the ink.
const steps = 64

// mixed is one of the shades from the paper to a colour.
func mixed(c color.NRGBA, step int) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(steps-1-step) + int(b)*step) / (steps - 1)) }
	return color.NRGBA{mix(coverPaper.R, c.R), mix(coverPaper.G, c.G), mix(coverPaper.B, c.B), 0xFF}
}

type coverType struct {
	img   *image.Paletted
	fonts *typeset.Fonts
}

// lines breaks a text into lines that the cover holds.
func (c *coverType) lines(text string, size float64) [][]*typeset.Word {
	var boxes []typeset.Box
	var words []*typeset.Word
	for _, f := range strings.Fields(text) {
		_, leftway := typeset.Levels([]rune(f))
		w := c.fonts.Shape(f, typeset.Cut{Leftway: leftway})
		words = append(words, w)
		boxes = append(boxes, typeset.Box{Wide: w.Width * size / 1000, Blank: 0.25 * size, Break: true})
	}
	var lines [][]*typeset.Word
	from := 0
	for _, end := range typeset.Breaks(boxes, typeset.Measure{Wide: coverWide - 2*coverMargin}) {
		lines = append(lines, words[from:end])
		from = end
	}
	return lines
}

// line draws words from left to right, or from the right edge if they run so.
func (c *coverType) line(words []*typeset.Word, size, y float64, style doc.Style) {
	x, leftway := float64(coverMargin), len(words) > 0 && words[0].Leftway
	if leftway {
		x = coverWide - coverMargin
	}
	for _, w := range words {
		w = c.fonts.Shape(w.Text, typeset.Cut{Style: style, Leftway: w.Leftway})
		if leftway {
			x -= w.Width * size / 1000
		}
		for _, g := range w.Glyphs {
			c.glyph(g, x+(g.At+g.X)*size/1000, y-g.Y*size/1000, size*g.Size)
		}
		if leftway {
			x -= 0.25 * size
		} else {
			x += w.Width*size/1000 + 0.25*size
		}
	}
}

// glyph draws a glyph within the square that it can take.
func (c *coverType) glyph(g typeset.Glyph, x, y, size float64) {
	side := int(3 * size)
	left, top := int(x-size), int(y-2*size)
	r := vector.NewRasterizer(side, side)
	at := func(p [2]float64) (float32, float32) {
		return float32(x + p[0]*size/1000 - float64(left)), float32(y - p[1]*size/1000 - float64(top))
	}
	for _, s := range g.Face.Outline(g.ID) {
		ax, ay := at(s.Points[0])
		switch s.Op {
		case 'm':
			r.ClosePath()
			r.MoveTo(ax, ay)
		case 'l':
			r.LineTo(ax, ay)
		case 'c':
			bx, by := at(s.Points[1])
			cx, cy := at(s.Points[2])
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, side, side))
	r.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	for i, a := range mask.Pix {
		p := image.Pt(left+i%side, top+i/side)
		if shade := 1 + a/(256/steps); shade > 1 && p.In(c.img.Rect) {
			at := &c.img.Pix[c.img.PixOffset(p.X, p.Y)]
			*at = max(*at, shade)
		}
	}
}
