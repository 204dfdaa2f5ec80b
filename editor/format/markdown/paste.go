package markdown

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// labelled is a marker, or the label of a note.
var labelled = lazyregexp.New(`\[\^[^\]\s]+\]`)

// ReadFragment reads plain text that came from a clipboard, if it is Markdown
// with notes, as Fragment writes it. The notes have identities that no other
// note has. Any other text is reported not to be Markdown: what looks like a
// list or like a mark of style in it may be meant as it stands.
func ReadFragment(text string) (essay.Fragment, bool) {
	if len(text) > maxSize || !hasNotes(text) {
		return essay.Fragment{}, false
	}
	core := strings.Trim(text, " \t")
	e, _, err := Read(core)
	if err != nil || len(e.Refs()) == 0 {
		return essay.Fragment{}, false
	}
	e = e.WithBody(sourceless(e.Body()))
	f := e.Cut("", 0, e.Body().Len()).Anew()
	for _, n := range f.Notes { // which are new
		n.Text, n.Label = sourceless(n.Text), ""
	}
	if b := f.Slice.Blocks[0]; len(f.Slice.Blocks) == 1 && b.Kind == doc.Paragraph {
		lead, trail, _ := strings.Cut(text, core)
		spans := append([]doc.Span{{Text: lead}}, b.Spans()...)
		f.Slice.Blocks = []*doc.Block{b.WithSpans(append(spans, doc.Span{Text: trail})...)}
	}
	return f, true
}

// hasNotes reports whether a marker stands in the text before its note.
func hasNotes(text string) bool {
	markers := map[string]bool{}
	for _, m := range labelled.FindAllStringIndex(text, -1) {
		label := text[m[0]:m[1]]
		if begins := m[0] == 0 || text[m[0]-1] == '\n'; !begins || !strings.HasPrefix(text[m[1]:], ":") {
			markers[label] = true
		} else if markers[label] {
			return true
		}
	}
	return false
}

// sourceless is a text that is from no file.
func sourceless(d *doc.Document) *doc.Document {
	blocks := make([]*doc.Block, 0, d.Blocks())
	for b := range d.Each() {
		blocks = append(blocks, b.WithSource(nil))
	}
	return doc.New(blocks...)
}
