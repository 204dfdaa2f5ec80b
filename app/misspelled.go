package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// misspelled is a word that is underlined.
type misspelled struct {
	in   essay.NoteID
	at   page.Range
	word string
}

// suggestionsMost is how many words a menu offers.
const suggestionsMost = 5

// atCaret is the wrong word that the caret touches, or that is selected.
func (s *spelling) atCaret() (misspelled, bool) {
	sel := s.w.desk.session.Selection()
	text := s.w.desk.session.Essay().Text(sel.In)
	r, ok := s.marks.At(page.Misspelled, text, sel.Head)
	from, to := sel.Range()
	ok = ok && (from == to || from == r.From && to == r.To)
	return misspelled{sel.In, r, text.Text(r.From, r.To)}, ok
}

// after is the next wrong word after the caret: in its text, in the notes that
// follow, and from the start again.
func (s *spelling) after() (misspelled, bool) {
	e, sel := s.w.desk.session.Essay(), s.w.desk.session.Selection()
	texts := []essay.NoteID{""}
	for _, n := range e.Numbered() {
		texts = append(texts, n.ID)
	}
	first := max(0, slices.Index(texts, sel.In))
	_, from := sel.Range()
	for i := range len(texts) + 1 {
		id := texts[(first+i)%len(texts)]
		text := e.Text(id)
		if i > 0 {
			from = 0
		}
		if r, ok := s.marks.Next(page.Misspelled, text, from); ok {
			return misspelled{id, r, text.Text(r.From, r.To)}, true
		}
	}
	return misspelled{}, false
}

// nextMisspelling selects the wrong word at the caret, or else the next one,
// and offers others for it.
func (w *Window) nextMisspelling() {
	s := w.spelling
	m, ok := s.atCaret()
	if !ok || !w.desk.session.Selection().Empty() {
		m, ok = s.after()
	}
	switch {
	case s.off:
		w.status.say(lang.L("The spelling is not checked; View › Check spelling turns it on."))
	case s.used == nil:
		w.status.say(lang.L("There is no dictionary for the language of this essay. Install one for Hunspell or LibreOffice, or choose another language."))
	case !ok:
		w.status.say(lang.L("No word is misspelled."))
	default:
		t := w.bringUp(m.in)
		if t == nil {
			return
		}
		t.Select(editor.Selection{In: m.in, Anchor: m.at.From, Head: m.at.To})
		s.offer(m, nil, func() fyne.Position { return t.PlaceBelow(m.at.From) })
	}
}

// bringUp gives the focus to the body or to a note, wherever that is hidden.
func (w *Window) bringUp(id essay.NoteID) *page.Text {
	if id == "" {
		w.desk.focus("")
		return &w.desk.page.Text
	}
	w.unfoldNotes()
	w.beside.ShowNotes()
	if w.desk.notes.Text(id) == nil {
		w.beside.ClearFilter()
	}
	w.desk.focus(id)
	return w.desk.notes.Text(id)
}

// offer shows a menu of words for a wrong one, and below it more, as soon as
// they are found.
func (s *spelling) offer(m misspelled, more []*fyne.MenuItem, place func() fyne.Position) {
	d, with := s.w.desk, s.used
	if with == nil {
		return
	}
	go func() {
		words := with.Suggest(m.word)
		fyne.Do(func() {
			if s.w.desk != d || !m.stands(d) {
				return
			}
			items := s.menu(m, words[:min(len(words), suggestionsMost)])
			if len(more) > 0 {
				items = append(append(items, fyne.NewMenuItemSeparator()), more...)
			}
			menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.w.win.Canvas())
			menu.ShowAtPosition(place())
			if len(more) == 0 { // asked for by a key: Enter takes the first
				menu.ActivateNext()
			}
		})
	}()
}

// stands reports whether the word still is where it was found.
func (m misspelled) stands(d *desk) bool {
	text := d.session.Essay().Text(m.in)
	return text != nil && text.Text(m.at.From, m.at.To) == m.word
}

func (s *spelling) menu(m misspelled, words []string) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, word := range words {
		if strings.Contains(m.word, "’") {
			word = strings.ReplaceAll(word, "'", "’")
		}
		items = append(items, fyne.NewMenuItem(word, func() { s.replace(m, word) }))
	}
	if len(words) == 0 {
		item := fyne.NewMenuItem(lang.L("No suggestions"), nil)
		item.Disabled = true
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Add to dictionary"), func() { s.learn(s.w.lib.AddWord(lemma(m.word))) }),
		fyne.NewMenuItem(lang.L("Ignore in this essay"), func() { s.learn(s.w.lib.IgnoreWord(s.w.desk.id, lemma(m.word))) }))
}

// lemma is a word without its genitive, which is right with the word.
func lemma(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// replace puts a word in the place of a wrong one, as one step.
func (s *spelling) replace(m misspelled, word string) {
	if !m.stands(s.w.desk) {
		return
	}
	s.w.edit(func() error {
		return s.w.desk.session.Do("Spelling", func(t *editor.Transaction) error {
			text := t.Essay().Text(m.in)
			i, off := text.Find(m.at.From)
			style, link := text.Block(i).StyleAt(off + 1)
			t.Replace(m.in, m.at.From, m.at.To, doc.TextSlice(word, style, link))
			t.Select(editor.Caret(m.in, m.at.From+doc.Pos(len([]rune(word)))))
			return nil
		})
	})
	s.w.desk.focus(m.in)
}

// learn follows a change of what the library says is right.
func (s *spelling) learn(err error) {
	s.w.fail(err)
	s.readOwn(s.w.desk.id)
	s.check(0)
	s.w.desk.focusLast()
}

// ownWord is the item that takes the word at the caret out of the personal
// dictionary, or nil if it is not there.
func (s *spelling) ownWord() *fyne.MenuItem {
	sel := s.w.desk.session.Selection()
	text := s.w.desk.session.Essay().Text(sel.In)
	word := lemma(text.Text(text.WordAt(sel.Head)))
	if _, ok := slices.BinarySearch(s.words, word); !ok {
		return nil
	}
	return fyne.NewMenuItem(lang.L("Remove from dictionary"), func() { s.learn(s.w.lib.RemoveWord(word)) })
}
