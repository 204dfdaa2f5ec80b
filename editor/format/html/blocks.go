package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
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
	blocks []*doc.Block
	spans  []doc.Span
	kind   doc.Kind // of the block that is being filled
	level  int
	blank  bool // a blank is due before the next text
}

// place is where in the tree the walk is.
type place struct {
	kind  doc.Kind
	level int
	style doc.Style
	link  string
	pre   bool
	depth int
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
	if id, ok := b.markers[n]; ok {
		b.start(p)
		b.space()
		b.spans = append(b.spans, essay.MarkerOf(id))
		return
	}
	if b.leftOut(n) {
		return
	}
	if isBlock(n) || n.DataAtom == atom.Hr || n.DataAtom == atom.Dl || n.DataAtom == atom.Figure || n.DataAtom == atom.Header || n.DataAtom == atom.Footer || n.DataAtom == atom.Caption {
		b.element(n, p)
		return
	}
	b.inline(n, p)
}

// leftOut reports whether an element holds nothing of the text.
func (b *builder) leftOut(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Nav, atom.Form, atom.Noscript, atom.Template, atom.Iframe, atom.Button, atom.Input,
		atom.Select, atom.Textarea, atom.Svg, atom.Object, atom.Video, atom.Audio, atom.Canvas:
		return true
	case atom.Img:
		b.warn("img", "The pictures are left out.")
		return true
	case atom.Table:
		b.warn("table", "The tables are read as paragraphs, a row in each.")
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
	case atom.Pre:
		p.kind, p.level, p.pre = doc.Code, 0, true
	case atom.Hr:
		b.blocks = append(b.blocks, doc.NewBlock(doc.Rule, 0))
		return
	case atom.Tr:
		b.row(n, p)
		return
	}
	b.kind, b.level = p.kind, p.level
	b.children(n, p)
	b.end(p)
}

// row reads a table's row as one paragraph.
func (b *builder) row(n *html.Node, p place) {
	b.kind, b.level = doc.Paragraph, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if len(b.spans) > 0 {
			b.blank = false
			b.spans = append(b.spans, doc.Span{Text: " | "})
		}
		for d := c.FirstChild; d != nil; d = d.NextSibling {
			b.inline(d, place{depth: p.depth + 1})
		}
	}
	b.end(p)
}

// end makes a block of what was read since the last one.
func (b *builder) end(p place) {
	spans := b.spans
	b.spans, b.blank = nil, false
	if b.kind == doc.Code && len(spans) > 0 {
		last := &spans[len(spans)-1]
		last.Text = strings.TrimSuffix(last.Text, "\n")
	}
	if block := doc.NewBlock(b.kind, b.level, spans...); block.Len() > 0 && strings.TrimFunc(block.Text(), isSpace) != "" {
		b.blocks = append(b.blocks, block)
	}
	b.kind, b.level = p.kind, p.level
}

// start makes sure that a block of the right kind is being filled.
func (b *builder) start(p place) {
	if len(b.spans) == 0 {
		b.kind, b.level = p.kind, p.level
	}
}

// space puts the blank that is due.
func (b *builder) space() {
	if b.blank && len(b.spans) > 0 {
		b.spans = append(b.spans, doc.Span{Text: " "})
	}
	b.blank = false
}

// text reads text as a browser does: blanks become one, at a block's edges none.
func (b *builder) text(s string, p place) {
	if p.pre {
		b.start(p)
		b.spans = append(b.spans, doc.Span{Text: s})
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
		word := doc.Span{Text: rest[:end], Style: p.style, Link: p.link}
		if b.blank && len(b.spans) > 0 {
			gap := doc.Span{Text: " "}
			if last := b.spans[len(b.spans)-1]; last.Atom == nil {
				gap.Style = last.Style & p.style
				if last.Link == p.link {
					gap.Link = p.link
				}
			}
			b.spans = append(b.spans, gap)
		}
		b.blank = false
		b.spans = append(b.spans, word)
		s = rest[end:]
	}
}

// inline reads an element within a line.
func (b *builder) inline(n *html.Node, p place) {
	if n.Type == html.TextNode {
		b.text(n.Data, p)
		return
	}
	if b.skip[n] || n.Type != html.ElementNode || b.leftOut(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		if p.pre {
			b.text("\n", p)
		} else if len(b.spans) > 0 {
			b.blank = false
			b.spans = append(b.spans, doc.Span{Text: "\u2028"})
		}
		return
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var:
		p.style |= doc.Italic
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
	case atom.A:
		if href := strings.TrimSpace(attr(n, "href")); href != "" && !strings.HasPrefix(href, "#") && strings.TrimSpace(textOf(n)) != href {
			p.link = href
		}
	case atom.Span:
		p.style |= styleOf(attr(n, "style"))
	}
	b.children(n, p)
}

// styleOf reads the styles that Google Docs and Word write as CSS.
func styleOf(css string) doc.Style {
	css = strings.ToLower(strings.ReplaceAll(css, " ", ""))
	var s doc.Style
	for sign, style := range map[string]doc.Style{
		"font-style:italic": doc.Italic, "font-weight:bold": doc.Bold, "font-weight:700": doc.Bold,
		"line-through": doc.Strike, "vertical-align:super": doc.Super, "vertical-align:sub;": doc.Sub,
	} {
		if strings.Contains(css, sign) {
			s |= style
		}
	}
	return s
}
