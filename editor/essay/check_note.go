package essay

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// noteText is a note as the checks read it.
type noteText struct {
	note   *Note
	ref    Ref
	text   []rune // of all blocks, parted by line feeds: places in it are positions
	words  []word
	opaque []extent // code and typed addresses, in order: no prose
	links  []link
}

// link is text that leads to an address, or a reference to a note.
type link struct {
	extent
	address string
}

// extent is a piece of a text.
type extent struct{ from, to int }

// word is a run of letters, figures and apostrophes.
type word struct {
	from, to int
	key      uint64 // of its letters, great and small alike, without apostrophes
	figures  bool   // it is all figures
	capital  bool   // it starts with a capital
}

func readNote(n *Note, r Ref) noteText {
	t := noteText{note: n, ref: r}
	for i, b := range n.Text.All() {
		if i > 0 {
			t.text = append(t.text, '\n')
		}
		start := len(t.text)
		t.text = plain(t.text, b)
		if b.Kind == doc.Code || b.Kind == doc.Verbatim {
			t.opaque = append(t.opaque, extent{start, len(t.text)})
			continue
		}
		for _, s := range b.Spans() {
			end := start + int(s.Len())
			if s.Style&doc.Mono != 0 {
				t.opaque = append(t.opaque, extent{start, end})
			}
			if s.Atom != nil {
				s.Link = "#" + s.Atom.ID
			}
			if k := len(t.links) - 1; k >= 0 && s.Link == t.links[k].address && start == t.links[k].to {
				t.links[k].to = end
			} else if s.Link != "" {
				t.links = append(t.links, link{extent{start, end}, s.Link})
			}
			start = end
		}
	}
	t.words = readWords(t.text)
	return t
}

// readWords finds the words of a text.
func readWords(text []rune) []word {
	words := make([]word, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		if !isWord(text[i]) {
			i++
			continue
		}
		w := word{from: i, key: keySeed, figures: true, capital: unicode.IsUpper(text[i])}
		for i < len(text) && (isWord(text[i]) || isApostrophe(text[i]) && i+1 < len(text) && isWord(text[i+1])) {
			if r := text[i]; !isApostrophe(r) {
				w.key = mix(w.key, uint64(unicode.ToLower(r)))
				w.figures = w.figures && isDigit(r)
			}
			i++
		}
		w.to = i
		words = append(words, w)
	}
	return words
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// keySeed and mix make keys of words (FNV-1a).
const keySeed = 14695981039346656037

func mix(key, x uint64) uint64 { return (key ^ x) * 1099511628211 }

// keyOf is the key of a word.
func keyOf(s string) uint64 {
	key := uint64(keySeed)
	for _, r := range s {
		key = mix(key, uint64(r))
	}
	return key
}

// keySet makes a set of small words.
func keySet(words ...[]string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range slices.Concat(words...) {
		set[keyOf(w)] = true
	}
	return set
}

// pageWords stand before a page, countWords before another number.
var (
	pageWords = []string{"p", "pp", "pg", "page", "pages", "s", "seite", "seiten", "sid", "pág", "págs", "str", "стр", "с"}

	countWords = []string{
		"no", "nos", "nr", "n", "nn", "num", "number", "vol", "vols", "volume", "bd", "band", "issue", "ch", "chap", "chapter",
		"ser", "series", "ed", "heft", "jg", "art", "book", "part", "t", "tome", "fn", "note", "notes", "sect", "section", "sec",
		"fig", "figure", "table", "plate", "line", "lines", "para", "fol", "fols", "f", "ff", "col", "cols", "v", "verse", "act",
		"scene", "canto", "letter", "box", "item", "kap", "abs", "cap", "том", "т", "№",
	}

	locators = slices.Concat(pageWords, countWords)

	isPageWord  = keySet(pageWords)
	isCountWord = keySet(countWords)
	isLocator   = keySet(locators)
)

// at is the rune at i, or 0.
func (n *noteText) at(i int) rune {
	if i < 0 || i >= len(n.text) {
		return 0
	}
	return n.text[i]
}

// string is a word as it is written.
func (n *noteText) string(w word) string { return string(n.text[w.from:w.to]) }

// gap is what stands between the i-th word and the next, or behind the last.
func gap(text []rune, words []word, i int) []rune {
	if i+1 < len(words) {
		return text[words[i].to:words[i+1].from]
	}
	return text[words[i].to:]
}

// ranged reports whether a dash alone joins the i-th word, figures, to the next.
func ranged(text []rune, words []word, i int) bool {
	g := gap(text, words, i)
	return i+1 < len(words) && words[i].figures && words[i+1].figures && len(g) == 1 && isDash(g[0])
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '‑' }

// isYear reports whether a word is a year in which something may have appeared.
func (n *noteText) isYear(w word) bool { return isYear(n.text[w.from:w.to]) }

func isYear(s []rune) bool {
	return len(s) == 4 && (s[0] == '1' && s[1] >= '4' || s[0] == '2' && s[1] == '0') && isDigit(s[2]) && isDigit(s[3])
}

// pageRef is a page, or a range of pages, as an author types it in the text.
type pageRef struct {
	pages string   // “72”, “72-73”
	words []uint64 // what stands before it: “Ko, Chung, and Oh”
}

// readPage reads what stands in brackets: “72”, “p. 72”, “72–73”, “Ko, 72”. A
// year is no page.
func readPage(text []rune) (pageRef, bool) {
	words := readWords(text)
	last := len(words) - 1
	if last < 0 || !words[last].figures || len(strings.Trim(string(gap(text, words, last)), " .")) > 0 {
		return pageRef{}, false
	}
	first := last
	if last > 0 && ranged(text, words, last-1) {
		first--
	}
	p := pageRef{pages: pagesOf(text, words, first)}
	lead := words[:first]
	if n := len(lead); n > 0 && isPageWord[lead[n-1].key] {
		lead = lead[:n-1]
	} else if first == last && isYear(text[words[last].from:words[last].to]) {
		return pageRef{}, false
	}
	if strings.Trim(string(text[:words[0].from]), " ") != "" {
		return pageRef{}, false
	}
	for i, w := range lead {
		if w.figures || isCountWord[w.key] || strings.Trim(string(gap(text, words, i)), " ,.&-") != "" {
			return pageRef{}, false
		}
		if w.capital {
			p.words = append(p.words, w.key)
		} else if w.to-w.from > 3 {
			return pageRef{}, false // “(see below, 72)” says more than the page
		}
	}
	return p, true
}

// pagesOf is the page or the range that starts at the i-th word.
func pagesOf(text []rune, words []word, i int) string {
	s := string(text[words[i].from:words[i].to])
	if ranged(text, words, i) {
		s += "-" + string(text[words[i+1].from:words[i+1].to])
	}
	return s
}

// gives reports whether the note names the very page and what else stands with
// it.
func (n *noteText) gives(p pageRef) bool {
	for _, key := range p.words {
		if !slices.ContainsFunc(n.words, func(w word) bool { return w.key == key }) {
			return false
		}
	}
	for i, w := range n.words {
		inRange := i > 0 && ranged(n.text, n.words, i-1)
		if w.figures && !inRange && n.isPage(i) && pagesOf(n.text, n.words, i) == p.pages {
			return true
		}
	}
	return false
}

// isPage reports whether the i-th word, figures, can be a page, or the first of
// a range: it is no volume, no part of another number or of an address, and no
// word that it counts follows.
func (n *noteText) isPage(i int) bool {
	w := n.words[i]
	before := n.at(w.from - 1)
	if i > 0 && isCountWord[n.words[i-1].key] && strings.Trim(string(gap(n.text, n.words, i-1)), " .") == "" {
		return false
	}
	if strings.ContainsRune("./:,-–", before) && isDigit(n.at(w.from-2)) || strings.ContainsRune("/§#=(", before) {
		return false
	}
	last := w
	if ranged(n.text, n.words, i) {
		last = n.words[i+1]
	}
	after := n.at(last.to)
	if after == 0 || after == '\n' {
		return true
	}
	if isBlank(after) {
		return i+1 < len(n.words) && slices.Contains([]string{"f", "ff"}, n.string(n.words[i+1]))
	}
	return strings.ContainsRune(".,;:)]”’»\"", after) && !isDigit(n.at(last.to+1))
}
