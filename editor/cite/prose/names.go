package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// particles may stand before a family name in small letters.
var particles = map[string]bool{
	"von": true, "van": true, "der": true, "den": true, "de": true, "du": true, "des": true, "da": true, "di": true,
	"del": true, "della": true, "la": true, "le": true, "ten": true, "ter": true, "zu": true, "zur": true, "vom": true, "dos": true, "el": true, "al": true, "ibn": true, "bin": true,
}

// noNames begin titles and not names.
var noNames = map[string]bool{
	"the": true, "a": true, "an": true, "on": true, "of": true, "in": true, "to": true, "from": true, "for": true, "and": true, "how": true, "why": true, "what": true, "when": true, "where": true,
	"der": true, "die": true, "das": true, "ein": true, "eine": true, "zur": true, "zum": true, "über": true, "vom": true, "les": true, "une": true, "un": true, "see": true, "register": true, "entries": true, "letter": true,
}

// bodies are words that name no person.
var bodies = lazyregexp.New(`(?i)\b(university|office|commission|nations|institute|council|ministry|department|association|society|committee|bureau|agency|organi[sz]ation|foundation|bank|federation|union|government|library|museum|universität|institut|ministerium|bundesamt|gesellschaft|verein|stiftung)\b`)

var initial = lazyregexp.New(`^(?:\p{Lu}\.[-‐]?)+(?:\p{L}\.)?$`)

// isPerson reports whether a text is a person's name in the order in which it
// is spoken: two to five words that begin with capitals, or initials.
func isPerson(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || bodies.MatchString(s) || noNames[strings.ToLower(words[0])] {
		return false
	}
	capitals := 0
	for i, w := range words {
		switch {
		case particles[w] && i > 0 && i < len(words)-1:
		case initial.MatchString(w):
			capitals++
		case isName(w):
			capitals++
		default:
			return false
		}
	}
	return capitals >= 2 && !strings.HasSuffix(words[len(words)-1], ".") || capitals >= 2 && suffixes[words[len(words)-1]]
}

var suffixes = map[string]bool{"Jr.": true, "Sr.": true, "Jr": true, "Sr": true, "III": true, "II": true, "IV": true}

// isName reports whether a word can be a part of a name.
func isName(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && len([]rune(w)) > 1 && !strings.ContainsFunc(w, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-‐'’ʼ", r)
	})
}

// isGiven reports whether a text is given names alone: “Sung Ho”, “S. H.”
func isGiven(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if !initial.MatchString(w) && !isName(w) && !particles[w] {
			return false
		}
	}
	return true
}

func isInitials(s string) bool {
	for _, w := range strings.Fields(s) {
		if !initial.MatchString(w) {
			return false
		}
	}
	return s != ""
}

// isFamily reports whether a text is a family name alone.
func isFamily(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 || noNames[strings.ToLower(words[0])] && !particles[strings.ToLower(words[0])] {
		return false
	}
	for i, w := range words {
		if !isName(w) && (!particles[strings.ToLower(w)] || i == len(words)-1) {
			return false
		}
	}
	return true
}

// person makes a name of one that is written as it is spoken.
func person(s string) csl.Name {
	words := strings.Fields(s)
	suffix := ""
	if n := len(words); n > 2 && suffixes[words[n-1]] {
		suffix, words = words[n-1], words[:n-1]
	}
	k := len(words) - 1
	from := k
	for from > 1 && particles[words[from-1]] {
		from--
	}
	return csl.Name{Family: words[k], NonDroppingParticle: strings.Join(words[from:k], " "), Given: strings.Join(words[:from], " "), Suffix: suffix}
}

var joint = lazyregexp.New(`\s*(?:,\s*(?:and|und|et|&)\s+|\s+(?:and|und|et|&)\s+|;\s*|\s+/\s+|,\s+)`)

var others = lazyregexp.New(`(?:,?\s+(?:et al\.?|u\.\s?a\.|and others))\s*$`)

// names reads a whole text as a list of names, in either order.
func names(s string) ([]csl.Name, bool) {
	s = strings.Trim(s, " ,:;")
	s = others.ReplaceAllString(s, "")
	if !strings.HasSuffix(s, ".") || !initialAtEnd.MatchString(s) {
		s = strings.TrimSuffix(s, ".")
	}
	if s == "" {
		return nil, false
	}
	if bodies.MatchString(s) && !strings.ContainsAny(s, "0123456789“”\"()") && len(strings.Fields(s)) <= 8 {
		return []csl.Name{{Literal: s}}, true
	}
	parts := joint.Split(s, -1)
	if slices.Contains(parts, "") {
		return nil, false
	}
	var list []csl.Name
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		switch {
		case i > 0 && suffixes[p]:
			list[len(list)-1].Suffix = p
		// Inverted: the first name may be, and all are where initials follow.
		case i+1 < len(parts) && isFamily(p) && isGiven(parts[i+1]) && (i == 0 && !isPerson(p) || isInitials(parts[i+1])):
			list = append(list, csl.Name{Family: p, Given: parts[i+1]})
			i++
		case isPerson(p):
			list = append(list, person(p))
		default:
			return nil, false
		}
	}
	return list, len(list) > 0
}

var initialAtEnd = lazyregexp.New(`(?:^|[\s.\-])\p{Lu}\.$`)

// leadingNames reads the names, in the order in which they are spoken, that a
// text begins with and a comma ends. What follows is the rest.
func leadingNames(s string) (list []csl.Name, rest string) {
	rest = s
	for {
		head, after, ok := strings.Cut(rest, ",")
		if !ok {
			return list, rest
		}
		one := strings.TrimSpace(head)
		last := false
		for _, and := range []string{"and ", "und ", "& "} {
			if cut, ok := strings.CutPrefix(one, and); ok && len(list) > 0 {
				one, last = cut, true
			}
		}
		var two []string
		for _, and := range []string{" and ", " und ", " & "} {
			if a, b, ok := strings.Cut(one, and); ok && isPerson(a) && isPerson(b) {
				two, last = []string{a, b}, true
			}
		}
		one = others.ReplaceAllString(one, "")
		switch {
		case two != nil:
			list = append(list, person(two[0]), person(two[1]))
		case suffixes[one] && len(list) > 0:
			list[len(list)-1].Suffix = one
		case isPerson(one):
			list = append(list, person(one))
		default:
			return list, rest
		}
		rest = strings.TrimSpace(after)
		if last {
			return list, rest
		}
		if !strings.Contains(", "+rest, ", and ") && !strings.Contains(", "+rest, ", & ") {
			return list, rest // two names would be joined by “and”
		}
	}
}
