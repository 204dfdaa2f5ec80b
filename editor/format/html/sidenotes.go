package html

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
)

// Sidenotes follow the paragraph, list or table that their markers stand in,
// in the order in which a page is read aloud; the style sheet alone puts them
// beside it.

// gather keeps what is written from now on until it is known which notes
// follow it; the function that it returns ends that.
func (p *printer) gather() (end func()) {
	p.target, p.group = p.out, &bytes.Buffer{}
	p.out = bufio.NewWriter(p.group)
	return func() {
		p.beside()
		p.out, p.target = p.target, nil
	}
}

// beside puts out the block that was gathered, with its notes.
func (p *printer) beside() {
	if p.target == nil || p.inNote {
		return
	}
	to := p.target
	p.out.Flush()
	block := p.group.String()
	p.group.Reset()
	notes := *p.pending
	*p.pending = nil
	if len(notes) == 0 {
		_, _ = to.WriteString(block)
		return
	}
	fmt.Fprintf(to, "<div class=\"noted\">\n%s<div class=\"sidenotes\">\n", block)
	for _, r := range notes {
		s := notelist.SeriesOf(p.essay, r.Note)
		attributes := data(notelist.List{Series: s})
		if s.Style != "" && s.Style != essay.Arabic && slices.Contains(essay.NumberStyles, s.Style) {
			attributes += fmt.Sprintf(` data-style="%s"`, s.Style)
		}
		sign := `<span class="fn-label">` + r.Label + "</span> "
		fmt.Fprintf(to, "<aside id=\"%sfn-n%d\" class=\"sidenote\" role=\"doc-footnote\" aria-label=\"%s %s\"%s>%s</aside>\n",
			p.prefix, r.Order, p.words.Footnote, r.Label, attributes, p.noteText(r, sign))
	}
	_, _ = to.WriteString("</div>\n</div>\n")
}
