package office

import (
	"bytes"
	"fmt"
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

// Gallery is the pictures that are written into a file, each once.
type Gallery struct {
	Options
	*Warnings
	Dir   string // of the parts, with a slash at the end
	Media []*Media
	known map[string]*Media
}

// Media is a picture in a file, and the name of its part.
type Media struct {
	Picture
	Name string
}

// Of is the picture of a source, or nil if there are no bytes of it that can be
// shown.
func (g *Gallery) Of(source string) *Media {
	if m, ok := g.known[source]; ok {
		return m
	}
	if g.known == nil {
		g.known = map[string]*Media{}
	}
	g.known[source] = nil
	var b []byte
	ok := false
	if g.Options.Picture != nil {
		b, ok = g.Options.Picture(source)
	}
	if !ok {
		g.Add("The picture “%s” was not at hand: the file only says where it is.", source)
		return nil
	}
	p, ok := PictureOf(b)
	if !ok {
		g.Add("The picture “%s” is neither PNG, JPEG nor GIF: the file only says where it is.", source)
		return nil
	}
	m := &Media{p, fmt.Sprintf("%simage%d.%s", g.Dir, len(g.Media)+1, p.Ending)}
	g.Media = append(g.Media, m)
	g.known[source] = m
	return m
}

// Fit is the size of the picture in points at 96 pixels an inch, made smaller
// if it is wider or higher than the most it may be.
func (p Picture) Fit(width, height float64) (w, h float64) {
	w, h = float64(p.Width)*0.75, float64(p.Height)*0.75
	scale := min(1, width/w, height/h)
	return max(1, w*scale), max(1, h*scale)
}
