package docx

import (
	"fmt"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// The namespaces of Word's parts.
const (
	nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRel     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsMain    = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture"

	nsPackageRel = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes      = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsCore       = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
	nsDublin     = "http://purl.org/dc/elements/1.1/"

	namespaces = `xmlns:w="` + nsWord + `" xmlns:r="` + nsRel + `" xmlns:wp="` + nsDrawing + `" xmlns:a="` + nsMain + `" xmlns:pic="` + nsPicture + `"`
)

// The kinds of relations between parts.
const (
	relDocument  = nsRel + "/officeDocument"
	relCore      = nsPackageRel + "/metadata/core-properties"
	relStyles    = nsRel + "/styles"
	relNumbering = nsRel + "/numbering"
	relSettings  = nsRel + "/settings"
	relFootnotes = nsRel + "/footnotes"
	relEndnotes  = nsRel + "/endnotes"
	relHyperlink = nsRel + "/hyperlink"
	relImage     = nsRel + "/image"
)

// parts is the whole file.
func (d *writer) parts(body *part, notes []*part) []archive.Part {
	for _, r := range []relation{
		{relStyles, "styles.xml", false},
		{relNumbering, "numbering.xml", false},
		{relSettings, "settings.xml", false},
		{relFootnotes, "footnotes.xml", false},
		{relEndnotes, "endnotes.xml", false},
	} {
		body.relate(r)
	}
	root := []relation{{relDocument, "word/document.xml", false}, {relCore, "docProps/core.xml", false}}
	parts := []archive.Part{
		text("[Content_Types].xml", d.contentTypes()),
		text("_rels/.rels", relationships(root)),
		text("docProps/core.xml", d.core()),
		text("word/document.xml", body.String()),
		text("word/_rels/document.xml.rels", relationships(body.relations)),
		text("word/styles.xml", d.styles.xml()),
		text("word/numbering.xml", d.numbering()),
		text("word/settings.xml", d.settings()),
	}
	for class, name := range []string{"footnotes", "endnotes"} {
		p := notes[class]
		parts = append(parts, text("word/"+name+".xml", p.String()))
		if len(p.relations) > 0 {
			parts = append(parts, text("word/_rels/"+name+".xml.rels", relationships(p.relations)))
		}
	}
	for _, m := range d.pictures.Media {
		parts = append(parts, archive.Part{Name: "word/" + m.Name, Data: m.Data, Stored: true})
	}
	return parts
}

func text(name, content string) archive.Part {
	return archive.Part{Name: name, Data: []byte(content)}
}

func (d *writer) contentTypes() string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<Types xmlns="%s"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`, xmlHead, nsTypes)
	for _, ending := range []string{"png", "jpg", "gif"} {
		fmt.Fprintf(&s, `<Default Extension="%s" ContentType="image/%s"/>`, ending, strings.Replace(ending, "jpg", "jpeg", 1))
	}
	for _, x := range []struct{ name, kind string }{
		{"document", "document.main"},
		{"styles", "styles"},
		{"numbering", "numbering"},
		{"settings", "settings"},
		{"footnotes", "footnotes"},
		{"endnotes", "endnotes"},
	} {
		fmt.Fprintf(&s, `<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>`, x.name, x.kind)
	}
	s.WriteString(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	return s.String()
}

func relationships(list []relation) string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<Relationships xmlns="%s">`, xmlHead, nsPackageRel)
	for i, r := range list {
		mode := ""
		if r.external {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&s, `<Relationship Id="rIdx%d" Type="%s" Target="%s"%s/>`, i+1, r.kind, archive.Escape(r.target), mode)
	}
	s.WriteString("</Relationships>")
	return s.String()
}

// core is the properties of the document: what a library's catalogue shows.
func (d *writer) core() string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<cp:coreProperties xmlns:cp="%s" xmlns:dc="%s" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`, xmlHead, nsCore, nsDublin)
	for _, x := range [][2]string{
		{"dc:title", d.essay.Title()},
		{"dc:creator", d.options.Creator(d.essay)},
		{"dc:description", d.essay.Meta().Description},
		{"cp:keywords", strings.Join(d.essay.Meta().Keywords, ", ")},
		{"dc:language", d.essay.Language()},
	} {
		if x[1] != "" {
			fmt.Fprintf(&s, "<%s>%s</%s>", x[0], archive.Escape(x[1]), x[0])
		}
	}
	if t := d.options.Dated(d.essay); !t.IsZero() {
		for _, tag := range []string{"created", "modified"} {
			fmt.Fprintf(&s, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`, tag, t.UTC().Format(time.RFC3339), tag)
		}
	}
	s.WriteString("</cp:coreProperties>")
	return s.String()
}

func (d *writer) settings() string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<w:settings %s><w:defaultTabStop w:val="720"/>`, xmlHead, namespaces)
	for class := office.Footnote; class <= office.Endnote; class++ {
		tag := classNames[class].tag
		fmt.Fprintf(&s, `<w:%sPr>%s<w:%s w:id="-1"/><w:%s w:id="0"/></w:%sPr>`, tag, d.numbers(class), tag, tag, tag)
	}
	s.WriteString(`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`)
	return s.String()
}

// numberFormats are Word's names of the styles of numbers.
var numberFormats = map[essay.NumberStyle]string{
	essay.Arabic: "decimal", essay.LowerRoman: "lowerRoman", essay.UpperRoman: "upperRoman",
	essay.LowerLetters: "lowerLetter", essay.UpperLetters: "upperLetter", essay.Symbols: "chicago",
}

// numbers is how the notes of a class are numbered and where they stand.
func (d *writer) numbers(class office.Class) string {
	s, used := d.plan.Series[class]
	if !used && class == office.Endnote {
		s.Style, s.Place = essay.LowerRoman, essay.EssayEnd
	}
	pos := "pageBottom"
	switch s.Place {
	case essay.SectionEnd:
		pos = "sectEnd"
	case essay.EssayEnd:
		pos = "docEnd"
	}
	format := numberFormats[s.Style]
	if format == "" {
		format = "decimal"
	}
	restart := "continuous"
	if s.Restart {
		restart = "eachSect"
	}
	return fmt.Sprintf(`<w:pos w:val="%s"/><w:numFmt w:val="%s"/><w:numRestart w:val="%s"/>`, pos, format, restart)
}

// section is the properties of a section: how its notes are numbered, and the
// page.
func (d *writer) section() string {
	var s strings.Builder
	s.WriteString("<w:sectPr>")
	for class := office.Footnote; class <= office.Endnote; class++ {
		tag := classNames[class].tag
		fmt.Fprintf(&s, "<w:%sPr>%s</w:%sPr>", tag, d.numbers(class), tag)
	}
	page := `<w:pgSz w:w="11906" w:h="16838"/>`
	if strings.HasSuffix(strings.ToUpper(d.essay.Language()), "-US") || strings.HasSuffix(strings.ToUpper(d.essay.Language()), "-CA") {
		page = `<w:pgSz w:w="12240" w:h="15840"/>`
	}
	fmt.Fprintf(&s, `<w:type w:val="continuous"/>%s<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>`, page)
	return s.String()
}
