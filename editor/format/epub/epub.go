// Package epub writes essays as e-books (EPUB 3.3) in which a note opens where
// its marker stands, and leads back to it; and it reads the text, the structure
// and the notes of e-books, also those of other writers.
//
// A book has a file for each chapter that a heading of rank 1 or 2 begins; the
// notes of a chapter stand at the end of its file, those of the essay's end in
// a file of their own. Left out are empty paragraphs but between tables, the
// notes in the bin, markers within notes, and pictures that are not at hand.
//
// Absent: HTML as such, which the package html reads; scripts, sound, and
// books that are locked.
package epub

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
)

// Options say how an essay is written. Without a time the book bears the first
// day of 2000, because the format asks for one.
type Options struct {
	Picture   func(source string) ([]byte, bool) // the bytes of a picture; nil has none
	Author    string
	Time      time.Time
	Lang      string // the language's tag; "" is the essay's
	Coverless bool   // without a cover
}

// Write writes an essay as an e-book. Equal essays give equal bytes. The
// warnings are sentences that say what the book does not hold; an error is one
// of w.
func Write(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
	b := &book{essay: e, options: o, plan: office.PlanOf(e), file: map[*office.Note]int{}, home: map[*office.Note]int{}, markers: map[*office.Note]int{}}
	parts := split(office.Shown(e.Body()))
	ends := b.place(parts)
	for i, blocks := range parts {
		b.files = append(b.files, b.chapter(i, blocks))
	}
	if ends {
		b.files = append(b.files, b.endnotes(len(parts)))
	}
	if err := archive.Write(w, b.parts()); err != nil {
		return b.List(), fmt.Errorf("the e-book could not be written: %w", err)
	}
	return b.List(), nil
}

// book is an e-book while it is written.
type book struct {
	office.Warnings
	essay    *essay.Essay
	options  Options
	plan     *office.Plan
	pictures []picture.Picture
	files    []string // the bodies of the files
	headings []heading
	file     map[*office.Note]int // in which a note stands
	home     map[*office.Note]int // the file of its first marker
	markers  map[*office.Note]int // written so far
}

// heading is one as the navigation shows it.
type heading struct {
	rank, file int
	id, text   string
}

// split parts blocks at headings of rank 1 and 2, but not where only headings
// stand before: a title and the first heading stay together.
func split(blocks []*doc.Block) [][]*doc.Block {
	parts := [][]*doc.Block{nil}
	text := false // in the part
	for _, b := range blocks {
		if b.Kind != doc.Heading {
			text = true
		} else if b.Level <= 2 && text {
			parts, text = append(parts, nil), false
		}
		n := len(parts) - 1
		parts[n] = append(parts[n], b)
	}
	return parts
}

// place finds the file of each note; it reports whether there are notes of the
// essay's end, which have a file of their own after the parts.
func (b *book) place(parts [][]*doc.Block) (ends bool) {
	for file, blocks := range parts {
		for _, x := range blocks {
			for _, s := range x.Spans() {
				if !s.IsMarker() {
					continue
				}
				if n := b.plan.Of(s.Atom.ID); n != nil {
					if _, known := b.home[n]; !known {
						b.home[n], b.file[n] = file, file
					}
				}
			}
		}
	}
	for _, n := range b.plan.Notes {
		if b.essay.Scheme().Of(n.Series).Place == essay.EssayEnd {
			b.file[n], ends = len(parts), true
		}
	}
	return ends
}

func fileName(i int) string { return fmt.Sprintf("part%d.xhtml", i+1) }

func noteID(n *office.Note) string { return fmt.Sprintf("fn-n%d", n.Order) }

// markerID is the place of a note's k-th marker, counted from 1.
func markerID(n *office.Note, k int) string {
	if k < 2 {
		return fmt.Sprintf("fnref-n%d", n.Order)
	}
	return fmt.Sprintf("fnref-n%d-%d", n.Order, k)
}

// address is where a place in a file is, seen from another file.
func address(from, file int, id string) string {
	if from == file {
		return "#" + id
	}
	return fileName(file) + "#" + id
}

// page is a file's body while it is written.
type page struct {
	*book
	strings.Builder
	index int
	note  *office.Note // whose text is being written
	mark  bool         // its mark is due at the start of the next paragraph
}

func (p *page) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// chapter writes a part with its notes.
func (b *book) chapter(index int, blocks []*doc.Block) string {
	p := &page{book: b, index: index}
	p.blocks(blocks)
	if notes := b.notesOf(index); len(notes) > 0 {
		p.WriteString("<hr class=\"notes\"/>\n")
		p.notes(notes)
	}
	return p.String()
}

// endnotes writes the notes of the essay's end, a list for each series.
func (b *book) endnotes(index int) string {
	p := &page{book: b, index: index}
	p.WriteString("<section epub:type=\"endnotes\" role=\"doc-endnotes\">\n")
	var series []string
	of := map[string][]*office.Note{}
	for _, n := range b.notesOf(index) {
		if of[n.Series] == nil {
			series = append(series, n.Series)
		}
		of[n.Series] = append(of[n.Series], n)
	}
	for _, name := range series {
		title := notelist.List{Series: essay.Series{Name: name}}.Title(cmp.Or(b.options.Lang, b.essay.Language()))
		id := fmt.Sprintf("h%d", len(b.headings)+1)
		b.headings = append(b.headings, heading{2, index, id, title})
		p.add("<h2 id=\"%s\">%s</h2>\n", id, archive.Escape(title))
		p.notes(of[name])
	}
	p.WriteString("</section>\n")
	return p.String()
}

// notesOf lists the notes that stand in a file.
func (b *book) notesOf(index int) []*office.Note {
	var notes []*office.Note
	for _, n := range b.plan.Notes {
		if b.file[n] == index {
			notes = append(notes, n)
		}
	}
	return notes
}

func (p *page) notes(notes []*office.Note) {
	for _, n := range notes {
		p.add("<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"%s\">\n", noteID(n))
		p.note, p.mark = n, true
		text := office.Shown(n.Text)
		if len(text) == 0 || text[0].Kind != doc.Paragraph {
			p.paragraph(doc.NewBlock(doc.Paragraph, 0), "")
		}
		p.blocks(text)
		p.note = nil
		p.WriteString("</aside>\n")
	}
}
