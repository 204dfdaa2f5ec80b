package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/storage"
)

// sourceForm edits one source.
type sourceForm struct {
	w     *Window
	old   storage.Source // an ID of 0 is a new one
	kind  *widget.Select
	key   *pickEntry
	texts map[string]*pickEntry
	names map[string]*widget.Entry
	dates map[string]*pickEntry
	says  *widget.Label
	rows  *fyne.Container
}

// newSource shows an empty form.
func (w *Window) newSource() {
	w.editSource(storage.Source{Item: &csl.Item{Type: "book"}})
}

// editSource shows the form of a source beside the page.
func (w *Window) editSource(src storage.Source) {
	w.unfoldNotes()
	f := &sourceForm{w: w, old: src, texts: map[string]*pickEntry{}, names: map[string]*widget.Entry{}, dates: map[string]*pickEntry{}, rows: container.NewVBox()}
	it := src.Item
	titles := make([]string, len(sourceTypes))
	for i, t := range sourceTypes {
		titles[i] = lang.L(t.title)
	}
	f.kind = widget.NewSelect(titles, nil)
	f.kind.SetSelected(sourceKind(cmp.Or(it.Type, "document")))
	f.rows.Add(f.kind)
	f.addNames("author", lang.L("Authors, one a line: Family, Given"))
	f.addText("title", lang.L("Title"))
	f.addDate("issued", lang.L("Year or date"))
	f.addNames("editor", lang.L("Editors"))
	for _, u := range usualFields[1:] {
		f.addText(u.name, lang.L(u.title))
	}
	for _, name := range sortedKeys(it.Names) {
		if name != "author" && name != "editor" {
			f.addNames(name, name)
		}
	}
	for _, name := range sortedKeys(it.Dates) {
		if name != "issued" {
			f.addDate(name, name)
		}
	}
	for _, name := range sortedKeys(it.Fields) {
		if f.texts[name] == nil {
			f.addText(name, name)
		}
	}
	f.key = f.entry(lang.L("Key; empty makes one of author and year"), it.ID)
	f.show()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (f *sourceForm) entry(title, text string) *pickEntry {
	e := newPickEntry()
	e.SetText(text)
	e.escape = f.w.beside.ShowNotes
	e.OnSubmitted = func(string) { f.save() }
	f.label(title)
	f.rows.Add(e)
	return e
}

func (f *sourceForm) label(title string) {
	l := widget.NewLabel(title)
	l.SizeName, l.Importance = fynetheme.SizeNameCaptionText, widget.LowImportance
	f.rows.Add(l)
}

func (f *sourceForm) addText(name, title string) {
	f.texts[name] = f.entry(title, f.old.Item.Fields[name])
}

func (f *sourceForm) addDate(name, title string) {
	f.dates[name] = f.entry(title, dateText(f.old.Item.Dates[name]))
}

func (f *sourceForm) addNames(name, title string) {
	e := widget.NewMultiLineEntry()
	e.SetText(namesText(f.old.Item.Names[name]))
	e.SetMinRowsVisible(max(2, min(5, len(f.old.Item.Names[name]))))
	f.names[name] = e
	f.label(title)
	f.rows.Add(e)
}

func (f *sourceForm) show() {
	f.says = widget.NewLabel("")
	f.says.Wrapping = fyne.TextWrapWord
	f.says.Hide()
	more := widget.NewSelect(furtherFields, nil)
	more.PlaceHolder = lang.L("A further field…")
	further := container.NewVBox()
	more.OnChanged = func(name string) {
		if name == "" || f.texts[name] != nil {
			return
		}
		rows := f.rows
		f.rows = further
		f.addText(name, name)
		f.rows = rows
		f.w.win.Canvas().Focus(f.texts[name])
	}
	save := widget.NewButton(lang.L("Save source"), f.save)
	save.Importance = widget.HighImportance
	actions := container.NewHBox(save, layout.NewSpacer())
	title := lang.L("New source")
	if f.old.ID != 0 {
		title = lang.L("Source")
		actions.Add(pane.NewLink(lang.L("Cite at the caret"), func() { f.w.beside.ShowNotes(); f.w.citeSource(f.old.Item) }))
		actions.Add(pane.NewLink(lang.L("Where is this cited?"), func() { f.w.whereCited(f.old) }))
	}
	foot := container.NewVBox(widget.NewSeparator(), f.says, actions)
	body := container.NewBorder(nil, container.NewPadded(foot), nil, nil, container.NewVScroll(container.NewPadded(container.NewVBox(f.rows, further, more))))
	f.w.beside.Put("source", title, body)
	if f.old.ID == 0 {
		f.w.win.Canvas().Focus(f.names["author"])
	}
}

// item is the source as the form has it; what the form does not show stays.
func (f *sourceForm) item() *csl.Item {
	it := f.old.Item.Clone()
	if it.Fields == nil {
		it.Fields = map[string]string{}
	}
	if it.Dates == nil {
		it.Dates = map[string]csl.Date{}
	}
	for _, t := range sourceTypes {
		if lang.L(t.title) == f.kind.Selected {
			it.Type = t.kind
		}
	}
	for name, e := range f.texts {
		if text := strings.TrimSpace(e.Text); text != "" {
			it.Fields[name] = text
		} else {
			delete(it.Fields, name)
		}
	}
	for name, e := range f.names {
		if names := parseNames(e.Text, f.old.Item.Names[name]); len(names) > 0 {
			it.Names[name] = names
		} else {
			delete(it.Names, name)
		}
	}
	for name, e := range f.dates {
		switch text := strings.TrimSpace(e.Text); {
		case text == "":
			delete(it.Dates, name)
		case text != dateText(f.old.Item.Dates[name]):
			it.Dates[name] = csl.ParseDate(text)
		}
	}
	if it.ID = strings.TrimSpace(f.key.Text); it.ID == "" {
		it.ID = f.w.freeKey(f.old.ID, it)
	}
	return it
}

// save saves what the form has.
func (f *sourceForm) save() {
	w, it := f.w, f.item()
	if cite.Title(it) == "" && len(cite.Makers(it)) == 0 {
		f.says.SetText(lang.L("A source needs a title or an author."))
		f.says.Show()
		return
	}
	if err := w.saveSource(f.old, it); err != nil {
		f.says.SetText(sentence(err))
		f.says.Show()
		return
	}
	w.beside.ShowNotes()
	w.adoptSources()
	w.side.findSources(w.side.search.Text)
	w.status.sayQuietly(lang.L("The source is saved."))
}

// saveSource puts a new source, or the changed content of one, into the library
// and into the essay on the desk if that has it.
func (w *Window) saveSource(old storage.Source, it *csl.Item) error {
	if old.ID == 0 {
		_, err := w.addSources(lang.L("{{.Source}} added", map[string]any{"Source": cite.Line(it)}), it)
		return err
	}
	did := lang.L("{{.Source}} changed", map[string]any{"Source": cite.Line(it)})
	return w.changeSources(did, []storage.SourceRow{{ID: old.ID, Item: it}}, nil)
}

func dateText(d csl.Date) string {
	if d.Literal != "" {
		return d.Literal
	}
	if d.From == (csl.DateParts{}) {
		return ""
	}
	text := partsText(d.From)
	if d.Range {
		text += "/"
		if d.To != (csl.DateParts{}) {
			text += partsText(d.To)
		}
	}
	if d.Circa {
		text += "~"
	}
	return text
}

// partsText writes a date as EDTF does, which has a year 0.
func partsText(p csl.DateParts) string {
	year := p.Year
	if year < 0 {
		return fmt.Sprintf("-%04d", -year-1)
	}
	switch {
	case p.Season > 0:
		return fmt.Sprintf("%d-%d", year, 20+p.Season)
	case p.Day > 0:
		return fmt.Sprintf("%04d-%02d-%02d", year, p.Month, p.Day)
	case p.Month > 0:
		return fmt.Sprintf("%04d-%02d", year, p.Month)
	}
	return fmt.Sprint(year)
}

// namesText writes names one a line, as they are edited.
func namesText(names []csl.Name) string {
	lines := make([]string, len(names))
	for i, n := range names {
		lines[i] = nameText(n)
	}
	return strings.Join(lines, "\n")
}

func nameText(n csl.Name) string {
	if n.Literal != "" {
		return n.Literal
	}
	family := strings.TrimSpace(n.DroppingParticle + " " + n.NonDroppingParticle + " " + n.Family)
	text := family
	if n.Given != "" {
		text += ", " + n.Given
	}
	if n.Suffix != "" {
		text += ", " + n.Suffix
	}
	return text
}

// parseNames reads names one a line; those that were not touched stay what they
// were.
func parseNames(text string, old []csl.Name) []csl.Name {
	var names []csl.Name
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if i := slices.IndexFunc(old, func(n csl.Name) bool { return nameText(n) == line }); i >= 0 {
			names = append(names, old[i])
			continue
		}
		family, given, parted := strings.Cut(line, ",")
		if !parted {
			names = append(names, csl.Name{Literal: line})
			continue
		}
		given, suffix, _ := strings.Cut(given, ",")
		names = append(names, csl.Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given), Suffix: strings.TrimSpace(suffix)})
	}
	return names
}
