// Package rtf reads files in the Rich Text Format: their text, its structure and
// styles, footnotes and endnotes as notes, tables, links and pictures.
//
// Absent: writing them; headers, comments, drawings, and what was deleted while
// changes were recorded.
package rtf

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// Limits of a file.
const (
	maxDepth   = 500
	maxPicture = 64 << 20 // bytes of all pictures
	maxNotes   = 100_000
)

// Errors of files. Each is a sentence for the author.
var (
	errNotRTF = errors.New("the file is no RTF: it does not begin as such files do")
	errDeep   = errors.New("the file has groups nested far deeper than any document has: it was not read")
)

// Read reads a file. Notes get the identities n1, n2… in the order of their
// markers. The pictures are given by the sources under which the essay has
// them. The warnings are sentences for the author.
func Read(b []byte) (*essay.Essay, map[string][]byte, []string, error) {
	if !bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n\ufeff"), []byte(`{\rtf`)) {
		return nil, nil, nil, errNotRTF
	}
	r := &reader{scanner: scanner{b: b}, page: 1252, fonts: map[int]font{}, styles: map[int]string{}, texts: []*text{{}}}
	r.skip = 1
	if err := r.read(); err != nil {
		return nil, nil, nil, err
	}
	r.close()
	w := &r.Warnings
	body := r.texts[0]
	body.Number()
	e := r.notes.Essay(body.Blocks, r.series, w)
	if tag := languages[r.language]; tag != "" {
		e = e.WithLanguage(tag)
	}
	return e, r.pictures.BySource, w.List(), nil
}

// font is an entry of the table of fonts.
type font struct {
	charset int
	given   bool
	mono    bool
	symbol  bool
}

// place is what a group's text belongs to.
type place int

const (
	inText place = iota
	nowhere
	inFonts
	inStyles
	inLabel // of an item
	inPicture
	inAddress // of a field
)

// state is what holds within a group.
type state struct {
	place  place
	style  doc.Style
	font   int
	skip   int // characters after one in Unicode that stand for it in other encodings
	hidden bool
	para   para
	star   bool  // the group begins with \*
	field  *link // the field that the group is in
	text   *text // that begins with the group; nil if it goes on
}

// link is a field that leads somewhere.
type link struct {
	address string
	shown   bool // its text is part of the text
}

// para is what holds for a paragraph.
type para struct {
	style   int
	outline int // the rank of a heading; 0 for none
	list    bool
	level   int
	table   bool
	align   doc.Align
}

type reader struct {
	scanner
	office.Warnings
	state
	stack    []state
	page     int // the code page of the file
	language int
	fonts    map[int]font
	base     int // the font where none is named
	entry    int // of the table that is being read
	styles   map[int]string
	texts    []*text // the body, and the notes that are open
	notes    office.Notes
	count    int // of notes
	pictures office.Pictures
	size     int
	raw      []byte // text that is not decoded yet
	high     rune   // the first half of a character
	pass     int    // characters that stand for one in Unicode
	label    strings.Builder
	pict     picture
	foot     essay.Series
	end      essay.Series
}

type picture struct {
	kind string
	hex  []byte
	data []byte
}

func (r *reader) read() error {
	for t, ok := r.next(); ok; t, ok = r.next() {
		if t.kind != 't' && t.kind != 'x' {
			r.flush()
		}
		switch t.kind {
		case '{':
			if len(r.stack) >= maxDepth {
				return errDeep
			}
			r.stack = append(r.stack, r.state)
			r.star, r.text = false, nil
		case '}':
			if len(r.stack) == 0 {
				return nil // what follows the document
			}
			r.endGroup()
			if len(r.stack) == 0 {
				return nil
			}
		case 'w':
			r.word(t)
		case 's':
			r.sign(t.name)
		case 'x', 't':
			r.bytes(t.data)
		case 'b':
			if r.place == inPicture {
				r.pict.data = append(r.pict.data, t.data...)
			}
		}
	}
	return nil
}

// endGroup ends a group and what begins with it.
func (r *reader) endGroup() {
	ended := r.state
	r.pass = 0
	if ended.place == inPicture && r.stack[len(r.stack)-1].place != inPicture {
		r.endPicture()
	}
	if ended.text != nil {
		r.endNote()
	}
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
}

// bytes takes text in the encoding of its font.
func (r *reader) bytes(b []byte) {
	if r.pass > 0 {
		n := min(r.pass, len(b))
		r.pass -= n
		b = b[n:]
	}
	if len(b) == 0 {
		return
	}
	if r.place == inPicture {
		r.pict.hex = append(r.pict.hex, b...)
		return
	}
	r.raw = append(r.raw, b...)
}

// flush decodes the text that was taken.
func (r *reader) flush() {
	if len(r.raw) == 0 {
		return
	}
	raw := r.raw
	r.raw = r.raw[:0]
	f := r.fonts[r.font]
	page := r.page
	if p, ok := charsets[f.charset]; ok && f.given {
		page = p
	}
	r.add(decode(raw, page))
}

// add adds text to where it belongs.
func (r *reader) add(s string) {
	switch r.place {
	case nowhere, inPicture:
	case inFonts:
		f := r.fonts[r.entry]
		name := strings.TrimSuffix(strings.TrimSpace(s), ";")
		f.mono = f.mono || office.Monospaced(name)
		f.symbol = f.symbol || strings.EqualFold(name, "symbol") || strings.HasPrefix(strings.ToLower(name), "wingdings")
		r.fonts[r.entry] = f
	case inStyles:
		r.styles[r.entry] = strings.TrimSpace(r.styles[r.entry] + strings.TrimSuffix(s, ";"))
	case inLabel:
		if r.label.Len() < 100 {
			r.label.WriteString(s)
		}
	case inAddress:
		if r.field != nil && len(r.field.address) < 1<<16 {
			r.field.address += s
		}
	default:
		r.span(s)
	}
}

// span adds text to the paragraph.
func (r *reader) span(s string) {
	if r.hidden || s == "" {
		return
	}
	style := r.style
	if r.fonts[r.font].mono {
		style |= doc.Mono
	}
	link := ""
	if r.field != nil {
		link = addressOf(r.field.address)
	}
	if link != "" {
		style &^= doc.Underline // as links are shown
	}
	t := r.texts[len(r.texts)-1]
	t.spans = append(t.spans, doc.Span{Text: s, Style: style, Link: link})
}

// addressOf is where a field leads that tells it as fields do.
func addressOf(field string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(field), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `\l`) { // a place in the file
		return ""
	}
	if inner, ok := strings.CutPrefix(rest, `"`); ok {
		rest, _, _ = strings.Cut(inner, `"`)
	} else {
		rest, _, _ = strings.Cut(rest, " ")
	}
	return office.Link(rest)
}

// rune16 adds a character in Unicode, of which there may be two halves.
func (r *reader) rune16(v int) {
	u := rune(v & 0xFFFF)
	r.pass = r.skip
	switch {
	case utf16.IsSurrogate(u) && u < 0xDC00:
		r.high = u
		return
	case utf16.IsSurrogate(u):
		u = utf16.DecodeRune(r.high, u)
	case r.fonts[r.font].symbol && u >= 0xF000 && u <= 0xF0FF:
		u = '•'
	}
	r.high = 0
	r.add(string(u))
}
