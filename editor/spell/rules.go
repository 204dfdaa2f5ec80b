package spell

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rules are what a dictionary's .aff file says.
type rules struct {
	kind               flagKind
	aliases            []flags
	prefixes, suffixes affixes
	continued          map[flag]bool // affixes that others lead to

	needAffix, forbidden, keepCase, onlyInCompound flag
	circumfix, noSuggest, substandard              flag
	fullStrip, complexPrefixes, sharpS, turkic     bool

	compound compounding
	breaks   []string
	ignore   string // letters that do not count
	in, out  converter

	try  string
	key  []string // rows of keys that lie beside each other
	rep  []replacement
	like [][]string // letters, or groups of them, that are taken for each other
}

type replacement struct{ from, to string }

// converter replaces pieces of words, the longest that fits at each place.
type converter struct {
	first   string // what the pieces begin with
	replace *strings.Replacer
}

func newConverter(pairs []replacement) converter {
	sort.SliceStable(pairs, func(i, j int) bool { return len(pairs[i].from) > len(pairs[j].from) })
	var c converter
	var list []string
	for _, p := range pairs {
		r, _ := utf8.DecodeRuneInString(p.from)
		c.first += string(r)
		list = append(list, p.from, p.to)
	}
	if len(list) > 0 {
		c.replace = strings.NewReplacer(list...)
	}
	return c
}

func (c converter) convert(s string) string {
	if c.replace == nil || !strings.ContainsAny(s, c.first) {
		return s
	}
	return c.replace.Replace(s)
}

// strip leaves out the letters that do not count.
func (r *rules) strip(word string) string {
	if r.ignore == "" || !strings.ContainsAny(word, r.ignore) {
		return word
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(r.ignore, c) {
			return -1
		}
		return c
	}, word)
}

// reader reads the lines of a file of rules.
type reader struct {
	*rules
	in, out []replacement
	breaks  bool            // they are named, which takes the place of the usual ones
	heads   map[string]bool // affixes of which the head was read, and whether they cross
	counted map[string]bool // options of which the line with their number was read
}

func parseRules(text string) rules {
	r := rules{continued: map[flag]bool{}}
	r.suffixes.suffix = true
	r.compound.min = 3
	rd := reader{rules: &r, heads: map[string]bool{}, counted: map[string]bool{}}
	lines := strings.Split(text, "\n")
	// The kind of the flags holds for the whole file, wherever it stands.
	for _, line := range lines {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "FLAG" {
			r.kind = map[string]flagKind{"long": flagLong, "num": flagNum}[f[1]]
		}
	}
	for _, line := range lines {
		f := strings.Fields(line)
		for i := range f {
			if f[i][0] == '#' && i != 1 { // a flag may be #
				f = f[:i]
				break
			}
		}
		if len(f) > 0 {
			rd.line(f)
		}
	}
	if !rd.breaks {
		r.breaks = []string{"-", "^-", "-$"}
	}
	r.finish(rd)
	return r
}

func (r *rules) finish(rd reader) {
	r.in, r.out = newConverter(rd.in), newConverter(rd.out)
	for _, a := range [...]*affixes{&r.prefixes, &r.suffixes} {
		for _, list := range a.byFlag {
			for _, x := range list {
				for _, fl := range x.then {
					r.continued[fl] = true
				}
			}
		}
	}
}

func (rd *reader) line(f []string) {
	if rd.option(f) || len(f) < 2 {
		return
	}
	switch f[0] {
	case "PFX":
		rd.affix(&rd.prefixes, f)
	case "SFX":
		rd.affix(&rd.suffixes, f)
	case "LANG":
		lang := strings.ToLower(f[1])
		for _, tag := range []string{"tr", "az", "crh"} {
			rd.turkic = rd.turkic || lang == tag || strings.HasPrefix(lang, tag+"_")
		}
	case "IGNORE":
		rd.ignore = f[1]
	case "TRY":
		rd.try = f[1]
	case "KEY":
		rd.key = strings.Split(f[1], "|")
	default:
		rd.table(f)
	}
}

// option reads what is a flag, a number, or only there.
func (rd *reader) option(f []string) bool {
	c := &rd.compound
	switch f[0] {
	case "COMPLEXPREFIXES":
		rd.complexPrefixes = true
	case "FULLSTRIP":
		rd.fullStrip = true
	case "CHECKSHARPS":
		rd.sharpS = true
	case "CHECKCOMPOUNDDUP":
		c.noDouble = true
	case "CHECKCOMPOUNDREP":
		c.noReplaced = true
	case "CHECKCOMPOUNDCASE":
		c.noCapitals = true
	case "CHECKCOMPOUNDTRIPLE":
		c.noTriple = true
	case "SIMPLIFIEDTRIPLE":
		c.simplified = true
	default:
		if len(f) < 2 {
			return false
		}
		if n, err := strconv.Atoi(f[1]); err == nil && f[0] == "COMPOUNDMIN" {
			c.min = max(1, n)
			return true
		} else if err == nil && f[0] == "COMPOUNDWORDMAX" {
			c.most = n
			return true
		}
		named := map[string]*flag{
			"NEEDAFFIX": &rd.needAffix, "PSEUDOROOT": &rd.needAffix, "FORBIDDENWORD": &rd.forbidden,
			"KEEPCASE": &rd.keepCase, "ONLYINCOMPOUND": &rd.onlyInCompound, "CIRCUMFIX": &rd.circumfix,
			"NOSUGGEST": &rd.noSuggest, "SUBSTANDARD": &rd.substandard,
			"COMPOUNDFLAG": &c.anywhere, "COMPOUNDBEGIN": &c.begin, "COMPOUNDMIDDLE": &c.middle,
			"COMPOUNDEND": &c.end, "COMPOUNDLAST": &c.end,
			"COMPOUNDPERMITFLAG": &c.permit, "COMPOUNDFORBIDFLAG": &c.forbid,
		}
		if at := named[f[0]]; at != nil {
			*at = rd.kind.one(f[1])
			return true
		}
		return false
	}
	return true
}

// table reads a line of the options that have several, of which the first says
// how many follow.
func (rd *reader) table(f []string) {
	switch f[0] {
	case "AF", "REP", "MAP", "BREAK", "ICONV", "OCONV", "COMPOUNDRULE", "CHECKCOMPOUNDPATTERN":
	default:
		return
	}
	if _, err := strconv.Atoi(f[1]); err == nil && !rd.counted[f[0]] {
		rd.counted[f[0]] = true
		rd.breaks = rd.breaks || f[0] == "BREAK"
		return
	}
	switch f[0] {
	case "AF":
		rd.aliases = append(rd.aliases, rd.kind.parse(f[1]))
	case "MAP":
		rd.like = append(rd.like, groups(f[1]))
	case "BREAK":
		rd.breaks = true
		rd.rules.breaks = append(rd.rules.breaks, f[1])
	case "COMPOUNDRULE":
		rd.compound.rules = append(rd.compound.rules, parseRule(f[1], rd.kind))
	}
	if len(f) < 3 {
		return
	}
	switch f[0] {
	case "REP":
		rd.rep = append(rd.rep, replacement{f[1], strings.ReplaceAll(f[2], "_", " ")})
	case "ICONV":
		rd.in = append(rd.in, replacement{f[1], f[2]})
	case "OCONV":
		rd.out = append(rd.out, replacement{f[1], f[2]})
	case "CHECKCOMPOUNDPATTERN":
		if len(f) > 3 {
			return // what the two words become where they meet is not known here
		}
		var j junction
		var left, right string
		j.left, left, _ = strings.Cut(f[1], "/")
		j.right, right, _ = strings.Cut(f[2], "/")
		j.leftFlag, j.rightFlag = rd.kind.one(left), rd.kind.one(right)
		rd.compound.never = append(rd.compound.never, j)
	}
}

// groups parts the letters of a MAP line; several in parentheses are one.
func groups(s string) (list []string) {
	for s != "" {
		if in, rest, ok := strings.Cut(strings.TrimPrefix(s, "("), ")"); ok && s[0] == '(' {
			list, s = append(list, in), rest
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		list, s = append(list, s[:n]), s[n:]
	}
	return list
}

// affix reads a head, “SFX flag cross number”, or a rule, “SFX flag strip
// add/flags condition”.
func (rd *reader) affix(a *affixes, f []string) {
	if len(f) < 4 {
		return
	}
	name := f[0] + f[1]
	cross, headed := rd.heads[name]
	if !headed {
		rd.heads[name] = f[2] == "Y"
		return
	}
	x := &affix{flag: rd.kind.one(f[1]), strip: f[2], cross: cross}
	add, then, _ := strings.Cut(f[3], "/")
	x.then = rd.flagsOf(then)
	if x.strip == "0" {
		x.strip = ""
	}
	if add == "0" {
		add = ""
	}
	x.add = rd.strip(add)
	if len(f) > 4 {
		x.when = parseCondition(f[4])
	}
	if x.flag != 0 {
		a.put(x)
	}
}
