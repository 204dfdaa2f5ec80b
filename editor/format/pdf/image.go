package pdf

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/color"
	_ "image/gif" // to read pictures
	"image/jpeg"
	_ "image/png" // to read pictures

	_ "golang.org/x/image/webp" // to read pictures

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/picture"
)

// image is a picture that the file shows.
type image struct {
	name       string // by which it is known
	wide, high int    // in pixels
	index      int
	dict       string
	data, mask []byte // packed; mask is nil if all of it is opaque
}

// maxPixels bounds the pictures that are unpacked.
const maxPixels = 60_000_000

// imageOf is the picture of a block, or nil if there is none that can be shown.
func (s *setter) imageOf(b *doc.Block) *image {
	if img, known := s.images[b.Info.Source]; known {
		return img
	}
	s.images[b.Info.Source] = nil
	m, ok := picture.Find(b.Info.Source, s.o.Picture)
	if !ok {
		s.Add("The picture “%s” is not at hand: what it shows stands in its place.", shorten(b.Info.Source, 60))
		return nil
	}
	img, err := readImage(m)
	if err != nil {
		s.Add("The picture “%s” cannot be shown (%v): what it shows stands in its place.", shorten(b.Info.Source, 60), err)
		return nil
	}
	for _, have := range s.images {
		if have != nil && have.name == img.name {
			s.images[b.Info.Source] = have
			return have
		}
	}
	for _, have := range s.images {
		if have != nil {
			img.index = max(img.index, have.index+1)
		}
	}
	s.images[b.Info.Source] = img
	return img
}

func readImage(m picture.Picture) (*image, error) {
	c, kind, err := stdimage.DecodeConfig(bytes.NewReader(m.Data))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return nil, fmt.Errorf("it is damaged")
	}
	if c.Width > maxPixels/c.Height {
		return nil, fmt.Errorf("it has more than %d million pixels", maxPixels/1_000_000)
	}
	img := &image{name: m.Name(), wide: c.Width, high: c.Height}
	if kind == "jpeg" && c.ColorModel != color.CMYKModel {
		if _, err := jpeg.Decode(bytes.NewReader(m.Data)); err != nil {
			return nil, fmt.Errorf("it is damaged")
		}
		space := "/DeviceRGB"
		if c.ColorModel == color.GrayModel {
			space = "/DeviceGray"
		}
		img.dict, img.data = "/ColorSpace "+space+" /Filter /DCTDecode", m.Data
		return img, nil
	}
	pixels, _, err := stdimage.Decode(bytes.NewReader(m.Data))
	if err != nil {
		return nil, fmt.Errorf("it is damaged")
	}
	img.unpack(pixels)
	return img, nil
}

// unpack takes the colours of pixels, and how opaque they are.
func (img *image) unpack(pixels stdimage.Image) {
	r := pixels.Bounds()
	img.wide, img.high = r.Dx(), r.Dy()
	colors, mask := make([]byte, 0, 3*img.wide*img.high), make([]byte, 0, img.wide*img.high)
	clear := false
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c, _ := color.NRGBAModel.Convert(pixels.At(x, y)).(color.NRGBA)
			colors = append(colors, c.R, c.G, c.B)
			mask = append(mask, c.A)
			clear = clear || c.A != 0xFF
		}
	}
	img.dict, img.data = "/ColorSpace /DeviceRGB /Filter /FlateDecode", pack(colors)
	if clear {
		img.mask = pack(mask)
	}
}

// fit is the size of the picture in points at 96 pixels an inch, made smaller
// if it is larger than there is room.
func (img *image) fit(wide, high float64) (w, h float64) {
	w, h = float64(img.wide)*0.75, float64(img.high)*0.75
	scale := min(1, wide/w, high/h)
	return w * scale, h * scale
}

func (img *image) write(to *file) ref {
	size := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 ", img.wide, img.high)
	mask := ""
	if img.mask != nil {
		mask = fmt.Sprintf(" /SMask %s", to.addPacked(size+"/ColorSpace /DeviceGray /Filter /FlateDecode", img.mask))
	}
	return to.addPacked(size+img.dict+mask, img.data)
}
