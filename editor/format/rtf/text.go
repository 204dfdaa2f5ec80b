package rtf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// text is the body or a note while it is read.
type text struct {
	office.Body
	spans    []doc.Span
	note     *office.Found // nil for the body
	numbered bool          // a number of a note stands in it
	cell     []*doc.Block  // of the table's cell that is open
	row      []*doc.Block
	below    []*doc.Block // pictures of a table
	images   []*doc.Block // of the paragraph
}

// endParagraph ends the paragraph of the text that is open.
func (r *reader) endParagraph() {
	t := r.texts[len(r.texts)-1]
	spans := t.spans
	t.spans = nil
	p := r.para
	label := strings.TrimSpace(r.label.String())
	r.label.Reset()
	b := r.block(p, label, spans)
	number, _ := strconv.Atoi(strings.Trim(label, "().:"))
	if !p.table {
		t.endTable()
	}
	add := func(b *doc.Block) {
		if p.table {
			t.cell = append(t.cell, b)
		} else {
			t.Append(b)
		}
	}
	switch {
	case office.Empty(b):
	case b.Kind == doc.Numbered && number > 0 && !p.table:
		t.AppendItem(b, number)
	case (b.Kind == doc.Code || b.Kind == doc.Verse) && !p.table && t.goesOn(b):
	default:
		add(b)
	}
	for _, x := range t.images {
		add(x)
	}
	t.images = nil
}

// goesOn adds a line to lines of its kind before it; false if there are none.
func (t *text) goesOn(b *doc.Block) bool {
	n := len(t.Blocks)
	if n == 0 || t.Blocks[n-1].Kind != b.Kind {
		return false
	}
	before := t.Blocks[n-1]
	t.Blocks[n-1] = before.WithSpans(append(append(append([]doc.Span(nil), before.Spans()...), doc.Span{Text: "\n"}), b.Spans()...)...)
	return true
}

// block is a paragraph as what its style and its place make it.
func (r *reader) block(p para, label string, spans []doc.Span) *doc.Block {
	kind, level, name := doc.Paragraph, 0, ""
	if role, ok := office.RoleOf(r.styles[p.style]); ok && !role.Caption && !role.TOC {
		kind, level, name = role.Kind, role.Level, role.Name
	}
	switch {
	case p.outline > 0:
		kind, level = doc.Heading, p.outline
	case p.list && kind == doc.Paragraph, p.list && (kind == doc.Bullet || kind == doc.Numbered):
		kind, level = doc.Bullet, p.level+1
		if isNumber(label) {
			kind = doc.Numbered
		}
	}
	if kind == doc.Heading { // whose look is bold is not bold
		spans = withoutLook(spans)
	}
	spans = office.Lines(spans, kind)
	return doc.NewBlock(kind, level, spans...).WithInfo(doc.Info{Language: name})
}

// withoutLook takes a style from spans that all have it.
func withoutLook(spans []doc.Span) []doc.Span {
	all := doc.Bold | doc.Italic
	for _, s := range spans {
		if s.Atom == nil && strings.TrimSpace(s.Text) != "" {
			all &= s.Style
		}
	}
	for i := range spans {
		if spans[i].Atom == nil {
			spans[i].Style &^= all
		}
	}
	return spans
}

// isNumber reports whether an item's label is a number or a letter.
func isNumber(label string) bool {
	core := strings.Trim(label, "().: \t")
	if core == "" || core == label && len(core) == 1 && core == "o" { // Word's hollow bullet
		return false
	}
	for _, r := range core {
		if !unicode.IsDigit(r) && r != '.' && (!unicode.IsLetter(r) || len(core) > 6) {
			return false
		}
	}
	return true
}

// endCell ends a table's cell.
func (t *text) endCell(align doc.Align, w *office.Warnings) {
	if len(t.row) >= 63 {
		t.cell = nil
		return
	}
	cell, images := office.Cell(len(t.row), align, t.cell, w)
	t.row, t.below, t.cell = append(t.row, cell), append(t.below, images...), nil
}

// endRow ends a table's row.
func (t *text) endRow() {
	for _, c := range t.row {
		t.Append(c)
	}
	t.row = nil
}

// endTable ends a table that is open.
func (t *text) endTable() {
	t.endRow()
	for _, b := range t.cell {
		t.Append(b)
	}
	for _, b := range t.below {
		t.Append(b)
	}
	t.cell, t.below = nil, nil
}

// beginNote begins a note, whose text is in the group.
func (r *reader) beginNote() {
	if r.count++; r.count > maxNotes || len(r.texts) > 1 {
		r.Add("Notes within notes are left out: notes cannot have notes.")
		r.place = nowhere
		return
	}
	outer := r.texts[len(r.texts)-1]
	n := &office.Found{}
	if !outer.numbered { // its mark is what stands raised before it
		if k := len(outer.spans) - 1; k >= 0 && outer.spans[k].Style&doc.Super != 0 && len([]rune(strings.TrimSpace(outer.spans[k].Text))) <= 4 {
			n.Fixed, n.Mark, n.Typed = true, strings.TrimSpace(outer.spans[k].Text), true
			outer.spans = outer.spans[:k]
		}
	}
	outer.numbered = false
	inner := &text{note: n}
	r.texts = append(r.texts, inner)
	r.text = inner
	r.style, r.para, r.hidden, r.field = 0, para{}, false, nil
}

// endNote ends the note that is open and puts its marker.
func (r *reader) endNote() {
	r.endParagraph()
	inner := r.texts[len(r.texts)-1]
	inner.endTable()
	inner.Number()
	r.texts = r.texts[:len(r.texts)-1]
	if len(inner.Blocks) > 0 {
		inner.Blocks[0] = inner.Blocks[0].WithSpans(office.TrimStart(inner.Blocks[0].Spans())...)
	}
	inner.note.Blocks = inner.Blocks
	outer := r.texts[len(r.texts)-1]
	outer.spans = append(outer.spans, r.notes.Marker(inner.note))
}

// close ends what the file leaves open.
func (r *reader) close() {
	r.flush()
	for len(r.texts) > 1 {
		r.endNote()
	}
	r.endParagraph()
	r.texts[0].endTable()
}

// endPicture puts a picture where it stands.
func (r *reader) endPicture() {
	data := r.pict.data
	if len(data) == 0 {
		clean := bytes.Map(func(c rune) rune {
			if c <= ' ' {
				return -1
			}
			return c
		}, r.pict.hex)
		data = make([]byte, len(clean)/2)
		if _, err := hex.Decode(data, clean[:len(data)*2]); err != nil {
			data = nil
		}
	}
	kind := r.pict.kind
	r.pict = picture{}
	if r.hidden || len(data) == 0 && kind == "" {
		return
	}
	p, ok := office.PictureOf(data)
	if !ok || kind == "" {
		r.Add("Pictures that are neither PNG nor JPEG were left out.")
		return
	}
	if r.size += len(data); r.size > maxPicture {
		r.Add("The file has more pictures than can be read: the last ones were left out.")
		return
	}
	part := fmt.Sprintf("media/image%d.%s", len(r.pictures.BySource)+1, p.Ending)
	source := r.pictures.Keep(part, part, data)
	t := r.texts[len(r.texts)-1]
	t.images = append(t.images, doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: source}))
}
