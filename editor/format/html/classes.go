package html

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
)

// classes are the styles that a page's own style sheets give to classes of
// text, as in what Google Docs saves.
type classes map[string]doc.Style

var (
	cssComment = lazyregexp.New(`(?s)/\*.*?\*/`)
	cssRule    = lazyregexp.New(`([^{}]+)\{([^{}]*)\}`)
	cssClass   = lazyregexp.New(`^(?:span)?\.([\w-]+)$`)
)

// maxSheet bounds what is read of style sheets, in bytes.
const maxSheet = 1 << 20

func classesOf(root *html.Node) classes {
	list := classes{}
	left := maxSheet
	for d := range root.Descendants() {
		if d.DataAtom != atom.Style {
			continue
		}
		sheet := textOf(d)
		if left -= len(sheet); left < 0 {
			break
		}
		for _, rule := range cssRule.FindAllStringSubmatch(cssComment.ReplaceAllString(sheet, ""), -1) {
			style := styleOf(rule[2])
			if style == 0 {
				continue
			}
			for selector := range strings.SplitSeq(rule[1], ",") {
				if m := cssClass.FindStringSubmatch(strings.TrimSpace(selector)); m != nil {
					list[m[1]] |= style
				}
			}
		}
	}
	return list
}

func (c classes) of(n *html.Node) doc.Style {
	var style doc.Style
	if len(c) > 0 {
		for class := range strings.FieldsSeq(attr(n, "class")) {
			style |= c[class]
		}
	}
	return style
}
