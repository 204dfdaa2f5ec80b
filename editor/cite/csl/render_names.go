package csl

import (
	"slices"
	"strconv"
	"strings"
)

func (e *namesElement) render(r *renderer) *node {
	o := &e.options[r.area]
	var kids []*node
	count := 0
	for _, list := range e.lists(r) {
		if o.form == "count" {
			count += r.shown(o, len(list.names))
			continue
		}
		if n := e.list(r, o, list); !n.isEmpty() {
			kids = append(kids, n)
		}
		if r.substituting {
			r.suppress(list.variables)
		}
	}
	if count > 0 {
		text := strconv.Itoa(count)
		if r.sorting {
			text = numberKey(text)
		}
		kids = []*node{textNode(text)}
	}
	if len(kids) > 0 {
		r.use(true)
		return r.namesNode(e, &node{kids: kids, delim: e.delimiter[r.area]})
	}
	r.use(false)
	if n := e.substituted(r); n != nil {
		return r.namesNode(e, n)
	}
	return nil
}

func (r *renderer) namesNode(e *namesElement, n *node) *node {
	dressed := r.dress(&e.attributes, &node{kids: []*node{n}, role: roleNames})
	return dressed
}

// substituted renders what stands in for missing names. What it rendered is
// not rendered again.
func (e *namesElement) substituted(r *renderer) *node {
	for _, s := range r.alternatives(e.substitute) {
		outer, rendered := r.substituting, r.substituted
		r.substituting, r.substituted = true, nil
		n := s.render(r)
		mine := r.substituted
		r.substituting, r.substituted = outer, rendered
		if n.isEmpty() {
			continue
		}
		if outer {
			r.substituted = append(r.substituted, mine...)
		}
		r.suppress(mine)
		return &node{kids: []*node{n}, role: roleSubstitute}
	}
	return nil
}

// alternatives are the elements of cs:substitute, one of which is to be
// rendered; those that a cs:choose holds are alternatives too.
func (r *renderer) alternatives(list []element) []element {
	var out []element
	for _, e := range list {
		if choose, ok := e.(*chooseElement); ok {
			out = append(out, r.alternatives(choose.branch(r))...)
			continue
		}
		out = append(out, e)
	}
	return out
}

// suppress keeps variables from being rendered again.
func (r *renderer) suppress(variables []string) {
	if r.suppressed == nil {
		r.suppressed = map[string]bool{}
	}
	for _, v := range variables {
		r.suppressed[v] = true
	}
}

// nameList is the names of one variable, or of editor and translator where
// they are the same people.
type nameList struct {
	variables []string
	term      string // the term of its label
	names     []Name
}

func (e *namesElement) lists(r *renderer) []nameList {
	var out []nameList
	for _, v := range e.variables {
		names := r.item.names[v]
		if len(names) == 0 || r.suppressed[v] {
			continue
		}
		out = append(out, nameList{[]string{v}, v, names})
	}
	if len(out) != 2 || len(e.variables) != 2 {
		return out
	}
	roles := []string{out[0].term, out[1].term}
	slices.Sort(roles)
	if roles[0] != "editor" || roles[1] != "translator" || !slices.Equal(out[0].names, out[1].names) {
		return out
	}
	if e.label != nil {
		if text, ok := r.locale.term("editortranslator", e.label.form, false); !ok || text == "" {
			return out
		}
	}
	return []nameList{{roles, "editortranslator", out[0].names}}
}

// list renders one list of names with its label.
func (e *namesElement) list(r *renderer, o *nameOptions, l nameList) *node {
	names := e.names(r, o, l)
	if names.isEmpty() {
		return nil
	}
	label := e.labelFor(r, l)
	kids := []*node{names, label}
	if e.labelFirst {
		kids = []*node{label, names}
	}
	return &node{kids: kids}
}

func (e *namesElement) labelFor(r *renderer, l nameList) *node {
	if e.label == nil || r.sorting {
		return nil
	}
	plural := len(l.names) > 1
	switch e.label.plural {
	case "always":
		plural = true
	case "never":
		plural = false
	}
	text, _ := r.locale.term(l.term, e.label.form, plural)
	if text == "" {
		return nil
	}
	return r.dress(&e.label.attributes, r.locale.rich(text))
}

// shown returns how many names of a list et-al abbreviation leaves.
func (r *renderer) shown(o *nameOptions, total int) int {
	least, first := o.etAlMin, o.etAlUseFirst
	if r.position >= Subsequent {
		if o.subsequentMin > 0 {
			least = o.subsequentMin
		}
		if o.hasSubsequentUseFirst {
			first = o.subsequentUseFirst
		}
	}
	if r.key != nil && r.key.namesMin > 0 {
		least = r.key.namesMin
	}
	if r.key != nil && r.key.namesFirst > 0 {
		first = r.key.namesFirst
	}
	if least > 0 && total >= least && first < total {
		return first
	}
	return total
}

// names renders the names of a list, abbreviated and joined.
func (e *namesElement) names(r *renderer, o *nameOptions, l nameList) *node {
	total := len(l.names)
	show := r.shown(o, total)
	index := r.namesAt
	r.namesAt++
	if show > 0 {
		show = min(max(show, r.disambiguate.namesShown(index)), total)
	}
	r.shownNames = append(r.shownNames, [2]int{show, total})
	r.shownLists = append(r.shownLists, shownList{l.variables[0], o, !r.style.initializeWithoutHyphen, l.names})
	if show == 0 {
		return nil
	}
	kids := make([]*node, 0, 2*show+2)
	for i := range show {
		if i > 0 {
			kids = append(kids, e.between(r, o, l, i, show))
		}
		kids = append(kids, e.oneName(r, o, l, index, i))
	}
	useLast := o.etAlUseLast
	if r.key != nil && r.key.namesLast {
		useLast = true
	}
	switch {
	case show == total:
	case useLast && total-show >= 2:
		kids = append(kids, textNode(o.delimiter+"… "), e.oneName(r, o, l, index, total-1))
	case !r.sorting:
		kids = append(kids, e.etAlNode(r, o, l, show))
	}
	return &node{kids: kids, role: roleNameList}
}

// inverted reports whether name i is printed family name first. Names that
// are not in parts have no such order.
func (l nameList) inverted(o *nameOptions, i int) bool {
	n := l.names[i]
	if n.Literal != "" || n.Family == "" || n.Given == "" {
		return false
	}
	return o.sortOrder == "all" || o.sortOrder == "first" && i == 0
}

// between is what separates name i from the one before it.
func (e *namesElement) between(r *renderer, o *nameOptions, l nameList, i, show int) *node {
	if r.sorting {
		return textNode(fieldBreak)
	}
	if i < show-1 || o.and == "" || show < len(l.names) {
		return textNode(o.delimiter)
	}
	and := "&"
	if o.and == "text" {
		and = r.locale.text("and")
	}
	if and == "" {
		return textNode(o.delimiter)
	}
	lead := " "
	if precedes(o.precedesLast, show > 2, l.inverted(o, i-1)) {
		lead = o.delimiter
		if !strings.HasSuffix(lead, " ") && lead != "" {
			lead += " "
		}
	}
	return textNode(lead + and + " ")
}

// precedes decides whether the delimiter stands before the last name or
// before "et al.".
func precedes(rule string, several, inverted bool) bool {
	switch rule {
	case "always":
		return true
	case "never":
		return false
	case "after-inverted-name":
		return inverted
	}
	return several
}

func (e *namesElement) etAlNode(r *renderer, o *nameOptions, l nameList, show int) *node {
	name := "et-al"
	var dress attributes
	if e.etAl != nil {
		dress = e.etAl.attributes
		if e.etAl.term != "" {
			name = e.etAl.term
		}
	}
	text := r.locale.text(name)
	if text == "" {
		return nil
	}
	lead := " "
	if precedes(o.precedesEtAl, show > 1, l.inverted(o, show-1)) {
		lead = o.delimiter
	} else if isAsian(text) && !strings.HasSuffix(o.delimiter, " ") {
		lead = ""
	}
	return &node{kids: []*node{textNode(lead), r.dress(&dress, textNode(text))}}
}

// oneName renders one name.
func (e *namesElement) oneName(r *renderer, o *nameOptions, l nameList, list, i int) *node {
	n := l.names[i]
	level := r.disambiguate.givenLevel(l.variables[0], list, i)
	f := nameFormatter{r: r, o: o, name: n, level: level, inverted: l.inverted(o, i)}
	if e.name != nil {
		f.family, f.given = e.name.family, e.name.given
	}
	var out *node
	switch {
	case r.sorting:
		out = f.sortKey()
	default:
		out = f.node()
	}
	if e.name != nil {
		out = r.dress(&e.name.attributes, out)
	}
	return &node{kids: []*node{out}, role: roleName, person: n}
}
