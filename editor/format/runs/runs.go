// Package runs holds what follows from how blocks stand after one another: the
// numbers of items and the rows of tables.
//
// Absent: what a list or a table looks like in a format.
package runs

import "github.com/ibid-editor/ibid/editor/doc"

// Next is the number that a numbered item of a level has after the given
// blocks if its list does not begin anew with it.
func Next(before []*doc.Block, level int) int {
	n := 1
	for i := len(before) - 1; i >= 0; i-- {
		b := before[i]
		if !b.IsItem() || b.Level < level || b.Level == level && b.Kind != doc.Numbered {
			break
		}
		if b.Level != level {
			continue
		}
		if b.Info.Start > 0 {
			return b.Info.Start + n
		}
		n++
	}
	return n
}

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
