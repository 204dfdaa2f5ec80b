package docx

import (
	"strconv"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// builder makes blocks while it walks through a text.
type builder struct {
	*reader
	relations relations
	office.Body
	note      *office.Found       // whose text is read; nil for the body
	sections  []int               // the blocks that begin a section
	spans     []doc.Span          // of the paragraph that is being read
	joined    bool                // the paragraph goes on: its end was deleted
	images    []*doc.Block        // in the paragraph
	rule      bool                // the paragraph holds a line drawn across the page
	task      *bool               // the paragraph holds a box to be ticked
	custom    *office.Found       // whose own mark is being read
	afterMark bool                // nothing but a note's mark was read of the paragraph
	fields    []*field            // open ones
	bookmarks map[string]struct{} // open ones, by name
	names     map[string]string   // of bookmarks, by identity
	paragraph int                 // counted, so that a field knows whether it is still in its own
}

// block reads an element of a text.
func (b *builder) block(n *archive.Node) {
	switch n.Name {
	case "w:p":
		b.readParagraph(n)
	case "w:tbl":
		b.table(n)
	case "w:sdt":
		if gallery := n.Kid("w:sdtPr", "w:docPartObj", "w:docPartGallery").Attr("w:val"); gallery == "Table of Contents" {
			b.Add(tocWarning)
			return
		}
		b.each(n.Kid("w:sdtContent"), b.block)
	case "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
		b.each(n, b.block)
	case "w:del", "w:moveFrom":
		b.deleted++
	case "mc:AlternateContent":
		b.each(alternative(n), b.block)
	case "w:bookmarkStart", "w:bookmarkEnd":
		b.inline(n, "")
	case "w:sectPr":
		b.readClasses(n)
	case "w:altChunk":
		b.Add("A document within the document is left out.")
	case "m:oMathPara":
		b.inline(n, "")
		b.Append(doc.NewBlock(doc.Paragraph, 0, b.take()...))
	}
}

const tocWarning = "The table of contents is left out: it follows from the headings."

func (b *builder) each(n *archive.Node, f func(*archive.Node)) {
	if n != nil {
		for _, k := range n.Kids {
			f(k)
		}
	}
}

// alternative is that of several renderings of the same content which is to be
// read.
func alternative(n *archive.Node) *archive.Node {
	if c := n.Kid("mc:Choice"); c != nil {
		return c
	}
	return n.Kid("mc:Fallback")
}

func (b *builder) take() []doc.Span {
	spans := b.spans
	b.spans = nil
	return spans
}

// finish ends a text.
func (b *builder) finish() {
	if len(b.spans) > 0 {
		b.Append(doc.NewBlock(doc.Paragraph, 0, b.take()...))
	}
	b.Number()
}

func (b *builder) readParagraph(n *archive.Node) {
	props := n.Kid("w:pPr")
	style := props.Kid("w:pStyle").Attr("w:val")
	is := b.styles.roleOf(style)
	if is.TOC {
		b.Add(tocWarning)
		return
	}
	b.paragraph++
	before := len(b.spans)
	for _, k := range n.Kids {
		if k.Name != "w:pPr" {
			b.inline(k, "")
		}
	}
	b.dropInstructions()
	b.afterMark = false
	if mark := props.Kid("w:rPr"); mark.Kid("w:del") != nil || mark.Kid("w:moveFrom") != nil {
		b.deleted++
		b.joined = len(b.spans) > before || b.joined
		return
	}
	b.joined = false
	b.endParagraph(props, style, is)
	if sect := props.Kid("w:sectPr"); sect != nil {
		b.readClasses(sect)
		b.sections = append(b.sections, len(b.Blocks))
	}
}

// endParagraph makes blocks of what a paragraph holds.
func (b *builder) endParagraph(props *archive.Node, style string, is office.Role) {
	spans, images, rule, task := b.take(), b.images, b.rule, b.task
	b.images, b.rule, b.task = nil, false, nil
	if is.Kind == doc.Rule || rule || len(images) == 0 && props.Kid("w:pBdr", "w:bottom") != nil {
		if office.Empty(doc.NewBlock(doc.Paragraph, 0, spans...)) && len(images) == 0 {
			b.Append(doc.NewBlock(doc.Rule, 0))
			return
		}
	}
	it, listed := b.item(props, style)
	if is.Kind == doc.Rule {
		is.Kind = doc.Paragraph
	}
	block := doc.NewBlock(is.Kind, is.Level, office.Lines(spans, is.Kind)...)
	switch {
	case is.Kind == doc.Heading && listed:
		b.Add("The numbers that Word gives headings are left out.")
	case is.Kind == doc.Code:
		block = block.WithInfo(doc.Info{Language: is.Name})
	case listed && is.Kind != doc.Quote && is.Kind != doc.Verse && is.Kind != doc.Verbatim:
		block = doc.NewBlock(it.kind, it.level, spans...).WithInfo(doc.Info{Done: it.done})
		if it.kind == doc.Numbered && !office.Empty(block) {
			b.AppendItem(block, it.number)
			b.Blocks = append(b.Blocks, images...)
			return
		}
	case is.Kind == doc.Paragraph && task != nil:
		block = doc.NewBlock(doc.Task, 1, office.TrimStart(spans)...).WithInfo(doc.Info{Done: *task})
	case is.Kind == doc.Paragraph:
		if lvl, err := strconv.Atoi(props.Kid("w:outlineLvl").Attr("w:val")); err == nil && lvl >= 0 && lvl < 9 {
			block = block.As(doc.Heading, lvl+1)
		}
	}
	b.withImages(block, images, is)
}

// withImages adds a paragraph and the pictures in it. A caption joins the
// picture before it.
func (b *builder) withImages(block *doc.Block, images []*doc.Block, is office.Role) {
	empty := office.Empty(block) && block.Kind != doc.Code || len(images) > 0 && block.Len() == 0
	if is.Caption && !empty && len(images) == 0 && b.AddCaption(block.Spans()) {
		return
	}
	if !empty {
		b.Append(block)
	}
	b.Blocks = append(b.Blocks, images...)
}

// maxSpan bounds the columns that a cell says it spans.
const maxSpan = 63

// table reads a table. One of a single cell that holds more than a paragraph is
// a frame, which is left out.
func (b *builder) table(n *archive.Node) {
	var rows [][]*archive.Node
	b.rows(n, &rows)
	if len(rows) == 1 && len(rows[0]) == 1 && paragraphs(rows[0][0]) > 1 {
		b.each(rows[0][0], b.block)
		return
	}
	b.PartTables()
	var images []*doc.Block
	for _, row := range rows {
		column := 0
		for _, cell := range row {
			if cell.Name == "w:gridBefore" {
				column = b.AddBlank(column, span(cell))
				continue
			}
			block, drawn := b.cell(cell, column)
			b.Append(block)
			images = append(images, drawn...)
			if s := span(cell.Kid("w:tcPr", "w:gridSpan")); s > 1 {
				b.Add("Cells of a table that reach over several columns or rows are read as one cell with empty ones beside it.")
				column = b.AddBlank(column+1, s-1) - 1
			}
			column++
		}
	}
	b.Blocks = append(b.Blocks, images...)
}

func paragraphs(cell *archive.Node) int {
	n := 0
	for _, k := range cell.Kids {
		if k.Name != "" && k.Name != "w:tcPr" {
			n++
		}
	}
	return n
}

func span(n *archive.Node) int {
	s, _ := strconv.Atoi(n.Attr("w:val"))
	return max(0, min(s, maxSpan))
}

// rows collects the cells of a table's rows, and the columns that a row leaves
// out before its first.
func (b *builder) rows(n *archive.Node, rows *[][]*archive.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "w:tr":
			if k.Kid("w:trPr", "w:del") != nil {
				b.deleted++
				continue
			}
			var cells []*archive.Node
			if before := k.Kid("w:trPr", "w:gridBefore"); before != nil {
				cells = append(cells, before)
			}
			b.cells(k, &cells)
			if len(cells) > 0 {
				*rows = append(*rows, cells)
			}
		case "w:sdt":
			b.rows(&archive.Node{Kids: kids(k.Kid("w:sdtContent"))}, rows)
		case "w:customXml", "w:ins", "w:moveTo":
			b.rows(k, rows)
		}
	}
}

func (b *builder) cells(n *archive.Node, cells *[]*archive.Node) {
	for _, k := range n.Kids {
		switch k.Name {
		case "w:tc":
			*cells = append(*cells, k)
		case "w:sdt":
			b.cells(&archive.Node{Kids: kids(k.Kid("w:sdtContent"))}, cells)
		case "w:customXml", "w:ins", "w:moveTo":
			b.cells(k, cells)
		}
	}
}

func kids(n *archive.Node) []*archive.Node {
	if n == nil {
		return nil
	}
	return n.Kids
}

// aligns are the alignments of paragraphs.
var aligns = map[string]doc.Align{
	"left": doc.Left, "start": doc.Left, "center": doc.Center, "right": doc.Right, "end": doc.Right,
}

// cell reads a cell as one block, and the pictures in it.
func (b *builder) cell(n *archive.Node, column int) (*doc.Block, []*doc.Block) {
	inner := &builder{reader: b.reader, relations: b.relations, note: b.note, fields: b.fields, bookmarks: b.bookmarks, names: b.names, paragraph: b.paragraph}
	b.each(n, inner.block)
	inner.finish()
	b.paragraph, b.bookmarks, b.names = inner.paragraph, inner.bookmarks, inner.names
	return office.Cell(column, aligns[n.Kid("w:p", "w:pPr", "w:jc").Attr("w:val")], inner.Blocks, &b.Warnings)
}
