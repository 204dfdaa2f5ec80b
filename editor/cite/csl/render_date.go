package csl

import (
	"fmt"
	"strings"
)

func (e *dateElement) render(r *renderer) *node {
	d := r.item.Dates[e.variable]
	if r.suppressed[e.variable] {
		d = Date{}
	}
	var n *node
	switch {
	case d.IsZero():
	case r.sorting:
		n = textNode(r.dateKey(e, d))
	case d.From == (DateParts{}):
		n = r.locale.rich(d.Literal)
	default:
		n = r.date(e, d)
	}
	if n.isEmpty() {
		r.use(false)
		return nil
	}
	r.use(true)
	r.quash(e.variable)
	if e.variable == "issued" && !r.sorting {
		r.appendYearSuffix(n)
	}
	dressed := e.attributes
	if e.form != "" {
		if f := r.locale.dateFormat(e.form); f != nil {
			n = r.dress(&f.attributes, n)
		}
	}
	return r.dress(&dressed, n)
}

// appendYearSuffix puts the letter that tells cites apart after the year,
// where the style has no place of its own for it.
func (r *renderer) appendYearSuffix(n *node) {
	if r.style.printsYearSuffix() || r.disambiguate.yearSuffix == 0 || r.suffixDone {
		return
	}
	var last *node
	n.walk(func(m *node) bool {
		if m.role == roleYear {
			last = m
		}
		return true
	})
	suffix := r.yearSuffix()
	if last == nil {
		n.kids = append(n.kids, &node{kids: n.kids, text: n.text}, suffix)
		n.kids = n.kids[len(n.kids)-2:]
		n.text = ""
	} else {
		year := &node{text: last.text, kids: last.kids, role: roleYear}
		*last = node{kids: []*node{year, suffix}, prefix: last.prefix, suffix: last.suffix, format: last.format}
	}
	r.suffixDone = true
}

// parts returns the date-parts to render: those of the locale's format with
// the overrides of the element, or the element's own.
func (r *renderer) dateParts(e *dateElement) (parts []datePart, delimiter string) {
	if e.form == "" {
		return e.children, e.delimiter
	}
	format := r.locale.dateFormat(e.form)
	if format == nil {
		return e.children, e.delimiter
	}
	shown := map[string]bool{"year": true, "month": e.parts != "year", "day": e.parts != "year" && e.parts != "year-month"}
	for _, p := range format.parts {
		if !shown[p.name] {
			continue
		}
		for _, own := range e.children {
			if own.name == p.name {
				p = p.overridden(own)
			}
		}
		parts = append(parts, p)
	}
	return parts, format.delimiter
}

// overridden applies what a style says about a part of a localized format.
func (p datePart) overridden(own datePart) datePart {
	if own.form != "" {
		p.form = own.form
	}
	if own.rangeDelimiter != "" {
		p.rangeDelimiter = own.rangeDelimiter
	}
	p.format = own.format.over(p.format)
	if own.textCase != caseNone {
		p.textCase = own.textCase
	}
	if _, ok := own.attrs.lookup("strip-periods"); ok {
		p.stripPeriods = own.stripPeriods
	}
	if v, ok := own.attrs.lookup("prefix"); ok {
		p.prefix = v
	}
	if v, ok := own.attrs.lookup("suffix"); ok {
		p.suffix = v
	}
	return p
}

// date renders the parts of a date or range.
func (r *renderer) date(e *dateElement, d Date) *node {
	parts, delimiter := r.dateParts(e)
	if d.Range && d.To != (DateParts{}) && d.To != d.From {
		if n := r.dateRange(parts, delimiter, d.From, d.To); n != nil {
			return n
		}
	}
	kids := r.renderParts(parts, d.From)
	n := &node{kids: kids, delim: delimiter}
	if d.Range && d.To == (DateParts{}) && !n.isEmpty() {
		kids[len(kids)-1].suffix = ""
		return &node{kids: []*node{n, textNode(openRange(parts))}}
	}
	return n
}

// openRange is what follows the beginning of a range without an end.
func openRange(parts []datePart) string {
	for _, p := range parts {
		if p.name == "year" && p.rangeDelimiter != "" {
			return p.rangeDelimiter
		}
	}
	return "–"
}

func (r *renderer) renderParts(parts []datePart, d DateParts) []*node {
	var kids []*node
	for i := range parts {
		if n := r.datePart(&parts[i], d); !n.isEmpty() {
			kids = append(kids, n)
		}
	}
	return kids
}

// dateRange renders a range so that what both ends share is said once. It
// returns nil when the ends do not differ in anything that is shown.
func (r *renderer) dateRange(parts []datePart, delimiter string, from, to DateParts) *node {
	differs := map[string]bool{}
	largest := ""
	for _, name := range []string{"year", "month", "day"} {
		if largest == "" && partValue(name, from) != partValue(name, to) && hasPart(parts, name) {
			largest = name
		}
		if largest != "" {
			differs[name] = true
		}
	}
	if largest == "" {
		return nil
	}
	first, last := -1, -1
	for i, p := range parts {
		if differs[p.name] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	between := "–"
	for _, p := range parts {
		if p.name == largest && p.rangeDelimiter != "" {
			between = p.rangeDelimiter
		}
	}
	head := r.renderParts(parts[:first], from)
	start := r.renderParts(parts[first:last+1], from)
	end := r.renderParts(parts[first:last+1], to)
	tail := r.renderParts(parts[last+1:], to)
	if len(start) > 0 {
		start[len(start)-1].suffix = ""
	}
	if len(end) > 0 && len(start) > 0 {
		end[0].prefix = ""
	}
	middle := &node{kids: []*node{{kids: start, delim: delimiter}, textNode(between), {kids: end, delim: delimiter}}}
	return &node{kids: append(append(head, middle), tail...), delim: delimiter}
}

func hasPart(parts []datePart, name string) bool {
	for _, p := range parts {
		if p.name == name {
			return true
		}
	}
	return false
}

func partValue(name string, d DateParts) int {
	switch name {
	case "year":
		return d.Year
	case "month":
		return d.Month*10 + d.Season
	}
	return d.Day
}

func (r *renderer) datePart(p *datePart, d DateParts) *node {
	var n *node
	switch p.name {
	case "year":
		n = r.year(p, d.Year)
	case "month":
		n = r.month(p, d)
	case "day":
		n = r.day(p, d)
	}
	if n.isEmpty() {
		return nil
	}
	role := n.role
	a := p.attributes
	dressed := r.dress(&a, n)
	if dressed != n && role != roleNone {
		n.role = roleNone
		dressed.role = role
	}
	return dressed
}

func (r *renderer) year(p *datePart, year int) *node {
	if year == 0 {
		return nil
	}
	text := itoa(year)
	switch {
	case year < 0:
		text = itoa(-year) + r.locale.text("bc")
	case year < 500:
		text += r.locale.text("ad")
	case p.form == "short":
		text = text[len(text)-2:]
	}
	return &node{text: text, role: roleYear}
}

func (r *renderer) month(p *datePart, d DateParts) *node {
	if d.Month == 0 && d.Season == 0 {
		return nil
	}
	if d.Month == 0 {
		form := p.form
		if strings.HasPrefix(form, "numeric") {
			form = "long" // seasons have no numbers
		}
		text, _ := r.locale.term(fmt.Sprintf("season-%02d", d.Season), form, false)
		return textNode(text)
	}
	switch p.form {
	case "numeric":
		return textNode(itoa(d.Month))
	case "numeric-leading-zeros":
		return textNode(fmt.Sprintf("%02d", d.Month))
	}
	text, _ := r.locale.term(fmt.Sprintf("month-%02d", d.Month), p.form, false)
	return textNode(text)
}

func (r *renderer) day(p *datePart, d DateParts) *node {
	if d.Day == 0 {
		return nil
	}
	switch p.form {
	case "numeric-leading-zeros":
		return textNode(fmt.Sprintf("%02d", d.Day))
	case "ordinal":
		if d.Day == 1 || !r.locale.option("limit-day-ordinals-to-day-1") {
			gender := r.locale.gender(fmt.Sprintf("month-%02d", d.Month))
			return &node{kids: superscripts(r.locale.ordinal(d.Day, gender))}
		}
	}
	return textNode(itoa(d.Day))
}

// dateKey is the date as a sort key, with the parts that the element shows.
func (r *renderer) dateKey(e *dateElement, d Date) string {
	if d.From == (DateParts{}) {
		return d.Literal
	}
	parts, _ := r.dateParts(e)
	keep := func(p DateParts) DateParts {
		p.Season = 0
		if !hasPart(parts, "month") {
			p.Month = 0
		}
		if !hasPart(parts, "day") {
			p.Day = 0
		}
		if !hasPart(parts, "year") {
			p.Year = 0
		}
		return p
	}
	return keep(d.From).sortKey() + keep(d.To).sortKey()
}
