package markdown

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// marker is the reference to a note. Each label is used once: a second marker
// gets a note of its own, which refers to the first.
func (w *writer) marker(id string) string {
	if w.given != nil {
		return "[^" + w.given[essay.NoteID(id)] + "]"
	}
	if w.profile == CommonMark {
		return w.anchor(id)
	}
	if w.native() {
		if label := w.marked[id]; label != "" {
			return "[^" + label + "]"
		}
	}
	label := strconv.Itoa(len(w.refs) + 1)
	if name := w.series[id]; name != "" {
		w.count[name]++
		label = name + "-" + strconv.Itoa(w.count[name])
	}
	label = w.prefix + label
	w.refs = append(w.refs, ref{id, label})
	w.marked[id] = label
	return "[^" + label + "]"
}

// slug is the name of a series as all readers take it in a label.
func slug(name string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case unicode.IsLetter(r):
			return -1
		}
		return '-'
	}, name)
	s = strings.Trim(s[:min(len(s), 40)], "-")
	if s == "" {
		return "series"
	}
	return s
}

// resolved is a block with the numbers of notes as text, and with its picture
// as it is written.
func (w *writer) resolved(b *doc.Block) *doc.Block {
	if b.Kind == doc.Image {
		b = w.pictured(b)
	}
	if b.Atoms() == 0 {
		return b
	}
	var spans []doc.Span
	var before doc.Style
	found := false
	for _, s := range b.Spans() {
		if s.Atom != nil && s.Atom.Kind == doc.CrossRef {
			found = true
			text := "?"
			if n := w.numbers[s.Atom.ID]; n > 0 {
				text = strconv.Itoa(n)
			} else {
				w.lost++
			}
			s = doc.Span{Text: text, Style: before}
		}
		if s.Atom == nil {
			before = s.Style
		}
		spans = append(spans, s)
	}
	if !found {
		return b
	}
	return b.WithSpans(spans...)
}

// warnings say what of an essay's notes Markdown could not hold.
func (w *writer) warnings(e *essay.Essay) []string {
	var list []string
	used := map[string]bool{}
	styled, sections, again := false, false, 0
	for _, r := range e.Refs() {
		name := ""
		if n := e.Note(r.Note); n != nil {
			name = n.Series
		}
		if !r.First {
			again++
		}
		if used[name] {
			continue
		}
		used[name] = true
		s := e.Scheme().Of(name)
		styled = styled || s.Restart || s.Style != "" && s.Style != essay.Arabic
		sections = sections || s.Place == essay.SectionEnd
	}
	if styled || len(used) > 1 {
		list = append(list, "Readers of Markdown number all notes 1, 2, 3 in one run: other signs, separate series and numbers that begin again are not kept.")
	}
	if sections {
		list = append(list, "Markdown cannot put notes at the end of a section: they stand at the end of the text.")
	}
	switch {
	case again > 0 && w.profile != Portable && w.native():
	case again > 0 && w.given != nil:
		list = append(list, fmt.Sprintf("Not all readers of Markdown take a second marker to a note: %d.", again))
	case again > 0:
		list = append(list, fmt.Sprintf("Not all readers of Markdown take a second marker to a note: further markers have a note of their own, which says where to look: %d.", again))
	}
	if numbers := crossRefs(e); numbers > 0 {
		list = append(list, fmt.Sprintf("Markdown cannot refer to a note's number: cross-references are numbers typed as text: %d.", numbers))
	}
	if n := citedPlaces(e); n > 0 && w.profile != Pandoc && w.given == nil {
		list = append(list, fmt.Sprintf("Sources are cited as Pandoc reads it; others show the keys: %d.", n))
	}
	if w.tables > 0 {
		list = append(list, fmt.Sprintf("CommonMark has no tables, whose rows are paragraphs: %d.", w.tables))
	}
	if w.lost > 0 {
		list = append(list, fmt.Sprintf("Cross-references to notes without a marker, which show as “?”: %d.", w.lost))
	}
	if w.unseen > 0 {
		list = append(list, fmt.Sprintf("Pictures whose files are not there, in whose place stands what they show: %d.", w.unseen))
	}
	if w.unnamed > 0 {
		list = append(list, fmt.Sprintf("Code in a language whose name Markdown cannot hold, which is left out: %d.", w.unnamed))
	}
	return list
}

// citedPlaces counts the citations that are written.
func citedPlaces(e *essay.Essay) int {
	n := 0
	count := func(d *doc.Document) {
		for _, a := range d.Atoms() {
			if a.Kind == doc.Citation {
				n++
			}
		}
	}
	count(e.Body())
	for _, x := range e.Numbered() {
		if !e.IsCitation(x.ID) {
			count(x.Text)
		}
	}
	return n
}

// crossRefs counts the cross-references in the body and in the notes that have
// a marker.
func crossRefs(e *essay.Essay) int {
	n := 0
	count := func(d *doc.Document) {
		for _, a := range d.Atoms() {
			if isCrossRef(a) {
				n++
			}
		}
	}
	count(e.Body())
	for _, x := range e.Numbered() {
		count(x.Text)
	}
	return n
}
