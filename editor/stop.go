package editor

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// abbreviations are words that citations end with whose full stop is theirs
// and not the sentence's, beside initials and words with a full stop inside.
var abbreviations = strings.Fields(`al bd chap cit ebd ed eds etc ff hg hrsg ibid id jr loc nn op par pp seq sq sqq
	sr trans usw vol vols`)

// trimmed gives the offsets between which a block's text stands without the
// spaces around it, and where it ends without the full stop of its sentence.
func trimmed(b *doc.Block) (lo, hi, bare doc.Pos) {
	text := []rune(b.Text())
	end := len(text)
	for end > 0 && unicode.IsSpace(text[end-1]) {
		end--
	}
	start := 0
	for start < end && unicode.IsSpace(text[start]) {
		start++
	}
	lo, hi, bare = doc.Pos(start), doc.Pos(end), doc.Pos(end)
	if end > start && text[end-1] == '.' && !abbreviated(text[:end-1]) {
		bare--
	}
	return lo, hi, bare
}

// abbreviated reports whether a text that a full stop follows ends with an
// abbreviation, or with a full stop already.
func abbreviated(text []rune) bool {
	from := len(text)
	for from > 0 && (unicode.IsLetter(text[from-1]) || text[from-1] == '.') {
		from--
	}
	word := text[from:]
	if len(word) == 0 || from > 0 && unicode.IsDigit(text[from-1]) {
		return false // “72.”, “12a.”
	}
	return len(word) == 1 && unicode.IsLetter(word[0]) || slices.Contains(word, '.') ||
		slices.Contains(abbreviations, strings.ToLower(string(word)))
}
