package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/storage"
)

// sourceStep is a change of the library's sources that can be taken back or done
// again, and what it was.
type sourceStep struct {
	did  string
	step storage.SourceStep
}

// sourceSteps are the changes of sources since the program began: those that
// were done, and those that were taken back.
type sourceSteps struct{ done, undone []sourceStep }

func (s *sourceSteps) did(what string, back storage.SourceStep) {
	s.done, s.undone = append(s.done, sourceStep{what, back}), nil
}

// changeSources changes sources of the library, all at once, in one step that
// can be taken back. Sources in merged go on as the ones that they name.
func (w *Window) changeSources(did string, rows []storage.SourceRow, merged map[storage.SourceID]storage.SourceID) error {
	back, err := w.applySources(func(open storage.EssayID) (storage.SourceStep, storage.Cited, error) {
		return w.lib.ChangeSources(rows, merged, open)
	})
	if err == nil {
		w.sourceSteps.did(did, back)
	}
	return err
}

// addSources puts sources into the library in one step that can be taken back.
// It may be called on any goroutine.
func (w *Window) addSources(did string, items ...*csl.Item) (added int, err error) {
	added, back, err := w.lib.AddSources(items...)
	if err == nil && len(back.Rows) > 0 {
		w.do(func() { w.sourceSteps.did(did, back) })
	}
	return added, err
}

// applySources does a change in the library and in the essay on the desk.
func (w *Window) applySources(apply func(open storage.EssayID) (storage.SourceStep, storage.Cited, error)) (storage.SourceStep, error) {
	if err := w.desk.save.Flush(); err != nil {
		return storage.SourceStep{}, err
	}
	back, mine, err := apply(w.desk.id)
	if err != nil {
		return back, err
	}
	if len(mine.Sources)+len(mine.Citations)+len(mine.Dropped) > 0 {
		err = w.desk.session.Do("Change sources", func(t *editor.Transaction) error {
			t.PutSources(mine.Sources...)
			t.PutCitations(mine.Citations...)
			t.DropSources(mine.Dropped...)
			return nil
		})
		if err == nil {
			err = w.desk.save.Flush()
		}
	}
	w.fail(err) // the library is changed all the same
	w.adoptSources()
	if w.side.sources.on {
		w.side.findSources(w.side.search.Text)
	}
	w.count()
	return back, nil
}

// undoSources takes back the last change of sources.
func (w *Window) undoSources() {
	w.stepSources(&w.sourceSteps.done, &w.sourceSteps.undone, lang.L("No source was changed since the program began."), "Taken back: {{.Step}}")
}

// redoSources does again what was taken back last.
func (w *Window) redoSources() {
	w.stepSources(&w.sourceSteps.undone, &w.sourceSteps.done, lang.L("No change of sources was taken back."), "Done again: {{.Step}}")
}

func (w *Window) stepSources(from, to *[]sourceStep, none, says string) {
	n := len(*from)
	if n == 0 {
		w.status.say(none)
		return
	}
	last := (*from)[n-1]
	back, err := w.applySources(func(open storage.EssayID) (storage.SourceStep, storage.Cited, error) {
		return w.lib.ApplySources(last.step, open)
	})
	if err != nil {
		w.fail(err)
		return
	}
	*from, *to = (*from)[:n-1], append(*to, sourceStep{last.did, back})
	if w.beside.Shown() == "source" {
		w.beside.ShowNotes() // its form shows what no longer is
	}
	w.status.say(lang.L(says, map[string]any{"Step": last.did}))
}

// sourcesShortcut takes changes of sources back while the focus is in their
// search and nothing is typed there, and imports sources that are pasted there.
func (w *Window) sourcesShortcut(s fyne.Shortcut) bool {
	if !w.side.sources.on {
		return false
	}
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		if w.side.search.Text == "" {
			w.undoSources()
			return true
		}
	case *fyne.ShortcutRedo:
		if w.side.search.Text == "" {
			w.redoSources()
			return true
		}
	case *fyne.ShortcutPaste:
		if _, ok := sourcesIn(s.Clipboard.Content()); ok {
			w.pasteSources()
			return true
		}
	}
	return false
}
