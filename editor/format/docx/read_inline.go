package docx

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// inline reads an element of a paragraph. Its text leads to link, if that is
// not empty.
func (b *builder) inline(n *archive.Node, link string) {
	within := func(k *archive.Node) { b.inline(k, link) }
	switch n.Name {
	case "w:r":
		b.run(n, link)
	case "w:hyperlink":
		if rel := b.relations[n.Attr("r:id")]; rel.external {
			link = b.address(rel.target)
		}
		b.each(n, within)
	case "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo":
		b.each(n, within)
	case "w:del", "w:moveFrom":
		if n.Find("w:r") != nil {
			b.deleted++
		}
	case "w:sdt":
		if box := n.Kid("w:sdtPr", "w14:checkbox"); box != nil && b.task == nil && office.Plain(b.spans) == "" {
			checked := box.Kid("w14:checked").Attr("w14:val")
			done := checked == "1" || checked == "true"
			b.task = &done
			return
		}
		b.each(n.Kid("w:sdtContent"), within)
	case "mc:AlternateContent":
		b.each(alternative(n), within)
	case "w:fldSimple":
		b.open()
		b.top().code.WriteString(n.Attr("w:instr"))
		b.separate()
		b.each(n, within)
		b.close()
	case "w:bookmarkStart":
		if b.bookmarks == nil {
			b.bookmarks = map[string]string{}
		}
		b.bookmarks[n.Attr("w:id")] = n.Attr("w:name")
	case "w:bookmarkEnd":
		delete(b.bookmarks, n.Attr("w:id"))
	case "m:oMath", "m:oMathPara":
		b.Add("Formulas are read as plain text.")
		b.formula(n)
	}
}

// address is where a link leads, or "" if that can do harm.
func (b *builder) address(target string) string {
	url := office.Link(target)
	if url == "" && target != "" {
		b.Add("The link to “%.80s” is left out: addresses of that kind can do harm.", target)
	}
	return url
}

func (b *builder) formula(n *archive.Node) {
	for _, k := range n.Kids {
		if k.Name == "m:t" {
			b.put(textOf(k), 0, "")
		} else {
			b.formula(k)
		}
	}
}

// textOf is the text of an element. Blanks at its ends count only where the
// element says so.
func textOf(n *archive.Node) string {
	var s strings.Builder
	for _, k := range n.Kids {
		s.WriteString(k.Text)
	}
	if n.Attr("xml:space") != "preserve" {
		return strings.Trim(s.String(), " \t\r\n")
	}
	return strings.ReplaceAll(s.String(), "\n", " ")
}

// put adds text to the paragraph, unless it belongs to a field's instruction.
func (b *builder) put(text string, style doc.Style, link string) {
	if text == "" || b.instructing() {
		return
	}
	if b.afterMark {
		if text = strings.TrimLeft(text, office.Blanks); text == "" {
			return
		}
		b.afterMark = false
	}
	b.spans = append(b.spans, doc.Span{Text: text, Style: style, Link: link})
}

// run reads a run of text in one look.
func (b *builder) run(n *archive.Node, link string) {
	props := n.Kid("w:rPr")
	l := b.lookOf(props)
	if f := b.fieldLink(); f != "" {
		link = f
	}
	if link != "" && props.Kid("w:color") != nil {
		l.Set(doc.Underline, false) // how a link looks where it has no style
	}
	marking := b.custom // a note whose own mark follows its reference
	for _, k := range n.Kids {
		switch {
		case k.Name == "w:fldChar" || k.Name == "w:instrText":
			b.fieldPart(k)
		case l.Hidden:
			if k.Name == "w:t" {
				b.Add("Hidden text is left out.")
			}
		case k.Name == "w:footnoteReference":
			b.reference(office.Footnote, k, props)
		case k.Name == "w:endnoteReference":
			b.reference(office.Endnote, k, props)
		case k.Name == "w:footnoteRef" || k.Name == "w:endnoteRef":
			b.afterMark = true
		default:
			b.content(k, l.Style(), link)
		}
	}
	if b.custom != nil && (b.custom == marking || b.custom.Mark != "") {
		b.custom = nil
	}
}

// content reads text, or what stands for some.
func (b *builder) content(k *archive.Node, style doc.Style, link string) {
	text := ""
	switch k.Name {
	case "w:t":
		text = textOf(k)
	case "w:tab", "w:ptab":
		text = "\t"
	case "w:br", "w:cr":
		if kind := k.Attr("w:type"); kind == "" || kind == "textWrapping" {
			text = "\u2028"
		}
	case "w:noBreakHyphen":
		text = "\u2011"
	case "w:softHyphen":
		text = "\u00ad"
	case "w:sym":
		text = b.symbol(k)
	default:
		b.graphic(k)
		return
	}
	if b.custom != nil {
		b.custom.Mark += strings.TrimSpace(text)
		return
	}
	b.put(text, style, link)
}

// reference reads a note's marker.
func (b *builder) reference(class office.Class, k, props *archive.Node) {
	if b.note != nil {
		b.Add("A note's marker within a note is left out.")
		return
	}
	if b.instructing() {
		return
	}
	val, has := k.Lookup("w:customMarkFollows")
	fixed := has && val != "0" && val != "false" && val != "off"
	n := b.text(class, k.Attr("w:id"))
	if n.ID == "" {
		n.Fixed, n.Typed, n.Series = fixed, fixed, b.styles.seriesOf(props, class)
	}
	b.spans = append(b.spans, b.notes.Marker(n))
	for _, name := range b.bookmarks {
		b.notes.Bookmark(name, n)
	}
	clear(b.bookmarks) // the first note keeps them
	if fixed && n.Mark == "" {
		b.custom = n
	}
}
