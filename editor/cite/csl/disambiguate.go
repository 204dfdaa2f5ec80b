package csl

import (
	"slices"
	"strconv"
	"strings"
)

// disambiguation is what is added to an item's cites to tell them from those
// of other items.
type disambiguation struct {
	names      []int              // per name list in order: the least number of names to show
	givens     [][]uint8          // per name list and name: the expansion of the given name
	persons    map[string][]uint8 // per variable and name: expansions that hold everywhere
	condition  int                // how many disambiguate conditions come true
	yearSuffix int                // 1 for "a"; 0 for none
}

func (d *disambiguation) namesShown(list int) int {
	if list < len(d.names) {
		return d.names[list]
	}
	return 0
}

func (d *disambiguation) givenLevel(variable string, list, name int) int {
	level := 0
	if p := d.persons[variable]; name < len(p) {
		level = int(p[name])
	}
	if list < len(d.givens) && name < len(d.givens[list]) {
		level = max(level, int(d.givens[list][name]))
	}
	return level
}

// withNames returns a copy that shows at least n names in a list.
func (d disambiguation) withNames(list, n int) disambiguation {
	d.names = grown(d.names, list)
	d.names[list] = n
	return d
}

// withGiven returns a copy that expands one given name.
func (d disambiguation) withGiven(list, name, level int) disambiguation {
	d.givens = grown(d.givens, list)
	d.givens[list] = grown(d.givens[list], name)
	d.givens[list][name] = uint8(level)
	return d
}

func grown[T any](s []T, at int) []T {
	s = slices.Clone(s)
	for len(s) <= at {
		var zero T
		s = append(s, zero)
	}
	return s
}

// signature is a text that differs when the disambiguation does.
func (d *disambiguation) signature() string {
	var b strings.Builder
	for _, n := range d.names {
		b.WriteString(strconv.Itoa(n) + ",")
	}
	for _, list := range d.givens {
		b.WriteByte(';')
		writeLevels(&b, list)
	}
	variables := make([]string, 0, len(d.persons))
	for v := range d.persons {
		variables = append(variables, v)
	}
	slices.Sort(variables)
	for _, v := range variables {
		b.WriteString(v)
		writeLevels(&b, d.persons[v])
	}
	b.WriteString("|" + strconv.Itoa(d.condition) + "|" + strconv.Itoa(d.yearSuffix))
	return b.String()
}

func writeLevels(b *strings.Builder, levels []uint8) {
	for _, l := range levels {
		b.WriteByte('0' + l)
	}
}

// maxNames bounds how far down a list of names disambiguation goes.
const maxNames = 200

// disambiguator tells the cites of a document's items apart.
type disambiguator struct {
	area *area
	// cite renders an item's cite for comparison.
	cite func(*registered, disambiguation) looked
}

// looked is a cite rendered for comparison.
type looked struct {
	text       string
	names      [][2]int // per name list: names shown, names there
	conditions int      // disambiguate conditions asked
	lists      []shownList
}

// run tells the cites of the items apart, which come in the order of the
// bibliography.
func (d *disambiguator) run(items []*registered) {
	if a := d.area; !a.addNames && !a.addGivenName && !a.addYearSuffix && !a.usesDisambiguate {
		return
	}
	groups := map[string][]*registered{}
	var order []string
	for _, it := range items {
		text := d.base(it).text
		if _, ok := groups[text]; !ok {
			order = append(order, text)
		}
		groups[text] = append(groups[text], it)
	}
	for _, text := range order {
		if group := groups[text]; len(group) > 1 && text != "" {
			d.resolve(group)
		}
	}
}

// base renders the item's cite before anything was added to it.
func (d *disambiguator) base(it *registered) looked {
	return d.cite(it, disambiguation{persons: it.disambiguate.persons})
}

// resolve tells the cites of a group of items apart that look the same.
func (d *disambiguator) resolve(group []*registered) {
	for _, set := range d.refine(group, disambiguation{}) {
		if len(set) < 2 || !d.area.addYearSuffix {
			continue
		}
		for i, it := range set {
			it.disambiguate.yearSuffix = i + 1
		}
	}
}

// refine adds names, given names and conditions until the set splits, and
// goes on with the parts. It returns the sets that nothing could split.
func (d *disambiguator) refine(set []*registered, now disambiguation) [][]*registered {
	if len(set) > 1 {
		if parts, better := d.split(set, now); parts != nil {
			var out [][]*registered
			for _, part := range parts {
				out = append(out, d.refine(part, better)...)
			}
			return out
		}
	}
	for _, it := range set {
		now.persons = it.disambiguate.persons
		it.disambiguate = now
	}
	return [][]*registered{set}
}

// split looks for the first addition that makes some cites of the set differ.
func (d *disambiguator) split(set []*registered, now disambiguation) ([][]*registered, disambiguation) {
	first := d.render(set[0], now)
	for list := range first.names {
		total := 0
		for _, it := range set {
			if names := d.render(it, now).names; list < len(names) {
				total = max(total, names[list][1])
			}
		}
		work := now
		for name := range min(total, maxNames) {
			if name >= max(first.names[list][0], work.namesShown(list)) {
				if !d.area.addNames {
					break
				}
				work = work.withNames(list, name+1)
				if parts := d.partition(set, work); parts != nil {
					return parts, work
				}
			}
			if !d.area.addGivenName || !d.area.byCite() {
				continue
			}
			for _, level := range []int{givenInitials, givenFull} {
				trial := work.withGiven(list, name, level)
				if parts := d.partition(set, trial); parts != nil {
					return parts, trial
				}
			}
		}
	}
	if d.area.usesDisambiguate {
		for n := now.condition + 1; n <= max(first.conditions, 1); n++ {
			trial := now
			trial.condition = n
			if parts := d.partition(set, trial); parts != nil {
				return parts, trial
			}
		}
	}
	return nil, now
}

// byCite reports whether given names are expanded only where cites look the
// same.
func (a *area) byCite() bool { return a.givenNameRule == "" || a.givenNameRule == "by-cite" }

func (d *disambiguator) render(it *registered, now disambiguation) looked {
	now.persons = it.disambiguate.persons
	return d.cite(it, now)
}

// partition groups the set by what its cites look like, or returns nil when
// they all look the same.
func (d *disambiguator) partition(set []*registered, now disambiguation) [][]*registered {
	at := map[string]int{}
	var parts [][]*registered
	for _, it := range set {
		text := d.render(it, now).text
		i, ok := at[text]
		if !ok {
			i = len(parts)
			at[text] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], it)
	}
	if len(parts) == 1 {
		return nil
	}
	return parts
}

// initialsOnly reports whether persons are told apart by initials at most.
func (a *area) initialsOnly() bool { return strings.HasSuffix(a.givenNameRule, "-with-initials") }

// expandPersons expands given names wherever two persons of the document
// would look the same, for the rules that do so without regard to the cites.
func (d *disambiguator) expandPersons(items []*registered) {
	rule := d.area.givenNameRule
	if !d.area.addGivenName || d.area.byCite() {
		return
	}
	primary := strings.HasPrefix(rule, "primary-name")
	limit := givenFull
	if d.area.initialsOnly() {
		limit = givenInitials
	}
	namesakes := map[string]map[string]string{} // family → full given → initials
	type use struct {
		it   *registered
		list shownList
	}
	var uses []use
	for _, it := range items {
		for _, l := range d.base(it).lists {
			uses = append(uses, use{it, l})
			for i, n := range l.names {
				if i > 0 && primary {
					break
				}
				key := n.familyKey()
				if namesakes[key] == nil {
					namesakes[key] = map[string]string{}
				}
				namesakes[key][squeezed(n.Given+" "+n.DroppingParticle)] = l.initialsOf(n, d.area.initialsOnly())
			}
		}
	}
	for _, u := range uses {
		for i, n := range u.list.names {
			if i > 0 && primary {
				break
			}
			level := u.list.needed(n, namesakes[n.familyKey()], limit)
			if level == givenAsStyled {
				continue
			}
			if u.it.disambiguate.persons == nil {
				u.it.disambiguate.persons = map[string][]uint8{}
			}
			p := grown(u.it.disambiguate.persons[u.list.variable], i)
			p[i] = max(p[i], uint8(level))
			u.it.disambiguate.persons[u.list.variable] = p
		}
	}
}

// shownList is a list of names that a cite shows.
type shownList struct {
	variable string
	options  *nameOptions
	hyphens  bool
	names    []Name
}

func (l shownList) initialsOf(n Name, always bool) string {
	if !l.options.hasInitializeWith {
		if always {
			return squeezed(initials(n.Given, "", true, l.hyphens))
		}
		return squeezed(n.Given)
	}
	return squeezed(initials(n.Given, l.options.initializeWith, l.options.initialize, l.hyphens))
}

// needed returns the expansion, up to a limit, that tells a person from their
// namesakes, or from some of them.
func (l shownList) needed(n Name, namesakes map[string]string, limit int) int {
	if len(namesakes) < 2 || n.Given == "" {
		return givenAsStyled
	}
	mine := l.initialsOf(n, limit == givenInitials)
	same := 0
	for _, other := range namesakes {
		if other == mine {
			same++
		}
	}
	switch {
	case same > 1 && limit >= givenFull:
		return givenFull
	case same == len(namesakes):
		return givenAsStyled // initials would not help
	}
	return givenInitials
}

func (n Name) familyKey() string {
	return n.Literal + "\x00" + n.NonDroppingParticle + "\x00" + n.Family
}

// squeezed drops what does not tell given names apart.
func squeezed(s string) string {
	return strings.NewReplacer(" ", "", ".", "", "\u00a0", "").Replace(s)
}
