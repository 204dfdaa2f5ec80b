package html

import (
	"fmt"
	"html"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// Shown is the essay as HTML can hold it: pictures have the addresses that they
// are written with, or are paragraphs of what they show.
func Shown(e *essay.Essay, o Options) *essay.Essay {
	p := &printer{pictures: o.Pictures}
	return runs.Map(e, func(b *doc.Block) *doc.Block {
		if b.Kind != doc.Image {
			return b
		}
		if source, ok := p.source(b); ok {
			return b.WithInfo(doc.Info{Source: source, Alt: b.Info.Alt})
		}
		return picture.Instead(b)
	})
}

// source is the address of an image's picture: the picture itself, or where it
// is. The second result is false if it has none, or one that can do harm.
func (p *printer) source(b *doc.Block) (string, bool) {
	if found, ok := picture.Find(b.Info.Source, p.pictures); ok {
		return found.Address(), true
	}
	source := strings.TrimSpace(b.Info.Source)
	if source == "" || !reaches(source) {
		return "", false
	}
	return spaces.Replace(source), true
}

// spaces are written as an address may hold them.
var spaces = strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", "\r", "%0D", "<", "%3C", ">", "%3E", `"`, "%22", `\`, "%5C", "^", "%5E",
	"`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// reaches reports whether a picture may stand at an address: at one of the
// network, or beside the page.
func reaches(source string) bool {
	scheme, _, found := strings.Cut(source, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// The policies of a page: nothing is loaded, and with pictures in it nothing but
// these. A list of where they may come from would have to name data addresses,
// which validators take for blocked all the same.
const (
	withoutPictures = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
	withPictures    = "script-src 'none'; object-src 'none'; frame-src 'none'; connect-src 'none'; media-src 'none'; font-src 'none'; style-src 'unsafe-inline'"
)

func (p *printer) policy() string {
	texts := []*doc.Document{p.essay.Body()}
	for _, n := range p.essay.Numbered() {
		texts = append(texts, n.Text)
	}
	for _, d := range texts {
		for b := range d.Each() {
			if b.Kind == doc.Image {
				return withPictures
			}
		}
	}
	return withoutPictures
}

func (p *printer) image(b *doc.Block) {
	caption := ""
	if shows(b) {
		caption = p.inline(b)
	}
	source, ok := p.source(b)
	if !ok {
		p.lost.pictures++
		lines := escape(picture.Alt(b))
		if lines != "" && caption != "" {
			lines += "<br>"
		}
		if lines += caption; lines != "" {
			p.print("<p>%s</p>\n", lines)
		}
		return
	}
	p.print("<figure>\n<img src=\"%s\" alt=\"%s\">\n", escapeAttribute(source), escapeAttribute(picture.Alt(b)))
	if caption != "" {
		p.print("<figcaption>%s</figcaption>\n", caption)
	}
	p.print("</figure>\n")
}

// box is what stands before an item that can be done.
func box(b *doc.Block) string {
	if b.Info.Done {
		return `<input type="checkbox" disabled checked aria-label="Done"> `
	}
	return `<input type="checkbox" disabled aria-label="Done"> `
}

// language says in an attribute in which language code is.
func (p *printer) language(b *doc.Block) string {
	name := b.Info.Language
	switch {
	case name == "":
		return ""
	case strings.ContainsFunc(name, func(r rune) bool { return isSpace(r) || r == '\f' || printable(string(r)) != string(r) }):
		p.lost.languages++
		return ""
	}
	return fmt.Sprintf(` class="language-%s"`, html.EscapeString(name))
}

// table writes the rows of a table, of which the first is its head.
func (p *printer) table(rows [][]*doc.Block) {
	p.print("<table>\n<thead>\n")
	p.row(rows[0], "th", ` scope="col"`)
	p.print("</thead>\n")
	if len(rows) > 1 {
		p.print("<tbody>\n")
		for _, row := range rows[1:] {
			p.row(row, "td", "")
		}
		p.print("</tbody>\n")
	}
	p.print("</table>\n")
}

func (p *printer) row(row []*doc.Block, tag, scope string) {
	p.print("<tr>")
	for _, c := range row {
		text := ""
		if shows(c) {
			text = p.inline(c)
		}
		own, attribute := tag, scope
		if text == "" { // an empty cell heads nothing
			own, attribute = "td", ""
		}
		if align := alignments[c.Info.Align]; align != "" {
			attribute += fmt.Sprintf(` style="text-align:%s"`, align)
		}
		p.print("<%s%s>%s</%s>", own, attribute, text, own)
	}
	p.print("</tr>\n")
}

var alignments = map[doc.Align]string{doc.Left: "left", doc.Center: "center", doc.Right: "right"}
