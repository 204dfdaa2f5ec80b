package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/essay"
)

// setStyle prints the essay's citations in a style, as one step.
func (w *Window) setStyle(folders cite.Folders, s cite.StyleInfo) {
	d := w.desk
	w.later(0, func() {
		style, err := folders.Style(s.Name)
		w.do(func() {
			if w.desk != d {
				return
			}
			if err != nil {
				w.fail(err)
				return
			}
			c := d.session.Essay().Citing()
			c.Style, c.InText = s.Name, style.Class != "note"
			if s.Name == csl.BuiltinStyles[0] {
				c.Style = ""
			}
			w.edit(func() error { return d.session.SetCiting(c) })
			w.status.sayQuietly(lang.L("Citations are printed in {{.Style}}.", map[string]any{"Style": s.Title}))
		})
	})
}

// citeLanguage has the language of the citations chosen.
func (w *Window) citeLanguage() {
	w.pick(lang.L("Language of the citations"), func(text string) []pane.Item {
		now := w.desk.session.Essay().Citing().Locale
		usual := languageName(cmp.Or(w.desk.session.Essay().Language(), "en-US"))
		list := []choice{{"", lang.L("As the essay") + " (" + usual + ")"}}
		for _, tag := range []string{"en-US", "en-GB", "de-DE", "de-AT", "de-CH", "fr-FR", "es-ES", "it-IT", "pt-PT", "pt-BR", "nl-NL", "sv-SE", "da-DK", "nb-NO", "pl-PL", "cs-CZ", "ru-RU", "ja-JP", "ko-KR", "zh-CN"} {
			list = append(list, choice{tag, languageName(tag)})
		}
		var items []pane.Item
		for _, c := range list {
			if strings.Contains(strings.ToLower(c.name+" "+c.tag), strings.ToLower(strings.TrimSpace(text))) {
				items = append(items, pane.Item{Text: c.name, Remark: c.tag, Selected: text == "" && c.tag == now, Tap: func() {
					w.setCiting(func(how *essay.Citing) { how.Locale = c.tag })
				}})
			}
		}
		return items
	})
}

func (w *Window) setCiting(change func(*essay.Citing)) {
	how := w.desk.session.Essay().Citing()
	change(&how)
	w.edit(func() error { return w.desk.session.SetCiting(how) })
}

// toggleIbid has the style say “ibid.”, or short forms in its place.
func (w *Window) toggleIbid() {
	w.setCiting(func(how *essay.Citing) { how.NoIbid = !how.NoIbid })
	says := lang.L("The style may say “ibid.” again.")
	if w.desk.session.Essay().Citing().NoIbid {
		says = lang.L("Short forms stand in the place of “ibid.”.")
	}
	w.status.sayQuietly(says)
}

// insertBibliography offers what a bibliography at the caret may list.
func (w *Window) insertBibliography() {
	if w.desk.last != "" {
		w.status.say(lang.L("A bibliography stands in the essay’s text: put the caret there."))
		return
	}
	w.pick(lang.L("Bibliography of what?"), func(text string) []pane.Item {
		lists := []struct {
			title string
			list  essay.List
		}{
			{lang.L("All sources that are cited"), essay.List{}},
			{lang.L("All sources of the essay, cited or not"), essay.List{Uncited: true}},
		}
		e := w.desk.session.Essay()
		var types, tags []string
		for _, it := range e.Sources() {
			types, tags = append(types, it.Type), append(tags, cite.Tags(it)...)
		}
		for _, kind := range unique(types) {
			lists = append(lists, struct {
				title string
				list  essay.List
			}{lang.L("Those of the type “{{.Type}}”", map[string]any{"Type": sourceKind(kind)}), essay.List{Type: kind}})
		}
		for _, tag := range unique(tags) {
			lists = append(lists, struct {
				title string
				list  essay.List
			}{lang.L("Those with the tag “{{.Tag}}”", map[string]any{"Tag": tag}), essay.List{Tag: tag}})
		}
		var items []pane.Item
		for _, l := range lists {
			if strings.Contains(strings.ToLower(l.title), strings.ToLower(strings.TrimSpace(text))) {
				items = append(items, pane.Item{Text: l.title, Tap: func() {
					w.desk.page.Do(func() error { return w.desk.session.InsertBibliography(l.list) })
				}})
			}
		}
		return items
	})
}

func unique(list []string) []string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.Sort(list)
	return slices.Compact(list)
}
