package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor/essay"
)

// sample shows a style of numbers by its first three.
func sample(s essay.NumberStyle) string {
	return s.Format(1) + ", " + s.Format(2) + ", " + s.Format(3)
}

// seriesTitle names a series for the author.
func seriesTitle(name string) string {
	switch name {
	case "":
		return lang.L("Notes")
	case essay.Endnotes:
		return lang.L("Endnotes")
	}
	return capital(name)
}

// seriesNames lists the essay's own series, endnotes, and those that its notes
// or its scheme name.
func seriesNames(e *essay.Essay) []string {
	names := []string{"", essay.Endnotes}
	for _, s := range e.Scheme().Series {
		names = append(names, s.Name)
	}
	for n := range e.Notes() {
		names = append(names, n.Series)
	}
	slices.Sort(names[2:])
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
}

// numbering shows how the notes of each series are numbered, to be changed.
func (w *Window) numbering() {
	w.unfoldNotes()
	at := fyne.NewPos(w.win.Canvas().Size().Width-220, 90)
	if o := w.beside.NumberingLink(); o != nil {
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
	}
	e := w.desk.session.Essay()
	names := seriesNames(e)
	var items []*fyne.MenuItem
	for _, name := range names {
		item := fyne.NewMenuItem(seriesTitle(name)+"   "+sample(e.Scheme().Of(name).Style), nil)
		item.ChildMenu = w.seriesMenu(e.Scheme().Of(name))
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	if id := w.desk.active; id != "" {
		item := fyne.NewMenuItem(lang.L("Put note {{.Number}} into", map[string]any{"Number": e.Label(id)}), nil)
		item.ChildMenu = w.joinMenu(id, names)
		items = append(items, item)
	}
	if i, _ := w.own(); i >= 0 {
		c := w.side.shelf.list[i]
		item := fyne.NewMenuItem(lang.L("Numbers run on through “{{.Collection}}”", map[string]any{"Collection": c.Name}), func() { ownCommand(runOn)(w) })
		item.Checked = c.RunsOn
		items = append(items, item)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), w.win.Canvas(), at)
}

// joinMenu offers the series that a note can join.
func (w *Window) joinMenu(id essay.NoteID, names []string) *fyne.Menu {
	var items []*fyne.MenuItem
	for _, name := range names {
		item := fyne.NewMenuItem(seriesTitle(name), func() {
			w.edit(func() error { return w.desk.session.SetSeries([]essay.NoteID{id}, name) })
		})
		item.Checked = w.desk.session.Essay().Note(id) != nil && w.desk.session.Essay().Note(id).Series == name
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("A new series…"), func() {
		w.ask(lang.L("Name of the series, such as “editor”"), "", func(name string) {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
				w.edit(func() error { return w.desk.session.SetSeries([]essay.NoteID{id}, name) })
			}
		})
	}))
	return fyne.NewMenu("", items...)
}

// seriesMenu offers what can be chosen for a series.
func (w *Window) seriesMenu(s essay.Series) *fyne.Menu {
	var items []*fyne.MenuItem
	add := func(title string, is bool, change func(*essay.Series)) {
		item := fyne.NewMenuItem(title, func() {
			next := s
			change(&next)
			w.edit(func() error {
				return w.desk.session.SetScheme(w.desk.session.Essay().Scheme().With(next))
			})
		})
		item.Checked = is
		items = append(items, item)
	}
	for _, style := range essay.NumberStyles {
		is := s.Style == style || s.Style == "" && style == essay.Arabic
		add(sample(style), is, func(s *essay.Series) { s.Style = style })
	}
	items = append(items, fyne.NewMenuItemSeparator())
	add(lang.L("Numbers run through the essay"), !s.Restart, func(s *essay.Series) { s.Restart = false })
	for rank := 1; rank <= 3; rank++ {
		title := lang.L("Begin anew at each heading {{.Rank}}", map[string]any{"Rank": rank})
		add(title, s.Restart && s.Rank() == rank, func(s *essay.Series) { s.Restart, s.Section = true, rank })
	}
	items = append(items, fyne.NewMenuItemSeparator())
	for _, p := range []struct {
		place essay.Place
		title string
	}{
		{essay.Foot, lang.L("At the foot of the page")},
		{essay.SectionEnd, lang.L("At the end of the section")},
		{essay.EssayEnd, lang.L("At the end of the essay")},
	} {
		is := s.Place == p.place || s.Place == "" && p.place == essay.Foot
		add(p.title, is, func(s *essay.Series) { s.Place = p.place })
	}
	return fyne.NewMenu("", items...)
}
