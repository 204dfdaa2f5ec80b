// Package html writes essays as HTML in which every note is linked with its
// marker both ways, and reads such HTML back, also that of other writers.
//
// Absent: what a page looks like to its last pixel; a page that stands alone
// brings a small style sheet of its own.
package html

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Options say how an essay is written.
type Options struct {
	Standalone bool   // a whole page; else what stands in its body
	Lang       string // the language's tag; "" is en
	IDPrefix   string // before all ids, so that several essays can stand on one page
}

// Write writes an essay. A note is a list item at the end with a link back to
// each of its markers; its number is that of the item. Notes in the bin and
// empty paragraphs are left out.
func Write(w io.Writer, e *essay.Essay, o Options) error {
	p := &printer{out: bufio.NewWriter(w), essay: e, prefix: o.IDPrefix, seen: map[essay.NoteID]int{}}
	if o.Standalone {
		p.head(o)
	}
	p.blocks(e.Body())
	p.notes()
	if o.Standalone {
		p.print("</main>\n</body>\n</html>\n")
	}
	return p.out.Flush()
}

type printer struct {
	out    *bufio.Writer
	essay  *essay.Essay
	prefix string
	seen   map[essay.NoteID]int // markers written, by note
	rank   int                  // of the heading written last
}

func (p *printer) print(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

// style is the sheet of a page that stands alone.
const style = `:root{color-scheme:light dark}
body{margin:0;background:#fbfaf7;color:#2a2825;font:1.19rem/1.6 "STIX Two Text",Georgia,"Times New Roman",serif}
main{max-width:33em;margin:3em auto 6em;padding:0 1.2em}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em}h1{font-size:1.7em;margin-top:0}
blockquote{margin:1em 0;padding-left:1.1em;border-left:2px solid #e4e0d8}
a{color:#a5452d}a.fn-ref{text-decoration:none}sup,sub{font-size:.68em;line-height:0}
pre{overflow-x:auto;font-size:.8em;background:#f3f1ec;padding:.7em}hr{border:0;border-top:1px solid #e4e0d8;width:30%;margin:2em auto}
.footnotes{margin-top:3em;padding-top:.5em;border-top:1px solid #e4e0d8;font-size:.85em}.footnotes h2{font-size:1.1em}
@media (prefers-color-scheme:dark){body{background:#1e1d1b;color:#dcd7ce}a{color:#e0886b}pre{background:#191816}blockquote,hr,.footnotes{border-color:#4a4641}}
@media print{body{background:none;color:#000}main{margin:0;max-width:none}}`

func (p *printer) head(o Options) {
	lang := o.Lang
	if lang == "" {
		lang = "en"
	}
	title := p.essay.Title()
	if title == "" {
		title = "Untitled"
	}
	p.print("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", html.EscapeString(lang))
	p.print("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
	p.print("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n%s\n</style>\n</head>\n<body>\n<main>\n", html.EscapeString(title), style)
}

// blocks writes a document's blocks; items and quotes that follow one another
// are put into their lists and quotes.
func (p *printer) blocks(d *doc.Document) {
	var open []string // lists and quotes, as what closes them
	var prev *doc.Block
	for _, b := range d.All() {
		if b.Kind != doc.Rule && strings.TrimFunc(b.Text(), isSpace) == "" {
			continue
		}
		open = p.nest(open, prev, b)
		p.block(b)
		prev = b
	}
	p.nest(open, prev, doc.NewBlock(doc.Paragraph, 0))
}

// nest closes and opens quotes and lists between two blocks.
func (p *printer) nest(open []string, prev, b *doc.Block) []string {
	item := b.Kind == doc.Bullet || b.Kind == doc.Numbered
	depth := 0
	if prev != nil && (prev.Kind == doc.Quote && b.Kind == doc.Quote || item && (prev.Kind == doc.Bullet || prev.Kind == doc.Numbered)) {
		depth = min(prev.Level, b.Level, len(open))
		if item && depth > 0 && prev.Level >= b.Level && open[depth-1] != closing(b) {
			depth--
		}
	}
	for len(open) > depth {
		p.print("%s\n", open[len(open)-1])
		open = open[:len(open)-1]
	}
	switch {
	case b.Kind == doc.Quote:
		for len(open) < b.Level {
			p.print("<blockquote>\n")
			open = append(open, "</blockquote>")
		}
	case item:
		if len(open) == b.Level { // a further item at the same level
			p.print("</li>\n")
		}
		for len(open) < b.Level {
			tag := strings.TrimPrefix(closing(b), "</li>\n</")
			p.print("<%s\n", tag)
			open = append(open, closing(b))
			if len(open) < b.Level {
				p.print("<li>")
			}
		}
	}
	return open
}

// closing is what closes a list with its last item.
func closing(b *doc.Block) string {
	if b.Kind == doc.Numbered {
		return "</li>\n</ol>"
	}
	return "</li>\n</ul>"
}

func (p *printer) block(b *doc.Block) {
	switch b.Kind {
	case doc.Heading:
		p.rank = b.Level
		p.print("<h%d>%s</h%d>\n", b.Level, p.inline(b), b.Level)
	case doc.Bullet, doc.Numbered:
		p.print("<li>%s", p.inline(b))
	case doc.Rule:
		p.print("<hr>\n")
	case doc.Code:
		p.print("<pre><code>%s\n</code></pre>\n", html.EscapeString(b.Text()))
	case doc.Verbatim:
		p.print("<pre>%s\n</pre>\n", html.EscapeString(b.Text()))
	default:
		p.print("<p>%s</p>\n", p.inline(b))
	}
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u2028' }

var tags = []struct {
	style doc.Style
	tag   string
}{
	{doc.Strike, "s"}, {doc.Bold, "strong"}, {doc.Italic, "em"}, {doc.Super, "sup"}, {doc.Sub, "sub"}, {doc.Mono, "code"},
}

func (p *printer) inline(b *doc.Block) string {
	var s strings.Builder
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			s.WriteString(p.marker(essay.NoteID(sp.Atom.ID)))
			continue
		}
		var end string
		for _, t := range tags {
			if sp.Style&t.style != 0 {
				s.WriteString("<" + t.tag + ">")
				end = "</" + t.tag + ">" + end
			}
		}
		if url := allowed(sp.Link); url != "" {
			fmt.Fprintf(&s, "<a href=\"%s\">%s</a>", html.EscapeString(url), escape(sp.Text))
		} else {
			s.WriteString(linked(sp.Text))
		}
		s.WriteString(end)
	}
	return s.String()
}

// allowed is an address if its scheme can do no harm, else "".
func allowed(url string) string {
	scheme, _, found := strings.Cut(url, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return url
	}
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "http", "https", "mailto", "ftp", "tel", "doi":
		return url
	}
	return ""
}

var urls = regexp.MustCompile(`https?://[^\s<>"“”‘’«»\x{2028}]*[^\s<>"“”‘’«»\x{2028}.,;:!?')\]}…]`)

// linked escapes text and makes the addresses in it links.
func linked(text string) string {
	var s strings.Builder
	at := 0
	for _, m := range urls.FindAllStringIndex(text, -1) {
		s.WriteString(escape(text[at:m[0]]))
		url := html.EscapeString(text[m[0]:m[1]])
		fmt.Fprintf(&s, "<a href=\"%s\">%s</a>", url, url)
		at = m[1]
	}
	s.WriteString(escape(text[at:]))
	return s.String()
}

// escape keeps text as it is: also blanks that a browser would take for one.
func escape(text string) string {
	text = html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' {
			return 0xFFFD
		}
		return r
	}, text))
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "\u2028", "<br>").Replace(text)
}

func (p *printer) marker(id essay.NoteID) string {
	r, _ := p.essay.Ref(id)
	n := r.Order
	p.seen[id]++
	return fmt.Sprintf(`<a id="%sfnref-n%d%s" href="#%sfn-n%d" class="fn-ref" role="doc-noteref" aria-label="Footnote %d"><sup>%d</sup></a>`,
		p.prefix, n, again(p.seen[id]), p.prefix, n, n, n)
}

// again tells the further markers of one note apart.
func again(k int) string {
	if k < 2 {
		return ""
	}
	return fmt.Sprintf("-%d", k)
}

func (p *printer) notes() {
	refs := p.essay.Refs()
	if len(refs) == 0 {
		return
	}
	rank := 2
	if p.rank == 0 {
		rank = 1
	}
	p.print("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"%sfnh\">\n<h%d id=\"%sfnh\">Notes</h%d>\n<ol>\n", p.prefix, rank, p.prefix, rank)
	for _, r := range refs {
		if r.First {
			p.note(r)
		}
	}
	p.print("</ol>\n</section>\n")
}

func (p *printer) note(r essay.Ref) {
	var back strings.Builder
	for k := 1; k <= p.seen[r.Note]; k++ {
		label := fmt.Sprintf("Back to reference %d%s", r.Number, again(k))
		fmt.Fprintf(&back, ` <a href="#%sfnref-n%d%s" role="doc-backlink" aria-label="%s">↩︎</a>`, p.prefix, r.Number, again(k), label)
	}
	var text *doc.Document
	if n := p.essay.Note(r.Note); n != nil {
		text = n.Text
	} else {
		text = doc.New()
	}
	var s strings.Builder
	inner := &printer{out: bufio.NewWriter(&s), essay: essay.New(text), prefix: p.prefix, seen: map[essay.NoteID]int{}}
	inner.blocks(text)
	inner.out.Flush()
	body := strings.TrimSuffix(s.String(), "\n")
	if cut, ok := strings.CutSuffix(body, "</p>"); ok {
		body = cut + back.String() + "</p>"
	} else {
		body += "<p>" + strings.TrimSpace(back.String()) + "</p>"
	}
	p.print("<li id=\"%sfn-n%d\">%s</li>\n", p.prefix, r.Number, body)
}
