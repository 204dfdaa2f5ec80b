package docx

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// styles are the file's styles by their identities.
type styles struct {
	byID     map[string]*fileStyle
	language string
}

// fileStyle is a style as the file has it.
type fileStyle struct {
	name  string
	based string
	node  *archive.Node
}

func (r *reader) readStyles(root *archive.Node) {
	r.styles.byID = map[string]*fileStyle{}
	r.styles.language = root.Kid("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang").Attr("w:val")
	for _, k := range root.Kids {
		if k.Name == "w:style" {
			r.styles.byID[k.Attr("w:styleId")] = &fileStyle{k.Kid("w:name").Attr("w:val"), k.Kid("w:basedOn").Attr("w:val"), k}
		}
	}
}

// maxBased bounds how many styles may be based on one another, which ends
// circles.
const maxBased = 16

// lineage is a style with those that it is based on, itself first. One that
// the file does not explain is known by its identity.
func (s styles) lineage(id string) []*fileStyle {
	var list []*fileStyle
	for id != "" && len(list) < maxBased {
		x := s.byID[id]
		if x == nil {
			if len(list) == 0 {
				list = append(list, &fileStyle{name: id})
			}
			break
		}
		list = append(list, x)
		id = x.based
	}
	return list
}

// role is what a paragraph is by its style.
type role struct {
	kind    doc.Kind
	level   int
	name    string // of the language
	caption bool
	figure  bool
	toc     bool
}

// levels are styles that come as several, told apart by a number at the end.
var levels = map[string]doc.Kind{
	"heading": doc.Heading, "quote": doc.Quote, "listbullet": doc.Bullet, "listnumber": doc.Numbered,
}

// roles are the paragraph styles of Word, LibreOffice, Pandoc and of our own,
// in small letters without blanks.
var roles = map[string]role{
	"title":   {kind: doc.Heading, level: 1},
	"quote":   {kind: doc.Quote, level: 1},
	"caption": {caption: true}, "imagecaption": {caption: true}, "figure": {figure: true}, "captionedfigure": {figure: true},
	"intensequote": {kind: doc.Quote, level: 1}, "blocktext": {kind: doc.Quote, level: 1}, "quotations": {kind: doc.Quote, level: 1}, "blockquotation": {kind: doc.Quote, level: 1},
	"sourcecode": {kind: doc.Code}, "htmlpreformatted": {kind: doc.Code}, "preformattedtext": {kind: doc.Code}, "macrotext": {kind: doc.Code},
	"verse": {kind: doc.Verse}, "markdown": {kind: doc.Verbatim},
	"horizontalrule": {kind: doc.Rule}, "horizontalline": {kind: doc.Rule},
	"tableofcontents": {toc: true},
}

// roleOf is what a paragraph of a style is: what the first style of its lineage
// says that is known.
func (s styles) roleOf(id string) role {
	for _, x := range s.lineage(id) {
		plain := strings.ToLower(strings.ReplaceAll(x.name, " ", ""))
		if known, ok := roles[plain]; ok {
			return known
		}
		base := strings.TrimRight(plain, "0123456789")
		n, err := strconv.Atoi(plain[len(base):])
		if kind, ok := levels[base]; ok && (err == nil || base == plain) {
			return role{kind: kind, level: max(1, n)}
		}
		if base == "toc" && err == nil {
			return role{toc: true}
		}
		if name, ok := named(x.name, "source code"); ok {
			return role{kind: doc.Code, name: name}
		}
		if lvl, err := strconv.Atoi(x.node.Kid("w:pPr", "w:outlineLvl").Attr("w:val")); err == nil && lvl >= 0 && lvl < 9 {
			return role{kind: doc.Heading, level: lvl + 1}
		}
	}
	return role{}
}

// named is what follows another's name in the name of a style that is made from
// it.
func named(name, base string) (string, bool) {
	n := len(base)
	if len(name) <= n+1 || !strings.EqualFold(name[:n], base) || name[n] != ' ' {
		return "", false
	}
	return name[n+1:], true
}

// seriesOf is the series that the style of a note's mark names, or "".
func (s styles) seriesOf(props *archive.Node, class office.Class) string {
	for _, x := range s.lineage(props.Kid("w:rStyle").Attr("w:val")) {
		if name, ok := named(x.name, classNames[class].tag+" reference"); ok {
			return name
		}
	}
	return ""
}

// look is what text looks like by its properties: the styles that are named,
// and those of them that are on.
type look struct {
	set, on doc.Style
	hidden  bool
}

// over is the look with that of a closer property put over it.
func (l look) over(x look) look {
	return look{set: l.set | x.set, on: l.on&^x.set | x.on, hidden: l.hidden || x.hidden}
}

// lookOf is what a run's properties make of it.
func (r *reader) lookOf(props *archive.Node) look {
	if props == nil {
		return look{}
	}
	var l look
	lineage := r.styles.lineage(props.Kid("w:rStyle").Attr("w:val"))
	for i := len(lineage) - 1; i >= 0; i-- {
		switch strings.ToLower(strings.ReplaceAll(lineage[i].name, " ", "")) {
		case "hyperlink", "followedhyperlink", "internetlink":
			// the look of a link is no style of its text
		case "verbatimchar", "verbatim", "sourcetext", "htmlcode", "sourcecodechar":
			l = l.over(look{set: doc.Mono, on: doc.Mono})
		default:
			l = l.over(direct(lineage[i].node.Kid("w:rPr")))
		}
	}
	return l.over(direct(props))
}

// direct is what properties say themselves.
func direct(props *archive.Node) look {
	var l look
	if props == nil {
		return l
	}
	set := func(style doc.Style, on bool) {
		l.set |= style
		l.on &^= style
		if on {
			l.on |= style
		}
	}
	for _, k := range props.Kids {
		val, has := k.Lookup("w:val")
		on := !has || val != "0" && val != "false" && val != "off" && val != "none"
		switch k.Name {
		case "w:b":
			set(doc.Bold, on)
		case "w:i":
			set(doc.Italic, on)
		case "w:smallCaps":
			set(doc.SmallCaps, on)
		case "w:strike", "w:dstrike":
			if on || l.on&doc.Strike == 0 {
				set(doc.Strike, on)
			}
		case "w:u":
			set(doc.Underline, on)
		case "w:highlight":
			set(doc.Lit, on && val != "white")
		case "w:vertAlign":
			set(doc.Super|doc.Sub, false)
			switch val {
			case "superscript":
				set(doc.Super, true)
			case "subscript":
				set(doc.Sub, true)
			}
		case "w:rFonts":
			if font := k.Attr("w:ascii") + k.Attr("w:hAnsi"); font != "" {
				set(doc.Mono, monospaced(font))
			}
		case "w:vanish":
			l.hidden = on
		}
	}
	return l
}

// monospaced reports whether a font's letters are all of one width, by its
// name.
func monospaced(font string) bool {
	font = strings.ToLower(font)
	for _, name := range []string{"courier", "consolas", "mono", "menlo", "lucida console", "typewriter"} {
		if strings.Contains(font, name) && !strings.Contains(font, "monotype") {
			return true
		}
	}
	return false
}
