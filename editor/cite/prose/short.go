package prose

import (
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/cite"
)

// readShort reads a text as a short form: names, perhaps words of the title, and
// a locator.
func readShort(t text) (*Short, string, string, bool) {
	s := strings.TrimSuffix(t.s, ".")
	if strings.ContainsAny(s, "();/@") || len(s) > 130 {
		return nil, "", "", false
	}
	parts := commas(s)
	if len(parts) < 2 {
		return nil, "", "", false
	}
	// The locator is what of the end can be read as one.
	label, locator, at := "", "", len(parts)
	for k := len(parts) - 1; k > 0; k-- {
		l, loc, rest := cite.ParseLocator(strings.Join(parts[k:], ", "))
		if loc == "" || rest != "" || len(strings.Fields(loc)) > 6 {
			break
		}
		label, locator, at = l, loc, k
	}
	if locator == "" || isYear(locator) {
		return nil, "", "", false
	}
	names, title, ok := shortNames(parts[:at])
	if !ok {
		return nil, "", "", false
	}
	return &Short{names, title}, label, locator, true
}

// commas parts a text at commas outside of quotation marks.
func commas(s string) []string {
	var parts []string
	for _, p := range (text{s, make([]bool, len(s))}).split(',') {
		parts = append(parts, p.s)
	}
	return parts
}

// shortNames reads family names, and what follows them as words of a title.
func shortNames(parts []string) (names []string, title string, ok bool) {
	for i, p := range parts {
		p = strings.TrimSpace(p)
		last := false
		for _, and := range []string{"and ", "und ", "& "} {
			if cut, had := strings.CutPrefix(p, and); had && i > 0 {
				p, last = cut, true
			}
		}
		if short := others.ReplaceAllString(" "+p, ""); strings.TrimSpace(short) != p {
			p, last = strings.TrimSpace(short), true
		}
		for _, and := range []string{" and ", " und ", " & "} {
			if a, b, had := strings.Cut(p, and); had && isFamily(a) && isFamily(b) {
				names = append(names, a)
				p, last = b, true
			}
		}
		words := strings.Fields(p)
		family := isFamily(p) && (len(words) == 1 || particles[strings.ToLower(words[0])])
		if !family || i > 0 && !last && !joined(parts[i:]) {
			if len(names) == 0 || len(parts)-i > 1 || !isTitleWords(p) {
				return nil, "", false
			}
			return names, strings.Trim(p, "“”\"‘’„«» ,"), true
		}
		names = append(names, p)
		if last && i < len(parts)-1 {
			if len(parts)-i != 2 || !isTitleWords(parts[i+1]) {
				return nil, "", false
			}
			return names, strings.Trim(parts[i+1], "“”\"‘’„«» ,"), true
		}
	}
	return names, "", len(names) > 0
}

// joined reports whether one of the parts to come is the last of a list.
func joined(parts []string) bool {
	for _, p := range parts[1:] {
		if strings.HasPrefix(p, "and ") || strings.HasPrefix(p, "und ") || strings.HasPrefix(p, "& ") {
			return true
		}
	}
	return false
}

// isTitleWords reports whether a text can be a shortened title.
func isTitleWords(s string) bool {
	s = strings.Trim(s, "“”\"‘’„«» ,")
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 10 {
		return false
	}
	first := []rune(words[0])[0]
	return (unicode.IsUpper(first) || unicode.IsDigit(first)) && !strings.Contains(s, ": ")
}

// Fits reports whether a source can be the one that a short form names.
func (s *Short) Fits(families []string, title string) bool {
	if len(s.Names) > len(families) {
		return false
	}
	for i, n := range s.Names {
		if !strings.EqualFold(n, families[i]) {
			return false
		}
	}
	have := " " + plainWords(title) + " "
	for w := range strings.FieldsSeq(plainWords(s.Title)) {
		if !strings.Contains(have, " "+w+" ") {
			return false
		}
	}
	return true
}

// plainWords are a text's words in small letters.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
