// Package app is the program on the screen: the window, the table of commands
// that menu, keys and palette share, and the saving that needs no key.
//
// Absent: the model and its rules (editor), the library's file (storage), and
// how a text is laid out (page).
package app

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// Options say what the program opens.
type Options struct {
	Library string   // the library's file; "" is the user's own
	Files   []string // files to import
	Version string
}

// Run opens the window and returns when it is closed.
func Run(o Options) error {
	path := o.Library
	if path == "" {
		var err error
		if path, err = storage.DefaultPath(); err != nil {
			return err
		}
	}
	lib, err := storage.Open(path)
	if err != nil {
		return err
	}
	defer lib.Close()
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		return fmt.Errorf("the translations cannot be read: %w", err)
	}
	thrifty()
	// The migration says that all work on widgets is done by fyne.Do; without
	// it Fyne checks the goroutine at each move of an object.
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: "io.github.ibid-editor.ibid", Name: "Ibid", Version: o.Version, Migrations: map[string]bool{"fyneDo": true},
	})
	a := calm{fyneapp.NewWithID("io.github.ibid-editor.ibid")}
	fyne.SetCurrentApp(a)
	w := newWindow(a, lib, o.Version)
	if err := w.first(o.Files); err != nil {
		return err
	}
	w.win.ShowAndRun()
	return nil
}

// first lays an essay on the desk: the one that lay there last; at the very
// first start the sample, its notes repaired, with the pasted text one undo
// away. Files are imported then.
func (w *Window) first(files []string) error {
	essays, err := w.lib.List()
	if err != nil {
		return err
	}
	if len(essays) == 0 {
		err = w.sample()
	} else {
		err = w.open(w.lastEssay(essays))
	}
	if err != nil {
		return err
	}
	w.importPaths(files)
	return nil
}

// lastEssay is the essay that lay on the desk last, or the one changed last.
func (w *Window) lastEssay(essays []storage.Entry) storage.EssayID {
	if last, err := w.lib.Setting("essay"); err == nil {
		if n, err := strconv.ParseInt(last, 10, 64); err == nil {
			for _, e := range essays {
				if e.ID == storage.EssayID(n) {
					return e.ID
				}
			}
		}
	}
	return essays[0].ID
}

// sample opens the embedded essay, which was pasted from a web page, and has
// the doctor repair it.
func (w *Window) sample() error {
	f, ok := format.ByName("text")
	if !ok {
		return fmt.Errorf("the sample essay cannot be read: no reader for text")
	}
	in, err := f.Read([]byte(assets.Sample))
	if err != nil {
		return fmt.Errorf("the sample essay cannot be read: %w", err)
	}
	id, err := w.lib.Create(in.Essay)
	if err != nil {
		return err
	}
	if err := w.open(id); err != nil {
		return err
	}
	if d := doctor.Examine(in.Essay.Body()); d.Found() && d.Certain {
		w.repair(d)
		w.status.say(lang.L("This essay was pasted with typed notes; they were made real. Ctrl+Z shows it as it was pasted."))
	}
	return nil
}
