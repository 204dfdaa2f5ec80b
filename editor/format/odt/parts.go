package odt

import (
	"fmt"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// MediaType is that of OpenDocument texts.
const MediaType = "application/vnd.oasis.opendocument.text"

const oasis = "urn:oasis:names:tc:opendocument:xmlns:"

// namespaces of the parts, by their usual prefixes.
var namespaces = [][2]string{
	{"office", oasis + "office:1.0"},
	{"style", oasis + "style:1.0"},
	{"text", oasis + "text:1.0"},
	{"table", oasis + "table:1.0"},
	{"draw", oasis + "drawing:1.0"},
	{"fo", oasis + "xsl-fo-compatible:1.0"},
	{"svg", oasis + "svg-compatible:1.0"},
	{"xlink", "http://www.w3.org/1999/xlink"},
	{"dc", "http://purl.org/dc/elements/1.1/"},
	{"meta", oasis + "meta:1.0"},
}

func root(name, content string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s<office:%s", xmlHead, name)
	for _, n := range namespaces {
		fmt.Fprintf(&s, ` xmlns:%s="%s"`, n[0], n[1])
	}
	fmt.Fprintf(&s, ` office:version="1.2">%s</office:%s>`, content, name)
	return s.String()
}

// parts is the whole file.
func (d *writer) parts() []archive.Part {
	content := fmt.Sprintf(`<office:automatic-styles>%s<style:style style:name="Table" style:family="table"><style:table-properties style:rel-width="100%%" table:align="margins"/></style:style>`+
		`<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="3pt" fo:border="0.5pt solid #808080"/></style:style></office:automatic-styles><office:body><office:text>%s</office:text></office:body>`,
		d.sheet.automatic(), d.String())
	var styles strings.Builder
	styles.WriteString("<office:styles>" + defaults(d.essay.Language()))
	for _, x := range d.sheet.list() {
		x.write(&styles)
	}
	styles.WriteString(listStyles())
	for class := office.Footnote; class <= office.Endnote; class++ {
		styles.WriteString(d.notesConfiguration(class))
	}
	width, height := "595.3pt", "841.9pt"
	if tag := strings.ToUpper(d.essay.Language()); strings.HasSuffix(tag, "-US") || strings.HasSuffix(tag, "-CA") {
		width, height = "612pt", "792pt"
	}
	fmt.Fprintf(&styles, `</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="%s" fo:page-height="%s" fo:margin="72pt"/></style:page-layout></office:automatic-styles>`, width, height)
	styles.WriteString(`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"/></office:master-styles>`)
	parts := []archive.Part{
		{Name: "mimetype", Data: []byte(MediaType), Stored: true},
		{Name: "content.xml", Data: []byte(root("document-content", content))},
		{Name: "styles.xml", Data: []byte(root("document-styles", styles.String()))},
		{Name: "meta.xml", Data: []byte(root("document-meta", d.meta()))},
	}
	for _, m := range d.pictures.Media {
		parts = append(parts, archive.Part{Name: m.Name, Data: m.Data, Stored: true})
	}
	return append(parts, archive.Part{Name: "META-INF/manifest.xml", Data: []byte(d.manifest())})
}

// meta is what a library's catalogue shows.
func (d *writer) meta() string {
	var s strings.Builder
	s.WriteString("<office:meta>")
	when := ""
	if t := d.options.Dated(d.essay); !t.IsZero() {
		when = t.UTC().Format(time.RFC3339)
	}
	creator, meta := d.options.Creator(d.essay), d.essay.Meta()
	for _, x := range [][2]string{
		{"meta:creation-date", when},
		{"dc:date", when},
		{"dc:title", d.essay.Title()},
		{"dc:description", meta.Description},
		{"meta:initial-creator", creator},
		{"dc:creator", creator},
		{"dc:language", d.essay.Language()},
	} {
		if x[1] != "" {
			fmt.Fprintf(&s, "<%s>%s</%s>", x[0], archive.Escape(x[1]), x[0])
		}
	}
	for _, k := range meta.Keywords {
		fmt.Fprintf(&s, "<meta:keyword>%s</meta:keyword>", archive.Escape(k))
	}
	s.WriteString("</office:meta>")
	return s.String()
}

func (d *writer) manifest() string {
	var s strings.Builder
	fmt.Fprintf(&s, `%s<manifest:manifest xmlns:manifest="%smanifest:1.0" manifest:version="1.2">`, xmlHead, oasis)
	entry := func(name, kind string) {
		fmt.Fprintf(&s, `<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>`, name, kind)
	}
	fmt.Fprintf(&s, `<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="%s"/>`, MediaType)
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml"} {
		entry(name, "text/xml")
	}
	for _, m := range d.pictures.Media {
		entry(m.Name, m.Type)
	}
	s.WriteString("</manifest:manifest>")
	return s.String()
}
