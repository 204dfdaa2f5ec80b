package doc

import (
	"unicode"

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
	it := graphemes.FromString(b.text(off, min(off+64, b.Len())))
	if it.Next() {
		return start + off + runes(it.Value())
	}
	return p + 1
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
	it := graphemes.FromString(b.text(at, off))
	for it.Next() {
		last = at
		at += runes(it.Value())
	}
	return d.Start(i) + last
}

// CharLen is the number of runes in the first character of a text.
func CharLen(text []rune) int {
	it := graphemes.FromString(string(text[:min(len(text), 64)]))
	if it.Next() {
		return int(runes(it.Value()))
	}
	return len(text)
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
