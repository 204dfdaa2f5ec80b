package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
)

// palette shows all commands, filtered by what is typed.
func (w *Window) palette() {
	w.pick(lang.L("What do you want to do?"), func(text string) []pane.Item {
		var items []pane.Item
		for _, c := range MatchCommands(text) {
			item := pane.Item{Text: lang.L(c.Menu) + ": " + lang.L(c.Title), Tap: func() { w.run(c) }}
			if len(c.Keys) > 0 {
				item.Remark = c.Keys[0].String()
			}
			items = append(items, item)
		}
		return items
	})
}

// pickMax bounds the items that are shown at once; pickWidth is that of the list.
const pickMax, pickWidth = 200, 480

// pick shows what find gives for the text that is typed; the one that is
// chosen, by the arrows and Return or by the mouse, is tapped. One that find
// gives as selected is chosen at first.
func (w *Window) pick(prompt string, find func(text string) []pane.Item) {
	list := pane.NewList()
	list.Least = 11
	entry := newPickEntry()
	entry.SetPlaceHolder(prompt)
	popup := widget.NewPopUp(container.NewBorder(entry, nil, nil, nil, list), w.win.Canvas())
	chosen := 0
	var found []pane.Item
	leave := func() {
		popup.Hide()
		w.refocus()
	}
	show := func() {
		items := make([]pane.Item, len(found))
		for i, it := range found {
			items[i] = it
			items[i].Selected = i == chosen
			items[i].Tap = func() {
				leave()
				it.Tap()
			}
		}
		if len(items) == 0 {
			items = []pane.Item{{Heading: true, Text: lang.L("Nothing fits what is typed.")}}
		}
		list.Set(items)
		list.Reveal(chosen)
	}
	filter := func(text string) {
		found = find(text)
		found = found[:min(len(found), pickMax)]
		chosen = max(0, slices.IndexFunc(found, func(i pane.Item) bool { return i.Selected }))
		show()
	}
	entry.OnChanged = filter
	entry.OnSubmitted = func(string) {
		if chosen < len(found) {
			leave()
			found[chosen].Tap()
		}
	}
	entry.move = func(d int) {
		chosen = max(0, min(chosen+d, len(found)-1))
		show()
	}
	entry.escape = leave
	filter("")
	size := w.win.Canvas().Size()
	width := min(pickWidth, size.Width-40)
	popup.Resize(fyne.NewSize(width, popup.MinSize().Height))
	popup.ShowAtPosition(fyne.NewPos((size.Width-width)/2, 80))
	w.win.Canvas().Focus(entry)
}

// refocus gives the focus back to what is shown in the page's place, or to the
// text that had it.
func (w *Window) refocus() {
	switch {
	case w.source != nil:
		w.win.Canvas().Focus(w.source.page)
	case w.past != nil:
		w.win.Canvas().Focus(w.past.restore)
	case w.previewed():
		w.exporting.sheet.Focus(w.win.Canvas())
	case w.reviewing != nil && !w.reviewing.aside:
		w.reviewing.screen.Retake()
	default:
		w.desk.focusLast()
	}
}

// MatchCommands lists the commands whose menu and title hold each word of a
// text, those that begin with it first.
func MatchCommands(text string) []Command {
	words := strings.Fields(strings.ToLower(text))
	var first, rest []Command
	for _, c := range Commands() {
		name := strings.ToLower(lang.L(c.Menu) + ": " + lang.L(c.Title))
		hit := true
		for _, word := range words {
			hit = hit && strings.Contains(name, word)
		}
		switch {
		case !hit:
		case len(words) > 0 && strings.HasPrefix(strings.ToLower(lang.L(c.Title)), words[0]):
			first = append(first, c)
		default:
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// pickEntry is an entry above a list that is moved through with the arrows.
type pickEntry struct {
	widget.Entry
	move   func(int)
	escape func()
	other  func(*fyne.KeyEvent) // is given the function keys
	keys   map[fyne.KeyName]func()
	// shortcut reports whether it did what a shortcut asks for; or nil.
	shortcut func(fyne.Shortcut) bool
}

// TypedShortcut does what a shortcut asks for.
func (e *pickEntry) TypedShortcut(s fyne.Shortcut) {
	if e.shortcut == nil || !e.shortcut(s) {
		e.Entry.TypedShortcut(s)
	}
}

func newPickEntry() *pickEntry {
	e := &pickEntry{}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab keeps Tab for an entry that has a use for it.
func (e *pickEntry) AcceptsTab() bool { return e.keys[fyne.KeyTab] != nil }

// TypedKey moves through the list, or closes it.
func (e *pickEntry) TypedKey(k *fyne.KeyEvent) {
	switch do := e.keys[k.Name]; {
	case do != nil:
		do()
	case k.Name == fyne.KeyDown && e.move != nil:
		e.move(1)
	case k.Name == fyne.KeyUp && e.move != nil:
		e.move(-1)
	case k.Name == fyne.KeyEscape && e.escape != nil:
		e.escape()
	case e.other != nil && len(k.Name) > 1 && k.Name[0] == 'F' && k.Name[1] <= '9':
		e.other(k)
	default:
		e.Entry.TypedKey(k)
	}
}
