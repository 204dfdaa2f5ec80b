package csl

import "strings"

// Span is a piece of rendered text: either Text, or other spans inside. Its
// format is what changes against the span around it.
type Span struct {
	Text    string
	Format  Format
	Display Display
	Link    string // a URL, or ""
	Spans   Spans
}

// Spans is rendered text.
type Spans []Span

// Run is a stretch of text in one format, resolved against everything around
// it: what an editor or a word processor works with.
type Run struct {
	Text    string
	Format  Format
	Display Display
	Link    string
}

// Runs flattens spans to runs, joining neighbours that look the same.
func (s Spans) Runs() []Run {
	var out []Run
	var gather func(s Spans, around Run)
	gather = func(s Spans, around Run) {
		for _, span := range s {
			r := around
			r.Format = span.Format.over(around.Format)
			if span.Display != DisplayInline {
				r.Display = span.Display
			}
			if span.Link != "" {
				r.Link = span.Link
			}
			if span.Text != "" {
				r.Text = span.Text
				if last := len(out) - 1; last >= 0 && out[last].same(r) {
					out[last].Text += r.Text
				} else {
					out = append(out, r)
				}
			}
			gather(span.Spans, r)
		}
	}
	gather(s, Run{})
	return out
}

func (r Run) same(other Run) bool {
	return r.Format == other.Format && r.Display == other.Display && r.Link == other.Link
}

// Text returns the text alone.
func (s Spans) Text() string {
	var b strings.Builder
	s.writeText(&b)
	return b.String()
}

func (s Spans) writeText(b *strings.Builder) {
	for _, span := range s {
		b.WriteString(span.Text)
		span.Spans.writeText(b)
	}
}
