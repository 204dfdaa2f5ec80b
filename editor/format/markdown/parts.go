package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// part is where a block of the essay stands in what is parsed, in bytes.
type part struct {
	first int // where its own marks start, or somewhere on their line
	text  int // where its text starts
	tail  int // where that ends
	end   int // where its marks end
	block **doc.Block
	note  int // the note that it belongs to, counted from 1; 0 is the body
}

// parted notes down where the blocks of a list stand, those that have none yet.
func (r *reader) parted(first, text, tail, end int) {
	n := len(r.src) // positions behind tabs may lie beyond
	first = max(0, min(first, n))
	text = max(min(text, n), first)
	tail = max(min(tail, n), text)
	r.parts = append(r.parts, part{first: first, text: text, tail: tail, end: max(min(end, n), tail), note: len(r.defined)})
}

// lineStart and lineEnd are the ends of the line at a position.
func (r *reader) lineStart(p int) int {
	return bytes.LastIndexByte(r.src[:min(p, len(r.src))], '\n') + 1
}

func (r *reader) lineEnd(p int) int {
	p = min(p, len(r.src))
	if i := bytes.IndexByte(r.src[p:], '\n'); i >= 0 {
		return p + i
	}
	return len(r.src)
}

// textOf is where a node's own lines start and end, without the end of the last.
func (r *reader) textOf(n ast.Node, otherwise int) (from, to int) {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return otherwise, otherwise
	}
	from, to = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	for to > from && (r.src[to-1] == '\n' || r.src[to-1] == ' ' || r.src[to-1] == '\t') {
		to--
	}
	return from, to
}

// partHeading notes down a heading, whose marks stand before and after its text
// or on the line below it.
func (r *reader) partHeading(n *ast.Heading) {
	at := max(n.Pos(), 0)
	from, to := r.textOf(n, at)
	if at < len(r.src) && r.src[at] == '#' {
		if from == to { // of marks alone
			from = at
			for from < len(r.src) && r.src[from] == '#' {
				from++
			}
			to = from
		}
		r.parted(at, from, to, r.lineEnd(to))
		return
	}
	end := r.lineEnd(to)
	if end < len(r.src) {
		end = r.lineEnd(end + 1)
	}
	r.parted(min(at, from), from, to, end)
}

// partCode notes down code, whose fences are its marks.
func (r *reader) partCode(n ast.Node) {
	at := max(n.Pos(), 0)
	lines := n.Lines()
	fenced := n.Kind() == ast.KindFencedCodeBlock
	if lines.Len() == 0 {
		from := min(r.lineEnd(at)+1, len(r.src))
		r.parted(at, from, from, r.fenceEnd(fenced, from))
		return
	}
	from, to := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	next := to
	if to > from && r.src[to-1] == '\n' {
		to--
	}
	if !fenced {
		at = from
	}
	end := to
	if e := r.fenceEnd(fenced, next); e > next {
		end = e
	}
	r.parted(at, from, to, end)
}

// fenceEnd is the end of the line at p if it is a closing fence, else p.
func (r *reader) fenceEnd(fenced bool, p int) int {
	if !fenced || p >= len(r.src) {
		return p
	}
	end := r.lineEnd(p)
	line := strings.TrimLeft(string(r.src[p:end]), " \t>")
	if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
		return end
	}
	return p
}

// partItem notes down an item, whose text may be empty and may follow a box.
func (r *reader) partItem(first int, item, text ast.Node, boxed bool) {
	at := max(item.Pos(), 0)
	if text == nil {
		from := at
		for from < len(r.src) && !strings.ContainsRune(" \t\n", rune(r.src[from])) {
			from++
		}
		r.parted(first, from, from, from)
		return
	}
	from, to := r.textOf(text, at)
	if boxed {
		from = min(from+len("[ ] "), max(to, from))
	}
	r.parted(first, from, to, to)
}

// partRow notes down the cells of a table's row: each from the bar before it to
// the next.
func (r *reader) partRow(row ast.Node, head bool) {
	at := max(row.Pos(), 0)
	end := r.lineEnd(at)
	if head && end < len(r.src) { // with the line below it
		end = r.lineEnd(end + 1)
	}
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		from, to := r.textOf(c, at)
		bar := to
		for bar < end && r.src[bar] != '|' && r.src[bar] != '\n' {
			bar++
		}
		if c.NextSibling() == nil {
			bar = end
		}
		r.parted(at, from, to, bar)
		at = bar
	}
}

// table appends the cells of a table.
func (r *reader) table(list []*doc.Block, n *east.Table) []*doc.Block {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		column := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			b := doc.NewBlock(doc.Cell, column, r.spans(c)...)
			if column < len(n.Alignments) {
				b = b.WithInfo(doc.Info{Align: alignments[n.Alignments[column]]})
			}
			list = append(list, b)
			column++
		}
		r.partRow(row, row == n.FirstChild())
	}
	return list
}

// sources gives the blocks their parts of the file, and returns what stands
// above them. Of each note's definition the part of the text before it knows
// the label.
func (r *reader) sources(body []*doc.Block) *doc.Source {
	lists := make([][]*doc.Block, len(r.defined)+1)
	lists[0] = body
	for i := range r.defined {
		lists[i+1] = r.texts[i]
	}
	next := make([]int, len(lists))
	for i := range r.parts {
		p := &r.parts[i]
		p.block = &lists[p.note][next[p.note]]
		next[p.note]++
	}
	if !sort.SliceIsSorted(r.parts, func(i, j int) bool { return r.parts[i].first < r.parts[j].first }) {
		slices.SortStableFunc(r.parts, func(a, b part) int { return a.first - b.first })
	}
	starts := make([]int, len(r.parts)+1) // where each part's lead starts
	end := 0
	for i := range r.parts {
		p := &r.parts[i]
		starts[i] = max(end, r.lineStart(p.first))
		p.text = max(p.text, starts[i])
		p.tail = max(p.tail, p.text)
		p.end = max(p.end, p.tail)
		end = p.end
	}
	starts[len(r.parts)] = len(r.src)
	head := &doc.Source{Bytes: r.file[:r.inFile(starts[0])], Text: r.mark, Tail: r.matter, Gap: r.matter}
	all := make([]doc.Source, len(r.parts))
	before := head
	defined := 0
	for i, p := range r.parts {
		s := &all[i]
		at := r.inFile(starts[i])
		s.Bytes = r.file[at:r.inFile(starts[i+1])]
		s.Text, s.Tail, s.Gap = r.inFile(p.text)-at, r.inFile(p.tail)-at, r.inFile(p.end)-at
		s.Place = i + 1
		if p.note == 0 {
			before = s
		} else if p.note != defined {
			before.Notes = append(before.Notes, r.defined[p.note-1].Label)
		}
		defined = p.note
		*p.block = (*p.block).WithSource(s)
	}
	return head
}

// inFile is where in the file stands what stands at p in what is parsed.
func (r *reader) inFile(p int) int {
	p += r.from
	if len(r.returns) == 0 {
		return p + r.bom
	}
	return p + r.bom + sort.SearchInts(r.returns, p)
}

// unified is a text with line feeds alone as ends of lines, and the positions
// in it before which a carriage return was left out.
func unified(src string) (text string, returns []int) {
	if !strings.Contains(src, "\r") {
		return src, nil
	}
	var out strings.Builder
	out.Grow(len(src))
	for i := 0; i < len(src); i++ {
		switch {
		case src[i] != '\r':
			out.WriteByte(src[i])
		case i+1 < len(src) && src[i+1] == '\n':
			returns = append(returns, out.Len())
		default:
			out.WriteByte('\n')
		}
	}
	return out.String(), returns
}

// allNotes are the notes in the text and those with a definition, which get the
// blocks that were read for them.
func (r *reader) allNotes() []*essay.Note {
	for i, n := range r.defined {
		n.Text = doc.New(r.texts[i]...)
	}
	return append(r.notes, r.defined...)
}
