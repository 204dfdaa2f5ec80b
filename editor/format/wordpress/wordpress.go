// Package wordpress writes essays as files that WordPress imports, in the markup
// of its block editor with real footnotes, and reads such files, also of the
// classic editor and of its plugins for notes.
//
// WordPress keeps the text of footnotes apart from the post, in its field
// “footnotes”, which is lost where the markup alone is pasted
// (github.com/WordPress/gutenberg/issues/57958): a file for the importer, in the
// format WXR 1.2, carries both.
//
// Absent: pictures that have no address on the network; the importer fetches
// pictures and takes none.
package wordpress

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
)

// Write writes an essay as a draft in a file for WordPress's importer. Its title,
// if it is the first block, becomes the post's, its description the excerpt. The
// warnings are sentences for
// the author about what WordPress cannot hold; an error is one of w.
func Write(w io.Writer, e *essay.Essay) (warnings []string, err error) {
	title, content, footnotes, warnings := Post(e)
	meta, date := e.Meta(), ""
	if day, err := time.Parse(time.DateOnly, meta.Date); err == nil {
		date = day.Format(time.DateTime)
	}
	var s strings.Builder
	s.WriteString(xml.Header + `<rss version="2.0" xmlns:excerpt="` + excerptSpace + `" xmlns:content="` + contentSpace + `" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
`)
	element(&s, "title", title)
	element(&s, "language", e.Language())
	s.WriteString("<wp:wxr_version>1.2</wp:wxr_version>\n<item>\n")
	element(&s, "title", title)
	element(&s, "dc:creator", strings.Join(meta.Authors, ", "))
	element(&s, "content:encoded", content)
	element(&s, "excerpt:encoded", meta.Description)
	s.WriteString("<wp:post_id>1</wp:post_id>\n")
	element(&s, "wp:post_date_gmt", date)
	s.WriteString("<wp:status>draft</wp:status>\n<wp:post_type>post</wp:post_type>\n")
	if footnotes != "" {
		s.WriteString("<wp:postmeta>\n<wp:meta_key>footnotes</wp:meta_key>\n")
		element(&s, "wp:meta_value", footnotes)
		s.WriteString("</wp:postmeta>\n")
	}
	s.WriteString("</item>\n</channel>\n</rss>\n")
	_, err = io.WriteString(w, s.String())
	return warnings, err
}

// element writes an element with a text, unless that is "".
func element(s *strings.Builder, name, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(s, "<%s><![CDATA[%s]]></%s>\n", name, strings.ReplaceAll(clean(text), "]]>", "]]]]><![CDATA[>"), name)
}

// clean is a text as XML can hold it.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == '\uFFFE' || r == '\uFFFF' {
			return '\uFFFD'
		}
		return r
	}, s)
}

// Shown is the essay as WordPress can hold it: a note is one paragraph of lines,
// what can be done is a list with boxes, and of a picture that has no address on
// the network there is what it shows.
func Shown(e *essay.Essay) *essay.Essay {
	body := make([]*doc.Block, 0, e.Body().Blocks())
	for b := range e.Body().Each() {
		body = append(body, inPost(b))
	}
	shown := e.WithBody(doc.New(body...))
	for n := range e.Notes() {
		m := *n
		m.Text = doc.New(flat(n.Text))
		shown = shown.WithNote(&m)
	}
	return shown
}

// inPost is a block as a post can hold it.
func inPost(b *doc.Block) *doc.Block {
	switch {
	case b.Kind == doc.Task:
		return doc.NewBlock(doc.Bullet, b.Level, append([]doc.Span{{Text: box(b)}}, b.Spans()...)...)
	case b.Kind == doc.Image && !reachable(b.Info.Source):
		return instead(b)
	}
	return b
}

func box(b *doc.Block) string {
	if b.Info.Done {
		return "☑ "
	}
	return "☐ "
}

func reachable(source string) bool {
	s := strings.ToLower(source)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// instead is what a picture shows, with its caption.
func instead(b *doc.Block) *doc.Block {
	spans := []doc.Span{{Text: b.Info.Alt}}
	if b.Info.Alt != "" && b.Len() > 0 {
		spans = append(spans, doc.Span{Text: "\u2028"})
	}
	return doc.NewBlock(doc.Paragraph, 0, append(spans, b.Spans()...)...)
}

// flat is a note's text as one paragraph.
func flat(d *doc.Document) *doc.Block {
	var spans []doc.Span
	for i, b := range d.All() {
		lead := ""
		switch b.Kind {
		case doc.Bullet:
			lead = "• "
		case doc.Numbered:
			lead = fmt.Sprintf("%d. ", d.ItemNumber(i))
		case doc.Task:
			lead = box(b)
		case doc.Image:
			b = instead(b)
		}
		if strings.TrimSpace(b.Text()) == "" {
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, doc.Span{Text: "\u2028"})
		}
		if lead != "" {
			spans = append(spans, doc.Span{Text: lead})
		}
		for _, s := range b.Spans() {
			s.Text = strings.ReplaceAll(s.Text, "\n", "\u2028")
			if !s.IsMarker() {
				spans = append(spans, s)
			}
		}
	}
	return doc.NewBlock(doc.Paragraph, 0, spans...)
}

// Post is an essay as WordPress keeps it: the title, the post in the markup of
// blocks, and the JSON of its field “footnotes”, "" without notes.
func Post(e *essay.Essay) (title, content, footnotes string, warnings []string) {
	p := &poster{essay: e, ids: map[essay.NoteID]string{}, seen: map[essay.NoteID]int{}}
	p.lose()
	shown := Shown(e)
	blocks := make([]*doc.Block, 0, shown.Body().Blocks())
	for b := range shown.Body().Each() {
		blocks = append(blocks, b)
	}
	if first := blocks[0]; first.Kind == doc.Heading && first.Level == 1 && first.Atoms() == 0 {
		title, blocks = strings.ReplaceAll(first.Text(), "\u2028", " "), blocks[1:]
	}
	p.blocks(blocks)
	if len(p.order) > 0 {
		p.out.WriteString("<!-- wp:footnotes /-->\n")
		footnotes = p.footnotes(shown)
	}
	if p.harmful > 0 {
		p.warnings = append(p.warnings, fmt.Sprintf("Links that were left out because their addresses can do harm: %d.", p.harmful))
	}
	return title, p.out.String(), footnotes, p.warnings
}

// lose says what of the essay WordPress cannot hold.
func (p *poster) lose() {
	e := p.essay
	pictures, tasks, long := 0, 0, 0
	for b := range e.Body().Each() {
		if b.Kind == doc.Image && !reachable(b.Info.Source) {
			pictures++
		}
		if b.Kind == doc.Task {
			tasks++
		}
	}
	for _, n := range e.Numbered() {
		for b := range n.Text.Each() {
			if b.Kind != doc.Paragraph || n.Text.Blocks() > 1 {
				long++
				break
			}
		}
	}
	say := func(n int, format string) {
		if n > 0 {
			p.warnings = append(p.warnings, fmt.Sprintf(format, n))
		}
	}
	say(pictures, "Pictures that are not on the network, in whose place stands what they show: %d. Add them in WordPress.")
	say(tasks, "Items that can be done, which become items with a box: %d.")
	say(long, "Notes of several paragraphs, lists or quotations, which become lines of one paragraph: %d.")
	for _, r := range e.Refs() {
		if r.Label != fmt.Sprint(r.Order) {
			p.warnings = append(p.warnings, "WordPress numbers all notes 1, 2, 3.")
			break
		}
	}
}

// Markup is the HTML that stands for a post that was read: its footnotes, which
// are kept apart, are put into it as pages show them.
func markup(content string, notes []footnote) string {
	if len(notes) == 0 {
		return content
	}
	var list strings.Builder
	list.WriteString(`<ol class="wp-block-footnotes">`)
	for _, n := range notes {
		id := html.Escape(n.ID)
		fmt.Fprintf(&list, `<li id="%s">%s <a href="#%s-link">↩︎</a></li>`, id, n.Content, id)
	}
	list.WriteString("</ol>")
	if footnotesBlock.MatchString(content) {
		return footnotesBlock.ReplaceAllLiteralString(content, list.String())
	}
	return content + list.String()
}
