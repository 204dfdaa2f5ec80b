package csl

import (
	"strings"
	"unicode"
)

// textCase is a value of the text-case attribute.
type textCase uint8

const (
	caseNone textCase = iota
	caseLower
	caseUpper
	caseCapitalizeFirst
	caseCapitalizeAll
	caseSentence
	caseTitle
)

func parseTextCase(v string) textCase {
	return map[string]textCase{
		"lowercase":        caseLower,
		"uppercase":        caseUpper,
		"capitalize-first": caseCapitalizeFirst,
		"capitalize-all":   caseCapitalizeAll,
		"sentence":         caseSentence,
		"title":            caseTitle,
	}[v]
}

// stopWords stay in lower case inside titles.
var stopWords = setOf(strings.Fields(`a across afore after against ahead along alongside amid amidst
	among amongst an and anenst apart apropos apud around as aside astride at athwart atop barring
	before behind below beneath beside besides between beyond but by c ca circa d d' de despite down
	during et except for forenenst from given in inside into lest like modulo near next nor
	notwithstanding of off on onto or out outside over per plus pro qua sans since so than the
	through throughout thru thruout till to toward towards under underneath until unto up upon v van
	versus via vis-à-vis von vs whereas with within without yet`))

// A few stop words count only together with the word after them.
var stopPairs = map[string]string{
	"according": "to", "ahead": "of", "apart": "from", "as": "regards", "back": "to", "because": "of",
	"close": "to", "due": "to", "far": "from", "instead": "of", "outside": "of", "prior": "to",
	"pursuant": "to", "rather": "than", "regardless": "of", "such": "as", "that": "of",
}

// applyCase changes the case of everything in n that is not protected. The
// number of characters stays the same, so that texts keep their borders.
func applyCase(n *node, c textCase, turkic, english bool) {
	if c == caseNone || c == caseTitle && !english {
		return
	}
	var text []rune
	var protected []bool
	leaves := n.leaves()
	for _, l := range leaves {
		for _, r := range *l.text {
			text = append(text, r)
			protected = append(protected, l.protected)
		}
	}
	t := caser{text, protected, turkic}
	switch c {
	case caseLower:
		t.each(t.lower)
	case caseUpper:
		t.each(t.upper)
	case caseCapitalizeFirst:
		t.capitalizeFirst()
	case caseCapitalizeAll:
		t.words(func(start, end int) { t.raiseIfLower(start, end) })
	case caseSentence:
		t.sentence()
	case caseTitle:
		t.title()
	}
	at := 0
	for _, l := range leaves {
		size := len([]rune(*l.text))
		*l.text = string(text[at : at+size])
		at += size
	}
}

// caser changes a text in place.
type caser struct {
	text      []rune
	protected []bool
	turkic    bool
}

func (t *caser) each(f func(int)) {
	for i := range t.text {
		if !t.protected[i] {
			f(i)
		}
	}
}

func (t *caser) upper(i int) {
	if t.protected[i] {
		return
	}
	if t.turkic {
		t.text[i] = unicode.TurkishCase.ToUpper(t.text[i])
		return
	}
	t.text[i] = unicode.ToUpper(t.text[i])
}

func (t *caser) lower(i int) {
	if t.protected[i] {
		return
	}
	if t.turkic {
		t.text[i] = unicode.TurkishCase.ToLower(t.text[i])
		return
	}
	t.text[i] = unicode.ToLower(t.text[i])
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’' || r == '`'
}

// words calls f for every run of letters and digits.
func (t *caser) words(f func(start, end int)) {
	for i := 0; i < len(t.text); {
		if !isWordRune(t.text[i]) {
			i++
			continue
		}
		start := i
		for i < len(t.text) && isWordRune(t.text[i]) {
			i++
		}
		for start < i && (t.text[start] == '\'' || t.text[start] == '’') {
			start++
		}
		if start < i {
			f(start, i)
		}
	}
}

// capitalizeFirst raises the first letter if its word is all in lower case.
func (t *caser) capitalizeFirst() {
	for i, r := range t.text {
		if t.protected[i] && unicode.IsLetter(r) {
			return
		}
		if isWordRune(r) && r != '\'' && r != '’' {
			end := i
			for end < len(t.text) && isWordRune(t.text[end]) {
				end++
			}
			t.raiseIfLower(i, end)
			return
		}
	}
}

// raiseIfLower raises a word's first letter unless the word has capitals.
func (t *caser) raiseIfLower(start, end int) {
	for i := start; i < end; i++ {
		if unicode.IsUpper(t.text[i]) {
			return
		}
	}
	t.upper(start)
}

// allUpper reports whether the text has capitals and nothing else that could
// be one.
func (t *caser) allUpper() bool {
	some := false
	for i, r := range t.text {
		if unicode.IsLower(r) && !t.protected[i] {
			return false
		}
		some = some || unicode.IsUpper(r) && !t.protected[i]
	}
	return some
}

func (t *caser) sentence() {
	first := true
	shout := t.allUpper()
	t.words(func(start, end int) {
		if t.protected[start] {
			first = false
			return
		}
		if first {
			first = false
			t.upper(start)
			if shout {
				for i := start + 1; i < end; i++ {
					t.lower(i)
				}
			}
			return
		}
		for i := start; i < end; i++ {
			t.lower(i)
		}
	})
}

type wordSpan struct{ start, end int }

// endsSentence reports whether a full stop stands before word n, which then
// keeps the capital it has.
func (t *caser) endsSentence(words []wordSpan, n int) bool {
	return n > 0 && strings.ContainsRune(string(t.text[words[n-1].end:words[n].start]), '.')
}

// title capitalizes every word but stop words, which are kept only at the
// beginning, at the end, and after a colon or a question mark.
func (t *caser) title() {
	var words []wordSpan
	t.words(func(start, end int) { words = append(words, wordSpan{start, end}) })
	for n, w := range words {
		low := strings.ToLower(string(t.text[w.start:w.end]))
		opening := n == 0 || t.opensSentence(words[n-1].end, w.start)
		closing := n == len(words)-1
		hyphenBefore := w.start > 0 && isHyphen(t.text[w.start-1]) && n > 0 && words[n-1].end == w.start-1
		hyphenAfter := w.end < len(t.text) && isHyphen(t.text[w.end]) && !closing && words[n+1].start == w.end+1
		next := ""
		if !closing {
			next = strings.ToLower(string(t.text[words[n+1].start:words[n+1].end]))
		}
		stop := stopWords[strings.Trim(low, "'’")] || stopPairs[low] != "" && stopPairs[low] == next
		if w.end-w.start == 1 && !opening || !opening && w.start > 0 && t.text[w.start-1] == '’' {
			continue // "07-x", "edition of x", "’til"
		}
		switch {
		case stop && !opening && (!closing || hyphenBefore) && (!hyphenAfter || hyphenBefore):
			if t.isCapitalized(w.start, w.end) && !t.endsSentence(words, n) {
				t.lower(w.start)
			}
		default:
			t.raiseIfLower(w.start, w.end)
		}
	}
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// isCapitalized reports whether only the first letter is a capital; other
// words, such as "AND", are written so on purpose.
func (t *caser) isCapitalized(start, end int) bool {
	for i := start + 1; i < end; i++ {
		if unicode.IsUpper(t.text[i]) {
			return false
		}
	}
	return end-start > 1
}

// opensSentence reports whether the text between two words ends a clause in
// such a way that the second starts afresh.
func (t *caser) opensSentence(from, to int) bool {
	return strings.ContainsAny(string(t.text[from:to]), ":?!")
}
