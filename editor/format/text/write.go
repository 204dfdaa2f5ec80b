package text

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
)

// Write writes an essay as plain text in UTF-8, a paragraph in a line, with
// the notes' labels in brackets at their markers and before their texts. The
// warnings are sentences for the author about what plain text cannot hold; an
// error is one of w.
func Write(w io.Writer, e *essay.Essay) (warnings []string, err error) {
	t := &writer{essay: e, lists: notelist.New(e), seen: map[essay.NoteID]bool{}}
	t.body()
	if _, err := io.WriteString(w, t.out.String()); err != nil {
		return nil, fmt.Errorf("the text could not be written: %w", err)
	}
	return t.warnings(), nil
}

// Shown is the essay as plain text can hold it: paragraphs without styles, in
// which items have their signs, links their addresses behind them, and
// cross-references are text.
func Shown(e *essay.Essay) *essay.Essay {
	t := &writer{essay: e}
	plain := func(d *doc.Document) *doc.Document {
		var items numbers
		blocks := make([]*doc.Block, 0, d.Blocks())
		for _, b := range d.All() {
			blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, append([]doc.Span{{Text: items.sign(b)}}, t.spans(b)...)...))
		}
		return doc.New(blocks...)
	}
	body := plain(e.Body())
	t.inNote = true
	var notes []*essay.Note
	for n := range e.Notes() {
		m := *n
		m.Text = plain(n.Text)
		notes = append(notes, &m)
	}
	return essay.New(body, notes...).WithScheme(e.Scheme())
}

type writer struct {
	out     strings.Builder
	essay   *essay.Essay
	lists   *notelist.Lists
	seen    map[essay.NoteID]bool
	started bool
	inNote  bool // where no marker is written
	styled  bool // a style was left out
	numbers int  // cross-references
	lost    int  // those to notes without a marker
}

// body writes the text and, where they belong, the notes.
func (t *writer) body() {
	var items numbers
	var last *doc.Block
	for _, b := range t.essay.Body().All() {
		if empty(b) {
			continue
		}
		if b.Kind == doc.Heading {
			t.notes(t.lists.Section(b.Level), false)
		}
		t.block(b, last, items.sign(b), indent(b))
		last = b
	}
	t.notes(t.lists.LastSection(), false)
	t.notes(t.lists.End(), true)
	if t.started {
		t.out.WriteByte('\n')
	}
}

func empty(b *doc.Block) bool {
	return b.Kind != doc.Rule && strings.TrimFunc(b.Text(), unicode.IsSpace) == ""
}

// notes writes lists of notes: each note its label and its text, further
// paragraphs indented.
func (t *writer) notes(lists []notelist.List, titled bool) {
	t.inNote = true
	defer func() { t.inNote = false }()
	for _, l := range lists {
		if titled {
			t.part("\n\n")
			t.out.WriteString(l.Title())
		}
		for _, r := range l.Refs {
			t.part("\n\n")
			t.out.WriteString("[" + r.Label + "]")
			n := t.essay.Note(r.Note)
			if n == nil {
				continue
			}
			var items numbers
			var last *doc.Block
			for _, b := range n.Text.All() {
				switch {
				case empty(b):
					continue
				case last == nil:
					t.out.WriteString(" " + items.sign(b))
					t.text(b, "    ")
				default:
					t.block(b, last, items.sign(b), "    "+indent(b))
				}
				last = b
			}
		}
	}
}

// part parts what follows from what was written.
func (t *writer) part(by string) {
	if t.started {
		t.out.WriteString(by)
	}
	t.started = true
}

// block writes a block; the items of a list follow each other line by line.
func (t *writer) block(b, last *doc.Block, sign, indent string) {
	if last != nil && item(last) && item(b) {
		t.part("\n")
	} else {
		t.part("\n\n")
	}
	t.out.WriteString(indent + sign)
	t.text(b, indent+strings.Repeat(" ", len(sign)))
}

// text writes what a block holds; its further lines are indented.
func (t *writer) text(b *doc.Block, indent string) {
	for _, s := range t.spans(b) {
		if s.Atom != nil {
			t.marker(essay.NoteID(s.Atom.ID))
			continue
		}
		rest := s.Text
		for i := strings.IndexAny(rest, breaks); i >= 0; i = strings.IndexAny(rest, breaks) {
			_, size := utf8.DecodeRuneInString(rest[i:])
			t.out.WriteString(rest[:i] + "\n" + indent)
			rest = rest[i+size:]
		}
		t.out.WriteString(rest)
	}
}

func (t *writer) marker(id essay.NoteID) {
	r, _ := t.essay.Ref(id)
	if !t.seen[id] {
		t.seen[id] = true
		t.lists.Add(r)
	}
	t.out.WriteString("[" + r.Label + "]")
}

// spans are a block's texts and markers; all else is made text.
func (t *writer) spans(b *doc.Block) []doc.Span {
	var list []doc.Span
	if b.Kind == doc.Rule {
		return []doc.Span{{Text: rule}}
	}
	for i, s := range b.Spans() {
		switch {
		case s.IsMarker() && t.inNote:
			continue
		case s.IsMarker():
		case s.Atom != nil:
			t.numbers++
			label := t.essay.Label(essay.NoteID(s.Atom.ID))
			if label == "?" {
				t.lost++
			}
			s = doc.Span{Text: label}
		default:
			t.styled = t.styled || s.Style != 0
			text := s.Text
			if s.Link != "" && !continuesIn(b.Spans()[i+1:], s.Link) && !strings.HasSuffix(strings.TrimSpace(text), s.Link) {
				rest := strings.TrimRightFunc(text, unicode.IsSpace)
				text = rest + " <" + s.Link + ">" + text[len(rest):]
			}
			s = doc.Span{Text: text}
		}
		list = append(list, s)
	}
	return list
}

// continuesIn reports whether a link goes on in the next span.
func continuesIn(next []doc.Span, link string) bool { return len(next) > 0 && next[0].Link == link }

// breaks end a line within a block.
const breaks = "\n\r\u2028"

// rule stands for a thematic break.
const rule = "———"

func item(b *doc.Block) bool { return b.Kind == doc.Bullet || b.Kind == doc.Numbered }

// maxIndent bounds the depth that is shown of quotes and lists.
const maxIndent = 20

func indent(b *doc.Block) string {
	switch b.Kind {
	case doc.Quote, doc.Code:
		return strings.Repeat("    ", max(1, min(b.Level, maxIndent)))
	case doc.Bullet, doc.Numbered:
		return strings.Repeat("   ", min(b.Level-1, maxIndent))
	}
	return ""
}

// numbers are the last numbers of the lists that are open, the outermost first.
type numbers []int

// sign is what stands before a block's text.
func (n *numbers) sign(b *doc.Block) string {
	if !item(b) {
		*n = nil
		return ""
	}
	level := min(b.Level, maxIndent)
	for len(*n) < level {
		*n = append(*n, 0)
	}
	*n = (*n)[:level]
	if b.Kind == doc.Bullet {
		(*n)[level-1] = 0
		return "- "
	}
	(*n)[level-1]++
	return strconv.Itoa((*n)[level-1]) + ". "
}

func (t *writer) warnings() []string {
	var list []string
	if t.styled {
		list = append(list, "Plain text has no italics, bold and the like: they are left out.")
	}
	if t.numbers > 0 {
		list = append(list, fmt.Sprintf("Plain text cannot refer to a note's number: cross-references are numbers typed as text: %d.", t.numbers))
	}
	if t.lost > 0 {
		list = append(list, fmt.Sprintf("Cross-references to notes without a marker, which show as “?”: %d.", t.lost))
	}
	return list
}
