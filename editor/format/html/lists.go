package html

import (
	"bufio"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
)

// atom writes what stands for a note in a text: its marker, or its number as a
// link.
func (p *printer) atom(a doc.Atom) string {
	if p.own != nil {
		return p.own(a)
	}
	r, ok := p.essay.Ref(essay.NoteID(a.ID))
	switch {
	case a.Kind == doc.Citation && (p.inNote || !ok):
		return escape(p.essay.CitationText(cite.ID(a.ID)))
	case a.Kind == doc.CrossRef && !ok:
		p.lost.numbers++
		return "?"
	case a.Kind == doc.CrossRef && p.manner > Beside:
		return p.foreignNumber(r.Order)
	case a.Kind == doc.CrossRef:
		return fmt.Sprintf(`<a href="#%sfn-n%d" class="fn-xref">%s</a>`, p.prefix, r.Order, r.Label)
	case p.inNote:
		return ""
	}
	p.seen[r.Note]++
	if p.seen[r.Note] == 1 {
		if p.manner == Lists {
			p.lists.Add(r)
		} else {
			*p.pending = append(*p.pending, r)
		}
	}
	if p.manner > Beside {
		return p.foreign(r)
	}
	kind := p.words.Footnote
	if place := notelist.SeriesOf(p.essay, r.Note).Place; place == essay.SectionEnd || place == essay.EssayEnd {
		kind = p.words.Endnote
	}
	order := strconv.Itoa(r.Order)
	return `<a id="` + p.prefix + "fnref-n" + order + again(p.seen[r.Note]) + `" href="#` + p.prefix + "fn-n" + order +
		`" class="fn-ref" role="doc-noteref" aria-label="` + kind + " " + r.Label + `"><sup>` + r.Label + "</sup></a>"
}

// again tells the further markers of one note apart.
func again(k int) string {
	if k < 2 {
		return ""
	}
	return fmt.Sprintf("-%d", k)
}

// heading writes the notes of the sections that end before a heading, and
// remembers its text.
func (p *printer) heading(b *doc.Block) {
	if !p.inNote {
		p.sectionLists(p.lists.Section(b.Level))
		p.titles[b.Level] = essay.Excerpt(b.Text(), 60)
		clear(p.titles[b.Level+1:])
	}
	p.rank = b.Level
}

// sectionLists writes lists that stand at the end of a section. They have no
// heading; a label names each by its section.
func (p *printer) sectionLists(lists []notelist.List) {
	for _, l := range lists {
		label := l.Title(p.lang)
		for k := min(l.Rank(), len(p.titles)-1); k > 0; k-- {
			if p.titles[k] != "" {
				label += ": " + p.titles[k]
				break
			}
		}
		p.labels[label]++
		if n := p.labels[label]; n > 1 {
			label += fmt.Sprintf(" (%d)", n)
		}
		p.write(l, fmt.Sprintf(`aria-label="%s"`, escapeAttribute(label)), "")
	}
}

// endLists writes the notes that are left.
func (p *printer) endLists() {
	p.sectionLists(p.lists.LastSection())
	rank := 2
	if p.rank == 0 {
		rank = 1
	}
	for i, l := range p.lists.End() {
		id := p.prefix + "fnh" + again(i+1)
		p.write(l, fmt.Sprintf(`aria-labelledby="%s"`, id), fmt.Sprintf("<h%d id=\"%s\">%s</h%d>\n", rank, id, escape(l.Title(p.lang)), rank))
	}
}

// data says in attributes what of a series does not show.
func data(l notelist.List) string {
	var s strings.Builder
	if l.Name != "" {
		fmt.Fprintf(&s, ` data-series="%s"`, escapeAttribute(l.Name))
	}
	if l.Place != "" && l.Place != essay.Foot {
		fmt.Fprintf(&s, ` data-place="%s"`, escapeAttribute(string(l.Place)))
	}
	if l.Restart {
		s.WriteString(` data-restart="section"`)
	}
	if l.Section != 0 {
		fmt.Fprintf(&s, ` data-section="%d"`, l.Section)
	}
	return s.String()
}

func escapeAttribute(s string) string { return html.EscapeString(printable(s)) }

// write writes a list of notes. HTML counts in all styles but symbols, whose
// labels are written out.
func (p *printer) write(l notelist.List, label, heading string) {
	p.print("<section class=\"footnotes\" role=\"doc-endnotes\" %s%s>\n%s", label, data(l), heading)
	symbols := l.Style == essay.Symbols
	last := 0
	if symbols {
		p.print("<ol class=\"fn-symbols\" style=\"list-style:none\">\n")
	} else {
		kind, start := "", ""
		if l.Style != "" && l.Style != essay.Arabic && slices.Contains(essay.NumberStyles, l.Style) {
			kind = fmt.Sprintf(" type=\"%s\"", l.Style)
		}
		if first := l.Refs[0].Number; first != 1 {
			start, last = fmt.Sprintf(" start=\"%d\"", first), first-1
		}
		p.print("<ol%s%s>\n", kind, start)
	}
	for _, r := range l.Refs {
		value, sign := "", ""
		switch {
		case symbols:
			sign = `<span class="fn-label">` + r.Label + "</span> "
		case r.Number != last+1:
			value = fmt.Sprintf(" value=\"%d\"", r.Number)
		}
		last = r.Number
		p.note(r, value, sign)
	}
	p.print("</ol>\n</section>\n")
}

// note writes a note; sign is its label where the list shows none.
func (p *printer) note(r essay.Ref, value, sign string) {
	for _, s := range []string{`<li id="`, p.prefix, "fn-n", strconv.Itoa(r.Order), `"`, value, ">", p.noteText(r, sign), "</li>\n"} {
		_, _ = p.out.WriteString(s)
	}
}

// noteText is what a note holds, with its links back.
func (p *printer) noteText(r essay.Ref, sign string) string {
	var text strings.Builder
	inner := *p
	inner.out, inner.inNote = bufio.NewWriterSize(&text, 512), true
	if n := p.essay.Note(r.Note); n != nil {
		inner.blocks(n.Text)
	}
	inner.out.Flush()
	body := strings.TrimSuffix(text.String(), "\n")
	if end := strings.IndexByte(body, '>') + 1; strings.HasPrefix(body, "<p>") || strings.HasPrefix(body, "<p dir=") {
		body = body[:end] + sign + body[end:]
	} else if sign != "" {
		body = "<p>" + strings.TrimSpace(sign) + "</p>\n" + body
	}
	back := p.backLinks(r)
	if cut, ok := strings.CutSuffix(body, "</p>"); ok {
		return cut + back + "</p>"
	}
	return body + "<p>" + strings.TrimSpace(back) + "</p>"
}

// backLinks lead to a note's markers; where there are several, letters tell
// them apart.
func (p *printer) backLinks(r essay.Ref) string {
	var s strings.Builder
	for k := 1; k <= p.markers[r.Note]; k++ {
		label, letter := r.Label, ""
		if p.markers[r.Note] > 1 {
			letter = essay.LowerLetters.Format(k)
			label += " " + letter
			letter = "<sup>" + letter + "</sup>"
		}
		s.WriteString(` <a href="#` + p.prefix + "fnref-n" + strconv.Itoa(r.Order) + again(k) +
			`" role="doc-backlink" aria-label="` + p.words.Back + " " + label + `">↩︎` + letter + "</a>")
	}
	return s.String()
}
