package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// mainMenu makes the menu from the table of commands.
func (w *Window) mainMenu() *fyne.MainMenu {
	var menus []*fyne.Menu
	for _, name := range Menus {
		m := fyne.NewMenu(lang.L(name))
		for _, c := range Commands() {
			if c.Menu != name {
				continue
			}
			if c.Rule {
				m.Items = append(m.Items, fyne.NewMenuItemSeparator())
			}
			item := w.menuItem(c)
			if chosen, ok := choices[c.Title]; ok {
				item.Checked = chosen(w)
				w.ticks[c.Title] = item
			}
			addItem(m, c, item)
		}
		menus = append(menus, m)
	}
	return fyne.NewMainMenu(menus...)
}

// addItem puts a command into its menu; those of a title before a colon stand in
// one submenu.
func addItem(m *fyne.Menu, c Command, item *fyne.MenuItem) {
	group, rest, ok := strings.Cut(c.Title, ": ")
	if !ok {
		m.Items = append(m.Items, item)
		return
	}
	group, item.Label = lang.L(group), capital(lang.L(rest))
	last := len(m.Items) - 1
	if last < 0 || m.Items[last].ChildMenu == nil || m.Items[last].Label != group {
		sub := fyne.NewMenuItem(group, nil)
		sub.ChildMenu = fyne.NewMenu(group)
		m.Items = append(m.Items, sub)
		last++
	}
	m.Items[last].ChildMenu.Items = append(m.Items[last].ChildMenu.Items, item)
}

// tick ticks in the menu what is chosen.
func (w *Window) tick() {
	changed := false
	for title, item := range w.ticks {
		if on := choices[title](w); item.Checked != on {
			item.Checked, changed = on, true
		}
	}
	if menu := w.win.MainMenu(); changed && menu != nil {
		menu.Refresh()
	}
}

func (w *Window) menuItem(c Command) *fyne.MenuItem {
	item := fyne.NewMenuItem(lang.L(c.Title), func() { w.run(c) })
	item.IsQuit = c.Title == "Quit"
	if len(c.Keys) > 0 {
		item.Shortcut = c.Keys[0].shortcut()
		if s := c.Keys[0].standard(w.app.Clipboard()); s != nil {
			item.Shortcut = s
		}
	}
	return item
}

// bindKeys gives the canvas the keys that no menu item shows, for when no text
// has the focus.
func (w *Window) bindKeys() {
	canvas := w.win.Canvas()
	for _, c := range Commands() {
		for i, k := range c.Keys {
			if i > 0 && k.Mod != 0 && k.standard(nil) == nil {
				canvas.AddShortcut(k.shortcut(), func(fyne.Shortcut) { w.run(c) })
			}
		}
	}
	canvas.SetOnTypedKey(w.plainKey)
}

// plainKey runs the command of a key that Fyne makes no shortcut of, such as
// F11 or Shift+F3.
func (w *Window) plainKey(e *fyne.KeyEvent) {
	var mod fyne.KeyModifier
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		mod = d.CurrentKeyModifiers() & shift
	}
	if e.Name == fyne.KeyEscape {
		w.back()
		return
	}
	for _, c := range Commands() {
		for _, k := range c.Keys {
			if k.Mod == mod && k.Name == e.Name {
				w.run(c)
			}
		}
	}
}

// contextMenu shows what can be done with the text that was clicked; for a
// misspelled word, first of all others.
func (w *Window) contextMenu(at fyne.Position) {
	if m, ok := w.spelling.atCaret(); ok {
		w.spelling.offer(m, w.contextItems("Cut", "Copy", "Paste"), func() fyne.Position { return at })
		return
	}
	titles := []string{"Cut", "Copy", "Paste", "", "Note", "Refer to a note again…", "Number of a note…", "Parenthesis into a note", "Delete note", "", "Comment", "Bold", "Italic", "Block quote"}
	if w.desk.last != "" {
		titles = []string{"Cut", "Copy", "Paste", "", "Number of a note…", "Split at the caret", "Merge", "Duplicate", "Into a parenthesis", "Footnote or endnote", "Delete note", "", "Comment", "Bold", "Italic"}
	}
	if item := w.spelling.ownWord(); item != nil {
		w.popUp(at, append([]*fyne.MenuItem{item, fyne.NewMenuItemSeparator()}, w.contextItems(titles...)...))
		return
	}
	w.showMenu(at, titles)
}

// showMenu shows the commands of some titles, with a line where one is empty.
func (w *Window) showMenu(at fyne.Position, titles []string) { w.popUp(at, w.contextItems(titles...)) }

func (w *Window) popUp(at fyne.Position, items []*fyne.MenuItem) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), w.win.Canvas(), at)
}

// contextItems makes the items of commands by their titles; "" is a line.
func (w *Window) contextItems(titles ...string) (items []*fyne.MenuItem) {
	for _, title := range titles {
		if title == "" {
			items = append(items, fyne.NewMenuItemSeparator())
			continue
		}
		for _, c := range Commands() {
			if c.Title == title {
				item := w.menuItem(c)
				if title == "Note" {
					item.Label = lang.L("Insert note")
				}
				items = append(items, item)
			}
		}
	}
	return items
}
