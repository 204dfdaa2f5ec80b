package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
)

// languageName is the name of a language by its tag, such as “British English”.
func languageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}

// choice is a language that an essay may be in.
type choice struct{ tag, name string }

// chooseLanguage asks for the language of the essay, among those that there
// are dictionaries for.
func (w *Window) chooseLanguage() {
	d := w.desk
	go func() {
		list := installed() // anew: one may just have been installed
		usual, _ := sourceFor(list, "")
		fyne.Do(func() {
			if w.desk != d {
				return
			}
			if len(list) == 0 {
				w.status.say(lang.L("No dictionaries were found. Install one for Hunspell or LibreOffice, such as the package hunspell-en-us."))
				return
			}
			choices := []choice{{"", lang.L("As the desktop") + " (" + languageName(usual.Tag) + ")"}}
			for _, s := range list {
				choices = append(choices, choice{s.Tag, languageName(s.Tag)})
			}
			w.pickLanguage(choices)
		})
	}()
}

// pickLanguage shows languages in a list that is filtered by what is typed.
func (w *Window) pickLanguage(choices []choice) {
	const rows, row = 9, 28
	list := pane.NewList()
	scroll := container.NewVScroll(list)
	scroll.SetMinSize(fyne.NewSize(360, float32(min(len(choices), rows)*row)))
	entry := newPickEntry()
	entry.SetPlaceHolder(lang.L("Language of the essay"))
	popup := widget.NewPopUp(container.NewBorder(entry, nil, nil, nil, scroll), w.win.Canvas())
	var found []choice
	chosen := 0
	closed := func() {
		popup.Hide()
		w.desk.focusLast()
	}
	take := func(c choice) {
		closed()
		w.setLanguage(c.tag)
	}
	show := func() {
		items := make([]pane.Item, len(found))
		for i, c := range found {
			items[i] = pane.Item{Text: c.name, Remark: c.tag, Selected: i == chosen, Tap: func() { take(c) }}
		}
		list.Set(items)
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, float32((chosen-rows+2)*row))))
		scroll.Refresh()
	}
	filter := func(text string) {
		found, chosen = nil, 0
		for _, c := range choices {
			if strings.Contains(strings.ToLower(c.name+" "+c.tag), strings.ToLower(strings.TrimSpace(text))) {
				if text == "" && c.tag == w.desk.session.Essay().Language() {
					chosen = len(found)
				}
				found = append(found, c)
			}
		}
		show()
	}
	entry.OnChanged = filter
	entry.OnSubmitted = func(string) {
		if chosen < len(found) {
			take(found[chosen])
		}
	}
	entry.move = func(d int) {
		chosen = max(0, min(chosen+d, len(found)-1))
		show()
	}
	entry.escape = closed
	filter("")
	size := w.win.Canvas().Size()
	popup.Resize(popup.MinSize())
	popup.ShowAtPosition(fyne.NewPos((size.Width-popup.MinSize().Width)/2, 80))
	w.win.Canvas().Focus(entry)
}

// setLanguage says in which language the essay is, as one step.
func (w *Window) setLanguage(tag string) {
	w.edit(func() error {
		return w.desk.session.Do("Language", func(t *editor.Transaction) error {
			t.SetLanguage(tag)
			return nil
		})
	})
}
