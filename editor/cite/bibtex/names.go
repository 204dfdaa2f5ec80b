package bibtex

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// others stands for names that are left out, as "and others" does. CSL has no
// word for it, so it is a name of its own.
const others = "others"

// names reads a list of names joined by "and". Particles are dropping ones,
// which only stand with the given name, unless prefixed says that they belong
// to the family name, as the option useprefix does.
func names(src string, prefixed bool, complain func(string)) []csl.Name {
	var out []csl.Name
	for _, part := range splitList(src) {
		if n := name(part, prefixed, complain); n != (csl.Name{}) {
			out = append(out, n)
		}
	}
	return out
}

// splitList splits at the word "and" outside braces.
func splitList(src string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth <= 0 && isSpace(c) && isAnd(src[i+1:]):
			out = append(out, src[start:i])
			start = min(i+4, len(src))
			i = start - 1 // the space after it may begin the next one
		}
	}
	out = append(out, src[start:])
	kept := out[:0]
	for _, part := range out {
		if part = strings.TrimSpace(part); part != "" && !strings.EqualFold(part, "and") {
			kept = append(kept, part)
		}
	}
	return kept
}

func isAnd(s string) bool {
	return len(s) >= 3 && strings.EqualFold(s[:3], "and") && (len(s) == 3 || isSpace(s[3]))
}

// splitOutside splits at characters that stand outside braces, and leaves out
// empty parts where blanks asks for it.
func splitOutside(src string, isSplit func(byte) bool, blanks bool) []string {
	var out []string
	depth, start := 0, 0
	add := func(end int) {
		if part := strings.TrimSpace(src[start:end]); part != "" || !blanks {
			out = append(out, part)
		}
		start = end + 1
	}
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth <= 0 && isSplit(c):
			add(i)
		}
	}
	if start <= len(src) {
		add(len(src))
	}
	return out
}

func isComma(c byte) bool { return c == ',' }

// isGap reports what parts the words of a name.
func isGap(c byte) bool { return isSpace(c) || c == '~' }

// name reads one name.
func name(src string, prefixed bool, complain func(string)) csl.Name {
	if strings.EqualFold(src, others) {
		return csl.Name{Literal: others}
	}
	if whole, ok := braced(src); ok && !strings.HasPrefix(whole, `\`) {
		return csl.Name{Literal: unlatex(whole, asText)}
	}
	parts := splitOutside(src, isComma, false)
	if n, ok := extendedName(parts, prefixed); ok {
		return n
	}
	var given, suffix, last string
	var prefix, family []string
	switch len(parts) {
	case 1:
		words := splitOutside(src, isGap, true)
		var first []string
		first, prefix, family = westernName(words)
		given = strings.Join(first, " ")
	case 2:
		last, given = parts[0], parts[1]
	default:
		last, suffix, given = parts[0], parts[1], parts[2]
		if len(parts) > 3 {
			complain(fmt.Sprintf("the name %s has more than two commas", excerpt(src)))
			given = strings.Join(parts[2:], ", ")
		}
	}
	if last != "" {
		prefix, family = familyName(splitOutside(last, isGap, true))
	}
	n := csl.Name{
		Family: unlatex(strings.Join(family, " "), asText),
		Given:  unlatex(given, asText),
		Suffix: unlatex(suffix, asText),
	}
	setPrefix(&n, unlatex(strings.Join(prefix, " "), asText), prefixed)
	if n.Family == "" { // nothing but a given name
		n.Family, n.Given = n.Given, ""
	}
	return n
}

// westernName parts the words of "First von Last".
func westernName(words []string) (given, prefix, family []string) {
	start, end := -1, -1 // of the particle
	for i, w := range words[:max(len(words)-1, 0)] {
		if isLower(w) {
			if start < 0 {
				start = i
			}
			end = i + 1
		}
	}
	if start < 0 {
		start, end = len(words)-1, len(words)-1
	}
	if len(words) == 0 {
		return nil, nil, nil
	}
	return words[:start], words[start:end], words[end:]
}

// familyName parts the words of "von Last".
func familyName(words []string) (prefix, family []string) {
	end := 0
	for i, w := range words[:max(len(words)-1, 0)] {
		if isLower(w) {
			end = i + 1
		}
	}
	if end == 0 || !isLower(words[0]) {
		return nil, words
	}
	return words[:end], words[end:]
}

// isLower reports whether a word of a name counts as written in lower case:
// by its first letter that is not protected by braces.
func isLower(word string) bool {
	if strings.HasPrefix(word, "{") && !strings.HasPrefix(word, `{\`) {
		return false
	}
	for _, c := range unlatex(word, asText) {
		if unicode.IsLetter(c) {
			return unicode.IsLower(c)
		}
	}
	return false
}

// braced returns what stands in braces around the whole of a text.
func braced(s string) (inside string, ok bool) {
	if !strings.HasPrefix(s, "{") || !strings.HasSuffix(s, "}") {
		return "", false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return s[1 : len(s)-1], i == len(s)-1
			}
		}
	}
	return "", false
}

// extendedName reads BibLaTeX's form "family=Gogh, given=Vincent, prefix=van".
func extendedName(parts []string, prefixed bool) (n csl.Name, ok bool) {
	prefix := ""
	for _, part := range parts {
		key, value, found := strings.Cut(part, "=")
		if !found {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if whole, ok := braced(value); ok {
			value = whole
		}
		text := unlatex(value, asText)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "family":
			n.Family = text
		case "given":
			n.Given = text
		case "suffix":
			n.Suffix = text
		case "prefix":
			prefix = text
		case "useprefix":
			prefixed = !strings.EqualFold(text, "false")
		default:
			continue
		}
		ok = true
	}
	setPrefix(&n, prefix, prefixed)
	return n, ok
}

func setPrefix(n *csl.Name, prefix string, prefixed bool) {
	if prefixed {
		n.NonDroppingParticle = prefix
	} else {
		n.DroppingParticle = prefix
	}
}

// writeNames writes a list of names.
func writeNames(list []csl.Name, d Dialect) string {
	out := make([]string, 0, len(list))
	for _, n := range list {
		out = append(out, writeName(n, d))
	}
	return strings.Join(out, " and ")
}

func writeName(n csl.Name, d Dialect) string {
	switch {
	case n.Literal == others:
		return others
	case n.Literal != "":
		return "{" + guarded(escape(n.Literal)) + "}"
	case d == BibLaTeX && (n.NonDroppingParticle != "" || strings.ContainsAny(n.Family, " ~\u00a0") && n.Given == "" && n.Suffix == ""):
		return writeExtended(n)
	}
	family := part(n.Family)
	if particle := strings.TrimSpace(n.DroppingParticle + " " + n.NonDroppingParticle); particle != "" {
		family = escape(particle) + " " + family
	}
	switch {
	case n.Suffix != "":
		return family + ", " + part(n.Suffix) + ", " + part(n.Given)
	case n.Given != "" || strings.Contains(family, " "):
		return family + ", " + part(n.Given)
	}
	return family
}

func writeExtended(n csl.Name) string {
	var out []string
	for _, p := range []struct{ key, text string }{
		{"family", n.Family}, {"given", n.Given}, {"suffix", n.Suffix}, {"prefix", n.NonDroppingParticle},
	} {
		if p.text != "" {
			out = append(out, p.key+"={"+escape(p.text)+"}")
		}
	}
	if n.NonDroppingParticle != "" {
		out = append(out, "useprefix=true")
	}
	return strings.Join(out, ", ")
}

// part writes a part of a name, in braces where it would be taken apart.
func part(s string) string {
	text := escape(s)
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsAny(s, ",={}~\u00a0") || unicode.IsLower(first) || hasWord(s, "and") || hasLowerWord(s) {
		return "{" + guarded(text) + "}"
	}
	return text
}

func hasWord(s, word string) bool {
	for _, w := range strings.Fields(s) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

func hasLowerWord(s string) bool {
	for _, w := range strings.Fields(s) {
		if isLower(w) {
			return true
		}
	}
	return false
}

// guarded keeps a text in braces from beginning with a command, which would
// make the braces something else.
func guarded(s string) string {
	if strings.HasPrefix(s, `\`) {
		return "{}" + s
	}
	return s
}
