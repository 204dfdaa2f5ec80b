package office

import (
	"bytes"
	"image"
	_ "image/gif"  // to measure pictures
	_ "image/jpeg" // to measure pictures
	_ "image/png"  // to measure pictures
)

// Picture is a picture that word processors and e-books show.
type Picture struct {
	Data          []byte
	Ending        string // of a file's name, without the dot
	Type          string // its media type
	Width, Height int    // in pixels, at least 1
}

// PictureOf measures a picture. It is false if the bytes are no PNG, JPEG or
// GIF.
func PictureOf(b []byte) (Picture, bool) {
	c, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return Picture{}, false
	}
	p := Picture{Data: b, Ending: kind, Type: "image/" + kind, Width: max(1, c.Width), Height: max(1, c.Height)}
	if kind == "jpeg" {
		p.Ending = "jpg"
	}
	return p, true
}

// Fit is the size of the picture in points at 96 pixels an inch, made smaller
// if it is wider or higher than the most it may be.
func (p Picture) Fit(width, height float64) (w, h float64) {
	w, h = float64(p.Width)*0.75, float64(p.Height)*0.75
	scale := min(1, width/w, height/h)
	return max(1, w*scale), max(1, h*scale)
}
