package docx

import (
	"strconv"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// numbering is how the file numbers lists.
type numbering struct {
	kinds  map[string]*listKind // by what lists share
	lists  map[string]*fileList
	styles map[string]string // the list that a style of lists has
}

// listKind is what lists may share: how their levels look, and the numbers
// that have been given.
type listKind struct {
	levels [maxLevel]levelKind
	last   [maxLevel]int
	linked string // the style that says how it looks
}

type levelKind struct {
	format, text string
	start        int
}

// fileList is a list: a kind, and the numbers at which levels begin anew.
type fileList struct {
	kind     *listKind
	levels   map[int]levelKind // that look otherwise than its kind's
	override map[int]int       // not yet used
}

func (r *reader) readNumbering(root *archive.Node) {
	r.numbering = numbering{kinds: map[string]*listKind{}, lists: map[string]*fileList{}, styles: map[string]string{}}
	for _, k := range root.Kids {
		if k.Name != "w:abstractNum" {
			continue
		}
		kind := &listKind{linked: k.Kid("w:numStyleLink").Attr("w:val")}
		for i := range kind.levels {
			kind.levels[i] = levelKind{"decimal", "", 1}
		}
		for _, l := range k.Kids {
			if i, ok := levelOf(l); ok && l.Name == "w:lvl" {
				kind.levels[i] = readLevel(l)
			}
		}
		r.numbering.kinds[k.Attr("w:abstractNumId")] = kind
	}
	for _, k := range root.Kids {
		if k.Name != "w:num" {
			continue
		}
		kind := r.numbering.kinds[k.Kid("w:abstractNumId").Attr("w:val")]
		if kind == nil {
			continue
		}
		l := &fileList{kind: kind, levels: map[int]levelKind{}, override: map[int]int{}}
		for _, o := range k.Kids {
			if o.Name != "w:lvlOverride" {
				continue
			}
			level, ok := levelOf(o)
			if !ok {
				continue
			}
			if start, err := strconv.Atoi(o.Kid("w:startOverride").Attr("w:val")); err == nil {
				l.override[level] = start
			}
			if own := o.Kid("w:lvl"); own != nil {
				l.levels[level] = readLevel(own)
			}
		}
		r.numbering.lists[k.Attr("w:numId")] = l
	}
}

// levelOf is the level, from 0, that an element is about.
func levelOf(n *archive.Node) (int, bool) {
	i, err := strconv.Atoi(n.Attr("w:ilvl"))
	return i, err == nil && i >= 0 && i < maxLevel
}

func readLevel(l *archive.Node) levelKind {
	at := levelKind{"decimal", l.Kid("w:lvlText").Attr("w:val"), 1}
	if format := l.Kid("w:numFmt").Attr("w:val"); format != "" {
		at.format = format
	}
	if start, err := strconv.Atoi(l.Kid("w:start").Attr("w:val")); err == nil {
		at.start = start
	}
	return at
}

// item is what the numbering of a paragraph makes of it.
type item struct {
	kind   doc.Kind
	level  int
	done   bool
	number int // that Word gives it
}

// item reads the numbering that a paragraph has by its properties or its
// style; false if it is no item of a list.
func (r *reader) item(props *archive.Node, style string) (item, bool) {
	num := props.Kid("w:numPr")
	id, level := num.Kid("w:numId").Attr("w:val"), num.Kid("w:ilvl").Attr("w:val")
	for _, x := range r.styles.lineage(style) {
		if id != "" {
			break
		}
		id = x.node.Kid("w:pPr", "w:numPr", "w:numId").Attr("w:val")
		if level == "" {
			level = x.node.Kid("w:pPr", "w:numPr", "w:ilvl").Attr("w:val")
		}
	}
	l := r.numbering.lists[id]
	if id == "" || id == "0" || l == nil {
		return item{}, false
	}
	if linked := r.styles.byID[l.kind.linked]; linked != nil && l.kind.linked != "" {
		if of := r.numbering.lists[linked.node.Kid("w:pPr", "w:numPr", "w:numId").Attr("w:val")]; of != nil {
			l = &fileList{of.kind, of.levels, l.override}
		}
	}
	n, _ := strconv.Atoi(level)
	n = max(0, min(n, maxLevel-1))
	is, own := l.levels[n]
	if !own {
		is = l.kind.levels[n]
	}
	if is.format == "none" && is.text == "" {
		return item{}, false
	}
	return r.next(l, n, is), true
}

// next counts on in a list.
func (r *reader) next(l *fileList, level int, is levelKind) item {
	it := item{kind: doc.Numbered, level: level + 1}
	switch {
	case is.format == "bullet" || is.format == "none":
		it.kind = doc.Bullet
		if is.text == "☐" || is.text == "☑" || is.text == "☒" {
			it.kind, it.done = doc.Task, is.text != "☐"
		}
	case is.format != "decimal":
		r.Add("Lists that count in letters or Roman numerals count 1, 2, 3 here.")
	}
	last := &l.kind.last[level]
	if start, ok := l.override[level]; ok {
		*last = start - 1
		delete(l.override, level)
	} else if *last == 0 {
		*last = is.start - 1
	}
	*last = min(*last+1, 1<<30)
	it.number = *last
	for i := level + 1; i < maxLevel; i++ {
		l.kind.last[i] = 0
	}
	return it
}
