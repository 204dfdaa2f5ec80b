package editor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
)

// haystack is a block's text as a search sees it: without its markers. A
// cross-reference is a rune that no word contains.
type haystack struct {
	text    string
	markers []doc.Pos // before which runes of text they stand, in order
}

func newHaystack(b *doc.Block) haystack {
	if b.Atoms() == 0 {
		return haystack{text: b.Text()}
	}
	var h haystack
	var s strings.Builder
	var at doc.Pos
	for _, sp := range b.Spans() {
		switch {
		case sp.IsMarker():
			h.markers = append(h.markers, at)
			continue
		case sp.Atom != nil:
			s.WriteRune(doc.AtomRune)
		default:
			s.WriteString(sp.Text)
		}
		at += sp.Len()
	}
	h.text = s.String()
	return h
}

// ranges turns the bytes of matches, in order, into offsets of the block. A
// match starts behind the markers before it, and ends before those behind it.
func (h haystack) ranges(locs [][]int) [][2]doc.Pos {
	out := make([][2]doc.Pos, len(locs))
	done, runes, passed := 0, doc.Pos(0), 0
	for i, loc := range locs {
		runes += doc.Pos(utf8.RuneCountInString(h.text[done:loc[0]]))
		for passed < len(h.markers) && h.markers[passed] <= runes {
			passed++
		}
		from := runes + doc.Pos(passed)
		runes += doc.Pos(utf8.RuneCountInString(h.text[loc[0]:loc[1]]))
		for passed < len(h.markers) && h.markers[passed] < runes {
			passed++
		}
		out[i] = [2]doc.Pos{from, runes + doc.Pos(passed)}
		done = loc[1]
	}
	return out
}

// literal is a text to find, each of its runes with those that count as the
// same.
type literal struct {
	runes [][]rune
	lead  [256]bool // the bytes that a match may start with
}

func newLiteral(text string, matchCase bool) literal {
	var l literal
	for _, r := range text {
		same := []rune{r}
		if !matchCase {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				same = append(same, f)
			}
		}
		l.runes = append(l.runes, same)
	}
	for _, r := range l.runes[0] {
		l.lead[string(r)[0]] = true
	}
	return l
}

// locate finds the matches between whose ends lies what bound accepts; they do
// not overlap.
func (l *literal) locate(text string, bound func(from, to int) bool) [][]int {
	var locs [][]int
	for i := 0; i < len(text); i++ {
		if !l.lead[text[i]] {
			continue
		}
		if end := l.end(text, i); end > 0 && bound(i, end) {
			locs = append(locs, []int{i, end})
			i = end - 1
		}
	}
	return locs
}

// end is where a match that starts at a byte of the text ends, or 0.
func (l *literal) end(text string, at int) int {
	for _, same := range l.runes {
		r, n := utf8.DecodeRuneInString(text[at:])
		if n == 0 || !slices.Contains(same, r) {
			return 0
		}
		at += n
	}
	return at
}
