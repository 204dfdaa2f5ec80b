package csl

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// superscripts makes a text of plain pieces and raised ones: Unicode's
// superscript characters, which locales use for ordinals, are printed as
// raised ordinary characters, because few typefaces have them.
func superscripts(s string) []*node {
	var out []*node
	start := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		base, ok := superscriptBase(r)
		if !ok {
			i += size
			continue
		}
		if i > start {
			out = append(out, textNode(s[start:i]))
		}
		i += size
		out = append(out, &node{text: base, format: Format{Align: AlignSuper}, noCase: true})
		start = i
	}
	if start < len(s) {
		out = append(out, textNode(s[start:]))
	}
	return out
}

// superscriptBase returns what a superscript character raises.
func superscriptBase(r rune) (string, bool) {
	switch {
	case r < 0xaa:
		return "", false
	case r == 0x2c0:
		return "ʔ", true
	case r == 0x2c1:
		return "ʕ", true
	case r == 0x6e5:
		return "و", true
	case r == 0x6e6:
		return "ي", true
	case r == 0xaa, r == 0xb2, r == 0xb3, r == 0xb9, r == 0xba,
		r >= 0x2b0 && r <= 0x2b8, r >= 0x2e0 && r <= 0x2e4, r >= 0x1d2c && r <= 0x1d61,
		r >= 0x2070 && r <= 0x207f, r == 0x2120, r == 0x2122, r >= 0x3192 && r <= 0x319f:
		base := norm.NFKC.String(string(r))
		return base, base != string(r)
	}
	return "", false
}

func hasSuperscript(s string) bool {
	for _, r := range s {
		if _, ok := superscriptBase(r); ok {
			return true
		}
	}
	return false
}
