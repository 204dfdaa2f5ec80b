package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// Steps over what a reader sees as one character, or one word, by the rules of
// Unicode Standard Annex 29. A break between blocks and an atom are one
// character each, and an atom is a word of its own.

// NextChar is the position after the character at p.
func (d *Document) NextChar(p Pos) Pos {
	i, off := d.Find(p)
	b := d.Block(i)
	if off >= b.Len() {
		return d.Clamp(p + 1)
	}
	start := d.Start(i)
	// A cluster never crosses a span's atom; a window of text keeps long
	// paragraphs cheap.
	next := p + 1
	eachChar(b.text(off, min(off+64, b.Len())), func(n Pos) bool {
		next = start + off + n
		return false
	})
	return next
}

// PrevChar is the position before the character that ends at p.
func (d *Document) PrevChar(p Pos) Pos {
	i, off := d.Find(p)
	if off == 0 {
		return d.Clamp(p - 1)
	}
	b := d.Block(i)
	at := max(0, off-64)
	last := at
	eachChar(b.text(at, off), func(n Pos) bool {
		last = at
		at += n
		return true
	})
	return d.Start(i) + last
}

// EraseTo is the position before what Backspace takes at p: the character, but
// in the scripts of India and its neighbours, where it is typed by several keys
// that are mended one by one, its last rune.
func (d *Document) EraseTo(p Pos) Pos {
	i, off := d.Find(p)
	if off > 0 {
		for _, r := range d.Block(i).text(off-1, off) {
			if r >= 0x0900 && r <= 0x0eff { // Devanagari … Lao
				return p - 1
			}
		}
	}
	return d.PrevChar(p)
}

// CharLen is the number of runes in the first character of a text.
func CharLen(text []rune) int {
	first := len(text)
	eachChar(string(text[:min(len(text), 64)]), func(n Pos) bool {
		first = int(n)
		return false
	})
	return first
}

// eachChar calls f with the number of runes in each character of a text until f
// returns false. Consonants that a virama joins are one character, by rule GB9c
// of Unicode 15.1, which the segmentation does not know.
func eachChar(text string, f func(n Pos) bool) {
	var n Pos
	joined := false // what comes next, if it is a consonant
	it := graphemes.FromString(text)
	for it.Next() {
		s := it.Value()
		first, _ := utf8.DecodeRuneInString(s)
		if n > 0 && (!joined || !isConjunctConsonant(first)) {
			if !f(n) {
				return
			}
			n = 0
		}
		n += runes(s)
		joined = isConjunctConsonant(first) && endsInVirama(s)
	}
	if n > 0 {
		f(n)
	}
}

// The scripts of rule GB9c lie in Unicode as they did in ISCII, alike in blocks
// of 128: Devanagari, Bengali, Gujarati, Oriya, Telugu, Malayalam.
func formsConjuncts(r rune) bool {
	switch r &^ 0x7f {
	case 0x0900, 0x0980, 0x0a80, 0x0b00, 0x0c00, 0x0d00:
		return true
	}
	return false
}

func isConjunctConsonant(r rune) bool {
	at := r & 0x7f
	return formsConjuncts(r) && (at >= 0x15 && at <= 0x39 || at >= 0x58 && at <= 0x5f) && unicode.IsLetter(r)
}

// endsInVirama reports whether a virama is left of the text when a joiner that
// follows it is taken away.
func endsInVirama(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\u200d"))
	return formsConjuncts(r) && r&0x7f == 0x4d
}

// NextWord is the end of the word at or after p; at the end of a block it is
// the start of the next.
func (d *Document) NextWord(p Pos) Pos {
	i, off := d.Find(p)
	b := d.Block(i)
	if off == b.Len() {
		return d.Clamp(p + 1)
	}
	at, found := Pos(0), b.Len()
	eachWord(b, func(from, to Pos, word bool) bool {
		at = to
		if word && to > off {
			found = to
			return false
		}
		return true
	})
	return d.Start(i) + min(found, max(at, off))
}

// PrevWord is the start of the word at or before p; at the start of a block it
// is the end of the one before.
func (d *Document) PrevWord(p Pos) Pos {
	i, off := d.Find(p)
	if off == 0 {
		return d.Clamp(p - 1)
	}
	found := Pos(0)
	eachWord(d.Block(i), func(from, _ Pos, word bool) bool {
		if from >= off {
			return false
		}
		if word {
			found = from
		}
		return true
	})
	return d.Start(i) + found
}

// WordAt is the word, or the run of other text, around p.
func (d *Document) WordAt(p Pos) (from, to Pos) {
	i, off := d.Find(p)
	b, start := d.Block(i), d.Start(i)
	from, to = start, start+b.Len()
	eachWord(b, func(lo, hi Pos, _ bool) bool {
		if off < hi || hi == b.Len() {
			from, to = start+lo, start+hi
			return false
		}
		return true
	})
	return from, to
}

// eachWord calls f with the segments of a block until f returns false. The
// segmentation sees an atom as a letterless rune; it counts as a word so that
// steps by word stop at markers.
func eachWord(b *Block, f func(from, to Pos, word bool) bool) {
	var at Pos
	it := words.FromString(b.Text())
	for it.Next() {
		s := it.Value()
		n := runes(s)
		if !f(at, at+n, isWord(s)) {
			return
		}
		at += n
	}
}

// WordBounds lists the bytes of a text at which words, and what stands between
// them, begin and end, in order.
func WordBounds(text string) []int {
	bounds := []int{0}
	it := words.FromString(text)
	for it.Next() {
		bounds = append(bounds, bounds[len(bounds)-1]+len(it.Value()))
	}
	return bounds
}

func isWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == AtomRune {
			return true
		}
	}
	return false
}

func runes(s string) Pos {
	var n Pos
	for range s {
		n++
	}
	return n
}

// Words counts the words in a text as a reader would: runs between spaces that
// hold a letter or a digit.
func Words(s string) int {
	n, counted := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			counted = true
		}
	}
	return n
}
