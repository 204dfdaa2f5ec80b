package csl

import (
	"strings"
	"unicode/utf8"
)

// Bibliography is a document's list of references, with what the style says
// about its layout.
type Bibliography struct {
	Entries []Entry
	// HangingIndent: all lines of an entry but the first are indented.
	HangingIndent bool
	// SecondFieldAlign is "flush" or "margin" where the first field of every
	// entry stands in a column of its own, or "".
	SecondFieldAlign string
	// LineSpacing and EntrySpacing count lines; 1 and 1 are usual.
	LineSpacing, EntrySpacing int
	// MaxOffset is the length in characters of the longest first field.
	MaxOffset int
}

// Entry is one reference of a bibliography.
type Entry struct {
	ID    string
	Spans Spans
}

// Bibliography renders the list of references of the items that keep accepts;
// a nil keep accepts all. A style without a bibliography has no entries.
func (out *Rendered) Bibliography(keep func(*Item) bool) Bibliography {
	p := out.processor
	a := p.style.bibliography
	if a == nil {
		return Bibliography{}
	}
	b := Bibliography{
		HangingIndent:    a.hangingIndent,
		SecondFieldAlign: a.secondFieldAlign,
		LineSpacing:      a.lineSpacing,
		EntrySpacing:     a.entrySpacing,
	}
	var before *node
	for _, it := range out.order {
		if keep != nil && !keep(it.Item) {
			continue
		}
		key := it.ID + "\x00" + itoa(it.number) + it.disambiguate.signature()
		full := recall(out.entries, out.lastEntries, key, func() *node { return p.entry(it) })
		n := full
		if a.authorSubstitute != nil {
			n = full.clone()
			a.substituteAuthor(before, n)
		}
		before = full
		spans := p.locale.finish(p.layOut(n))
		if len(spans) == 0 {
			continue
		}
		if b.SecondFieldAlign != "" {
			b.MaxOffset = max(b.MaxOffset, utf8.RuneCountInString(strings.TrimRight(spans[:1].Text(), " ")))
		}
		b.Entries = append(b.Entries, Entry{it.ID, spans})
	}
	return b
}

// entry renders the elements of one entry.
func (p *Processor) entry(it *registered) *node {
	r := p.renderer(forBibliography, it)
	n := &node{kids: r.all(p.style.bibliography.layout.body)}
	n.firstTerm().capitalize()
	return n
}

// layOut adds the layout's affixes, and sets the first field apart where the
// style aligns the second.
func (p *Processor) layOut(n *node) *node {
	a := p.style.bibliography
	layout := a.layout.attributes
	if n.isEmpty() {
		return nil
	}
	body := n
	suffix := layout.suffix
	if a.secondFieldAlign != "" && len(n.kids) > 1 {
		first := &node{kids: n.kids[:1], display: DisplayLeftMargin}
		rest := &node{kids: n.kids[1:], display: DisplayRightInline, suffix: suffix}
		body, suffix = &node{kids: []*node{first, rest}}, ""
	} else if last := lastBlock(n); last != nil && suffix != "" {
		body = n.clone()
		last = lastBlock(body)
		last.kids = []*node{{text: last.text, kids: last.kids, prefix: last.prefix, suffix: last.suffix, delim: last.delim}, textNode(suffix)}
		last.text, last.prefix, last.suffix, last.delim = "", "", "", ""
		suffix = ""
	}
	return &node{kids: []*node{textNode(layout.prefix), body, textNode(suffix)}, format: layout.format}
}

// lastBlock returns the block that ends the entry, which takes the final full
// stop in, or nil.
func lastBlock(n *node) *node {
	for i := len(n.kids) - 1; i >= 0; i-- {
		k := n.kids[i]
		if k.isEmpty() {
			continue
		}
		if k.display != DisplayInline {
			return k
		}
		return lastBlock(k)
	}
	return nil
}

// substituteAuthor replaces the names of an entry that are those of the entry
// before it.
func (a *area) substituteAuthor(before, n *node) {
	names := n.find(roleNames)
	last := before.find(roleNames)
	if names == nil || last == nil {
		return
	}
	dash := *a.authorSubstitute
	mine, theirs := names.persons(), last.persons()
	same := 0
	for same < len(mine) && same < len(theirs) && mine[same].samePerson(theirs[same]) {
		same++
	}
	all := names.namesText() == last.namesText() && len(mine) == len(theirs) && same == len(mine)
	switch a.substituteRule {
	case "partial-first":
		if same > 0 {
			replace(mine[0], dash)
		}
	case "partial-each":
		if len(mine) == 0 && all {
			names.replaceNames(dash)
		}
		for _, m := range mine[:same] {
			replace(m, dash)
		}
	case "complete-each":
		if !all {
			return
		}
		if len(mine) == 0 {
			names.replaceNames(dash)
		}
		for _, m := range mine {
			replace(m, dash)
		}
	default:
		if all {
			names.replaceNames(dash)
		}
	}
}

// samePerson reports whether two names look the same and mean the same.
func (n *node) samePerson(other *node) bool {
	return n.person.full() == other.person.full() && n.plain() == other.plain()
}

// full is the whole name.
func (n Name) full() string {
	return joinWords(n.Given, n.DroppingParticle, n.NonDroppingParticle, n.Family+n.Literal, n.Suffix)
}

func replace(n *node, text string) {
	n.kids, n.text = nil, text
}

// persons returns the single names.
func (n *node) persons() []*node {
	var out []*node
	n.walk(func(m *node) bool {
		if m.role == roleName {
			out = append(out, m)
		}
		return true
	})
	return out
}

// lists returns the pieces that substitution replaces: the name lists, or
// what stands in for names.
func (n *node) lists() []*node {
	var out []*node
	n.walk(func(m *node) bool {
		if m.role == roleNameList {
			out = append(out, m)
		}
		return true
	})
	if len(out) == 0 {
		if s := n.find(roleSubstitute); s != nil {
			out = append(out, s)
		}
	}
	return out
}

func (n *node) namesText() string {
	var texts []string
	for _, l := range n.lists() {
		texts = append(texts, l.plain())
	}
	return strings.Join(texts, fieldBreak)
}

// replaceNames puts a text in the place of all names.
func (n *node) replaceNames(text string) {
	for i, l := range n.lists() {
		if i > 0 {
			text = ""
		}
		l.kids, l.text = nil, text
	}
}

// HTML writes the bibliography as the HTML that other citation processors
// write: a <div class="csl-bib-body"> of <div class="csl-entry"> elements.
func (b Bibliography) HTML() string {
	var out strings.Builder
	out.WriteString("<div class=\"csl-bib-body\">\n")
	for _, e := range b.Entries {
		out.WriteString("  <div class=\"csl-entry\">")
		out.WriteString(e.Spans.HTML())
		out.WriteString("</div>\n")
	}
	out.WriteString("</div>")
	return out.String()
}

// Markdown writes the bibliography as paragraphs.
func (b Bibliography) Markdown() string {
	return b.join(Spans.Markdown, "\n\n")
}

// Text writes the bibliography with one entry a line.
func (b Bibliography) Text() string {
	return b.join(Spans.Text, "\n")
}

func (b Bibliography) join(write func(Spans) string, between string) string {
	texts := make([]string, len(b.Entries))
	for i, e := range b.Entries {
		texts[i] = write(e.Spans)
	}
	return strings.Join(texts, between)
}
