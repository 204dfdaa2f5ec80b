package docx

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/ibid-editor/ibid/editor/format/archive"
)

// sheet is the styles that a file has.
type sheet struct {
	language string
	bidi     bool // the language is written from right to left
	deepest  int  // quote
	more     []derivedStyle
}

// derivedStyle is a style for what has a name: code in a language, the notes of
// a series.
type derivedStyle struct{ base, name string }

func newSheet(tag string) *sheet {
	s := &sheet{language: tag, deepest: 1}
	if script, _ := language.Make(tag).Script(); tag != "" {
		s.bidi = slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}, script.String())
	}
	return s
}

// quote is the style of quotes of a level.
func (s *sheet) quote(level int) string {
	s.deepest = max(s.deepest, min(level, maxQuote))
	if level <= 1 {
		return "Quote"
	}
	return fmt.Sprintf("Quote%d", min(level, maxQuote))
}

// maxQuote is the deepest quote that has a style of its own.
const maxQuote = 99

// derived is the style based on another for what bears a name; for no name it
// is the other itself.
func (s *sheet) derived(base, name string) string {
	if name == "" {
		return base
	}
	d := derivedStyle{base, name}
	i := slices.Index(s.more, d)
	if i < 0 {
		i = len(s.more)
		s.more = append(s.more, d)
	}
	return fmt.Sprintf("%s%d", base, i+1)
}

// style is one as the sheet lists it.
type style struct {
	kind, id, name, based, next string
	paragraph, run              string // properties
}

// fixed are the styles that every file has, under the names by which Word
// knows them.
var fixed = []style{
	{"paragraph", "Title", "Title", "Normal", "Normal", `<w:keepNext/><w:spacing w:after="360"/><w:jc w:val="center"/><w:outlineLvl w:val="9"/>`, `<w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/>`},
	{"character", "VerbatimChar", "Verbatim Char", "", "", "", `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/>`},
	{"paragraph", "SourceCode", "Source Code", "Normal", "", `<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:left="360"/>`, `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/>`},
	{"paragraph", "Markdown", "Markdown", "SourceCode", "", "", ""},
	{"paragraph", "Verse", "Verse", "Normal", "", `<w:ind w:left="720" w:hanging="360"/>`, ""},
	{"paragraph", "HorizontalRule", "Horizontal Rule", "Normal", "Normal", `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr><w:ind w:left="2880" w:right="2880"/>`, ""},
	{"paragraph", "ListParagraph", "List Paragraph", "Normal", "", `<w:ind w:left="720"/><w:contextualSpacing/>`, ""},
	{"paragraph", "Figure", "Figure", "Normal", "Caption", `<w:keepNext/><w:jc w:val="center"/>`, ""},
	{"paragraph", "Caption", "caption", "Normal", "Normal", `<w:jc w:val="center"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`},
	{"paragraph", "TableText", "Table Text", "Normal", "", `<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="22"/><w:szCs w:val="22"/>`},
	{"paragraph", "FootnoteText", "footnote text", "Normal", "", `<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`},
	{"character", "FootnoteReference", "footnote reference", "", "", "", `<w:vertAlign w:val="superscript"/>`},
	{"paragraph", "EndnoteText", "endnote text", "Normal", "", `<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`},
	{"character", "EndnoteReference", "endnote reference", "", "", "", `<w:vertAlign w:val="superscript"/>`},
	{"character", "Hyperlink", "Hyperlink", "", "", "", `<w:color w:val="0563C1"/><w:u w:val="single"/>`},
}

// xml is the part that holds the styles.
func (s *sheet) xml() string {
	var out strings.Builder
	lang := ""
	if s.language != "" {
		tag := archive.Escape(s.language)
		lang = fmt.Sprintf(`<w:lang w:val="%s" w:eastAsia="%s" w:bidi="%s"/>`, tag, tag, tag)
	}
	fmt.Fprintf(&out, `%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/>%s</w:rPr></w:rPrDefault>`, xmlHead, namespaces, lang)
	out.WriteString(`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	bidi := ""
	if s.bidi {
		bidi = "<w:pPr><w:bidi/></w:pPr>"
	}
	fmt.Fprintf(&out, `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>%s</w:style>`, bidi)
	out.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	edge := func(side string) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	fmt.Fprintf(&out, `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>%s%s%s%s%s%s</w:tblBorders></w:tblPr></w:style>`,
		edge("top"), edge("left"), edge("bottom"), edge("right"), edge("insideH"), edge("insideV"))
	for _, x := range s.list() {
		x.write(&out)
	}
	out.WriteString("</w:styles>")
	return out.String()
}

// list is all styles but those that are the default.
func (s *sheet) list() []style {
	list := slices.Clone(fixed)
	for level := 1; level <= 6; level++ {
		list = append(list, style{
			"paragraph", fmt.Sprintf("Heading%d", level), fmt.Sprintf("heading %d", level), "Normal", "Normal",
			fmt.Sprintf(`<w:keepNext/><w:spacing w:before="%d"/><w:outlineLvl w:val="%d"/>`, 400-40*level, level-1),
			fmt.Sprintf(`<w:b/><w:bCs/><w:sz w:val="%d"/><w:szCs w:val="%d"/>`, 34-2*level, 34-2*level),
		})
	}
	for level := 1; level <= s.deepest; level++ {
		name, based := "Quote", "Normal"
		if level > 1 {
			name, based = fmt.Sprintf("Quote %d", level), "Quote"
		}
		list = append(list, style{
			kind: "paragraph", id: strings.ReplaceAll(name, " ", ""), name: name, based: based,
			paragraph: fmt.Sprintf(`<w:ind w:left="%d" w:right="%d"/>`, 720*min(level, 6), 720*min(level, 3)),
		})
	}
	for i, d := range s.more {
		base := list[slices.IndexFunc(list, func(x style) bool { return x.id == d.base })]
		list = append(list, style{
			kind: base.kind, id: fmt.Sprintf("%s%d", d.base, i+1), based: d.base,
			name: base.name + " " + strings.NewReplacer(",", " ", ";", " ").Replace(d.name),
		})
	}
	return list
}

func (x style) write(out *strings.Builder) {
	fmt.Fprintf(out, `<w:style w:type="%s" w:styleId="%s"><w:name w:val="%s"/>`, x.kind, x.id, archive.Escape(x.name))
	for _, tag := range [][2]string{{"basedOn", x.based}, {"next", x.next}} {
		if tag[1] != "" {
			fmt.Fprintf(out, `<w:%s w:val="%s"/>`, tag[0], tag[1])
		}
	}
	out.WriteString("<w:qFormat/>")
	if x.paragraph != "" {
		fmt.Fprintf(out, "<w:pPr>%s</w:pPr>", x.paragraph)
	}
	if x.run != "" {
		fmt.Fprintf(out, "<w:rPr>%s</w:rPr>", x.run)
	}
	out.WriteString("</w:style>")
}
