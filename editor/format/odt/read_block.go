package odt

import (
	"slices"
	"strconv"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// block reads an element of a text.
func (b *builder) block(n *archive.Node) {
	switch n.Name {
	case "text:p", "text:h":
		b.readParagraph(n, nil)
	case "text:list":
		b.list(n, &listState{})
	case "table:table":
		b.table(n)
	case "text:section", "text:index-body":
		b.each(n, b.block)
	case "text:table-of-content":
		b.Add("The table of contents is left out: it follows from the headings.")
	case "text:illustration-index", "text:table-index", "text:object-index", "text:user-index", "text:alphabetical-index":
		b.Add("Indexes are left out.")
	case "text:bibliography":
		b.each(n.Kid("text:index-body"), b.block)
	case "text:tracked-changes":
		for _, k := range n.Kids {
			if k.Kid("text:deletion") != nil {
				b.deleted++
			}
		}
	case "draw:frame", "draw:a":
		b.inline(n, "", office.Look{})
		b.Blocks = append(b.Blocks, b.takeImages()...)
	case "text:numbered-paragraph":
		b.each(n, b.block)
	}
}

func (b *builder) each(n *archive.Node, f func(*archive.Node)) {
	if n != nil {
		for _, k := range n.Kids {
			f(k)
		}
	}
}

func (b *builder) takeImages() []*doc.Block {
	images := b.images
	b.images = nil
	return images
}

// item is what a list makes of a paragraph.
type item struct {
	levelStyle
	level, number int
}

// readParagraph reads a paragraph, that of a list's item if there is one.
func (b *builder) readParagraph(n *archive.Node, it *item) {
	lineage := b.lineage("paragraph", n.Attr("text:style-name"))
	var is office.Role
	b.base = office.Look{}
	ruled := false
	for i, s := range lineage {
		if s.automatic {
			b.base = s.look.Over(b.base)
		}
		ruled = ruled || s.ruled && i == 0
		if role, ok := office.RoleOf(s.name); ok {
			is = role
			break
		}
	}
	if level, err := strconv.Atoi(n.Attr("text:outline-level")); n.Name == "text:h" && err == nil && is.Kind != doc.Heading {
		is = office.Role{Kind: doc.Heading, Level: level}
	}
	b.spans, b.start = nil, true
	b.paragraph++
	for _, k := range n.Kids {
		b.inline(k, "", b.base)
	}
	spans, images := b.spans, b.takeImages()
	b.spans = nil
	if (is.Kind == doc.Rule || ruled) && len(images) == 0 && office.Empty(doc.NewBlock(doc.Paragraph, 0, spans...)) {
		b.Append(doc.NewBlock(doc.Rule, 0))
		return
	}
	if is.Kind == doc.Rule {
		is.Kind = doc.Paragraph
	}
	b.end(spans, images, is, it)
}

// end makes blocks of what a paragraph holds.
func (b *builder) end(spans []doc.Span, images []*doc.Block, is office.Role, it *item) {
	block := doc.NewBlock(is.Kind, is.Level, office.Lines(spans, is.Kind)...).WithInfo(doc.Info{Language: is.Name})
	empty := office.Empty(block) && block.Kind != doc.Code || len(images) > 0 && block.Len() == 0
	switch {
	case empty:
	case is.Caption && len(images) == 0 && b.AddCaption(block.Spans()):
		return
	case it != nil && is.Kind != doc.Heading && is.Kind != doc.Quote && !block.IsLines():
		block = doc.NewBlock(it.kind, it.level, spans...).WithInfo(doc.Info{Done: it.done})
		if it.kind == doc.Numbered {
			b.AppendItem(block, it.number)
			break
		}
		b.Append(block)
	default:
		b.Append(block)
	}
	b.Blocks = append(b.Blocks, images...)
}

// listState is what a list hands down to the lists in it.
type listState struct {
	style string
	level int
}

// list reads a list. Only the first paragraph of an item bears its sign.
func (b *builder) list(n *archive.Node, in *listState) {
	at := listState{n.Attr("text:style-name"), in.level + 1}
	if at.style == "" {
		at.style = in.style
	}
	level := min(at.level, maxLevel)
	is := levelStyle{kind: doc.Bullet, start: 1}
	if s := b.lists[at.style]; s != nil {
		is = s[level-1]
	}
	last := b.continued(n, at, is.start-1)
	for _, k := range n.Kids {
		if k.Name != "text:list-item" && k.Name != "text:list-header" {
			continue
		}
		var it *item
		if k.Name == "text:list-item" {
			it = &item{levelStyle: is, level: at.level}
		}
		if start, err := strconv.Atoi(k.Attr("text:start-value")); err == nil {
			last = start - 1
		}
		for _, x := range k.Kids {
			switch x.Name {
			case "text:list":
				b.list(x, &at)
			case "text:p", "text:h":
				if it != nil {
					last = min(last+1, 1<<30)
					it.number = last
				}
				b.readParagraph(x, it)
				it = nil
			default:
				b.block(x)
			}
		}
	}
	if is.kind == doc.Numbered && is.other {
		b.Add("Lists that count in letters or Roman numerals count 1, 2, 3 here.")
	}
	b.save(n, at, last)
}

// continued is the number before a list's first item.
func (b *builder) continued(n *archive.Node, at listState, start int) int {
	key := ""
	if n.Attr("text:continue-numbering") == "true" {
		key = "style " + at.style
	}
	if id := n.Attr("text:continue-list"); id != "" {
		key = "list " + id
	}
	if key == "" || at.level > maxLevel || len(b.saved[key]) < at.level {
		return start
	}
	return max(start, b.saved[key][at.level-1])
}

// save keeps a list's last number for one that goes on from it.
func (b *builder) save(n *archive.Node, at listState, last int) {
	if at.level > maxLevel {
		return
	}
	for _, key := range []string{"style " + at.style, "list " + n.Attr("xml:id")} {
		numbers := slices.Clone(b.saved[key])
		for len(numbers) < at.level {
			numbers = append(numbers, 0)
		}
		numbers[at.level-1] = last
		b.saved[key] = numbers
	}
}

// maxRepeat bounds how often a cell or a row says that it is repeated.
const maxRepeat = 63

// table reads a table.
func (b *builder) table(n *archive.Node) {
	var rows []*archive.Node
	collectRows(n, &rows)
	if len(rows) == 1 {
		if cells := elements(rows[0], "table:table-cell"); len(cells) == 1 && len(cells[0].Kids) > 1 { // a frame
			b.each(cells[0], b.block)
			return
		}
	}
	b.PartTables()
	var images []*doc.Block
	for _, row := range rows {
		column := 0
		for _, cell := range row.Kids {
			repeat, err := strconv.Atoi(cell.Attr("table:number-columns-repeated"))
			if err != nil {
				repeat = 1
			}
			switch cell.Name {
			case "table:table-cell":
				block, drawn := b.cell(cell, column)
				b.Append(block)
				images = append(images, drawn...)
				column = b.AddBlank(column+1, min(repeat-1, maxRepeat))
			case "table:covered-table-cell":
				b.Add("Cells of a table that reach over several columns or rows are read as one cell with empty ones beside it.")
				column = b.AddBlank(column, min(repeat, maxRepeat))
			}
		}
	}
	b.Blocks = append(b.Blocks, images...)
}

func collectRows(n *archive.Node, rows *[]*archive.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "table:table-row":
			*rows = append(*rows, k)
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			collectRows(k, rows)
		}
	}
}

func elements(n *archive.Node, name string) []*archive.Node {
	var list []*archive.Node
	for _, k := range n.Kids {
		if k.Name == name {
			list = append(list, k)
		}
	}
	return list
}

// aligns are the alignments of paragraphs.
var aligns = map[string]doc.Align{"left": doc.Left, "center": doc.Center, "right": doc.Right, "end": doc.Right}

// cell reads a cell as one block, and the pictures in it.
func (b *builder) cell(n *archive.Node, column int) (*doc.Block, []*doc.Block) {
	inner := &builder{reader: b.reader, note: b.note, open: b.open, fields: b.fields, paragraph: b.paragraph}
	b.each(n, inner.block)
	inner.Number()
	b.paragraph, b.open = inner.paragraph, inner.open
	align := ""
	for _, s := range b.lineage("paragraph", n.Kid("text:p").Attr("text:style-name")) {
		if align == "" {
			align = s.align
		}
	}
	return office.Cell(column, aligns[align], inner.Blocks, &b.Warnings)
}
