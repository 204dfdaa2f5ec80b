package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Fonts are the faces in which one text is set, with the words that were
// shaped in them. They are not for use by several goroutines at once. Use [New].
type Fonts struct {
	faces  map[doc.Style]*Face
	files  map[fileFace]*Face
	other  map[rune]*Face // the system's, by character; nil where there is none
	words  map[key]*Word
	shaper shaping.HarfbuzzShaper
}

// New makes fonts of which none is read yet.
func New() *Fonts {
	return &Fonts{faces: map[doc.Style]*Face{}, files: map[fileFace]*Face{}, other: map[rune]*Face{}, words: map[key]*Word{}}
}

// Cut is how a text is to be set beside its size.
type Cut struct {
	Style   doc.Style // of which bold, italic, mono and small capitals matter
	Raised  bool      // in the face's own superior figures, where it has them
	Leftway bool      // from right to left
}

type key struct {
	text string
	cut  Cut
}

// Word is a shaped text. It is never modified after it is made.
type Word struct {
	Text    string
	Glyphs  []Glyph // from left to right
	Width   float64
	Missing []rune // that no font has
	Leftway bool   // it runs from right to left
}

// Glyph is a shape of a face at its place in a word.
type Glyph struct {
	Face *Face
	ID   uint32
	Text string // that it stands for; "" for all but the first of those that stand for a text together
	Many bool   // it is one of several that stand for a text together
	At   float64
	X, Y float64 // how far it is moved from its place
	Wide float64 // how far the next one is
	Size float64 // of this glyph as a part of the word's; 1 is the usual
}

// small is the size of capitals that stand for small capitals in a face without
// them.
const small = 0.78

// Shape sets a text. Equal texts are shaped once.
func (f *Fonts) Shape(text string, cut Cut) *Word {
	cut.Style &= faceStyles | doc.SmallCaps
	k := key{text, cut}
	if w := f.words[k]; w != nil {
		return w
	}
	w := f.shape(text, cut)
	f.words[k] = w
	return w
}

func (f *Fonts) shape(text string, cut Cut) *Word {
	w := &Word{Text: text, Leftway: cut.Leftway}
	runes := []rune(text)
	parts := f.parts(runes, cut.Style, w)
	if cut.Leftway { // the last part stands first
		for i := len(parts) - 1; i >= 0; i-- {
			f.add(w, runes, parts[i], cut)
		}
		return w
	}
	for _, p := range parts {
		f.add(w, runes, p, cut)
	}
	return w
}

// part is a run of a text in one face.
type part struct {
	from, to int
	face     *Face
}

// parts splits a text by the faces that have its characters.
func (f *Fonts) parts(runes []rune, style doc.Style, w *Word) []part {
	base := f.own(style)
	var list []part
	for i, r := range runes {
		face := base
		n := len(list)
		switch {
		case n > 0 && follows(r):
			face = list[n-1].face
		case !f.has(base, r):
			if n > 0 && f.has(list[n-1].face, r) {
				face = list[n-1].face
			} else if other := f.elsewhere(r); other != nil {
				face = other
			} else {
				w.Missing = append(w.Missing, r)
			}
		}
		if n > 0 && list[n-1].face == face {
			list[n-1].to = i + 1
		} else {
			list = append(list, part{i, i + 1, face})
		}
	}
	return list
}

// follows reports whether a character belongs to the one before it.
func follows(r rune) bool {
	return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || r == 0x200D || r >= 0xFE00 && r <= 0xFE0F
}

func (f *Fonts) has(face *Face, r rune) bool {
	if unseen(r) {
		return true
	}
	_, ok := face.face.NominalGlyph(r)
	return ok
}

// unseen reports whether a character shows nothing in any face.
func unseen(r rune) bool {
	return r < ' ' || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r)
}

// elsewhere is a face of the system that has a character, or nil.
func (f *Fonts) elsewhere(r rune) *Face {
	face, known := f.other[r]
	if !known {
		face = f.system(r)
		f.other[r] = face
	}
	return face
}

var (
	smallCaps = opentype.MustNewTag("smcp")
	superiors = opentype.MustNewTag("sups")
)

// add shapes a part and adds it to a word.
func (f *Fonts) add(w *Word, runes []rune, p part, cut Cut) {
	in := shaping.Input{
		Text: runes, RunStart: p.from, RunEnd: p.to, Face: p.face.face, Size: fixed.I(1000),
		Direction: di.DirectionLTR, Script: script(runes[p.from:p.to]),
	}
	if cut.Leftway {
		in.Direction = di.DirectionRTL
	}
	size := 1.0
	if cut.Style&doc.SmallCaps != 0 {
		if p.face.hasFeature(smallCaps) {
			in.FontFeatures = append(in.FontFeatures, shaping.FontFeature{Tag: smallCaps, Value: 1})
		} else {
			size = small
			in.Text = make([]rune, len(runes))
			for i, r := range runes {
				in.Text[i] = unicode.ToUpper(r)
			}
		}
	}
	if cut.Raised {
		in.FontFeatures = append(in.FontFeatures, shaping.FontFeature{Tag: superiors, Value: 1})
	}
	out := f.shaper.Shape(in)
	last := -1
	for _, g := range out.Glyphs {
		at := g.TextIndex()
		n := max(1, g.RunesCount())
		text := ""
		if at != last {
			text = string(runes[at:min(at+n, len(runes))])
			last = at
		}
		wide := units(g.Advance) * size
		w.Glyphs = append(w.Glyphs, Glyph{
			Face: p.face, ID: uint32(g.GlyphID), Text: text, Many: g.GlyphsCount() > 1,
			At: w.Width, X: units(g.XOffset) * size, Y: units(g.YOffset) * size, Wide: wide, Size: size,
		})
		w.Width += wide
	}
}

func units(v fixed.Int26_6) float64 { return float64(v) / 64 }

func (f *Face) hasFeature(tag font.Tag) bool {
	if f.coarse {
		return false
	}
	for _, x := range f.face.GSUB.Features {
		if x.Tag == tag {
			return true
		}
	}
	return false
}

// script is that of the first character which has one.
func script(runes []rune) language.Script {
	for _, r := range runes {
		if s := language.LookupScript(r); s.Strong() {
			return s
		}
	}
	return language.Latin
}

// Superior reports whether all of a text has superior figures in our faces.
func Superior(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
