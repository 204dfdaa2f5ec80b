package editor

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// The no-break spaces of French: a full one, and a narrow one.
const (
	noBreak       = "\u00a0"
	narrowNoBreak = "\u202f"
)

// typography is how a language sets quotation marks and spaces.
type typography struct {
	double, single [2]string // what opens and closes a quotation, and one within it
	// spaces are what stands before punctuation, by the mark.
	spaces map[rune]string
	// elided are the words that begin with an apostrophe, without it.
	elided []string
	years  bool // two digits behind an apostrophe are a year
	apart  bool // blanks stand within the marks of a quotation, whoever sets them
}

// apostrophe is the same in all languages.
const apostrophe = "’"

// Pairs that several languages share.
var (
	high      = [2]string{"“", "”"}
	highOne   = [2]string{"‘", "’"}
	low       = [2]string{"„", "“"}
	lowOne    = [2]string{"‚", "‘"}
	lowHigh   = [2]string{"„", "”"}
	lowRight  = [2]string{"‚", "’"}
	right     = [2]string{"”", "”"}
	rightOne  = [2]string{"’", "’"}
	angle     = [2]string{"«", "»"}
	angleOne  = [2]string{"‹", "›"}
	inward    = [2]string{"»", "«"}
	spaced    = [2]string{"«" + noBreak, noBreak + "»"}
	narrow    = [2]string{"«" + narrowNoBreak, narrowNoBreak + "»"}
	narrowOne = [2]string{"‹" + narrowNoBreak, narrowNoBreak + "›"}
	corner    = [2]string{"「", "」"}
	cornerTwo = [2]string{"『", "』"}
)

var (
	// Lexique des règles typographiques en usage à l'Imprimerie nationale.
	french = map[rune]string{';': narrowNoBreak, '!': narrowNoBreak, '?': narrowNoBreak, ':': noBreak, '»': noBreak}
	swiss  = map[rune]string{';': narrowNoBreak, '!': narrowNoBreak, '?': narrowNoBreak, ':': narrowNoBreak, '»': narrowNoBreak}
	// The Office québécois de la langue française sets no space before ; ! ?.
	quebec = map[rune]string{':': noBreak, '»': noBreak}

	english   = strings.Fields("bout cause cept em gainst fraid n neath nother nuff round scuse til tis twas tween twere twill twixt twould")
	dutch     = strings.Fields("k m n r s t")
	afrikaans = strings.Fields("n")
)

// typographies are by language, script or region, after the delimiters of the
// Unicode CLDR; where it has single marks first, the double ones stand first
// here, since the key is chosen by the hand. A language that is not there is
// set as English.
var typographies = map[string]typography{
	"en":      {double: high, single: highOne, elided: english, years: true},
	"af":      {double: high, single: highOne, elided: afrikaans},
	"ar":      {double: [2]string{"”", "“"}, single: [2]string{"’", "‘"}},
	"be":      {double: angle, single: low},
	"bg":      {double: low, single: lowOne},
	"bs":      {double: lowHigh, single: highOne},
	"ca":      {double: angle, single: high},
	"cs":      {double: low, single: lowOne},
	"da":      {double: high, single: highOne},
	"de":      {double: low, single: lowOne},
	"de-CH":   {double: angle, single: angleOne},
	"de-LI":   {double: angle, single: angleOne},
	"el":      {double: angle, single: high},
	"es":      {double: angle, single: high},
	"es-MX":   {double: high, single: highOne},
	"et":      {double: low, single: lowOne},
	"fa":      {double: angle, single: angleOne},
	"fi":      {double: right, single: rightOne},
	"fr":      {double: spaced, single: high, spaces: french},
	"fr-CA":   {double: spaced, single: high, spaces: quebec},
	"fr-CH":   {double: narrow, single: narrowOne, spaces: swiss},
	"he":      {double: right, single: rightOne},
	"hr":      {double: lowHigh, single: lowRight},
	"hu":      {double: lowHigh, single: inward},
	"hy":      {double: angle, single: angle},
	"is":      {double: low, single: lowOne},
	"it":      {double: angle, single: high},
	"it-CH":   {double: angle, single: angleOne},
	"ja":      {double: corner, single: cornerTwo},
	"ka":      {double: low, single: lowOne},
	"lt":      {double: low, single: lowOne},
	"mk":      {double: low, single: [2]string{"’", "‘"}},
	"nb":      {double: angle, single: highOne},
	"nl":      {double: high, single: highOne, elided: dutch},
	"nn":      {double: angle, single: highOne},
	"no":      {double: angle, single: highOne},
	"pl":      {double: lowHigh, single: angle},
	"pt-PT":   {double: angle, single: high},
	"ro":      {double: lowHigh, single: angle},
	"ru":      {double: angle, single: low},
	"sk":      {double: low, single: lowOne},
	"sl":      {double: low, single: lowOne},
	"sq":      {double: angle, single: high},
	"sr":      {double: lowHigh, single: rightOne},
	"sv":      {double: right, single: rightOne},
	"uk":      {double: angle, single: low},
	"zh-Hant": {double: corner, single: cornerTwo},
	"zh-TW":   {double: corner, single: cornerTwo},
	"zh-HK":   {double: corner, single: cornerTwo},
}

// typographyOf finds the typography of an essay's language, or of the usual one
// if the essay names none.
func typographyOf(tag string, h Habits) typography {
	if tag == "" {
		tag = h.Language
	}
	tag = strings.ReplaceAll(tag, "_", "-")
	t, ok := typographies[tag]
	for !ok && tag != "" {
		cut := max(0, strings.LastIndexByte(tag, '-'))
		tag = tag[:cut]
		t, ok = typographies[tag]
	}
	if !ok {
		t = typographies["en"]
	}
	t.apart = t.spaces != nil
	if !h.Spaces {
		t.spaces = nil
		for _, pair := range []*[2]string{&t.double, &t.single} {
			for i := range pair {
				pair[i] = strings.Trim(pair[i], noBreak+narrowNoBreak)
			}
		}
	}
	return t
}

// mark is a pair's opening or closing mark without its space.
func mark(s string) rune {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return r
		}
	}
	return 0
}

// quotes puts the language's quotation marks and apostrophes in the place of
// straight ones.
func (at typedAt) quotes(r rune, h Habits, t typography) (conversion, bool) {
	if !h.Quotes {
		return conversion{}, false
	}
	switch {
	case r == '\'' && at.elision(2, t) == "n" && slices.Contains(t.elided, "n"): // rock ’n’ roll
		return at.put("Apostrophe", 3, apostrophe+string(at.rune(2))+apostrophe)
	case r == '"':
		return at.quote(t.double, t)
	case r == '\'' && isWordRune(at.beforeMarkers(2)):
		if mark(t.single[1]) != mark(apostrophe) && at.unclosed(t.single) {
			return at.quote(t.single, t)
		}
		return at.put("Apostrophe", 1, apostrophe)
	case r == '\'':
		return at.quote(t.single, t)
	case unicode.IsSpace(r) || unicode.IsPunct(r):
		word := at.elision(2, t)
		year := t.years && len(strings.TrimRight(word, "0123456789")) == 0 && len(word) == 2
		decade := t.years && len(word) == 3 && word[2] == 's' && isDigits(word[:2])
		if word != "" && (year || decade || slices.Contains(t.elided, word)) {
			p := at.head - 2 - doc.Pos(len([]rune(word)))
			return at.putAt("Apostrophe", p, p+1, apostrophe)
		}
	}
	return conversion{}, false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// elision is the word that ends at the n-th character before the caret, in
// small letters, if an opening single mark stands before it that may be an
// apostrophe; else "".
func (at typedAt) elision(n int, t typography) string {
	end := len(at.before) - n + 1
	from := end
	for from > 0 && end-from < 10 && isWordRune(at.before[from-1]) {
		from--
	}
	if from < 1 || from == end || at.before[from-1] != mark(t.single[0]) || !opens(runeBefore(at.before, from-1)) {
		return ""
	}
	return strings.ToLower(string(at.before[from:end]))
}

func runeBefore(text []rune, i int) rune {
	if i < 1 {
		return 0
	}
	return text[i-1]
}

// beforeMarkers is the n-th character before the caret, or the one before it
// where markers stand between.
func (at typedAt) beforeMarkers(n int) rune {
	for at.rune(n) == doc.AtomRune {
		n++
	}
	return at.rune(n)
}

// quote puts an opening or a closing mark in the place of the last character:
// what stands before it decides.
func (at typedAt) quote(pair [2]string, t typography) (conversion, bool) {
	const label = "Quotation mark"
	prev := at.beforeMarkers(2)
	closes := t.apart && isGuillemet(mark(pair[1])) && unicode.IsSpace(prev) && at.unclosed(pair)
	switch {
	case closes && prev == ' ' && t.spaces != nil:
		return at.put(label, 2, pair[1])
	case closes:
		return at.put(label, 1, string(mark(pair[1])))
	case opens(prev) && (!isDash(prev) || !at.unclosed(pair)), at.elides(2) && !at.unclosed(pair):
		return at.put(label, 1, pair[0])
	}
	return at.put(label, 1, pair[1])
}

// elides reports whether the n-th character before the caret is an apostrophe
// behind a letter, as in l’«uomo».
func (at typedAt) elides(n int) bool {
	return at.rune(n) == mark(apostrophe) && unicode.IsLetter(at.rune(n+1))
}

func isGuillemet(r rune) bool { return r == '»' || r == '›' }

// opens reports whether a quotation opens behind a character; 0 is a block's
// start.
func opens(r rune) bool {
	return r == 0 || unicode.IsSpace(r) || isDash(r) || strings.ContainsRune("([{<¿¡/“‘„‚«‹「『", r)
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }

// unclosed reports whether a quotation was opened in the block and is not
// closed.
func (at typedAt) unclosed(pair [2]string) bool {
	opening, closing := mark(pair[0]), mark(pair[1])
	open := false
	for i, r := range at.before[:len(at.before)-1] {
		switch {
		case opening == closing:
			if r == opening {
				open = opens(runeBefore(at.before, i))
			}
		case r == opening:
			open = true
		case r == closing:
			open = false
		}
	}
	return open
}

// hyphensMax is how many hyphens may be a dash.
const hyphensMax = 3

// dashes makes dashes of hyphens, and an ellipsis of full stops. Hyphens at the
// start of a paragraph wait for what follows: three and Return are a thematic
// break.
func (at typedAt) dashes(r rune, h Habits, _ typography) (conversion, bool) {
	if !h.Dashes {
		return conversion{}, false
	}
	waits := h.Markdown && at.whole && at.b.Kind == doc.Paragraph
	hyphens := strings.Trim(string(at.before), "-") == ""
	switch {
	case r == '.' && at.rune(2) == '.' && at.rune(3) == '.' && at.rune(4) != '.':
		return at.put("Ellipsis", 3, "…")
	case r == '-' && at.rune(2) == '–':
		return at.put("Dash", 2, "—")
	case r == '-' && at.rune(2) == '-' && !isDash(at.rune(3)) && (!waits || !hyphens):
		return at.put("Dash", 2, "–")
	case r != '-' && waits && len(at.before) <= hyphensMax+1 && len(at.before) > 2 &&
		strings.Trim(string(at.before[:len(at.before)-1]), "-") == "":
		dash := "–"
		if len(at.before) == 4 {
			dash = "—"
		}
		return at.putAt("Dash", at.start, at.head-1, dash)
	}
	return conversion{}, false
}

// spaces sets the no-break spaces of punctuation, in the place of blanks that
// were typed.
func (at typedAt) spaces(r rune, _ Habits, t typography) (conversion, bool) {
	const label = "No-break space"
	space, prev := t.spaces[r], at.rune(2)
	switch {
	case t.spaces == nil:
	case r == '«':
		return at.put(label, 1, "«"+t.spaces['»'])
	case r == ' ' && (string(prev) == noBreak || string(prev) == narrowNoBreak) && at.rune(3) == '«':
		return at.put(label, 1, "") // the space is there already
	case space == "":
	case prev == ' ' && !unicode.IsSpace(at.rune(3)) && at.rune(3) != 0:
		return at.put(label, 2, space+string(r))
	case r == ':' && (unicode.IsDigit(prev) || at.scheme()):
	case isWordRune(prev) || prev == doc.AtomRune || strings.ContainsRune(")]}»”’…%", prev) && prev != 0:
		return at.put(label, 1, space+string(r))
	}
	return conversion{}, false
}

// scheme reports whether the colon that was typed may be that of an address.
func (at typedAt) scheme() bool {
	word := string(at.before[:len(at.before)-1])
	for _, s := range []string{"http", "https", "mailto", "doi", "ftp"} {
		if rest, ok := strings.CutSuffix(word, s); ok && (rest == "" || !isWordRune([]rune(rest)[len([]rune(rest))-1])) {
			return true
		}
	}
	return false
}
