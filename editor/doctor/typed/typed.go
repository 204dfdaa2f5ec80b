// Package typed holds the grammar of what people type where a program has no
// notes: the label a typed note starts with, the markers in running text, and
// what a title looks like.
//
// Absent: any judgement. It says that “[1]” could be a marker, not that it is
// one.
package typed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Form is the shape in which a label or a marker is typed.
type Form uint8

// The forms, from those that hardly mean anything else to those that usually do.
const (
	Footnote Form = iota // [Footnote 1: …]
	Bracket              // [1], [^1], [Note 1], [FN#1]
	Raised               // ¹, ^1
	Curly                // {1}
	Symbol               // *, †
	Paren                // (1)
	Dot                  // 1.
	Close                // 1)
	Colon                // 1:
	Bare                 // 1
	Loose                // 1 where a marker is not likely: behind a blank, a capital, a year
)

// Label names a note: Key is what both the note and its marker show, without
// brackets: "12", "b", "iv", "*".
type Label struct {
	Key  string
	Form Form
}

// Lead finds the label with which a paragraph starts, and the number of bytes
// up to the text behind it; 0 if it starts with none.
func Lead(s string) (Label, int) {
	start := len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	if start == len(s) {
		return Label{}, 0
	}
	l, n := lead(s[start:])
	if n == 0 {
		return Label{}, 0
	}
	n += start
	rest := strings.TrimLeftFunc(s[n:], unicode.IsSpace)
	if l.Form >= Symbol && l.Form != Paren && rest == "" {
		return Label{}, 0 // “1.” or “* * *” alone is no note; “[1]” may stand on a line of its own
	}
	if next, _ := utf8.DecodeRuneInString(rest); l.Form == Symbol && isSymbol(next) {
		return Label{}, 0
	}
	return l, len(s) - len(rest)
}

func lead(s string) (Label, int) {
	switch s[0] {
	case '[':
		if key, n := footnote(s); n > 0 {
			return Label{key, Footnote}, n
		}
		key, n := bracket(s)
		if n > 0 && n < len(s) && (s[n] == ':' || s[n] == '.') {
			n++
		}
		return Label{key, Bracket}, n
	case '{':
		key, n := enclosed(s, '}')
		return Label{key, Curly}, n
	case '(':
		key, n := enclosed(s, ')')
		return Label{key, Paren}, n
	case '^':
		key, n := caret(s)
		return Label{key, Raised}, n
	}
	if key, n := raised(s); n > 0 {
		return Label{key, Raised}, n
	}
	if key, n := symbols(s); n > 0 {
		if r, _ := utf8.DecodeRuneInString(s[n:]); isSymbol(r) {
			return Label{}, 0
		}
		return Label{key, Symbol}, n
	}
	if key, n := named(s); n > 0 {
		return Label{key, Colon}, n
	}
	return numbered(s)
}

// noteNames are what stands before a number where the label says what it is.
var noteNames = []string{"footnote ", "note ", "fn#", "fn. ", "fn ", "n. ", "anm. "}

// afterName cuts the name off a label such as “Note 12”.
func afterName(s string) (rest string, cut int) {
	for _, name := range noteNames {
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) {
			return s[len(name):], len(name)
		}
	}
	return s, 0
}

// named reads “Note 1. ”, “Footnote 1: ”.
func named(s string) (string, int) {
	rest, cut := afterName(s)
	n := digits(rest)
	if cut < 3 || n == 0 || n > 3 || len(rest) < n+2 || !strings.ContainsRune(".:)", rune(rest[n])) || rest[n+1] != ' ' {
		return "", 0
	}
	return rest[:n], cut + n + 1
}

// numbered reads “1. ”, “1) ”, “1: ”, “1 Word” and “a) ”.
func numbered(s string) (Label, int) {
	n := digits(s)
	if n == 0 {
		if len(s) > 2 && 'a' <= s[0] && s[0] <= 'z' && (s[1] == ')' || s[1] == '.') && s[2] == ' ' {
			return Label{s[:1], map[byte]Form{')': Close, '.': Dot}[s[1]]}, 2
		}
		return Label{}, 0
	}
	if n > 3 || n == len(s) || s[0] == '0' {
		return Label{}, 0
	}
	key, rest := s[:n], s[n+1:]
	next, _ := utf8.DecodeRuneInString(rest)
	opens := rest == "" || unicode.IsSpace(next) || unicode.IsLetter(next) || strings.ContainsRune(openers, next)
	switch {
	case s[n] == '.' && opens:
		return Label{key, Dot}, n + 1
	case s[n] == ')' && opens:
		return Label{key, Close}, n + 1
	case s[n] == ':' && (rest == "" || unicode.IsSpace(next)):
		return Label{key, Colon}, n + 1
	}
	text := strings.TrimLeftFunc(s[n:], unicode.IsSpace)
	next, _ = utf8.DecodeRuneInString(text)
	if len(text) < len(s)-n && (unicode.IsUpper(next) || strings.ContainsRune(openers, next) || digits(text) == 4) {
		return Label{key, Bare}, n
	}
	return Label{}, 0
}

// openers start a text as well as a letter does.
const openers = "“\"‘'«„_[{"

// footnote reads “[Footnote 1: ”, the way of transcribed books.
func footnote(s string) (string, int) {
	const word = "[footnote "
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return "", 0
	}
	end := strings.IndexByte(s[:min(len(s), len(word)+8)], ':')
	if end < 0 || !isKey(s[len(word):end]) {
		return "", 0
	}
	return s[len(word):end], end + 1
}

// bracket reads “[1]”, “[^1]”, “[b]”, “[*]” and “[Note 1]”.
func bracket(s string) (string, int) {
	if key, n := enclosed(s, ']'); n > 0 || len(s) < 3 {
		return key, n
	}
	if rest, cut := afterName(s[1:]); cut > 0 {
		if n := digits(rest); n > 0 && n < len(rest) && rest[n] == ']' {
			return rest[:n], 1 + cut + n + 1
		}
	}
	if s[1] != '^' {
		return "", 0
	}
	end := strings.IndexByte(s[:min(len(s), 24)], ']')
	if end < 3 || strings.ContainsFunc(s[2:end], func(r rune) bool { return r > 'z' || r <= ' ' }) {
		return "", 0
	}
	return s[2:end], end + 1
}

// enclosed reads a key between brackets.
func enclosed(s string, end byte) (string, int) {
	i := strings.IndexByte(s[:min(len(s), 12)], end)
	if i < 2 || !isKey(s[1:i]) {
		return "", 0
	}
	return s[1:i], i + 1
}

// caret reads “^1” and “^1^”.
func caret(s string) (string, int) {
	n := digits(s[1:])
	if n == 0 || n > 3 {
		return "", 0
	}
	if len(s) > n+1 && s[n+1] == '^' {
		return s[1 : n+1], n + 2
	}
	return s[1 : n+1], n + 1
}

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

func raisedDigit(r rune) (byte, bool) {
	if r < '²' {
		return 0, false
	}
	i := 0
	for _, d := range raisedDigits {
		if d == r {
			return byte('0' + i), true
		}
		i++
	}
	return 0, false
}

// raised reads superscript digits.
func raised(s string) (string, int) {
	var key []byte
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		d, ok := raisedDigit(r)
		if !ok || len(key) == 4 {
			break
		}
		key, n = append(key, d), n+size
	}
	return string(key), n
}

const symbolOrder = "*†‡§‖¶+#"

// isSymbol reports whether a rune is a symbol by itself; “+” and “#”, which
// stand for daggers in plain letters, are only between brackets.
func isSymbol(r rune) bool { return r != '+' && r != '#' && strings.ContainsRune(symbolOrder, r) }

// symbols reads up to four of one symbol.
func symbols(s string) (string, int) {
	first, size := utf8.DecodeRuneInString(s)
	if !isSymbol(first) {
		return "", 0
	}
	n := size
	for n < 4*size && strings.HasPrefix(s[n:], s[:size]) {
		n += size
	}
	return s[:n], n
}

func digits(s string) int {
	n := 0
	for n < len(s) && n < 8 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// isKey reports whether brackets around s can make a label: a number, one
// letter, a small Roman numeral or a symbol.
func isKey(s string) bool {
	if n := digits(s); n > 0 {
		return n == len(s) && n <= 4 && s[0] != '0'
	}
	if len(s) == 1 && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z') {
		return true
	}
	if _, n := symbols(s); n > 0 {
		return n == len(s)
	}
	if s != "" && (s[0] == '+' || s[0] == '#') {
		return strings.Trim(s, s[:1]) == "" && len(s) <= 3
	}
	return s != "" && roman(s) > 0
}

// Title reports whether a line reads like a title: short, without the end of a
// sentence, and no note.
func Title(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || utf8.RuneCountInString(s) > 120 || len(strings.Fields(s)) > 18 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"’')"))
	if strings.ContainsRune(".!;:,…", last) {
		return false
	}
	if _, n := Lead(s); n > 0 || !strings.ContainsFunc(s, unicode.IsLetter) {
		return false
	}
	return len(Marks(s, Bracket)) == 0
}

// Unnumbered reads “[Footnote: ” and “[Note: ”, which need no marker where they
// stand in the running text.
func Unnumbered(s string) (Label, int) {
	for _, word := range []string{"[footnote:", "[footnote.", "[note:"} {
		if len(s) > len(word) && strings.EqualFold(s[:len(word)], word) {
			n := len(word)
			return Label{s[1 : n-1], Footnote}, n + len(s[n:]) - len(strings.TrimLeftFunc(s[n:], unicode.IsSpace))
		}
	}
	return Label{}, 0
}
