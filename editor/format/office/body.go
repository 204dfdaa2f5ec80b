package office

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Body is the blocks of a text while it is read.
type Body struct {
	Blocks  []*doc.Block
	numbers map[*doc.Block]int // that the file gives items
	blank   int                // cells that stand for columns that are left out
}

// maxBlank bounds the cells that a few bytes of a file can ask for.
const maxBlank = 200_000

// Append adds a block.
func (b *Body) Append(block *doc.Block) { b.Blocks = append(b.Blocks, block) }

// AppendItem adds an item of a numbered list with the number that it has in the
// file.
func (b *Body) AppendItem(block *doc.Block, number int) {
	if b.numbers == nil {
		b.numbers = map[*doc.Block]int{}
	}
	b.numbers[block] = number
	b.Append(block)
}

// AddCaption makes a text the caption of the picture that was added last; it is
// false if that was none, or has a caption.
func (b *Body) AddCaption(spans []doc.Span) bool {
	n := len(b.Blocks) - 1
	if n < 0 || b.Blocks[n].Kind != doc.Image || b.Blocks[n].Len() > 0 {
		return false
	}
	b.Blocks[n] = b.Blocks[n].WithSpans(spans...)
	return true
}

// PartTables keeps a table that begins now apart from one before it.
func (b *Body) PartTables() {
	if n := len(b.Blocks); n > 0 && b.Blocks[n-1].Kind == doc.Cell {
		b.Append(doc.NewBlock(doc.Paragraph, 0))
	}
}

// AddBlank adds empty cells and gives the column after them.
func (b *Body) AddBlank(column, n int) int {
	for range min(n, maxColumns, maxBlank-b.blank) {
		b.blank++
		b.Append(doc.NewBlock(doc.Cell, column))
		column++
	}
	return column
}

// Number gives the items whose number in the file is not the one that their
// place gives them the start that makes it so.
func (b *Body) Number() {
	var c doc.Numbers
	for i, block := range b.Blocks {
		want := b.numbers[block]
		if n := block.Info.Start; want > 0 && (n > 0 && n != want || n == 0 && want != c.Next(block.Level)) {
			b.Blocks[i] = block.WithInfo(doc.Info{Start: want})
		}
		c.Add(b.Blocks[i])
	}
}

// Cell is a table's cell of the blocks in it, as lines, and the pictures that
// cannot be in it.
func Cell(column int, align doc.Align, blocks []*doc.Block, w *Warnings) (cell *doc.Block, images []*doc.Block) {
	var spans []doc.Span
	for _, x := range blocks {
		if x.Kind == doc.Image {
			w.Add("The pictures in tables stand below them.")
			images = append(images, x.WithSpans())
		}
		if x.Kind == doc.Cell {
			w.Add("A table within a table is read as lines.")
		}
		if x.Len() == 0 {
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, doc.Span{Text: "\u2028"})
		}
		for _, s := range x.Spans() {
			s.Text = strings.ReplaceAll(s.Text, "\n", "\u2028")
			spans = append(spans, s)
		}
	}
	return doc.NewBlock(doc.Cell, column, spans...).WithInfo(doc.Info{Align: align}), images
}

// Lines makes the breaks of lines within spans those of a kind of block.
func Lines(spans []doc.Span, kind doc.Kind) []doc.Span {
	if kind != doc.Code && kind != doc.Verbatim && kind != doc.Verse {
		return spans
	}
	spans = slices.Clone(spans)
	for i := range spans {
		spans[i].Text = strings.ReplaceAll(spans[i].Text, "\u2028", "\n")
		if kind != doc.Verse {
			spans[i].Style &^= doc.Mono
		}
	}
	return spans
}

// Pictures are those that a file holds, by the sources that the essay has for
// them. The zero value is ready.
type Pictures struct {
	BySource map[string][]byte
	byPart   map[string]string
}

// Known is the source of the picture of a part, if it was kept before.
func (p *Pictures) Known(part string) (source string, ok bool) {
	source, ok = p.byPart[part]
	return source, ok
}

// Keep keeps the picture of a part and gives its source: the name under which
// the file knows it, if that is the name of a picture's file.
func (p *Pictures) Keep(part, name string, data []byte) string {
	if p.BySource == nil {
		p.BySource, p.byPart = map[string][]byte{}, map[string]string{}
	}
	if path.Ext(name) == "" || strings.HasPrefix(name, "/") || strings.Contains(name, "..") {
		name = "media/" + path.Base(part)
	}
	stem, ending := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	for n := 2; ; n++ {
		have, taken := p.BySource[name]
		if !taken || bytes.Equal(have, data) {
			p.BySource[name], p.byPart[part] = data, name
			return name
		}
		name = stem + "-" + strconv.Itoa(n) + ending
	}
}
