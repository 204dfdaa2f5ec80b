package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/picture"
)

// hasClass reports whether an element is of a class.
func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// isVerse reports whether an element says that its lines are verse.
func isVerse(n *html.Node) bool { return hasClass(n, "verse") || hasClass(n, "wp-block-verse") }

// languageOf is the language of a block of code, or "".
func languageOf(pre *html.Node) string {
	for _, n := range []*html.Node{pre, pre.FirstChild} {
		if n == nil || n.Type != html.ElementNode {
			continue
		}
		for _, class := range strings.Fields(attr(n, "class")) {
			for _, sign := range []string{"language-", "lang-"} {
				if name, ok := strings.CutPrefix(class, sign); ok {
					return name
				}
			}
		}
	}
	return ""
}

// itemNumber is the number that an item is told to have, or the first of a list
// has; 0 goes on from the item before.
func itemNumber(li *html.Node) int {
	if n, err := strconv.Atoi(attr(li, "value")); err == nil {
		return n
	}
	if li.Parent == nil || li.Parent.DataAtom != atom.Ol {
		return 0
	}
	for s := li.PrevSibling; s != nil; s = s.PrevSibling {
		if s.DataAtom == atom.Li {
			return 0
		}
	}
	if n, err := strconv.Atoi(attr(li.Parent, "start")); err == nil {
		return n
	}
	return 1
}

// source is where the picture of an img element is; "" if it has none, or one
// that may not be shown.
func source(img *html.Node) string {
	s := strings.TrimSpace(cmp.Or(attr(img, "data-src"), attr(img, "src")))
	if _, ok := picture.Find(s, nil); ok || reaches(s) {
		return s
	}
	return ""
}

// isDot reports whether a picture is one that only counts readers.
func isDot(img *html.Node) bool {
	return slices.Contains([]string{"0", "1"}, attr(img, "width")) && slices.Contains([]string{"0", "1"}, attr(img, "height"))
}

// img reads a picture: alone it is a block, in a text it is what it shows.
func (b *builder) img(n *html.Node, p place) {
	s := source(n)
	alt := strings.TrimSpace(attr(n, "alt"))
	switch {
	case isDot(n):
	case s == "":
		b.warn("source", "Pictures that are not there or whose addresses can do harm are left out; in their place stands what they show.")
		b.text(alt, p)
	case !p.cell && (p.kind == doc.Paragraph || p.kind == doc.Quote) && b.line.empty() && alone(n):
		b.add(doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: s, Alt: attr(n, "alt")}))
	default:
		b.warn("img", "Pictures within a text are left out; in their place stands what they show.")
		b.text(alt, p)
	}
}

// maxBeside bounds what is looked at beside a picture.
const maxBeside = 50

// alone reports whether no text follows a picture on its line.
func alone(img *html.Node) bool {
	n, seen := img, 0
	for n.Parent != nil && !isBlock(n) && n.DataAtom != atom.Figure {
		for s := n.NextSibling; s != nil && !isBlock(s) && s.DataAtom != atom.Br; s = s.NextSibling {
			if seen++; seen > maxBeside || !blank(s) {
				return false
			}
		}
		n = n.Parent
	}
	return true
}

// figure reads a figure that is one picture with its caption; false if it is
// something else.
func (b *builder) figure(n *html.Node, p place) bool {
	var img, caption *html.Node
	images := 0
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.Img && !isDot(d):
			img = d
			images++
		case d.DataAtom == atom.Figcaption:
			caption = d
		case d.DataAtom == atom.Table || d.DataAtom == atom.Pre || d.DataAtom == atom.Blockquote:
			return false
		case d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" && within(d, map[*html.Node]bool{caption: caption != nil}) == nil:
			return false
		}
	}
	if images != 1 || source(img) == "" || p.cell || p.kind != doc.Paragraph && p.kind != doc.Quote || caption != nil && contains(caption, img) {
		return false
	}
	var spans []doc.Span
	if caption != nil {
		spans = b.flat(caption, p)
	}
	b.add(doc.NewBlock(doc.Image, 0, spans...).WithInfo(doc.Info{Source: source(img), Alt: attr(img, "alt")}))
	return true
}

// flat reads what an element holds as one text, its blocks as lines.
func (b *builder) flat(n *html.Node, p place) []doc.Span {
	inner := &builder{reader: b.reader}
	inner.children(n, place{cell: true, depth: p.depth + 1})
	inner.end(place{})
	var spans []doc.Span
	for _, block := range inner.blocks {
		if block.Len() == 0 {
			continue
		}
		if spans != nil {
			spans = append(spans, doc.Span{Text: "\u2028"})
		}
		for _, s := range block.Spans() {
			s.Text = strings.ReplaceAll(s.Text, "\n", "\u2028")
			spans = append(spans, s)
		}
	}
	return spans
}

// Bounds of a table: what a cell may span, and the columns of a row.
const (
	maxSpan    = 20
	maxColumns = 64
)

// table reads a table; false if it only arranges what is in it.
func (b *builder) table(n *html.Node, p place) bool {
	if p.cell {
		b.warn("nested", "Tables within tables are read as lines, a row in each.")
		return false
	}
	rows, captions := rowsOf(n)
	if arranges(n, rows) {
		return false
	}
	for _, c := range captions {
		b.element(c, p)
	}
	var cells []*doc.Block
	var aligned []doc.Align
	var hanging []int // in how many more rows a cell above stands, by column
	text := false
	for _, tr := range rows {
		row := b.cells(tr, p, &hanging)
		for _, c := range row {
			text = text || c.Len() > 0
		}
		if len(cells) == 0 {
			for _, c := range row {
				aligned = append(aligned, c.Info.Align)
			}
		}
		for k, c := range row {
			if k < len(aligned) {
				c = c.WithInfo(doc.Info{Align: aligned[k]})
			}
			cells = append(cells, c)
		}
	}
	if text {
		for _, c := range cells {
			b.add(c)
		}
	}
	return true
}

// rowsOf lists the rows of a table, without those of tables in it, and its
// captions.
func rowsOf(table *html.Node) (rows, captions []*html.Node) {
	for c := range table.ChildNodes() {
		switch c.DataAtom {
		case atom.Caption:
			captions = append(captions, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			inner, _ := rowsOf(c)
			rows = append(rows, inner...)
		case atom.Tr:
			rows = append(rows, c)
		}
	}
	return rows, captions
}

// arranges reports whether a table is no table of data: it says so, or has one
// column without a head, or headings and quotes in it.
func arranges(table *html.Node, rows []*html.Node) bool {
	if role := attr(table, "role"); role == "presentation" || role == "none" {
		return true
	}
	columns := 0
	for _, tr := range rows {
		n := 0
		for c := range tr.ChildNodes() {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				n++
			}
		}
		columns = max(columns, n)
	}
	head := false
	for d := range table.Descendants() {
		switch d.DataAtom {
		case atom.Thead:
			head = true
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote:
			return true
		}
	}
	return columns < 2 && !head
}

// cells reads a row; where a cell takes several places the others are empty.
func (b *builder) cells(tr *html.Node, p place, hanging *[]int) []*doc.Block {
	var row []*doc.Block
	place := func(c *doc.Block, below int) {
		if len(row) >= maxColumns {
			return
		}
		if len(row) == len(*hanging) {
			*hanging = append(*hanging, 0)
		}
		(*hanging)[len(row)] = below
		row = append(row, c.As(doc.Cell, len(row)))
	}
	hang := func() {
		for len(row) < len(*hanging) && (*hanging)[len(row)] > 0 {
			place(doc.NewBlock(doc.Cell, 0), (*hanging)[len(row)]-1)
		}
	}
	for c := range tr.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || b.skip[c] {
			continue
		}
		hang()
		below := span(c, "rowspan") - 1
		place(doc.NewBlock(doc.Cell, 0, b.flat(c, p)...).WithInfo(doc.Info{Align: alignOf(c)}), below)
		for range span(c, "colspan") - 1 {
			place(doc.NewBlock(doc.Cell, 0), below)
		}
	}
	if len(row) > 0 {
		hang()
	}
	return row
}

// span is how many places a cell takes.
func span(cell *html.Node, key string) int {
	n, err := strconv.Atoi(attr(cell, key))
	if err != nil {
		return 1
	}
	return max(1, min(n, maxSpan))
}

// alignOf is how a cell says that it stands.
func alignOf(cell *html.Node) doc.Align {
	css := strings.ToLower(strings.ReplaceAll(attr(cell, "style"), " ", ""))
	for align, name := range alignments {
		if strings.Contains(css, "text-align:"+name) || strings.EqualFold(attr(cell, "align"), name) || attr(cell, "data-align") == name {
			return align
		}
	}
	return doc.Natural
}
