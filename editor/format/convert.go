package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Conversion is an essay in another format.
type Conversion struct {
	Output      []byte
	Certificate Certificate
	Certain     bool     // no pairing of typed notes needs an answer
	Warnings    []string // sentences for the author
}

// Convert reads one format and writes another. Typed notes in plain text
// become real where their pairing is certain, and with accept also where it is
// the best guess; others stay as they are typed.
func Convert(in []byte, from, to Format, o Options, accept bool) (Conversion, error) {
	read, err := from.Read(in)
	if err != nil {
		return Conversion{}, err
	}
	c := Conversion{Certain: true, Warnings: read.Warnings}
	e := read.Essay
	if d := read.Diagnosis; d != nil && d.Found() {
		c.Certain = d.Certain
		e = d.ForFile(accept)
		for _, x := range d.Dropped {
			line, _ := read.Places.Place(x.FromBlock, 0)
			c.Warnings = append(c.Warnings, fmt.Sprintf("Left out from line %d: %s.", line, x.Why))
		}
		for _, q := range d.Questions {
			c.Warnings = append(c.Warnings, fmt.Sprintf("%s %s", q.Ask, strings.Join(q.Choices, " / ")))
		}
		for _, m := range d.Markers {
			line, _ := read.Places.Place(m.Block, m.From)
			c.Warnings = append(c.Warnings, fmt.Sprintf("The marker “%s” in line %d has no note.", m.Label, line))
		}
		for _, n := range d.Notes {
			line, _ := read.Places.Place(n.Block, 0)
			c.Warnings = append(c.Warnings, fmt.Sprintf("The note “%s” in line %d has no marker; it stays in the text.", essay.Excerpt(n.Text, 48), line))
		}
	}
	if n := len(e.Bin()); n > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("Notes without a marker, which are left out: %d.", n))
	}
	var out bytes.Buffer
	if err := to.Write(&out, e, o); err != nil {
		return Conversion{}, err
	}
	c.Output = out.Bytes()
	c.Certificate, err = Certify(to, e, c.Output)
	return c, err
}

// Certificate says what reading an output back has shown.
type Certificate struct {
	Markers, Notes int // found in the output
	Changed        int // blocks and notes whose words are not the essay's, or are not there
}

// String is the line that a conversion closes with.
func (c Certificate) String() string {
	return fmt.Sprintf("%d markers, %d notes, %d changed", c.Markers, c.Notes, c.Changed)
}

// Certify reads an essay's output back and compares it with the essay: the
// words of each block, where its markers stand, and the words of each note.
func Certify(f Format, e *essay.Essay, output []byte) (Certificate, error) {
	back := Import{Essay: essay.New(doc.New())}
	if len(bytes.TrimSpace(output)) > 0 {
		var err error
		if back, err = f.Read(output); err != nil {
			return Certificate{}, fmt.Errorf("what was written cannot be read back: %w", err)
		}
	}
	want, got := visible(e.Body()), visible(back.Essay.Body())
	c := Certificate{Markers: len(back.Essay.Refs()), Notes: len(back.Essay.Numbered()), Changed: differing(want, got)}
	// A format without repeated references gives each marker a note of its own.
	own := len(back.Essay.Numbered()) == len(e.Refs())
	var wanted, found []string
	for _, r := range e.Refs() {
		if r.First || own {
			wanted = append(wanted, noteWords(e, r))
		}
	}
	for _, n := range back.Essay.Numbered() {
		found = append(found, words(n.Text.String()))
	}
	for i := range max(len(wanted), len(found)) {
		if i >= len(wanted) || i >= len(found) || wanted[i] != "" && wanted[i] != found[i] {
			c.Changed++
		}
	}
	return c, nil
}

// noteWords are a note's words, or "" for a further marker, whose note the
// format words itself.
func noteWords(e *essay.Essay, r essay.Ref) string {
	n := e.Note(r.Note)
	if n == nil || !r.First {
		return ""
	}
	return words(n.Text.String())
}

// visible lists the words of the blocks that hold any.
func visible(d *doc.Document) []string {
	var list []string
	for _, b := range d.All() {
		if s := words(b.Text()); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// words is a text with its ordinary blanks made one; no-break spaces count.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r != '\u00a0' && r != '\u202f' && unicode.IsSpace(r)
	}), " ")
}

// differing counts the texts of want that are not in got in their order, and
// those of got that are not in want.
func differing(want, got []string) int {
	for len(want) > 0 && len(got) > 0 && want[0] == got[0] {
		want, got = want[1:], got[1:]
	}
	for len(want) > 0 && len(got) > 0 && want[len(want)-1] == got[len(got)-1] {
		want, got = want[:len(want)-1], got[:len(got)-1]
	}
	same := 0
	for i := range min(len(want), len(got)) {
		if want[i] == got[i] {
			same++
		}
	}
	return max(len(want), len(got)) - same
}
