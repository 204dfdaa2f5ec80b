package essay

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/say"
)

// repeated finds notes that say what an earlier one of their series says, word
// for word or but for one slip. Short notes may: a short form, “Ibid.” and
// “Emphasis added” are repeated by rights.
//
// Each note is held against one other at most: it is looked up by the sum of
// its words' keys, by that sum without each of its words, and so on, so that the
// time grows with the words and not with the pairs of notes.
func (c *checker) repeated() {
	same := map[uint64]int{}  // the first note of each sum
	close := map[uint64]int{} // the first note of each sum without one word
	for i := range c.texts {
		n := &c.texts[i]
		if !n.telling() {
			continue
		}
		sum := n.sum()
		if first, ok := same[sum]; ok && n.like(&c.texts[first], false) {
			c.again(n, &c.texts[first])
			continue
		}
		if first, ok := n.nearly(sum, same, close, c.texts); ok {
			c.inNote("repeated", n, 0, len(n.text),
				say.Of("Note %s says nearly the same as note %s.", n.ref.Label, c.texts[first].ref.Label), nil)
		}
		if _, taken := same[sum]; !taken {
			same[sum] = i
		}
		if len(n.words) < leastNear {
			continue
		}
		for k, w := range n.words {
			if without := sum - w.key; n.mayDiffer(k) {
				if _, taken := close[without]; !taken {
					close[without] = i
				}
			}
		}
	}
}

// leastNear is how many words a note must have that is compared but for a slip.
const leastNear = 8

// telling reports whether a note says enough that no other should say it again.
func (n *noteText) telling() bool {
	letters := 0
	for _, w := range n.words {
		letters += w.to - w.from
	}
	if len(n.words) < 5 || letters < 24 || n.isSame() {
		return false
	}
	_, short := n.short()
	return !short
}

// sum is the sum of the keys of the words, of the series and of the links'
// addresses.
func (n *noteText) sum() uint64 {
	sum := keyOf(n.note.Series)
	for _, w := range n.words {
		sum += w.key
	}
	for _, l := range n.links {
		sum += keyOf(l.address)
	}
	return sum
}

// nearly finds an earlier note that differs by one word, misspelt, or by one
// small word that one of the two lacks.
func (n *noteText) nearly(sum uint64, same, close map[uint64]int, texts []noteText) (int, bool) {
	if len(n.words) < leastNear {
		return 0, false
	}
	try := func(in map[uint64]int, key uint64) (int, bool) {
		first, ok := in[key]
		return first, ok && n.like(&texts[first], true)
	}
	if first, ok := try(close, sum); ok {
		return first, true
	}
	for k, w := range n.words {
		if !n.mayDiffer(k) {
			continue
		}
		if first, ok := try(same, sum-w.key); ok {
			return first, true
		}
		if first, ok := try(close, sum-w.key); ok {
			return first, true
		}
	}
	return 0, false
}

// mayDiffer reports whether the k-th word may be a slip where another note has
// another word: a small word, or one of five letters at least. Numbers, also
// Roman ones, and single letters never are.
func (n *noteText) mayDiffer(k int) bool {
	w := n.words[k]
	s := n.text[w.from:w.to]
	return dispensable[w.key] || len(s) >= 5 && !slices.ContainsFunc(s, unicode.IsDigit) &&
		slices.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune("ivxlcIVXLC", r) })
}

// dispensable are the words that a note may lack and still say the same.
var dispensable = keySet([]string{"the", "a", "an", "and", "of", "p", "pp", "see", "also", "in", "by", "ed"})

// like reports whether two notes have the same words in the same order; with
// slip, but for one word misspelt, or one dispensable word that one of them
// lacks.
func (n *noteText) like(m *noteText, slip bool) bool {
	if n.note.Series != m.note.Series || !slices.EqualFunc(n.links, m.links, func(a, b link) bool { return a.address == b.address }) {
		return false
	}
	a, b := n.words, m.words
	x, y := n, m
	if len(a) > len(b) {
		a, b, x, y = b, a, y, x
	}
	i := 0
	for i < len(a) && a[i].key == b[i].key {
		i++
	}
	sameKey := func(v, w word) bool { return v.key == w.key }
	switch {
	case i == len(a) && len(a) == len(b):
		return true
	case !slip:
		return false
	case len(a) == len(b):
		return slices.EqualFunc(a[i+1:], b[i+1:], sameKey) && misspelt(x.string(a[i]), y.string(b[i]))
	case len(a)+1 == len(b):
		return dispensable[b[i].key] && slices.EqualFunc(a[i:], b[i+1:], sameKey)
	}
	return false
}

// misspelt reports whether one word is the other with one slip of the hand. Two
// words that begin differently are two words, as “Hull” and “Dull”; so are a
// great and a small one.
func misspelt(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return min(len(x), len(y)) >= 5 && x[0] == y[0] && slip(strings.ToLower(a), strings.ToLower(b))
}

// again adds the finding that n says what first says. The mend points n's
// markers, and what refers to it, to first; n goes to the bin.
func (c *checker) again(n, first *noteText) {
	m := &Mend{Label: say.Of("Refer to note %s instead", first.ref.Label)}
	for _, p := range c.atoms(n.note.ID) {
		s := p.span
		s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: string(first.note.ID)}
		m.Edits = append(m.Edits, Edit{"", p.at, p.at + 1, inline([]doc.Span{s})})
	}
	c.inNote("repeated", n, 0, len(n.text),
		say.Of("Note %s says the same as note %s.", n.ref.Label, first.ref.Label), m)
}

// placed is an atom at a position of the body.
type placed struct {
	at   doc.Pos
	span doc.Span
}

// atoms are the markers of a note in the body, and the references to it there.
func (c *checker) atoms(id NoteID) []placed {
	if c.placed == nil {
		c.placed = map[NoteID][]placed{}
		for _, l := range c.lines {
			at := l.start
			for _, s := range l.block.Spans() {
				if s.Atom != nil {
					c.placed[NoteID(s.Atom.ID)] = append(c.placed[NoteID(s.Atom.ID)], placed{at, s})
				}
				at += s.Len()
			}
		}
	}
	return c.placed[id]
}
