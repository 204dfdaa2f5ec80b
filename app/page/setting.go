package page

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Setting is the type that a text is set in, with the widths of the words it
// has measured. One setting serves all texts of the same size; it belongs to
// the user interface's goroutine.
type Setting struct {
	Size    float32 // of running text, in pixels at scale 1
	Leading float32 // the height of a line, in multiples of Size
	Measure float32 // the width of the column, in characters of English prose, on the mean
	Sans    bool    // in Fyne's own sans serif instead of the text face
	source  bool    // each block is a line of source
	widths  map[widthKey]float32
	lines   map[face]lineMetrics
}

// UsualMeasure is the usual width of a column, in characters.
const UsualMeasure = 75

// NewSetting makes a setting of a text size and leading, in the text face and of
// the usual width.
func NewSetting(size, leading float32) *Setting {
	return &Setting{Size: size, Leading: leading, Measure: UsualMeasure, widths: map[widthKey]float32{}, lines: map[face]lineMetrics{}}
}

// face is what a run of text is drawn with.
type face struct {
	weight  theme.Weight
	slanted bool
	mono    bool
	caps    bool // lower case is drawn as capitals, for small capitals
	sans    bool // Fyne's own faces, by choice
	foreign bool // outside the serif's scripts: Fyne's own faces with their fallbacks
	size    float32
}

func (f face) source() fyne.Resource {
	if f.mono || f.foreign || f.sans {
		return nil
	}
	return theme.Serif(f.weight, f.slanted)
}

func (f face) textStyle() fyne.TextStyle {
	if f.mono || f.foreign || f.sans {
		return fyne.TextStyle{Bold: f.weight == theme.Bold || f.sans && f.weight == theme.SemiBold, Italic: f.slanted, Monospace: f.mono && !f.foreign}
	}
	return fyne.TextStyle{}
}

// drawn is the text as the face draws it. A line of the interface's face stands
// as high as the highest face that Fyne falls back to for its script; a space
// without width, which is in no other face, has it stand as high as Latin.
func (f face) drawn(text string) string {
	switch {
	case f.caps:
		return strings.ToUpper(text)
	case f.foreign:
		return "\u200B" + text
	}
	return text
}

type widthKey struct {
	text string
	face face
}

type lineMetrics struct{ height, base float32 }

// widthsMax bounds the cache of widths; a long essay has some 20,000 different
// words.
const widthsMax = 100_000

// width is how far text in a face advances.
func (s *Setting) width(text string, f face) float32 {
	k := widthKey{text, f}
	if w, ok := s.widths[k]; ok {
		return w
	}
	w := s.measure(text, f)
	if len(s.widths) >= widthsMax {
		clear(s.widths)
	}
	k.text = strings.Clone(text)
	s.widths[k] = w
	return w
}

// average is how far the letters of English prose advance, on the mean.
func (s *Setting) average(f face) float32 {
	const sample = "the quick brown fox jumps over the lazy dog, and then rests. "
	return s.width(sample, f) / float32(len(sample))
}

// measure is width without the cache, for texts that do not come again.
func (s *Setting) measure(text string, f face) float32 {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(f.drawn(text), f.size, f.textStyle(), f.source())
	return size.Width
}

// metrics gives the height of a run in a face and the distance from its top to
// its baseline.
func (s *Setting) metrics(f face) lineMetrics {
	m, ok := s.lines[f]
	if !ok {
		size, base := fyne.CurrentApp().Driver().RenderedTextSize("x", f.size, f.textStyle(), f.source())
		m = lineMetrics{size.Height, base}
		s.lines[f] = m
	}
	return m
}

// Baseline is the distance from the top of a paragraph's first line to where
// its letters stand.
func (s *Setting) Baseline() float32 {
	m := s.metrics(s.face())
	return round((round(s.Size*s.Leading)-m.height)/2 + m.base)
}

// face is that of running text.
func (s *Setting) face() face { return face{size: s.Size, sans: s.Sans} }

// column is the width of the column, in pixels.
func (s *Setting) column() float32 {
	const serif, sans, mono = 31.5 / UsualMeasure, 35.5 / UsualMeasure, 0.61 // in multiples of the size
	if s.source {
		return round(s.Size * s.Measure * mono)
	}
	if s.Sans {
		return round(s.Size * s.Measure * sans)
	}
	return round(s.Size * s.Measure * serif)
}

// blockSetting is how a block of a kind is set.
type blockSetting struct {
	face   face
	line   float32 // height of a line
	indent float32 // of the text from the column's edge
	inset  float32 // of the text from the frame's right edge
	pad    float32 // above the first line and below the last
}

// in is the setting of a block that stands in a frame.
func (bs blockSetting) in(f frame) blockSetting {
	bs.indent += f.left
	if f.head {
		bs.face.weight = theme.SemiBold
	}
	return bs
}

const quoteStep, listStep = 1.15, 1.35 // indents, in multiples of the text size

// headingSizes are multiples of the text size, by rank.
var headingSizes = [...]float32{1: 1.62, 2: 1.3, 3: 1.12, 4: 1, 5: 1, 6: 1}

func (s *Setting) block(b *doc.Block) blockSetting {
	bs := blockSetting{face: s.face(), line: round(s.Size * s.Leading)}
	if s.source {
		bs.face.mono = true
		return bs
	}
	switch b.Kind {
	case doc.Heading:
		bs.face.weight = theme.SemiBold
		bs.face.size = round(s.Size * headingSizes[b.Level])
		bs.face.slanted = b.Level > 4
		bs.line = round(bs.face.size * 1.3)
	case doc.Quote:
		bs.indent = round(s.Size * quoteStep * float32(b.Level))
	case doc.Bullet, doc.Numbered, doc.Task:
		bs.indent = round(s.Size * listStep * float32(b.Level))
	case doc.Code, doc.Verbatim:
		bs.face.mono = true
		bs.face.size = round(s.Size * 0.78)
		bs.line = round(bs.face.size * 1.5)
		bs.indent = round(s.Size * 0.6)
	case doc.Verse:
		bs.indent = round(s.Size * 2)
	case doc.Image:
		bs.face.size = round(s.Size * 0.85)
		bs.line = round(bs.face.size * 1.5)
	case doc.Cell:
		bs.face.size = round(s.Size * 0.92)
		bs.line = round(bs.face.size * 1.45)
		bs.pad = round(s.Size * 0.28)
		bs.indent, bs.inset = round(s.Size*0.3), round(s.Size*0.3)
	}
	return bs
}

// gap is the space above a block that follows prev, which is nil for the first.
func (s *Setting) gap(prev, b *doc.Block) float32 {
	switch {
	case prev == nil, s.source:
		return 0
	case prev.Kind == doc.Cell && b.Kind == doc.Cell:
		return 0
	case prev.IsItem() && b.IsItem():
		return round(s.Size * 0.3)
	case b.Kind == doc.Heading && prev.Kind == doc.Heading:
		return round(s.Size * 0.5)
	case b.Kind == doc.Heading:
		return round(s.Size * 1.5)
	case prev.Kind == doc.Heading && prev.Level == 1:
		return round(s.Size * 1.0)
	case prev.Kind == doc.Heading:
		return round(s.Size * 0.45)
	}
	gap := s.Size * 0.74
	for _, x := range []*doc.Block{prev, b} {
		if x.Kind == doc.Code || x.Kind == doc.Verbatim || x.Kind == doc.Image || x.Kind == doc.Cell {
			gap += s.Size * 0.2 // what has an edge of its own stands a little apart
		}
	}
	return round(gap)
}

// face of a span in a block.
func (bs blockSetting) span(sp doc.Span) face {
	f := bs.face
	if sp.IsMarker() {
		f.weight, f.slanted, f.mono = theme.Regular, false, false
		f.size = superSize(bs.face.size)
		return f
	}
	if sp.Style&doc.Bold != 0 {
		f.weight = theme.Bold
	}
	if sp.Style&doc.Italic != 0 {
		f.slanted = !f.slanted
	}
	if sp.Style&doc.Mono != 0 && !f.mono {
		f.mono = true
		f.size = round(f.size * 0.82)
	}
	if sp.Style&(doc.Super|doc.Sub) != 0 {
		f.size = superSize(f.size)
	}
	return f
}

func superSize(size float32) float32 { return float32(int(size*0.68*2)) / 2 }

// rise is how far above the baseline a span stands.
func (bs blockSetting) rise(sp doc.Span) float32 {
	switch {
	case sp.IsMarker() || sp.Style&doc.Super != 0:
		return round(bs.face.size * 0.33)
	case sp.Style&doc.Sub != 0:
		return -round(bs.face.size * 0.15)
	}
	return 0
}

// foreign reports whether the serif has no glyph for a script, so that the
// system's fallback faces must draw it.
func foreign(r rune) bool {
	switch {
	case r < 0x0530:
		return false
	case r < 0x1D00, r >= 0x2E80 && r < 0xFB00, r >= 0xFB07 && r < 0xFFF0:
		return true
	case r == 0x200D, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return r >= 0x1F000
}

// mayBreak reports whether a line may end between two runes. Blanks stay at a
// line's end; a marker stays with the word before it; between ideographs a line
// may end anywhere but before closing and after opening punctuation.
func mayBreak(a, b rune) bool {
	switch {
	case b == doc.AtomRune || a == doc.AtomRune:
		return a != doc.AtomRune && isBlank(a)
	case isBlank(a):
		return !isBlank(b)
	case isBlank(b) || a == 0xA0 || b == 0xA0:
		return false
	case a == '-' || a == '–' || a == '—' || a == '/':
		return unicode.IsLetter(b)
	case ideographic(a) || ideographic(b):
		return !strings.ContainsRune("、。，．！？：；）」』】》〉’”)]}!?,.:;", b) &&
			!strings.ContainsRune("（「『【《〈‘“([{", a)
	}
	return false
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u2009' || r == '\u3000' || r == '\u200b'
}

func ideographic(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFF01 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFF
}

func round(v float32) float32 { return float32(int(v + 0.5)) }
