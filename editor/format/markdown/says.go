package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// said is what of a block Markdown can hold, and the block.
type said struct {
	says  string
	block *doc.Block
}

// says lists what of a text Markdown can hold, block by block. How blanks are
// styled shows nowhere, and all breaks within a paragraph are alike.
func (w *writer) says(d *doc.Document) []said {
	var list []said
	var numbers runs.Numbers
	var of []*doc.Block
	var blocks []*doc.Block
	for b := range d.Each() {
		if shown := w.shown(doc.New(b)); len(shown) > 0 {
			blocks = append(blocks, shown[0])
			of = append(of, b)
		}
	}
	at := 0
	for len(blocks) > 0 {
		rows, n := runs.Table(blocks)
		for _, row := range rows {
			for _, c := range row {
				list = append(list, said{w.said(c, numbers), of[at]})
			}
		}
		if n == 0 {
			n = 1
			list = append(list, said{w.said(blocks[0], numbers), of[at]})
		}
		numbers.Add(blocks[0])
		blocks, at = blocks[n:], at+n
	}
	return list
}

func (w *writer) said(b *doc.Block, numbers runs.Numbers) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%d.%d ", b.Kind, b.Level)
	out.WriteString(saidInfo(b, numbers))
	if b.Kind == doc.Image && strings.Trim(b.Text(), blankRunes) == "" {
		b = b.WithSpans()
	}
	was := ""
	raw := b.Kind == doc.Code || b.Kind == doc.Verbatim // lines stay as they are
	for _, s := range b.Spans() {
		if s.Atom != nil {
			if s.IsCitation() {
				out.WriteString(w.cited(s.Atom.ID))
			} else if !w.inNote {
				out.WriteString("(*)")
			}
			continue
		}
		if isAddress(strings.TrimSpace(s.Text), s.Link) {
			s.Link = ""
		}
		look := fmt.Sprintf("{%d %s}", s.Style, s.Link)
		for _, c := range s.Text {
			if !unicode.IsSpace(c) && look != was && !raw {
				out.WriteString(look)
				was = look
			}
			switch {
			case c == 0:
				c = '\uFFFD'
			case isBreak(c) && !raw:
				c = '\u2028'
			}
			if c == '\n' {
				c = '␤'
			}
			out.WriteRune(c)
		}
	}
	return out.String()
}

// saidInfo is what a block has beside its text, if it is not the usual.
func saidInfo(b *doc.Block, numbers runs.Numbers) string {
	i := b.Info
	switch b.Kind {
	case doc.Numbered:
		if i.Start == numbers.Next(b.Level) {
			i.Start = 0
		}
	case doc.Code:
		i.Language = language(b)
	case doc.Image:
		i.Alt = strings.ReplaceAll(picture.Alt(b), "\x00", "\uFFFD")
		i.Alt = strings.ReplaceAll(i.Alt, "\x01", "\uFFFD")
	}
	var out strings.Builder
	if i.Start > 0 {
		fmt.Fprintf(&out, "start %d ", i.Start)
	}
	if i.Done {
		out.WriteString("done ")
	}
	if i.Language != "" {
		out.WriteString("in " + i.Language + " ")
	}
	if b.Kind == doc.Image {
		fmt.Fprintf(&out, "from %q shows %q ", i.Source, i.Alt)
	}
	if i.Align != doc.Natural {
		fmt.Fprintf(&out, "align %d ", i.Align)
	}
	return out.String()
}

// resync bounds how far ahead two texts are looked through for where they agree
// again.
const resync = 64

// strays lists the blocks of the essay that what was written does not say
// where they stand, with all of the table or list that they are in.
func (w *writer) strays(e *essay.Essay, out string, wide bool) []*doc.Block {
	back, _, err := Read(out)
	if err != nil {
		return slices.Collect(e.Body().Each())
	}
	found := map[*doc.Block]bool{}
	plain := &writer{of: back}
	want := w.says(e.Body())
	differ(want, plain.says(back.Body()), wide, func(i int) { found[want[i].block] = true })
	w.strayNotes(e, back, found)
	if len(found) == 0 {
		return nil
	}
	return grouped(e, found)
}

// strayNotes finds the notes that are not at their markers.
func (w *writer) strayNotes(e, back *essay.Essay, found map[*doc.Block]bool) {
	was := w.inNote
	w.inNote = true
	defer func() { w.inNote = was }()
	plain := &writer{inNote: true, of: back}
	here, there := e.Refs(), back.Refs()
	same := map[[2]essay.NoteID]bool{}
	for i, r := range here {
		n := e.Note(r.Note)
		if i < len(there) && there[i].Order == r.Order {
			m := back.Note(there[i].Note)
			pair := [2]essay.NoteID{r.Note, there[i].Note}
			if n == nil || m == nil || same[pair] || slices.EqualFunc(w.says(n.Text), plain.says(m.Text), func(a, b said) bool { return a.says == b.says }) {
				same[pair] = true
				continue
			}
		}
		if n != nil {
			for b := range n.Text.Each() {
				found[b] = true
			}
		}
		if p, ok := e.MarkerPos(r.Note); ok {
			k, _ := e.Body().Find(p)
			found[e.Body().Block(k)] = true
		}
		if len(found) > 1000 {
			return
		}
	}
}

// differ calls f with the places of want that do not say what got does, and of
// the neighbours of what got has beside; wide adds those of the others.
func differ(want, got []said, wide bool, f func(i int)) {
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		if i < len(want) && j < len(got) && want[i].says == got[j].says {
			i, j = i+1, j+1
			continue
		}
		a, b := agreeing(want[i:], got[j:])
		if verbatim(want[i : i+a]) {
			i, j = i+a, j+b
			continue
		}
		around := 0
		if a == 0 || wide {
			around = 1
		}
		for k := max(0, i-around); k < min(len(want), i+a+around); k++ {
			f(k)
		}
		i, j = i+a, j+b
	}
}

// verbatim reports whether all that differs is verbatim Markdown, which may be
// anything when it is read, and is joined to more of it.
func verbatim(list []said) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(s said) bool { return s.block.Kind != doc.Verbatim })
}

// agreeing is how many of both are to be passed over until they agree again.
func agreeing(want, got []said) (a, b int) {
	for sum := 1; sum <= resync; sum++ {
		for a := range sum + 1 {
			if b := sum - a; a < len(want) && b < len(got) && want[a].says == got[b].says {
				return a, b
			}
		}
	}
	return len(want), len(got)
}

// grouped is the blocks that were found, with all of the tables and lists that
// one of them is in.
func grouped(e *essay.Essay, found map[*doc.Block]bool) []*doc.Block {
	var list, run []*doc.Block
	stray := false
	flush := func() {
		if stray {
			list = append(list, run...)
		}
		run, stray = run[:0:0], false
	}
	for b := range e.Body().Each() {
		if len(run) > 0 {
			last := run[0]
			if same := b.Kind == doc.Cell && last.Kind == doc.Cell || b.IsItem() && last.IsItem(); !same {
				flush()
			}
		}
		run = append(run, b)
		stray = stray || found[b]
	}
	flush()
	for n := range e.Notes() {
		for b := range n.Text.Each() {
			if found[b] {
				list = append(list, b)
			}
		}
	}
	return list
}
