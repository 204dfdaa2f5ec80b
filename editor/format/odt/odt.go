// Package odt writes essays as OpenDocument texts in which every note is a note
// that the word processor numbers, and reads OpenDocument texts, also those of
// other writers.
//
// OpenDocument has no place for everything. Writing leaves out empty paragraphs
// but between tables, the notes in the bin, and markers within notes; of
// superscript and subscript on the same text it keeps the first; lists end at
// the tenth level; addresses are written with percents; endnotes stand at the
// end of the text. One series of footnotes and one of endnotes is numbered; the
// notes of others bear fixed marks, and so do those whose numbers are signs or
// begin again at headings below the first rank.
//
// Absent: the look of a page beyond what the styles say.
package odt

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

// Write writes an essay as an OpenDocument text. Equal essays give equal bytes.
// The warnings are sentences that say what the file does not hold; an error is
// one of w.
func Write(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
	d := &writer{essay: e, options: o, plan: office.PlanOf(e), seen: map[*office.Note]bool{}, sheet: sheet{deepest: 1}}
	d.pictures = office.Gallery{Options: o, Warnings: &d.Warnings, Dir: "Pictures/"}
	d.BinWarning(e)
	d.fix()
	d.blocks(office.Shown(e.Body()))
	if err := archive.Write(w, d.parts()); err != nil {
		return d.List(), fmt.Errorf("the OpenDocument file could not be written: %w", err)
	}
	return d.List(), nil
}

// writer writes the text into its builder, and learns which styles it needs.
type writer struct {
	office.Warnings
	strings.Builder
	essay    *essay.Essay
	options  Options
	plan     *office.Plan
	seen     map[*office.Note]bool // notes that are written
	note     *office.Note          // whose text is being written
	sheet    sheet
	pictures office.Gallery
	frames   int
}

func (d *writer) add(format string, args ...any) { fmt.Fprintf(d, format, args...) }

// fix gives fixed marks to the notes that OpenDocument cannot number as the
// essay does.
func (d *writer) fix() {
	for class := office.Footnote; class <= office.Endnote; class++ {
		s, used := d.plan.Series[class]
		if !used {
			continue
		}
		if s.Place == essay.SectionEnd {
			d.Add("OpenDocument has endnotes at the end of the text alone: those of sections stand there.")
		}
		signs, again := s.Style == essay.Symbols, s.Restart && s.Rank() > 1
		switch {
		case signs:
			d.Add("OpenDocument numbers no notes with signs: they keep their present ones as fixed text.")
		case again:
			d.Add("OpenDocument begins notes' numbers again at headings of the first rank alone: the notes keep their present numbers as fixed text.")
		}
		for _, n := range d.plan.Notes {
			n.Fixed = n.Fixed || n.Class == class && (signs || again)
		}
	}
	for _, n := range d.plan.Notes {
		if n.Series != d.plan.Series[n.Class].Name {
			d.Add("OpenDocument numbers one series of footnotes and one of endnotes: the notes of the series “%s” keep their present marks as fixed text.", n.Series)
		}
	}
}

// blocks writes blocks.
func (d *writer) blocks(blocks []*doc.Block) {
	numbers := office.Numbers(blocks)
	var open lists
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.IsItem() {
			d.item(&open, b, numbers[i])
			continue
		}
		d.closeLists(&open, 0)
		switch b.Kind {
		case doc.Cell:
			i += d.table(blocks[i:]) - 1
		case doc.Image:
			d.image(b)
		default:
			d.paragraph(b)
		}
	}
	d.closeLists(&open, 0)
}

// paragraph writes a block as a paragraph or a heading.
func (d *writer) paragraph(b *doc.Block) {
	tag, style, more := "text:p", "Standard", ""
	if d.note != nil {
		style = [...]string{office.Footnote: "Footnote", office.Endnote: "Endnote"}[d.note.Class]
	}
	switch b.Kind {
	case doc.Heading:
		if d.note == nil && b == d.essay.Body().Block(0) && b.Level == 1 {
			style = "Title"
			break
		}
		tag, style = "text:h", fmt.Sprintf("Heading_20_%d", b.Level)
		more = fmt.Sprintf(` text:outline-level="%d"`, b.Level)
	case doc.Quote:
		style = d.sheet.quote(b.Level)
	case doc.Code:
		style = d.sheet.derivedOf("Source_20_Code", b.Info.Language)
	case doc.Verbatim:
		style = "Markdown"
	case doc.Verse:
		style = "Verse"
	case doc.Rule:
		style = "Horizontal_20_Line"
	case doc.Bullet, doc.Numbered, doc.Task:
		style = "List_20_Paragraph"
	case doc.Cell:
		style = cellStyles[b.Info.Align]
	case doc.Image:
		style = "Caption"
	}
	d.add(`<%s text:style-name="%s"%s>`, tag, style, more)
	d.spans(b)
	d.add("</%s>", tag)
}

// cellStyles are the styles of a table's text by its alignment.
var cellStyles = map[doc.Align]string{
	doc.Natural: "Table_20_Contents", doc.Left: "Cell_Left", doc.Center: "Cell_Center", doc.Right: "Cell_Right",
}

// table writes the table that the blocks begin with and counts its cells.
func (d *writer) table(blocks []*doc.Block) (cells int) {
	rows, columns, cells := office.Rows(blocks)
	d.add(`<table:table table:style-name="Table"><table:table-column table:number-columns-repeated="%d"/>`, columns)
	for i, row := range rows {
		if i == 0 {
			d.WriteString("<table:table-header-rows>")
		}
		d.WriteString("<table:table-row>")
		for column := range columns {
			cell := doc.NewBlock(doc.Cell, column)
			if column < len(row) && row[column] != nil {
				cell = row[column]
			}
			d.WriteString(`<table:table-cell table:style-name="Cell" office:value-type="string">`)
			d.paragraph(cell)
			d.WriteString("</table:table-cell>")
		}
		d.WriteString("</table:table-row>")
		if i == 0 {
			d.WriteString("</table:table-header-rows>")
		}
	}
	d.WriteString("</table:table>")
	return cells
}

// image writes a picture, and its caption below.
func (d *writer) image(b *doc.Block) {
	width, height := 216.0, 144.0 // of a picture that cannot be measured
	href := ""
	if m := d.pictures.Of(b.Info.Source); m != nil {
		width, height = m.Fit(450, 600)
		href = m.Name
	} else if href = office.Link(b.Info.Source); href != "" && !strings.Contains(href, "//") {
		href = "../" + href // addresses in the file begin within it
	}
	d.frames++
	d.add(`<text:p text:style-name="Figure"><draw:frame draw:name="%s" text:anchor-type="as-char" svg:width="%.1fpt" svg:height="%.1fpt" draw:z-index="%d">`,
		archive.Escape(b.Info.Source), width, height, d.frames)
	d.add(`<draw:image xlink:href="%s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>%s</svg:desc></draw:frame></text:p>`,
		archive.Escape(href), archive.Escape(b.Info.Alt))
	if !office.Empty(b.As(doc.Paragraph, 0)) {
		d.paragraph(b)
	}
}

// lists are the open lists, the outermost first.
type lists []list

type list struct {
	style string
	last  int  // the number of the last item
	item  bool // an item is open
}

// maxLevel is how deep OpenDocument's lists go.
const maxLevel = 10

// item writes an item of a list that has the given number.
func (d *writer) item(open *lists, b *doc.Block, number int) {
	level := min(b.Level, maxLevel)
	if level < b.Level {
		d.Add("OpenDocument's lists have ten levels: items that stand deeper are moved to the tenth.")
	}
	style := "Bullets"
	switch {
	case b.Kind == doc.Numbered:
		style = "Numbers"
	case b.Kind == doc.Task && b.Info.Done:
		style = "Done"
	case b.Kind == doc.Task:
		style = "Tasks"
	}
	d.closeLists(open, level)
	if n := len(*open); n == level && (*open)[n-1].style != style {
		d.closeLists(open, level-1)
	}
	for len(*open) < level {
		if n := len(*open); n > 0 && !(*open)[n-1].item {
			d.WriteString("<text:list-item>")
			(*open)[n-1].item = true
		}
		d.add(`<text:list text:style-name="%s">`, style)
		*open = append(*open, list{style: style})
	}
	l := &(*open)[level-1]
	if l.item {
		d.WriteString("</text:list-item>")
	}
	d.WriteString("<text:list-item")
	if number > 0 && (l.last == 0 || l.last+1 != number) {
		d.add(` text:start-value="%d"`, number)
	}
	d.WriteString(">")
	l.last, l.item = number, true
	d.paragraph(b)
}

// closeLists closes the lists that are open below a level.
func (d *writer) closeLists(open *lists, level int) {
	for n := len(*open); n > level; n-- {
		if (*open)[n-1].item {
			d.WriteString("</text:list-item>")
		}
		d.WriteString("</text:list>")
		*open = (*open)[:n-1]
	}
}
