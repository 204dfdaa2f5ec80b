package csl

import (
	"slices"
	"strings"
)

// citeNode is one cite of a citation, rendered but not yet joined.
type citeNode struct {
	cite    *Cite
	item    *registered
	node    *node
	opening *node  // the term that the cite begins with, whose case is open
	author  string // the names as printed, which grouping goes by
	year    string
	number  int
	locate  bool // it has a locator, prefix or suffix of its own
	// delim is what separates the cite from the next.
	delim string
	// joined means that the cite continues a collapsed one.
	joined bool
}

// joinCites orders, groups and collapses the cites of a citation.
func (a *area) joinCites(cites []*citeNode, l *locale, inText bool) *node {
	cites = slices.DeleteFunc(cites, func(c *citeNode) bool { return c.node.isEmpty() })
	for _, c := range cites {
		c.delim = a.layout.delimiter
	}
	if a.hasCiteGroupDelimiter || strings.HasPrefix(a.collapse, "year") {
		// Where the style does not sort the cites, their order is the author's.
		if (inText || a.hasCiteGroupDelimiter) && len(a.sort) > 0 {
			cites = groupCites(cites)
		}
		a.delimitGroups(cites, inText)
	}
	switch {
	case a.collapse == "citation-number":
		cites = a.collapseNumbers(cites)
	case a.collapse != "":
		cites = a.collapseYears(cites, l)
	}
	cites = slices.DeleteFunc(cites, func(c *citeNode) bool { return c.node.isEmpty() })
	kids := make([]*node, 0, 2*len(cites))
	for i, c := range cites {
		kids = append(kids, c.node)
		if i < len(cites)-1 {
			kids = append(kids, textNode(between(c, cites[i+1])))
		}
	}
	return &node{kids: kids}
}

// between is what separates a cite from the next. Affixes that bring their own
// punctuation take the delimiter's place.
func between(c, next *citeNode) string {
	suffix := strings.TrimRight(c.cite.Suffix, " ")
	switch {
	case next.cite.Prefix != "" && strings.ContainsAny(next.cite.Prefix[:1], ",.;:"):
		return ""
	case suffix != "" && strings.ContainsAny(suffix[len(suffix)-1:], ",.;:"):
		return " "
	}
	return c.delim
}

// groupCites moves every cite behind the last earlier one with the same names.
func groupCites(cites []*citeNode) []*citeNode {
	var out []*citeNode
	for _, c := range cites {
		at := len(out)
		if c.author != "" {
			for i := len(out) - 1; i >= 0; i-- {
				if out[i].author == c.author {
					at = i + 1
					break
				}
			}
		}
		out = append(out, nil)
		copy(out[at+1:], out[at:])
		out[at] = c
	}
	return out
}

func (c *citeNode) sameAuthor(next *citeNode) bool {
	return c.author != "" && c.author == next.author
}

func (a *area) delimitGroups(cites []*citeNode, inText bool) {
	for i := 0; i+1 < len(cites); i++ {
		if cites[i].sameAuthor(cites[i+1]) {
			switch {
			case a.hasCiteGroupDelimiter:
				cites[i].delim = a.citeGroupDelimiter
			case inText && !a.hasAfterCollapse:
				cites[i].delim = ", "
			}
		}
	}
}

// collapseYears leaves the names out of cites that follow one by the same
// names, and with year-suffix also the year.
func (a *area) collapseYears(cites []*citeNode, l *locale) []*citeNode {
	suffixes := a.collapse == "year-suffix" || a.collapse == "year-suffix-ranged"
	for i := 1; i < len(cites); i++ {
		before, c := cites[i-1], cites[i]
		if !before.sameAuthor(c) || c.cite.Prefix != "" {
			continue
		}
		c.joined = true
		c.node.removeNames()
		if suffixes && c.year != "" && c.year == before.year && c.node.find(roleYearSuffix) != nil &&
			before.cite.Suffix == "" {
			c.node.prune(roleYear)
			switch {
			case a.hasYearSuffixDelimiter:
				before.delim = a.yearSuffixDelimiter
			case !a.hasCiteGroupDelimiter:
				before.delim = a.layout.delimiter
			}
		}
	}
	if a.collapse == "year-suffix-ranged" {
		cites = a.rangeSuffixes(cites, l)
	}
	for i := 0; i+1 < len(cites); i++ {
		if a.hasAfterCollapse && cites[i].joined && !cites[i+1].joined {
			cites[i].delim = a.afterCollapse
		}
	}
	return cites
}

// removeNames empties the first names of a cite.
func (n *node) removeNames() {
	if names := n.find(roleNames); names != nil {
		names.clear()
	}
}

// rangeSuffixes makes ranges of year suffixes that follow each other: a–c.
func (a *area) rangeSuffixes(cites []*citeNode, l *locale) []*citeNode {
	plainSuffix := func(c *citeNode) int {
		if c.locate || c.item == nil {
			return 0
		}
		return c.item.disambiguate.yearSuffix
	}
	var out []*citeNode
	for i := 0; i < len(cites); {
		end := i
		for end+1 < len(cites) && cites[end+1].joined && cites[end+1].year == cites[i].year &&
			plainSuffix(cites[end]) > 0 && plainSuffix(cites[end+1]) == plainSuffix(cites[end])+1 {
			end++
		}
		out = append(out, cites[i])
		if end-i >= 2 {
			cites[i].delim = l.rangeDelimiter()
			out = append(out, cites[end])
		} else {
			out = append(out, cites[i+1:end+1]...)
		}
		i = end + 1
	}
	return out
}

// collapseNumbers makes ranges of citation numbers that follow each other.
func (a *area) collapseNumbers(cites []*citeNode) []*citeNode {
	var out []*citeNode
	for i := 0; i < len(cites); {
		end := i
		for end+1 < len(cites) && !cites[end].locate && !cites[end+1].locate &&
			cites[end].number > 0 && cites[end+1].number == cites[end].number+1 {
			end++
		}
		out = append(out, cites[i])
		switch {
		case end-i >= 2:
			cites[i].delim = "–"
			out = append(out, cites[end])
		default:
			out = append(out, cites[i+1:end+1]...)
		}
		if end > i && a.hasAfterCollapse {
			cites[end].delim = a.afterCollapse
		}
		i = end + 1
	}
	return out
}
