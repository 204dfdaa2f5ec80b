// Package text reads plain text: bytes of any usual encoding into a string,
// and lines into paragraphs; and it writes essays as such text, with their
// notes typed.
//
// Absent: notes in what is read. A typed “[1]” stays text; what it means is for
// [github.com/ibid-editor/ibid/editor/doctor] to find out.
package text

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// Places says where in the text the blocks of a document stood.
type Places struct {
	places []place
	first  []int // of each block, its first place
}

// place is where a line's text starts, in its block and in the source.
type place struct {
	off          doc.Pos
	line, column int
}

// Place is the line and the column, in characters and both from 1, of an
// offset in a block; 0, 0 if there is no such block.
func (p Places) Place(block int, off doc.Pos) (line, column int) {
	if block < 0 || block >= len(p.first) {
		return 0, 0
	}
	own := p.places[p.first[block]:]
	if block+1 < len(p.first) {
		own = p.places[p.first[block]:p.first[block+1]]
	}
	i := max(sort.Search(len(own), func(i int) bool { return own[i].off > off })-1, 0)
	return own[i].line, own[i].column + int(off-own[i].off)
}

// Read makes a document of text with line feeds as ends of lines. Blank lines
// part paragraphs. Lines that were broken to fit a width are joined with a
// space; other lines are paragraphs of their own. A line that starts with the
// label of a note starts a paragraph where such lines follow each other by
// number. A first line that reads like a title becomes a heading. Blanks at
// the ends of lines are left out; no-break spaces are no blanks.
func Read(s string) (*doc.Document, Places) {
	groups := groupLines(s)
	var pieces [][]line
	for _, g := range groups {
		pieces = append(pieces, cut(g)...)
	}
	width := wrapWidth(pieces)
	var r reader
	for _, p := range pieces {
		for _, lines := range paragraphs(p, width, len(groups) == 1) {
			r.add(lines)
		}
	}
	if len(groups) > 1 && len(groups[0]) == 1 && typed.Title(groups[0][0].text) && followed(r.blocks[1:]) {
		r.blocks[0] = r.blocks[0].As(doc.Heading, 1)
	}
	return doc.New(r.blocks...), r.places
}

// followed reports whether one of the first blocks reads like prose, so that
// what stands before them can be their title.
func followed(blocks []*doc.Block) bool {
	for _, b := range blocks[:min(len(blocks), 6)] {
		if b.Len() >= 40 {
			return true
		}
	}
	return false
}

// reader gathers blocks and their places.
type reader struct {
	blocks []*doc.Block
	places Places
}

// add makes one paragraph of lines.
func (r *reader) add(lines []line) {
	r.places.first = append(r.places.first, len(r.places.places))
	var s strings.Builder
	var off doc.Pos
	for i, l := range lines {
		if i > 0 {
			s.WriteByte(' ')
			off++
		}
		r.places.places = append(r.places.places, place{off, l.no, l.column})
		s.WriteString(l.text)
		off += doc.Pos(l.size)
	}
	r.blocks = append(r.blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: s.String()}))
}

// line is a line without the blanks around it.
type line struct {
	text   string
	size   int // in characters
	no     int // counted from 1
	column int // of the first character that is no blank, from 1
}

const blanks = " \t\f\v"

// groupLines gathers the lines between blank lines. There is at least one
// group; of a text of only blanks it is one empty line.
func groupLines(s string) [][]line {
	var groups [][]line
	var group []line
	no := 0
	for t := range strings.Lines(s) {
		no++
		t = strings.TrimRight(t, blanks+"\n")
		cut := strings.TrimLeft(t, blanks)
		if strings.TrimFunc(cut, unicode.IsSpace) == "" {
			if group != nil {
				groups, group = append(groups, group), nil
			}
			continue
		}
		group = append(group, line{cut, utf8.RuneCountInString(cut), no, len(t) - len(cut) + 1})
	}
	if group != nil {
		groups = append(groups, group)
	}
	if groups == nil {
		groups = [][]line{{{no: 1, column: 1}}}
	}
	return groups
}
