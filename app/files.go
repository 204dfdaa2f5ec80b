package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// openFile asks for a file and imports it.
func (w *Window) openFile() {
	dialog.ShowFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			w.fail(err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		r.Close()
		w.importFile(path)
	}, w.win)
}

// importFile reads a file off this goroutine and lays what it holds on the
// desk as a new essay. Typed notes in it are shown for review first.
func (w *Window) importFile(path string) {
	w.status.sayQuietly(lang.L("Reading {{.File}}…", map[string]any{"File": filepath.Base(path)}))
	go func() {
		in, err := readFile(path)
		fyne.Do(func() {
			w.status.sayQuietly("")
			if err == nil {
				err = w.openImport(in)
			}
			w.fail(err)
		})
	}()
}

func readFile(path string) (format.Import, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return format.Import{}, err
	}
	f, ok := format.ByPath(path)
	if !ok {
		if f, ok = format.ByName("text"); !ok {
			return format.Import{}, errors.New("text cannot be read")
		}
	}
	in, err := f.Read(b)
	if err != nil {
		return format.Import{}, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return in, nil
}

// openImport puts what was read into the library, and the first text of it on
// the desk.
func (w *Window) openImport(in format.Import) error {
	for _, other := range in.Others {
		e, err := w.withPictures(other)
		if err != nil {
			return err
		}
		if _, err := w.lib.Create(e); err != nil {
			return err
		}
	}
	e, err := w.withPictures(in)
	if err != nil {
		return err
	}
	id, err := w.lib.Create(e)
	if err != nil {
		return err
	}
	if err := w.open(id); err != nil {
		return err
	}
	if len(in.Warnings) > 0 {
		w.status.say(strings.Join(in.Warnings, " "))
	}
	if in.Diagnosis != nil && in.Diagnosis.Found() {
		w.review()
	}
	return nil
}

// export shows beside the page where the essay goes and in which format.
func (w *Window) export() {
	w.unfoldNotes()
	e := w.desk.session.Essay()
	path := newPickEntry()
	path.SetText(filepath.Join(w.exportFolder(), fileName(e.Title())+w.lastEnding()))
	result := widget.NewLabel("")
	result.Wrapping = fyne.TextWrapWord
	fragment := widget.NewCheck(lang.L("HTML without head, for pasting into a page"), nil)
	formats := widget.NewRadioGroup(nil, nil)
	for _, f := range format.Formats {
		if f.Write != nil {
			formats.Append(f.Title)
		}
	}
	choose := func(p string) {
		if f, ok := format.ByPath(p); ok && f.Write != nil {
			formats.Selected = f.Title
			formats.Refresh()
		}
		fragment.Hidden = !strings.HasPrefix(strings.ToLower(filepath.Ext(p)), ".htm")
		fragment.Refresh()
	}
	formats.OnChanged = func(title string) {
		for _, f := range format.Formats {
			if f.Title == title && len(f.Endings) > 0 {
				path.SetText(strings.TrimSuffix(path.Text, filepath.Ext(path.Text)) + f.Endings[0])
			}
		}
	}
	path.OnChanged = choose
	choose(path.Text)
	write := func() { w.writeExport(path.Text, format.Options{Standalone: !fragment.Checked}, result) }
	path.OnSubmitted = func(string) { write() }
	path.escape = w.beside.ShowNotes
	button := widget.NewButton(lang.L("Export"), write)
	button.Importance = widget.HighImportance
	browse := pane.NewLink(lang.L("Choose a place…"), func() { w.browse(path) })
	box := container.NewVBox(formats, fragment, widget.NewLabel(lang.L("File")), path, container.NewHBox(button, browse), result)
	w.beside.Put("export", lang.L("Export"), container.NewVScroll(container.NewPadded(box)))
	w.win.Canvas().Focus(path)
	path.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // the file's name is at the end
}

func (w *Window) browse(path *pickEntry) {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err != nil {
			w.fail(err)
		} else if u != nil {
			path.SetText(filepath.Join(u.Path(), filepath.Base(path.Text)))
		}
	}, w.win)
	d.Show()
}

// writeExport writes the essay off this goroutine and says what was certified
// by reading it back.
func (w *Window) writeExport(path string, o format.Options, result *widget.Label) {
	f, ok := format.ByPath(path)
	if !ok || f.Write == nil {
		result.SetText(lang.L("Choose a format, or give the file one of their endings."))
		return
	}
	e := w.desk.session.Essay()
	o.Pictures = func(source string) ([]byte, bool) {
		data, found, err := w.lib.Picture(source)
		return data, found && err == nil
	}
	result.SetText(lang.L("Writing…"))
	go func() {
		certificate, err := exportTo(path, f, e, o)
		fyne.Do(func() {
			if err != nil {
				result.SetText(sentence(err))
				return
			}
			w.keep("export", path)
			result.SetText(lang.L("Written to {{.File}}.", map[string]any{"File": path}) + "\n" + certificate)
		})
	}()
}

func exportTo(path string, f format.Format, e *essay.Essay, o format.Options) (string, error) {
	written, err := format.Export(e, f, o)
	if err != nil {
		return "", err
	}
	if err := written.Save(path); err != nil {
		return "", err
	}
	return strings.Join(append([]string{written.Certificate.String()}, written.Warnings...), "\n"), nil
}

// exportFolder is where the last export went, or the user's documents.
func (w *Window) exportFolder() string {
	if last, err := w.lib.Setting("export"); err == nil && last != "" {
		return filepath.Dir(last)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if documents := filepath.Join(home, "Documents"); isFolder(documents) {
		return documents
	}
	return home
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (w *Window) lastEnding() string {
	if last, err := w.lib.Setting("export"); err == nil && filepath.Ext(last) != "" {
		return filepath.Ext(last)
	}
	return ".md"
}

// fileName makes a file's name of a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, title)
	if name = strings.Trim(strings.Join(strings.Fields(name), " "), ". "); name == "" {
		return "essay"
	}
	return name
}
