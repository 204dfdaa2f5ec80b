package csl

import (
	"fmt"
	"strings"
)

// element is a rendering element of a style. It renders itself for one cite;
// nil means that it has nothing to show.
type element interface {
	render(r *renderer) *node
}

// attributes are what all rendering elements may carry.
type attributes struct {
	format         Format
	prefix, suffix string
	display        Display
	textCase       textCase
	stripPeriods   bool
	quotes         bool
}

type textElement struct {
	attributes
	variable, term, value string
	hasValue              bool
	macro                 *macro
	form                  string
	plural                bool
}

type numberElement struct {
	attributes
	variable string
	form     string
}

type dateElement struct {
	attributes
	variable  string
	form      string // "text" or "numeric" for a localized format
	parts     string // the date-parts attribute
	delimiter string
	children  []datePart
}

// datePart is a cs:date-part of a style or of a locale's date format.
type datePart struct {
	attributes
	name           string
	form           string
	rangeDelimiter string
	attrs          *xmlNode // what was written, to override a localized format
}

type labelElement struct {
	attributes
	variable string
	form     string
	plural   string
}

type groupElement struct {
	attributes
	delimiter string
	body      []element
}

type chooseElement struct {
	branches []branch
}

type branch struct {
	match      string // "all", "any" or "none"
	conditions []condition
	body       []element
}

type namesElement struct {
	attributes
	variables  []string
	source     *xmlNode // for the inheritance of name options
	name       *nameElement
	etAl       *etAlElement
	label      *labelElement
	labelFirst bool
	substitute []element
	options    [2]nameOptions // resolved: for citations and for the bibliography
	delimiter  [2]string
}

type nameElement struct {
	attributes
	source        *xmlNode
	family, given *attributes
}

type etAlElement struct {
	attributes
	term string
}

// walkElements visits elements and what is inside them, but not the macros
// they call.
func walkElements(list []element, visit func(element)) {
	for _, e := range list {
		visit(e)
		switch e := e.(type) {
		case *groupElement:
			walkElements(e.body, visit)
		case *chooseElement:
			for _, b := range e.branches {
				walkElements(b.body, visit)
			}
		case *namesElement:
			walkElements(e.substitute, visit)
		}
	}
}

func parseAttributes(n *xmlNode) attributes {
	return attributes{
		format:       parseFormat(n),
		prefix:       n.attr("prefix"),
		suffix:       n.attr("suffix"),
		display:      parseDisplay(n.attr("display")),
		textCase:     parseTextCase(n.attr("text-case")),
		stripPeriods: n.attr("strip-periods") == "true",
		quotes:       n.attr("quotes") == "true",
	}
}

func (p *styleParser) elements(n *xmlNode) ([]element, error) {
	var out []element
	for _, k := range n.kids {
		e, err := p.element(k)
		if err != nil {
			return nil, err
		}
		if e != nil {
			out = append(out, e)
		}
	}
	return out, nil
}

func (p *styleParser) element(n *xmlNode) (element, error) {
	switch n.name {
	case "text":
		return p.text(n)
	case "number":
		return &numberElement{attributes: parseAttributes(n), variable: n.attr("variable"), form: n.attr("form")}, nil
	case "date":
		return parseDate(n), nil
	case "label":
		return parseLabel(n), nil
	case "group":
		body, err := p.elements(n)
		return &groupElement{attributes: parseAttributes(n), delimiter: n.attr("delimiter"), body: body}, err
	case "choose":
		return p.choose(n)
	case "names":
		return p.namesElement(n)
	}
	// Elements of later versions, and of other processors, are left out, as
	// other processors do.
	return nil, nil
}

func (p *styleParser) text(n *xmlNode) (element, error) {
	e := &textElement{
		attributes: parseAttributes(n),
		variable:   n.attr("variable"),
		term:       n.attr("term"),
		form:       n.attr("form"),
		plural:     n.attr("plural") == "true",
	}
	e.value, e.hasValue = n.lookup("value")
	if name, ok := n.lookup("macro"); ok {
		e.macro = p.style.macros[name]
		if e.macro == nil {
			return nil, fmt.Errorf("the macro %q is called but does not exist", name)
		}
	}
	return e, nil
}

func parseDate(n *xmlNode) *dateElement {
	return &dateElement{
		attributes: parseAttributes(n),
		variable:   n.attr("variable"),
		form:       n.attr("form"),
		parts:      n.attr("date-parts"),
		delimiter:  n.attr("delimiter"),
		children:   parseDateParts(n),
	}
}

func parseDateParts(n *xmlNode) []datePart {
	var out []datePart
	for _, k := range n.kids {
		if k.name != "date-part" {
			continue
		}
		out = append(out, datePart{
			attributes:     parseAttributes(k),
			name:           k.attr("name"),
			form:           k.attr("form"),
			rangeDelimiter: k.attr("range-delimiter"),
			attrs:          k,
		})
	}
	return out
}

func parseLabel(n *xmlNode) *labelElement {
	return &labelElement{
		attributes: parseAttributes(n),
		variable:   n.attr("variable"),
		form:       n.attr("form"),
		plural:     n.attr("plural"),
	}
}

func (p *styleParser) choose(n *xmlNode) (element, error) {
	e := &chooseElement{}
	for _, k := range n.kids {
		body, err := p.elements(k)
		if err != nil {
			return nil, err
		}
		b := branch{match: k.attr("match"), body: body}
		if k.name != "else" {
			b.conditions = parseConditions(k)
		}
		e.branches = append(e.branches, b)
	}
	return e, nil
}

func (p *styleParser) namesElement(n *xmlNode) (element, error) {
	e := &namesElement{
		attributes: parseAttributes(n),
		variables:  strings.Fields(n.attr("variable")),
		source:     n,
	}
	var substitute *xmlNode
	for _, k := range n.kids {
		switch k.name {
		case "name":
			e.name = parseName(k)
		case "et-al":
			e.etAl = &etAlElement{attributes: parseAttributes(k), term: k.attr("term")}
		case "label":
			e.label = parseLabel(k)
			e.labelFirst = e.name == nil && n.child("name") != nil
		case "substitute":
			substitute = k
		}
	}
	if outer := p.names; outer != nil && e.name == nil && e.etAl == nil && e.label == nil {
		e.name, e.etAl, e.label, e.labelFirst = outer.name, outer.etAl, outer.label, outer.labelFirst
		e.inheritFrom(outer)
	}
	if substitute != nil {
		previous := p.names
		p.names = e
		body, err := p.elements(substitute)
		p.names = previous
		if err != nil {
			return nil, err
		}
		e.substitute = body
	}
	return e, nil
}

// inheritFrom takes over what the shorthand form of cs:names does not say.
func (n *namesElement) inheritFrom(outer *namesElement) {
	if _, ok := n.source.lookup("delimiter"); !ok {
		if d, ok := outer.source.lookup("delimiter"); ok {
			copied := *n.source
			copied.attrs = append(copied.attrs[:len(copied.attrs):len(copied.attrs)], delimiterAttr(d))
			n.source = &copied
		}
	}
}

func parseName(n *xmlNode) *nameElement {
	e := &nameElement{attributes: parseAttributes(n), source: n}
	for _, k := range n.kids {
		if k.name != "name-part" {
			continue
		}
		a := parseAttributes(k)
		switch k.attr("name") {
		case "family":
			e.family = &a
		case "given":
			e.given = &a
		}
	}
	return e
}
