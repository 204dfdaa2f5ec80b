package markdown

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// writer holds what the parts of an essay must know of each other while they
// are written.
type writer struct {
	labels  labels
	prefix  string            // of all labels
	inNote  bool              // where no marker is written
	numbers map[string]int    // of the notes, as readers print them
	series  map[string]string // of the notes that are in a series of a name
	count   map[string]int    // labels given, by the names they begin with
	refs    []ref             // what was referred to, in order; numbers count from 1
	lost    int               // cross-references to notes without a marker
}

// ref is a marker that was written.
type ref struct{ id, label string }

func newWriter(e *essay.Essay) *writer {
	w := &writer{numbers: map[string]int{}, series: map[string]string{}, count: map[string]int{}}
	w.learn(e)
	// A number may stand before the marker whose number it is.
	n := 0
	for _, a := range e.Body().Atoms() {
		if a.Kind != doc.Marker {
			continue
		}
		n++
		if w.numbers[a.ID] == 0 {
			w.numbers[a.ID] = n
		}
	}
	for x := range e.Notes() {
		if x.Series != "" {
			w.series[string(x.ID)] = slug(x.Series)
		}
	}
	return w
}

// write is the essay as Markdown that ends in a line feed, or "".
func write(e *essay.Essay) string { return newWriter(e).essay(e) }

func (w *writer) essay(e *essay.Essay) string {
	var out strings.Builder
	out.WriteString(w.document(w.shown(e.Body())))
	w.inNote = true
	for i, r := range w.refs {
		if out.Len() > 0 {
			out.WriteString("\n\n")
		}
		fmt.Fprintf(&out, "[^%s]:", r.label)
		switch n := e.Note(essay.NoteID(r.id)); {
		case w.numbers[r.id] <= i:
			fmt.Fprintf(&out, " See note %d.", w.numbers[r.id])
		case n != nil:
			out.WriteString(w.definition(n.Text))
		}
	}
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	return out.String()
}

// learn collects what may be taken for a reference: the texts of headings,
// which Pandoc takes for labels, and what verbatim Markdown defines.
func (w *writer) learn(e *essay.Essay) {
	w.labels.texts = map[string]bool{}
	var verbatim strings.Builder
	look := func(d *doc.Document) {
		for _, b := range d.All() {
			switch b.Kind {
			case doc.Heading:
				w.labels.texts[fold(b.Text())] = true
			case doc.Verbatim:
				verbatim.WriteString(b.Text())
				verbatim.WriteByte('\n')
			}
		}
	}
	look(e.Body())
	for n := range e.Notes() {
		look(n.Text)
	}
	w.labels.any = strings.Contains(verbatim.String(), "]:")
	for strings.Contains(verbatim.String(), "[^"+w.prefix) {
		w.prefix += "n"
	}
}

// definition is a note's text as it follows its label: a paragraph on the same
// line, other blocks below, all further lines indented.
func (w *writer) definition(d *doc.Document) string {
	blocks := w.shown(d)
	switch {
	case len(blocks) == 0:
		return ""
	case blocks[0].Kind != doc.Paragraph:
		return "\n    " + indent(w.document(blocks), "    ")
	}
	return " " + indent(w.document(blocks), "    ")
}

// indent puts a prefix before each line but the first and the empty ones.
func indent(text, prefix string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var out strings.Builder
	for i, line := range strings.SplitAfter(text, "\n") {
		if i > 0 && line != "" && line != "\n" {
			out.WriteString(prefix)
		}
		out.WriteString(line)
	}
	return out.String()
}

func isItem(b *doc.Block) bool { return b.Kind == doc.Bullet || b.Kind == doc.Numbered }

// shown lists the blocks that hold something that Markdown can show.
func (w *writer) shown(d *doc.Document) []*doc.Block {
	list := make([]*doc.Block, 0, d.Blocks())
	for _, b := range d.All() {
		b = w.resolved(b)
		empty := (b.Atoms() == 0 || w.inNote) && strings.Trim(b.Text(), blankRunes+string(doc.AtomRune)) == ""
		if !empty || b.Kind == doc.Rule || b.Kind == doc.Code {
			list = append(list, b)
		}
	}
	return list
}

// document is the blocks as Markdown without a line feed at the end.
func (w *writer) document(blocks []*doc.Block) string {
	var out strings.Builder
	var lists listStack
	var last *doc.Block
	for _, b := range blocks {
		sep := "\n\n"
		switch {
		case last == nil:
			sep = ""
		case b.Kind == doc.Quote && last.Kind == doc.Quote:
			sep = "\n" + strings.TrimRight(strings.Repeat("> ", min(b.Level, last.Level)), " ") + "\n"
		}
		last = b
		if !isItem(b) {
			lists = nil
			out.WriteString(sep)
			out.WriteString(w.block(b))
			continue
		}
		prefix, width, joins := lists.next(b.Kind, b.Level)
		if joins {
			sep = "\n"
		}
		out.WriteString(sep)
		out.WriteString(prefix + indent(w.inline(b), strings.Repeat(" ", width)))
	}
	return out.String()
}

// block is a block that is no item of a list.
func (w *writer) block(b *doc.Block) string {
	switch b.Kind {
	case doc.Heading:
		return strings.Repeat("#", b.Level) + " " + w.inline(b)
	case doc.Quote:
		prefix := strings.Repeat("> ", b.Level)
		return prefix + indent(w.inline(b), prefix)
	case doc.Rule:
		return "* * *" // three hyphens would open front matter
	case doc.Code:
		return w.afterwards(fence(lines(b)), b)
	case doc.Verbatim:
		return w.afterwards(strings.Trim(lines(b), "\n"), b)
	}
	return w.inline(b)
}

// lines is the text of code or verbatim Markdown without its markers.
func lines(b *doc.Block) string {
	text := strings.ReplaceAll(b.Text(), string(doc.AtomRune), "")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// fence puts code between fences longer than any run of backticks in it.
func fence(code string) string {
	mark := "```"
	for strings.Contains(code, mark) {
		mark += "`"
	}
	if code != "" {
		code += "\n"
	}
	return mark + "\n" + code + mark
}

// afterwards puts the markers of a block that can hold none into a paragraph
// that follows it.
func (w *writer) afterwards(text string, b *doc.Block) string {
	if b.Atoms() == 0 || w.inNote {
		return text
	}
	text += "\n\n"
	for _, s := range b.Spans() {
		if s.Atom != nil && s.Atom.Kind == doc.Marker {
			text += w.marker(s.Atom.ID)
		}
	}
	return text
}

// listStack is the lists that an item stands in, the outermost first.
type listStack []list

type list struct {
	kind   doc.Kind
	bullet string // of an item, "" if the items have numbers
	last   int    // the number of the last item
	indent int    // of its markers
	width  int    // from there to its text
}

// next is what stands before the text of an item, the indentation of further
// lines, and whether the item follows the one before without a blank line.
func (s *listStack) next(kind doc.Kind, level int) (prefix string, width int, joins bool) {
	open := *s
	joins = len(open) > 0
	if len(open) >= level {
		open = open[:level]
		if open[level-1].kind != kind {
			open, joins = open[:level-1], false
		}
	}
	at := 0
	if len(open) == level {
		at = open[level-1].indent
	} else if len(open) > 0 {
		at = open[len(open)-1].indent + open[len(open)-1].width
	}
	prefix = strings.Repeat(" ", at)
	for len(open) < level {
		l := list{kind: doc.Bullet, bullet: "+ ", indent: at, width: 2}
		if len(open) == level-1 {
			l = list{kind: kind, bullet: "- ", indent: at, width: 2}
		} else {
			prefix += l.bullet // a level that was skipped
		}
		open = append(open, l)
		at += l.width
	}
	l := &open[level-1]
	l.last++
	mark := l.bullet
	if l.kind == doc.Numbered {
		mark = strconv.Itoa(l.last) + ". "
	}
	l.width = len(mark)
	*s = open
	return prefix + mark, l.indent + l.width, joins
}
