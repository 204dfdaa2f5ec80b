package citing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Flat is an essay whose citations and bibliographies are text as they are
// printed, for formats that know neither. Where the style cites in notes, a
// citation in running text is a note then, behind the punctuation mark that
// follows; where it cites in the text, it stands before it.
func (p *Printed) Flat(e *essay.Essay) *essay.Essay {
	f := flattener{printed: p, essay: e}
	var notes []*essay.Note
	for n := range e.Notes() {
		if text := f.text(n.Text, false); text != n.Text {
			own := *n
			own.Text = text
			notes = append(notes, &own)
		}
	}
	body := f.text(e.Body(), true)
	if body == e.Body() && len(notes) == 0 {
		return e
	}
	return e.WithNotes(append(notes, f.notes...)...).WithBody(body)
}

type flattener struct {
	printed *Printed
	essay   *essay.Essay
	notes   []*essay.Note // that citations became
}

func (f *flattener) text(d *doc.Document, body bool) *doc.Document {
	if !slices.ContainsFunc(d.Atoms(), func(a doc.Atom) bool { return a.Kind == doc.Citation || a.Kind == doc.Bibliography }) {
		return d
	}
	blocks := make([]*doc.Block, 0, d.Blocks())
	for b := range d.Each() {
		if b.Atoms() == 0 {
			blocks = append(blocks, b)
			continue
		}
		blocks = append(blocks, f.block(b, body)...)
	}
	return doc.New(blocks...)
}

// block makes text of what a block cites; a bibliography in it parts it.
func (f *flattener) block(b *doc.Block, body bool) []*doc.Block {
	var blocks []*doc.Block
	var spans []doc.Span
	rest := slices.Clone(b.Spans())
	end := func() {
		if len(spans) > 0 {
			blocks = append(blocks, b.WithSpans(spans...))
		}
		spans = nil
	}
	for len(rest) > 0 {
		sp := rest[0]
		rest = rest[1:]
		switch {
		case sp.Atom != nil && sp.Atom.Kind == doc.Bibliography:
			end()
			for _, entry := range f.printed.Bibliography(essay.ListID(sp.Atom.ID)) {
				blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, entry.Line()...))
			}
		case !sp.IsCitation():
			spans = append(spans, sp)
		case body:
			spans, rest = f.cite(spans, cite.ID(sp.Atom.ID), rest)
		default:
			spans = append(spans, styled(f.printed.Spans(f.essay, cite.ID(sp.Atom.ID)), sp.Style)...)
		}
	}
	end()
	if len(blocks) == 0 {
		return []*doc.Block{b.WithSpans()}
	}
	return blocks
}

// cite puts a citation of the body between what stands before it and behind.
func (f *flattener) cite(before []doc.Span, id cite.ID, behind []doc.Span) (now, rest []doc.Span) {
	text := f.printed.Spans(f.essay, id)
	note := essay.NoteID(id)
	if !f.essay.IsCitation(note) {
		var stops doc.Span
		if len(behind) == 0 || behind[0].Atom != nil || !beginsWithStop(behind[0].Text) {
			before, stops = cutStops(before)
		}
		if !endsOpen(before) {
			before = append(before, doc.Span{Text: " "})
		}
		before = append(before, text...)
		if stops.Text != "" {
			before = append(before, stops)
		}
		return before, behind
	}
	f.notes = append(f.notes, &essay.Note{ID: note, Text: doc.New(doc.NewBlock(doc.Paragraph, 0, text...))})
	if names := f.printed.Authors(id); len(names) > 0 {
		before = append(before, names...)
	} else {
		before = trimRight(before)
	}
	if stops, after := cutStop(behind, f.essay.Language()); stops.Text != "" {
		before, behind = append(before, stops), after
	}
	return append(before, essay.MarkerOf(note)), behind
}

const stops = ".,;:!?…"

func beginsWithStop(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(stops, r) && s != ""
}

// cutStops takes the punctuation marks away that a text ends with.
func cutStops(spans []doc.Span) ([]doc.Span, doc.Span) {
	if len(spans) == 0 || spans[len(spans)-1].Atom != nil {
		return spans, doc.Span{}
	}
	last := spans[len(spans)-1]
	kept := strings.TrimRight(last.Text, ".,;:")
	if kept == last.Text || kept == "" {
		return spans, doc.Span{}
	}
	mark := last
	mark.Text = last.Text[len(kept):]
	last.Text = kept
	return append(spans[:len(spans)-1:len(spans)-1], last), mark
}

// endsOpen reports whether a citation may follow a text without a space.
func endsOpen(spans []doc.Span) bool {
	if len(spans) == 0 {
		return true
	}
	last := spans[len(spans)-1]
	if last.Atom != nil {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(last.Text)
	return unicode.IsSpace(r) || strings.ContainsRune("([{“‘«„–—/", r)
}

func trimRight(spans []doc.Span) []doc.Span {
	if len(spans) == 0 || spans[len(spans)-1].Atom != nil {
		return spans
	}
	last := spans[len(spans)-1]
	last.Text = strings.TrimRight(last.Text, " \u00a0")
	return append(spans[:len(spans)-1:len(spans)-1], last)
}

// cutStop takes the punctuation marks, and the quotation marks that close
// behind them, that a text begins with. French puts markers before them.
func cutStop(spans []doc.Span, language string) (doc.Span, []doc.Span) {
	if tag, _, _ := strings.Cut(strings.ToLower(language), "-"); tag == "fr" || len(spans) == 0 || !beginsWithStop(spans[0].Text) {
		return doc.Span{}, spans
	}
	first := spans[0]
	kept := strings.TrimLeft(first.Text, stops)
	kept = strings.TrimLeft(kept, "”’»")
	mark := first
	mark.Text = first.Text[:len(first.Text)-len(kept)]
	first.Text = kept
	return mark, append([]doc.Span{first}, spans[1:]...)
}

// styled adds the style of what stands around a citation.
func styled(spans []doc.Span, style doc.Style) []doc.Span {
	if style == 0 {
		return spans
	}
	own := slices.Clone(spans)
	for i := range own {
		own[i].Style |= style
	}
	return own
}
