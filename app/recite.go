package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// reciteSure is how sure a reading must be to be chosen at first.
const reciteSure = 0.8

// recite shows the citations that are typed in the notes, what each can become,
// and makes those that are chosen live.
func (w *Window) recite() {
	d, e := w.desk, w.desk.session.Essay()
	w.status.sayQuietly(lang.L("Reading the notes…"))
	w.later(0, func() {
		list := editor.TypedCitations(e)
		after := previewOf(e, list)
		printed, _ := citing.NewPrinter(styleFolders(w.lib)).Print(after) // what cannot be printed is as it is typed
		w.do(func() {
			w.status.sayQuietly("")
			if w.desk != d || d.session.Essay() != e {
				return
			}
			if len(list) == 0 {
				w.status.say(lang.L("No typed citation was found in the notes that can be read for sure."))
				return
			}
			w.showRecite(list, after, printed)
		})
	})
}

// previewOf is the essay as it is when all are made live.
func previewOf(e *essay.Essay, list []editor.TypedCitation) *essay.Essay {
	s := editor.NewSession(e)
	if s.Recite(list) != nil {
		return e
	}
	return s.Essay()
}

func (w *Window) showRecite(list []editor.TypedCitation, after *essay.Essay, printed *citing.Printed) {
	w.unfoldNotes()
	box := container.NewVBox()
	chosen := make([]bool, len(list))
	e := w.desk.session.Essay()
	for i, c := range list {
		chosen[i] = c.Sure >= reciteSure
		check := widget.NewCheck(lang.L("Note")+" "+e.Label(c.Note)+" – "+w.whatTyped(e, c), func(on bool) { chosen[i] = on })
		check.Checked = chosen[i]
		typed := widget.NewLabel(c.Typed)
		typed.Wrapping, typed.Importance, typed.SizeName = fyne.TextWrapWord, widget.LowImportance, fynetheme.SizeNameCaptionText
		becomes := widget.NewRichText(segments(readsIn(after, printed, c))...)
		becomes.Wrapping = fyne.TextWrapWord
		box.Add(container.NewVBox(check, typed, becomes, widget.NewSeparator()))
	}
	make := widget.NewButton(lang.L("Make them live"), func() {
		var some []editor.TypedCitation
		for i, c := range list {
			if chosen[i] {
				some = append(some, c)
			}
		}
		w.beside.ShowNotes()
		if w.desk.session.Essay() != e {
			w.status.say(lang.L("The essay was changed meanwhile: look for typed citations again."))
			return
		}
		w.edit(func() error { return w.desk.session.Recite(withSources(list, some)) })
		w.status.say(lang.L("{{.Count}} citations are live now. One undo takes it back.", map[string]any{"Count": len(some)}))
	})
	make.Importance = widget.HighImportance
	foot := container.NewPadded(container.NewHBox(make, pane.NewLink(lang.L("Leave them"), w.beside.ShowNotes)))
	w.beside.Put("recite", lang.L("Typed citations"), container.NewBorder(nil, foot, nil, nil, container.NewVScroll(container.NewPadded(box))))
}

// withSources gives citations that were chosen the sources that others would
// have brought.
func withSources(all, some []editor.TypedCitation) []editor.TypedCitation {
	made := map[string]bool{}
	for i, c := range some {
		for _, cited := range c.Cites {
			for _, other := range all {
				for _, it := range other.New {
					if it.ID == cited.Key && !made[it.ID] {
						made[it.ID] = true
						some[i].New = append(some[i].New[:len(some[i].New):len(some[i].New)], it)
					}
				}
			}
		}
	}
	return some
}

// whatTyped says what a typed citation is, and how sure that is.
func (w *Window) whatTyped(e *essay.Essay, c editor.TypedCitation) string {
	what := lang.L("cites a source that is known")
	switch {
	case len(c.New) > 0:
		what = lang.L("a new source: {{.Source}}", map[string]any{"Source": cite.Line(c.New[0])})
	case c.Of != "":
		what = lang.L("the source of note {{.Number}}", map[string]any{"Number": e.Label(c.Of)})
	}
	return what + fmt.Sprintf(" (%.0f %%)", 100*min(c.Sure, 0.99))
}

// readsIn is how a typed citation reads when it is live.
func readsIn(after *essay.Essay, printed *citing.Printed, c editor.TypedCitation) []doc.Span {
	if after.Citation(cite.ID(c.Note)) != nil {
		return printed.Spans(after, cite.ID(c.Note))
	}
	if n := after.Note(c.Note); n != nil {
		for _, a := range n.Text.Atoms() {
			if a.Kind == doc.Citation {
				return printed.Spans(after, cite.ID(a.ID))
			}
		}
	}
	return nil
}
