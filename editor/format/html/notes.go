package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Notes are found by one rule for all writers of HTML: a link within the page
// whose target's block links back to where the link stands is a note's marker,
// and the block is the note. Word, Google Docs, WordPress, pandoc, LibreOffice
// and the wikis all keep it, with different names.

// link is a marker that was found, with its note.
type link struct {
	anchor *html.Node // the marker's a element
	block  *html.Node // the note's block
	back   *html.Node // the a element in it that leads back
}

type finder struct {
	ids   map[string]*html.Node
	order map[*html.Node]int
}

// findNotes finds the markers in the order of the text.
func findNotes(root *html.Node) []link {
	f := &finder{ids: map[string]*html.Node{}, order: map[*html.Node]int{}}
	var anchors []*html.Node
	f.index(root, &anchors)
	var links []link
	targets := map[*html.Node]bool{}
	for _, a := range anchors {
		target := f.ids[fragment(a)]
		if target == nil || f.order[target] < f.order[a] {
			continue
		}
		block := closestBlock(target)
		if block == nil || contains(block, a) {
			continue
		}
		if back := f.backLink(block, a); back != nil {
			links = append(links, link{a, block, back})
			targets[block] = true
		}
	}
	for i := range links {
		links[i].block = widen(links[i].block, targets)
	}
	return links
}

func (f *finder) index(n *html.Node, anchors *[]*html.Node) {
	for d := range n.Descendants() {
		f.order[d] = len(f.order)
		if d.Type != html.ElementNode {
			continue
		}
		for _, key := range []string{attr(d, "id"), attr(d, "name")} {
			if _, taken := f.ids[key]; key != "" && !taken {
				f.ids[key] = d
			}
		}
		if d.DataAtom == atom.A && fragment(d) != "" {
			*anchors = append(*anchors, d)
		}
	}
}

// backLink is the link within a block that leads to where a marker stands: to
// the marker itself, to what holds it alone, or to something in it.
func (f *finder) backLink(block, a *html.Node) *html.Node {
	for d := range block.Descendants() {
		if d.Type != html.ElementNode || d.DataAtom != atom.A {
			continue
		}
		at := f.ids[fragment(d)]
		if at == nil {
			continue
		}
		if at == a || contains(a, at) || contains(at, a) && !isBlock(at) || at.Parent == a.Parent && near(at, a) {
			return d
		}
	}
	return nil
}

// near reports whether no text stands between two neighbours.
func near(a, b *html.Node) bool {
	for _, from := range []*html.Node{a, b} {
		for n := from.NextSibling; n != nil; n = n.NextSibling {
			if n == a || n == b {
				return true
			}
			if strings.TrimSpace(textOf(n)) != "" {
				break
			}
		}
	}
	return false
}

// widen takes the element around a note's block for the note as long as it
// holds no other note, so that a note of several paragraphs is whole.
func widen(block *html.Node, targets map[*html.Node]bool) *html.Node {
	if block.DataAtom == atom.Li {
		return block
	}
	for p := block.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Li, atom.Dd, atom.Aside, atom.Div, atom.Td:
		default:
			return block
		}
		for d := range p.Descendants() {
			if d != block && targets[d] {
				return block
			}
		}
		if p.DataAtom == atom.Div && attr(p, "id") == "" { // a frame around other things
			return block
		}
		block = p
	}
	return block
}

func fragment(a *html.Node) string {
	if id, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && a.DataAtom == atom.A {
		return id
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func contains(n, d *html.Node) bool {
	for ; d != nil; d = d.Parent {
		if d == n {
			return true
		}
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Li, atom.Dd, atom.Dt, atom.Td, atom.Th, atom.Aside, atom.Blockquote, atom.Section, atom.Article,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Pre, atom.Ul, atom.Ol, atom.Table, atom.Tr, atom.Main, atom.Body:
		return true
	}
	return false
}

// closestBlock is the block that a link's target is, or stands in; a part of
// the page that holds much else is no note.
func closestBlock(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && isBlock(n) {
			switch n.DataAtom {
			case atom.Body, atom.Main, atom.Article, atom.Section, atom.Ul, atom.Ol, atom.Table:
				return nil
			}
			return n
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}
