package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
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

// pickLanguage has one of several languages chosen.
func (w *Window) pickLanguage(choices []choice) {
	w.pick(lang.L("Language of the essay"), func(text string) []pane.Item {
		var items []pane.Item
		for _, c := range choices {
			if strings.Contains(strings.ToLower(c.name+" "+c.tag), strings.ToLower(strings.TrimSpace(text))) {
				items = append(items, pane.Item{
					Text: c.name, Remark: c.tag, Selected: text == "" && c.tag == w.desk.session.Essay().Language(),
					Tap: func() { w.setLanguage(c.tag) },
				})
			}
		}
		return items
	})
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
