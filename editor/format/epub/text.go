package epub

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// blocks writes blocks; items and quotes that follow one another are put into
// their lists and quotes.
func (p *page) blocks(blocks []*doc.Block) {
	numbers := office.Numbers(blocks)
	var open nest
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.IsItem():
			p.item(&open, b, numbers[i])
			continue
		case b.Kind == doc.Quote:
			p.quote(&open, b)
			continue
		}
		p.close(&open, 0)
		if b.Kind == doc.Cell {
			i += p.table(blocks[i:]) - 1
			continue
		}
		p.block(b)
	}
	p.close(&open, 0)
}

func (p *page) block(b *doc.Block) {
	switch b.Kind {
	case doc.Heading:
		id := ""
		if p.note == nil {
			id = fmt.Sprintf("h%d", len(p.headings)+1)
			p.headings = append(p.headings, heading{b.Level, p.index, id, strings.TrimSpace(office.Plain(b.Spans()))})
			id = fmt.Sprintf(" id=\"%s\"", id)
		}
		p.add("<h%d%s>", b.Level, id)
		p.spans(b)
		p.add("</h%d>\n", b.Level)
	case doc.Rule:
		p.WriteString("<hr/>\n")
	case doc.Code:
		class := ""
		if b.Info.Language != "" {
			class = fmt.Sprintf(" class=\"language-%s\"", archive.Escape(strings.Join(strings.Fields(b.Info.Language), "-")))
		}
		p.lines("<pre><code"+class+">", b, "</code></pre>\n")
	case doc.Verbatim:
		p.lines("<pre>", b, "</pre>\n")
	case doc.Verse:
		p.paragraph(b, "verse")
	case doc.Image:
		p.image(b)
	default:
		p.paragraph(b, "")
	}
}

// paragraph writes a block as a paragraph. A note's first begins with its mark,
// which leads back to the text.
func (p *page) paragraph(b *doc.Block, class string) {
	if class != "" {
		class = fmt.Sprintf(" class=\"%s\"", class)
	}
	p.add("<p%s>", class)
	if p.mark {
		p.mark = false
		back := address(p.index, p.home[p.note], markerID(p.note, 1))
		p.add(`<a href="%s" role="doc-backlink">%s</a> `, back, archive.Escape(p.note.Label))
	}
	p.spans(b)
	p.WriteString("</p>\n")
}

// lines writes a block whose breaks of lines stay as they are.
func (p *page) lines(begin string, b *doc.Block, end string) {
	p.WriteString(begin)
	for _, s := range b.Spans() {
		if s.Atom != nil {
			p.atom(s)
			continue
		}
		p.WriteString(strings.ReplaceAll(archive.Escape(s.Text), "&#10;", "\n"))
	}
	p.WriteString(end)
}

// image writes a picture with its caption, or in place of one that is not at
// hand what it shows.
func (p *page) image(b *doc.Block) {
	m, ok := picture.Find(b.Info.Source, p.options.Picture)
	if !ok {
		p.Add("The picture “%s” is not at hand: what it shows stands in its place.", b.Info.Source)
		if x := picture.Instead(b); !office.Empty(x) {
			p.paragraph(x, "")
		}
		return
	}
	p.keep(m)
	p.add(`<figure><img src="%s" alt="%s"/>`, m.Name(), archive.Escape(picture.Alt(b)))
	if !office.Empty(b.As(doc.Paragraph, 0)) {
		p.WriteString("<figcaption>")
		p.spans(b)
		p.WriteString("</figcaption>")
	}
	p.WriteString("</figure>\n")
}

// keep takes a picture into the book, once.
func (b *book) keep(m picture.Picture) {
	if !slices.ContainsFunc(b.pictures, func(x picture.Picture) bool { return x.Name() == m.Name() }) {
		b.pictures = append(b.pictures, m)
	}
}

// table writes the table that the blocks begin with, its first row as its head,
// and counts its cells.
func (p *page) table(blocks []*doc.Block) (cells int) {
	rows, cells := runs.Table(blocks)
	p.WriteString("<table>\n<thead>\n")
	p.row(rows[0], "th")
	p.WriteString("</thead>\n")
	if len(rows) > 1 {
		p.WriteString("<tbody>\n")
		for _, row := range rows[1:] {
			p.row(row, "td")
		}
		p.WriteString("</tbody>\n")
	}
	p.WriteString("</table>\n")
	return cells
}

func (p *page) row(row []*doc.Block, tag string) {
	p.WriteString("<tr>")
	for _, c := range row {
		empty, own := office.Empty(c.As(doc.Paragraph, 0)), tag
		if empty { // an empty cell heads nothing
			own = "td"
		}
		p.add("<%s%s>", own, alignments[c.Info.Align])
		if !empty {
			p.spans(c)
		}
		p.add("</%s>", own)
	}
	p.WriteString("</tr>\n")
}

var alignments = map[doc.Align]string{
	doc.Left: ` style="text-align:left"`, doc.Center: ` style="text-align:center"`, doc.Right: ` style="text-align:right"`,
}

// nest is the open lists or quotes, the outermost first.
type nest []layer

type layer struct {
	tag  string
	last int  // the number of the last item
	item bool // an item is open
}

// close closes what is open below a level.
func (p *page) close(open *nest, level int) {
	for n := len(*open); n > level; n-- {
		l := (*open)[n-1]
		if l.item {
			p.WriteString("</li>\n")
		}
		p.add("</%s>\n", l.tag)
		*open = (*open)[:n-1]
	}
}

// maxNest bounds how deep quotes and lists are shown.
const maxNest = 50

func (p *page) quote(open *nest, b *doc.Block) {
	level := min(b.Level, maxNest)
	if len(*open) > 0 && (*open)[0].tag != "blockquote" {
		p.close(open, 0)
	}
	p.close(open, level)
	for len(*open) < level {
		p.WriteString("<blockquote>\n")
		*open = append(*open, layer{tag: "blockquote"})
	}
	p.paragraph(b, "")
}

// item writes an item of a list that has the given number.
func (p *page) item(open *nest, b *doc.Block, number int) {
	level, tag := min(b.Level, maxNest), "ul"
	if b.Kind == doc.Numbered {
		tag = "ol"
	}
	if len(*open) > 0 && (*open)[0].tag == "blockquote" {
		p.close(open, 0)
	}
	p.close(open, level)
	if n := len(*open); n == level && (*open)[n-1].tag != tag {
		p.close(open, level-1)
	}
	for len(*open) < level {
		if n := len(*open); n > 0 && !(*open)[n-1].item {
			p.WriteString("<li>")
			(*open)[n-1].item = true
		}
		p.add("<%s>\n", tag)
		*open = append(*open, layer{tag: tag})
	}
	l := &(*open)[level-1]
	if l.item {
		p.WriteString("</li>\n")
	}
	value := ""
	if number > 0 && number != l.last+1 {
		value = fmt.Sprintf(" value=\"%d\"", number)
	}
	p.add("<li%s>", value)
	l.last, l.item = number, true
	if b.Kind == doc.Task {
		p.WriteString(map[bool]string{true: boxDone, false: boxOpen}[b.Info.Done])
	}
	p.spans(b)
}

var tags = []struct {
	style doc.Style
	tag   string
	class string
}{
	{doc.Lit, "mark", ""},
	{doc.Bold, "strong", ""},
	{doc.Italic, "em", ""},
	{doc.Strike, "s", ""},
	{doc.Underline, "u", ""},
	{doc.SmallCaps, "span", ` class="smallcaps"`},
	{doc.Super, "sup", ""},
	{doc.Sub, "sub", ""},
	{doc.Mono, "code", ""},
}

// spans writes the content of a block.
func (p *page) spans(b *doc.Block) {
	for _, s := range b.Spans() {
		end := ""
		for _, t := range tags {
			if s.Atom == nil && s.Style&t.style != 0 {
				p.add("<%s%s>", t.tag, t.class)
				end = "</" + t.tag + ">" + end
			}
		}
		link := office.Link(s.Link)
		if !strings.Contains(link, ":") { // a book stands alone: it has no neighbours
			link = ""
		}
		switch {
		case s.Atom != nil:
			p.atom(s)
		case link != "":
			p.add(`<a href="%s">%s</a>`, archive.Escape(link), text(s.Text))
		default:
			if s.Link != "" {
				p.Add("The link to “%s” is left out: it is no whole address, or one of a kind that can do harm.", s.Link)
			}
			p.WriteString(text(s.Text))
		}
		p.WriteString(end)
	}
}

var breaks = strings.NewReplacer("&#13;&#10;", "<br/>", "&#13;", "<br/>", "&#10;", "<br/>", "\u2028", "<br/>")

func text(s string) string { return breaks.Replace(archive.Escape(s)) }

// atom writes a marker or a note's number within prose.
func (p *page) atom(s doc.Span) {
	n := p.plan.Of(s.Atom.ID)
	switch {
	case s.IsMarker() && (n == nil || p.note != nil):
		p.Add("Markers within notes are left out: notes cannot have notes.")
	case n == nil:
		p.WriteString("?")
		p.Add("A cross-reference names a note that has no marker: it is written as “?”.")
	case s.IsMarker():
		p.markers[n]++
		p.add(`<a epub:type="noteref" role="doc-noteref" id="%s" href="%s"><sup>%s</sup></a>`,
			markerID(n, p.markers[n]), address(p.index, p.file[n], noteID(n)), archive.Escape(n.Label))
	default:
		p.add(`<a class="fn-xref" href="%s">%s</a>`, address(p.index, p.file[n], noteID(n)), archive.Escape(n.Label))
	}
}
