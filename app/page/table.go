package page

import "github.com/ibid-editor/ibid/editor/doc"

// A table is a run of cells. The cells of one row stand side by side: in the
// flow the first of them has the row's whole height and the others none.

// frame is where in the column a block stands, and what it is there.
type frame struct {
	left, right float32 // from the column's edge
	head        bool    // a cell of the table's first row
}

// joinsRow reports whether cell b stands in the same row as the block before it.
func joinsRow(prev, b *doc.Block) bool {
	return prev != nil && b.Kind == doc.Cell && prev.Kind == doc.Cell && b.Level > prev.Level
}

// row is the run of blocks that stand side by side with the i-th: for all but
// cells it is alone.
func (t *Text) row(i int) (first, n int) {
	if t.doc.Block(i).Kind != doc.Cell {
		return i, 1
	}
	first = i
	for first > 0 && joinsRow(t.doc.Block(first-1), t.doc.Block(first)) {
		first--
	}
	end := i + 1
	for end < t.doc.Blocks() && joinsRow(t.doc.Block(end-1), t.doc.Block(end)) {
		end++
	}
	return first, end - first
}

// frameOf is where the k-th of n blocks in the row that begins with first
// stands.
func (t *Text) frameOf(first, k, n int) frame {
	if t.doc.Block(first).Kind != doc.Cell {
		return frame{right: t.column}
	}
	edges := t.tableAt(first).edges
	last := len(edges) - 1
	right := edges[min(k+1, last)]
	if k == n-1 { // a row may be shorter than others
		right = edges[last]
	}
	head := first == 0 || t.doc.Block(first-1).Kind != doc.Cell
	return frame{edges[min(k, last)], right, head}
}

// ensureRow lays out the row that begins with first and returns by how much it
// grew.
func (t *Text) ensureRow(first, n int) (grown float32) {
	var height float32
	for k := range n {
		b, f := t.doc.Block(first+k), t.frameOf(first, k, n)
		l := t.layouts[b]
		if l == nil || l.frame != f || l.setting != t.setting || t.stale(l) || l.picture != t.pictureSize(b) {
			l = newLayout(b, t.setting, f, t.pictureSize(b), t.label)
			t.layouts[b] = l
		}
		height = max(height, l.height())
		if k > 0 && (!t.flow.Known(first+k) || t.flow.Height(first+k) != 0) {
			grown += t.flow.Set(first+k, 0)
		}
	}
	if h := t.gap(first) + height; !t.flow.Known(first) || h != t.flow.Height(first) {
		grown += t.flow.Set(first, h)
	}
	return grown
}

// forgetRow has the row of a cell measured anew, as what stands in it may have
// changed with its neighbours.
func (t *Text) forgetRow(i int) {
	if i < 0 || i >= t.doc.Blocks() || t.doc.Block(i).Kind != doc.Cell {
		return
	}
	first, n := t.row(i)
	estimates := make([]float32, n)
	for k := range estimates {
		estimates[k] = t.flow.Height(first + k)
	}
	t.flow.Splice(first, n, estimates)
}

// beside is the block of the i-th one's row that stands at x, counted from the
// column's edge.
func (t *Text) beside(i int, x float32) int {
	first, n := t.row(i)
	for k := range n {
		if x < t.frameOf(first, k, n).right {
			return first + k
		}
	}
	return first + n - 1
}

// below is the block that stands under the i-th one at x; false if it is the
// last.
func (t *Text) below(i int, x float32) (int, bool) {
	first, n := t.row(i)
	if first+n == t.doc.Blocks() {
		return 0, false
	}
	return t.beside(first+n, x), true
}

// above is the block that stands over the i-th one at x; false if it is the
// first.
func (t *Text) above(i int, x float32) (int, bool) {
	first, _ := t.row(i)
	if first == 0 {
		return 0, false
	}
	return t.beside(first-1, x), true
}

// drawTable draws the lines of a cell: one over the table and one under each
// row, that of the head stronger.
func (t *Text) drawTable(i int, l *layout, y float32) {
	first, n := t.row(i)
	if i != first {
		return
	}
	c, height := &t.view.colors, t.flow.Height(first)-t.gap(first)
	if l.frame.head {
		t.rect(c.quiet, t.left, y, t.column, 1)
		t.rect(c.quiet, t.left, y+height-1, t.column, 1)
		return
	}
	ink := c.line
	if first+n == t.doc.Blocks() || t.doc.Block(first+n).Kind != doc.Cell {
		ink = c.quiet
	}
	t.rect(ink, t.left, y+height-1, t.column, 1)
}
