package html

import (
	"html"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// inline reads what stands within a block, up to a tag that is none of a line.
func (o *own) inline() (spans []doc.Span, ok bool) {
	var (
		style doc.Style
		open  []int // of the tags
		blank = true
	)
	for {
		n := strings.IndexByte(o.src[o.at:], '<')
		if n < 0 {
			return nil, false
		}
		if n > 0 {
			text, ok := unescape(o.src[o.at:o.at+n], true)
			if !ok || collapses(text, blank) {
				return nil, false
			}
			o.at += n
			spans = append(spans, doc.Span{Text: text, Style: style})
			blank = text[len(text)-1] == ' '
		}
		switch rest := o.src[o.at:]; {
		case o.eat("<br>"):
			if blank && len(spans) > 0 && strings.HasSuffix(spans[len(spans)-1].Text, " ") {
				return nil, false
			}
			spans = append(spans, doc.Span{Text: "\u2028", Style: style})
			blank = true
		case strings.HasPrefix(rest, `<a id="`):
			id, ok := o.marker()
			if !ok {
				return nil, false
			}
			spans = append(spans, doc.Span{Atom: &doc.Atom{Kind: doc.Marker, ID: id}})
			blank = false
		case strings.HasPrefix(rest, `<a href="#`):
			spans, ok = o.backLink(spans)
			if !ok {
				return nil, false
			}
			blank = false
		case o.eat(`<a href="`):
			span, ok := o.link(style, blank)
			if !ok {
				return nil, false
			}
			spans = append(spans, span)
			blank = strings.HasSuffix(span.Text, " ")
		case len(open) > 0 && o.eat(tags[open[len(open)-1]].end):
			style &^= tags[open[len(open)-1]].style
			open = open[:len(open)-1]
		default:
			k := o.tag()
			if k < 0 { // nothing of a line: its end
				return spans, len(open) == 0 && (!blank || len(spans) == 0)
			}
			open = append(open, k)
			style |= tags[k].style
		}
	}
}

// tag goes on behind a tag that gives a style, and returns which it is, or -1.
func (o *own) tag() int {
	for k := range tags {
		if o.eat(tags[k].start) {
			return k
		}
	}
	return -1
}

// link reads a link behind its <a href=".
func (o *own) link(style doc.Style, blank bool) (s doc.Span, ok bool) {
	address, ok := o.until(`">`)
	if address, ok = unescape(address, ok); !ok || strings.ContainsAny(address, "\" \t\n\r\f\x00") || allowed(address) == "" {
		return s, false
	}
	text, ok := o.until("<")
	if text, ok = unescape(text, ok); !ok || text == "" || collapses(text, blank) {
		return s, false
	}
	if address == text { // an address in the text, which is written as a link
		address = ""
	}
	return doc.Span{Text: text, Style: style, Link: address}, o.eat("/a>")
}

// marker reads a marker, and returns the identity of its note.
func (o *own) marker() (note string, ok bool) {
	o.eat(`<a id="`)
	id, ok := o.until(`" href="#`)
	if !ok || strings.ContainsAny(id, `"<`) || o.markers[id] != "" {
		return "", false
	}
	if note, ok = o.until(`" class="fn-ref" role="doc-noteref" aria-label="`); !ok || strings.ContainsAny(note, `"<`) {
		return "", false
	}
	label, ok := o.until(`"><sup>`)
	if !ok || strings.ContainsAny(label, `"<`) {
		return "", false
	}
	label, ok = o.until("</sup></a>")
	o.markers[id] = note
	return note, ok && !strings.Contains(label, "<")
}

// backLink reads a link from a note to its marker. The blank before it is none
// of the note's.
func (o *own) backLink(spans []doc.Span) ([]doc.Span, bool) {
	o.eat(`<a href="#`)
	id, ok := o.until(`" role="doc-backlink" aria-label="`)
	if !ok || strings.ContainsAny(id, `"<`) {
		return nil, false
	}
	label, ok := o.until(`">↩︎`)
	if !ok || strings.ContainsAny(label, `"<`) {
		return nil, false
	}
	if o.eat("<sup>") {
		if letter, ok := o.until("</sup>"); !ok || strings.Contains(letter, "<") {
			return nil, false
		}
	}
	if n := len(spans) - 1; n >= 0 {
		if spans[n].Atom != nil || !strings.HasSuffix(spans[n].Text, " ") {
			return nil, false
		}
		if spans[n].Text = strings.TrimSuffix(spans[n].Text, " "); spans[n].Text == "" {
			spans = spans[:n]
		}
	}
	o.back = append(o.back, id, "")
	rest, ok := strings.CutPrefix(o.src[o.at:], "</a>")
	o.at = len(o.src) - len(rest)
	return spans, ok && (strings.HasPrefix(rest, "</p>") || strings.HasPrefix(rest, ` <a href="#`)) // nothing of the note follows
}

// collapses reports whether a browser would show a text otherwise: where blanks
// follow one another, or one begins a line.
func collapses(text string, blank bool) bool {
	return text == "" || blank && text[0] == ' ' || strings.Contains(text, "  ") || strings.IndexByte(text, '\n') >= 0 ||
		strings.IndexByte(text, '\t') >= 0 || strings.IndexByte(text, '\r') >= 0 || strings.IndexByte(text, '\f') >= 0 || strings.IndexByte(text, 0) >= 0
}

// unescape reads a text in which nothing is escaped but what has to be.
func unescape(s string, ok bool) (string, bool) {
	if !ok || strings.IndexByte(s, '<') >= 0 {
		return "", false
	}
	if strings.IndexByte(s, '&') < 0 {
		return s, true
	}
	for rest := s; ; {
		n := strings.IndexByte(rest, '&')
		if n < 0 {
			return html.UnescapeString(s), true
		}
		if rest = rest[n:]; !escaped(rest) {
			return "", false
		}
		rest = rest[1:]
	}
}

func escaped(s string) bool {
	for _, e := range []string{"&amp;", "&lt;", "&gt;", "&#34;", "&#39;"} {
		if strings.HasPrefix(s, e) {
			return true
		}
	}
	return false
}
