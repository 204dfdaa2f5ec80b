package docx

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// spans writes the content of a block.
func (p *part) spans(b *doc.Block) {
	link := ""
	for _, s := range b.Spans() {
		next := ""
		if s.Atom == nil {
			next = office.Link(s.Link)
			if s.Link != "" && next == "" {
				p.Add("The link to “%s” is left out: addresses of that kind can do harm.", s.Link)
			}
		}
		if next != link {
			p.closeLink(link)
			if next != "" {
				p.add(`<w:hyperlink r:id="%s">`, p.relate(relation{relHyperlink, next, true}))
			}
			link = next
		}
		switch {
		case s.Atom == nil:
			p.run(s.Text, s.Style, link != "")
		case s.Atom.Kind == doc.CrossRef:
			p.crossRef(s)
		default:
			p.marker(s.Atom.ID)
		}
	}
	p.closeLink(link)
}

func (p *part) closeLink(link string) {
	if link != "" {
		p.WriteString("</w:hyperlink>")
	}
}

// run writes text in one style.
func (p *part) run(text string, style doc.Style, link bool) {
	p.add("<w:r>%s", properties(text, style, link))
	from := 0
	for i, r := range text {
		if i < from {
			continue
		}
		tag := ""
		switch r {
		case '\t':
			tag = "<w:tab/>"
		case '\n', '\r', '\u2028':
			tag = "<w:br/>"
		default:
			continue
		}
		p.text(text[from:i])
		p.WriteString(tag)
		from = i + len(string(r))
		if r == '\r' && strings.HasPrefix(text[from:], "\n") {
			from++
		}
	}
	p.text(text[from:])
	p.WriteString("</w:r>")
}

func (p *part) text(s string) {
	if s != "" {
		p.add(`<w:t xml:space="preserve">%s</w:t>`, archive.Escape(s))
	}
}

// properties are a run's, in the order that the schema asks for.
func properties(text string, style doc.Style, link bool) string {
	var s strings.Builder
	switch {
	case style&doc.Mono != 0:
		s.WriteString(`<w:rStyle w:val="VerbatimChar"/>`)
	case link:
		s.WriteString(`<w:rStyle w:val="Hyperlink"/>`)
	}
	for _, x := range [...]struct {
		style doc.Style
		tag   string
	}{
		{doc.Bold, "<w:b/><w:bCs/>"},
		{doc.Italic, "<w:i/><w:iCs/>"},
		{doc.SmallCaps, "<w:smallCaps/>"},
		{doc.Strike, "<w:strike/>"},
		{doc.Lit, `<w:highlight w:val="yellow"/>`},
		{doc.Underline, `<w:u w:val="single"/>`},
	} {
		if style&x.style != 0 {
			s.WriteString(x.tag)
		}
	}
	switch {
	case style&doc.Super != 0:
		s.WriteString(`<w:vertAlign w:val="superscript"/>`)
	case style&doc.Sub != 0:
		s.WriteString(`<w:vertAlign w:val="subscript"/>`)
	}
	if rightToLeft(text) {
		s.WriteString("<w:rtl/>")
	}
	if s.Len() == 0 {
		return ""
	}
	return "<w:rPr>" + s.String() + "</w:rPr>"
}

// rightToLeft reports whether the first letter of a text is of a script that
// runs from right to left.
func rightToLeft(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
		}
	}
	return false
}

// marker writes a note's reference, or for a further marker a field that shows
// the same number.
func (p *part) marker(id string) {
	n := p.plan.Of(id)
	if p.in.note != nil || n == nil {
		p.Add("Markers within notes are left out: Word's notes cannot have notes.")
		return
	}
	if p.referred(n) {
		p.field(fmt.Sprintf(`NOTEREF %s \f \h`, bookmark(n)), n.Label, p.markStyle(n))
		return
	}
	mark := fmt.Sprintf(`<w:r>%s<w:%sReference`, p.markStyle(n), classNames[n.Class].tag)
	if n.Fixed {
		mark += fmt.Sprintf(` w:customMarkFollows="1" w:id="%d"/><w:t>%s</w:t></w:r>`, p.ids[n], n.Label)
	} else {
		mark += fmt.Sprintf(` w:id="%d"/></w:r>`, p.ids[n])
	}
	if n.Named {
		p.bookmark++
		mark = fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%d"/>`, p.bookmark, bookmark(n), mark, p.bookmark)
	}
	p.WriteString(mark)
}

// markStyle is the look of a note's mark. A series with a name has a style of
// its own, so that it can be told apart.
func (p *part) markStyle(n *office.Note) string {
	style := classNames[n.Class].style + "Reference"
	if n.Class != office.Endnote || n.Series != essay.Endnotes || n.Fixed {
		style = p.styles.derived(style, n.Series)
	}
	return fmt.Sprintf(`<w:rPr><w:rStyle w:val="%s"/></w:rPr>`, style)
}

// classNames are how the classes of notes are named in tags and styles.
var classNames = map[office.Class]struct{ tag, style string }{
	office.Footnote: {"footnote", "Footnote"},
	office.Endnote:  {"endnote", "Endnote"},
}

// referred reports whether the note's reference has been written, and notes
// that it now is.
func (p *part) referred(n *office.Note) bool {
	if p.seen[n] {
		return true
	}
	p.seen[n] = true
	return false
}

func bookmark(n *office.Note) string { return fmt.Sprintf("_RefNote%d", n.Order) }

// crossRef writes a note's number within prose.
func (p *part) crossRef(s doc.Span) {
	n := p.plan.Of(s.Atom.ID)
	if n == nil {
		p.run("?", s.Style, false)
		p.Add("A cross-reference names a note that has no marker: it is written as “?”.")
		return
	}
	p.field(fmt.Sprintf(`NOTEREF %s \h`, bookmark(n)), n.Label, properties("", s.Style, false))
}

// field writes a field with what it shows until Word works it out anew.
func (p *part) field(code, shows, props string) {
	p.add(`<w:r>%s<w:fldChar w:fldCharType="begin"/></w:r><w:r>%s<w:instrText xml:space="preserve"> %s </w:instrText></w:r>`, props, props, code)
	p.add(`<w:r>%s<w:fldChar w:fldCharType="separate"/></w:r><w:r>%s<w:t>%s</w:t></w:r><w:r>%s<w:fldChar w:fldCharType="end"/></w:r>`, props, props, archive.Escape(shows), props)
}

// noteMark writes the mark at the start of a note's text.
func (p *part) noteMark() {
	n := p.in.note
	mark := fmt.Sprintf("<w:%sRef/>", classNames[n.Class].tag)
	if n.Fixed {
		mark = fmt.Sprintf("<w:t>%s</w:t>", archive.Escape(n.Label))
	}
	p.add(`<w:r>%s%s</w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`, p.markStyle(n), mark)
}
