package csl

import (
	"regexp"
	"strings"
	"unicode"
)

// nameFormatter lays out one name.
type nameFormatter struct {
	r             *renderer
	o             *nameOptions
	name          Name
	level         int // how far the given name is expanded to tell names apart
	inverted      bool
	family, given *attributes // of the cs:name-part elements
}

// The expansions of a given name.
const (
	givenAsStyled = iota
	givenInitials
	givenFull
)

func (f nameFormatter) node() *node {
	n := f.name
	switch {
	case n.Literal != "":
		return f.part(f.family, f.rich(n.Literal))
	case n.Family == "":
		return f.part(f.given, f.rich(n.Given))
	case n.StaticOrdering || isAsian(n.Family+n.Given):
		return f.familyFirst()
	}
	short := f.o.form == "short"
	if short && (f.level == givenAsStyled || n.Given == "") {
		return f.affixed(f.family, f.familyName())
	}
	if f.inverted {
		return f.sortOrder()
	}
	return f.displayOrder()
}

// familyFirst is the order of Chinese, Japanese, Korean and Hungarian names.
func (f nameFormatter) familyFirst() *node {
	family := f.affixed(f.family, f.familyName())
	if f.o.form == "short" && f.level == givenAsStyled || f.name.Given == "" {
		return family
	}
	between := " "
	if isAsian(f.name.Family + f.name.Given) {
		between = ""
	}
	return &node{kids: []*node{family, f.part(f.given, f.rich(f.name.Given))}, delim: between}
}

func (f nameFormatter) displayOrder() *node {
	n := f.name
	family := f.familyName()
	if n.DroppingParticle != "" {
		family = glue(f.formatted(f.given, f.rich(n.DroppingParticle)), family, n.DroppingParticle)
	}
	kids := []*node{family}
	if n.Suffix != "" {
		separator := " "
		if n.CommaSuffix {
			separator = ", "
		}
		kids = append(kids, textNode(separator), f.suffix())
	}
	last := f.affixed(f.family, &node{kids: kids})
	return &node{kids: []*node{f.part(f.given, f.rich(f.givenName())), last}, delim: f.between()}
}

// suffix is the name's suffix, without full stops where the initials have
// none.
func (f nameFormatter) suffix() *node {
	if f.o.hasInitializeWith && !strings.Contains(f.o.initializeWith, ".") {
		return f.rich(strings.ReplaceAll(f.name.Suffix, ".", ""))
	}
	return f.rich(f.name.Suffix)
}

// between separates given and family names; an affix may already do so.
func (f nameFormatter) between() string {
	if f.given != nil && strings.HasSuffix(f.given.suffix, "\u00a0") {
		return ""
	}
	return " "
}

func (f nameFormatter) sortOrder() *node {
	n := f.name
	family := f.familyName()
	given := []*node{f.formatted(f.given, f.rich(f.givenName())), f.formatted(f.given, f.rich(n.DroppingParticle))}
	if f.r.demotesDisplay() {
		family = f.formatted(f.family, f.rich(n.Family))
		given = append(given, f.formatted(f.family, f.rich(n.NonDroppingParticle)))
	}
	second := f.affixed(f.given, &node{kids: given, delim: " "})
	return &node{
		kids:  []*node{f.affixed(f.family, family), second, f.suffix()},
		delim: f.o.sortSeparator,
	}
}

// familyName is the family name with its non-dropping particle, both in the
// format of family names.
func (f nameFormatter) familyName() *node {
	n := f.name
	family := f.formatted(f.family, f.rich(n.Family))
	if n.NonDroppingParticle == "" {
		return family
	}
	return glue(f.formatted(f.family, f.rich(n.NonDroppingParticle)), family, n.NonDroppingParticle)
}

// demotesDisplay reports whether non-dropping particles go behind the given
// name in inverted names.
func (r *renderer) demotesDisplay() bool {
	return r.style.demoteNonDropping == "" || r.style.demoteNonDropping == "display-and-sort"
}

// part is a part of a name in its formatting and affixes.
func (f nameFormatter) part(a *attributes, n *node) *node {
	return f.affixed(a, f.formatted(a, n))
}

func (f nameFormatter) formatted(a *attributes, n *node) *node {
	if a == nil || n.isEmpty() {
		return n
	}
	bare := attributes{format: a.format, textCase: a.textCase, stripPeriods: a.stripPeriods, quotes: a.quotes}
	return f.r.dress(&bare, n)
}

func (f nameFormatter) affixed(a *attributes, n *node) *node {
	if a == nil || n.isEmpty() {
		return n
	}
	return f.r.dress(&attributes{prefix: a.prefix, suffix: a.suffix}, n)
}

// rich reads a part of a name, which may carry markup.
func (f nameFormatter) rich(s string) *node {
	if s == "" {
		return nil
	}
	return f.r.locale.rich(s)
}

// glue puts a particle before a name: "van Gogh", but "d’Artagnan".
func glue(first, second *node, p string) *node {
	return &node{kids: []*node{first, second}, delim: afterParticle(p)}
}

// afterParticle is what stands between a particle and the name.
func afterParticle(p string) string {
	if p == "" || strings.HasSuffix(p, "'") || strings.HasSuffix(p, "’") || strings.HasSuffix(p, "-") {
		return ""
	}
	return " "
}

// givenName returns the given name, shortened as the style and the
// disambiguation ask for.
func (f nameFormatter) givenName() string {
	given := f.name.Given
	hyphens := !f.r.style.initializeWithoutHyphen
	if !f.o.hasInitializeWith && f.o.form == "short" && f.level == givenInitials && f.r.style.citation.initialsOnly() {
		return initials(given, "", true, hyphens)
	}
	if !f.o.hasInitializeWith || f.level == givenFull {
		return given
	}
	return initials(given, f.o.initializeWith, f.o.initialize, hyphens)
}

// isAsian reports whether a name is written in a script that puts the family
// name first and no space after it.
func isAsian(s string) bool {
	asian := false
	for _, c := range s {
		switch {
		case unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			asian = true
		case unicode.IsLetter(c) && unicode.In(c, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew):
			return false
		}
	}
	return asian
}

// nameToken is a piece of a given name: a word, or a word with a full stop,
// which is an initial or an abbreviation.
var nameToken = regexp.MustCompile(`((?:<[^>]+>)*)([^\s.\-‐<]+)((?:</[^>]+>)*)(\.?)((?:</[^>]+>)*)([-‐]?)`)

// initials shortens given names to their initials, each followed by with.
// Without shorten only the initials already there are normalized.
func initials(given, with string, shorten, hyphens bool) string {
	mark := strings.TrimRight(with, " \u00a0")
	space := with[len(mark):]
	var b strings.Builder
	afterHyphen, word := false, false
	for _, m := range nameToken.FindAllStringSubmatch(given, -1) {
		open, core, closed, dot, hyphen := m[1], m[2], m[3]+m[5], m[4] != "", m[6]
		letters := []rune(core)
		kept, isWord := core, false
		switch {
		case dot:
		case unicode.IsLower(letters[0]) && (afterHyphen && shorten):
			afterHyphen = hyphen != ""
			continue
		case unicode.IsLower(letters[0]) || !unicode.IsLetter(letters[0]) && len(letters) > 1:
			isWord = true
		case shorten:
			kept = string(letters[0])
		case len(letters) > 1:
			isWord = true
		}
		s := b.String()
		switch {
		case afterHyphen && hyphens:
			s = strings.TrimRight(s, " \u00a0")
			b.Reset()
			b.WriteString(s + "-")
		case (isWord || word) && s != "" && !strings.HasSuffix(s, " "):
			b.WriteByte(' ')
		}
		b.WriteString(open + kept)
		if !isWord {
			b.WriteString(mark)
		}
		b.WriteString(closed)
		if !isWord {
			b.WriteString(space)
		}
		word = isWord
		afterHyphen = hyphen != ""
	}
	return strings.TrimRight(b.String(), " \u00a0")
}
