package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// writer holds what the parts of an essay must know of each other while they
// are written.
type writer struct {
	labels  labels
	of      *essay.Essay
	profile Profile
	marked  map[string]string       // the labels of the notes that were referred to
	keeps   bool                    // what came from a file leaves as it came
	prefix  string                  // of all labels
	inNote  bool                    // where no marker is written
	numbers map[string]int          // of the notes, as readers print them
	series  map[string]string       // of the notes that are in a series of a name
	count   map[string]int          // labels given, by the names they begin with
	given   map[essay.NoteID]string // labels that the notes have; nil if they get theirs in the order of the markers
	refs    []ref                   // what was referred to, in order; numbers count from 1

	pictures func(source string) ([]byte, bool)
	counts
}

// counts are what could not be written.
type counts struct {
	lost    int // cross-references to notes without a marker
	unseen  int // pictures
	unnamed int // languages of code
	tables  int
}

// ref is a marker that was written.
type ref struct{ id, label string }

func newWriter(e *essay.Essay, o Options) *writer {
	w := &writer{numbers: map[string]int{}, series: map[string]string{}, count: map[string]int{}, marked: map[string]string{}, pictures: o.Pictures, of: e, profile: o.Profile}
	w.learn(e)
	w.keeps = w.profile == Portable && cameFromFile(e)
	// A number may stand before the marker whose number it is.
	n := 0
	for _, a := range e.Body().Atoms() {
		if a.Kind != doc.Marker {
			continue
		}
		if first := w.numbers[a.ID] == 0; first || !w.native() {
			n++
			if first {
				w.numbers[a.ID] = n
			}
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
func write(e *essay.Essay) string { return newWriter(e, Options{}).essay(e) }

func (w *writer) essay(e *essay.Essay) string {
	if w.keeps {
		if out, ok := w.kept(e); ok {
			return out
		}
	}
	var out strings.Builder
	if head, _ := above(e, ""); head != "" {
		out.WriteString(head)
	}
	out.WriteString(w.document(w.shown(e.Body())))
	w.inNote = true
	if w.profile == CommonMark && len(w.refs) > 0 {
		out.WriteString("\n\n" + w.section(e) + "\n")
		return out.String()
	}
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
	for _, l := range e.Head().Links {
		w.labels.texts[fold(unescape(l[1:strings.Index(l, "]: <")]))] = true
	}
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

// shown lists the blocks that hold something that Markdown can show.
func (w *writer) shown(d *doc.Document) []*doc.Block {
	list := make([]*doc.Block, 0, d.Blocks())
	for _, b := range d.All() {
		if b.IsBibliography() { // Pandoc makes its own
			continue
		}
		b = w.resolved(b)
		empty := (b.Atoms() == 0 || w.inNote && !slices.ContainsFunc(b.Spans(), doc.Span.IsCitation)) && strings.Trim(b.Text(), blankRunes+string(doc.AtomRune)) == ""
		if !empty || b.Kind == doc.Rule || b.Kind == doc.Code || b.Kind == doc.Image || b.Kind == doc.Cell {
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
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		sep := "\n\n"
		switch {
		case last == nil:
			sep = ""
		case b.Kind == doc.Quote && last.Kind == doc.Quote:
			sep = "\n" + strings.TrimRight(strings.Repeat("> ", min(b.Level, last.Level)), " ") + "\n"
		}
		last = b
		if b.IsItem() {
			prefix, width, joins := lists.next(b)
			if joins {
				sep = "\n"
			}
			out.WriteString(sep)
			out.WriteString(prefix + indent(box(b)+w.inline(b), strings.Repeat(" ", width)))
			continue
		}
		lists = nil
		out.WriteString(sep)
		if rows, n := runs.Table(blocks[i:]); n > 0 {
			if w.profile == CommonMark {
				out.WriteString(w.lineRows(rows))
			} else {
				out.WriteString(w.table(rows))
			}
			i += n - 1
			continue
		}
		out.WriteString(w.block(b))
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
		if !isLanguage(b.Info.Language) {
			w.unnamed++
		}
		return w.afterwards(fence(lines(b), language(b)), b)
	case doc.Verse:
		return w.verse(b)
	case doc.Image:
		return w.image(b)
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
