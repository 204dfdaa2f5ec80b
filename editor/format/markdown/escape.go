package markdown

import (
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
)

// blankRunes are what a paragraph of nothing else is empty with.
const blankRunes = " \t\n\r\f\v\u2028"

// labels are what a text between brackets could refer to.
type labels struct {
	texts map[string]bool // folded
	any   bool            // some are defined that are not known here
}

func (l labels) has(text string) bool { return l.any || l.texts[fold(text)] }

// fold is a label as labels are compared: in lower case, blanks as one space.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// guard is what is done to a rune so that it is read as itself.
type guard uint8

const (
	asIs    guard = iota
	slash         // a backslash stands before it
	entity        // its number stands for it
	newLine       // a break within a paragraph, as a backslash and a line feed
	tagged        // such a break as a tag
)

// runes are a block's text with the guard of each rune.
type runes struct {
	text   []rune
	guards []guard
	span   []int // which of the spans each belongs to
	spans  []doc.Span
	line   bool // all stands on one line
	cell   bool // in a table
}

// guarded finds what must be escaped in a block so that its text survives in
// the six readers, in Pandoc's Markdown with all extensions but typographic
// quotation marks, which only change marks that are not typographic yet.
func (w *writer) guarded(b *doc.Block) *runes {
	r := &runes{spans: b.Spans()}
	for i, s := range r.spans {
		text := s.Text
		if s.Atom != nil {
			text = string(doc.AtomRune)
		}
		for _, c := range text {
			r.text = append(r.text, c)
			r.span = append(r.span, i)
		}
	}
	r.guards = make([]guard, len(r.text))
	r.line = b.Kind == doc.Heading || b.Kind == doc.Cell
	r.cell = b.Kind == doc.Cell
	for i := range r.text {
		r.guards[i] = r.anywhere(i)
	}
	r.brackets(w.labels)
	r.dollars()
	switch {
	case b.Kind == doc.Heading:
		r.headingEnd()
		return r
	case r.cell:
		return r
	case b.IsItem():
		r.box()
	case b.Kind == doc.Paragraph:
		r.noVerse()
	}
	for i := range r.text {
		if (i == 0 || r.guards[i-1] == newLine) && r.guards[i] == asIs && !r.mono(i) {
			r.lineStart(i)
		}
	}
	return r
}

func (r *runes) mono(i int) bool   { return r.spans[r.span[i]].Style&doc.Mono != 0 && !r.marker(i) }
func (r *runes) marker(i int) bool { return r.text[i] == doc.AtomRune }
func (r *runes) linked(i int) bool { return r.spans[r.span[i]].Link != "" && !r.marker(i) }

// at is the rune at i: a line feed at breaks and outside of the text, and a
// backtick for code.
func (r *runes) at(i int) rune {
	switch {
	case i < 0 || i >= len(r.text) || isBreak(r.text[i]):
		return '\n'
	case r.mono(i):
		return '`'
	}
	return r.text[i]
}

func isBreak(c rune) bool { return c == '\n' || c == '\r' || c == '\u2028' }

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// within reports whether the rune at i stands between two letters or digits
// that will stand there as they are. A letter at the edge of a style may have
// to be written as its number.
func (r *runes) within(i int) bool {
	for _, k := range []int{i - 2, i - 1, i + 1, i + 2} {
		if !isWord(r.at(k)) || r.span[k] != r.span[i] {
			return false
		}
	}
	return true
}

var (
	entityStart = lazyregexp.New(`^&#?[0-9A-Za-z]+;`)
	emojiStart  = lazyregexp.New(`^:[-+A-Za-z][-+\w]*:`)
)

// starts reports whether what stands at i matches; the match is short.
func (r *runes) starts(i int, m *lazyregexp.Regexp) bool {
	return m.MatchString(string(r.text[i:min(i+64, len(r.text))]))
}

// anywhere is the guard of a rune wherever in a line it stands.
func (r *runes) anywhere(i int) guard {
	c := r.text[i]
	switch {
	case isBreak(c):
		return r.breakAt(i)
	case c == ' ' || c == '\t':
		if r.at(i-1) == '\n' || r.at(i+1) == '\n' {
			return entity
		}
	case c < ' ':
		return entity
	case !r.mono(i) && r.special(i):
		return slash
	}
	return asIs
}

// breakAt is how a break within a block is written. Where no text follows, or
// a backslash stands before, readers differ on a backslash and a line feed.
func (r *runes) breakAt(i int) guard {
	if r.line || i == 0 || i+1 == len(r.text) || isBreak(r.text[i+1]) || r.text[i-1] == '\\' {
		return tagged
	}
	return newLine
}

// special reports whether the rune at i has a meaning wherever it stands.
func (r *runes) special(i int) bool {
	after := r.at(i + 1)
	switch r.text[i] {
	case '\\', '`', '*', '~', '^', '{':
		return true
	case '_':
		return !r.within(i)
	case '<':
		return after != ' '
	case '&':
		return r.starts(i, entityStart)
	case ':':
		return r.starts(i, emojiStart) && !isWord(r.at(i-1))
	case '@':
		return !unicode.IsSpace(after) && !r.within(i)
	case '|':
		return r.cell
	case '(', '[':
		return i > 0 && r.marker(i-1)
	}
	return false
}

// brackets escapes pairs that could be a link. Other pairs,
// such as “[sic]”, stay.
func (r *runes) brackets(l labels) {
	var open []int
	for b := range r.text {
		c := r.at(b)
		if (c == '[' || c == ']') && r.linked(b) {
			r.guards[b] = slash
			continue
		}
		if c == '[' {
			open = append(open, b)
		}
		if c != ']' || len(open) == 0 {
			continue
		}
		a := open[len(open)-1]
		open = open[:len(open)-1]
		inner := string(r.text[a+1 : min(b, a+1000)])
		lineStart := a == 0 || isBreak(r.text[a-1])
		next := r.at(b + 1)
		switch {
		case strings.ContainsRune("([{\uFFFC", next) || b+1 < len(r.text) && r.linked(b+1),
			next == ':' && lineStart,
			l.has(inner):
			r.guards[a], r.guards[b] = slash, slash
		}
	}
}

// dollars escapes all dollar signs if one of them could end a formula.
func (r *runes) dollars() {
	var signs []int
	ends := false
	for i := range r.text {
		if r.at(i) != '$' {
			continue
		}
		ends = ends || len(signs) > 0 && !unicode.IsSpace(r.at(i-1)) && !unicode.IsDigit(r.at(i+1))
		signs = append(signs, i)
	}
	for _, i := range signs {
		if ends {
			r.guards[i] = slash
		}
	}
}

// box escapes brackets that would make an item one that can be done.
func (r *runes) box() {
	if r.at(0) == '[' && r.at(2) == ']' && len(r.text) > 2 && (unicode.IsSpace(r.text[1]) || strings.ContainsRune("xX", r.text[1])) {
		r.guards[0], r.guards[2] = slash, slash
	}
}

// noVerse writes breaks so that they are not those of verse.
func (r *runes) noVerse() {
	lines := 1
	for i, g := range r.guards {
		if g == newLine {
			if lines++; lines >= verseLines {
				r.guards[i] = tagged
			}
		}
	}
}

// headingEnd escapes a number sign that would close the heading.
func (r *runes) headingEnd() {
	if n := len(r.text); n > 0 && r.at(n-1) == '#' {
		r.guards[n-1] = slash
	}
}

// number matches what Pandoc and the others take for the number of an item.
var number = lazyregexp.New(`^\(?(?:[0-9]+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|#)[.)](?:\s|$)`)

// initial matches what looks like one but is none: the first letter of a name,
// or a page.
var initial = lazyregexp.New(`^(?:[A-Z]\. \S|p\. \d)`)

// lineStart escapes what has a meaning at the start of a line.
func (r *runes) lineStart(i int) {
	after := r.at(i + 1)
	escape := false
	switch r.text[i] {
	case '>', '|', ':', '%':
		escape = true
	case '-', '+':
		escape = !isWord(after)
	case '=':
		escape = i > 0
	case '#':
		k := i
		for r.at(k) == '#' {
			k++
		}
		escape = unicode.IsSpace(r.at(k))
	case doc.AtomRune:
		if after == ':' {
			r.guards[i+1] = slash
		}
	}
	if escape {
		r.guards[i] = slash
		return
	}
	line := string(r.text[i:min(i+32, len(r.text))])
	if m := number.FindString(line); m != "" && !initial.MatchString(line) {
		r.guards[i+len(strings.TrimRightFunc(m, unicode.IsSpace))-1] = slash
	}
}
