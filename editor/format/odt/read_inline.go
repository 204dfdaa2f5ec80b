package odt

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// inline reads an element or text of a paragraph.
func (b *builder) inline(n *archive.Node, link string, look office.Look) {
	within := func(k *archive.Node) { b.inline(k, link, look) }
	switch n.Name {
	case "":
		b.text(n.Text, look, link)
	case "text:span":
		look = look.Over(b.textLook(n.Attr("text:style-name")))
		b.each(n, func(k *archive.Node) {
			if k.Name == "text:note" {
				b.readNote(k, n.Attr("text:style-name"))
				return
			}
			b.inline(k, link, look)
		})
	case "text:a", "draw:a":
		if href := n.Attr("xlink:href"); !inFile(href) {
			link = b.address(href)
		}
		b.each(n, within)
	case "text:s":
		count, err := strconv.Atoi(n.Attr("text:c"))
		if err != nil {
			count = 1
		}
		b.put(strings.Repeat(" ", max(1, min(count, maxBlanks))), look, link)
	case "text:tab":
		b.put("\t", look, link)
	case "text:line-break":
		b.put("\u2028", look, link)
	case "text:soft-page-break", "text:change", "text:change-start", "text:change-end", "office:annotation-end":
	case "office:annotation":
		b.comments++
	case "text:note":
		b.readNote(n, "")
	case "text:note-ref":
		b.noteRef(n, look, within)
	case "text:bookmark-start", "text:reference-mark-start":
		if b.open == nil {
			b.open = map[string]struct{}{}
		}
		b.open[n.Attr("text:name")] = struct{}{}
	case "text:bookmark-end", "text:reference-mark-end":
		delete(b.open, n.Attr("text:name"))
	case "text:ruby":
		b.Add("The small readings above characters are left out.")
		b.each(n.Kid("text:ruby-base"), within)
	case "text:hidden-text", "text:hidden-paragraph":
		b.Add("Hidden text is left out.")
	case "field:fieldmark-start", "field:fieldmark-separator", "field:fieldmark-end":
		b.fieldMark(n)
	case "draw:frame":
		b.frame(n)
	case "text:script", "office:dde-source", "field:fieldmark", "text:bookmark", "text:reference-mark", "text:toc-mark", "text:alphabetical-index-mark":
	default:
		if strings.HasPrefix(n.Name, "draw:") {
			b.Add("Drawings and diagrams are left out.")
			return
		}
		b.each(n, within)
	}
}

// maxBlanks bounds the blanks that one element stands for.
const maxBlanks = 100

// inFile reports whether an address leads to a place in the file, as
// LibreOffice writes it.
func inFile(href string) bool {
	return strings.HasPrefix(href, "#") && (strings.Contains(href, "|") || strings.HasPrefix(href, "#__"))
}

// address is where a link leads, or "" if that can do harm.
func (b *builder) address(target string) string {
	url := office.Link(target)
	if url == "" && target != "" {
		b.Add("The link to “%.80s” is left out: addresses of that kind can do harm.", target)
	}
	return url
}

// put adds text to the paragraph.
func (b *builder) put(text string, look office.Look, link string) {
	if look.Hidden {
		b.Add("Hidden text is left out.")
		return
	}
	b.start = false
	b.spans = append(b.spans, doc.Span{Text: text, Style: look.Style(), Link: link})
}

// text adds text as the file lays it out: blanks become one, at a paragraph's
// start none.
func (b *builder) text(s string, look office.Look, link string) {
	const blanks = " \t\n\r"
	for s != "" {
		if rest := strings.TrimLeft(s, blanks); len(rest) < len(s) {
			if !b.start {
				b.put(" ", look, link)
			}
			b.start, s = true, rest
			continue
		}
		end := strings.IndexAny(s, blanks)
		if end < 0 {
			end = len(s)
		}
		b.put(s[:end], look, link)
		s = s[end:]
	}
}

// readNote reads a note where its marker stands, whose text has a style.
func (b *builder) readNote(n *archive.Node, style string) {
	if b.note != nil {
		b.Add("A note's marker within a note is left out.")
		return
	}
	class := office.Footnote
	if n.Attr("text:note-class") == "endnote" {
		class = office.Endnote
	}
	f := &office.Found{Class: class, Series: b.seriesOf(style, class)}
	f.Mark, f.Fixed = n.Kid("text:note-citation").Lookup("text:label")
	inner := &builder{reader: b.reader, note: f}
	b.each(n.Kid("text:note-body"), inner.block)
	inner.Number()
	if len(inner.Blocks) > 0 && takesMark(inner.Blocks[0]) {
		first := inner.Blocks[0]
		inner.Blocks[0] = first.WithSpans(office.TrimStart(first.Spans())...)
		if office.Empty(inner.Blocks[0]) {
			inner.Blocks = inner.Blocks[1:]
		}
	}
	f.Blocks = inner.Blocks
	b.spans = append(b.spans, b.notes.Marker(f))
	b.start = false
	b.notes.Bookmark("note "+n.Attr("text:id"), f)
	for name := range b.open {
		b.notes.Bookmark(name, f)
	}
	clear(b.open) // the first note keeps them
}

// noteRef reads a field that shows a note's number: a raised one is one more
// marker of the note.
func (b *builder) noteRef(n *archive.Node, look office.Look, within func(*archive.Node)) {
	from := len(b.spans)
	b.each(n, within)
	b.refer(from, look, "note "+n.Attr("text:ref-name"))
}

func (b *builder) refer(from int, look office.Look, bookmark string) {
	kind := doc.CrossRef
	if b.note == nil && look.Style()&doc.Super != 0 {
		kind = doc.Marker
	}
	b.spans = append(b.spans[:from], b.notes.Refer(kind, bookmark, b.spans[from:]))
	b.start = false
}

// maxFields bounds fields within one another.
const maxFields = 64

// fieldMark reads a mark of a field of another word processor: Word's NOTEREF
// shows a note's number.
func (b *builder) fieldMark(n *archive.Node) {
	switch n.Name {
	case "field:fieldmark-start":
		f := &field{paragraph: b.paragraph, from: len(b.spans)}
		for _, k := range n.Kids {
			if strings.HasSuffix(k.Attr("field:name"), "field.code") {
				f.code = k.Attr("field:value")
			}
		}
		if len(b.fields) < maxFields {
			b.fields = append(b.fields, f)
		}
	case "field:fieldmark-separator":
		if k := len(b.fields); k > 0 {
			b.fields[k-1].paragraph, b.fields[k-1].from = b.paragraph, len(b.spans)
		}
	default:
		k := len(b.fields)
		if k == 0 {
			return
		}
		f := b.fields[k-1]
		b.fields = b.fields[:k-1]
		words := strings.Fields(f.code)
		if len(words) < 2 || words[0] != "NOTEREF" || f.paragraph != b.paragraph || f.from > len(b.spans) {
			return
		}
		var look office.Look
		look.Set(doc.Super, strings.Contains(f.code, `\f`))
		b.refer(f.from, look, words[1])
	}
}

// frame reads a picture, or a box with a picture and its caption.
func (b *builder) frame(n *archive.Node) {
	if box := n.Kid("draw:text-box"); box != nil {
		if box.Find("draw:image") == nil {
			b.Add("Text boxes are left out.")
			return
		}
		inner := &builder{reader: b.reader, note: b.note, paragraph: b.paragraph}
		b.each(box, inner.block)
		b.images = append(b.images, captioned(inner.Blocks)...)
		return
	}
	image := n.Kid("draw:image")
	if image == nil || n.Kid("draw:object") != nil {
		b.Add("Drawings and diagrams are left out.")
		return
	}
	about := text(n.Kid("svg:desc"))
	if about == "" {
		about = text(n.Kid("svg:title"))
	}
	href, name := image.Attr("xlink:href"), n.Attr("draw:name")
	source := name
	switch part := strings.TrimPrefix(href, "./"); {
	case b.zip.Has(part):
		source = b.keep(part, name)
	case href != "" && office.Link(name) != strings.TrimPrefix(href, "../"):
		source = b.address(strings.TrimPrefix(href, "../"))
	}
	b.images = append(b.images, doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: source, Alt: about}))
}

// captioned makes the text beside the picture in a box its caption.
func captioned(blocks []*doc.Block) []*doc.Block {
	var image *doc.Block
	var spans []doc.Span
	for _, x := range blocks {
		if x.Kind == doc.Image && image == nil {
			image = x
			spans = append(spans, x.Spans()...)
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, doc.Span{Text: "\u2028"})
		}
		spans = append(spans, x.Spans()...)
	}
	if image == nil {
		return blocks
	}
	return []*doc.Block{image.WithSpans(spans...)}
}

// text is an element's text.
func text(n *archive.Node) string {
	var s strings.Builder
	if n != nil {
		for _, k := range n.Kids {
			s.WriteString(k.Text)
		}
	}
	return s.String()
}
