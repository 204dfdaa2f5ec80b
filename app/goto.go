package app

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// destination is a heading or a note that can be gone to.
type destination struct {
	title string
	key   string // the title in small letters, for the search
	label string // of a note, in small letters
	level int    // of a heading, from 1
	block int
	note  essay.NoteID // "" for a heading
}

// destinations lists the headings of an essay, then its notes in their order.
func destinations(e *essay.Essay) []destination {
	var all []destination
	for i, b := range e.Body().All() {
		if b.Kind == doc.Heading {
			title := headingText(b)
			all = append(all, destination{title: title, key: strings.ToLower(title), level: b.Level, block: i})
		}
	}
	for _, r := range firstRefs(e) {
		if n := e.Note(r.Note); n != nil {
			text := n.Text.String()
			all = append(all, destination{title: text, key: strings.ToLower(text), label: strings.ToLower(r.Label), note: r.Note})
		}
	}
	return all
}

// matchDestinations lists those that a text names, the likelier first: the note
// of a number, headings that begin with the text, headings that hold each of its
// words, notes that do. “note 12” asks for notes alone.
func matchDestinations(all []destination, text string) []destination {
	text = strings.ToLower(strings.TrimSpace(text))
	label := text
	rest, onlyNotes := strings.CutPrefix(text, strings.ToLower(lang.L("Note"))+" ")
	if onlyNotes {
		label = strings.TrimSpace(rest)
	}
	holds := func(key, text string) bool {
		for _, word := range strings.Fields(text) {
			if !strings.Contains(key, word) {
				return false
			}
		}
		return true
	}
	var ranked [4][]destination
	for _, d := range all {
		switch isNote := d.note != ""; {
		case isNote && d.label == label:
			ranked[0] = append(ranked[0], d)
		case !isNote && strings.HasPrefix(d.key, text):
			ranked[1] = append(ranked[1], d)
		case !isNote && holds(d.key, text):
			ranked[2] = append(ranked[2], d)
		case isNote && (holds(d.key, text) || onlyNotes && holds(d.key, label)):
			ranked[3] = append(ranked[3], d)
		}
	}
	return append(append(append(ranked[0], ranked[1]...), ranked[2]...), ranked[3]...)
}

// goTo has a heading or a note chosen, and goes there.
func (w *Window) goTo() {
	all := destinations(w.desk.session.Essay())
	w.pick(lang.L("Go to a heading or a note: its number, or words of it"), func(text string) []pane.Item {
		var items []pane.Item
		for _, d := range matchDestinations(all, text) {
			if len(items) == pickMax {
				break
			}
			items = append(items, w.destinationItem(d))
		}
		return items
	})
}

func (w *Window) destinationItem(d destination) pane.Item {
	if d.note == "" {
		return pane.Item{Text: titleOr(d.title), Level: max(0, d.level-2), Remark: lang.L("Heading"), Tap: func() { w.side.goTo(d.block) }}
	}
	text := essay.Excerpt(d.title, 90)
	if text == "" {
		text = lang.L("(an empty note)")
	}
	label := w.desk.session.Essay().Label(d.note)
	return pane.Item{Text: text, Remark: lang.L("Note") + " " + label, Tap: func() {
		w.showAllNotes()
		w.desk.openNote(d.note)
	}}
}

// showAllNotes brings the notes beside the page, with none left out.
func (w *Window) showAllNotes() {
	w.unfoldNotes()
	w.beside.ShowNotes()
	w.beside.ClearFilter()
}
