package markdown

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// sourceOf is the part of the file that a note's text starts with; nil if it
// came from none.
func sourceOf(n *essay.Note) *doc.Source { return n.Text.Block(0).Source() }

// isInline reports whether a note still stands within the text that its marker
// is in, as it did in the file.
func (k *keeper) isInline(n *essay.Note) bool {
	if n == nil || n.Label != "" || sourceOf(n) == nil {
		return false
	}
	for b := range n.Text.Each() {
		if b.Source() == nil || b.Source().Worn != doc.Whole || k.wear[b] != doc.Whole {
			return false
		}
	}
	return true
}

// isIn reports whether a note is written: those with a marker, and those that
// had none in the file.
func (k *keeper) isIn(n *essay.Note) bool {
	return k.e.Number(n.ID) > 0 || n.Lost == (essay.Lost{}) && n.Label != "" && sourceOf(n) != nil
}

// ordered lists the notes that are written: by their first markers, and then
// those without.
func (k *keeper) ordered() []*essay.Note {
	list := slices.Clone(k.e.Numbered())
	numbered := len(list)
	for n := range k.e.Notes() {
		if k.e.Number(n.ID) == 0 && k.isIn(n) {
			list = append(list, n)
		}
	}
	slices.SortFunc(list[numbered:], byPlace)
	return list
}

// byPlace orders notes as they stood in the file; new ones come last.
func byPlace(a, b *essay.Note) int {
	x, y := sourceOf(a), sourceOf(b)
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return 1
	case y == nil:
		return -1
	}
	return cmp.Compare(x.Place, y.Place)
}

// label gives the notes the labels that they had, each to one of them, and the
// others labels that are nowhere yet. A text that names its notes otherwise
// does not hold.
func (k *keeper) label() {
	k.labels = map[essay.NoteID]string{}
	taken := map[string]bool{}
	list := k.ordered()
	for _, n := range list {
		if n.Label != "" && !taken[n.Label] {
			taken[n.Label] = true
			k.labels[n.ID] = n.Label
		}
	}
	needed := map[essay.NoteID]bool{}
	for again := true; again; {
		again = false
		for b := range k.e.Body().Each() {
			if b.Atoms() == 0 {
				continue
			}
			wear := k.wornOf(b)
			if wear == doc.Whole && !k.names(b, needed) {
				k.wear[b], wear, again = doc.Reworded, doc.Reworded, true
			}
			if wear == doc.Whole {
				continue
			}
			for _, s := range b.Spans() {
				if s.IsMarker() && k.labels[essay.NoteID(s.Atom.ID)] == "" && !needed[essay.NoteID(s.Atom.ID)] {
					needed[essay.NoteID(s.Atom.ID)], again = true, true
				}
			}
		}
	}
	if len(needed) == 0 {
		k.w.given = k.labels
		return
	}
	used := k.used()
	number := 0
	for _, r := range k.e.Refs() {
		if !needed[r.Note] || k.labels[r.Note] != "" {
			continue
		}
		name := k.w.series[string(r.Note)]
		for i := 1; ; i++ {
			label := name + "-" + strconv.Itoa(i)
			if name == "" {
				number++
				label = strconv.Itoa(number)
			}
			if !used[label] {
				used[label] = true
				k.labels[r.Note] = label
				break
			}
		}
	}
	k.w.given = k.labels
}

// mark matches a label between its brackets.
var mark = lazyregexp.New(`\[\^([^\[\]\n]+)\]`)

// names reports whether a text has for each of its markers the label of its
// note, or the note itself.
func (k *keeper) names(b *doc.Block, needed map[essay.NoteID]bool) bool {
	s := b.Source()
	var there map[string]bool
	for _, sp := range b.Spans() {
		if !sp.IsMarker() {
			continue
		}
		id := essay.NoteID(sp.Atom.ID)
		label := k.labels[id]
		if label == "" {
			if needed[id] || !k.isInline(k.e.Note(id)) {
				return false
			}
			continue
		}
		if strings.Contains(s.Bytes[s.Text:s.Tail], "[^"+label+"]") {
			continue
		}
		if there == nil {
			there = map[string]bool{}
			for _, m := range mark.FindAllStringSubmatch(s.Bytes[s.Text:s.Tail], -1) {
				there[fold(m[1])] = true
			}
		}
		if !there[fold(label)] {
			return false
		}
	}
	return true
}

// used are the labels that stand anywhere in the file, in lower case.
func (k *keeper) used() map[string]bool {
	used := map[string]bool{}
	look := func(text string) {
		for strings.Contains(text, "[^") {
			_, text, _ = strings.Cut(text, "[^")
			label, _, _ := strings.Cut(text, "]")
			if len(label) <= maxLabel {
				used[fold(label)] = true
			}
		}
	}
	each := func(d *doc.Document) {
		for b := range d.Each() {
			if s := b.Source(); s != nil {
				look(s.Bytes)
			} else if b.Kind == doc.Verbatim {
				look(b.Text())
			}
		}
	}
	each(k.e.Body())
	for n := range k.e.Notes() {
		used[fold(n.Label)] = true
		each(n.Text)
	}
	return used
}

// place finds where the definitions of notes go: to their places in the file,
// or after the definition of the note before them.
func (k *keeper) place() {
	k.queue, k.after = map[string][]*essay.Note{}, map[essay.NoteID][]*essay.Note{}
	places := map[string]int{}
	count := func(s *doc.Source) {
		if s != nil {
			for _, l := range s.Notes {
				places[l]++
			}
		}
	}
	count(k.e.Head().Source)
	for b := range k.e.Body().Each() {
		count(b.Source())
	}
	for n := range k.e.Notes() {
		if n.Label != "" && sourceOf(n) != nil {
			k.queue[n.Label] = append(k.queue[n.Label], n)
		}
	}
	placed := map[essay.NoteID]bool{}
	for label, q := range k.queue {
		slices.SortFunc(q, byPlace)
		k.queue[label] = q[:min(len(q), places[label])]
		for i, n := range k.queue[label] {
			placed[n.ID] = true
			if !k.isIn(n) {
				k.queue[label][i] = nil
			}
		}
	}
	var before essay.NoteID
	for _, n := range k.ordered() {
		switch {
		case k.labels[n.ID] == "" && (n.Label == "" || sourceOf(n) == nil):
		case placed[n.ID]:
			before = n.ID
		default:
			k.after[before] = append(k.after[before], n)
		}
	}
}

// rest are the notes whose definitions have no place, in their order.
func (k *keeper) rest() []*essay.Note {
	list := k.after[""]
	if slices.ContainsFunc(list, func(n *essay.Note) bool { return sourceOf(n) != nil }) {
		slices.SortStableFunc(list, byPlace)
	}
	return list
}

// note writes a note's definition, and those that follow it.
func (k *keeper) note(n *essay.Note) {
	k.w.inNote = true
	defer func() { k.w.inNote = false }()
	if k.holds(n) {
		for b := range n.Text.Each() {
			k.join(b.Source(), 2)
			k.part(b, k.wornOf(b))
		}
	} else {
		k.flush()
		k.separate(2)
		label := k.labels[n.ID]
		if label == "" {
			label = n.Label
		}
		k.write("[^" + label + "]:" + k.w.definition(n.Text))
		for b := range n.Text.Each() {
			if s := b.Source(); s != nil && s.Place > 0 && k.wornOf(b) < alone {
				k.await(s)
			}
		}
	}
	for _, after := range k.after[n.ID] {
		k.note(after)
	}
}

// holds reports whether a note's definition can be written from its blocks one
// by one.
func (k *keeper) holds(n *essay.Note) bool {
	var last *doc.Source
	for i, b := range n.Text.All() {
		s := b.Source()
		if s == nil || s.Place == 0 || k.wornOf(b) >= doc.Reshaped {
			return false
		}
		if i == 0 {
			if s.Bytes != "" && (k.labels[n.ID] != "" && k.labels[n.ID] != n.Label || !strings.Contains(s.Bytes[:s.Text], "[^"+n.Label+"]:")) {
				return false
			}
		} else if last.Place+1 != s.Place {
			return false
		}
		last = s
	}
	return true
}

// links writes definitions of links whose places are gone, where text that is
// kept still refers to them.
func (k *keeper) links() {
	links := k.e.Head().Links
	if len(links) == 0 || k.parts == k.e.Head().Parts {
		return
	}
	text := strings.ToLower(k.out.String())
	first := true
	for _, l := range links {
		label := strings.ToLower(l[:strings.Index(l, "]:")+1])
		if strings.Contains(text, label+":") || !strings.Contains(text, label) {
			continue
		}
		if first {
			k.separate(2)
		}
		k.write(l + "\n")
		first = false
	}
}
