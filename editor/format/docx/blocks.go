package docx

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// blocks writes blocks; ends reports whether a section ends before the i-th.
func (p *part) blocks(blocks []*doc.Block, ends func(i int) bool) {
	numbers := office.Numbers(blocks)
	var open openLists
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.Kind == doc.Cell {
			open = nil
			i += p.table(blocks[i:]) - 1
			if ends(i+1) || i+1 == len(blocks) { // a table cannot be the last thing in a text
				p.paragraph(doc.NewBlock(doc.Paragraph, 0), "", p.sectionIf(ends(i+1)))
			}
			continue
		}
		num := ""
		if b.IsItem() {
			num = p.number(&open, b, numbers[i])
		} else {
			open = nil
		}
		sect := p.sectionIf(ends(i + 1))
		switch b.Kind {
		case doc.Image:
			p.image(b, sect)
		default:
			p.paragraph(b, num, sect)
		}
	}
}

func (p *part) sectionIf(ends bool) string {
	if ends {
		return p.section()
	}
	return ""
}

// paragraph writes a block as a paragraph with a list's numbering and the end
// of a section, where there are any.
func (p *part) paragraph(b *doc.Block, num, sect string) {
	p.WriteString("<w:p>")
	if props := p.styleTag(b) + num + p.alignment(b) + sect; props != "" {
		p.add("<w:pPr>%s</w:pPr>", props)
	}
	if p.in.mark {
		p.in.mark = false
		p.noteMark()
	}
	p.spans(b)
	p.WriteString("</w:p>")
}

func (p *part) styleTag(b *doc.Block) string {
	id := p.in.plain
	switch b.Kind {
	case doc.Heading:
		id = fmt.Sprintf("Heading%d", b.Level)
		if p.in.note == nil && b == p.essay.Body().Block(0) && b.Level == 1 {
			id = "Title"
		}
	case doc.Quote:
		id = p.styles.quote(b.Level)
	case doc.Bullet, doc.Numbered, doc.Task:
		id = "ListParagraph"
	case doc.Code:
		id = p.styles.derived("SourceCode", b.Info.Language)
	case doc.Verbatim:
		id = "Markdown"
	case doc.Verse:
		id = "Verse"
	case doc.Rule:
		id = "HorizontalRule"
	case doc.Image:
		id = "Caption"
	case doc.Cell:
		id = "TableText"
	}
	if id == "" {
		return ""
	}
	return fmt.Sprintf(`<w:pStyle w:val="%s"/>`, id)
}

func (p *part) alignment(b *doc.Block) string {
	tag := ""
	if rightToLeft(office.Plain(b.Spans())) && !p.styles.bidi {
		tag = "<w:bidi/>"
	}
	switch b.Info.Align {
	case doc.Left:
		tag += `<w:jc w:val="left"/>`
	case doc.Center:
		tag += `<w:jc w:val="center"/>`
	case doc.Right:
		tag += `<w:jc w:val="right"/>`
	}
	return tag
}

// textWidth is the width of a column of text in twentieths of a point.
const textWidth = 9026

// table writes the table that the blocks begin with and counts its cells.
func (p *part) table(blocks []*doc.Block) (cells int) {
	rows, columns, cells := office.Rows(blocks)
	p.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>`)
	p.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, textWidth/columns), columns))
	p.WriteString("</w:tblGrid>")
	for i, row := range rows {
		p.WriteString("<w:tr>")
		if i == 0 {
			p.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for column := range columns {
			p.add(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, textWidth/columns)
			cell := doc.NewBlock(doc.Cell, column)
			if column < len(row) && row[column] != nil {
				cell = row[column]
			}
			p.paragraph(cell, "", "")
			p.WriteString("</w:tc>")
		}
		p.WriteString("</w:tr>")
	}
	p.WriteString("</w:tbl>")
	return cells
}

// image writes a picture, and its caption below.
func (p *part) image(b *doc.Block, sect string) {
	caption := !office.Empty(b.As(doc.Paragraph, 0))
	inFigure := sect
	if caption {
		inFigure = ""
	}
	p.add(`<w:p><w:pPr><w:pStyle w:val="Figure"/>%s</w:pPr><w:r>`, inFigure)
	p.drawing(b)
	p.WriteString("</w:r></w:p>")
	if caption {
		p.paragraph(b, "", sect)
	}
}

// drawing writes the picture itself: its bytes where there are any, else where
// it is.
func (p *part) drawing(b *doc.Block) {
	m := p.pictures.Of(b.Info.Source)
	width, height := 216.0, 144.0 // of a picture that cannot be measured
	blip := ""
	if m != nil {
		width, height = m.Fit(textWidth/20, 600)
		blip = fmt.Sprintf(`r:embed="%s"`, p.relate(relation{relImage, m.Name, false}))
	} else if target := office.Link(b.Info.Source); target != "" {
		blip = fmt.Sprintf(`r:link="%s"`, p.relate(relation{relImage, target, true}))
	}
	const emu = 12700 // in a point
	w, h := int(width*emu), int(height*emu)
	p.drawings++
	alt, name := archive.Escape(b.Info.Alt), archive.Escape(b.Info.Source)
	p.add(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %d" descr="%s"/>`, w, h, p.drawings, p.drawings, alt)
	p.add(`<a:graphic><a:graphicData uri="%s"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="%s" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr>`, nsPicture, p.drawings, name, alt)
	p.add(`<pic:blipFill><a:blip %s/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, blip)
	p.add(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`, w, h)
}
