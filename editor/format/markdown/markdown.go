// Package markdown writes essays as Markdown that the common readers of
// footnotes take alike, and reads Markdown into essays.
//
// What came from a file of Markdown and was not edited leaves with the bytes it
// came with, wherever that says what the essay says; see [doc.Source].
//
// Markdown has no place for everything. Writing anew leaves out empty paragraphs,
// headings, quotes and items, and the notes in the bin; a second marker to a note
// becomes a note that says “See note 1.”; readers number all notes of all
// series in one run and print them at the end, and cross-references become
// these numbers as text; markers within notes are left out, and those within
// code follow it. Reading gives a link whose text is its own
// address as text alone, joins lines, and does not keep the titles of links.
// Whether a blank at the edge of bold, a link and the like belongs to it is not
// kept either way, nor are the blanks and ends of lines in what describes a
// picture.
//
// What Markdown has no sign for is written so that all readers show it alike:
//   - a picture and its caption are one paragraph, parted by a hard break;
//     reading takes the picture's title for its caption if there is no other;
//   - verse is a paragraph whose lines all end in a hard break: of three lines
//     or more, or also the last line ends in two spaces, which shows nowhere. A
//     paragraph that is no verse has its further breaks as <br>;
//   - a numbered list that begins anew takes the other sign after its numbers;
//   - underlined, highlighted and small capital letters are HTML tags.
//
// Absent: files and their encodings, and the look of an exported essay.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// Options say how an essay is written.
type Options struct {
	Profile  Profile
	Pictures func(source string) ([]byte, bool) // finds pictures that are no files; nil finds none
}

// Pictures are the files that the text refers to which [Write] writes with the
// same options: pictures by their names, which are relative to the text's place.
func Pictures(e *essay.Essay, o Options) map[string][]byte {
	files := map[string][]byte{}
	look := func(d *doc.Document) {
		for _, b := range d.All() {
			if b.Kind == doc.Image {
				if p, ok := picture.Find(b.Info.Source, o.Pictures); ok {
					files[p.Name()] = p.Data
				}
			}
		}
	}
	look(e.Body())
	for _, n := range e.Numbered() {
		look(n.Text)
	}
	return files
}

// Write writes an essay with its notes as Markdown in UTF-8. The notes follow
// the text in the order of their markers; the labels of the essay's own series
// are the numbers that readers will print, those of another series begin with
// its name. The warnings are sentences for the author about what Markdown
// cannot say; an error is one of w.
func Write(w io.Writer, e *essay.Essay, o Options) (warnings []string, err error) {
	x := newWriter(e, o)
	if _, err := io.WriteString(w, x.essay(e)); err != nil {
		return nil, fmt.Errorf("the Markdown could not be written: %w", err)
	}
	return x.warnings(e), nil
}

// Shown is the essay as Markdown can hold it: cross-references are the numbers
// that readers will print, as text, and pictures have the names of their files
// or are paragraphs of what they show.
func Shown(e *essay.Essay, o Options) *essay.Essay {
	return runs.Map(e, newWriter(e, o).resolved)
}

func isCrossRef(a doc.Atom) bool { return a.Kind == doc.CrossRef }

// Fragment is a piece of an essay as Markdown, for the clipboard's plain text:
// without a line feed at its end, and with its notes. A piece of one block
// without styles, links and markers is its text alone.
func Fragment(f essay.Fragment) string {
	if len(f.Slice.Blocks) != 1 || f.Slice.Blocks[0].Kind == doc.Image {
		return strings.TrimSuffix(write(f.Essay()), "\n")
	}
	b := f.Slice.Blocks[0]
	text := strings.ReplaceAll(b.Text(), lineSeparator, "\n")
	if plain(b) {
		return text
	}
	// Blanks at the ends of a piece stay blanks; within a document they would
	// have to be written as entities.
	core := strings.Trim(text, blanks)
	if core == "" {
		return text
	}
	lead := len(text) - len(strings.TrimLeft(text, blanks))
	trail := len(text) - len(strings.TrimRight(text, blanks))
	piece := doc.New(doc.NewBlock(doc.Paragraph, 0, b.Slice(doc.Pos(lead), b.Len()-doc.Pos(trail))...))
	return text[:lead] + strings.TrimSuffix(write(essay.New(piece, f.Notes...)), "\n") + text[len(text)-trail:]
}

// lineSeparator is the break of a line within a paragraph.
const lineSeparator = "\u2028"

// blanks are what Markdown strips at the ends of a line. They are one byte
// each.
const blanks = " \t\n"

// plain reports whether a block's text is all there is to it.
func plain(b *doc.Block) bool {
	for _, s := range b.Spans() {
		if s.Atom != nil || s.Style != 0 || s.Link != "" {
			return false
		}
	}
	return true
}
