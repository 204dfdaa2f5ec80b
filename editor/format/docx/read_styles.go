package docx

import (
	"strconv"

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

// roleOf is what a paragraph of a style is: what the first style of its lineage
// says that is known.
func (s styles) roleOf(id string) office.Role {
	for _, x := range s.lineage(id) {
		if known, ok := office.RoleOf(x.name); ok {
			return known
		}
		if lvl, err := strconv.Atoi(x.node.Kid("w:pPr", "w:outlineLvl").Attr("w:val")); err == nil && lvl >= 0 && lvl < 9 {
			return office.Role{Kind: doc.Heading, Level: lvl + 1}
		}
	}
	return office.Role{}
}

// seriesOf is the series that the style of a note's mark names, or "".
func (s styles) seriesOf(props *archive.Node, class office.Class) string {
	for _, x := range s.lineage(props.Kid("w:rStyle").Attr("w:val")) {
		if name, ok := office.Derived(x.name, classNames[class].tag+" reference"); ok {
			return name
		}
	}
	return ""
}

// lookOf is what a run's properties make of it.
func (r *reader) lookOf(props *archive.Node) office.Look {
	var l office.Look
	if props == nil {
		return l
	}
	lineage := r.styles.lineage(props.Kid("w:rStyle").Attr("w:val"))
	for i := len(lineage) - 1; i >= 0; i-- {
		switch {
		case office.IsLink(lineage[i].name):
		case office.IsMono(lineage[i].name):
			l.Set(doc.Mono, true)
		default:
			l = l.Over(direct(lineage[i].node.Kid("w:rPr")))
		}
	}
	return l.Over(direct(props))
}

// direct is what properties say themselves.
func direct(props *archive.Node) office.Look {
	var l office.Look
	if props == nil {
		return l
	}
	for _, k := range props.Kids {
		val, has := k.Lookup("w:val")
		on := !has || val != "0" && val != "false" && val != "off" && val != "none"
		switch k.Name {
		case "w:b":
			l.Set(doc.Bold, on)
		case "w:i":
			l.Set(doc.Italic, on)
		case "w:smallCaps":
			l.Set(doc.SmallCaps, on)
		case "w:strike", "w:dstrike":
			if on || l.Style()&doc.Strike == 0 {
				l.Set(doc.Strike, on)
			}
		case "w:u":
			l.Set(doc.Underline, on)
		case "w:highlight":
			l.Set(doc.Lit, on && val != "white")
		case "w:vertAlign":
			l.Set(doc.Super|doc.Sub, false)
			switch val {
			case "superscript":
				l.Set(doc.Super, true)
			case "subscript":
				l.Set(doc.Sub, true)
			}
		case "w:rFonts":
			if font := k.Attr("w:ascii") + k.Attr("w:hAnsi"); font != "" {
				l.Set(doc.Mono, office.Monospaced(font))
			}
		case "w:vanish":
			l.Hidden = on
		}
	}
	return l
}
