package csl

import (
	"strings"
)

// maxSteps bounds how many elements one cite may evaluate: macros that call
// each other twice grow without end, and such a style must not hang.
const maxSteps = 50_000

// renderer renders one cite, bibliography entry or sort key.
type renderer struct {
	style  *Style
	locale *locale
	area   int // forCitation or forBibliography
	opts   *area
	item   *entry

	cite         Cite
	position     Position
	nearNote     bool
	firstNote    int // number of the note that first cites the item
	number       int // citation number
	disambiguate disambiguation
	short        func(variable, text string) string // Options.Abbreviate

	// For sort keys.
	sorting bool
	key     *sortKey

	suppressed   map[string]bool // variables rendered by a substitution
	substituting bool
	substituted  []string // variables that the substitution under way renders
	namesAt      int      // how many name lists have been rendered
	conditions   int      // how many disambiguate conditions have been tested
	suffixDone   bool     // the year-suffix letter has been printed
	shownNames   [][2]int // per name list: names shown, names there
	shownLists   []shownList
	steps        int

	// What the innermost group has seen.
	called, filled bool
}

// entry is an item as it is rendered: with its names in parts.
type entry struct {
	*Item
	names  map[string][]Name
	source *Item // as it was given
}

func newEntry(it *Item) *entry {
	e := &entry{Item: withNoteFields(it), source: it, names: make(map[string][]Name, len(it.Names))}
	for variable, names := range e.Names {
		parted := make([]Name, 0, len(names))
		for _, n := range names {
			if n = n.separated(); n.Family != "" || n.Given != "" || n.Literal != "" || n.Suffix != "" {
				parted = append(parted, n)
			}
		}
		if len(parted) > 0 {
			e.names[variable] = parted
		}
	}
	return e
}

// all renders a list of elements and puts them into one node.
func (r *renderer) all(list []element) []*node {
	var kids []*node
	for _, e := range list {
		r.steps++
		if r.steps > maxSteps {
			return kids
		}
		if choose, ok := e.(*chooseElement); ok {
			// The elements of the branch stand among those around.
			kids = append(kids, r.all(choose.branch(r))...)
			continue
		}
		if n := e.render(r); !n.isEmpty() {
			kids = append(kids, n)
		}
	}
	return kids
}

// use records that an element called a variable, and whether it was there.
func (r *renderer) use(filled bool) {
	r.called = true
	r.filled = r.filled || filled
}

// scoped runs f as the inside of a group: it reports whether the group must
// be suppressed, because it called variables and all were empty.
func (r *renderer) scoped(f func() []*node) (kids []*node, suppress bool) {
	called, filled := r.called, r.filled
	r.called, r.filled = false, false
	kids = f()
	suppress = r.called && !r.filled
	// Output counts as a variable that was there.
	shown := len(kids) > 0 && !suppress
	r.called, r.filled = called || r.called || shown, filled || shown
	return kids, suppress
}

// dress puts content into the affixes and formatting of its element.
func (r *renderer) dress(a *attributes, n *node) *node {
	if n.isEmpty() {
		return nil
	}
	if a.stripPeriods {
		for _, l := range n.leaves() {
			*l.text = strings.ReplaceAll(*l.text, ".", "")
		}
	}
	applyCase(n, a.textCase, r.turkic(), r.english())
	if *a == (attributes{stripPeriods: a.stripPeriods, textCase: a.textCase}) {
		return n
	}
	return &node{
		kids:    []*node{n},
		prefix:  a.prefix,
		suffix:  a.suffix,
		format:  a.format,
		display: a.display,
		quotes:  a.quotes,
	}
}

func (r *renderer) turkic() bool {
	l := language(r.locale.lang)
	return l == "tr" || l == "az"
}

// english reports whether the item may be set in title case.
func (r *renderer) english() bool {
	if lang := r.item.Fields["language"]; lang != "" {
		return language(strings.ToLower(lang)) == "en"
	}
	def := r.style.DefaultLocale
	return def == "" || language(def) == "en"
}

func (e *groupElement) render(r *renderer) *node {
	kids, suppress := r.scoped(func() []*node { return r.all(e.body) })
	if suppress || len(kids) == 0 {
		return nil
	}
	return r.dress(&e.attributes, &node{kids: kids, delim: e.delimiter})
}

func (e *chooseElement) render(r *renderer) *node {
	return &node{kids: r.all(e.branch(r))}
}

// branch returns the elements of the first branch whose conditions hold.
func (e *chooseElement) branch(r *renderer) []element {
	for _, b := range e.branches {
		if b.holds(r) {
			return b.body
		}
	}
	return nil
}

func (e *textElement) render(r *renderer) *node {
	switch {
	case e.macro != nil:
		kids, suppress := r.scoped(func() []*node { return r.all(e.macro.body) })
		if suppress || len(kids) == 0 {
			return nil
		}
		return r.dress(&e.attributes, &node{kids: kids})
	case e.term != "":
		return r.dress(&e.attributes, e.renderTerm(r))
	case e.hasValue:
		return r.dress(&e.attributes, r.locale.rich(e.value))
	case e.variable != "":
		return r.dress(&e.attributes, e.renderVariable(r))
	}
	return nil
}

func (e *textElement) renderTerm(r *renderer) *node {
	text, _ := r.locale.term(e.term, e.form, e.plural)
	if text == "" {
		return nil
	}
	n := &node{kids: []*node{r.locale.rich(text)}}
	if e.textCase == caseNone {
		n.role = roleTerm
	}
	return n
}

func (e *numberElement) render(r *renderer) *node {
	if r.suppressed[e.variable] {
		r.use(false)
		return nil
	}
	n := e.content(r)
	r.use(!n.isEmpty())
	if n.isEmpty() {
		return nil
	}
	r.quash(e.variable)
	return r.dress(&e.attributes, n)
}

func (e *numberElement) content(r *renderer) *node {
	raw := r.rawText(e.variable)
	if raw == "" {
		return nil
	}
	if r.sorting {
		return textNode(numberKey(raw))
	}
	if e.variable == "citation-number" || e.variable == "year-suffix" {
		return r.variable(e.variable)
	}
	if e.variable == "page" || e.variable == "locator" && (e.form == "" || e.form == "numeric") {
		return r.variable(e.variable)
	}
	if !isNumeric(raw) {
		return r.locale.rich(raw)
	}
	text := r.locale.formatNumber(raw, e.form, r.locale.gender(e.variable))
	if e.form == "roman" || e.form == "" || e.form == "numeric" {
		return textNode(text)
	}
	return &node{kids: superscripts(text)}
}

func (e *labelElement) render(r *renderer) *node {
	name, content := e.variable, ""
	if name == "locator" {
		loc := r.locator()
		name, content = loc.label, loc.head
	} else {
		content = r.rawText(name)
	}
	if content == "" || r.suppressed[e.variable] {
		return nil
	}
	plural := isPlural(e.variable, content)
	switch e.plural {
	case "always":
		plural = true
	case "never":
		plural = false
	}
	text, _ := r.locale.term(name, e.form, plural)
	if text == "" {
		return nil
	}
	return r.dress(&e.attributes, r.locale.rich(text))
}
