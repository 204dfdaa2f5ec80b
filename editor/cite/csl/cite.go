package csl

import (
	"slices"
	"strings"
)

// citation renders one citation.
func (p *Processor) citation(c *Citation, places []placement, index map[string]*registered) Spans {
	if c.AuthorInText && len(c.Cites) > 0 {
		return p.authorInText(c, places, index)
	}
	a, within := p.style.citation, c
	authorsOnly := len(c.Cites) > 0 && c.Cites[0].AuthorOnly
	cites := make([]*citeNode, 0, len(c.Cites))
	for i := range c.Cites {
		if authorsOnly && !c.Cites[i].AuthorOnly {
			continue
		}
		cites = append(cites, p.cite(&c.Cites[i], places[i], index[c.Cites[i].ID]))
	}
	p.sortCites(cites)
	if p.style.Class == "note" {
		for i, c := range cites {
			if i == 0 && c.cite.Prefix == "" && !within.Begun || beginsSentence(c.cite.Prefix) {
				c.opening.capitalize()
			}
		}
	}
	n := a.joinCites(cites, p.locale, p.style.Class == "in-text")
	if n.isEmpty() {
		return nil
	}
	if !authorsOnly {
		layout := a.layout.attributes
		suffix := layout.suffix
		if within.GoesOn && p.style.Class == "note" {
			suffix = strings.TrimSuffix(suffix, ".")
		}
		n = &node{kids: []*node{textNode(layout.prefix), n, textNode(suffix)}, format: layout.format}
	}
	return p.locale.finish(n)
}

// authorInText renders the names of the first cite and then the citation
// without them.
func (p *Processor) authorInText(c *Citation, places []placement, index map[string]*registered) Spans {
	author := Citation{Cites: []Cite{{ID: c.Cites[0].ID, AuthorOnly: true}}}
	rest := Citation{Cites: slices.Clone(c.Cites), Note: c.Note, Begun: true, GoesOn: c.GoesOn}
	rest.Cites[0].SuppressAuthor = true
	names, cites := p.citation(&author, places[:1], index), p.citation(&rest, places, index)
	if len(names) == 0 || len(cites) == 0 {
		return append(names, cites...)
	}
	return slices.Concat(names, Spans{{Text: " "}}, cites)
}

func (p *Processor) sortCites(cites []*citeNode) {
	a := p.style.citation
	if slices.ContainsFunc(cites, func(c *citeNode) bool { return c.item == nil }) {
		return
	}
	sortBy(cites, a.sort, func(c *citeNode) []collationKey {
		return sortKeys(a.sort, func() *renderer {
			r := p.renderer(forCitation, c.item)
			r.cite = *c.cite
			return r
		})
	})
}

// cite renders one cite.
func (p *Processor) cite(cite *Cite, at placement, it *registered) *citeNode {
	if it == nil {
		return &citeNode{cite: cite, node: textNode("[" + cite.ID + "?]"), locate: true}
	}
	r := p.renderer(forCitation, it)
	r.cite, r.position, r.nearNote, r.firstNote = *cite, at.position, at.near, at.firstNote
	n := &node{kids: r.all(p.style.citation.layout.body)}
	out := &citeNode{cite: cite, item: it, opening: n.firstTerm()}
	out.locate = n.find(roleLocator) != nil || cite.Prefix != "" || cite.Suffix != ""
	names := n.find(roleNames)
	if names != nil {
		out.author = names.plain()
	}
	if year := n.find(roleYear); year != nil {
		out.year = year.plain()
	}
	if n.find(roleCitationNumber) != nil {
		out.number = it.number
	}
	switch {
	case cite.AuthorOnly:
		if names != nil {
			n = names
		}
	case cite.SuppressAuthor:
		n.removeNames()
	}
	out.node = p.affixed(cite, n)
	return out
}

// affixed puts a cite between its own prefix and suffix, which may carry
// markup.
func (p *Processor) affixed(cite *Cite, n *node) *node {
	if n.isEmpty() {
		n = nil
	}
	kids := []*node{n}
	if cite.Prefix != "" {
		kids = []*node{p.locale.rich(cite.Prefix), n}
	}
	if cite.Suffix != "" {
		kids = append(kids, p.locale.rich(cite.Suffix))
	}
	return &node{kids: kids}
}

// beginsSentence reports whether what follows a cite's prefix begins a
// sentence. One word with a full stop is taken for an abbreviation.
func beginsSentence(prefix string) bool {
	s := strings.TrimRight(prefix, " \u00a0\"'”’»")
	return s != "" && strings.ContainsAny(s[len(s)-1:], ".?!") && len(strings.Fields(s)) > 1
}

// capitalize raises the first letter of a term: "Ibid.".
func (n *node) capitalize() {
	for _, l := range n.leaves() {
		*l.text = capitalized(*l.text)
		return
	}
}
