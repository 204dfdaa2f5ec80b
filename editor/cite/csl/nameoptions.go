package csl

import "encoding/xml"

// nameOptions are the attributes of cs:name with their inheritance resolved:
// what is not set on cs:name is taken from cs:citation or cs:bibliography,
// then from cs:style.
type nameOptions struct {
	and                   string // "text", "symbol" or ""
	delimiter             string
	precedesEtAl          string
	precedesLast          string
	etAlMin, etAlUseFirst int
	subsequentMin         int // 0: as etAlMin
	subsequentUseFirst    int
	etAlUseLast           bool
	form                  string // "long", "short" or "count"
	initialize            bool
	initializeWith        string
	hasInitializeWith     bool
	sortOrder             string // "first", "all" or ""
	sortSeparator         string
	hasSubsequentUseFirst bool
}

// The two places a style formats.
const (
	forCitation = iota
	forBibliography
)

// scope looks a name attribute up from the innermost element outwards.
type scope struct {
	name  *xmlNode
	outer []*xmlNode
}

func (s scope) get(attr, inherited string) (string, bool) {
	if v, ok := s.name.lookup(attr); ok {
		return v, true
	}
	for _, n := range s.outer {
		if v, ok := n.lookup(inherited); ok {
			return v, true
		}
	}
	return "", false
}

func (s scope) text(attr, inherited, otherwise string) string {
	if v, ok := s.get(attr, inherited); ok {
		return v
	}
	return otherwise
}

func (s scope) number(attr string) (int, bool) {
	v, ok := s.get(attr, attr)
	return number(v, 0), ok
}

func (s scope) options() nameOptions {
	o := nameOptions{
		and:           s.text("and", "and", ""),
		delimiter:     s.text("delimiter", "name-delimiter", ", "),
		precedesEtAl:  s.text("delimiter-precedes-et-al", "delimiter-precedes-et-al", "contextual"),
		precedesLast:  s.text("delimiter-precedes-last", "delimiter-precedes-last", "contextual"),
		etAlUseLast:   s.text("et-al-use-last", "et-al-use-last", "") == "true",
		form:          s.text("form", "name-form", "long"),
		initialize:    s.text("initialize", "initialize", "true") == "true",
		sortOrder:     s.text("name-as-sort-order", "name-as-sort-order", ""),
		sortSeparator: s.text("sort-separator", "sort-separator", ", "),
	}
	o.initializeWith, o.hasInitializeWith = s.get("initialize-with", "initialize-with")
	o.etAlMin, _ = s.number("et-al-min")
	var ok bool
	if o.etAlUseFirst, ok = s.number("et-al-use-first"); !ok {
		o.etAlMin = 0
	}
	o.subsequentMin, _ = s.number("et-al-subsequent-min")
	o.subsequentUseFirst, o.hasSubsequentUseFirst = s.number("et-al-subsequent-use-first")
	return o
}

// resolveNames settles the inheritance of every cs:names in the style, once
// for citations and once for the bibliography.
func (p *styleParser) resolveNames() {
	s := p.style
	places := [2]*xmlNode{p.root.child("citation"), p.root.child("bibliography")}
	resolve := func(e element) {
		n, ok := e.(*namesElement)
		if !ok {
			return
		}
		var name *xmlNode
		if n.name != nil {
			name = n.name.source
		}
		for i, place := range places {
			n.options[i] = scope{name, []*xmlNode{n.source, place, p.root}}.options()
			d, _ := scope{n.source, []*xmlNode{place, p.root}}.get("delimiter", "names-delimiter")
			n.delimiter[i] = d
		}
	}
	for _, m := range s.macros {
		walkElements(m.body, resolve)
	}
	walkElements(s.citation.layout.body, resolve)
	if s.bibliography != nil {
		walkElements(s.bibliography.layout.body, resolve)
	}
}

func delimiterAttr(value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: "delimiter"}, Value: value}
}
