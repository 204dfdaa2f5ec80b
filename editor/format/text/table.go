package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// maxColumn bounds how far a column's cells are filled up with blanks.
const maxColumn = 40

// rows are the lines of a table: its cells with bars between them, filled up
// so that they stand below each other.
func (t *writer) rows(rows [][]*doc.Block) [][]doc.Span {
	widths := make([]int, len(rows[0]))
	cells := make([][][]doc.Span, len(rows))
	for i, row := range rows {
		for k, c := range row {
			spans := t.oneLine(c)
			cells[i] = append(cells[i], spans)
			widths[k] = max(widths[k], min(t.width(spans), maxColumn))
		}
	}
	var list [][]doc.Span
	for i, row := range rows {
		var line []doc.Span
		for k, c := range row {
			own := t.width(cells[i][k])
			before, after := pads(c.Info.Align, widths[k]-own)
			bar := " | "
			if k+1 == len(row) { // no blanks at the end of the line
				after = 0
				if own == 0 {
					bar, before = " |", 0
				}
			}
			if k > 0 {
				line = append(line, doc.Span{Text: bar})
			}
			line = append(line, doc.Span{Text: strings.Repeat(" ", before)})
			line = append(line, cells[i][k]...)
			line = append(line, doc.Span{Text: strings.Repeat(" ", after)})
		}
		list = append(list, line)
	}
	return list
}

// pads part the blanks of a cell by how it stands.
func pads(a doc.Align, blanks int) (before, after int) {
	blanks = max(0, blanks)
	switch a {
	case doc.Right:
		return blanks, 0
	case doc.Center:
		return blanks / 2, blanks - blanks/2
	}
	return 0, blanks
}

// oneLine is a cell's text with blanks for its breaks.
func (t *writer) oneLine(c *doc.Block) []doc.Span {
	spans := t.spans(c)
	for i := range spans {
		spans[i].Text = strings.Map(func(r rune) rune {
			if r == '\t' || strings.ContainsRune(breaks, r) {
				return ' '
			}
			return r
		}, spans[i].Text)
	}
	return spans
}

// width is the number of places that a text takes, with the labels of its
// markers.
func (t *writer) width(spans []doc.Span) int {
	n := 0
	for _, s := range spans {
		if s.Atom != nil {
			r, _ := t.essay.Ref(essay.NoteID(s.Atom.ID))
			n += 2 + utf8.RuneCountInString(r.Label)
			continue
		}
		for _, r := range s.Text {
			switch {
			case unicode.Is(unicode.Mn, r):
			case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
				n += 2
			default:
				n++
			}
		}
	}
	return n
}
