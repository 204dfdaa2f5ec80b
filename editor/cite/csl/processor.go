package csl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Options say how a processor localizes a style.
type Options struct {
	// Locale is the language to render in, such as "de-AT". Empty: the
	// style's own, or else American English.
	Locale string
	// Locales finds locale files. Without it, and for languages it does not
	// have, the package's own American English is used.
	Locales Locales
	// Abbreviate gives the short form of a variable's text, such as the
	// abbreviation of a journal's title, or "" where it knows none. It is
	// asked only where a style wants a short form that the item lacks.
	Abbreviate func(variable, text string) string
	// NoIbid prints cites of the source just cited like any later cite, also
	// where the style would say "ibid.".
	NoIbid bool
}

// Cite is one reference to an item inside a citation.
type Cite struct {
	ID      string // the item's
	Locator string // "72", "iv–vii", "2, fig. 3"
	Label   string // what the locator counts: a locator term such as "chapter"; empty means page
	Prefix  string // "see ", with its own space
	Suffix  string
	// SuppressAuthor leaves the names out, because the text around names
	// them. AuthorOnly renders nothing but the names; in a citation whose
	// first cite asks for that, cites that do not are left out.
	SuppressAuthor bool
	AuthorOnly     bool
}

// Citation is one place in the text where items are cited.
type Citation struct {
	Cites []Cite
	// Note is the number of the note that the citation stands in, from 1, or
	// 0 for citations in running text. Several citations may share a note.
	Note int
	// AuthorInText puts the names of the first cite before the citation, which
	// leaves them out: "Grafton (1997)".
	AuthorInText bool
	// Begun and GoesOn say of a style of notes that the citation stands within
	// a sentence of its note: behind its beginning, so that “ibid.” is no
	// capital, and before its end, so that it has no full stop of its own.
	Begun, GoesOn bool
}

// Document is what a text cites: its citations in reading order, and further
// items to be listed in the bibliography.
type Document struct {
	Citations []Citation
	Uncited   []string
}

// Rendered is a document's citations and bibliography as they are printed.
type Rendered struct {
	// Citations has one entry for each citation of the document.
	Citations []Spans
	// Missing lists the IDs of cites whose item is not there, each once, in
	// the order of the document. Such cites are printed as "[ID?]".
	Missing []string

	processor *Processor
	order     []*registered
	// What the processor remembered of entries then; its items may change.
	entries, lastEntries map[string]*node
}

// Processor renders documents in one style and language. It holds the items
// and remembers what it has rendered, so that after a change only what differs
// is rendered again; what it returns is always the same as that of a new
// processor. A processor must not be used by two goroutines at a time.
type Processor struct {
	style  *Style
	locale *locale
	opts   Options
	items  map[string]*entry // by ID
	known  map[string]*entry // these and earlier ones, which the memo may hold
	memo   memo
}

// memo is what has been rendered before, by everything that it depends on.
type memo struct {
	citations, lastCitations map[string]Spans
	entries, lastEntries     map[string]*node
	looks, lastLooks         map[string]looked
	sortKeys                 map[string][]collationKey
}

// turn begins a new rendering: what the one before last used is forgotten.
func (m *memo) turn() {
	m.lastCitations, m.citations = m.citations, make(map[string]Spans, len(m.citations))
	m.lastEntries, m.entries = m.entries, make(map[string]*node, len(m.entries))
	m.lastLooks, m.looks = m.looks, make(map[string]looked, len(m.looks))
}

// recall returns what was rendered for a key, or renders it.
func recall[T any](now, last map[string]T, key string, render func() T) T {
	if v, ok := now[key]; ok {
		return v
	}
	v, ok := last[key]
	if !ok {
		v = render()
	}
	now[key] = v
	return v
}

// NewProcessor joins a style with a language. It fails for dependent styles,
// which must be replaced by their parent, and for broken locale files.
func NewProcessor(style *Style, opts Options) (*Processor, error) {
	if style.citation == nil {
		return nil, fmt.Errorf("the style %s only refers to %s; load that style instead", style.name(), style.Parent)
	}
	lang := opts.Locale
	if lang == "" {
		lang = style.DefaultLocale
	}
	if lang == "" {
		lang = "en-US"
	}
	l, err := newLocale(style, lang, opts.Locales)
	if err != nil {
		return nil, err
	}
	return &Processor{style: style, locale: l, opts: opts, items: map[string]*entry{}, known: map[string]*entry{}}, nil
}

// SetItems replaces the items that cites may refer to. Items that are the
// same pointers as before keep what was rendered for them; a changed item
// must come as a new pointer.
func (p *Processor) SetItems(items []*Item) {
	next := make(map[string]*entry, len(items))
	for _, it := range items {
		known := p.known[it.ID]
		if known == nil || known.source != it {
			if known != nil {
				p.memo = memo{} // what was rendered of the old item is wrong
			}
			known = newEntry(it)
			p.known[it.ID] = known
		}
		next[it.ID] = known
	}
	p.items = next
}

// registered is an item with its place in a document.
type registered struct {
	*entry
	number       int
	disambiguate disambiguation
}

// Render renders a document.
func (p *Processor) Render(doc Document) *Rendered {
	ids, missing := p.citedOrder(doc)
	places := placements(doc.Citations, p.style.citation.nearNoteDistance)
	if p.opts.NoIbid {
		withoutIbid(places)
	}
	out := p.render(ids, doc.Citations, places)
	out.Missing = missing
	return out
}

// citedOrder lists the document's items in the order in which it mentions
// them.
func (p *Processor) citedOrder(doc Document) (ids, missing []string) {
	seen := map[string]bool{}
	add := func(id string) {
		if seen[id] {
			return
		}
		seen[id] = true
		if p.items[id] == nil {
			missing = append(missing, id)
			return
		}
		ids = append(ids, id)
	}
	for _, c := range doc.Citations {
		for _, cite := range c.Cites {
			add(cite.ID)
		}
	}
	for _, id := range doc.Uncited {
		add(id)
	}
	return ids, missing
}

// render renders citations of the items with the given IDs, which number the
// items where the style has no other order.
func (p *Processor) render(ids []string, citations []Citation, places [][]placement) *Rendered {
	p.memo.turn()
	order := make([]*registered, len(ids))
	index := make(map[string]*registered, len(ids))
	for i, id := range ids {
		order[i] = &registered{entry: p.items[id], number: i + 1}
		index[id] = order[i]
	}
	d := p.disambiguator()
	// Persons are told apart first, because names are sorted as printed.
	d.expandPersons(order)
	p.sortBibliography(order)
	d.run(order)
	out := &Rendered{
		Citations:   make([]Spans, len(citations)),
		processor:   p,
		order:       order,
		entries:     p.memo.entries,
		lastEntries: p.memo.lastEntries,
	}
	for i := range citations {
		key := p.style.citation.key(&citations[i], places[i], index)
		out.Citations[i] = recall(p.memo.citations, p.memo.lastCitations, key, func() Spans {
			return p.citation(&citations[i], places[i], index)
		})
	}
	return out
}

// key is a text of everything that a citation's rendering depends on.
func (a *area) key(c *Citation, places []placement, index map[string]*registered) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%t %t %t\n", c.AuthorInText, c.Begun, c.GoesOn)
	for i := range c.Cites {
		cite, at := &c.Cites[i], places[i]
		for _, s := range []string{cite.ID, cite.Locator, cite.Label, cite.Prefix, cite.Suffix} {
			b.WriteString(strconv.Itoa(len(s)) + " " + s)
		}
		fmt.Fprintf(&b, "%t %t %d", cite.SuppressAuthor, cite.AuthorOnly, at.position)
		if a.asks["near-note"] || a.asks["far-note"] {
			fmt.Fprintf(&b, " near %t", at.near)
		}
		if a.asks["first-reference-note-number"] {
			fmt.Fprintf(&b, " note %d", at.firstNote)
		}
		if it := index[cite.ID]; it != nil {
			if a.asks["citation-number"] {
				fmt.Fprintf(&b, " number %d", it.number)
			}
			b.WriteString("#" + it.disambiguate.signature())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// renderer prepares to render one item.
func (p *Processor) renderer(area int, it *registered) *renderer {
	r := &renderer{
		style:  p.style,
		locale: p.locale,
		area:   area,
		opts:   p.style.citation,
		item:   it.entry,
		number: it.number,
		short:  p.opts.Abbreviate,
	}
	if area == forBibliography && p.style.bibliography != nil {
		r.opts = p.style.bibliography
	}
	r.disambiguate = it.disambiguate
	return r
}

// sortBibliography orders the items as the bibliography lists them, and
// numbers them.
func (p *Processor) sortBibliography(order []*registered) {
	b := p.style.bibliography
	if b == nil || len(b.sort) == 0 {
		return
	}
	byNumber := slices.ContainsFunc(b.sort, func(k sortKey) bool { return k.callsNumber() })
	sortBy(order, b.sort, func(it *registered) []collationKey {
		render := func() []collationKey {
			return sortKeys(b.sort, func() *renderer { return p.renderer(forBibliography, it) })
		}
		if byNumber {
			return render()
		}
		if p.memo.sortKeys == nil {
			p.memo.sortKeys = map[string][]collationKey{}
		}
		return recall(p.memo.sortKeys, nil, it.ID+"\x00"+it.disambiguate.signature(), render)
	})
	if !byNumber {
		for i, it := range order {
			it.number = i + 1
		}
	}
}

// callsNumber reports whether the key depends on citation numbers.
func (k sortKey) callsNumber() bool {
	found := k.variable == "citation-number"
	var visit func(e element)
	visit = func(e element) {
		switch e := e.(type) {
		case *textElement:
			found = found || e.variable == "citation-number"
			if e.macro != nil && !found {
				walkElements(e.macro.body, visit)
			}
		case *numberElement:
			found = found || e.variable == "citation-number"
		}
	}
	if k.macro != nil {
		walkElements(k.macro.body, visit)
	}
	return found
}

// disambiguator settles what is added to cites to tell them apart.
func (p *Processor) disambiguator() *disambiguator {
	return &disambiguator{area: p.style.citation, cite: func(it *registered, with disambiguation) looked {
		key := it.ID + "\x00" + with.signature()
		return recall(p.memo.looks, p.memo.lastLooks, key, func() looked { return p.look(it, with) })
	}}
}

// look renders an item's cite as it is compared with others.
func (p *Processor) look(it *registered, with disambiguation) looked {
	r := p.renderer(forCitation, it)
	r.disambiguate = with
	r.number = 0
	r.position, r.nearNote = Subsequent, true
	// When a source was looked up says nothing about which one it is.
	r.suppressed = map[string]bool{"accessed": true}
	n := &node{kids: r.all(p.style.citation.layout.body)}
	return looked{text: n.plain(), names: r.shownNames, conditions: r.conditions, lists: r.shownLists}
}
