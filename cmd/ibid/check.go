package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// check prints what the checks on notes find.
func check(c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	from := c.flags.String("from", "", "")
	operands, err := c.operands(1)
	if err != nil {
		return err
	}
	in, err := c.input(operands[0], *from)
	if err != nil {
		return err
	}
	e, d := in.Essay, in.Diagnosis
	if d != nil && d.Found() {
		e = d.Essay()
		for n := range in.Essay.Notes() {
			e = e.WithNote(n)
		}
		c.certain = d.Certain
	} else {
		d = nil
	}
	list := findings(e, places{in, d, e})
	if *asJSON {
		enc := json.NewEncoder(c.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(list)
	}
	if len(list) == 0 {
		_, err = fmt.Fprintf(c.out, "%d notes, nothing found.\n", len(e.Numbered()))
		return err
	}
	for _, f := range list {
		if err := f.write(c.out); err != nil {
			return err
		}
	}
	return nil
}

// finding is a finding as `ibid check --json` writes it, in a list that is empty
// when nothing is found:
//
//	[{"check": "quotes", "severity": "warning", "note": "2", "number": 2,
//	  "says": "Note 2 has a quotation mark ” without its partner.", "text": "”",
//	  "place": {"in": "note", "line": 34, "column": 58}, "mend": "…"}]
//
// The checks and severities are those of [essay.Checks]. The note is its number
// as the essay writes it, and "" with the number 0 for a note without a marker.
// The text is what stands at the place, a marker left out. There is no mend
// where none is sure to be right.
type finding struct {
	Check    string         `json:"check"`
	Severity essay.Severity `json:"severity"`
	Note     string         `json:"note"`
	Number   int            `json:"number"`
	Says     string         `json:"says"`
	Text     string         `json:"text"`
	Place    place          `json:"place"`
	Mend     string         `json:"mend,omitempty"`
}

// place is where a finding starts: the line and the column of the input, in
// characters and both from 1, where they are known; else the block of the body
// or of the note, counted from 1, and how many characters and markers of it
// stand before.
type place struct {
	In     string   `json:"in"` // "body" or "note"
	Line   int      `json:"line,omitempty"`
	Column int      `json:"column,omitempty"`
	Block  int      `json:"block,omitempty"`
	Offset *doc.Pos `json:"offset,omitempty"`
}

func findings(e *essay.Essay, at places) []finding {
	list := []finding{}
	for _, f := range essay.Check(e) {
		x := finding{
			Check: f.Check, Severity: f.Severity, Note: f.Label, Number: f.Number, Says: f.Says,
			Text:  strings.ReplaceAll(e.Text(f.In).Text(f.From, f.To), string(doc.AtomRune), ""),
			Place: at.of(f.In, f.From),
		}
		if f.Mend != nil {
			x.Mend = f.Mend.Label
		}
		list = append(list, x)
	}
	return list
}

// write writes a finding as a line.
func (f finding) write(w io.Writer) error {
	where := ""
	if f.Place.Line > 0 {
		where = fmt.Sprintf("line %d, column %d: ", f.Place.Line, f.Place.Column)
	}
	_, err := fmt.Fprintf(w, "%s%s [%s]\n", where, oneLine(f.Says), f.Check)
	return err
}

// places knows where in the input the essay's text stood.
type places struct {
	in        format.Import
	diagnosis *doctor.Diagnosis // by which typed notes became real, or nil
	essay     *essay.Essay
}

// of is the place of a position in a note's text, or in the body for "".
func (p places) of(in essay.NoteID, at doc.Pos) place {
	block, off := p.essay.Text(in).Find(at)
	where := place{In: "body", Block: block + 1, Offset: &off}
	if in != "" {
		where.In = "note"
	}
	source, off, ok := block, off, in == ""
	if p.diagnosis != nil {
		source, off, ok = p.typed(in, block, off)
	}
	if !ok {
		return where
	}
	if line, column := p.in.Places.Place(source, off); line > 0 {
		return place{In: where.In, Line: line, Column: column}
	}
	return where
}

// typed is where in the input's blocks a place stood before the doctor made the
// typed notes real.
func (p places) typed(in essay.NoteID, block int, off doc.Pos) (int, doc.Pos, bool) {
	own := p.essay.Text(in).Block(block)
	if in == "" {
		return p.typedBody(own, p.essay.Body().AtomsBefore(p.essay.Body().Start(block)), off)
	}
	r, ok := p.essay.Ref(in)
	if !ok || r.Order > len(p.diagnosis.Pairs) {
		return 0, 0, false
	}
	for _, pair := range p.diagnosis.Pairs {
		if pair.Number != r.Order {
			continue
		}
		source := pair.Note.Block + block + pair.Note.Blocks - p.essay.Text(in).Blocks()
		text := p.in.Essay.Body().Block(source).Text()
		before, _, found := strings.Cut(text, own.Text())
		return source, off + doc.Pos(len([]rune(before))), found
	}
	return 0, 0, false
}

// typedBody is where a place in a block of the body stood, of whose markers the
// first is the n-th of the essay.
func (p places) typedBody(own *doc.Block, n int, off doc.Pos) (int, doc.Pos, bool) {
	pairs := p.diagnosis.Pairs
	if own.Atoms() == 0 || n+own.Atoms() > len(pairs) {
		return 0, 0, false
	}
	source, shift := pairs[n].Marker.Block, doc.Pos(0)
	var at doc.Pos
	for _, s := range own.Spans() {
		if s.Atom != nil {
			m := pairs[n].Marker
			n++
			if at == off {
				return source, m.From, true
			}
			if at > off {
				break
			}
			shift = m.To - at - 1
		}
		at += s.Len()
	}
	return source, off + shift, true
}
