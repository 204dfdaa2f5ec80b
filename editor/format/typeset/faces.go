// Package typeset sets text in type: it finds the faces that have its
// characters, shapes words with their ligatures and kerning, parts paragraphs
// into lines, and orders text that runs from right to left.
//
// The faces are STIX Two Text and Go Mono, which the program brings along, and
// for characters that these lack the fonts of the system. All measures are in
// thousandths of the type's size unless they say otherwise.
//
// Absent: pages, colours, files of any format.
package typeset

import (
	"bytes"
	"strings"
	"sync"

	"github.com/go-fonts/stix/stix2textbold"
	"github.com/go-fonts/stix/stix2textbolditalic"
	"github.com/go-fonts/stix/stix2textitalic"
	"github.com/go-fonts/stix/stix2textregular"
	"github.com/go-text/typesetting/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/gomonobolditalic"
	"golang.org/x/image/font/gofont/gomonoitalic"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Face is a face of type.
type Face struct {
	Name   string // as PostScript names it
	Style  doc.Style
	face   *font.Face
	scale  float64 // from the face's units to thousandths
	coarse bool    // not one of ours: it has no small capitals worth the name
}

func newFace(face *font.Face, style doc.Style) *Face {
	d := face.Describe()
	name := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F && !strings.ContainsRune("()<>[]{}/%#", r) {
			return r
		}
		return -1
	}, d.Family)
	if name == "" {
		name = "Font"
	}
	switch style & (doc.Bold | doc.Italic) {
	case doc.Bold:
		name += "-Bold"
	case doc.Italic:
		name += "-Italic"
	case doc.Bold | doc.Italic:
		name += "-BoldItalic"
	default:
		name += "-Regular"
	}
	return &Face{Name: name, Style: style, face: face, scale: 1000 / float64(max(1, face.Upem()))}
}

// Mono reports whether all letters are of one width.
func (f *Face) Mono() bool { return f.Style&doc.Mono != 0 }

// Ascent and Descent are how far the face's letters reach above and below the
// line, both positive.
func (f *Face) Ascent() float64 {
	return f.extent(func(x font.FontExtents) float32 { return x.Ascender })
}

// Descent is how far letters reach below the line; see [Face.Ascent].
func (f *Face) Descent() float64 {
	return -f.extent(func(x font.FontExtents) float32 { return x.Descender })
}

func (f *Face) extent(of func(font.FontExtents) float32) float64 {
	x, _ := f.face.FontHExtents()
	return float64(of(x)) * f.scale
}

// CapHeight is the height of capitals.
func (f *Face) CapHeight() float64 { return float64(f.face.LineMetric(font.CapHeight)) * f.scale }

// Advance is the width of a glyph.
func (f *Face) Advance(id uint32) float64 {
	return float64(f.face.HorizontalAdvance(font.GID(id))) * f.scale
}

// Step is a part of an outline: 'm' begins one at a point, 'l' is a line to a
// point, 'c' a curve over two points to a third.
type Step struct {
	Op     byte
	Points [3][2]float64
}

// Outline is the shape of a glyph; empty if it shows nothing.
func (f *Face) Outline(id uint32) []Step {
	shape, ok := f.face.GlyphData(font.GID(id)).(font.GlyphOutline)
	if !ok {
		return nil
	}
	steps := make([]Step, 0, len(shape.Segments))
	var at [2]float64
	for _, s := range shape.Segments {
		var p [3][2]float64
		for i, a := range s.ArgsSlice() {
			p[i] = [2]float64{float64(a.X) * f.scale, float64(a.Y) * f.scale}
		}
		switch len(s.ArgsSlice()) {
		case 1:
			op := byte('l')
			if s.Op == moveTo {
				op = 'm'
			}
			steps = append(steps, Step{op, p})
			at = p[0]
		case 2: // a curve of the second degree is one of the third
			var c [3][2]float64
			for k := range 2 {
				c[0][k] = at[k] + (p[0][k]-at[k])*2/3
				c[1][k] = p[1][k] + (p[0][k]-p[1][k])*2/3
			}
			c[2] = p[1]
			steps = append(steps, Step{'c', c})
			at = p[1]
		case 3:
			steps = append(steps, Step{'c', p})
			at = p[2]
		}
	}
	return steps
}

// own are the faces that the program brings along, by style.
var own = map[doc.Style][]byte{
	0:                                stix2textregular.TTF,
	doc.Bold:                         stix2textbold.TTF,
	doc.Italic:                       stix2textitalic.TTF,
	doc.Bold | doc.Italic:            stix2textbolditalic.TTF,
	doc.Mono:                         gomono.TTF,
	doc.Mono | doc.Bold:              gomonobold.TTF,
	doc.Mono | doc.Italic:            gomonoitalic.TTF,
	doc.Mono | doc.Bold | doc.Italic: gomonobolditalic.TTF,
}

// faceStyles are the styles that are faces of their own.
const faceStyles = doc.Bold | doc.Italic | doc.Mono

// parsed are fonts that were read, which all texts share.
var parsed sync.Map // of *font.Font, by style or place

// own is the face of a style.
func (f *Fonts) own(style doc.Style) *Face {
	style &= faceStyles
	if face := f.faces[style]; face != nil {
		return face
	}
	read, ok := parsed.Load(style)
	if !ok {
		face, err := font.ParseTTF(bytes.NewReader(own[style]))
		if err != nil {
			panic("a face of the program is damaged: " + err.Error()) // it is part of the program
		}
		read, _ = parsed.LoadOrStore(style, face.Font)
	}
	f.faces[style] = newFace(font.NewFace(read.(*font.Font)), style) //nolint:forcetypeassert // stored above
	return f.faces[style]
}
