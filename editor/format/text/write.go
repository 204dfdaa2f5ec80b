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
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
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
// which items have their signs, rows of tables their bars, links their
// addresses behind them, and cross-references are text.
func Shown(e *essay.Essay) *essay.Essay {
	t := &writer{essay: e}
	plain := func(d *doc.Document) *doc.Document {
		var blocks []*doc.Block
		t.each(d, func(b *doc.Block, sign string, text []doc.Span) {
			blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, append([]doc.Span{{Text: sign}}, text...)...))
		})
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

	pictures int
	last     *doc.Block // written before, in the text or in the note
}

// each calls f with the blocks that hold something, the signs before them, and
// their texts; of a table's row with its first cell and the text of all.
func (t *writer) each(d *doc.Document, f func(b *doc.Block, sign string, text []doc.Span)) {
	var list []*doc.Block
	for _, b := range d.All() {
		list = append(list, b)
	}
	var numbers runs.Numbers
	for len(list) > 0 {
		b := list[0]
		rows, n := runs.Table(list)
		if n > 0 {
			numbers = nil
			for _, row := range t.rows(rows) {
				f(b, "", row)
			}
			list = list[n:]
			continue
		}
		list = list[1:]
		if !empty(b) {
			f(b, sign(b, &numbers), t.spans(b))
		}
	}
}

// body writes the text and, where they belong, the notes.
func (t *writer) body() {
	t.each(t.essay.Body(), func(b *doc.Block, sign string, text []doc.Span) {
		if b.Kind == doc.Heading {
			t.notes(t.lists.Section(b.Level), false)
		}
		t.block(b, sign, indent(b), text)
	})
	t.notes(t.lists.LastSection(), false)
	t.notes(t.lists.End(), true)
	if t.started {
		t.out.WriteByte('\n')
	}
}

func empty(b *doc.Block) bool {
	return b.Kind != doc.Rule && b.Kind != doc.Image && strings.TrimFunc(b.Text(), unicode.IsSpace) == ""
}

// notes writes lists of notes: each note its label and its text, further
// paragraphs indented.
func (t *writer) notes(lists []notelist.List, titled bool) {
	t.inNote = true
	defer func() { t.inNote = false }()
	for _, l := range lists {
		if titled {
			t.part("\n\n")
			t.out.WriteString(l.Title(t.essay.Language()))
		}
		for _, r := range l.Refs {
			t.part("\n\n")
			t.out.WriteString("[" + r.Label + "]")
			n := t.essay.Note(r.Note)
			if n == nil {
				continue
			}
			t.last = nil
			t.each(n.Text, func(b *doc.Block, sign string, text []doc.Span) {
				if t.last == nil {
					t.out.WriteString(" " + sign)
					t.text(text, "    ")
					t.last = b
				} else {
					t.block(b, sign, "    "+indent(b), text)
				}
			})
		}
		t.last = nil
	}
}

// part parts what follows from what was written.
func (t *writer) part(by string) {
	if t.started {
		t.out.WriteString(by)
	}
	t.started = true
}

// block writes a block; the items of a list and the rows of a table follow each
// other line by line.
func (t *writer) block(b *doc.Block, sign, indent string, text []doc.Span) {
	if t.last != nil && (t.last.IsItem() && b.IsItem() || t.last == b) {
		t.part("\n")
	} else {
		t.part("\n\n")
	}
	t.last = b
	t.out.WriteString(indent + sign)
	t.text(text, indent+strings.Repeat(" ", len(sign)))
}

// text writes what a block holds; its further lines are indented.
func (t *writer) text(spans []doc.Span, indent string) {
	for _, s := range spans {
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
	if b.Kind == doc.Image {
		t.pictures++
		list = append(list, doc.Span{Text: shown(b)})
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

// shown stands for a picture.
func shown(b *doc.Block) string {
	text := "[picture]"
	if alt := picture.Alt(b); alt != "" {
		text = "[picture: " + alt + "]"
	}
	if b.Len() > 0 {
		text += " "
	}
	return text
}

// maxIndent bounds the depth that is shown of quotes and lists.
const maxIndent = 20

func indent(b *doc.Block) string {
	switch b.Kind {
	case doc.Quote, doc.Code, doc.Verse:
		return strings.Repeat("    ", max(1, min(b.Level, maxIndent)))
	case doc.Bullet, doc.Numbered, doc.Task:
		return strings.Repeat("   ", min(b.Level-1, maxIndent))
	}
	return ""
}

// sign is what stands before a block's text.
func sign(b *doc.Block, numbers *runs.Numbers) string {
	number := numbers.Add(b)
	switch {
	case b.Kind == doc.Numbered:
		return strconv.Itoa(number) + ". "
	case b.Kind == doc.Task && b.Info.Done:
		return "[x] "
	case b.Kind == doc.Task:
		return "[ ] "
	case b.Kind == doc.Bullet:
		return "- "
	}
	return ""
}

func (t *writer) warnings() []string {
	var list []string
	if t.styled {
		list = append(list, "Plain text has no italics, bold and the like: they are left out.")
	}
	if t.pictures > 0 {
		list = append(list, fmt.Sprintf("Plain text has no pictures: what they show stands in brackets: %d.", t.pictures))
	}
	if t.numbers > 0 {
		list = append(list, fmt.Sprintf("Plain text cannot refer to a note's number: cross-references are numbers typed as text: %d.", t.numbers))
	}
	if t.lost > 0 {
		list = append(list, fmt.Sprintf("Cross-references to notes without a marker, which show as “?”: %d.", t.lost))
	}
	return list
}
