package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/essay"
)

// numbering is what a page tells of its notes' series.
type numbering struct {
	of     map[*html.Node]string // the series of each note's block that is in one
	scheme essay.Scheme
}

// seriesIn reads how notes are numbered: the style from their lists, the rest
// from what [Write] adds. What makes no difference is not in the scheme.
func seriesIn(blocks []*html.Node) numbering {
	n := numbering{of: map[*html.Node]string{}}
	known := map[string]bool{}
	var list []essay.Series
	for _, b := range blocks {
		s := seriesOf(b)
		if !known[s.Name] && len(list) == maxSeries {
			continue
		}
		if s.Name != "" {
			n.of[b] = s.Name
		}
		if !known[s.Name] {
			known[s.Name] = true
			list = append(list, s)
		}
	}
	// Others are numbered like the essay's own, which therefore comes first.
	slices.SortStableFunc(list, func(a, b essay.Series) int { return min(len(a.Name), 1) - min(len(b.Name), 1) })
	for _, s := range list {
		if s != n.scheme.Of(s.Name) {
			n.scheme = n.scheme.With(s)
		}
	}
	return n
}

// Bounds of what a page can tell: series, and the bytes of a name.
const (
	maxSeries = 30
	maxName   = 100
)

func seriesOf(block *html.Node) essay.Series {
	var s essay.Series
	if block.DataAtom == atom.Aside && hasClass(block, "sidenote") {
		if style := essay.NumberStyle(attr(block, "data-style")); slices.Contains(essay.NumberStyles, style) && style != essay.Arabic {
			s.Style = style
		}
		return asTold(s, block)
	}
	if block.DataAtom != atom.Li || block.Parent == nil {
		return s
	}
	list := block.Parent
	switch style := essay.NumberStyle(attr(list, "type")); {
	case attr(list, "class") == "fn-symbols":
		s.Style = essay.Symbols
	case style != essay.Arabic && slices.Contains(essay.NumberStyles, style):
		s.Style = style
	}
	if section := sectionOf(block); section != nil {
		return asTold(s, section)
	}
	return s
}

// asTold is a series with what [Write] says of it in the attributes of an element.
func asTold(s essay.Series, section *html.Node) essay.Series {
	if name := attr(section, "data-series"); len(name) <= maxName {
		s.Name = strings.TrimSpace(name)
	}
	switch place := essay.Place(attr(section, "data-place")); {
	case place == essay.SectionEnd || place == essay.EssayEnd:
		s.Place = place
	case hasClass(section, "footnotes-end-of-section"): // as Pandoc says it
		s.Place = essay.SectionEnd
	}
	s.Restart = attr(section, "data-restart") == "section"
	if rank, err := strconv.Atoi(attr(section, "data-section")); err == nil && rank >= 1 && rank <= 6 {
		s.Section = rank
	}
	return s
}

// sectionOf is the closest section of notes around a note's block, or nil.
func sectionOf(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Section || n.DataAtom == atom.Aside || n.DataAtom == atom.Div {
			if attr(n, "role") == "doc-endnotes" || slices.Contains(strings.Fields(attr(n, "class")), "footnotes") {
				return n
			}
		}
	}
	return nil
}

// sections lists the sections of notes around notes' blocks.
func sections(blocks []*html.Node) []*html.Node {
	var list []*html.Node
	seen := map[*html.Node]bool{}
	for _, b := range blocks {
		if s := sectionOf(b); s != nil && !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}
