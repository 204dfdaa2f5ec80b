package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	rendering "github.com/yuin/goldmark/renderer/html"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Profile is the Markdown that is written.
type Profile uint8

// The profiles.
const (
	// Portable is read alike by all. What came from Markdown and was not edited
	// leaves as it came; in the others all is written anew.
	Portable   Profile = iota
	GitHub             // a further marker to a note is one to the same note
	Pandoc             // citations are citations
	CommonMark         // notes, strikethrough and links between them are HTML; there are no tables
)

// native reports whether a note may have several markers.
func (w *writer) native() bool { return w.keeps || w.profile == GitHub || w.profile == CommonMark }

// tag is how a style is written that Markdown has no sign for.
func (w *writer) tag(s doc.Style) (start, end string) {
	if w.profile == CommonMark && s == doc.Strike {
		return "<del>", "</del>"
	}
	t := tags[s]
	return t.start, t.end
}

// anchor is a marker in HTML: a link to the note, which links back.
func (w *writer) anchor(id string) string {
	label := w.marked[id]
	if label == "" {
		label = fmt.Sprint(len(w.refs) + 1)
		w.refs = append(w.refs, ref{id, label})
		w.marked[id] = label
	}
	w.count[id]++
	self := label
	if n := w.count[id]; n > 1 {
		self = fmt.Sprintf("%s-%d", label, n)
	}
	return fmt.Sprintf(`<a id="fnref-%s" href="#fn-%s" class="fn-ref" role="doc-noteref"><sup>%s</sup></a>`,
		self, label, html.EscapeString(w.of.Label(essay.NoteID(id))))
}

// section is the notes that were referred to, as HTML with Markdown in it.
func (w *writer) section(e *essay.Essay) string {
	var out strings.Builder
	out.WriteString("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
	for _, r := range w.refs {
		fmt.Fprintf(&out, "<li id=\"fn-%s\">\n\n", r.label)
		if n := e.Note(essay.NoteID(r.id)); n != nil {
			out.WriteString(w.document(w.shown(n.Text)))
		}
		out.WriteString("\n\n<p>")
		for i := range w.count[r.id] {
			self := r.label
			if i > 0 {
				self = fmt.Sprintf("%s-%d", r.label, i+1)
			}
			fmt.Fprintf(&out, "<a href=\"#fnref-%s\" role=\"doc-backlink\">↩︎</a>", self)
		}
		out.WriteString("</p>\n</li>\n")
	}
	out.WriteString("</ol>\n</section>")
	return out.String()
}

// lineRows are the rows of a table as paragraphs.
func (w *writer) lineRows(rows [][]*doc.Block) string {
	list := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(row))
		for k, c := range row {
			cells[k] = w.inline(c.As(doc.Quote, 1))
		}
		list[i] = strings.TrimSpace(strings.Join(cells, " \\| "))
	}
	w.tables++
	return strings.Join(list, "\n\n")
}

// HTML is what readers of CommonMark alone make of a text.
func HTML(src string) (string, error) {
	if len(src) > maxSize {
		return "", fmt.Errorf("the Markdown is larger than %d MB: split the file into parts and import them one by one", maxSize>>20)
	}
	src, _ = unified(strings.TrimPrefix(src, "\ufeff"))
	if line := nestedTooDeep(src); line > 0 {
		return "", tooDeep(line)
	}
	_, start := frontOf(src)
	var out bytes.Buffer
	err := plainMarkdown.Convert([]byte(src[start:]), &out)
	return out.String(), err
}

var plainMarkdown = goldmark.New(goldmark.WithRendererOptions(rendering.WithUnsafe()))
