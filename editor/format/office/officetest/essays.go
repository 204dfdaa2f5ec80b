// Package officetest makes essays for the tests of formats, and says what of an
// essay a word processor's file holds.
//
// Absent: anything that the program needs.
package officetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// texts are such as are lost easily.
var texts = []string{
	"a", "b", "word", " ", " ", "  ", "é", "“", "”", "—", ".", "!", "\u00a0", "\t", "\u2028", "\n", "&", "<", ">", "\"", "'", "]]>", "<w:t>", "&amp;",
	"[1]", "1.", "☐ ", "*", "†", "日本", "😀", "e\u0301", "\u200b", "\x00", "\x01", "שלום", "سلام", "\u00ad", "\u2011", "\ufffe", "http://a.b", "_RefNote1",
}

var links = []string{"", "", "", "", "", "http://a.b", "x y", "a(b)c", "<&>\\", "a\"b", "#é", "http://a.b/?x=1&amp;y", "http://[::1]/", "100%"}

// Random is an essay of everything that an essay can hold.
func Random(r *rand.Rand) *essay.Essay {
	series := []string{"", "", "", essay.Endnotes, "editor"}
	var notes []*essay.Note
	count := r.IntN(5)
	for i := range count {
		notes = append(notes, &essay.Note{ID: id(i), Series: series[r.IntN(len(series))], Text: doc.New(blocks(r, 0, count, 3)...)})
	}
	e := essay.New(doc.New(blocks(r, count, count, 10)...), notes...)
	if r.IntN(2) == 0 {
		e = e.WithScheme(scheme(r)).WithLanguage([]string{"", "de", "en-US", "ar"}[r.IntN(4)])
	}
	return e
}

func scheme(r *rand.Rand) essay.Scheme {
	var s essay.Scheme
	section := r.IntN(4) // word processors have one kind of section
	for _, name := range []string{"", essay.Endnotes, "editor"} {
		s = s.With(essay.Series{
			Name: name, Style: essay.NumberStyles[r.IntN(len(essay.NumberStyles))],
			Restart: r.IntN(3) == 0, Section: section,
			Place: []essay.Place{"", essay.Foot, essay.SectionEnd, essay.EssayEnd}[r.IntN(4)],
		})
	}
	return s
}

func id(i int) essay.NoteID { return essay.NoteID(fmt.Sprint("x", i)) }

var kinds = []doc.Kind{
	doc.Paragraph, doc.Paragraph, doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Bullet, doc.Numbered, doc.Numbered, doc.Numbered,
	doc.Code, doc.Rule, doc.Verbatim, doc.Task, doc.Verse, doc.Image, doc.Cell, doc.Cell, doc.Cell,
}

// blocks are random ones, with markers and cross-references to that many notes.
func blocks(r *rand.Rand, markers, refs, most int) []*doc.Block {
	var list []*doc.Block
	for range 1 + r.IntN(most) {
		kind := kinds[r.IntN(len(kinds))]
		var spans []doc.Span
		for range r.IntN(6) {
			switch {
			case markers > 0 && r.IntN(5) == 0:
				spans = append(spans, essay.MarkerOf(id(r.IntN(markers))))
			case refs > 0 && r.IntN(9) == 0:
				spans = append(spans, essay.CrossRefTo(id(r.IntN(refs))))
			default:
				spans = append(spans, span(r, kind))
			}
		}
		if kind == doc.Heading { // an empty one would be left out, and the section that it begins
			spans = append(spans, doc.Span{Text: "x"})
		}
		info := doc.Info{Done: r.IntN(2) == 0, Align: doc.Align(r.IntN(4)), Language: []string{"", "go", "c++"}[r.IntN(3)]}
		if r.IntN(5) == 0 {
			info.Start = r.IntN(12)
		}
		if kind == doc.Image {
			info.Source, info.Alt = fmt.Sprintf("p/%d é.png", r.IntN(3)), texts[r.IntN(len(texts))]
		}
		list = append(list, doc.NewBlock(kind, r.IntN(5), spans...).WithInfo(info))
	}
	return list
}

func span(r *rand.Rand, kind doc.Kind) doc.Span {
	var s doc.Span
	for range 1 + r.IntN(4) {
		s.Text += texts[r.IntN(len(texts))]
	}
	if kind == doc.Code || kind == doc.Verbatim {
		return s
	}
	s.Link = links[r.IntN(len(links))]
	if r.IntN(2) == 0 {
		s.Style = doc.Style(r.IntN(512) & r.IntN(512))
	}
	return s
}

// Canon is what of an essay a word processor's file holds: a block a line, then
// the notes in the order of their markers with their labels.
func Canon(e *essay.Essay) string {
	c := &canon{essay: e, series: map[string]int{}}
	c.blocks(e.Body(), false)
	plan := office.PlanOf(e)
	for _, r := range e.Refs() {
		if !r.First {
			continue
		}
		n := e.Note(r.Note)
		if n == nil {
			n = &essay.Note{Text: doc.New()}
		}
		if _, ok := c.series[n.Series]; !ok {
			c.series[n.Series] = len(c.series)
		}
		place := plan.Series[office.ClassOf(e.Scheme().Of(n.Series))].Place // one for each class
		if place == "" {
			place = essay.Foot
		}
		fmt.Fprintf(&c.out, "note %d %s of series %d at %s\n", r.Order, r.Label, c.series[n.Series], place)
		c.blocks(n.Text, true)
	}
	fmt.Fprintf(&c.out, "language %q\n", e.Language())
	return c.out.String()
}

type canon struct {
	essay  *essay.Essay
	out    strings.Builder
	series map[string]int
}

func (c *canon) blocks(d *doc.Document, note bool) {
	shown := office.Shown(d)
	if note {
		shown = c.noteBlocks(d)
	}
	numbers := office.Numbers(shown)
	for i := 0; i < len(shown); i++ {
		b := shown[i]
		if b.Kind != doc.Cell {
			c.block(b, numbers[i])
			continue
		}
		rows, columns, cells := office.Rows(shown[i:])
		i += cells - 1
		for _, row := range rows {
			for column := range columns {
				if column < len(row) && row[column] != nil {
					c.block(row[column], 0)
				} else {
					c.block(doc.NewBlock(doc.Cell, column), 0)
				}
			}
		}
	}
}

// noteBlocks are the blocks of a note, which cannot hold markers.
func (c *canon) noteBlocks(d *doc.Document) []*doc.Block {
	var list []*doc.Block
	for _, b := range d.All() {
		var spans []doc.Span
		for _, s := range b.Spans() {
			if !s.IsMarker() {
				spans = append(spans, s)
			}
		}
		list = append(list, b.WithSpans(spans...))
	}
	shown := office.Shown(doc.New(list...))
	if len(shown) > 0 {
		if b := shown[0]; b.Kind == doc.Paragraph || b.Kind == doc.Heading || b.Kind == doc.Quote || b.IsItem() {
			shown[0] = b.WithSpans(trimmed(b.Spans())...)
		}
	}
	return office.Shown(doc.New(shown...))
}

// trimmed is a text without the blanks at its start, which part it from its
// mark.
func trimmed(spans []doc.Span) []doc.Span {
	for i, s := range spans {
		if s.Atom != nil {
			return spans[i:]
		}
		if s.Text = strings.TrimLeft(s.Text, " \t\u00a0"); s.Text != "" {
			return append([]doc.Span{s}, spans[i+1:]...)
		}
	}
	return nil
}

func (c *canon) block(b *doc.Block, number int) {
	level := b.Level
	fmt.Fprintf(&c.out, "%d.%d number %d %v ", b.Kind, level, number, b.WithInfo(doc.Info{
		Done: b.Info.Done, Language: b.Info.Language, Source: b.Info.Source, Alt: clean(b.Info.Alt, "\n"), Align: b.Info.Align,
	}).Info)
	if (b.Kind == doc.Cell || b.Kind == doc.Image) && office.Empty(b.As(doc.Paragraph, 0)) {
		b = b.WithSpans()
	}
	feed := "\u2028"
	if b.IsLines() {
		feed = "\n"
	}
	look := ""
	for _, s := range b.Spans() {
		if s.Atom != nil {
			ref, ok := c.essay.Ref(essay.NoteID(s.Atom.ID))
			switch {
			case ok && s.Atom.Kind == doc.Marker:
				fmt.Fprintf(&c.out, "(note %d)", ref.Order)
				continue
			case ok:
				fmt.Fprintf(&c.out, "(see note %d)", ref.Order)
				continue
			}
			s = doc.Span{Text: "?", Style: s.Style}
		}
		text := clean(s.Text, feed)
		if s.Style&doc.Super != 0 {
			s.Style &^= doc.Sub
		}
		if next := fmt.Sprintf("{%d %s}", s.Style, office.Link(s.Link)); next != look {
			look = next
			c.out.WriteString(look)
		}
		c.out.WriteString(strings.ReplaceAll(text, "\n", "␤"))
	}
	c.out.WriteString("\n")
}

// clean is a text as XML can hold it, with one kind of break between lines.
func clean(s, feed string) string {
	s = strings.NewReplacer("\r\n", feed, "\r", feed, "\n", feed, "\u2028", feed).Replace(s)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == '\ufffe' || r == '\uffff' {
			return '\ufffd'
		}
		return r
	}, s)
}
