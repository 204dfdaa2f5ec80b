package html

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// document reads the blocks below a node.
func (r *reader) document(n *html.Node) []*doc.Block {
	b := &builder{reader: r}
	b.children(n, place{})
	b.end(place{})
	return b.blocks
}

// builder makes blocks while it walks through elements.
type builder struct {
	*reader
	blocks  []*doc.Block
	numbers runs.Numbers // of the lists in them
	line    line
	at      place      // of the block that is being filled
	blank   bool       // a blank is due before the next text
	item    *html.Node // whose text the last block is
	box     *html.Node // of the item that is being read
	number  int        // of that item, if it is told
}

// place is where in the tree the walk is.
type place struct {
	kind     doc.Kind
	level    int
	language string // of code
	item     *html.Node
	style    doc.Style
	link     string
	pre      bool
	cell     bool // in a table
	depth    int
}

// maxDepth bounds the walk; below it only text is read.
const maxDepth = 400

func (b *builder) children(n *html.Node, p place) {
	p.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, p)
	}
}

func (b *builder) node(n *html.Node, p place) {
	switch {
	case b.skip[n]:
		return
	case n.Type == html.TextNode:
		b.text(n.Data, p)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return
	case p.depth > maxDepth:
		b.text(textOf(n), p)
		return
	}
	if isBlock(n) && b.leftOut(n) {
		return
	}
	if isBlock(n) || n.DataAtom == atom.Hr || n.DataAtom == atom.Dl || n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || n.DataAtom == atom.Header || n.DataAtom == atom.Footer || n.DataAtom == atom.Caption {
		b.element(n, p)
		return
	}
	b.inline(n, p)
}

// leftOut reports whether an element holds nothing of the text.
func (b *builder) leftOut(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Iframe, atom.Button, atom.Input,
		atom.Select, atom.Textarea, atom.Svg, atom.Object, atom.Video, atom.Audio, atom.Canvas:
		return true
	}
	return false
}

// element reads a block: what was begun before it ends.
func (b *builder) element(n *html.Node, p place) {
	b.end(p)
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level = doc.Heading, int(n.Data[1]-'0')
	case atom.Blockquote:
		if p.kind == doc.Quote {
			p.level++
		} else {
			p.kind, p.level = doc.Quote, 1
		}
	case atom.Ul, atom.Ol:
		deeper := p.kind == doc.Bullet || p.kind == doc.Numbered
		p.kind = doc.Bullet
		if n.DataAtom == atom.Ol {
			p.kind = doc.Numbered
		}
		if deeper {
			p.level++
		} else {
			p.level = 1
		}
	case atom.Li:
		p.item = n
		b.box, b.number = nil, itemNumber(n)
	case atom.Pre:
		p.kind, p.level, p.pre, p.language = doc.Code, 0, true, languageOf(n)
		if isVerse(n) {
			p.kind = doc.Verse
		}
	case atom.P, atom.Div:
		if p.kind == doc.Paragraph && isVerse(n) {
			p.kind = doc.Verse
		}
	case atom.Hr:
		b.add(doc.NewBlock(doc.Rule, 0))
		return
	case atom.Figure:
		if b.figure(n, p) {
			return
		}
	case atom.Table:
		if b.table(n, p) {
			return
		}
	case atom.Tr:
		if p.cell {
			b.row(n, p)
			return
		}
	}
	b.at = p
	b.children(n, p)
	b.end(p)
}

// row reads the row of a table within a table as a line.
func (b *builder) row(n *html.Node, p place) {
	b.at = place{cell: true}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if !b.line.empty() {
			b.blank = false
			b.line.add(" | ", 0, "")
		}
		for d := c.FirstChild; d != nil; d = d.NextSibling {
			b.inline(d, place{cell: true, depth: p.depth + 1})
		}
	}
	b.end(p)
}

// end makes a block of what was read since the last one.
func (b *builder) end(p place) {
	spans := b.line.take()
	b.blank = false
	at := b.at
	b.at = p
	if at.kind == doc.Code && len(spans) > 0 {
		last := &spans[len(spans)-1]
		last.Text = strings.TrimSuffix(last.Text, "\n")
	}
	block := doc.NewBlock(at.kind, at.level, spans...).WithInfo(doc.Info{Language: at.language})
	if block.Len() == 0 || strings.TrimFunc(block.Text(), isSpace) == "" {
		return
	}
	if !block.IsItem() {
		b.add(block)
		return
	}
	if at.item != nil && at.item == b.item { // a further paragraph of an item
		last := &b.blocks[len(b.blocks)-1]
		*last = (*last).WithSpans(append(append(slices.Clone((*last).Spans()), doc.Span{Text: "\u2028"}), spans...)...)
		return
	}
	if b.box != nil {
		_, done := attribute(b.box, "checked")
		block = block.As(doc.Task, block.Level).WithInfo(doc.Info{Done: done})
	}
	if block.Kind == doc.Numbered && b.number > 0 && b.number != b.numbers.Next(block.Level) {
		block = block.WithInfo(doc.Info{Start: b.number})
	}
	b.add(block)
	b.item, b.box, b.number = at.item, nil, 0
}

// add appends a block that is whole.
func (b *builder) add(block *doc.Block) {
	b.blocks = append(b.blocks, block)
	b.numbers.Add(block)
	b.item = nil
}

// start makes sure that a block of the right kind is being filled.
func (b *builder) start(p place) {
	if b.line.empty() {
		b.at = p
	}
}

// atom puts what stands for a note.
func (b *builder) atom(a doc.Atom, p place) {
	b.start(p)
	if b.blank && !b.line.empty() {
		b.line.add(" ", 0, "")
	}
	b.blank = false
	b.line.atom(a)
}

// text reads text as a browser does: blanks become one, at a block's edges none.
func (b *builder) text(s string, p place) {
	s = strings.Map(visible, s)
	switch {
	case p.pre && p.kind == doc.Code:
		b.start(p)
		b.line.add(s, 0, "")
		return
	case p.kind == doc.Verse:
		b.start(p)
		if !p.pre {
			s = lineEnds.ReplaceAllString(s, "")
		}
		b.line.add(s, p.style, p.link)
		return
	}
	blank := func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }
	for s != "" {
		rest := strings.TrimLeftFunc(s, blank)
		if len(rest) < len(s) {
			b.blank = true
		}
		if rest == "" {
			return
		}
		end := strings.IndexFunc(rest, blank)
		if end < 0 {
			end = len(rest)
		}
		b.start(p)
		if b.blank && !b.line.empty() && !b.line.atBreak() {
			b.line.gap(p.style, p.link)
		}
		b.blank = false
		b.line.add(rest[:end], p.style, p.link)
		s = rest[end:]
	}
}

// lineEnds are those of the source, which a browser shows as blanks.
var lineEnds = lazyregexp.New(`[ \t]*[\n\r\f][ \t]*`)

// visible is what a browser shows for a rune: U+FFFD for control characters
// that are no blanks.
func visible(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\f' && r != '\r' {
		return 0xFFFD
	}
	return r
}

// inline reads an element within a line.
func (b *builder) inline(n *html.Node, p place) {
	if n.Type == html.TextNode {
		b.text(n.Data, p)
		return
	}
	if n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "checkbox") && p.item != nil && b.line.empty() {
		b.box = n
	}
	if b.skip[n] || n.Type != html.ElementNode || b.leftOut(n) {
		return
	}
	if a, ok := b.atoms[n]; ok {
		b.atom(a, p)
		return
	}
	if note := b.nested[n]; note != nil {
		b.noteWithin(note, p)
		return
	}
	switch n.DataAtom {
	case atom.Img:
		b.img(n, p)
		return
	case atom.Br:
		if p.pre || p.kind == doc.Verse {
			b.start(p)
			b.line.add("\n", 0, "")
		} else if !b.line.empty() {
			b.blank = false
			b.line.add("\u2028", 0, "")
		}
		return
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var:
		if !hasClass(n, "citation") { // of a wiki, where it is a whole reference
			p.style |= doc.Italic
		}
	case atom.Strong, atom.B:
		if !strings.Contains(attr(n, "style"), "font-weight:normal") { // how Google Docs frames what it copies
			p.style |= doc.Bold
		}
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		if !p.pre {
			p.style |= doc.Mono
		}
	case atom.S, atom.Del, atom.Strike:
		p.style |= doc.Strike
	case atom.Sup:
		p.style |= doc.Super
	case atom.Sub:
		p.style |= doc.Sub
	case atom.U, atom.Ins:
		p.style |= doc.Underline
	case atom.Mark:
		p.style |= doc.Lit
	case atom.A:
		p.link = cmp.Or(b.address(n), p.link)
	case atom.Span:
		p.style |= styleOf(attr(n, "style")) | b.classes.of(n)
		if smallCaps.MatchString(attr(n, "class")) {
			p.style |= doc.SmallCaps
		}
		if p.link != "" {
			p.style &^= doc.Underline // as links are shown
		}
	}
	b.children(n, p)
}

// address is where a link leads, or "" if that is a place in the page, what its
// text says, or an address that can do harm.
func (b *builder) address(n *html.Node) string {
	href := strings.TrimSpace(attr(n, "href"))
	if href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	if allowed(href) == "" {
		b.warn("href", fmt.Sprintf("Links whose addresses can do harm are read as text, such as one to %q.", excerpt(href)))
		return ""
	}
	if strings.TrimSpace(textOf(n)) == href {
		return ""
	}
	return href
}

var smallCaps = lazyregexp.New(`(?i)(?:^|\s)small-?caps(?:\s|$)`)

// styleOf reads the styles that Google Docs and Word write as CSS.
func styleOf(css string) doc.Style {
	css = strings.ToLower(strings.ReplaceAll(css, " ", ""))
	var s doc.Style
	for sign, style := range map[string]doc.Style{
		"font-style:italic": doc.Italic, "font-weight:bold": doc.Bold, "font-weight:700": doc.Bold,
		"line-through": doc.Strike, "vertical-align:super": doc.Super, "vertical-align:sub;": doc.Sub,
		"text-decoration:underline": doc.Underline, "font-variant:small-caps": doc.SmallCaps,
	} {
		if strings.Contains(css, sign) {
			s |= style
		}
	}
	return s
}
