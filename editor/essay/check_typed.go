package essay

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/say"
)

// typed finds numbers that stand directly beside the run as typed markers do:
// “word12”, “[3]”, “²”. What stands between two runs is found once, behind the
// first.
func (c *checker) typed(r run) {
	if from := r.typedBefore(); from < r.from && r.start+doc.Pos(from) >= c.typedTo {
		c.number(r, from, r.from)
	}
	if to := r.typedAfter(); to > r.to {
		c.number(r, r.to, to)
		c.typedTo = r.start + doc.Pos(to)
	}
}

func (c *checker) number(r run, from, to int) {
	what := strings.TrimSpace(string(r.text[from:to]))
	c.beside("number", r, from, to, say.Of("A typed %s stands beside marker %s.", what, r.refs[0].Label),
		r.edit(say.Of("Delete the typed %s", what), from, to))
}

// typedBefore is where the typed numbers that end at the run start; the run's
// own start if there is none.
func (r run) typedBefore() int {
	from := r.from
	for {
		n := r.bracketBefore(from)
		if n == from {
			n = r.figureBefore(from)
		}
		if n == from {
			return from
		}
		from = n
	}
}

// bracketBefore is where “[12]”, with the blanks before it, starts that ends at
// to; to itself if there is none, or if it is the number of a page.
func (r run) bracketBefore(to int) int {
	i := to - 2
	for isDigit(r.at(i)) {
		i--
	}
	digits := to - 2 - i
	if r.at(to-1) != ']' || digits < 1 || digits > 3 || r.at(i) != '[' && (r.at(i) != '^' || r.at(i-1) != '[') {
		return to
	}
	if r.at(i) == '^' {
		i--
	}
	from := i
	for isBlank(r.at(from - 1)) {
		from--
	}
	if slices.Contains(locators, r.wordBefore(from)) {
		return to
	}
	return from
}

// figureBefore is where figures start that end at to and can only be a typed
// marker; to itself if there are none.
func (r run) figureBefore(to int) int {
	if isRaised(r.at(to - 1)) {
		from := to
		for isRaised(r.at(from - 1)) {
			from--
		}
		if to-from <= 3 && r.noPower(from) {
			return from
		}
		return to
	}
	from := to
	for isDigit(r.at(from - 1)) {
		from--
	}
	if from == to || to-from > 3 || r.at(from) == '0' {
		return to
	}
	if r.raised(from, to) {
		if r.noPower(from) {
			return from
		}
		return to
	}
	if r.afterWord(from) {
		return from
	}
	return to
}

// noPower reports whether raised figures at i are no power and no unit's: they
// follow punctuation or a word that is longer than a unit or a variable.
func (r run) noPower(i int) bool {
	before := r.at(i - 1)
	if strings.ContainsRune(".,;:?!”’»\"", before) {
		return true
	}
	word := r.wordBefore(i)
	return len(word) >= 4 && unicode.IsLetter(before)
}

// afterWord reports whether the figures at i are glued to the end of a word of
// small letters, or to the punctuation behind one, as a typed marker is; not to
// a name that ends in figures, nor to an abbreviation such as “vol.”.
func (r run) afterWord(i int) bool {
	end := i
	for strings.ContainsRune(".,;?!”’»\")", r.at(end-1)) && i-end < 3 {
		end--
	}
	word := r.wordBefore(end)
	least := 3
	if end < i {
		least = 4 // “vol.3”
	}
	letters := 0
	for j := end - 1; unicode.IsLower(r.at(j)); j-- {
		letters++
	}
	if letters < least || slices.Contains(locators, word) || slices.Contains(namedByFigures, word) {
		return false
	}
	start := end - len([]rune(word))
	return !strings.ContainsRune("/@_.#", r.at(start-1)) && !isDigit(r.at(start-1))
}

// namedByFigures are words that are written in one with a figure.
var namedByFigures = []string{
	"covid", "html", "css", "mp", "python", "windows", "area", "sha", "utf", "ascii", "iso", "base", "int", "float",
	"mpeg", "jpeg", "catch", "blink", "boeing", "airbus", "channel", "studio", "web", "version", "formula", "word",
}

// typedAfter is where the typed numbers that start at the run end; the run's own
// end if there is none.
func (r run) typedAfter() int {
	to := r.to
	if !endsText(r.before()) {
		return to // the marker opens a line or a word
	}
	for {
		n := r.numberAt(to)
		if n == to {
			return to
		}
		to = n
	}
}

// numberAt is where the figures or the “[12]” at i end that can only be a typed
// marker; i itself if there are none.
func (r run) numberAt(i int) int {
	to := i
	for isRaised(r.at(to)) {
		to++
	}
	if to > i {
		if to-i > 3 || r.at(to) == '⁄' {
			return i
		}
		return to
	}
	bracket := r.at(i) == '['
	if bracket {
		to++
	}
	from := to
	for isDigit(r.at(to)) {
		to++
	}
	switch n := to - from; {
	case n == 0 || n > 3:
		return i
	case bracket && r.at(to) == ']':
		return to + 1
	case bracket || r.at(from) == '0' || !r.endsFigures(from, to):
		return i
	}
	return to
}

// endsFigures reports whether figures are raised, or are a whole number that
// does not count what follows, as “hour.¹12 men” does.
func (r run) endsFigures(from, to int) bool {
	if r.raised(from, to) {
		return true
	}
	next := r.at(to)
	switch {
	case next == 0:
		return true
	case isBlank(next):
		return !unicode.IsLower(r.at(to + 1))
	}
	return strings.ContainsRune(".,;:?!)”’", next) && !isDigit(r.at(to+1))
}

// wordBefore is the word, in small letters, that ends at i, or that ends before
// blanks and a full stop there: “p. ” gives “p”.
func (l line) wordBefore(i int) string {
	for isBlank(l.at(i-1)) || l.at(i-1) == '.' {
		i--
	}
	from := i
	for from > 0 && i-from < 32 && unicode.IsLetter(l.at(from-1)) {
		from--
	}
	return strings.ToLower(string(l.text[from:max(from, i)]))
}

// raised reports whether all between two places is set raised.
func (l line) raised(from, to int) bool {
	return !slices.ContainsFunc(l.slice(from, to), func(s doc.Span) bool { return s.Style&doc.Super == 0 })
}

// isRaised reports whether a rune is a raised figure.
func isRaised(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || '⁴' <= r && r <= '⁹'
}

// page finds pages in brackets beside the run that a note of the run gives too:
// “(72).⁴” where note 4 is “Ko, 72.”
func (c *checker) page(r run) {
	if from, to := r.bracketsBefore(); from < to {
		c.pageIn(r, from, to)
	}
	if from, to := r.bracketsAfter(); from < to {
		c.pageIn(r, from, to)
	}
}

func (c *checker) pageIn(r run, from, to int) {
	p, ok := readPage(r.text[from+1 : to-1])
	if !ok || r.counted(p.pages) {
		return
	}
	for _, ref := range r.refs {
		i, ok := c.byNote[ref.Note]
		if !ok || !c.texts[i].gives(p) {
			continue
		}
		what := string(r.text[from:to])
		blank := from
		for unicode.IsSpace(r.at(blank-1)) && r.at(blank-1) != '\n' {
			blank--
		}
		var m *Mend
		if near := r.text[max(0, from-12):min(len(r.text), to+12)]; count(near, '(') == 1 { // else another comes to stand here
			m = r.edit(say.Of("Delete %s from the text", what), blank, to)
		}
		f := run{line: r.line, refs: []Ref{ref}}
		c.beside("page", f, from, to, say.Of("The page %s beside marker %s stands in the note too.", what, ref.Label), m)
		return
	}
}

// longest bounds what is looked for in brackets.
const longest = 60

// bracketsBefore finds round brackets before the run, with no more than
// punctuation and a blank between.
func (r run) bracketsBefore() (from, to int) {
	to = r.from
	for r.from-to < 4 && strings.ContainsRune(".,;:?!”’»\" ", r.at(to-1)) {
		to--
	}
	if r.at(to-1) != ')' {
		return 0, 0
	}
	for from = to - 2; from >= 0 && to-from < longest && !strings.ContainsRune("()\n\uFFFC", r.text[from]); from-- {
	}
	if r.at(from) != '(' {
		return 0, 0
	}
	return from, to
}

// bracketsAfter finds round brackets behind the run and at most a blank.
func (r run) bracketsAfter() (from, to int) {
	from = r.to
	if isBlank(r.at(from)) {
		from++
	}
	if r.at(from) != '(' {
		return 0, 0
	}
	for to = from + 1; to < len(r.text) && to-from < longest && !strings.ContainsRune("()\n\uFFFC", r.text[to]); to++ {
	}
	if r.at(to) != ')' {
		return 0, 0
	}
	return from, to + 1
}

// counted reports whether a number in brackets is one of an enumeration in the
// same block: “(1) … (2)”.
func (r run) counted(pages string) bool {
	n := 0
	for _, d := range pages {
		if !isDigit(d) || n > 99 {
			return false
		}
		n = 10*n + int(d-'0')
	}
	text := string(r.text[max(0, r.from-2000):min(len(r.text), r.to+2000)])
	return n > 1 && strings.Contains(text, fmt.Sprintf("(%d)", n-1)) || strings.Contains(text, fmt.Sprintf("(%d)", n+1))
}
