package app

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
)

// habit is something that becomes of what is typed, as a command switches it.
type habit struct {
	title string // of the command
	key   string // of the setting
	of    func(*editor.Habits) *bool
}

var (
	markdownHabit = habit{"Markdown as you type", "typing.markdown", func(h *editor.Habits) *bool { return &h.Markdown }}
	quotesHabit   = habit{"Typographic quotation marks", "typing.quotes", func(h *editor.Habits) *bool { return &h.Quotes }}
	dashesHabit   = habit{"Dashes and ellipses", "typing.dashes", func(h *editor.Habits) *bool { return &h.Dashes }}
	spacesHabit   = habit{"No-break spaces", "typing.spaces", func(h *editor.Habits) *bool { return &h.Spaces }}
)

// restoreHabits reads what was switched off; all is on at first.
func (w *Window) restoreHabits() {
	w.habits.Language = lang.SystemLocale().LanguageString()
	for _, h := range []habit{markdownHabit, quotesHabit, dashesHabit, spacesHabit} {
		v, err := w.lib.Setting(h.key)
		*h.of(&w.habits) = err != nil || v != "off"
	}
}

func habitCommand(h habit) func(*Window) {
	return func(w *Window) {
		on := h.of(&w.habits)
		*on = !*on
		w.desk.session.Habits = w.habits
		w.tick()
		says, value := lang.L("{{.What}}: off", map[string]any{"What": lang.L(h.title)}), "off"
		if *on {
			says, value = lang.L("{{.What}}: on", map[string]any{"What": lang.L(h.title)}), "on"
		}
		w.keep(h.key, value)
		w.status.sayQuietly(says)
	}
}

// textInUse is the text that had the focus last.
func (w *Window) textInUse() *page.Text {
	if w.source != nil {
		return &w.source.page.Text
	}
	if w.desk.last != "" {
		if t := w.desk.notes.Text(w.desk.last); t != nil {
			return t
		}
	}
	return &w.desk.page.Text
}

// typedCitation opens the box where “[@” was typed just before the caret.
func (w *Window) typedCitation(u editor.Update) {
	in, at := u.Selection.In, u.Selection.Head
	if u.Label != "Typing" || !u.Selection.Empty() || at < 2 || w.source != nil {
		return
	}
	text := u.New.Text(in)
	if text == nil || text.Text(at-2, at) != "[@" || len(u.Changes) == 0 || u.Changes[len(u.Changes)-1].New == 0 {
		return
	}
	w.later(time.Millisecond, func() {
		w.do(func() {
			if w.desk != nil && w.desk.session.Essay() == u.New {
				w.cite(w.textInUse(), editor.Selection{In: in, Anchor: at - 2, Head: at})
			}
		})
	})
}
