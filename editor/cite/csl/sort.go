package csl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Sort keys are texts. Dates and numbers are padded so that they sort as
// texts; names are sorted field by field, with characters between fields that
// come before all others.
const (
	fieldBreak = "\x02" // between names
	partBreak  = "\x01" // between the parts of a name
)

// sortKeys computes an item's keys. r is ready to render the item.
func sortKeys(keys []sortKey, prepare func() *renderer) []collationKey {
	out := make([]collationKey, len(keys))
	for i := range keys {
		r := prepare()
		r.sorting, r.key = true, &keys[i]
		// Sorting must not depend on what it decides itself.
		r.disambiguate.yearSuffix = 0
		out[i] = newCollationKey(keys[i].value(r))
	}
	return out
}

func (k *sortKey) value(r *renderer) string {
	if k.macro != nil {
		n := &node{kids: r.all(k.macro.body)}
		return n.plain()
	}
	v := k.variable
	switch {
	case isNameVariable[v]:
		e := &namesElement{variables: []string{v}}
		options := scope{}.options()
		options.sortOrder = "all"
		e.options = [2]nameOptions{options, options}
		e.delimiter = [2]string{fieldBreak, fieldBreak}
		return e.render(r).plain()
	case isDateVariable[v]:
		d := r.item.Dates[v]
		if d.From == (DateParts{}) {
			return d.Literal
		}
		from, to := d.From, d.To
		from.Season, to.Season = 0, 0
		return from.sortKey() + to.sortKey()
	case v == "citation-label":
		return r.citationLabel()
	case v == "citation-number":
		return numberKey(itoa(r.number))
	}
	text := r.rawText(v)
	if isNumberVariable[v] && isNumeric(text) {
		return numberKey(text)
	}
	return r.locale.rich(text).plain()
}

var isNumberVariable = setOf([]string{
	"chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number",
	"issue", "locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first",
	"part-number", "printing-number", "section", "supplement-number", "version", "volume",
})

// numberKey pads the first number of a text.
func numberKey(s string) string {
	parts, ok := parseNumeric(s)
	if !ok {
		return s
	}
	n, err := strconv.Atoi(parts[0].digits)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%s%012d%s", parts[0].prefix, n, parts[0].suffix)
}

// sortKey is a name as a sort key: its parts in the order in which they count.
func (f nameFormatter) sortKey() *node {
	n := f.name
	if n.Literal != "" {
		text := f.rich(n.Literal).plain()
		if language(f.r.locale.lang) == "en" {
			text = stripArticle(text)
		}
		return textNode(text)
	}
	if n.Family == "" {
		return textNode(f.rich(n.Given).plain())
	}
	family, particles := n.Family, joinWords(n.DroppingParticle, n.NonDroppingParticle)
	if f.r.style.demoteNonDropping == "never" {
		family, particles = n.NonDroppingParticle+afterParticle(n.NonDroppingParticle)+n.Family, n.DroppingParticle
	}
	if f.o.form == "short" && f.level == givenAsStyled {
		return textNode(f.rich(family).plain())
	}
	parts := []string{f.rich(family).plain(), particles, f.rich(f.givenName()).plain(), n.Suffix}
	return textNode(strings.TrimRight(strings.Join(parts, partBreak), partBreak))
}

func joinWords(words ...string) string {
	return strings.TrimSpace(strings.Join(words, " "))
}

// stripArticle drops the English article before an organization's name.
func stripArticle(s string) string {
	for _, article := range []string{"The ", "the ", "A ", "a ", "An ", "an "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			return rest
		}
	}
	return s
}

// collationKey is a text prepared for comparison at three levels: letters,
// then accents, then capitals.
type collationKey struct {
	base, accents, text string
	empty               bool
}

// letterBase gives the letters under which others are filed.
var letterBase = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ø': "o", 'ß': "ss", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h",
}

func newCollationKey(s string) collationKey {
	k := collationKey{text: s, empty: strings.Trim(s, " \x01\x02") == ""}
	var base, accents strings.Builder
	space := true
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			accents.WriteRune(r)
			continue
		case r == '\x01' || r == '\x02':
			base.WriteRune(r)
			space = true
			continue
		case unicode.IsSpace(r) || r == '-' || r == '‐' || r == '–' || r == '—' || r == '/':
			if !space {
				base.WriteByte(' ')
			}
			space = true
			continue
		case unicode.IsPunct(r) || unicode.IsSymbol(r) && r < 0x2000:
			continue
		}
		space = false
		low := unicode.ToLower(r)
		if b, ok := letterBase[low]; ok {
			base.WriteString(b)
			accents.WriteRune(low)
		} else {
			base.WriteRune(low)
			accents.WriteByte(' ')
		}
	}
	k.base, k.accents = strings.TrimRight(base.String(), " "), accents.String()
	return k
}

func (k collationKey) compare(other collationKey) int {
	if c := strings.Compare(k.base, other.base); c != 0 {
		return c
	}
	return strings.Compare(k.accents, other.accents)
}

// compareKeys compares two items key by key. Empty keys come last, whichever
// way the key sorts.
func compareKeys(keys []sortKey, a, b []collationKey) int {
	for i := range keys {
		switch {
		case a[i].empty && b[i].empty:
			continue
		case a[i].empty:
			return 1
		case b[i].empty:
			return -1
		}
		c := a[i].compare(b[i])
		if keys[i].descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// sortBy sorts stably by keys computed once for each value.
func sortBy[T any](list []T, keys []sortKey, keysOf func(T) []collationKey) {
	if len(keys) == 0 || len(list) < 2 {
		return
	}
	type keyed struct {
		value T
		keys  []collationKey
	}
	all := make([]keyed, len(list))
	for i, v := range list {
		all[i] = keyed{v, keysOf(v)}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return compareKeys(keys, a.keys, b.keys) })
	for i := range all {
		list[i] = all[i].value
	}
}
