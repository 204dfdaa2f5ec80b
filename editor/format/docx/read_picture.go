package docx

import (
	"path"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// graphic reads what is drawn within a run.
func (b *builder) graphic(k *archive.Node) {
	switch k.Name {
	case "mc:AlternateContent":
		b.each(alternative(k), b.graphic)
	case "w:drawing", "w:pict", "w:object":
		b.drawn(k)
	case "w:ruby":
		b.Add("The small readings above characters are left out.")
		b.each(k.Kid("w:rubyBase"), func(n *archive.Node) { b.inline(n, "") })
	}
}

func (b *builder) drawn(k *archive.Node) {
	if k.Find("w:txbxContent") != nil {
		b.Add("Text boxes are left out.")
		return
	}
	blip, id := k.Find("a:blip"), ""
	if id = blip.Attr("r:embed"); id == "" {
		id = blip.Attr("r:link")
	}
	if data := k.Find("v:imagedata"); blip == nil && data != nil {
		id = data.Attr("r:id")
	}
	rel, ok := b.relations[id]
	switch {
	case id == "" && blip != nil:
		b.addImage(k, k.Find("pic:cNvPr").Attr("name"))
	case ok:
		b.addImage(k, b.source(k, rel))
	case ruled(k):
		b.rule = true
	default:
		b.Add("Drawings and diagrams are left out.")
	}
}

// ruled reports whether a drawing is a line across the page.
func ruled(k *archive.Node) bool {
	for _, x := range k.Kids {
		if v := x.Attr("o:hr"); v == "t" || v == "true" {
			return true
		}
	}
	return false
}

// addImage adds a picture to the paragraph.
func (b *builder) addImage(k *archive.Node, source string) {
	about := k.Find("wp:docPr").Attr("descr")
	if about == "" {
		about = k.Find("pic:cNvPr").Attr("descr")
	}
	if about == "" {
		about = k.Find("v:shape").Attr("alt")
	}
	b.images = append(b.images, doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: source, Alt: about}))
}

// source is how the essay names a picture, whose bytes are kept if the file
// holds them: by the name of the file that it came from, if that is known and
// no other picture has it.
func (b *builder) source(k *archive.Node, rel relation) string {
	name := k.Find("pic:cNvPr").Attr("name")
	if rel.external {
		if office.Link(name) == rel.target {
			return name
		}
		return b.address(rel.target)
	}
	if known, ok := b.pictures.Known(rel.target); ok {
		return known
	}
	data, err := b.zip.Read(rel.target)
	if err != nil {
		b.Add("A picture cannot be unpacked: its place stands empty.")
		return path.Base(rel.target)
	}
	return b.pictures.Keep(rel.target, name, data)
}

// The letters of the font Symbol at A to Z and a to z.
const (
	symbolCapitals = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
	symbolSmall    = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
)

// signs are those of Wingdings that writers use, by their codes.
var signs = map[uint64]string{
	0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}

// symbol is the character that a symbol of a font shows.
func (b *builder) symbol(k *archive.Node) string {
	code, err := strconv.ParseUint(k.Attr("w:char"), 16, 32)
	if err != nil || code == 0 || code > 0x10FFFF {
		return ""
	}
	if code < 0xE000 || code > 0xF8FF {
		return string(rune(code))
	}
	code &= 0xFF
	switch font := strings.ToLower(k.Attr("w:font")); {
	case strings.HasPrefix(font, "symbol") && code >= 'A' && code <= 'Z':
		return string([]rune(symbolCapitals)[code-'A'])
	case strings.HasPrefix(font, "symbol") && code >= 'a' && code <= 'z':
		return string([]rune(symbolSmall)[code-'a'])
	case strings.HasPrefix(font, "symbol") && code < 0x7F:
		return string(rune(code))
	case font == "wingdings" && signs[code] != "":
		return signs[code]
	}
	b.Add("Signs of the font %s that no text can hold are read as �.", k.Attr("w:font"))
	return "\uFFFD"
}
