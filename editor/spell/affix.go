package spell

import (
	"strings"
	"unicode/utf8"
)

// affix is one way to make a word of another: strip is taken from its end, or
// its start, and add put there, if the word looks like when.
type affix struct {
	flag       flag
	strip, add string
	when       condition
	then       flags // of the word that is made, for further affixes and compounds
	cross      bool  // goes together with an affix at the word's other end
}

// affixes are those of one end of words, by what they add and by their flags.
type affixes struct {
	suffix  bool
	byAdd   map[string][]*affix
	byFlag  map[flag][]*affix
	longest int // bytes that one adds
}

func (a *affixes) put(x *affix) {
	if a.byAdd == nil {
		a.byAdd, a.byFlag = map[string][]*affix{}, map[flag][]*affix{}
	}
	a.byAdd[x.add] = append(a.byAdd[x.add], x)
	a.byFlag[x.flag] = append(a.byFlag[x.flag], x)
	a.longest = max(a.longest, len(x.add))
}

// stems calls yield with each affix that a word may have been made by, and what
// it was made of.
func (r *rules) stems(a *affixes, word string, yield func(x *affix, stem string) bool) bool {
	for n := 0; n <= min(a.longest, len(word)); n++ {
		add, rest := word[:n], word[n:]
		if a.suffix {
			rest, add = word[:len(word)-n], word[len(word)-n:]
		}
		for _, x := range a.byAdd[add] {
			if rest == "" && (x.strip == "" || !r.fullStrip) {
				continue
			}
			stem := x.strip + rest
			if a.suffix {
				stem = rest + x.strip
			}
			if x.when.matches(stem, a.suffix) && !yield(x, stem) {
				return false
			}
		}
	}
	return true
}

// apply makes a word of a stem.
func (r *rules) apply(a *affixes, x *affix, stem string) (string, bool) {
	if !x.when.matches(stem, a.suffix) {
		return "", false
	}
	var rest string
	var ok bool
	if a.suffix {
		rest, ok = strings.CutSuffix(stem, x.strip)
	} else {
		rest, ok = strings.CutPrefix(stem, x.strip)
	}
	if !ok || rest == "" && (!r.fullStrip || x.add == "") {
		return "", false
	}
	if a.suffix {
		return rest + x.add, true
	}
	return x.add + rest, true
}

// condition says what the start or the end of a word must look like: a class
// of letters for each.
type condition []class

type class struct {
	not bool
	set string // with not, "" is any letter
}

// parseCondition reads letters, dots and classes in brackets.
func parseCondition(s string) condition {
	if s == "." {
		return nil
	}
	var c condition
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch r {
		case '.':
			c = append(c, class{not: true})
		case '[':
			set, rest, ok := strings.Cut(s[n:], "]")
			if !ok {
				return append(c, class{set: s[n:]})
			}
			cl := class{set: set}
			if cut, ok := strings.CutPrefix(set, "^"); ok {
				cl = class{not: true, set: cut}
			}
			c = append(c, cl)
			s = rest
			continue
		default:
			c = append(c, class{set: s[:n]})
		}
		s = s[n:]
	}
	return c
}

func (c condition) matches(word string, atEnd bool) bool {
	for i := range c {
		var r rune
		var n int
		cl := c[i]
		if atEnd {
			cl = c[len(c)-1-i]
			r, n = utf8.DecodeLastRuneInString(word)
		} else {
			r, n = utf8.DecodeRuneInString(word)
		}
		if n == 0 || strings.ContainsRune(cl.set, r) == cl.not {
			return false
		}
		if atEnd {
			word = word[:len(word)-n]
		} else {
			word = word[n:]
		}
	}
	return true
}

// form is a way to read a word: an entry, and the affixes that make the word
// of it. Of two affixes at one end the first named is the outer one.
type form struct {
	entry                            *entry
	prefix, prefix2, suffix, suffix2 *affix
}

func (f form) has(x flag) bool {
	if x == 0 {
		return false
	}
	if f.entry.flags.has(x) {
		return true
	}
	for _, a := range [...]*affix{f.prefix, f.prefix2, f.suffix, f.suffix2} {
		if a != nil && a.then.has(x) {
			return true
		}
	}
	return false
}

// gives reports whether the flags of an entry, or of one of the affixes that
// stand closer to it, allow an affix.
func gives(e *entry, x *affix, others ...*affix) bool {
	if e.flags.has(x.flag) {
		return true
	}
	for _, o := range others {
		if o != nil && o.then.has(x.flag) {
			return true
		}
	}
	return false
}

// forms calls yield with each way to read a word, until yield returns false.
func (d *Dictionary) forms(word string, yield func(form) bool) bool {
	for e := d.words[word]; e != nil; e = e.next {
		if !yield(form{entry: e}) {
			return false
		}
	}
	if !d.suffixed(word, nil, nil, yield) {
		return false
	}
	return d.stems(&d.prefixes, word, func(p *affix, stem string) bool {
		return d.prefixed(stem, p, nil, yield)
	})
}

// prefixed reads what is left of a word without its prefixes, of which p2, if
// there is one, is the inner.
func (d *Dictionary) prefixed(stem string, p, p2 *affix, yield func(form) bool) bool {
	inner := p
	if p2 != nil {
		inner = p2
	}
	for e := d.words[stem]; e != nil; e = e.next {
		if e.flags.has(inner.flag) && (p2 == nil || gives(e, p, p2)) && !yield(form{entry: e, prefix: p, prefix2: p2}) {
			return false
		}
	}
	if p.cross && (p2 == nil || p2.cross) && !d.suffixed(stem, p, p2, yield) {
		return false
	}
	if !d.complexPrefixes || p2 != nil || !d.continued[p.flag] {
		return true
	}
	return d.stems(&d.prefixes, stem, func(x *affix, stem string) bool {
		return !x.then.has(p.flag) || d.prefixed(stem, p, x, yield)
	})
}

// suffixed reads a word, of which the prefixes are off, as one with one or two
// suffixes.
func (d *Dictionary) suffixed(word string, p, p2 *affix, yield func(form) bool) bool {
	return d.stems(&d.suffixes, word, func(s *affix, stem string) bool {
		if p != nil && !s.cross {
			return true
		}
		for e := d.words[stem]; e != nil; e = e.next {
			if gives(e, s, p, p2) && (p == nil || gives(e, p, p2, s)) && (p2 == nil || gives(e, p2, s)) &&
				!yield(form{entry: e, prefix: p, prefix2: p2, suffix: s}) {
				return false
			}
		}
		if d.complexPrefixes || !d.continued[s.flag] {
			return true
		}
		return d.stems(&d.suffixes, stem, func(s2 *affix, stem string) bool {
			if !s2.then.has(s.flag) || p != nil && !s2.cross {
				return true
			}
			for e := d.words[stem]; e != nil; e = e.next {
				if gives(e, s2, p) && (p == nil || gives(e, p, s, s2)) &&
					!yield(form{entry: e, prefix: p, suffix: s, suffix2: s2}) {
					return false
				}
			}
			return true
		})
	})
}

// stands reports whether a form is a word by itself: no part of one only, and
// with all the affixes that it needs.
func (r *rules) stands(f form) bool { return !f.has(r.onlyInCompound) && r.complete(f) }

// complete reports whether a form has all the affixes that it needs.
func (r *rules) complete(f form) bool {
	if f.entry.flags.has(r.forbidden) {
		return false
	}
	if f.prefix == nil && f.suffix == nil {
		return !f.entry.flags.has(r.needAffix)
	}
	if r.needAffix != 0 && (f.prefix == nil || f.prefix.then.has(r.needAffix)) && (f.suffix == nil || f.suffix.then.has(r.needAffix)) {
		return false
	}
	if r.circumfix == 0 {
		return true
	}
	around := func(a *affix) bool { return a != nil && a.then.has(r.circumfix) }
	return (around(f.prefix) || around(f.prefix2)) == (around(f.suffix) || around(f.suffix2))
}

// expand calls yield with each word that is made of a stem by its entry's
// affixes, the stem itself included if it is a word.
func (d *Dictionary) expand(stem string, e *entry, yield func(string) bool) bool {
	give := func(word string, f form) bool { return !d.stands(f) || yield(word) }
	if !give(stem, form{entry: e}) {
		return false
	}
	prefix := func(word string, f form, sets ...flags) bool {
		return d.each(&d.prefixes, word, sets, func(p *affix, made string) bool {
			if f.suffix != nil && !p.cross {
				return true
			}
			f := f
			f.prefix = p
			if !give(made, f) {
				return false
			}
			if !d.complexPrefixes {
				return true
			}
			return d.each(&d.prefixes, made, []flags{p.then}, func(q *affix, made string) bool {
				if f.suffix != nil && !q.cross {
					return true
				}
				f := f
				f.prefix, f.prefix2 = q, p
				return give(made, f)
			})
		})
	}
	if !prefix(stem, form{entry: e}, e.flags) {
		return false
	}
	return d.each(&d.suffixes, stem, []flags{e.flags}, func(s *affix, made string) bool {
		f := form{entry: e, suffix: s}
		if !give(made, f) || s.cross && !prefix(made, f, e.flags, s.then) {
			return false
		}
		if d.complexPrefixes {
			return true
		}
		return d.each(&d.suffixes, made, []flags{s.then}, func(o *affix, made string) bool {
			f := form{entry: e, suffix: o, suffix2: s}
			return give(made, f) && (!o.cross || !s.cross || prefix(made, f, e.flags, s.then, o.then))
		})
	})
}

// each calls yield with every affix that one of the sets of flags names and
// that a word takes, and with what it makes.
func (d *Dictionary) each(a *affixes, word string, sets []flags, yield func(x *affix, made string) bool) bool {
	for _, set := range sets {
		for _, fl := range set {
			for _, x := range a.byFlag[fl] {
				if made, ok := d.apply(a, x, word); ok && !yield(x, made) {
					return false
				}
			}
		}
	}
	return true
}
