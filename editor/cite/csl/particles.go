package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// separated returns the name with particles that stand inside the family and
// given names moved to their own parts: "van Gogh" has a non-dropping "van",
// "Alexander von" a dropping "von". Particles are known by their lower case.
func (n Name) separated() Name {
	if n.Literal != "" {
		return n
	}
	if quoted := strings.TrimSpace(n.Family); len(quoted) > 2 && quoted[0] == '"' && quoted[len(quoted)-1] == '"' {
		n.Family = quoted[1 : len(quoted)-1]
		return n
	}
	if n.KeepParticles {
		return n
	}
	if n.NonDroppingParticle == "" {
		n.NonDroppingParticle, n.Family = leadingParticle(n.Family)
	}
	if n.Suffix == "" {
		n.splitSuffix()
	}
	if n.DroppingParticle == "" {
		n.Given, n.DroppingParticle = trailingParticle(n.Given)
	}
	return n
}

// splitSuffix takes a suffix off the given name, where reference managers
// write it after a comma: "Martin Luther, Jr.", or "John, ! III" to force a
// comma in print.
func (n *Name) splitSuffix() {
	given, rest, ok := strings.Cut(n.Given, ",")
	if !ok {
		return
	}
	rest = strings.TrimSpace(rest)
	if forced, ok := strings.CutPrefix(rest, "!"); ok {
		rest = strings.TrimSpace(forced)
		n.CommaSuffix = true
	}
	if isParticle(rest) && !strings.ContainsAny(rest, ".0123456789") && rest != "jr" && rest != "sr" {
		// "Jean, de": a dropping particle after a comma.
		n.Given, n.DroppingParticle = given+",", rest
		return
	}
	n.Given, n.Suffix = given, rest
}

// leadingParticle splits "van der Vlist" into "van der" and "Vlist",
// "d'Artagnan" into "d'" and "Artagnan".
func leadingParticle(family string) (particle, rest string) {
	rest = family
	end := 0
	for {
		word, _, found := strings.Cut(rest, " ")
		if !found || !isParticle(word) {
			break
		}
		end += len(word) + 1
		rest = family[end:]
	}
	if i := joinedParticle(rest); i > 0 {
		end += i
		rest = family[end:]
	}
	if rest == "" {
		return "", family
	}
	return strings.TrimSuffix(family[:end], " "), rest
}

// joinedParticle returns the length of a particle that is written together
// with the name: "d'", "l’", "al-".
func joinedParticle(s string) int {
	for i, c := range s {
		switch {
		case c == '\'' || c == '’':
			end := i + utf8.RuneLen(c)
			if i > 0 && i <= 6 && end < len(s) {
				return end
			}
			return 0
		case c == '-' || c == '‐':
			if prefix := s[:i]; prefix == "al" || prefix == "el" || prefix == "ar" || prefix == "as" || prefix == "at" {
				return i + utf8.RuneLen(c)
			}
			return 0
		case !unicode.IsLower(c):
			return 0
		}
	}
	return 0
}

// trailingParticle splits "Alexander von" into "Alexander" and "von".
func trailingParticle(given string) (rest, particle string) {
	words := strings.Fields(given)
	i := len(words)
	for i > 1 && isParticle(words[i-1]) {
		i--
	}
	if i == len(words) || len(words) < 2 {
		return given, ""
	}
	return strings.Join(words[:i], " "), strings.Join(words[i:], " ")
}

// isParticle reports whether a word is written as particles are: in lower
// case, without being an initial.
func isParticle(word string) bool {
	if word == "" || strings.HasSuffix(word, ".") && utf8.RuneCountInString(word) == 2 {
		return false
	}
	for _, c := range word {
		if !unicode.IsLower(c) && c != '\'' && c != '’' && c != '.' && c != '-' && c != ' ' {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first) || first == '\'' || first == '’'
}
