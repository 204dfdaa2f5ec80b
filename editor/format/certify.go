package format

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	wordprocessors "github.com/ibid-editor/ibid/editor/format/office"
)

// Certificate says what reading an output back has shown.
type Certificate struct {
	Markers, Notes int // found in the output
	Changed        int // blocks and notes whose words, markers or links are not the essay's, or are not there
}

// String is the line that a conversion closes with.
func (c Certificate) String() string {
	return fmt.Sprintf("%d markers, %d notes, %d changed", c.Markers, c.Notes, c.Changed)
}

// Certify reads an essay's output back and compares it with the essay: the
// words of each block, its links and pictures, what is done, where its markers
// stand and which notes its cross-references name, and the same in each note.
func Certify(f Format, e *essay.Essay, o Options, output []byte) (Certificate, error) {
	back, err := f.readBack(output)
	if err != nil {
		return Certificate{}, err
	}
	return f.compare(e, o, back), nil
}

// compare compares an essay with what reading its output back gave.
func (f Format) compare(e *essay.Essay, o Options, back *essay.Essay) Certificate {
	if f.shown != nil {
		e = f.shown(e, o)
	}
	want, got := contents(e, e.Body()), contents(back, back.Body())
	c := Certificate{Markers: len(back.Refs()), Notes: len(back.Numbered())}
	if f.loose {
		c.Changed = astray(want, got)
	} else {
		c.Changed = differing(want, got)
	}
	// A format without repeated references gives each marker a note of its own.
	own := c.Notes == len(e.Refs())
	var wanted, found []string
	for _, r := range e.Refs() {
		switch n := e.Note(r.Note); {
		case r.First && n != nil:
			wanted = append(wanted, strings.Join(contents(e, n.Text), " "))
		case r.First || own:
			wanted = append(wanted, "") // the format words it
		}
	}
	for _, n := range back.Numbered() {
		found = append(found, strings.Join(contents(back, n.Text), " "))
	}
	for i := range max(len(wanted), len(found)) {
		if i >= len(wanted) || i >= len(found) || wanted[i] != "" && wanted[i] != found[i] {
			c.Changed++
		}
	}
	return c
}

// readBack reads what was written. In plain text all notes are typed; the best
// guess at their pairing is what a reader of it can have.
func (f Format) readBack(output []byte) (*essay.Essay, error) {
	if len(bytes.TrimSpace(output)) == 0 {
		return essay.New(doc.New()), nil
	}
	back, err := f.written(output)
	if err != nil {
		return nil, fmt.Errorf("what was written cannot be read back: %w", err)
	}
	return back.Repaired(true), nil
}

// contents lists what the blocks hold that hold any: their words, with the
// markers among them, their cross-references and their links.
func contents(e *essay.Essay, d *doc.Document) []string {
	var list []string
	for _, b := range d.All() {
		if s := content(e, b); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func content(e *essay.Essay, b *doc.Block) string {
	text := sign(b) + words(b.Text())
	var s strings.Builder
	var last string // the link before
	for _, sp := range b.Spans() {
		switch {
		case sp.IsMarker():
		case sp.Atom != nil:
			r, _ := e.Ref(essay.NoteID(sp.Atom.ID))
			fmt.Fprintf(&s, " #%d", r.Order)
		case sp.Link != last && strings.TrimSpace(sp.Text) != "":
			if last = sp.Link; last != "" && !ownAddress(sp) {
				s.WriteString(" <" + cmp.Or(wordprocessors.Link(last), last) + ">")
			}
		}
	}
	return text + s.String()
}

// sign is what a block says beside its words: whether it is done, and which
// picture it is.
func sign(b *doc.Block) string {
	switch {
	case b.Kind == doc.Task && b.Info.Done:
		return "[x] "
	case b.Kind == doc.Image:
		return "![" + words(b.Info.Alt) + "](" + b.Info.Source + ") "
	}
	return ""
}

// ownAddress reports whether a link leads to what its text says, which formats
// give as text alone.
func ownAddress(s doc.Span) bool {
	text := strings.TrimSpace(s.Text)
	return text == s.Link || "mailto:"+text == s.Link
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

// maxAstray bounds how far behind its place a text is looked for, in bytes, so
// that comparing stays linear.
const maxAstray = 64 << 10

// astray counts the texts of want whose words do not follow each other in got,
// wherever the paragraphs of got end, and what else stands in got.
func astray(want, got []string) int {
	n, missed := 0, false // what stands in the place of a text that is missed is counted with it
	rest := " " + strings.Join(strings.Fields(strings.Join(got, " ")), " ") + " "
	for _, w := range want {
		w = " " + strings.Join(strings.Fields(w), " ") + " "
		at := strings.Index(rest[:min(len(rest), len(w)+maxAstray)], w)
		if at < 0 || at > 0 && !missed {
			n++
		}
		if missed = at < 0; !missed {
			rest = rest[at+len(w)-1:]
		}
	}
	if !missed && strings.TrimSpace(rest) != "" {
		n++
	}
	return n
}
