package bibtex

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// Report is told what is wrong in a file: in which line, counted from 1, and
// what, in a sentence.
type Report func(line int, says string)

// entry is an entry as it is written, with strings resolved.
type entry struct {
	line   int
	kind   string // in lower case
	key    string
	fields map[string]string // by name in lower case
	order  []string
}

func (e *entry) set(name, value string) {
	if _, ok := e.fields[name]; !ok {
		e.order = append(e.order, name)
	}
	e.fields[name] = value
}

// name is how a report speaks of the entry.
func (e *entry) name() string {
	if e.key == "" {
		return "@" + e.kind
	}
	return e.key
}

// scanner walks through a file.
type scanner struct {
	src     string
	at      int
	counted int // up to here lines are counted
	line    int
	strings map[string]string
	report  Report
	entries []*entry
	// guessed says that the value just read was not closed, so that what
	// follows it is the beginning of another field.
	guessed   bool
	searched  int  // up to here isComment has looked at lines
	commented bool // the line there is commented out
	wasted    int  // characters read in search of braces that were not there
}

// maxWasted keeps a file of nothing but opening braces from taking its square
// in time.
const maxWasted = 16 << 20

// predefined are the strings that every style of BibTeX defines.
var predefined = map[string]string{
	"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
	"aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}

const (
	entryPattern = `(?i:@(?:string|comment|preamble|xdata|`
	fieldPattern = `[A-Za-z][\w-]*[ \t]*=[ \t]*["{\w]`
)

var (
	// entryStart is an entry at the start of a line. Inside a value it tells
	// that a brace before it was never closed.
	entryStart = lazyregexp.New(`(?m)^[ \t]*` + entryPattern + strings.Join(entryTypes(), "|") + `)[ \t]*[{(])`)
	fieldStart = lazyregexp.New(`(?m)^[ \t]*` + fieldPattern)
	anyStart   = lazyregexp.New(`(?m)^[ \t]*(?:` + fieldPattern + `|` + entryPattern + strings.Join(entryTypes(), "|") + `)[ \t]*[{(]))`)
)

// scan finds all entries of a file.
func scan(src string, report Report) []*entry {
	s := &scanner{src: src, line: 1, strings: map[string]string{}, report: report}
	for name, value := range predefined {
		s.strings[name] = value
	}
	for s.next() {
		s.object()
	}
	return s.entries
}

// lineOf counts lines up to an offset, which must not fall.
func (s *scanner) lineOf(at int) int {
	if at > s.counted {
		s.line += strings.Count(s.src[s.counted:at], "\n")
		s.counted = at
	}
	return s.line
}

// next moves behind the next @ that is neither commented out nor part of an
// address.
func (s *scanner) next() bool {
	for s.at < len(s.src) {
		i := strings.IndexByte(s.src[s.at:], '@')
		if i < 0 {
			return false
		}
		at := s.at + i
		s.at = at + 1
		before, _ := utf8.DecodeLastRuneInString(s.src[:at])
		address := unicode.IsLetter(before) || unicode.IsDigit(before)
		if !address && !s.isComment(at) {
			return true
		}
	}
	return false
}

// isComment reports whether the line of an offset is commented out. Offsets
// must not fall.
func (s *scanner) isComment(at int) bool {
	if i := strings.LastIndexByte(s.src[s.searched:at], '\n'); i >= 0 || s.searched == 0 {
		start := s.searched + i + 1
		s.commented = strings.HasPrefix(strings.TrimLeft(s.src[start:at], " \t"), "%")
	}
	s.searched = at
	return s.commented
}

// object reads what follows an @.
func (s *scanner) object() {
	start := s.at
	s.space()
	kind := strings.ToLower(s.word())
	if kind == "" {
		s.at = start
		return
	}
	s.space()
	open := s.peek()
	if kind == "comment" && open != '{' {
		return
	}
	if open != '{' && open != '(' {
		if known[kind] {
			s.report(s.lineOf(start), fmt.Sprintf("The @%s has no { after it and is left out.", kind))
		}
		s.at = start
		return
	}
	s.at++
	closing := byte('}')
	if open == '(' {
		closing = ')'
	}
	line := s.lineOf(start)
	switch kind {
	case "comment":
		s.comment()
	case "preamble":
		s.value("preamble", closing)
		s.end(kind, closing)
	case "string":
		e := &entry{line: line, kind: kind, fields: map[string]string{}}
		s.body(e, closing)
		for name, value := range e.fields {
			s.strings[name] = value
		}
	default:
		e := &entry{line: line, kind: kind, fields: map[string]string{}}
		s.key(e, closing)
		s.body(e, closing)
		s.entries = append(s.entries, e)
	}
}

// comment skips a comment whose brace is closed; else only the brace, because
// entries may follow.
func (s *scanner) comment() {
	if end, ok := s.balanced(s.at, '}'); ok {
		s.at = end + 1
	}
}

// key reads the key up to its comma. An entry may lack it.
func (s *scanner) key(e *entry, closing byte) {
	s.space()
	end := s.at
	for end < len(s.src) && s.src[end] != ',' && s.src[end] != closing && s.src[end] != '\n' && s.src[end] != '=' {
		end++
	}
	if end < len(s.src) && s.src[end] == '=' {
		s.report(s.lineOf(s.at), fmt.Sprintf("The @%s has no key.", e.kind))
		return
	}
	e.key = strings.TrimSpace(s.src[s.at:end])
	if e.key == "" {
		s.report(s.lineOf(s.at), fmt.Sprintf("The @%s has no key.", e.kind))
	}
	s.at = end
	s.space()
	if s.peek() != ',' && s.peek() != closing {
		s.report(s.lineOf(s.at), fmt.Sprintf("There is no comma after the key %s.", e.key))
	}
}

// body reads the fields of an entry and its closing brace.
func (s *scanner) body(e *entry, closing byte) {
	for {
		s.separators()
		switch c := s.peek(); {
		case c == 0 && s.at >= len(s.src), c == '@' && s.startsEntry(s.at):
			s.report(s.lineOf(s.at), fmt.Sprintf("The entry %s, begun in line %d, is not closed.", e.name(), e.line))
			return
		case c == closing, c == '}':
			s.at++
			return
		}
		if !s.field(e, closing) {
			s.skip(closing)
		}
	}
}

// field reads one field, and reports whether it could.
func (s *scanner) field(e *entry, closing byte) bool {
	start := s.at
	name := strings.ToLower(s.word())
	s.space()
	if name == "" || s.peek() != '=' {
		s.report(s.lineOf(start), fmt.Sprintf("In %s, %s is no field and is left out.", e.name(), excerpt(s.src[start:])))
		s.at = max(s.at, start+1)
		return false
	}
	s.at++
	value := s.value(e.name(), closing)
	if old, ok := e.fields[name]; ok && old != value && e.kind != "string" {
		s.report(s.lineOf(start), fmt.Sprintf("%s has two fields %s; the first is taken.", e.name(), name))
		return true
	}
	e.set(name, value)
	end := s.at
	s.space()
	if c := s.peek(); c != ',' && c != closing && s.at < len(s.src) && !s.guessed {
		s.report(s.lineOf(end), fmt.Sprintf("In %s there is no comma after %s.", e.name(), name))
	}
	return true
}

// skip moves to the next comma, the end of the line or of the entry.
func (s *scanner) skip(closing byte) {
	for s.at < len(s.src) {
		c := s.src[s.at]
		if c == ',' || c == '\n' || c == closing || c == '}' || c == '@' {
			if c == '@' && !s.startsEntry(s.at) {
				s.at++
			}
			return
		}
		if c == '{' {
			if end, ok := s.balanced(s.at+1, '}'); ok {
				s.at = end
			}
		}
		s.at++
	}
}

// end moves behind a closing brace.
func (s *scanner) end(what string, closing byte) {
	s.space()
	if s.peek() == closing {
		s.at++
		return
	}
	s.report(s.lineOf(s.at), fmt.Sprintf("The @%s is not closed.", what))
}

// separators skips commas, white space and comments between fields.
func (s *scanner) separators() {
	for s.at < len(s.src) {
		s.space()
		switch s.peek() {
		case ',':
			s.at++
		case '%':
			if i := strings.IndexByte(s.src[s.at:], '\n'); i >= 0 {
				s.at += i
			} else {
				s.at = len(s.src)
			}
		default:
			return
		}
	}
}

func (s *scanner) space() {
	for s.at < len(s.src) && isSpace(s.src[s.at]) {
		s.at++
	}
}

// word reads a name of an entry type or a field.
func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && !strings.ContainsRune("{}(),=\"#%@'\\", rune(s.src[s.at])) {
		s.at++
	}
	return s.src[start:s.at]
}

func (s *scanner) peek() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// excerpt is the beginning of a text, for a report.
func excerpt(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(s[:min(len(s), 100)], "")), "\n")
	if runes := []rune(line); len(runes) > 20 {
		line = string(runes[:20]) + "…"
	}
	return "“" + strings.TrimSpace(line) + "”"
}
