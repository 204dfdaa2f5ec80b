// Package runs holds what follows from how blocks stand after one another, such
// as the rows of tables; and it changes the blocks of essays.
//
// Absent: what a list or a table looks like in a format.
package runs

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Numbers counts the items of lists, as documents do.
type Numbers = doc.Numbers

// maxColumns bounds the empty cells that a cell's column asks for.
const maxColumns = 256

// Table is the rows of the table that the blocks begin with, and how many of
// the blocks are its cells. Each row has as many cells as the longest, aligned
// as the first row is; a cell that the blocks leave out is empty.
func Table(blocks []*doc.Block) (rows [][]*doc.Block, n int) {
	columns := 0
	for n < len(blocks) && blocks[n].Kind == doc.Cell {
		c := blocks[n]
		if n == 0 || c.Level <= blocks[n-1].Level {
			rows = append(rows, nil)
		}
		row := &rows[len(rows)-1]
		for len(*row) < min(c.Level, maxColumns) {
			*row = append(*row, doc.NewBlock(doc.Cell, len(*row)))
		}
		*row = append(*row, c.As(doc.Cell, len(*row)))
		columns = max(columns, len(*row))
		n++
	}
	for i, row := range rows {
		for len(row) < columns {
			row = append(row, doc.NewBlock(doc.Cell, len(row)))
		}
		rows[i] = row
		for k, c := range row {
			if head := rows[0][k].Info; c.Info != head {
				row[k] = c.WithInfo(head)
			}
		}
	}
	return rows, n
}

// Map is an essay with each block of the body and of the notes put through f.
func Map(e *essay.Essay, f func(*doc.Block) *doc.Block) *essay.Essay {
	each := func(d *doc.Document) *doc.Document {
		changed := false
		blocks := make([]*doc.Block, 0, d.Blocks())
		for _, b := range d.All() {
			c := f(b)
			changed = changed || c != b
			blocks = append(blocks, c)
		}
		if !changed {
			return d
		}
		return doc.New(blocks...)
	}
	mapped := e.WithBody(each(e.Body()))
	for n := range e.Notes() {
		if text := each(n.Text); text != n.Text {
			m := *n
			m.Text = text
			mapped = mapped.WithNote(&m)
		}
	}
	return mapped
}
