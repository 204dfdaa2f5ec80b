package wordpress

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // names are derived with it, as RFC 9562 does for version 5; nothing is protected
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// poster writes a post.
type poster struct {
	essay    *essay.Essay
	out      strings.Builder
	ids      map[essay.NoteID]string
	seen     map[essay.NoteID]int
	order    []essay.NoteID
	inNote   bool
	harmful  int
	warnings []string
}

// footnote is an entry of a post's field “footnotes”.
type footnote struct {
	Content string `json:"content"`
	ID      string `json:"id"`
}

// footnotes is that field. Some importers take the backslashes out of fields, so
// it is written without any: there is no quotation mark in what it holds.
func (p *poster) footnotes(shown *essay.Essay) string {
	p.inNote = true
	list := make([]footnote, 0, len(p.order))
	for _, id := range p.order {
		content := ""
		if n := shown.Note(id); n != nil {
			content = unquoted(p.inline(n.Text.Block(0)))
		}
		list = append(list, footnote{content, p.id(id)})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(list); err != nil {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// unquoted is HTML without quotation marks and backslashes.
func unquoted(s string) string {
	var out strings.Builder
	tag := false
	for _, r := range s {
		switch {
		case r == '\\':
			out.WriteString("&#92;")
		case r == '\u2029':
			out.WriteString("&#8233;")
		case r == '"' && tag:
			out.WriteByte('\'')
		case r == '"':
			out.WriteString("&quot;")
		default:
			if r == '<' || r == '>' {
				tag = r == '<'
			}
			out.WriteRune(r)
		}
	}
	return out.String()
}

// id is a note's identity as WordPress makes it: the same for the same note of
// the same essay.
func (p *poster) id(note essay.NoteID) string {
	if id, ok := p.ids[note]; ok {
		return id
	}
	h := sha1.Sum([]byte(p.essay.Title() + "\x00" + string(note))) //nolint:gosec // see above
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	id := fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
	p.ids[note] = id
	return id
}

// atom writes what stands for a note. The editor knows one marker of each; a
// further one is a link to the note.
func (p *poster) atom(a doc.Atom) string {
	r, ok := p.essay.Ref(essay.NoteID(a.ID))
	switch {
	case a.Kind == doc.Marker && p.inNote:
		return ""
	case !ok:
		return "?"
	case a.Kind == doc.CrossRef:
		return fmt.Sprintf(`<a href="#%s" class="fn-xref">%d</a>`, p.id(r.Note), r.Order)
	}
	id := p.id(r.Note)
	if p.seen[r.Note]++; p.seen[r.Note] > 1 {
		return fmt.Sprintf(`<sup><a href="#%s">%d</a></sup>`, id, r.Order)
	}
	p.order = append(p.order, r.Note)
	return fmt.Sprintf(`<sup data-fn="%s" class="fn"><a href="#%s" id="%s-link">%d</a></sup>`, id, id, id, r.Order)
}

func (p *poster) inline(b *doc.Block) string {
	text, harmful := html.Inline(b, p.atom)
	p.harmful += len(harmful)
	return text
}

// block writes a block in its comments, with attributes as JSON.
func (p *poster) block(name, attributes, markup string) {
	if attributes != "" {
		attributes = " " + attributes
	}
	fmt.Fprintf(&p.out, "<!-- wp:%s%s -->\n%s\n<!-- /wp:%s -->\n\n", name, attributes, markup, name)
}

func (p *poster) blocks(list []*doc.Block) {
	for len(list) > 0 {
		n := 1
		switch b := list[0]; {
		case b.Kind == doc.Cell:
			var rows [][]*doc.Block
			rows, n = runs.Table(list)
			p.table(rows)
		case b.IsItem():
			for n < len(list) && list[n].IsItem() {
				n++
			}
			p.lists(list[:n])
		case b.Kind == doc.Quote:
			for n < len(list) && list[n].Kind == doc.Quote {
				n++
			}
			p.block("quote", "", p.quote(list[:n], 1))
		case b.Kind != doc.Rule && b.Kind != doc.Image && strings.TrimSpace(b.Text()) == "":
		default:
			p.single(b)
		}
		list = list[n:]
	}
}

func (p *poster) single(b *doc.Block) {
	switch b.Kind {
	case doc.Heading:
		level := ""
		if b.Level != 2 {
			level = fmt.Sprintf(`{"level":%d}`, b.Level)
		}
		p.block("heading", level, fmt.Sprintf(`<h%d class="wp-block-heading">%s</h%d>`, b.Level, p.inline(b), b.Level))
	case doc.Code, doc.Verbatim:
		p.block("code", "", `<pre class="wp-block-code"><code>`+p.inline(b)+"</code></pre>")
	case doc.Verse:
		p.block("verse", "", `<pre class="wp-block-verse">`+strings.ReplaceAll(p.inline(b), "\n", "<br>")+"</pre>")
	case doc.Rule:
		p.block("separator", "", `<hr class="wp-block-separator has-alpha-channel-opacity"/>`)
	case doc.Image:
		caption := ""
		if b.Len() > 0 {
			caption = `<figcaption class="wp-element-caption">` + p.inline(b) + "</figcaption>"
		}
		p.block("image", "", fmt.Sprintf(`<figure class="wp-block-image"><img src="%s" alt="%s"/>%s</figure>`, attribute(b.Info.Source), attribute(b.Info.Alt), caption))
	default:
		p.block("paragraph", "", "<p>"+p.inline(b)+"</p>")
	}
}

func attribute(s string) string { return strings.ReplaceAll(html.Escape(s), `"`, "&quot;") }

// quote writes quotations of a level; deeper ones stand within.
func (p *poster) quote(list []*doc.Block, level int) string {
	var s strings.Builder
	s.WriteString(`<blockquote class="wp-block-quote">`)
	for len(list) > 0 {
		if list[0].Level <= level {
			s.WriteString("<!-- wp:paragraph -->\n<p>" + p.inline(list[0]) + "</p>\n<!-- /wp:paragraph -->")
			list = list[1:]
			continue
		}
		n := 1
		for n < len(list) && list[n].Level > level {
			n++
		}
		s.WriteString("<!-- wp:quote -->\n" + p.quote(list[:n], level+1) + "\n<!-- /wp:quote -->")
		list = list[n:]
	}
	s.WriteString("</blockquote>")
	return s.String()
}

// lists writes items that follow each other, each run of one kind a list.
func (p *poster) lists(items []*doc.Block) {
	for len(items) > 0 {
		n := sameList(items, 1)
		name, markup := p.list(items[:n], 1)
		p.block("list", name, markup)
		items = items[n:]
	}
}

// sameList counts the items that the list of a level has which the first begins.
func sameList(items []*doc.Block, level int) int {
	n := 1
	for n < len(items) && (items[n].Level > level || items[n].Kind == items[0].Kind && items[n].Info.Start == 0) {
		n++
	}
	return n
}

func (p *poster) list(items []*doc.Block, level int) (attributes, markup string) {
	tag, first := "ul", items[0]
	open := `<ul class="wp-block-list">`
	if first.Kind == doc.Numbered {
		tag, attributes, open = "ol", `{"ordered":true}`, `<ol class="wp-block-list">`
		if n := first.Info.Start; n > 1 {
			attributes, open = fmt.Sprintf(`{"ordered":true,"start":%d}`, n), fmt.Sprintf(`<ol start="%d" class="wp-block-list">`, n)
		}
	}
	var s strings.Builder
	s.WriteString(open)
	for len(items) > 0 {
		s.WriteString("<!-- wp:list-item -->\n<li>")
		n := 0
		if items[0].Level <= level {
			s.WriteString(p.inline(items[0]))
			n = 1
		}
		within := items[n:]
		for len(within) > 0 && within[0].Level > level {
			k := sameList(within, level+1)
			if end := firstOutside(within[:k], level); end < k {
				k = end
			}
			inner, list := p.list(within[:k], level+1)
			if inner != "" {
				inner = " " + inner
			}
			s.WriteString("<!-- wp:list" + inner + " -->\n" + list + "\n<!-- /wp:list -->")
			within, n = within[k:], n+k
		}
		s.WriteString("</li>\n<!-- /wp:list-item -->")
		items = items[n:]
	}
	s.WriteString("</" + tag + ">")
	return attributes, s.String()
}

// firstOutside is the index of the first item that is not deeper than a level.
func firstOutside(items []*doc.Block, level int) int {
	for i, b := range items {
		if b.Level <= level {
			return i
		}
	}
	return len(items)
}

func (p *poster) table(rows [][]*doc.Block) {
	var s strings.Builder
	s.WriteString(`<figure class="wp-block-table"><table><thead>`)
	p.row(&s, rows[0], "th")
	s.WriteString("</thead>")
	if len(rows) > 1 {
		s.WriteString("<tbody>")
		for _, row := range rows[1:] {
			p.row(&s, row, "td")
		}
		s.WriteString("</tbody>")
	}
	s.WriteString("</table></figure>")
	p.block("table", `{"hasFixedLayout":false}`, s.String())
}

var alignments = map[doc.Align]string{doc.Left: "left", doc.Center: "center", doc.Right: "right"}

func (p *poster) row(s *strings.Builder, row []*doc.Block, tag string) {
	s.WriteString("<tr>")
	for _, c := range row {
		align := ""
		if a := alignments[c.Info.Align]; a != "" {
			align = fmt.Sprintf(` class="has-text-align-%s" data-align="%s"`, a, a)
		}
		fmt.Fprintf(s, "<%s%s>%s</%s>", tag, align, p.inline(c), tag)
	}
	s.WriteString("</tr>")
}
