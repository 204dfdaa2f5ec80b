package typed

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mark is a place in running text where a marker may stand. From and To count
// bytes.
type Mark struct {
	Label
	From, To int
	Glued    bool // no blank stands before it
}

// Marks finds what could be markers of the given forms, in order; no marker
// has the form [Footnote]. Of weak forms it takes what stands where markers
// stand: glued to the word or the punctuation before it, and followed by the
// end of the word. The second of two stars around words is no marker.
func Marks(s string, forms ...Form) []Mark {
	var want [Loose + 1]bool
	for _, f := range forms {
		want[f] = f != Footnote
	}
	var out []Mark
	before, emphasis := rune(' '), false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		l, n := mark(s, i, r, before)
		if r == '*' {
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			closes := emphasis && l.Form == Symbol
			emphasis = !closes && (emphasis || !endsWord(before) && !unicode.IsSpace(next))
			if closes {
				l = Label{} // the end of *emphasis*
			}
		}
		if n > 0 && want[l.Form] && !leads(s, i, n) {
			out = append(out, Mark{l, i, i + n, !unicode.IsSpace(before)})
		}
		if n == 0 {
			n = size
		}
		before, _ = utf8.DecodeLastRuneInString(s[i : i+n])
		i += n
	}
	return out
}

// IsPower reports whether raised digits behind a text are an exponent: “10³”,
// “40 km²”.
func IsPower(before string) bool {
	word := before[strings.LastIndexAny(before, " \u00a0(\n")+1:]
	word = word[strings.LastIndexAny(word, "×·")+1:]
	return strings.Contains(" 10 m cm mm km ft in mi yd x y z n r c mc ", " "+strings.TrimSpace(word)+" ")
}

// leads reports whether what stands at s[i:] opens the text as a label does.
func leads(s string, i, n int) bool {
	if strings.TrimSpace(s[:i]) != "" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	return unicode.IsSpace(next)
}

// mark reads a possible marker at s[i:], which starts with r.
func mark(s string, i int, r, before rune) (Label, int) {
	rest := s[i:]
	switch {
	case r == '[':
		key, n := bracket(rest)
		next, _ := utf8.DecodeRuneInString(rest[n:])
		if n > 0 && isLetterKey(key) && (unicode.IsSpace(before) || unicode.IsLetter(next) || next == '/') {
			return Label{}, 0 // “in [a] harbour” is an editor's hand, and “M[a]n” spelling
		}
		return Label{key, Bracket}, n
	case r == '(':
		key, n := enclosed(rest, ')')
		if unicode.IsDigit(before) && !afterYear(s[:i]) || before == ')' && parenKey(s[:i]) {
			return Label{}, n // “501(c)(3)”
		}
		return Label{key, Paren}, n
	case r == '{':
		key, n := enclosed(rest, '}')
		return Label{key, Curly}, n
	case r == '^' && endsWord(before):
		key, n := caret(rest)
		return Label{key, Raised}, n
	case '0' <= r && r <= '9':
		return bareMark(s, i, before)
	}
	if _, ok := raisedDigit(r); ok && endsWord(before) {
		key, n := raised(rest)
		if IsPower(s[:i]) {
			return Label{}, n
		}
		return Label{key, Raised}, n
	}
	if isSymbol(r) && endsWord(before) {
		key, n := symbols(rest)
		if next, _ := utf8.DecodeRuneInString(rest[n:]); n < len(rest) && (unicode.IsLetter(next) || unicode.IsDigit(next) || isSymbol(next)) {
			return Label{}, n
		}
		return Label{key, Symbol}, n
	}
	return Label{}, 0
}

// bareMark reads digits glued to the end of a word or a sentence; behind
// capitals, years and the like they are [Loose]. A number that is none is
// skipped whole.
func bareMark(s string, i int, before rune) (Label, int) {
	n := digits(s[i:])
	whole := n
	if unicode.IsSpace(before) {
		return looseMark(s, i, n)
	}
	for i+whole < len(s) && '0' <= s[i+whole] && s[i+whole] <= '9' {
		whole++
	}
	next, _ := utf8.DecodeRuneInString(s[i+whole:])
	ends := i+whole == len(s) || unicode.IsSpace(next) || strings.ContainsRune(".,;:!?)”’\"—–[", next)
	if whole > 3 || s[i] == '0' || !ends || !endsWord(before) {
		return Label{}, whole
	}
	if i+whole < len(s)-1 && (next == '.' || next == ',' || next == ':') {
		if after := s[i+whole+1]; '0' <= after && after <= '9' {
			return Label{}, whole
		}
	}
	if afterYear(s[:i]) {
		return Label{s[i : i+n], Loose}, n
	}
	if !afterWord(s[:i]) {
		if strings.ContainsRune("_)]”\"’", before) || unicode.IsLetter(before) && len(s[:i])-strings.LastIndexByte(s[:i], ' ') > 3 {
			return Label{s[i : i+n], Loose}, n
		}
		return Label{}, whole
	}
	return Label{s[i : i+n], Bare}, n
}

// parenKey reports whether s ends in a key between parentheses.
func parenKey(s string) bool {
	open := strings.LastIndexByte(s[max(0, len(s)-6):], '(')
	return open >= 0 && isKey(s[max(0, len(s)-6)+open+1:len(s)-1])
}

// afterYear reports whether s ends in a year and a stop: “in 1822.”, behind
// which a number may be the rest of another, or a marker.
func afterYear(s string) bool {
	s = strings.TrimRight(s, ".,;”’\"')")
	if len(s) < 5 || s[len(s)-5] != ' ' {
		return false
	}
	year := s[len(s)-4:]
	return digits(year) == 4 && year >= "1400" && year < "2100"
}

// looseMark reads digits between blanks where a sentence has ended: “tide. 12 ”.
func looseMark(s string, i, n int) (Label, int) {
	ended := strings.TrimRight(s[max(0, i-24):i], " \n\t”’\"')")
	ends := i+n == len(s) || s[i+n] == ' ' || s[i+n] == '\n'
	if n > 3 || s[i] == '0' || !ends || ended == "" || !strings.ContainsRune(".,;:!?", rune(ended[len(ended)-1])) || !afterWord(ended) {
		return Label{}, n
	}
	return Label{s[i : i+n], Loose}, n
}

// shortWords are the words of two letters with which sentences end; others are
// abbreviations as likely.
const shortWords = " it is he me us we so do go on in at up to of by an as be my am if or "

// afterWord reports whether s ends in a word of small letters, with or
// without punctuation behind it: “tide”, “tide.”, “tide,”)”; not “p.”,
// “B”, “3.” or “U.S.”.
func afterWord(s string) bool {
	s = s[max(0, len(s)-24):]
	s = strings.TrimRight(s, ".,;:!?)”’\"'»]")
	letters, whole := 0, s
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLower(r) {
			break
		}
		letters++
		s = s[:len(s)-size]
	}
	return letters >= 3 || letters == 2 && strings.Contains(shortWords, " "+whole[len(s):]+" ")
}

func endsWord(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune("([{“‘—–-/=+", r)
}

func isLetterKey(key string) bool { return key != "" && (key[0]|0x20) >= 'a' && (key[0]|0x20) <= 'z' }

// Ordinal is the place of a key in its series, counted from 1: of "7" it is 7,
// of "c" 3, of "†" 2, of "**" 1 after those of one symbol. Letters that are
// Roman numerals too are read as roman says. It is 0 for any other key.
func Ordinal(key string, romans bool) int {
	if key == "" {
		return 0
	}
	if n, err := strconv.Atoi(key); err == nil {
		return n
	}
	if r := roman(key); r > 0 && (romans || len(key) > 1) {
		return r
	}
	if len(key) == 1 && isLetterKey(key) {
		return int(key[0]|0x20-'a') + 1
	}
	first, size := utf8.DecodeRuneInString(key)
	place := 1
	for _, s := range symbolOrder {
		if s == first {
			if first == '*' || place > 6 {
				return len(key) + place/7 // *, **, *** count on by themselves
			}
			return place + 6*(len(key)/size-1)
		}
		place++
	}
	return 0
}

// roman is the value of a small or capital Roman numeral below 90, or 0.
func roman(s string) int {
	values := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	total, last := 0, 0
	if len(s) > 8 {
		return 0
	}
	lower := strings.ToLower(s)
	if lower != s && strings.ToUpper(s) != s {
		return 0
	}
	for i := len(lower) - 1; i >= 0; i-- {
		v := values[lower[i]]
		switch {
		case v == 0:
			return 0
		case v < last:
			total -= v
		default:
			total, last = total+v, v
		}
	}
	if total < 1 || numeral(total) != lower {
		return 0
	}
	return total
}

// numeral writes n as a small Roman numeral.
func numeral(n int) string {
	var b strings.Builder
	for _, p := range []struct {
		value int
		text  string
	}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= p.value {
			b.WriteString(p.text)
			n -= p.value
		}
	}
	return b.String()
}
