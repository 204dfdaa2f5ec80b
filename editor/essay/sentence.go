package essay

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Excerpt shortens a text to about n runes, at a space where there is one.
func Excerpt(s string, n int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == doc.AtomRune || r == '\n' }), " ")
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := n
	for i := n; i > n/2; i-- {
		if unicode.IsSpace(r[i]) {
			cut = i
			break
		}
	}
	return string(r[:cut]) + "…"
}

// SentenceAt is the sentence around p without its markers. A full stop, a
// question or exclamation mark ends a sentence when a space and then no
// lower-case letter follow it; closing quotation marks and brackets belong to
// the sentence.
func SentenceAt(d *doc.Document, p doc.Pos) string {
	from, to := SentenceBounds(d, p)
	return strings.TrimSpace(withoutAtoms(d.Text(from, to)))
}

// Places tells where markers of a text stand, for the time when they are gone.
// Asked for one after the other in the order of the text, they cost time in
// proportion to the text, however many stand in one paragraph.
type Places struct {
	in       *doc.Document
	block    *doc.Block // that was looked at last
	start    doc.Pos    // of the block
	text     []rune
	from, to int    // the sentence that was looked at last
	sentence string // without markers
	at       int    // up to where in the sentence its text was counted
	before   doc.Pos
}

// NewPlaces is for the markers of a text.
func NewPlaces(d *doc.Document) *Places { return &Places{in: d} }

// Lost describes where a marker at p stands.
func (s *Places) Lost(p doc.Pos, now time.Time) Lost {
	i, off := s.in.Find(p)
	if b := s.in.Block(i); b != s.block || int(off) < s.at {
		s.block, s.start = b, p-off
		s.text, s.from, s.to = appendRunes(s.text[:0], b), 0, -1
	}
	if int(off) > s.to {
		s.from, s.to = around(s.text, int(off))
		s.sentence = strings.TrimSpace(withoutAtoms(string(s.text[s.from:s.to])))
		s.at, s.before = s.from, 0
	}
	for ; s.at < int(off); s.at++ {
		r := s.text[s.at]
		if r == doc.AtomRune || s.before == 0 && (r == ' ' || r == '\t') {
			continue
		}
		s.before++
	}
	return Lost{s.sentence, s.before, now.UnixMilli()}
}

// appendRunes appends a block's text, with its atoms, to runes: many blocks need
// no more room than the longest.
func appendRunes(text []rune, b *doc.Block) []rune {
	text = slices.Grow(text, int(b.Len()))
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			text = append(text, doc.AtomRune)
		}
		for _, r := range sp.Text {
			text = append(text, r)
		}
	}
	return text
}

func withoutAtoms(s string) string { return strings.ReplaceAll(s, string(doc.AtomRune), "") }

// SentenceBounds is the range of the sentence that [SentenceAt] returns.
func SentenceBounds(d *doc.Document, p doc.Pos) (from, to doc.Pos) {
	i, off := d.Find(p)
	start := d.Start(i)
	lo, hi := around([]rune(d.Block(i).Text()), int(off))
	return start + doc.Pos(lo), start + doc.Pos(hi)
}

// around is the range of the sentence around an offset of a text.
func around(text []rune, off int) (from, to int) {
	from, to = off-1, off
	for from > 0 && !endsSentence(text, from) {
		from--
	}
	for to < len(text) && !endsSentence(text, to) {
		to++
	}
	return max(0, from), to
}

// Sentences calls yield with the offset of each sentence of a block, and its text
// without the space around it.
func Sentences(b *doc.Block) func(yield func(at doc.Pos, text []rune) bool) {
	return func(yield func(at doc.Pos, text []rune) bool) {
		text := []rune(b.Text())
		for from := 0; from < len(text); {
			_, to := around(text, from+1)
			lo, hi := from, to
			for lo < hi && unicode.IsSpace(text[lo]) {
				lo++
			}
			for lo < hi && unicode.IsSpace(text[hi-1]) {
				hi--
			}
			if !yield(doc.Pos(lo), text[lo:hi]) {
				return
			}
			from = to
		}
	}
}

// endsSentence reports whether a sentence ends before text[k], a space.
func endsSentence(text []rune, k int) bool {
	if r := text[k]; r > ' ' && r < 0x85 || !unicode.IsSpace(r) { // most runes are letters
		return false
	}
	j := k - 1
	for j >= 0 && (strings.ContainsRune("”’\"')]»", text[j]) || text[j] == doc.AtomRune) {
		j--
	}
	if j < 0 || !strings.ContainsRune(".!?…", text[j]) {
		return false
	}
	return k+1 >= len(text) || !unicode.IsLower(text[k+1])
}
