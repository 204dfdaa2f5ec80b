package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// labels are the locators of CSL, with what they are called where they are
// typed; the first name is that which is written.
var labels = []struct {
	label string
	names []string
}{
	{"page", []string{"p.", "pp.", "page", "pages", "pg.", "pgs.", "S.", "Seite", "Seiten"}},
	{"chapter", []string{"ch.", "chap.", "chs.", "chaps.", "chapter", "chapters", "Kap.", "Kapitel"}},
	{"section", []string{"sec.", "secs.", "sect.", "section", "sections", "§", "§§", "Abschn."}},
	{"paragraph", []string{"para.", "paras.", "par.", "pars.", "paragraph", "paragraphs", "¶", "¶¶", "Abs."}},
	{"volume", []string{"vol.", "vols.", "volume", "volumes", "Bd."}},
	{"part", []string{"pt.", "pts.", "part", "parts", "Teil"}},
	{"book", []string{"bk.", "bks.", "book", "books"}},
	{"line", []string{"l.", "ll.", "line", "lines", "Z."}},
	{"verse", []string{"v.", "vv.", "verse", "verses", "V."}},
	{"note", []string{"n.", "nn.", "note", "notes", "Anm."}},
	{"figure", []string{"fig.", "figs.", "figure", "figures", "Abb."}},
	{"table", []string{"tbl.", "table", "tables", "Tab."}},
	{"column", []string{"col.", "cols.", "column", "columns", "Sp."}},
	{"folio", []string{"fol.", "fols.", "folio", "folios", "Bl."}},
	{"issue", []string{"no.", "nos.", "number", "issue", "Nr.", "H."}},
	{"opus", []string{"op.", "opp.", "opus"}},
	{"sub-verbo", []string{"s.v.", "s.vv.", "sub verbo"}},
	{"timestamp", []string{"at", "timestamp"}},
	{"act", []string{"act"}},
	{"scene", []string{"sc.", "scene"}},
	{"appendix", []string{"app.", "appendix"}},
	{"equation", []string{"eq.", "eqs.", "equation"}},
	{"rule", []string{"r.", "rule"}},
}

// LocatorText writes a locator as it is typed: “p. 72”, “ch. 3”.
func LocatorText(label, locator string) string {
	if label == "" {
		label = "page"
	}
	for _, l := range labels {
		if l.label == label {
			return l.names[0] + " " + locator
		}
	}
	return label + " " + locator
}

// locatorNumber is what a locator counts: digits, Roman numerals, letters behind
// digits, several of them parted by commas, dashes or “and”.
var (
	locatorNumber = lazyregexp.New(`^(?:[0-9]+[0-9.:/]*(?:\s?f{1,2}\.|\s?f{1,2}\b|[a-zA-Z]\b)?(?:\p{L}*[0-9][\p{L}0-9]*)?|[ivxlcdmIVXLCDM]+(?:\b|$)|[A-Z][0-9]*(?:\b|$))`)
	locatorJoint  = lazyregexp.New(`^(?:\s*[-–—]\s*|\s*,\s*|\s*&\s*|\s+and\s+|\s+und\s+)`)
)

// ParseLocator takes the locator that a text begins with: “72”, “p. 72”,
// “pp. 3–5, 9”, “ch. 3”, or anything in {braces}. The label is a locator of
// CSL, "" for a number without a name, which counts pages. Rest is what
// follows, without the comma between; a text that begins with no locator is
// all rest.
func ParseLocator(text string) (label, locator, rest string) {
	s := strings.TrimSpace(text)
	whole := s
	s = strings.TrimSpace(strings.TrimPrefix(s, ","))
	if inside, after, ok := braced(s); ok {
		label, locator, _ = ParseLocator(inside)
		if locator == "" {
			label, locator = "", inside
		}
		return label, locator, behindComma(after)
	}
	label, s = cutLabel(s)
	if inside, after, ok := braced(s); ok {
		return label, inside, behindComma(after)
	}
	if label == "sub-verbo" { // a word is looked up
		head, after, _ := strings.Cut(s, ",")
		return label, strings.TrimSpace(head), strings.TrimSpace(after)
	}
	n := numbers(s)
	if n == 0 {
		return "", "", whole
	}
	return label, strings.TrimSpace(s[:n]), behindComma(s[n:])
}

func behindComma(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), ","))
}

func braced(s string) (inside, after string, ok bool) {
	if !strings.HasPrefix(s, "{") {
		return "", "", false
	}
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return "", "", false
	}
	return strings.TrimSpace(s[1:end]), s[end+1:], true
}

// cutLabel takes the name of a locator away, the longest that fits.
func cutLabel(s string) (label, rest string) {
	best := 0
	for _, l := range labels {
		for _, name := range l.names {
			if len(name) <= best || len(s) < len(name) || !strings.EqualFold(s[:len(name)], name) {
				continue
			}
			after := s[len(name):]
			last, _ := utf8.DecodeLastRuneInString(name)
			next, _ := utf8.DecodeRuneInString(after)
			if unicode.IsLetter(last) && unicode.IsLetter(next) {
				continue
			}
			label, rest, best = l.label, strings.TrimLeft(after, " \u00a0\u202f."), len(name)
		}
	}
	if best == 0 {
		return "", s
	}
	if numbers(rest) == 0 && !strings.HasPrefix(rest, "{") && label != "sub-verbo" {
		return "", s
	}
	return label, rest
}

// numbers is how many bytes at the start of s are a list of numbers.
func numbers(s string) int {
	end := 0
	for at := 0; ; {
		m := locatorNumber.FindString(s[at:])
		if m == "" || at == 0 && !strings.ContainsAny(m, "0123456789") && !standsAlone(s[len(m):]) {
			return end
		}
		at += len(m)
		end = at
		joint := locatorJoint.FindString(s[at:])
		if joint == "" {
			return end
		}
		at += len(joint)
	}
}

// standsAlone keeps words such as “I” or “mix” from being numerals: what
// follows a Roman number at the start is its end, a joint, or a mark.
func standsAlone(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || strings.ContainsRune(",;-–—]).", r)
}
