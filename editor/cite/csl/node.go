package csl

import "strings"

// node is a piece of rendered output while it can still change: a text, or
// other pieces between affixes. Affixes and delimiters stay apart from the
// text until the end, so that a piece can be taken out afterwards (for
// collapsing, or to suppress an author) and its punctuation goes with it.
type node struct {
	text string
	kids []*node

	delim          string
	prefix, suffix string
	format         Format
	quotes         bool
	markup         bool // the format comes from the field's own markup and flips
	noCase         bool // text-case does not reach inside
	raw            bool // punctuation inside is the author's and stays
	display        Display
	link           string

	role   role
	person Name // whom a roleName names, also where only initials show
}

// role says what a piece is, for the steps that look for it again.
type role uint8

const (
	roleNone role = iota
	roleNames
	roleNameList // the names of one variable, without label
	roleName
	roleYear       // the year of a date
	roleYearSuffix // the letter that tells two cites of a year apart
	roleCitationNumber
	roleLocator
	roleSubstitute // what stands in place of missing names
	roleTerm       // a cs:text with a term, whose case the style leaves open
)

func textNode(s string) *node { return &node{text: s} }

// isEmpty reports whether nothing of n would be seen.
func (n *node) isEmpty() bool {
	if n == nil {
		return true
	}
	if n.text != "" {
		return false
	}
	for _, k := range n.kids {
		if !k.isEmpty() {
			return false
		}
	}
	return true
}

// walk visits n and what is in it, in order, until visit returns false.
func (n *node) walk(visit func(*node) bool) bool {
	if n == nil {
		return true
	}
	if !visit(n) {
		return false
	}
	for _, k := range n.kids {
		if !k.walk(visit) {
			return false
		}
	}
	return true
}

// find returns the first piece with the role, or nil.
func (n *node) find(r role) *node {
	var found *node
	n.walk(func(m *node) bool {
		if m.role == r && !m.isEmpty() {
			found = m
		}
		return found == nil
	})
	return found
}

// firstTerm returns the term that n begins with, or nil when it begins with
// anything else.
func (n *node) firstTerm() *node {
	for !n.isEmpty() {
		if n.role == roleTerm {
			return n
		}
		var first *node
		for _, k := range n.kids {
			if !k.isEmpty() {
				first = k
				break
			}
		}
		if n.text != "" || first == nil {
			return nil
		}
		n = first
	}
	return nil
}

// prune empties every piece with one of the roles.
func (n *node) prune(roles ...role) {
	n.walk(func(m *node) bool {
		for _, r := range roles {
			if m.role == r {
				m.clear()
			}
		}
		return true
	})
}

func (n *node) clear() { n.text, n.kids = "", nil }

// leaves returns the texts of n in order, with the protection from text-case
// that surrounds each.
func (n *node) leaves() []leaf {
	var out []leaf
	var gather func(m *node, noCase bool)
	gather = func(m *node, noCase bool) {
		if m == nil {
			return
		}
		noCase = noCase || m.noCase
		if m.text != "" {
			out = append(out, leaf{&m.text, noCase})
		}
		first := true
		for _, k := range m.kids {
			if k.isEmpty() {
				continue
			}
			if !first && m.delim != "" {
				out = append(out, leaf{&m.delim, true})
			}
			first = false
			if k.prefix != "" {
				out = append(out, leaf{&k.prefix, noCase})
			}
			gather(k, noCase)
			if k.suffix != "" {
				out = append(out, leaf{&k.suffix, noCase})
			}
		}
	}
	gather(n, false)
	return out
}

type leaf struct {
	text      *string
	protected bool
}

// plain returns the text of n with its affixes and delimiters and without any
// formatting: what cites are compared by.
func (n *node) plain() string {
	var b strings.Builder
	n.writePlain(&b)
	return b.String()
}

func (n *node) writePlain(b *strings.Builder) {
	if n.isEmpty() {
		return
	}
	b.WriteString(n.prefix)
	b.WriteString(n.text)
	first := true
	for _, k := range n.kids {
		if k.isEmpty() {
			continue
		}
		if !first {
			b.WriteString(n.delim)
		}
		first = false
		k.writePlain(b)
	}
	b.WriteString(n.suffix)
}

// clone returns a deep copy.
func (n *node) clone() *node {
	if n == nil {
		return nil
	}
	c := *n
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	return &c
}
