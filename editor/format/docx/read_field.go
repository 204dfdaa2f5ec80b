package docx

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// field is one that is being read: an instruction, and what it shows.
type field struct {
	code      strings.Builder
	result    bool   // what it shows has begun
	link      string // where what it shows leads to
	paragraph int    // in which what it shows begins
	from      int    // the spans before what it shows
}

// maxFields bounds fields within one another; maxCode the bytes of an
// instruction.
const (
	maxFields = 64
	maxCode   = 1 << 16
)

func (b *builder) top() *field {
	if n := len(b.fields); n > 0 {
		return b.fields[n-1]
	}
	return nil
}

// instructing reports whether what is read belongs to a field's instruction.
func (b *builder) instructing() bool {
	return slices.ContainsFunc(b.fields, func(f *field) bool { return !f.result })
}

// fieldLink is where the open fields lead, or "".
func (b *builder) fieldLink() string {
	for _, f := range b.fields {
		if f.link != "" {
			return f.link
		}
	}
	return ""
}

// fieldPart reads a mark of a field, or its instruction.
func (b *builder) fieldPart(k *archive.Node) {
	if k.Name == "w:instrText" {
		if f := b.top(); f != nil && !f.result && f.code.Len() < maxCode {
			for _, t := range k.Kids {
				f.code.WriteString(t.Text)
			}
		}
		return
	}
	switch k.Attr("w:fldCharType") {
	case "begin":
		b.open()
	case "separate":
		b.separate()
	case "end":
		b.close()
	}
}

func (b *builder) open() {
	if len(b.fields) < maxFields {
		b.fields = append(b.fields, &field{})
	}
}

// separate begins what a field shows.
func (b *builder) separate() {
	f := b.top()
	if f == nil || f.result {
		return
	}
	f.result, f.paragraph, f.from = true, b.paragraph, len(b.spans)
	if words := strings.Fields(f.code.String()); len(words) > 1 && strings.EqualFold(words[0], "HYPERLINK") && !strings.HasPrefix(words[1], `\`) {
		f.link = b.address(quoted(f.code.String()))
	}
}

// quoted is the first argument of an instruction.
func quoted(code string) string {
	code = strings.TrimSpace(code)
	_, rest, _ := strings.Cut(code, " ")
	rest = strings.TrimSpace(rest)
	if in, ok := strings.CutPrefix(rest, `"`); ok {
		arg, _, _ := strings.Cut(in, `"`)
		return arg
	}
	arg, _, _ := strings.Cut(rest, " ")
	return arg
}

// close ends a field. One that shows a note's number becomes what it stands
// for: if it is raised, by itself or by Word's
// switch \f, it looks like the note's marker and is one more.
func (b *builder) close() {
	f := b.top()
	if f == nil {
		return
	}
	b.fields = b.fields[:len(b.fields)-1]
	words := strings.Fields(f.code.String())
	if len(words) < 2 || !showsNote(words[0], words[1]) || !f.result || f.paragraph != b.paragraph || f.from > len(b.spans) {
		return
	}
	kind := doc.CrossRef
	raised := len(b.spans) > f.from && b.spans[f.from].Style&doc.Super != 0
	if b.note == nil && (raised || slices.Contains(words[2:], `\f`)) {
		kind = doc.Marker
	}
	b.spans = append(b.spans[:f.from], b.notes.Refer(kind, words[1], b.spans[f.from:]))
}

// showsNote reports whether a field shows a note's number: Word's own, or that
// of LibreOffice, which names its bookmarks at notes in one way.
func showsNote(field, bookmark string) bool {
	return strings.EqualFold(field, "NOTEREF") ||
		strings.EqualFold(field, "REF") && (strings.HasPrefix(bookmark, "_RefF") || strings.HasPrefix(bookmark, "_RefE"))
}

// dropInstructions ends the fields that have shown nothing when their paragraph
// ends, so that a damaged one swallows no more than that.
func (b *builder) dropInstructions() {
	kept := b.fields[:0:0]
	for _, f := range b.fields {
		if f.result {
			kept = append(kept, f)
		}
	}
	b.fields = kept
}
