package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// compounding says how words are joined to longer ones.
type compounding struct {
	anywhere, begin, middle, end flag // of words that may stand there
	permit, forbid               flag // of affixes inside a compound
	min                          int  // runes of a part
	most                         int  // parts, or 0

	noDouble, noReplaced, noCapitals, noTriple bool // what must not be where parts meet
	simplified                                 bool // of three equal letters there, one is left out

	never []junction
	rules [][]item
}

// junction is where two parts meet.
type junction struct {
	left, right         string
	leftFlag, rightFlag flag
}

// item of a rule for compounds: words with a flag.
type item struct {
	flag      flag
	many, opt bool
}

func (c *compounding) any() bool {
	return c.anywhere != 0 || c.begin != 0 || len(c.rules) > 0
}

// parseRule reads a pattern of flags with * and ?; flags of several characters
// stand in parentheses.
func parseRule(s string, kind flagKind) (rule []item) {
	for _, g := range groups(s) {
		switch n := len(rule); {
		case g == "*" && n > 0:
			rule[n-1].many, rule[n-1].opt = true, true
		case g == "?" && n > 0:
			rule[n-1].opt = true
		default:
			if f := kind.one(g); f != 0 {
				rule = append(rule, item{flag: f})
			}
		}
	}
	return rule
}

// joining is a search for the parts of one compound.
type joining struct {
	*Dictionary
	left *int // parts that may still be looked at, so that no word takes long
}

const partsMax = 3000

// joined reports whether a word is a compound of several. It looks at no more
// parts than are left, and takes them off.
func (d *Dictionary) joined(word string, left *int) bool {
	c := &d.compound
	if utf8.RuneCountInString(word) < 2*c.min {
		return false
	}
	j := joining{d, left}
	if (c.anywhere != 0 || c.begin != 0) && j.split(word, nil, 1) {
		return !c.noReplaced || !d.replaced(word)
	}
	if len(c.rules) == 0 {
		return false
	}
	var states []state
	for i := range c.rules {
		states = c.enter(states, state{i, 0})
	}
	return j.follow(word, states, 0)
}

// part of a compound.
type part struct {
	text  string
	form  form
	lends bool // its last letter to the next part, which begins with the same
}

// cuts calls yield with each way to cut a part off a word, both of at least
// the least length.
func (c *compounding) cuts(word string, yield func(at int) bool) bool {
	runes, total := 0, utf8.RuneCountInString(word)
	for at := range word {
		if runes >= c.min && total-runes >= c.min && at > 0 && !yield(at) {
			return false
		}
		runes++
	}
	return true
}

// split reports whether word, which follows prev, is a row of parts of which it
// is the n-th and following.
func (j *joining) split(word string, prev *part, n int) bool {
	c := &j.compound
	if c.most > 0 && n >= c.most {
		return false
	}
	where := c.middle
	if prev == nil {
		where = c.begin
	}
	return !c.cuts(word, func(at int) bool {
		if *j.left--; *j.left < 0 {
			return false
		}
		found := !j.forms(word[:at], func(f form) bool {
			if !j.fits(f, where, prev == nil, false) {
				return true
			}
			this := &part{text: word[:at], form: f}
			return (prev != nil && !j.meet(prev, this)) || !j.rest(word[at:], this, n)
		})
		return !found
	})
}

// rest reports whether what follows a part ends the compound, or goes on.
func (j *joining) rest(word string, prev *part, n int) bool {
	if j.last(word, prev) || j.split(word, prev, n+1) {
		return true
	}
	if !j.compound.simplified {
		return false
	}
	r, k := utf8.DecodeLastRuneInString(prev.text)
	if s, _ := utf8.DecodeLastRuneInString(prev.text[:len(prev.text)-k]); r != s {
		return false
	}
	lender := *prev
	lender.lends = true
	word, prev = string(r)+word, &lender
	return j.last(word, prev) || j.split(word, prev, n+1)
}

func (j *joining) last(word string, prev *part) bool {
	if *j.left--; *j.left < 0 {
		return false
	}
	return !j.forms(word, func(f form) bool {
		return !j.fits(f, j.compound.end, false, true) || !j.meet(prev, &part{text: word, form: f})
	})
}

// fits reports whether a form may be a part at a place. Affixes stand only at
// the ends of a compound, unless they say otherwise.
func (j *joining) fits(f form, where flag, start, end bool) bool {
	c := &j.compound
	if f.entry.caps || !f.has(c.anywhere) && !f.has(where) || f.has(c.forbid) || !j.complete(f) {
		return false
	}
	if f.prefix != nil && !start && !f.prefix.then.has(c.permit) {
		return false
	}
	return f.suffix == nil || end || f.suffix.then.has(c.permit)
}

// meet reports whether two parts may follow one another.
func (j *joining) meet(a, b *part) bool {
	c := &j.compound
	if c.noDouble && a.form.entry == b.form.entry {
		return false
	}
	x, n := utf8.DecodeLastRuneInString(a.text)
	y, m := utf8.DecodeRuneInString(b.text)
	if c.noCapitals && (unicode.IsUpper(x) || unicode.IsUpper(y)) && x != '-' && y != '-' {
		return false
	}
	if c.noTriple && x == y && !a.lends {
		before, _ := utf8.DecodeLastRuneInString(a.text[:len(a.text)-n])
		after, _ := utf8.DecodeRuneInString(b.text[m:])
		if before == x || after == x {
			return false
		}
	}
	for _, n := range c.never {
		left := strings.HasSuffix(a.text, n.left) || n.left == "0"
		right := strings.HasPrefix(b.text, n.right) || n.right == "0"
		if left && right && (n.leftFlag == 0 || a.form.has(n.leftFlag)) && (n.rightFlag == 0 || b.form.has(n.rightFlag)) {
			return false
		}
	}
	return true
}

// replaced reports whether a compound is probably a word with a usual mistake.
func (d *Dictionary) replaced(word string) bool {
	for _, r := range d.rep {
		for at := 0; r.from != ""; {
			k := strings.Index(word[at:], r.from)
			if k < 0 {
				break
			}
			at += k
			if d.simple(word[:at]+r.to+word[at+len(r.from):], asWritten, 0) {
				return true
			}
			at += len(r.from)
		}
	}
	return false
}

// state is a place in a rule for compounds.
type state struct{ rule, at int }

// enter adds a state, and those that are reached from it by items that may be
// left out.
func (c *compounding) enter(to []state, s state) []state {
	for {
		for _, have := range to {
			if have == s {
				return to
			}
		}
		to = append(to, s)
		if rule := c.rules[s.rule]; s.at >= len(rule) || !rule[s.at].opt {
			return to
		}
		s.at++
	}
}

// follow reports whether a word is a row of words as one of the rules in
// states asks for.
func (j *joining) follow(word string, states []state, n int) bool {
	c := &j.compound
	step := func(text string) (next []state) {
		if *j.left--; *j.left < 0 {
			return nil
		}
		for e := j.words[text]; e != nil; e = e.next {
			for _, s := range states {
				rule := c.rules[s.rule]
				if s.at >= len(rule) || !e.flags.has(rule[s.at].flag) {
					continue
				}
				if rule[s.at].many {
					next = c.enter(next, s)
				} else {
					next = c.enter(next, state{s.rule, s.at + 1})
				}
			}
		}
		return next
	}
	if n > 0 {
		for _, s := range step(word) {
			if s.at == len(c.rules[s.rule]) {
				return true
			}
		}
	}
	return !c.cuts(word, func(at int) bool {
		next := step(word[:at])
		return len(next) == 0 || !j.follow(word[at:], next, n+1)
	})
}
