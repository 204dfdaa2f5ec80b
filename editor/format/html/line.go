package html

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// line gathers the spans of a block; text in one style is joined once at its
// end.
type line struct {
	spans []doc.Span
	text  strings.Builder // of the last span
	style doc.Style
	link  string
}

func (l *line) empty() bool { return len(l.spans) == 0 && l.text.Len() == 0 }

// atBreak reports whether a line has just been broken: a blank there is not
// shown.
func (l *line) atBreak() bool { return strings.HasSuffix(l.text.String(), "\u2028") }

func (l *line) add(text string, style doc.Style, link string) {
	if style != l.style || link != l.link {
		l.flush()
		l.style, l.link = style, link
	}
	l.text.WriteString(text)
}

// gap adds a blank before text in a style: it has what both sides share.
func (l *line) gap(style doc.Style, link string) {
	if l.text.Len() == 0 { // a note's marker stands before it
		style, link = 0, ""
	}
	if l.link != link {
		link = ""
	}
	l.add(" ", l.style&style, link)
}

func (l *line) atom(a doc.Atom) {
	l.flush()
	l.spans = append(l.spans, doc.Span{Atom: &a})
}

func (l *line) flush() {
	if l.text.Len() > 0 {
		l.spans = append(l.spans, doc.Span{Text: l.text.String(), Style: l.style, Link: l.link})
		l.text.Reset()
	}
}

func (l *line) take() []doc.Span {
	l.flush()
	spans := l.spans
	*l = line{}
	return spans
}
