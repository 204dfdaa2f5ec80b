package pdf

import (
	"fmt"
	"strings"
)

// elem is an element of the structure of the text (ISO 32000-1, 14.7): what is a
// heading, a paragraph, a note. Programs that read aloud go by it, and so does
// our own reader.
type elem struct {
	kind  string // of the standard's
	id    string // of a note
	alt   string // what a picture shows
	attrs string // further entries
	kids  []kid
	ref   ref
	late  *elem // what it is put below when it is first drawn
}

// kid is an element, a piece of a page, or an annotation.
type kid struct {
	elem  *elem
	page  int // of a piece
	piece int
	annot *annot
}

// in adds an element below another.
func (e *elem) in(kind string) *elem {
	k := &elem{kind: kind}
	e.kids = append(e.kids, kid{elem: k})
	return k
}

// within makes an element within a line of another. It takes its place when its
// first words are drawn, after those before it.
func (e *elem) within(kind string) *elem { return &elem{kind: kind, late: e} }

// annot is a link on a page.
type annot struct {
	page   int
	box    [4]float64
	uri    string
	dest   string
	words  string
	number int // among all, for the structure
	elem   *elem
	ref    ref
}

// writeTags adds the structure to a file. Pages are the references of pages;
// pieces lists for each page the elements of its pieces.
func writeTags(to *file, root *elem, pages []ref, pieces [][]*elem, annots []*annot) ref {
	tree := to.reserve()
	reserve(to, root)
	ids := map[string]ref{}
	writeElem(to, root, tree, pages, ids)
	var nums strings.Builder
	for i, list := range pieces {
		var refs []string
		for _, e := range list {
			refs = append(refs, e.ref.String())
		}
		fmt.Fprintf(&nums, "%d %s ", i, to.add("[%s]", strings.Join(refs, " ")))
	}
	for _, a := range annots {
		fmt.Fprintf(&nums, "%d %s ", a.number, a.elem.ref)
	}
	var names strings.Builder
	for _, id := range sortedKeys(ids) {
		fmt.Fprintf(&names, "%s %s ", literal(id), ids[id])
	}
	const roles = "/Bullet /LI /Numbered /LI /Task /LI /Done /LI /Verse /P /Verbatim /Code /Marker /Reference /CrossRef /Reference /Aside /Sect"
	idTree := ""
	if len(ids) > 0 {
		keys := sortedKeys(ids)
		kid := to.add("<< /Limits [%s %s] /Names [%s] >>", literal(keys[0]), literal(keys[len(keys)-1]), names.String())
		idTree = fmt.Sprintf("/IDTree << /Kids [%s] >> ", kid)
	}
	to.set(tree, "<< /Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d /RoleMap << %s >> %s>>",
		root.ref, to.add("<< /Nums [%s] >>", nums.String()), len(pieces)+len(annots), roles, idTree)
	return tree
}

func reserve(to *file, e *elem) {
	e.ref = to.reserve()
	for _, k := range e.kids {
		if k.elem != nil {
			reserve(to, k.elem)
		}
	}
}

func writeElem(to *file, e *elem, parent ref, pages []ref, ids map[string]ref) {
	var kids []string
	own := -1 // the page of the first piece
	for _, k := range e.kids {
		switch {
		case k.elem != nil:
			kids = append(kids, k.elem.ref.String())
			writeElem(to, k.elem, e.ref, pages, ids)
		case k.annot != nil:
			kids = append(kids, fmt.Sprintf("<< /Type /OBJR /Obj %s /Pg %s >>", k.annot.ref, pages[k.annot.page]))
		case own < 0 || own == k.page:
			own = k.page
			kids = append(kids, fmt.Sprint(k.piece))
		default:
			kids = append(kids, fmt.Sprintf("<< /Type /MCR /Pg %s /MCID %d >>", pages[k.page], k.piece))
		}
	}
	entries := ""
	if own >= 0 {
		entries += fmt.Sprintf(" /Pg %s", pages[own])
	}
	if e.id != "" {
		entries += " /ID " + literal(e.id)
		ids[e.id] = e.ref
	}
	if e.alt != "" {
		entries += " /Alt " + text(e.alt)
	}
	if len(kids) > 0 {
		entries += " /K [" + strings.Join(kids, " ") + "]"
	}
	to.set(e.ref, "<< /Type /StructElem /S /%s /P %s%s%s >>", e.kind, parent, entries, e.attrs)
}
