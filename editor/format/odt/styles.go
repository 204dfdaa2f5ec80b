package odt

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// sheet is the styles that a file needs.
type sheet struct {
	texts   []doc.Style
	deepest int // quote
	more    []derivedStyle
}

// derivedStyle is a style for what has a name: code in a language, the marks of
// a series.
type derivedStyle struct{ base, name string }

// text is the style of text.
func (s *sheet) text(style doc.Style) string {
	if !slices.Contains(s.texts, style) {
		s.texts = append(s.texts, style)
	}
	return fmt.Sprintf("T%d", style)
}

// maxQuote is the deepest quote that has a style of its own.
const maxQuote = 99

func (s *sheet) quote(level int) string {
	level = min(level, maxQuote)
	s.deepest = max(s.deepest, level)
	if level <= 1 {
		return "Quotations"
	}
	return fmt.Sprintf("Quotations_20_%d", level)
}

// derivedOf is the style based on another for what bears a name; for no name it
// is the other itself.
func (s *sheet) derivedOf(base, name string) string {
	if name == "" {
		return base
	}
	x := derivedStyle{base, name}
	i := slices.Index(s.more, x)
	if i < 0 {
		i = len(s.more)
		s.more = append(s.more, x)
	}
	return fmt.Sprintf("%s_20_n%d", base, i+1)
}

// automatic are the styles of text that have no name of their own.
func (s *sheet) automatic() string {
	var out strings.Builder
	slices.Sort(s.texts)
	for _, style := range s.texts {
		parent := ""
		if style&doc.Mono != 0 {
			parent = ` style:parent-style-name="Source_20_Text"`
		}
		fmt.Fprintf(&out, `<style:style style:name="T%d" style:family="text"%s><style:text-properties%s/></style:style>`, style, parent, textProperties(style))
	}
	return out.String()
}

func textProperties(style doc.Style) string {
	var s strings.Builder
	for _, x := range [...]struct {
		style doc.Style
		attrs string
	}{
		{doc.Bold, ` fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"`},
		{doc.Italic, ` fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"`},
		{doc.SmallCaps, ` fo:font-variant="small-caps"`},
		{doc.Strike, ` style:text-line-through-style="solid" style:text-line-through-type="single"`},
		{doc.Lit, ` fo:background-color="#ffff00"`},
		{doc.Underline, ` style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"`},
	} {
		if style&x.style != 0 {
			s.WriteString(x.attrs)
		}
	}
	switch {
	case style&doc.Super != 0:
		s.WriteString(` style:text-position="super 58%"`)
	case style&doc.Sub != 0:
		s.WriteString(` style:text-position="sub 58%"`)
	}
	return s.String()
}

// style is one as the sheet lists it. Its name is the one that is shown; the
// one in the file follows from it unless it is given.
type style struct {
	family, name, parent string
	paragraph, text      string // attributes of properties
	id                   string
}

// fixed are the styles that every file has, under the names by which
// LibreOffice knows them.
var fixed = []style{
	{family: "paragraph", name: "Standard"},
	{family: "paragraph", name: "Title", parent: "Standard", paragraph: ` fo:text-align="center" fo:margin-bottom="18pt" fo:keep-with-next="always"`, text: ` fo:font-size="18pt" fo:font-weight="bold"`},
	{family: "paragraph", name: "Source Code", parent: "Standard", paragraph: ` fo:margin-left="18pt" fo:line-height="100%"`, text: mono},
	{family: "paragraph", name: "Markdown", parent: "Source_20_Code"},
	{family: "paragraph", name: "Verse", parent: "Standard", paragraph: ` fo:margin-left="36pt" fo:text-indent="-18pt"`},
	{family: "paragraph", name: "Horizontal Line", parent: "Standard", paragraph: ` fo:margin-left="144pt" fo:margin-right="144pt" fo:border-bottom="0.75pt solid #808080"`},
	{family: "paragraph", name: "List Paragraph", parent: "Standard"},
	{family: "paragraph", name: "Figure", parent: "Standard", paragraph: ` fo:text-align="center" fo:keep-with-next="always"`},
	{family: "paragraph", name: "Caption", parent: "Standard", paragraph: ` fo:text-align="center"`, text: small},
	{family: "paragraph", name: "Table Contents", parent: "Standard", paragraph: ` fo:margin-bottom="2pt" fo:line-height="100%"`},
	{family: "paragraph", name: "Cell Left", id: "Cell_Left", parent: "Table_20_Contents", paragraph: ` fo:text-align="left"`},
	{family: "paragraph", name: "Cell Center", id: "Cell_Center", parent: "Table_20_Contents", paragraph: ` fo:text-align="center"`},
	{family: "paragraph", name: "Cell Right", id: "Cell_Right", parent: "Table_20_Contents", paragraph: ` fo:text-align="right"`},
	{family: "paragraph", name: "Footnote", parent: "Standard", paragraph: ` fo:margin-bottom="2pt" fo:line-height="100%"`, text: small},
	{family: "paragraph", name: "Endnote", parent: "Standard", paragraph: ` fo:margin-bottom="2pt" fo:line-height="100%"`, text: small},
	{family: "text", name: "Source Text", text: mono},
	{family: "text", name: "Footnote Symbol"},
	{family: "text", name: "Endnote Symbol"},
	{family: "text", name: "Footnote anchor", text: ` style:text-position="super 58%"`},
	{family: "text", name: "Endnote anchor", text: ` style:text-position="super 58%"`},
	{family: "text", name: "Internet link", text: ` fo:color="#0563c1" style:text-underline-style="solid"`},
}

const (
	mono  = ` fo:font-family="'Courier New'" style:font-family-generic="modern" style:font-pitch="fixed" fo:font-size="10pt"`
	small = ` fo:font-size="10pt" style:font-size-asian="10pt" style:font-size-complex="10pt"`
)

// list is all named styles.
func (s *sheet) list() []style {
	list := slices.Clone(fixed)
	for level := 1; level <= 6; level++ {
		list = append(list, style{
			family: "paragraph", name: fmt.Sprintf("Heading %d", level), parent: "Standard",
			paragraph: fmt.Sprintf(` fo:margin-top="%dpt" fo:keep-with-next="always"`, 20-2*level),
			text:      fmt.Sprintf(` fo:font-size="%dpt" fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"`, 17-level),
		})
	}
	for level := 1; level <= s.deepest; level++ {
		name, parent := "Quotations", "Standard"
		if level > 1 {
			name, parent = fmt.Sprintf("Quotations %d", level), "Quotations"
		}
		list = append(list, style{
			family: "paragraph", name: name, parent: parent,
			paragraph: fmt.Sprintf(` fo:margin-left="%dpt" fo:margin-right="%dpt"`, 36*min(level, 6), 36*min(level, 3)),
		})
	}
	for i, d := range s.more {
		base := list[slices.IndexFunc(list, func(x style) bool { return x.fileName() == d.base })]
		list = append(list, style{
			family: base.family, parent: d.base, id: fmt.Sprintf("%s_20_n%d", d.base, i+1), name: base.name + " " + d.name,
		})
	}
	return list
}

func (x style) fileName() string {
	if x.id != "" {
		return x.id
	}
	return strings.ReplaceAll(x.name, " ", "_20_")
}

func (x style) write(out *strings.Builder) {
	fmt.Fprintf(out, `<style:style style:name="%s" style:display-name="%s" style:family="%s"`, x.fileName(), archive.Escape(x.name), x.family)
	if x.parent != "" {
		fmt.Fprintf(out, ` style:parent-style-name="%s"`, x.parent)
	}
	if level, ok := strings.CutPrefix(x.name, "Heading "); ok {
		fmt.Fprintf(out, ` style:default-outline-level="%s"`, level)
	}
	out.WriteString(">")
	if x.paragraph != "" {
		fmt.Fprintf(out, "<style:paragraph-properties%s/>", x.paragraph)
	}
	if x.text != "" {
		fmt.Fprintf(out, "<style:text-properties%s/>", x.text)
	}
	out.WriteString("</style:style>")
}

// languageProperties name the language of text, for all scripts.
func languageProperties(tag string) string {
	if tag == "" {
		return ""
	}
	t := language.Make(tag)
	base, _ := t.Base()
	country := "none"
	if region, confidence := t.Region(); confidence == language.Exact {
		country = region.String()
	}
	var s strings.Builder
	for _, kind := range []string{"", "-asian", "-complex"} {
		space := "style"
		if kind == "" {
			space = "fo"
		}
		fmt.Fprintf(&s, ` %s:language%s="%s" %s:country%s="%s"`, space, kind, base, space, kind, country)
		if tag != base.String() && tag != base.String()+"-"+country {
			fmt.Fprintf(&s, ` style:rfc-language-tag%s="%s"`, kind, archive.Escape(tag))
		}
	}
	return s.String()
}

// defaults is what all paragraphs look like.
func defaults(tag string) string {
	mode := "lr-tb"
	if script, _ := language.Make(tag).Script(); tag != "" && slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}, script.String()) {
		mode = "rl-tb"
	}
	return fmt.Sprintf(`<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="6pt" fo:line-height="125%%" style:writing-mode="%s"/>`+
		`<style:text-properties fo:font-family="'Times New Roman'" style:font-family-generic="roman" fo:font-size="12pt"%s/></style:default-style>`, mode, languageProperties(tag))
}

// listStyles are the styles of lists: bullets, numbers and tasks.
func listStyles() string {
	var s strings.Builder
	for _, x := range []struct{ name, sign string }{{"Bullets", "•"}, {"Tasks", "☐"}, {"Done", "☑"}, {"Numbers", ""}} {
		fmt.Fprintf(&s, `<text:list-style style:name="%s">`, x.name)
		for level := 1; level <= maxLevel; level++ {
			tag, how := "bullet", fmt.Sprintf(`text:bullet-char="%s"`, x.sign)
			if x.sign == "" {
				tag, how = "number", `style:num-format="1" style:num-suffix="."`
			}
			fmt.Fprintf(&s, `<text:list-level-style-%s text:level="%d" %s><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-18pt" fo:margin-left="%dpt"/></style:list-level-properties></text:list-level-style-%s>`,
				tag, level, how, 36*level, tag)
		}
		s.WriteString("</text:list-style>")
	}
	return s.String()
}

// numberFormats are OpenDocument's names of the styles of numbers.
var numberFormats = map[essay.NumberStyle]string{
	essay.Arabic: "1", essay.LowerRoman: "i", essay.UpperRoman: "I", essay.LowerLetters: "a", essay.UpperLetters: "A",
}

// notesConfiguration is how the notes of a class are numbered.
func (d *writer) notesConfiguration(class office.Class) string {
	s, used := d.plan.Series[class]
	if !used && class == office.Endnote {
		s.Style = essay.LowerRoman
	}
	format := numberFormats[s.Style]
	if format == "" {
		format = "1"
	}
	from := "document"
	if s.Restart && s.Rank() == 1 {
		from = "chapter"
	}
	name := classNames[class]
	position := ""
	if class == office.Footnote {
		position = ` text:footnotes-position="page"`
	}
	letters := ""
	if s.Style == essay.LowerLetters || s.Style == essay.UpperLetters {
		letters = ` style:num-letter-sync="false"`
	}
	before := 0
	if used {
		before = d.essay.NumbersBefore(s.Name)
	}
	return fmt.Sprintf(`<text:notes-configuration text:note-class="%s" text:citation-style-name="%s_20_Symbol" text:citation-body-style-name="%s_20_anchor" text:default-style-name="%s" style:num-format="%s"%s text:start-value="%d"%s text:start-numbering-at="%s"/>`,
		name.tag, name.style, name.style, name.style, format, letters, before, position, from)
}
