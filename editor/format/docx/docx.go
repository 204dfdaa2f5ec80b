// Package docx writes essays as Word files in which every note is a note that
// Word numbers, and reads Word files, also those of other writers.
//
// Word has no place for everything. Writing leaves out empty paragraphs but
// between tables, the notes in the bin, and markers within notes; of
// superscript and subscript on the same text it keeps the first; lists end at
// the ninth level; addresses are written with percents. Word numbers one series
// of footnotes and one of endnotes; the notes of others bear fixed marks.
//
// Absent: the look of a page beyond what the styles say, and Word's files from
// before 2007.
package docx

import (
	"fmt"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// Options say how an essay is written.
type Options = office.Options

// Write writes an essay as a Word file. Equal essays give equal bytes. The
// warnings are sentences that say what the file does not hold; an error is one
// of w.
func Write(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
	d := &writer{
		essay: e, options: o, seen: map[*office.Note]bool{},
		plan: office.PlanOf(e), styles: newSheet(e.Language()),
	}
	d.pictures = office.Gallery{Options: o, Warnings: &d.Warnings, Dir: "media/"}
	d.BinWarning(e)
	d.warnNumbers()
	d.count()

	body := d.part()
	body.document()
	notes := [...]*part{office.Footnote: d.part(), office.Endnote: d.part()}
	for class, p := range notes {
		p.notes(office.Class(class))
	}
	if err := archive.Write(w, d.parts(body, notes[:])); err != nil {
		return d.List(), fmt.Errorf("the Word file could not be written: %w", err)
	}
	return d.List(), nil
}

// writer holds what the parts of a file share.
type writer struct {
	office.Warnings
	essay    *essay.Essay
	options  Options
	plan     *office.Plan
	ids      map[*office.Note]int  // of notes within their class
	seen     map[*office.Note]bool // notes whose reference is written
	styles   *sheet
	lists    []list
	pictures office.Gallery
	drawings int
	bookmark int
}

// count gives the notes of each class their identities, from 1; the lower ones
// are those of the lines above notes.
func (d *writer) count() {
	d.ids = make(map[*office.Note]int, len(d.plan.Notes))
	last := map[office.Class]int{}
	for _, n := range d.plan.Notes {
		last[n.Class]++
		d.ids[n] = last[n.Class]
	}
}

// warnNumbers says where Word's own numbers are not the essay's.
func (d *writer) warnNumbers() {
	highest := map[office.Class]int{}
	fixed := map[string]bool{}
	for _, n := range d.plan.Notes {
		if n.Fixed && !fixed[n.Series] {
			fixed[n.Series] = true
			d.Add("Word numbers one series of footnotes and one of endnotes: the notes of the series “%s” keep their present marks as fixed text.", n.Series)
			if d.essay.Scheme().Of(n.Series).Place != d.plan.Series[n.Class].Place && n.Class == office.Endnote {
				d.Add("Word has all endnotes in one place: those of the series “%s” stand with the others.", n.Series)
			}
		}
		if !n.Fixed {
			highest[n.Class] = max(highest[n.Class], n.Number)
		}
	}
	for class := office.Footnote; class <= office.Endnote; class++ {
		s := d.plan.Series[class]
		switch {
		case s.Style == essay.Symbols && highest[class] > 4:
			d.Add("After *, †, ‡ and § Word doubles the signs: from the fifth note on they differ from those on the page.")
		case (s.Style == essay.LowerLetters || s.Style == essay.UpperLetters) && highest[class] > 26:
			d.Add("After z Word counts aa, bb, cc: from the 27th note on the letters differ from those on the page.")
		}
	}
}

// part is an XML part that holds text. It knows which addresses and pictures
// it refers to.
type part struct {
	*writer
	strings.Builder
	relations []relation
	known     map[relation]string
	in        context
}

// context is where in a file text stands.
type context struct {
	plain string // the style of plain paragraphs, "" for the usual one
	note  *office.Note
	mark  bool // the note's mark is due at the start of the next paragraph
}

func (d *writer) part() *part {
	return &part{writer: d, known: map[relation]string{}}
}

func (p *part) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// relation is what a part refers to.
type relation struct {
	kind, target string
	external     bool
}

func (p *part) relate(r relation) string {
	id, ok := p.known[r]
	if !ok {
		p.relations = append(p.relations, r)
		id = fmt.Sprintf("rIdx%d", len(p.relations))
		p.known[r] = id
	}
	return id
}

// document writes the body, in as many sections as the numbering needs.
func (p *part) document() {
	p.add("%s<w:document %s><w:body>", xmlHead, namespaces)
	blocks := office.Shown(p.essay.Body())
	rank, one := p.plan.Rank()
	if !one {
		p.Add("Footnotes and endnotes begin again in different sections: Word has one kind, and begins both at headings down to rank %d.", rank)
	}
	ends := func(i int) bool {
		return i < len(blocks) && i > 0 && blocks[i].Kind == doc.Heading && blocks[i].Level <= rank
	}
	p.blocks(blocks, ends)
	p.WriteString(p.section())
	p.WriteString("</w:body></w:document>")
}

// notes writes the notes of a class.
func (p *part) notes(class office.Class) {
	tag, text := "footnote", "FootnoteText"
	if class == office.Endnote {
		tag, text = "endnote", "EndnoteText"
	}
	p.add("%s<w:%ss %s>", xmlHead, tag, namespaces)
	p.add(`<w:%s w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:%s>`, tag, tag)
	p.add(`<w:%s w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:%s>`, tag, tag)
	for _, n := range p.plan.Notes {
		if n.Class != class {
			continue
		}
		p.in = context{plain: text, note: n, mark: true}
		p.add(`<w:%s w:id="%d">`, tag, p.ids[n])
		blocks := office.Shown(n.Text)
		if len(blocks) == 0 || !takesMark(blocks[0]) { // an empty paragraph in the notes' style
			p.paragraph(doc.NewBlock(doc.Paragraph, 0), "", "")
		}
		p.blocks(blocks, func(int) bool { return false })
		p.add("</w:%s>", tag)
	}
	p.add("</w:%ss>", tag)
}

// takesMark reports whether a note's mark can stand at the start of a block.
func takesMark(b *doc.Block) bool {
	switch b.Kind {
	case doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Numbered, doc.Task:
		return true
	}
	return false
}
