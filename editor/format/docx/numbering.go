package docx

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// list is a numbered list of its own: Word counts its items on wherever they
// stand, from start.
type list struct{ level, start int }

// The numbers of the lists that are always there; numbered lists follow.
const (
	bulletList = 1 + iota
	openTasks
	doneTasks
	firstNumbered
)

// maxLevel is how deep Word's lists go.
const maxLevel = 9

// openLists are the numbered lists that a further item may belong to, the
// outermost first.
type openLists []openList

type openList struct{ level, list, last int }

// number is the numbering of an item that has the given number.
func (p *part) number(open *openLists, b *doc.Block, number int) string {
	level := min(b.Level, maxLevel)
	if level < b.Level {
		p.Add("Word's lists have nine levels: items that stand deeper are moved to the ninth.")
	}
	in := *open
	for len(in) > 0 && (in[len(in)-1].level > b.Level || in[len(in)-1].level == b.Level && b.Kind != doc.Numbered) {
		in = in[:len(in)-1]
	}
	id := bulletList
	switch {
	case b.Kind == doc.Task && b.Info.Done:
		id = doneTasks
	case b.Kind == doc.Task:
		id = openTasks
	case b.Kind == doc.Numbered:
		n := len(in)
		if n == 0 || in[n-1].level < b.Level {
			in = append(in, openList{level: b.Level})
			n++
		}
		l := &in[n-1]
		if l.list == 0 || l.last+1 != number {
			p.lists = append(p.lists, list{level, number})
			l.list = firstNumbered + len(p.lists) - 1
		}
		l.last = number
		id = l.list
	}
	*open = in
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level-1, id)
}

// numbering is the part that says how lists are numbered.
func (d *writer) numbering() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s<w:numbering %s>", xmlHead, namespaces)
	for i, sign := range []string{"•", "☐", "☑", ""} {
		fmt.Fprintf(&s, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, i)
		for level := range maxLevel {
			format, text := "bullet", sign
			if sign == "" {
				format, text = "decimal", fmt.Sprintf("%%%d.", level+1)
			}
			fmt.Fprintf(&s, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`,
				level, format, text, 720*(level+1))
		}
		s.WriteString("</w:abstractNum>")
	}
	for i := range firstNumbered - 1 {
		fmt.Fprintf(&s, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i)
	}
	for i, l := range d.lists {
		fmt.Fprintf(&s, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`,
			firstNumbered+i, firstNumbered-1, l.level-1, l.start)
	}
	s.WriteString("</w:numbering>")
	return s.String()
}
