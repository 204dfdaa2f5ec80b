package html

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

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
	back   *html.Node // the a element in it that leads back; nil if none does
}

type finder struct {
	ids     map[string]*html.Node
	order   map[*html.Node]int
	anchors []*html.Node // links within the page, in order
	backs   map[*html.Node]map[*html.Node]back
}

// back is a link back from a note's block.
type back struct {
	link  *html.Node
	place int // among the links of its block
}

// notes are what was found in a page.
type notes struct {
	links   []link // in the order of the text
	numbers []link // cross-references, whose text is a note's number

	oneSided int // links that look like markers, to places that do not lead back
}

// findNotes finds the markers of a page.
func findNotes(root *html.Node) notes {
	f := &finder{ids: map[string]*html.Node{}, order: map[*html.Node]int{}, backs: map[*html.Node]map[*html.Node]back{}}
	f.index(root)
	found := map[*html.Node]link{} // by anchor
	holds := map[*html.Node]int{}  // notes' blocks in other elements
	blocks := map[*html.Node]bool{}
	for _, a := range f.anchors {
		target := f.ids[fragment(a)]
		if target == nil || f.order[target] < f.order[a] || isNumber(a) {
			continue
		}
		block := closestBlock(target)
		if block == nil || contains(block, a) {
			continue
		}
		if back := f.backLink(block, a); back != nil {
			found[a] = link{a, block, back}
			if !blocks[block] {
				blocks[block] = true
				for p := block.Parent; p != nil; p = p.Parent {
					holds[p]++
				}
			}
		}
	}
	wide := map[*html.Node]*html.Node{}
	for _, a := range f.anchors {
		if l, ok := found[a]; ok && wide[l.block] == nil {
			wide[l.block] = widen(l, holds)
		}
	}
	known := map[*html.Node]bool{}
	for _, block := range wide {
		known[block] = true
	}
	var n notes
	for _, a := range f.anchors {
		if l, ok := found[a]; ok {
			l.block = wide[l.block]
			n.links = append(n.links, l)
		} else if l, number := f.further(a, known); l.block != nil && number {
			n.numbers = append(n.numbers, l)
		} else if l.block != nil {
			n.links = append(n.links, l)
		} else if f.looksLikeMarker(a) && within(a, known) == nil {
			n.oneSided++
		}
	}
	return n
}

// shownNumber is what markers show.
var shownNumber = lazyregexp.New(`^[\[(]?(?:\d{1,4}|[a-z]|[ivx]{1,5}|[*†‡§¶‖#]{1,3})[\])]?$`)

// looksLikeMarker reports whether a link shows a number and leads to a block
// behind it, or back from one to something that shows a number.
func (f *finder) looksLikeMarker(a *html.Node) bool {
	target := f.ids[fragment(a)]
	text := strings.TrimSpace(textOf(a))
	switch {
	case target == nil:
		return false
	case f.order[target] > f.order[a]:
		return shownNumber.MatchString(text) && (raised(a) || strings.ContainsAny(text, "[(*†‡§¶‖#"))
	}
	return (isArrow(text) && text != "" || attr(a, "role") == "doc-backlink") && !contains(target, a) && closestBlock(target) != nil
}

// further looks at a link to a note that is known already: it is a cross-
// reference, or a further marker if the note leads back to it or it is raised.
func (f *finder) further(a *html.Node, known map[*html.Node]bool) (l link, number bool) {
	block := within(f.ids[fragment(a)], known)
	if block == nil {
		return link{}, false
	}
	if isNumber(a) {
		return link{anchor: a, block: block}, true
	}
	if within(a, known) != nil {
		return link{}, false
	}
	back := f.backLink(block, a)
	if back == nil && !raised(a) {
		return link{}, false
	}
	return link{a, block, back}, false
}

// isNumber reports whether a link is a cross-reference as [Write] writes it.
func isNumber(a *html.Node) bool { return slices.Contains(strings.Fields(attr(a, "class")), "fn-xref") }

// within is the closest of some elements that a node is, or stands in.
func within(n *html.Node, some map[*html.Node]bool) *html.Node {
	for ; n != nil; n = n.Parent {
		if some[n] {
			return n
		}
	}
	return nil
}

// raised reports whether a link is superscript.
func raised(a *html.Node) bool {
	return a.Parent != nil && a.Parent.DataAtom == atom.Sup || a.FirstChild != nil && a.FirstChild == a.LastChild && a.FirstChild.DataAtom == atom.Sup
}

func (f *finder) index(n *html.Node) {
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
			f.anchors = append(f.anchors, d)
		}
	}
}

// backLink is the first link within a block that leads to where a marker
// stands: to the marker itself, to what holds it alone, or to something in it.
func (f *finder) backLink(block, a *html.Node) *html.Node {
	links := f.linksOf(block)
	if len(links) == 0 {
		return nil
	}
	var first back
	look := func(at *html.Node) {
		if l, ok := links[at]; ok && (first.link == nil || l.place < first.place) {
			first = l
		}
	}
	look(a)
	for d := range a.Descendants() {
		look(d)
	}
	for _, at := range neighbours(a) {
		look(at)
	}
	for at := a.Parent; at != nil && !isBlock(at); at = at.Parent {
		look(at)
		if strings.TrimSpace(textOf(at)) == strings.TrimSpace(textOf(a)) { // it is the marker with its frame
			for _, beside := range neighbours(at) {
				look(beside)
			}
		}
	}
	return first.link
}

// linksOf lists the targets of the links in a block, each with its first link.
func (f *finder) linksOf(block *html.Node) map[*html.Node]back {
	if links, ok := f.backs[block]; ok {
		return links
	}
	links := map[*html.Node]back{}
	n := 0
	for d := range block.Descendants() {
		if d.Type != html.ElementNode || d.DataAtom != atom.A {
			continue
		}
		n++
		if at := f.ids[fragment(d)]; at != nil {
			if _, ok := links[at]; !ok {
				links[at] = back{d, n}
			}
		}
	}
	f.backs[block] = links
	return links
}

// maxNeighbours bounds the empty elements beside a marker that are looked at.
const maxNeighbours = 8

// neighbours are the nodes beside a marker with no text between.
func neighbours(a *html.Node) []*html.Node {
	var list []*html.Node
	step := func(next func(*html.Node) *html.Node) {
		n := next(a)
		for i := 0; n != nil && i < maxNeighbours; i++ {
			list = append(list, n)
			if !blank(n) {
				return
			}
			n = next(n)
		}
	}
	step(func(n *html.Node) *html.Node { return n.PrevSibling })
	step(func(n *html.Node) *html.Node { return n.NextSibling })
	return list
}

// blank reports whether a node holds no text.
func blank(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.TrimSpace(n.Data) == ""
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			return false
		}
	}
	return true
}

// widen takes the element around a note's block for the note if it holds no
// other note and not the marker, so that a note of several paragraphs is whole.
func widen(l link, holds map[*html.Node]int) *html.Node {
	p := l.block.Parent
	if l.block.DataAtom == atom.Li || p == nil || contains(p, l.anchor) {
		return l.block
	}
	switch p.DataAtom {
	case atom.Li, atom.Dd, atom.Aside, atom.Div, atom.Td, atom.Tr:
	default:
		return l.block
	}
	if p.DataAtom == atom.Div && attr(p, "id") == "" && !isNoteFrame(p, l.block, holds) {
		return l.block
	}
	if holds[p] > 1 {
		return l.block
	}
	return p
}

// isNoteFrame reports whether a div without an identity is a note of Google Docs
// or Substack, and no frame around other things: it begins with the note's
// block and stands beside a line or other such notes.
func isNoteFrame(div, block *html.Node, holds map[*html.Node]int) bool {
	if hasClass(div, "footnote") {
		return true
	}
	for c := range div.ChildNodes() {
		if c.Type == html.ElementNode {
			if c != block {
				return false
			}
			break
		}
	}
	if len(div.Attr) > 0 {
		return false
	}
	for _, next := range []func(*html.Node) *html.Node{func(n *html.Node) *html.Node { return n.PrevSibling }, func(n *html.Node) *html.Node { return n.NextSibling }} {
		s := next(div)
		for s != nil && s.Type != html.ElementNode && blank(s) {
			s = next(s)
		}
		if s != nil && (s.DataAtom == atom.Hr || s.DataAtom == atom.Div && holds[s] == 1) {
			return true
		}
	}
	return false
}

func fragment(a *html.Node) string {
	if id, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && a.DataAtom == atom.A {
		return id
	}
	return ""
}

func attr(n *html.Node, key string) string {
	value, _ := attribute(n, key)
	return value
}

// attribute is the value of an attribute, and whether there is one.
func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
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
