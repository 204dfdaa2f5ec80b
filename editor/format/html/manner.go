package html

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/essay"
)

// Manner is how markers and notes are written.
type Manner int

// The manners. All but the first two are for what an editor takes from a
// clipboard; there notes are numbered 1, 2, 3.
const (
	Lists    Manner = iota // in lists, at the end of the text or of its sections
	Beside                 // beside what they are to, where there is room, and else below it
	Typed                  // so that they can be read where an editor strips links and identities
	Substack               // as Substack's editor makes notes of
	Word                   // as Word makes notes of
)

// foreign writes a marker for another program's editor. The programs know one
// marker of a note; a further one shows its number.
func (p *printer) foreign(r essay.Ref) string {
	n := r.Order
	if p.seen[r.Note] > 1 {
		p.lost.again++
		switch p.manner {
		case Typed:
			return fmt.Sprintf(`<sup><a id="%sref-%d%s" href="#%snote-%d">[%d]</a></sup>`, p.prefix, n, again(p.seen[r.Note]), p.prefix, n, n)
		case Substack:
			return fmt.Sprintf(`<sup>%d</sup>`, n)
		}
		return fmt.Sprintf(`<sup><a href="#_ftn%d">%d</a></sup>`, n, n)
	}
	switch p.manner {
	case Typed:
		return fmt.Sprintf(`<sup><a id="%sref-%d" href="#%snote-%d">[%d]</a></sup>`, p.prefix, n, p.prefix, n, n)
	case Substack:
		return fmt.Sprintf(`<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-%d" href="#footnote-%d" target="_self">%d</a>`, n, n, n)
	}
	return fmt.Sprintf(`<a style="mso-footnote-id:ftn%d" href="#_ftn%d" name="_ftnref%d" title=""><span class="MsoFootnoteReference"><span style="mso-special-character:footnote">[%d]</span></span></a>`, n, n, n, n)
}

// foreignNumber writes a note's number within prose.
func (p *printer) foreignNumber(n int) string {
	switch p.manner {
	case Typed:
		return fmt.Sprintf(`<a href="#%snote-%d" class="fn-xref">%d</a>`, p.prefix, n, n)
	case Word:
		return fmt.Sprintf(`<a href="#_ftn%d" class="fn-xref">%d</a>`, n, n)
	}
	return strconv.Itoa(n)
}

// notesAtEnd writes the notes for another program's editor.
func (p *printer) notesAtEnd() {
	notes := *p.pending
	if len(notes) == 0 {
		return
	}
	switch p.manner {
	case Typed:
		p.print("<hr>\n")
		for _, r := range notes {
			p.print("<div id=\"%snote-%d-text\">\n%s</div>\n", p.prefix, r.Order, p.labelled(r, "<p>", fmt.Sprintf(`<a id="%snote-%d" href="#%sref-%d">[%d]</a> `, p.prefix, r.Order, p.prefix, r.Order, r.Order)))
		}
	case Substack:
		for _, r := range notes {
			p.print("<div class=\"footnote\" data-component-name=\"FootnoteToDOM\"><a id=\"footnote-%d\" href=\"#footnote-anchor-%d\" class=\"footnote-number\" contenteditable=\"false\" target=\"_self\">%d</a><div class=\"footnote-content\">%s</div></div>\n",
				r.Order, r.Order, r.Order, strings.TrimSpace(p.labelled(r, "<p>", "")))
		}
	case Word:
		p.print("<div style=\"mso-element:footnote-list\"><br clear=\"all\"><hr align=\"left\" size=\"1\" width=\"33%%\">\n")
		for _, r := range notes {
			p.print("<div style=\"mso-element:footnote\" id=\"ftn%d\">%s</div>\n", r.Order, p.labelled(r, `<p class="MsoFootnoteText">`,
				fmt.Sprintf(`<a style="mso-footnote-id:ftn%d" href="#_ftnref%d" name="_ftn%d" title=""><span class="MsoFootnoteReference"><span style="mso-special-character:footnote">[%d]</span></span></a> `, r.Order, r.Order, r.Order, r.Order)))
		}
		p.print("</div>\n")
	}
}

// labelled is a note's text whose first paragraph begins with a label; open is
// the tag of paragraphs.
func (p *printer) labelled(r essay.Ref, open, label string) string {
	var text strings.Builder
	inner := *p
	inner.out, inner.inNote = bufio.NewWriterSize(&text, 512), true
	if n := p.essay.Note(r.Note); n != nil {
		inner.blocks(n.Text)
	}
	inner.out.Flush()
	body := text.String()
	if label != "" && !strings.HasPrefix(body, "<p>") && !strings.HasPrefix(body, "<p dir=") {
		return open + strings.TrimSpace(label) + "</p>\n" + body
	}
	if end := strings.IndexByte(body, '>') + 1; end > 0 && strings.HasPrefix(body, "<p") {
		body = body[:end] + label + body[end:]
	}
	return strings.ReplaceAll(body, "<p>", open)
}
