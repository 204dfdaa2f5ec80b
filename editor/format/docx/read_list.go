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
	override map[int]int // not yet used
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
			if l.Name == "w:lvl" {
				kind.level(l)
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
		l := &fileList{kind: kind, override: map[int]int{}}
		for _, o := range k.Kids {
			if o.Name != "w:lvlOverride" {
				continue
			}
			level, err := strconv.Atoi(o.Attr("w:ilvl"))
			start, err2 := strconv.Atoi(o.Kid("w:startOverride").Attr("w:val"))
			if err == nil && err2 == nil && level >= 0 && level < maxLevel {
				l.override[level] = start
			}
		}
		r.numbering.lists[k.Attr("w:numId")] = l
	}
}

func (k *listKind) level(l *archive.Node) {
	i, err := strconv.Atoi(l.Attr("w:ilvl"))
	if err != nil || i < 0 || i >= maxLevel {
		return
	}
	at := &k.levels[i]
	if format := l.Kid("w:numFmt").Attr("w:val"); format != "" {
		at.format = format
	}
	at.text = l.Kid("w:lvlText").Attr("w:val")
	if start, err := strconv.Atoi(l.Kid("w:start").Attr("w:val")); err == nil {
		at.start = start
	}
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
			l = &fileList{of.kind, l.override}
		}
	}
	n, _ := strconv.Atoi(level)
	return r.next(l, max(0, min(n, maxLevel-1))), true
}

// next counts on in a list.
func (r *reader) next(l *fileList, level int) item {
	is := l.kind.levels[level]
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
