package essay

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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

// LostAt describes where a marker at p stands, for the time when it is gone.
func LostAt(d *doc.Document, p doc.Pos, at time.Time) Lost {
	from, to := SentenceBounds(d, p)
	sentence := strings.TrimSpace(withoutAtoms(d.Text(from, to)))
	before := strings.TrimLeft(withoutAtoms(d.Text(from, p)), " \t")
	return Lost{sentence, doc.Pos(utf8.RuneCountInString(before)), at.UnixMilli()}
}

func withoutAtoms(s string) string { return strings.ReplaceAll(s, string(doc.AtomRune), "") }

// SentenceBounds is the range of the sentence that [SentenceAt] returns.
func SentenceBounds(d *doc.Document, p doc.Pos) (from, to doc.Pos) {
	i, off := d.Find(p)
	start := d.Start(i)
	text := []rune(d.Block(i).Text())
	lo, hi := 0, len(text)
	for k := range text {
		if !endsSentence(text, k) {
			continue
		}
		if k < int(off) {
			lo = k
		} else {
			hi = k
			break
		}
	}
	return start + doc.Pos(lo), start + doc.Pos(hi)
}

// endsSentence reports whether a sentence ends before text[k], a space.
func endsSentence(text []rune, k int) bool {
	if !unicode.IsSpace(text[k]) {
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
