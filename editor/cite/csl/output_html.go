package csl

import "strings"

// HTML writes the spans as HTML, with the elements and classes that other
// citation processors use: <i>, <b>, <sup>, <sub>, styled <span>s, and <div>s
// of class csl-block, csl-left-margin, csl-right-inline and csl-indent.
// Links are not written; see LinkedHTML.
func (s Spans) HTML() string {
	var b strings.Builder
	writeHTML(&b, s, false)
	return b.String()
}

// LinkedHTML is HTML with links as <a> elements.
func (s Spans) LinkedHTML() string {
	var b strings.Builder
	writeHTML(&b, s, true)
	return b.String()
}

var htmlEscaper = strings.NewReplacer("&", "&#38;", "<", "&#60;", ">", "&#62;")

var attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func writeHTML(b *strings.Builder, spans Spans, links bool) {
	for _, s := range spans {
		open, end := htmlTags(s.Format)
		if block, ok := displayHTML[s.Display]; ok {
			open = block[0] + open
			end += block[1]
		}
		if s.Link != "" && links {
			open = `<a href="` + attributeEscaper.Replace(s.Link) + `">` + open
			end += "</a>"
		}
		b.WriteString(open)
		_, _ = htmlEscaper.WriteString(b, s.Text)
		writeHTML(b, s.Spans, links)
		b.WriteString(end)
	}
}

// displayHTML is what stands before and after the blocks of an entry.
var displayHTML = map[Display][2]string{
	DisplayBlock:       {"\n\n    <div class=\"csl-block\">", "</div>\n"},
	DisplayLeftMargin:  {"\n    <div class=\"csl-left-margin\">", "</div>"},
	DisplayRightInline: {"<div class=\"csl-right-inline\">", "</div>\n  "},
	DisplayIndent:      {"<div class=\"csl-indent\">", "</div>\n  "},
}

// htmlTags returns what stands before and after a text in a format, the
// weight outermost.
func htmlTags(f Format) (open, end string) {
	add := func(o, e string) { open, end = open+o, e+end }
	style := func(css string) { add(`<span style="`+css+`;">`, "</span>") }
	switch f.Align {
	case AlignSuper:
		add("<sup>", "</sup>")
	case AlignSub:
		add("<sub>", "</sub>")
	case AlignBaseline:
		style("baseline")
	}
	switch f.Line {
	case LineUnder:
		style("text-decoration:underline")
	case LineNone:
		style("text-decoration:none")
	}
	switch f.Weight {
	case WeightBold:
		add("<b>", "</b>")
	case WeightNormal:
		style("font-weight:normal")
	case WeightLight:
		style("font-weight:light")
	}
	switch f.Variant {
	case VariantSmallCaps:
		style("font-variant:small-caps")
	case VariantNormal:
		style("font-variant:normal")
	}
	switch f.Style {
	case StyleItalic:
		add("<i>", "</i>")
	case StyleNormal:
		style("font-style:normal")
	case StyleOblique:
		add("<em>", "</em>")
	}
	return open, end
}
