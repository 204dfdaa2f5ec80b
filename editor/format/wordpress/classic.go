package wordpress

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

var (
	blankLines = lazyregexp.New(`\n[ \t]*\n\s*`)
	blockTag   = lazyregexp.New(`(?i)^\s*</?(?:h[1-6]|p|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|pre|div|figure|hr|dl|dt|dd|section|article|form|address)\b`)
	preformat  = lazyregexp.New(`(?is)<(?:pre|script|style)\b.*?</(?:pre|script|style)>`)
)

// paragraphs makes paragraphs of what the classic editor parts by blank lines,
// and breaks of its lines, as WordPress does when it shows a post.
func paragraphs(content string) string {
	var kept []string
	content = preformat.ReplaceAllStringFunc(content, func(s string) string {
		kept = append(kept, s)
		return "\n\n<pre\x00>\n\n"
	})
	var s strings.Builder
	for _, part := range blankLines.Split(strings.TrimSpace(content), -1) {
		part = strings.TrimSpace(part)
		switch {
		case part == "<pre\x00>":
			s.WriteString(kept[0])
			kept = kept[1:]
		case part == "", blockTag.MatchString(part):
			s.WriteString(part + "\n")
		default:
			s.WriteString("<p>" + strings.ReplaceAll(part, "\n", "<br>\n") + "</p>\n")
		}
	}
	return s.String()
}

// noteCodes are the shortcodes in which plugins keep notes where their markers
// are: Easy Footnotes, Modern Footnotes, Simple Footnotes, Footnotes, and
// others.
var noteCodes = func() []*lazyregexp.Regexp {
	var list []*lazyregexp.Regexp
	for _, name := range []string{"efn_note", "mfn", "modern_footnote", "ref", "fn", "footnote", "note"} {
		list = append(list, lazyregexp.New(`(?s)\s*\[`+name+`(?: [^\]]*)?\](.*?)\[/`+name+`\]`))
	}
	// Brackets that end a text within them belong to it.
	return append(list, lazyregexp.New(`(?s)\s*\(\((\S[^()]*(?:\([^()]*\)[^()]*)*)\)\)`))
}()

var caption = lazyregexp.New(`(?s)\[caption[^\]]*\]\s*((?:<a [^>]*>)?\s*<img [^>]*>\s*(?:</a>)?)(.*?)\[/caption\]`)

var code = lazyregexp.New(`(?is)<(?:pre|code)\b.*?</(?:pre|code)>`)

// shortcodes makes HTML of the shortcodes for notes and captions, but for those
// in code.
func shortcodes(content string) string {
	var s strings.Builder
	at := 0
	for _, m := range code.FindAllStringIndex(content, -1) {
		s.WriteString(shortcodesIn(content[at:m[0]]) + content[m[0]:m[1]])
		at = m[1]
	}
	return s.String() + shortcodesIn(content[at:])
}

func shortcodesIn(content string) string {
	for _, code := range noteCodes {
		content = code.ReplaceAllString(content, `<span class="sidenote">$1</span>`)
	}
	return caption.ReplaceAllStringFunc(content, func(s string) string {
		m := caption.FindStringSubmatch(s)
		return "<figure>" + m[1] + "<figcaption>" + strings.TrimSpace(m[2]) + "</figcaption></figure>"
	})
}
