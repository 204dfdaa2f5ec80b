package csl

import "strings"

// Markdown writes the spans as Pandoc's Markdown: *italic*, **bold**,
// ^superscript^, ~subscript~, and bracketed spans for small capitals and
// underlining. Readers of plain CommonMark show the rest and the bare marks.
func (s Spans) Markdown() string {
	var b strings.Builder
	for _, run := range s.Runs() {
		core := strings.TrimSpace(run.Text)
		if core == "" {
			b.WriteString(run.Text)
			continue
		}
		open, end := markdownMarks(run.Format)
		if run.Link != "" {
			open, end = "["+open, end+"]("+run.Link+")"
		}
		// Marks must touch what they mark: blanks go outside.
		at := strings.Index(run.Text, core)
		b.WriteString(run.Text[:at] + open + markdownEscaper.Replace(core) + end + run.Text[at+len(core):])
	}
	return b.String()
}

var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "^", `\^`, "~", `\~`)

func markdownMarks(f Format) (open, end string) {
	add := func(o, e string) { open, end = open+o, e+end }
	if f.Variant == VariantSmallCaps {
		add("[", "]{.smallcaps}")
	}
	if f.Line == LineUnder {
		add("[", "]{.underline}")
	}
	if f.Weight == WeightBold {
		add("**", "**")
	}
	if f.Style > StyleNormal {
		add("*", "*")
	}
	switch f.Align {
	case AlignSuper:
		add("^", "^")
	case AlignSub:
		add("~", "~")
	}
	return open, end
}
