// Package office holds what the formats of word processors and e-books share:
// what an essay is asked to be written with, which notes they number
// themselves, the numbers of lists, addresses and pictures that are safe to
// write.
//
// Absent: any format; each has a package of its own.
package office

import (
	"fmt"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Options say how an essay is written. The zero value is ready.
type Options struct {
	Picture func(source string) ([]byte, bool) // the bytes of a picture; nil has none
	Author  string
	Time    time.Time // when it was written; zero is left out, so that equal essays give equal files
}

// Warnings are sentences for the author, each once, in the order in which they
// arose.
type Warnings struct {
	list []string
	said map[string]bool
}

// Add adds a sentence unless it was said before.
func (w *Warnings) Add(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if w.said[s] {
		return
	}
	if w.said == nil {
		w.said = map[string]bool{}
	}
	w.said[s] = true
	w.list = append(w.list, s)
}

// List is what was said.
func (w *Warnings) List() []string { return w.list }

// BinWarning says that notes without a marker are left out.
func (w *Warnings) BinWarning(e *essay.Essay) {
	if n := len(e.Bin()); n > 0 {
		w.Add("Notes without a marker, which are left out: %d.", n)
	}
}

// Empty reports whether a block shows nothing. Formats leave such blocks out.
func Empty(b *doc.Block) bool {
	switch b.Kind {
	case doc.Rule, doc.Code, doc.Image, doc.Cell:
		return false
	}
	return b.Atoms() == 0 && strings.Trim(b.Text(), " \t\n\r\u2028\u2029\v\f\u0085") == ""
}

// Shown lists the blocks of a text that show something, and the empty ones that
// part two tables.
func Shown(d *doc.Document) []*doc.Block {
	shown := make([]*doc.Block, 0, d.Blocks())
	var gap *doc.Block
	for _, b := range d.All() {
		if Empty(b) {
			gap = b
			continue
		}
		if n := len(shown); gap != nil && n > 0 && b.Kind == doc.Cell && shown[n-1].Kind == doc.Cell {
			shown = append(shown, doc.NewBlock(doc.Paragraph, 0))
		}
		gap = nil
		shown = append(shown, b)
	}
	return shown
}

// Rows splits the cells that a text has from its start on into the rows of a
// table with its number of columns. A row has nil where a column was left out.
func Rows(blocks []*doc.Block) (rows [][]*doc.Block, columns, cells int) {
	last := -1
	for _, b := range blocks {
		if b.Kind != doc.Cell {
			break
		}
		cells++
		column := min(b.Level, maxColumns-1)
		if len(rows) == 0 || column <= last {
			rows = append(rows, nil)
		}
		last = column
		row := &rows[len(rows)-1]
		for len(*row) < column {
			*row = append(*row, nil)
		}
		*row = append(*row, b)
		columns = max(columns, column+1)
	}
	return rows, columns, cells
}

// maxColumns is how many columns Word's tables have at most.
const maxColumns = 63

// Numbers gives each block that is an item of a numbered list its number, and
// each other block 0.
func Numbers(blocks []*doc.Block) []int {
	var c doc.Numbers
	numbers := make([]int, len(blocks))
	for i, b := range blocks {
		numbers[i] = c.Add(b)
	}
	return numbers
}

// Plain joins the text of spans; what stands for an atom is left out.
func Plain(spans []doc.Span) string {
	var s strings.Builder
	for _, sp := range spans {
		s.WriteString(sp.Text)
	}
	return s.String()
}
