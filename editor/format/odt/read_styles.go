package odt

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// fileStyle is a style as the file has it.
type fileStyle struct {
	name      string // that is shown
	parent    string
	list      string
	align     string
	automatic bool // made for one place, so that its look is that of the text
	ruled     bool
	look      office.Look
}

// listStyle is how a list looks, by its levels.
type listStyle [maxLevel]levelStyle

type levelStyle struct {
	kind  doc.Kind
	done  bool
	start int
	other bool // it counts otherwise than 1, 2, 3
}

// readStyle reads an element of a file's styles.
func (r *reader) readStyle(automatic bool) func(*archive.Node) error {
	return func(n *archive.Node) error {
		switch n.Name {
		case "style:style":
			r.styles[n.Attr("style:family")+" "+n.Attr("style:name")] = readFileStyle(n, automatic)
		case "text:list-style":
			r.lists[n.Attr("style:name")] = readListStyle(n)
		case "text:notes-configuration":
			class := office.Footnote
			if n.Attr("text:note-class") == "endnote" {
				class = office.Endnote
			}
			r.classes[class] = n
		case "style:default-style":
			if n.Attr("style:family") == "paragraph" {
				r.language = languageOf(n.Kid("style:text-properties"))
			}
		}
		return nil
	}
}

func languageOf(p *archive.Node) string {
	if tag := p.Attr("style:rfc-language-tag"); tag != "" {
		return tag
	}
	tag, country := p.Attr("fo:language"), p.Attr("fo:country")
	if tag == "none" || tag == "zxx" {
		return ""
	}
	if tag != "" && country != "" && country != "none" {
		tag += "-" + country
	}
	return tag
}

func readFileStyle(n *archive.Node, automatic bool) *fileStyle {
	s := &fileStyle{
		name: n.Attr("style:display-name"), parent: n.Attr("style:parent-style-name"),
		list: n.Attr("style:list-style-name"), automatic: automatic,
		align: n.Kid("style:paragraph-properties").Attr("fo:text-align"),
	}
	if s.name == "" {
		s.name = shownName(n.Attr("style:name"))
	}
	border := n.Kid("style:paragraph-properties").Attr("fo:border-bottom")
	s.ruled = border != "" && border != "none"
	s.look = lookOf(n.Kid("style:text-properties"))
	return s
}

// shownName is a style's name as it is shown: what an XML name cannot hold is
// written in it as _20_, in hexadecimal digits.
func shownName(name string) string {
	parts := strings.Split(name, "_")
	var s strings.Builder
	s.WriteString(parts[0])
	for i := 1; i < len(parts); i++ {
		code, err := strconv.ParseUint(parts[i], 16, 32)
		if err == nil && i+1 < len(parts) && code >= ' ' && code < 0xD800 {
			s.WriteRune(rune(code))
			i++
			s.WriteString(parts[i])
			continue
		}
		s.WriteString("_" + parts[i])
	}
	return s.String()
}

// lookOf is what properties of text say.
func lookOf(p *archive.Node) office.Look {
	var l office.Look
	if p == nil {
		return l
	}
	for _, a := range p.Attrs {
		v := a.Value
		switch a.Name {
		case "fo:font-weight":
			n, _ := strconv.Atoi(v)
			l.Set(doc.Bold, v == "bold" || n >= 600)
		case "fo:font-style":
			l.Set(doc.Italic, v == "italic" || v == "oblique")
		case "fo:font-variant":
			l.Set(doc.SmallCaps, v == "small-caps")
		case "style:text-line-through-style":
			l.Set(doc.Strike, v != "none")
		case "style:text-underline-style":
			l.Set(doc.Underline, v != "none")
		case "fo:background-color":
			l.Set(doc.Lit, v != "transparent" && v != "#ffffff")
		case "style:font-name", "fo:font-family":
			l.Set(doc.Mono, office.Monospaced(v))
		case "style:text-position":
			l.Set(doc.Super|doc.Sub, false)
			position, _, _ := strings.Cut(v, " ")
			percent, _ := strconv.ParseFloat(strings.TrimSuffix(position, "%"), 64)
			switch {
			case position == "super" || percent > 0:
				l.Set(doc.Super, true)
			case position == "sub" || percent < 0:
				l.Set(doc.Sub, true)
			}
		case "text:display":
			l.Hidden = v == "none"
		}
	}
	return l
}

// maxBased bounds how many styles may be based on one another, which ends
// circles.
const maxBased = 16

// lineage is a style with those that it is based on, itself first. One that
// the file does not explain is known by its name.
func (r *reader) lineage(family, name string) []*fileStyle {
	var list []*fileStyle
	for name != "" && len(list) < maxBased {
		s := r.styles[family+" "+name]
		if s == nil {
			list = append(list, &fileStyle{name: shownName(name)})
			break
		}
		list = append(list, s)
		name = s.parent
	}
	return list
}

// textLook is the look of a style of text.
func (r *reader) textLook(name string) office.Look {
	var l office.Look
	lineage := r.lineage("text", name)
	for i := len(lineage) - 1; i >= 0; i-- {
		switch {
		case office.IsLink(lineage[i].name):
		case office.IsMono(lineage[i].name):
			l.Set(doc.Mono, true)
		default:
			l = l.Over(lineage[i].look)
		}
	}
	return l
}

// seriesOf is the series that the style of a note's mark names, or "".
func (r *reader) seriesOf(style string, class office.Class) string {
	for _, x := range r.lineage("text", style) {
		if name, ok := office.Derived(x.name, classNames[class].tag+" anchor"); ok {
			return name
		}
	}
	return ""
}

func readListStyle(n *archive.Node) *listStyle {
	s := &listStyle{}
	for i := range s {
		s[i] = levelStyle{kind: doc.Bullet, start: 1}
	}
	for _, k := range n.Kids {
		level, err := strconv.Atoi(k.Attr("text:level"))
		if err != nil || level < 1 || level > maxLevel {
			continue
		}
		at := &s[level-1]
		switch k.Name {
		case "text:list-level-style-number":
			format := k.Attr("style:num-format")
			if format == "" {
				continue
			}
			at.kind, at.other = doc.Numbered, format != "1"
			if start, err := strconv.Atoi(k.Attr("text:start-value")); err == nil {
				at.start = start
			}
		case "text:list-level-style-bullet":
			switch k.Attr("text:bullet-char") {
			case "☐":
				at.kind = doc.Task
			case "☑", "☒":
				at.kind, at.done = doc.Task, true
			}
		}
	}
	return s
}
