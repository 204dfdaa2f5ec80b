package editor

import (
	"errors"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// ErrNoTable says that a command for tables was given outside of one.
var ErrNoTable = errors.New("the caret is not in a table: put it into the cell that is meant")

// grid is a table of a text: its cells by rows, and where the caret is in it.
type grid struct {
	in          essay.NoteID
	first, n    int // blocks
	rows        [][]*doc.Block
	row, column int
	off         doc.Pos // in the cell
}

// newRow reports whether a row begins with b, given the block before it.
func newRow(prev, b *doc.Block) bool { return prev.Kind != doc.Cell || b.Level <= prev.Level }

// tableRange is the run of cells around the i-th block.
func tableRange(d *doc.Document, i int) (first, n int) {
	first = i
	for first > 0 && d.Block(first-1).Kind == doc.Cell {
		first--
	}
	end := i
	for end < d.Blocks() && d.Block(end).Kind == doc.Cell {
		end++
	}
	return first, end - first
}

// table finds the table that the caret is in.
func (t *Transaction) table() (*grid, error) {
	text := t.essay.Text(t.sel.In)
	i, off := text.Find(t.sel.Head)
	if text.Block(i).Kind != doc.Cell {
		return nil, ErrNoTable
	}
	first, n := tableRange(text, i)
	cells := make([]*doc.Block, n)
	for k := range cells {
		cells[k] = text.Block(first + k)
	}
	g := gridOf(cells)
	g.in, g.first, g.off = t.sel.In, first, off
	for i -= first; i >= len(g.rows[g.row]); g.row++ {
		i -= len(g.rows[g.row])
	}
	g.column = i
	return g, nil
}

// gridOf is a table of cells.
func gridOf(cells []*doc.Block) *grid {
	g := &grid{n: len(cells)}
	for k, c := range cells {
		if k == 0 || newRow(cells[k-1], c) {
			g.rows = append(g.rows, nil)
		}
		last := len(g.rows) - 1
		g.rows[last] = append(g.rows[last], c)
	}
	return g
}

// columns is the number of columns of the widest row.
func (g *grid) columns() int {
	n := 0
	for _, r := range g.rows {
		n = max(n, len(r))
	}
	return n
}

// even gives all rows the same number of cells, aligned as the first row is.
func (g *grid) even() {
	n := g.columns()
	for i, r := range g.rows {
		r = slices.Clone(r)
		for len(r) < n {
			r = append(r, doc.NewBlock(doc.Cell, len(r)))
		}
		for k, c := range r {
			info := c.Info
			if i > 0 {
				info.Align = g.rows[0][k].Info.Align
			}
			r[k] = c.As(doc.Cell, k).WithInfo(info)
		}
		g.rows[i] = r
	}
}

// put writes the table back, with the caret in the cell that the grid names.
// A table without cells is gone.
func (t *Transaction) put(g *grid) {
	if len(g.rows) == 0 || g.columns() == 0 {
		t.ReplaceBlocks(g.in, g.first, g.n, doc.NewBlock(doc.Paragraph, 0))
		t.sel = Caret(g.in, t.essay.Text(g.in).Start(g.first))
		return
	}
	g.even()
	t.ReplaceBlocks(g.in, g.first, g.n, slices.Concat(g.rows...)...)
	g.row = max(0, min(g.row, len(g.rows)-1))
	g.column = max(0, min(g.column, g.columns()-1))
	i := g.first + g.row*g.columns() + g.column
	off := min(g.off, g.rows[g.row][g.column].Len())
	t.sel = Caret(g.in, t.essay.Text(g.in).Start(i)+off)
}

// onTable changes the table at the caret as one step.
func (s *Session) onTable(f func(*grid)) error {
	return s.Do("Table", func(t *Transaction) error {
		g, err := t.table()
		if err != nil {
			return err
		}
		g.even()
		f(g)
		t.put(g)
		return nil
	})
}

func emptyRow(columns int) []*doc.Block {
	row := make([]*doc.Block, columns)
	for k := range row {
		row[k] = doc.NewBlock(doc.Cell, k)
	}
	return row
}

// InsertTable puts a table after the block of the caret, or in its place if it
// is an empty paragraph. The first row is the head.
func (s *Session) InsertTable(rows, columns int) error {
	return s.Do("Insert table", func(t *Transaction) error {
		cells := make([][]*doc.Block, rows)
		for i := range cells {
			cells[i] = emptyRow(columns)
		}
		t.insertBlocks(slices.Concat(cells...)...)
		return nil
	})
}

// insertBlocks puts blocks after the block of the caret, or in its place if it
// is an empty paragraph, and the caret into the first. A paragraph stands
// after them, so that there is a way on, and parts one table from the next.
func (t *Transaction) insertBlocks(blocks ...*doc.Block) {
	text := t.essay.Text(t.sel.In)
	i, _ := text.Find(t.sel.Head)
	n := 0
	if b := text.Block(i); b.Kind == doc.Cell {
		first, cells := tableRange(text, i)
		i = first + cells
	} else if b.Kind == doc.Paragraph && b.Len() == 0 {
		n = 1
	} else {
		i++
	}
	at := i
	if blocks[0].Kind == doc.Cell && i > 0 && text.Block(i-1).Kind == doc.Cell {
		blocks = slices.Insert(slices.Clone(blocks), 0, doc.NewBlock(doc.Paragraph, 0))
		at++
	}
	if i+n == text.Blocks() || text.Block(i+n).Kind == doc.Cell {
		blocks = append(blocks[:len(blocks):len(blocks)], doc.NewBlock(doc.Paragraph, 0))
	}
	t.ReplaceBlocks(t.sel.In, i, n, blocks...)
	t.sel = Caret(t.sel.In, t.essay.Text(t.sel.In).Start(at))
}

// AddRow puts an empty row before the caret's, or after it.
func (s *Session) AddRow(after bool) error {
	return s.onTable(func(g *grid) {
		if after {
			g.row++
		}
		g.rows = slices.Insert(g.rows, g.row, emptyRow(g.columns()))
		g.off = 0
	})
}

// AddColumn puts an empty column before the caret's, or after it.
func (s *Session) AddColumn(after bool) error {
	return s.onTable(func(g *grid) {
		if after {
			g.column++
		}
		for i, r := range g.rows {
			g.rows[i] = slices.Insert(r, g.column, doc.NewBlock(doc.Cell, 0))
		}
		g.off = 0
	})
}

// DeleteRow deletes the caret's row; notes whose markers stood there go to the
// bin.
func (s *Session) DeleteRow() error {
	return s.onTable(func(g *grid) { g.rows = slices.Delete(g.rows, g.row, g.row+1) })
}

// DeleteColumn deletes the caret's column.
func (s *Session) DeleteColumn() error {
	return s.onTable(func(g *grid) {
		for i, r := range g.rows {
			g.rows[i] = slices.Delete(r, g.column, g.column+1)
		}
	})
}

// MoveRow moves the caret's row down by one, or up by −1.
func (s *Session) MoveRow(by int) error {
	return s.onTable(func(g *grid) {
		if to := g.row + by; to >= 0 && to < len(g.rows) {
			g.rows[g.row], g.rows[to] = g.rows[to], g.rows[g.row]
			g.row = to
		}
	})
}

// MoveColumn moves the caret's column to the right by one, or to the left by −1.
func (s *Session) MoveColumn(by int) error {
	return s.onTable(func(g *grid) {
		to := g.column + by
		if to < 0 || to >= g.columns() {
			return
		}
		for _, r := range g.rows {
			r[g.column], r[to] = r[to], r[g.column]
		}
		g.column = to
	})
}

// AlignColumn sets the caret's column to the left, the right or the middle.
func (s *Session) AlignColumn(a doc.Align) error {
	return s.onTable(func(g *grid) {
		c := g.rows[0][g.column]
		g.rows[0][g.column] = c.WithInfo(doc.Info{Align: a})
	})
}

// NextCell moves the caret to the next cell, or for −1 to the one before; after
// the last cell a row is added.
func (s *Session) NextCell(step int) error {
	return s.moveInTable(func(g *grid) {
		n := g.columns()
		k := max(0, g.row*n+g.column+step)
		g.row, g.column = k/n, k%n
	})
}

// NextRow moves the caret to the cell below; after the last row one is added.
func (s *Session) NextRow() error { return s.moveInTable(func(g *grid) { g.row++ }) }

func (s *Session) moveInTable(f func(*grid)) error {
	return s.Do("Table", func(t *Transaction) error {
		g, err := t.table()
		if err != nil {
			return err
		}
		f(g)
		if g.row == len(g.rows) {
			g.rows = append(g.rows, emptyRow(g.columns()))
			g.off = 0
			t.put(g)
			return nil
		}
		i := g.first
		for _, r := range g.rows[:g.row] {
			i += len(r)
		}
		i += min(g.column, len(g.rows[g.row])-1)
		text := t.essay.Text(g.in)
		t.sel = Selection{g.in, text.Start(i), text.Start(i) + text.Block(i).Len()}
		return nil
	})
}

// stands reports whether a block's edges hold: nothing is joined to it.
func stands(b *doc.Block) bool { return b.Kind == doc.Cell || b.Kind == doc.Image }

// eraseOver gives the blocks that are left of n blocks from index i when what
// lies between two positions is deleted, if that goes over the edge of a cell
// or an image. Cells stay where they are, empty, unless their whole table lies
// between; two tables stay parted.
func eraseOver(d *doc.Document, from, to doc.Pos) (i, n int, left []*doc.Block, special bool) {
	i, a := d.Find(from)
	j, b := d.Find(to)
	if i == j || !stands(d.Block(i)) && !stands(d.Block(j)) {
		return 0, 0, nil, false
	}
	own, cells := tableRange(d, i)
	own += cells // where the table of the first block ends
	for k := i; k <= j; k++ {
		block := d.Block(k)
		if k == own && i < k && k < j && block.Kind != doc.Cell && d.Block(j).Kind == doc.Cell {
			left = append(left, doc.NewBlock(doc.Paragraph, 0))
		}
		switch {
		case k == i:
			left = append(left, block.WithSpans(block.Slice(0, a)...))
		case k == j:
			left = append(left, block.WithSpans(block.Slice(b, block.Len())...))
		case block.Kind == doc.Cell:
			if first, cells := tableRange(d, k); first <= i || first+cells > j {
				left = append(left, block.WithSpans())
			}
		}
	}
	return i, j - i + 1, left, true
}

// fitting is a slice as it can be put into a block. In a cell, a caption or
// lines of code it is one block. Elsewhere whole tables and pictures keep their
// shape between paragraphs; a piece of a cell or a caption is text.
func fitting(s doc.Slice, into *doc.Block) doc.Slice {
	switch {
	case len(s.Blocks) == 0:
		return s
	case len(s.Blocks) == 1:
		if only := s.Blocks[0]; stands(only) {
			return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, only.Spans()...)}}
		}
		return s
	case stands(into):
		return oneBlock(s, "\u2028")
	case into.IsLines():
		return oneBlock(s, "\n")
	case !slices.ContainsFunc(s.Blocks, stands):
		return s
	}
	var blocks []*doc.Block
	for rest := s.Blocks; len(rest) > 0; {
		n := 0
		for n < len(rest) && rest[n].Kind == doc.Cell {
			n++
		}
		if n == 0 {
			blocks, rest = append(blocks, rest[0]), rest[1:]
			continue
		}
		g := gridOf(rest[:n])
		g.even()
		blocks, rest = append(blocks, slices.Concat(g.rows...)...), rest[n:]
	}
	if stands(blocks[0]) {
		blocks = slices.Insert(blocks, 0, doc.NewBlock(doc.Paragraph, 0))
	}
	if stands(blocks[len(blocks)-1]) {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0))
	}
	return doc.Slice{Blocks: blocks}
}

// oneBlock joins the blocks of a slice.
func oneBlock(s doc.Slice, between string) doc.Slice {
	var spans []doc.Span
	for i, b := range s.Blocks {
		if i > 0 {
			spans = append(spans, doc.Span{Text: between})
		}
		spans = append(spans, b.Spans()...)
	}
	return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, spans...)}}
}
