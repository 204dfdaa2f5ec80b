package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/storage"
)

// importing is an import of several files, with the list beside the page of
// what became of them. It stays until another import or the list is closed.
type importing struct {
	w       *Window
	cancel  context.CancelFunc
	says    *quiet
	stop    *pane.Link
	back    *pane.Link
	list    *pane.KeyList
	content fyne.CanvasObject
	files   []imported
	opened  map[storage.EssayID]bool // from the list
}

func (m *importing) make() {
	m.says = newQuiet()
	m.says.set(lang.L("Looking for files…"))
	m.stop = pane.NewLink(lang.L("Stop"), m.cancel)
	m.back = pane.NewLink(lang.L("Take back"), m.w.takeBack)
	m.back.Hide()
	m.list = pane.NewKeyList()
	for _, l := range []*pane.Link{m.stop, m.back} {
		l.Other = m.escape
	}
	m.list.Other = m.escape
	top := container.NewPadded(container.NewPadded(container.NewHBox(m.says, layout.NewSpacer(), m.stop, m.back)))
	m.content = container.NewBorder(top, nil, nil, nil, m.list)
}

// escape stops what goes on, or takes the list away.
func (m *importing) escape(k *fyne.KeyEvent) {
	switch {
	case k.Name != fyne.KeyEscape:
	case m.w.importing == m:
		m.cancel()
	default:
		m.w.beside.ShowNotes()
	}
}

// show puts the list beside the page.
func (m *importing) show() {
	m.w.unfoldNotes()
	m.w.beside.Put("import", lang.L("Import"), m.content)
	if m.w.importing == m {
		m.w.win.Canvas().Focus(m.stop)
	} else {
		m.w.win.Canvas().Focus(m.list)
	}
}

func (m *importing) progress(n, all int, files []imported) {
	m.says.set(lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": thousands(n), "All": thousands(all)}))
	m.fill(files)
}

// finished lists what became of all files.
func (m *importing) finished(files []imported, all int, stopped bool) {
	w := m.w
	w.importing = nil
	m.fill(files)
	text := lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": thousands(len(files)), "All": thousands(max(all, len(files)))})
	switch {
	case stopped:
		text += ", " + lang.L("stopped")
	case len(files) == 0:
		text = lang.L("There is no file here that can be read.")
	}
	m.says.set(text)
	m.stop.Hide()
	w.lastImport = nil
	for _, f := range files {
		if f.id != 0 && f.fate != known {
			w.lastImport = append(w.lastImport, f.ids()...)
		}
	}
	if len(w.lastImport) > 0 {
		m.back.Show()
	}
	m.content.Refresh()
	w.side.refresh()
	if w.beside.Shown() == "import" {
		m.show()
	}
}

// fates are the parts of the list, what wants the author first.
var fates = []struct {
	fate  fate
	title string
}{
	{refused, "Not imported"},
	{asking, "Typed notes to look through"},
	{mended, "Typed notes made real, beyond doubt"},
	{added, "Imported"},
	{known, "Imported before, and not changed since"},
}

func (m *importing) fill(files []imported) {
	m.files = files
	m.list.Set(m.items())
}

func (m *importing) items() (items []pane.Item) {
	for _, part := range fates {
		of := slices.DeleteFunc(slices.Clone(m.files), func(f imported) bool { return f.fate != part.fate })
		if len(of) == 0 {
			continue
		}
		items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(lang.L(part.title)) + "  " + thousands(len(of))})
		for _, f := range of {
			item := pane.Item{Text: filepath.Base(f.path)}
			if f.id != 0 {
				item.Tap = func() { m.open(f) }
				if m.opened[f.id] {
					item.Remark = "✓"
				}
			}
			items = append(items, item)
			for _, line := range wrapped(f.says, saysWidth) {
				items = append(items, pane.Item{Text: line, Quiet: true, Level: 1})
			}
		}
	}
	return items
}

// saysWidth is that of the lines about a file, in pixels.
const saysWidth = notesWidth - 80

// wrapped breaks a text into lines of a width.
func wrapped(text string, width float32) (lines []string) {
	size := fyne.CurrentApp().Settings().Theme().Size(fynetheme.SizeNameText)
	for word := range strings.FieldsSeq(text) {
		if n := len(lines); n > 0 && fyne.MeasureText(lines[n-1]+" "+word, size, fyne.TextStyle{}).Width <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// open lays the essay of a file on the desk, the list still beside it; typed
// notes that want an answer are shown for review.
func (m *importing) open(f imported) {
	if m.w.importing == m {
		m.w.status.say(lang.L("The import goes on; its essays open when it is over."))
		return
	}
	if err := m.w.open(f.id); err != nil {
		m.w.fail(err)
		return
	}
	m.opened[f.id] = true
	m.fill(m.files)
	m.show()
	if f.fate == asking {
		m.w.review()
	}
}
