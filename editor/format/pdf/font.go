package pdf

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// A face goes into the file as a font of those of its glyphs that are shown,
// made anew from their outlines: so all kinds of fonts are written in one way
// and nothing is carried along that is not needed. A glyph that stands for two
// different texts, such as a blank and a no-break space, has a number for each:
// what is copied from the file or read aloud is always the text itself.

// subset is the glyphs of a face that are shown.
type subset struct {
	face   *typeset.Face
	index  int
	number map[shown]int
	glyphs []shown // by number; the first stands for what no font has
}

type shown struct {
	id      uint32
	text    string
	lacking bool // no font has the character: a frame stands for it
}

// of is the number of a glyph in the file.
func (s *subset) of(id uint32, text string) int { return s.add(shown{id: id, text: text}) }

// lacking is the number of a frame that stands for a text.
func (s *subset) lacking(text string) int { return s.add(shown{text: text, lacking: true}) }

func (s *subset) add(k shown) int {
	n, ok := s.number[k]
	if !ok {
		n = len(s.glyphs)
		s.number[k] = n
		s.glyphs = append(s.glyphs, k)
	}
	return n
}

// fontSet is the faces of a file.
type fontSet struct {
	byFace map[*typeset.Face]*subset
	list   []*subset
}

func (f *fontSet) of(face *typeset.Face) *subset {
	s := f.byFace[face]
	if s == nil {
		if f.byFace == nil {
			f.byFace = map[*typeset.Face]*subset{}
		}
		s = &subset{face: face, index: len(f.list), number: map[shown]int{}, glyphs: []shown{{}}}
		f.byFace[face] = s
		f.list = append(f.list, s)
	}
	return s
}

// embed adds the fonts to a file and gives the entries that name them.
func (f *fontSet) embed(to *file) string {
	var names strings.Builder
	for _, s := range f.list {
		fmt.Fprintf(&names, "/F%d %s ", s.index, s.write(to))
	}
	return names.String()
}

func (s *subset) write(to *file) ref {
	program := s.program()
	name := s.face.Name
	sum := sha256.Sum256(program)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	base := string(tag) + "+" + name
	font := to.addStream("/Subtype /CIDFontType0C", program)
	flags := 1 << 2 // symbolic: its glyphs have numbers of their own
	if s.face.Mono() {
		flags |= 1
	} else {
		flags |= 1 << 1
	}
	angle := 0
	if s.face.Style&doc.Italic != 0 {
		flags, angle = flags|1<<6, -12
	}
	box := s.box()
	descriptor := to.add("<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d /Ascent %s /Descent %s /CapHeight %s /StemV %d /FontFile3 %s >>",
		base, flags, box[0], box[1], box[2], box[3], angle, number(s.face.Ascent()), number(-s.face.Descent()), number(s.face.CapHeight()), 80, font)
	var widths strings.Builder
	for _, g := range s.glyphs {
		widths.WriteString(number(s.face.Advance(g.id)) + " ")
	}
	descendant := to.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s /DW 0 /W [0 [%s]] >>",
		base, descriptor, strings.TrimSpace(widths.String()))
	return to.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		base, descendant, to.addStream("", []byte(s.unicode())))
}

// box is what all shapes are within.
func (s *subset) box() [4]int {
	box := [4]float64{0, -250, 1000, 800}
	for _, g := range s.glyphs {
		for _, step := range s.face.Outline(g.id) {
			for _, p := range step.Points {
				box[0], box[1] = min(box[0], p[0]), min(box[1], p[1])
				box[2], box[3] = max(box[2], p[0]), max(box[3], p[1])
			}
		}
	}
	return [4]int{int(math.Floor(box[0])), int(math.Floor(box[1])), int(math.Ceil(box[2])), int(math.Ceil(box[3]))}
}

// unicode says for which text each glyph stands.
func (s *subset) unicode() string {
	var lines []string
	for i, g := range s.glyphs {
		if g.text == "" {
			continue
		}
		var hex strings.Builder
		for _, u := range utf16.Encode([]rune(g.text)) {
			fmt.Fprintf(&hex, "%04X", u)
		}
		lines = append(lines, fmt.Sprintf("<%04X> <%s>", i, hex.String()))
	}
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(lines, 100) {
		fmt.Fprintf(&out, "%d beginbfchar\n%s\nendbfchar\n", len(part), strings.Join(part, "\n"))
	}
	out.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return out.String()
}

// program is the font in the Compact Font Format (Adobe Technical Note 5176),
// its glyphs known by numbers.
func (s *subset) program() []byte {
	var shapes [][]byte
	for i, g := range s.glyphs {
		shapes = append(shapes, s.shape(i, g))
	}
	n := len(s.glyphs)
	strs := index([]byte("Adobe"), []byte("Identity"))
	charset := []byte{2, 0, 1, byte((n - 2) >> 8), byte(n - 2)} // 1, 2, 3 … in one range
	if n < 2 {
		charset = []byte{0}
	}
	selects := []byte{3, 0, 1, 0, 0, 0, byte(n >> 8), byte(n)}
	private := []byte{}
	chars := index(shapes...)
	head := append([]byte{1, 0, 4, 4}, index([]byte(s.face.Name))...)
	// All operands of the top dictionary have one width, so its size is known
	// before the places are.
	top := func(charsetAt, selectAt, charsAt, dictsAt int) []byte {
		var d []byte
		d = append(d, operand(391)...) // “Adobe”, the first string of our own
		d = append(d, operand(392)...)
		d = append(d, operand(0)...)
		d = append(d, 12, 30) // ROS
		d = append(append(d, operand(n)...), 12, 34)
		d = append(append(d, operand(charsetAt)...), 15)
		d = append(append(d, operand(selectAt)...), 12, 37)
		d = append(append(d, operand(charsAt)...), 17)
		return append(append(d, operand(dictsAt)...), 12, 36)
	}
	at := len(head) + len(index(top(0, 0, 0, 0))) + len(strs) + len(index())
	charsetAt := at
	selectAt := charsetAt + len(charset)
	charsAt := selectAt + len(selects)
	privateAt := charsAt + len(chars)
	dictsAt := privateAt + len(private)
	dict := append(append(operand(len(private)), operand(privateAt)...), 18)
	out := slices.Concat(head, index(top(charsetAt, selectAt, charsAt, dictsAt)), strs, index(), charset, selects, chars, private, index(dict))
	return out
}

// index is a list of pieces of data.
func index(pieces ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(pieces)))
	if len(pieces) == 0 {
		return out
	}
	out = append(out, 4)
	at := uint32(1)
	out = binary.BigEndian.AppendUint32(out, at)
	for _, p := range pieces {
		at += uint32(len(p))
		out = binary.BigEndian.AppendUint32(out, at)
	}
	return append(out, slices.Concat(pieces...)...)
}

// operand is a number of a dictionary in five bytes.
func operand(n int) []byte { return binary.BigEndian.AppendUint32([]byte{29}, uint32(int32(n))) }

// shape is a glyph in the language of Adobe Technical Note 5177.
func (s *subset) shape(number int, g shown) []byte {
	out := coordinate(nil, s.face.Advance(g.id))
	steps := s.face.Outline(g.id)
	if g.lacking || number == 0 {
		steps = empty
	}
	var x, y float64
	point := func(p [2]float64) {
		dx, dy := round(p[0])-x, round(p[1])-y
		out = coordinate(coordinate(out, dx), dy)
		x, y = x+dx, y+dy
	}
	for _, step := range steps {
		switch step.Op {
		case 'm':
			point(step.Points[0])
			out = append(out, 21)
		case 'l':
			point(step.Points[0])
			out = append(out, 5)
		case 'c':
			for _, p := range step.Points {
				point(p)
			}
			out = append(out, 8)
		}
	}
	return append(out, 14)
}

// empty is the frame that stands for a character which no font has.
var empty = frame(60, 0, 540, 660, 40)

func frame(x0, y0, x1, y1, thick float64) []typeset.Step {
	var steps []typeset.Step
	around := func(corners ...[2]float64) {
		for i, c := range corners {
			step := typeset.Step{Op: 'l'}
			if i == 0 {
				step.Op = 'm'
			}
			step.Points[0] = c
			steps = append(steps, step)
		}
	}
	around([2]float64{x0, y0}, [2]float64{x1, y0}, [2]float64{x1, y1}, [2]float64{x0, y1})
	x0, y0, x1, y1 = x0+thick, y0+thick, x1-thick, y1-thick
	around([2]float64{x0, y0}, [2]float64{x0, y1}, [2]float64{x1, y1}, [2]float64{x1, y0})
	return steps
}

// round brings a coordinate to what the format holds.
func round(v float64) float64 { return math.Round(v*64) / 64 }

// coordinate appends a number of a shape.
func coordinate(out []byte, v float64) []byte {
	v = round(v)
	n := int(v)
	switch {
	case v != math.Trunc(v):
		return binary.BigEndian.AppendUint32(append(out, 255), uint32(int32(v*65536)))
	case -107 <= n && n <= 107:
		return append(out, byte(n+139))
	case 108 <= n && n <= 1131:
		n -= 108
		return append(out, byte(n>>8)+247, byte(n))
	case -1131 <= n && n <= -108:
		n = -n - 108
		return append(out, byte(n>>8)+251, byte(n))
	}
	return append(out, 28, byte(n>>8), byte(n))
}

// sortedKeys are the keys of a map in order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
