package csl

import "strings"

func (e *textElement) renderVariable(r *renderer) *node {
	v := e.variable
	if e.form == "short" {
		if s := r.shortForm(v); s != "" {
			v = s
		} else if r.short != nil && !r.suppressed[v] {
			if s := r.short(v, r.item.field(v)); s != "" {
				r.use(true)
				r.quash(v)
				return r.locale.rich(s)
			}
		}
	}
	if r.suppressed[v] {
		r.use(false)
		return nil
	}
	n := r.variable(v)
	if v == "year-suffix" && n.isEmpty() {
		// That there is no letter says nothing about the group's content.
		return nil
	}
	r.use(!n.isEmpty())
	if !n.isEmpty() {
		r.quash(v)
	}
	return n
}

// quash keeps a variable that stands in for missing names from being printed
// a second time.
func (r *renderer) quash(variable string) {
	if !r.substituting {
		return
	}
	r.substituted = append(r.substituted, variable)
}

// shortForm returns the variable that holds the short form of another, or "".
func (r *renderer) shortForm(v string) string {
	short := v + "-short"
	if r.item.field(short) == "" {
		return ""
	}
	return short
}

// variable renders the content of a text variable.
func (r *renderer) variable(v string) *node {
	switch v {
	case "citation-number":
		if r.number == 0 {
			return nil
		}
		return &node{text: itoa(r.number), role: roleCitationNumber}
	case "first-reference-note-number":
		if r.firstNote == 0 {
			return nil
		}
		return textNode(itoa(r.firstNote))
	case "year-suffix":
		return r.yearSuffix()
	case "citation-label":
		return &node{kids: []*node{textNode(r.citationLabel()), r.yearSuffix()}}
	case "locator":
		return r.locatorNode()
	case "page":
		text := r.item.field("page")
		return textNode(pageRanges(text, r.style.pageRangeFormat, r.locale.rangeDelimiter()))
	case "URL", "DOI":
		text := r.item.field(v)
		return &node{text: text, link: identifierLink(v, text), noCase: true}
	}
	text := r.item.field(v)
	if text == "" {
		return nil
	}
	if isNumberVariable[v] && isNumeric(text) {
		return textNode(r.locale.rangesOf(text))
	}
	return r.locale.rich(text)
}

// identifierLink is where an identifier leads to.
func identifierLink(variable, text string) string {
	switch {
	case text == "" || strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://"):
		return text
	case variable == "DOI":
		return "https://doi.org/" + text
	}
	return ""
}

// rawText is the content of a variable as it stands, for conditions.
func (r *renderer) rawText(v string) string {
	switch v {
	case "locator":
		return r.locator().text
	case "citation-number":
		return itoa(r.number)
	case "first-reference-note-number":
		if r.firstNote > 0 {
			return itoa(r.firstNote)
		}
		return ""
	case "year-suffix":
		return ""
	}
	return r.item.field(v)
}

// hasVariable is the test of the variable condition.
func (r *renderer) hasVariable(v string) bool {
	if isNameVariable[v] {
		return len(r.item.names[v]) > 0
	}
	if d, ok := r.item.Dates[v]; ok {
		return !d.IsZero()
	}
	switch v {
	case "locator":
		return r.area == forCitation && r.cite.Locator != ""
	case "citation-number":
		return r.number > 0
	case "year-suffix":
		return r.disambiguate.yearSuffix > 0
	case "citation-label":
		return true
	}
	return r.rawText(v) != ""
}

func (r *renderer) yearSuffix() *node {
	if r.disambiguate.yearSuffix == 0 {
		return nil
	}
	return &node{text: letters(r.disambiguate.yearSuffix), role: roleYearSuffix}
}

// letters counts a, b, …, z, aa, ab, ….
func letters(n int) string {
	var out []byte
	for n > 0 {
		n--
		out = append([]byte{byte('a' + n%26)}, out...)
		n /= 26
	}
	return string(out)
}
