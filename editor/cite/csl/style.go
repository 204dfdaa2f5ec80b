package csl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Style is a citation style, read once and used by any number of processors,
// also at the same time.
type Style struct {
	ID            string // the URI that identifies the style
	Title         string
	Class         string // "note" or "in-text"
	DefaultLocale string // the language the style asks for, or ""
	// Parent is the URI of the independent style that this one stands for.
	// A style with a parent is dependent: it has no formatting of its own,
	// and NewProcessor refuses it.
	Parent string

	macros       map[string]*macro
	citation     *area
	bibliography *area
	locales      []*localeData // the style's own cs:locale elements

	pageRangeFormat         string
	demoteNonDropping       string
	initializeWithoutHyphen bool
}

// macro is a named list of elements. Calls point to it; it is never copied
// into them, because large styles would grow fifty times.
type macro struct {
	name string
	body []element
}

// area is what a style says about one of the two places it formats: the
// citations or the bibliography.
type area struct {
	layout *layoutElement
	sort   []sortKey

	// Citations.
	collapse               string
	citeGroupDelimiter     string
	hasCiteGroupDelimiter  bool
	yearSuffixDelimiter    string
	hasYearSuffixDelimiter bool
	afterCollapse          string
	hasAfterCollapse       bool
	addNames               bool
	addGivenName           bool
	addYearSuffix          bool
	givenNameRule          string
	nearNoteDistance       int
	usesYearSuffix         bool // an element calls the year-suffix variable
	usesDisambiguate       bool // a condition asks for disambiguate
	// asks holds the variables and positions that elements or conditions ask
	// for, which says what the output may depend on.
	asks map[string]bool

	// The bibliography.
	hangingIndent    bool
	secondFieldAlign string
	lineSpacing      int
	entrySpacing     int
	authorSubstitute *string
	substituteRule   string
}

// layoutElement is cs:layout.
type layoutElement struct {
	attributes
	delimiter string
	body      []element
}

// sortKey is one cs:key: a variable or a macro.
type sortKey struct {
	variable   string
	macro      *macro
	descending bool
	namesMin   int // 0: as the macro says
	namesFirst int
	namesLast  bool
}

// ParseStyle reads a style. The error says what is wrong with the file.
func ParseStyle(r io.Reader) (*Style, error) {
	root, err := readXML(r)
	if err != nil {
		return nil, fmt.Errorf("the style cannot be read: %w", err)
	}
	if root.name != "style" {
		return nil, fmt.Errorf("this is no citation style: its outermost element is <%s>, not <style>", root.name)
	}
	s := &Style{
		Class:                   root.attr("class"),
		DefaultLocale:           root.attr("default-locale"),
		pageRangeFormat:         root.attr("page-range-format"),
		demoteNonDropping:       root.attr("demote-non-dropping-particle"),
		initializeWithoutHyphen: root.attr("initialize-with-hyphen") == "false",
		macros:                  map[string]*macro{},
	}
	s.readInfo(root.child("info"))
	p := &styleParser{style: s, root: root, bodies: map[string]*xmlNode{}}
	if err := p.parse(); err != nil {
		return nil, fmt.Errorf("the style %s cannot be used: %w", s.name(), err)
	}
	return s, nil
}

// ParseStyleBytes is ParseStyle for a file held in memory.
func ParseStyleBytes(data []byte) (*Style, error) { return ParseStyle(bytes.NewReader(data)) }

// Dependent reports whether the style only refers to another one.
func (s *Style) Dependent() bool { return s.Parent != "" && s.citation == nil }

// HasBibliography reports whether the style formats bibliographies.
func (s *Style) HasBibliography() bool { return s.bibliography != nil }

// printsYearSuffix reports whether the style has a place of its own for the
// letter that tells cites of a year apart.
func (s *Style) printsYearSuffix() bool {
	return s.citation.usesYearSuffix || s.bibliography != nil && s.bibliography.usesYearSuffix
}

func (s *Style) name() string {
	if s.Title != "" {
		return strconv.Quote(s.Title)
	}
	return strconv.Quote(s.ID)
}

func (s *Style) readInfo(info *xmlNode) {
	if info == nil {
		return
	}
	s.ID = strings.TrimSpace(info.child("id").content())
	s.Title = strings.TrimSpace(info.child("title").content())
	for _, k := range info.kids {
		if k.name == "link" && k.attr("rel") == "independent-parent" {
			s.Parent = k.attr("href")
		}
	}
}

func (n *xmlNode) content() string {
	if n == nil {
		return ""
	}
	return n.text
}

// styleParser turns the elements of a style file into a Style.
type styleParser struct {
	style  *Style
	root   *xmlNode
	bodies map[string]*xmlNode
	// names holds the innermost cs:names around what is being parsed, whose
	// children a short cs:names inside cs:substitute takes over.
	names *namesElement
}

func (p *styleParser) parse() error {
	s := p.style
	for _, k := range p.root.kids {
		switch k.name {
		case "locale":
			s.locales = append(s.locales, parseLocaleData(k))
		case "macro":
			name := k.attr("name")
			p.bodies[name] = k
			s.macros[name] = &macro{name: name}
		}
	}
	if p.root.child("citation") == nil {
		if s.Parent != "" {
			return nil
		}
		return errors.New("it has no <citation> element")
	}
	for name, m := range s.macros {
		body, err := p.elements(p.bodies[name])
		if err != nil {
			return fmt.Errorf("in the macro %q: %w", name, err)
		}
		m.body = body
	}
	if err := p.findCycle(); err != nil {
		return err
	}
	var err error
	if s.citation, err = p.area(p.root.child("citation")); err != nil {
		return err
	}
	if b := p.root.child("bibliography"); b != nil {
		if s.bibliography, err = p.area(b); err != nil {
			return err
		}
	}
	p.resolveNames()
	return nil
}

// findCycle refuses macros that call themselves.
func (p *styleParser) findCycle() error {
	const visiting, done = 1, 2
	state := map[*macro]int{}
	var visit func(m *macro) error
	visit = func(m *macro) error {
		switch state[m] {
		case visiting:
			return fmt.Errorf("the macro %q calls itself", m.name)
		case done:
			return nil
		}
		state[m] = visiting
		var err error
		walkElements(m.body, func(e element) {
			if t, ok := e.(*textElement); ok && t.macro != nil && err == nil {
				err = visit(t.macro)
			}
		})
		state[m] = done
		return err
	}
	for _, m := range p.style.macros {
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}

func (p *styleParser) area(n *xmlNode) (*area, error) {
	layout := n.child("layout")
	if layout == nil {
		return nil, fmt.Errorf("<%s> has no <layout>", n.name)
	}
	body, err := p.elements(layout)
	if err != nil {
		return nil, err
	}
	a := &area{
		layout:           &layoutElement{attributes: parseAttributes(layout), delimiter: layout.attr("delimiter"), body: body},
		collapse:         n.attr("collapse"),
		addNames:         n.attr("disambiguate-add-names") == "true",
		addGivenName:     n.attr("disambiguate-add-givenname") == "true",
		addYearSuffix:    n.attr("disambiguate-add-year-suffix") == "true",
		givenNameRule:    n.attr("givenname-disambiguation-rule"),
		nearNoteDistance: number(n.attr("near-note-distance"), 5),
		hangingIndent:    n.attr("hanging-indent") == "true",
		secondFieldAlign: n.attr("second-field-align"),
		lineSpacing:      number(n.attr("line-spacing"), 1),
		entrySpacing:     number(n.attr("entry-spacing"), 1),
		substituteRule:   n.attr("subsequent-author-substitute-rule"),
	}
	if v, ok := n.lookup("subsequent-author-substitute"); ok {
		a.authorSubstitute = &v
	}
	a.citeGroupDelimiter, a.hasCiteGroupDelimiter = n.lookup("cite-group-delimiter")
	a.yearSuffixDelimiter, a.hasYearSuffixDelimiter = n.lookup("year-suffix-delimiter")
	a.afterCollapse, a.hasAfterCollapse = n.lookup("after-collapse-delimiter")
	if sort := n.child("sort"); sort != nil {
		for _, k := range sort.kids {
			key, err := p.sortKey(k)
			if err != nil {
				return nil, err
			}
			a.sort = append(a.sort, key)
		}
	}
	p.note(a)
	return a, nil
}

// note records which special means the area's elements make use of.
func (p *styleParser) note(a *area) {
	a.asks = map[string]bool{}
	seen := map[*macro]bool{}
	var visit func(e element)
	visit = func(e element) {
		switch e := e.(type) {
		case *numberElement:
			a.asks[e.variable] = true
		case *labelElement:
			a.asks[e.variable] = true
		case *textElement:
			a.asks[e.variable] = true
			a.usesYearSuffix = a.usesYearSuffix || e.variable == "year-suffix" || e.variable == "citation-label"
			if e.macro != nil && !seen[e.macro] {
				seen[e.macro] = true
				walkElements(e.macro.body, visit)
			}
		case *chooseElement:
			for _, b := range e.branches {
				for _, c := range b.conditions {
					a.asks[c.value] = true
					a.usesDisambiguate = a.usesDisambiguate || c.kind == testDisambiguate
				}
			}
		}
	}
	walkElements(a.layout.body, visit)
	for _, k := range a.sort {
		a.asks[k.variable] = true
		if k.macro != nil {
			walkElements(k.macro.body, func(e element) {
				// Only the layout says where the year-suffix is printed.
				before := a.usesYearSuffix
				visit(e)
				a.usesYearSuffix = before
			})
		}
	}
}

func (p *styleParser) sortKey(n *xmlNode) (sortKey, error) {
	k := sortKey{
		variable:   n.attr("variable"),
		descending: n.attr("sort") == "descending",
		namesMin:   number(n.attr("names-min"), 0),
		namesFirst: number(n.attr("names-use-first"), 0),
		namesLast:  n.attr("names-use-last") == "true",
	}
	if name, ok := n.lookup("macro"); ok {
		m := p.style.macros[name]
		if m == nil {
			return k, fmt.Errorf("a sort key calls the macro %q, which does not exist", name)
		}
		k.macro = m
	}
	return k, nil
}

// number reads a small whole number from an attribute.
func number(s string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 1_000_000 {
		return otherwise
	}
	return n
}
