package odt

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// spans writes the content of a block.
func (d *writer) spans(b *doc.Block) {
	link := ""
	for _, s := range b.Spans() {
		next := ""
		if s.Atom == nil {
			next = office.Link(s.Link)
			if s.Link != "" && next == "" {
				d.Add("The link to “%s” is left out: addresses of that kind can do harm.", s.Link)
			}
		}
		if next != link {
			d.closeLink(link)
			if next != "" {
				d.add(`<text:a xlink:type="simple" xlink:href="%s">`, archive.Escape(next))
			}
			link = next
		}
		switch {
		case s.Atom == nil:
			d.run(s.Text, s.Style)
		case s.Atom.Kind == doc.CrossRef:
			d.crossRef(s)
		default:
			d.marker(s.Atom.ID)
		}
	}
	d.closeLink(link)
}

func (d *writer) closeLink(link string) {
	if link != "" {
		d.WriteString("</text:a>")
	}
}

// run writes text in one style.
func (d *writer) run(text string, style doc.Style) {
	if style == 0 {
		d.text(text)
		return
	}
	d.add(`<text:span text:style-name="%s">`, d.sheet.text(style))
	d.text(text)
	d.WriteString("</text:span>")
}

// text writes text. Blanks that a reader would take for one, or for the
// file's own layout, are written as elements.
func (d *writer) text(s string) {
	runes := []rune(s)
	from := 0
	flush := func(to int) {
		d.WriteString(archive.Escape(string(runes[from:to])))
	}
	for i := 0; i < len(runes); i++ {
		tag, end := "", i+1
		switch r := runes[i]; {
		case r == '\t':
			tag = "<text:tab/>"
		case r == '\r' && end < len(runes) && runes[end] == '\n':
			tag, end = "<text:line-break/>", end+1
		case r == '\n' || r == '\r' || r == '\u2028':
			tag = "<text:line-break/>"
		case r == ' ' && (i == 0 || end == len(runes) || blank(runes[i-1]) || blank(runes[end])):
			for end < len(runes) && runes[end] == ' ' {
				end++
			}
			tag = "<text:s/>"
			if n := end - i; n > 1 {
				tag = fmt.Sprintf(`<text:s text:c="%d"/>`, n)
			}
		}
		if tag != "" {
			flush(i)
			d.WriteString(tag)
			from, i = end, end-1
		}
	}
	flush(len(runes))
}

func blank(r rune) bool { return strings.ContainsRune(" \t\n\r\u2028", r) }

// marker writes a note where its first marker stands, and for a further one a
// field that shows the same number.
func (d *writer) marker(id string) {
	n := d.plan.Of(id)
	if d.note != nil || n == nil {
		d.Add("Markers within notes are left out: OpenDocument's notes cannot have notes.")
		return
	}
	class := classNames[n.Class]
	if d.seen[n] {
		d.add(`<text:span text:style-name="%s_20_anchor">`, class.style)
		d.reference(n)
		d.WriteString("</text:span>")
		return
	}
	d.seen[n] = true
	named := n.Series != "" && (n.Class != office.Endnote || n.Series != essay.Endnotes || n.Fixed)
	if named {
		d.add(`<text:span text:style-name="%s">`, d.sheet.derivedOf(class.style+"_20_anchor", n.Series))
	}
	label := archive.Escape(n.Label)
	fixed := ""
	if n.Fixed {
		fixed = fmt.Sprintf(` text:label="%s"`, label)
	}
	d.add(`<text:note text:id="%s" text:note-class="%s"><text:note-citation%s>%s</text:note-citation><text:note-body>`, noteID(n), class.tag, fixed, label)
	d.note = n
	blocks := office.Shown(n.Text)
	if len(blocks) == 0 || !takesMark(blocks[0]) {
		d.paragraph(doc.NewBlock(doc.Paragraph, 0))
	}
	d.blocks(blocks)
	d.note = nil
	d.WriteString("</text:note-body></text:note>")
	if named {
		d.WriteString("</text:span>")
	}
}

// takesMark reports whether a note's mark can stand at the start of a block.
func takesMark(b *doc.Block) bool {
	switch b.Kind {
	case doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Numbered, doc.Task:
		return true
	}
	return false
}

// classNames are how the classes of notes are named in tags and styles.
var classNames = map[office.Class]struct{ tag, style string }{
	office.Footnote: {"footnote", "Footnote"},
	office.Endnote:  {"endnote", "Endnote"},
}

func noteID(n *office.Note) string { return fmt.Sprintf("ftn%d", n.Order) }

func (d *writer) reference(n *office.Note) {
	d.add(`<text:note-ref text:note-class="%s" text:reference-format="text" text:ref-name="%s">%s</text:note-ref>`,
		classNames[n.Class].tag, noteID(n), archive.Escape(n.Label))
}

// crossRef writes a note's number within prose.
func (d *writer) crossRef(s doc.Span) {
	n := d.plan.Of(s.Atom.ID)
	if n == nil {
		d.run("?", s.Style)
		d.Add("A cross-reference names a note that has no marker: it is written as “?”.")
		return
	}
	style := s.Style &^ doc.Super // a raised number is a marker
	if style != 0 {
		d.add(`<text:span text:style-name="%s">`, d.sheet.text(style))
	}
	d.reference(n)
	if style != 0 {
		d.WriteString("</text:span>")
	}
}
