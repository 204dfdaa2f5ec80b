package doc

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Style is a set of inline styles.
type Style uint16

// The inline styles.
const (
	Bold Style = 1 << iota
	Italic
	Mono
	Strike
	Super
	Sub
	Underline
	SmallCaps
	Lit // highlighted
)

// AtomKind says what an atom stands for.
type AtomKind uint8

// The kinds of atoms. The first two name a note by its identity.
const (
	Marker       AtomKind = iota // the place of a note in the text
	CrossRef                     // a note's number within prose, as in “see note 12”
	Citation                     // a citation of sources, named by its identity
	Bibliography                 // a list of sources; its identity says of which
)

// Atom is something that stands in the text as one indivisible rune: it moves,
// is cut and pasted with its sentence.
type Atom struct {
	Kind AtomKind
	ID   string
}

// IsMarker reports whether the span is the place of a note.
func (s Span) IsMarker() bool { return s.Atom != nil && s.Atom.Kind == Marker }

// IsCitation reports whether the span is a citation.
func (s Span) IsCitation() bool { return s.Atom != nil && s.Atom.Kind == Citation }

// AtomRune stands for an atom in plain text.
const AtomRune = '\uFFFC'

// Span is text in one style, or one atom. Exactly one of Text and Atom is set.
type Span struct {
	Text  string
	Style Style
	Link  string // the address the text leads to, or ""
	Atom  *Atom
}

// Len is the number of positions the span takes.
func (s Span) Len() Pos {
	if s.Atom != nil {
		return 1
	}
	return Pos(utf8.RuneCountInString(s.Text))
}

// normal joins and drops spans. Text that came from outside may hold the rune
// that stands for atoms, or bytes that are no text: both become U+FFFD, so
// that an object character always is an atom.
func normal(spans []Span) []Span {
	out := make([]Span, 0, len(spans))
	for _, s := range spans {
		if s.Atom != nil {
			s.Text = ""
			out = append(out, s)
			continue
		}
		if s.Text == "" {
			continue
		}
		if strings.ContainsRune(s.Text, AtomRune) {
			s.Text = strings.ReplaceAll(s.Text, string(AtomRune), "\uFFFD")
		}
		s.Text = valid(s.Text)
		if n := len(out); n > 0 && out[n-1].Atom == nil && out[n-1].Style == s.Style && out[n-1].Link == s.Link {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// valid is a text with what is no UTF-8 in it replaced.
func valid(s string) string {
	if utf8.ValidString(s) { // the usual case, and faster
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// byteOffset is the byte at which the n-th rune of s starts. It passes over
// eight bytes at a time: those that go on a rune begin with the bits 10.
func byteOffset(s string, n Pos) int {
	i := 0
	for n >= 8 && len(s)-i > 8 {
		w := binary.LittleEndian.Uint64([]byte(s[i : i+8]))
		n -= 8 - Pos(bits.OnesCount64(w>>7&^(w>>6)&0x0101010101010101))
		i += 8
	}
	for i < len(s) && !utf8.RuneStart(s[i]) { // the rune before goes on here
		i++
	}
	for k := range s[i:] {
		if n == 0 {
			return i + k
		}
		n--
	}
	return len(s)
}

func equalSpan(a, b Span) bool {
	if (a.Atom == nil) != (b.Atom == nil) || a.Atom != nil && *a.Atom != *b.Atom {
		return false
	}
	return a.Text == b.Text && a.Style == b.Style && a.Link == b.Link
}

// likeSpan reports whether both are text in the same style.
func likeSpan(a, b Span) bool {
	return a.Atom == nil && b.Atom == nil && a.Style == b.Style && a.Link == b.Link
}

// stride is how many bytes are compared at once.
const stride = 128

// commonPrefix counts the bytes of whole runes at the start that both share.
func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+stride <= n && a[i:i+stride] == b[i:i+stride] {
		i += stride
	}
	for i < n && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(a) && !utf8.RuneStart(a[i]) {
		i--
	}
	return i
}

// commonSuffix counts the bytes of whole runes at the end that both share.
func commonSuffix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+stride <= n && a[len(a)-i-stride:len(a)-i] == b[len(b)-i-stride:len(b)-i] {
		i += stride
	}
	for i < n && a[len(a)-1-i] == b[len(b)-1-i] {
		i++
	}
	for i > 0 && !utf8.RuneStart(a[len(a)-i]) {
		i--
	}
	return i
}
