package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// A table's columns are as wide as what stands in them asks for, told by the
// number of letters: to set each cell of a long table only to see a part of it
// would take long, and columns that gave way at every letter would be restless.

// grid is a run of cells, with the edges of its columns.
type grid struct {
	from, to int       // its blocks
	edges    []float32 // from the column's left edge to its right one
}

const (
	columnStep  = 4    // letters by which columns grow
	columnCells = 2000 // cells that say how wide the columns are: the first ones of a table
	columnText  = 400  // bytes of a cell that count
)

// tableAt is the table that the i-th block, a cell, stands in.
func (t *Text) tableAt(i int) grid {
	for _, tb := range t.tables {
		if tb.from <= i && i < tb.to {
			return tb
		}
	}
	tb := grid{from: i, to: i + 1}
	for tb.from > 0 && t.doc.Block(tb.from-1).Kind == doc.Cell {
		tb.from--
	}
	for tb.to < t.doc.Blocks() && t.doc.Block(tb.to).Kind == doc.Cell {
		tb.to++
	}
	tb.edges = t.edges(tb.from, tb.to)
	t.tables = append(t.tables, tb)
	return tb
}

// edges shares the width among the columns of the table from one block to
// another.
func (t *Text) edges(from, to int) []float32 {
	var least, most []float64
	letter := float64(t.setting.average(t.setting.face()))
	for i := from; i < min(to, from+columnCells); i++ {
		b := t.doc.Block(i)
		for len(least) <= b.Level {
			least, most = append(least, 0), append(most, 0)
		}
		word, whole := letters(b)
		set := t.setting.block(b)
		pad := float64(set.indent + set.inset)
		least[b.Level] = max(least[b.Level], float64(word)*letter+pad)
		most[b.Level] = max(most[b.Level], float64(whole)*letter+pad)
	}
	room := float64(t.column)
	wide := typeset.Columns(least, most, room)
	sum := 0.0
	for _, w := range wide {
		sum += w
	}
	edges, at := []float32{0}, 0.0
	for _, w := range wide { // what is left over goes to all alike
		at += w + (room-sum)/float64(len(wide))
		edges = append(edges, round(float32(at)))
	}
	return edges
}

// letters counts those of a cell's longest word and of the whole, in steps.
func letters(b *doc.Block) (word, whole int) {
	text := b.Text()
	text = text[:min(len(text), columnText)]
	for w := range strings.FieldsSeq(text) {
		word = max(word, utf8.RuneCountInString(w))
	}
	step := func(n int) int { return (n + columnStep) / columnStep * columnStep }
	return step(word), step(utf8.RuneCountInString(text))
}

// retable follows the tables through the change of n blocks into m from index
// at on. Where columns have become others, their table is laid out anew.
func (t *Text) retable(at, n, m int) {
	kept := t.tables[:0:0]
	var touched [][]float32
	for _, tb := range t.tables {
		switch {
		case tb.to < at:
			kept = append(kept, tb)
		case tb.from > at+n:
			tb.from, tb.to = tb.from+m-n, tb.to+m-n
			kept = append(kept, tb)
		default:
			touched = append(touched, tb.edges)
		}
	}
	t.tables = kept
	for i := max(0, at-1); touched != nil && i < min(at+m+1, t.doc.Blocks()); i++ {
		if t.doc.Block(i).Kind != doc.Cell {
			continue
		}
		tb := t.tableAt(i)
		if !slices.ContainsFunc(touched, func(edges []float32) bool { return slices.Equal(edges, tb.edges) }) {
			t.flow.Splice(tb.from, tb.to-tb.from, t.estimates(tb.from, tb.to-tb.from))
		}
		i = tb.to
	}
}
