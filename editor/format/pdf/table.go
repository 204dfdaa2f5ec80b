package pdf

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/runs"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// table sets the table that blocks begin with, a slice of a row an item, and
// counts its cells. Its first row is its head, which is repeated on each page
// that the table goes on on.
func (s *setter) table(blocks []*doc.Block, in *elem) (cells int) {
	rows, cells := runs.Table(blocks)
	l := s.body()
	l.ragged = true
	l.size, l.leading = l.size*0.9, l.leading*0.9
	if s.inNote {
		l.size, l.leading = s.em(0.8), s.em(1.05)
	}
	gutter := l.size * 1.2
	wides := s.columns(rows, l, gutter)
	s.nest = nil
	table := in.in("Table")
	gap := s.gap(rows[0][0], s.em(1))
	total := -gutter
	for _, w := range wides {
		total += w + gutter
	}
	left := max(0, (s.wide-total)/2)
	var head []item
	for i, row := range rows {
		items := s.row(row, i == 0, wides, gutter, left, l, table.in("TR"))
		items[0].rules = append(items[0].rules, ruleAt(i, left, total)...)
		if i == 0 {
			items[0].before = gap
			head = items
			for k := range items {
				items[k].keep = true
			}
		} else if len(rows) > 1 {
			for k := range items {
				items[k].head = head
			}
		}
		if i == len(rows)-2 { // the last row does not stand alone
			items[len(items)-1].keep = true
		}
		if i == len(rows)-1 {
			last := &items[len(items)-1]
			last.high += l.size * 0.3
			last.rules = append(last.rules, rule{left, last.high, total, 0.8})
		}
		s.items = append(s.items, items...)
	}
	s.after = s.em(1.1)
	return cells
}

// ruleAt are the rules above a row: a strong one above the head, fine ones
// below it and between rows.
func ruleAt(row int, left, wide float64) []rule {
	switch row {
	case 0:
		return []rule{{left, 0, wide, 0.8}}
	case 1:
		return []rule{{left, 0, wide, 0.5}}
	}
	return nil
}

// row sets the cells of a row beside each other.
func (s *setter) row(row []*doc.Block, head bool, wides []float64, gutter, left float64, l look, tr *elem) []item {
	var items []item
	x := left
	for k, c := range row {
		cell := l
		cell.align = c.Info.Align
		kind := "TD"
		if head {
			kind = "TH"
			cell.style |= doc.Bold
		}
		e := tr.in(kind)
		lines := s.paragraph(s.bits(c.Spans(), cell, e), cell, wides[k])
		for i, ln := range lines {
			if i == len(items) {
				items = append(items, item{high: l.leading, base: l.leading*0.5 + l.size*0.27})
			}
			for r := range ln.runs {
				ln.runs[r].x += x
			}
			items[i].lines = append(items[i].lines, ln)
		}
		x += wides[k] + gutter
	}
	if len(items) == 0 {
		items = []item{{high: l.leading}}
	}
	pad := l.size * 0.25
	items[0].high += pad
	items[0].base += pad
	for i := range items { // rows of a few lines stay whole
		items[i].keep = i < len(items)-1 && (len(items) <= 6 || i == 0 || i == len(items)-2)
	}
	items[len(items)-1].high += pad
	return items
}

// columns gives each column its width: what its longest cell takes on one line
// if all fit, else a share by how much text it has, and at least its longest
// word.
func (s *setter) columns(rows [][]*doc.Block, l look, gutter float64) []float64 {
	n := len(rows[0])
	least, most := make([]float64, n), make([]float64, n)
	for i, row := range rows {
		for k, c := range row {
			cell := l
			if i == 0 {
				cell.style |= doc.Bold
			}
			word, whole := s.widths(c, cell)
			least[k], most[k] = max(least[k], word), max(most[k], whole)
		}
	}
	room := s.wide - gutter*float64(n-1)
	if room < float64(n)*l.size { // far too many columns: they overlap as little as can be
		room = float64(n) * l.size
	}
	return typeset.Columns(least, most, room)
}

// widths are those of a cell's longest word and of its longest line.
func (s *setter) widths(c *doc.Block, l look) (word, whole float64) {
	q := s.quiet()
	p := &para{setter: q, look: l, bits: q.bits(c.Spans(), l, &elem{}), room: 1e6}
	p.analyse()
	at := 0.0
	for i, b := range p.boxes {
		word = max(word, b.Wide)
		at += b.Wide
		whole = max(whole, at)
		at += b.Blank
		if p.boxes[i].Forced {
			at = 0
		}
	}
	return min(word, s.wide*0.6) + 0.1, max(whole, l.size) + 0.1
}

// quiet is a setter that only measures.
func (s *setter) quiet() *setter {
	return &setter{essay: s.essay, o: s.o, fonts: s.fonts, plan: s.plan, size: s.size, wide: s.wide, inNote: s.inNote, marked: map[*office.Note]bool{}, missed: map[rune]bool{}}
}
