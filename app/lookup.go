package app

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite/lookup"
	"github.com/ibid-editor/ibid/storage"
)

// lookUp asks beside the page for a number or an address, and the network for
// what it names. Nothing is asked before Return, and Esc takes the question back.
func (w *Window) lookUp() {
	w.unfoldNotes()
	says := widget.NewLabel(lang.L("A DOI, an ISBN, “PMID:” or “arXiv:” with a number, or the address of a web page. The service that knows it is asked when you press Return."))
	says.Wrapping = fyne.TextWrapWord
	entry := newPickEntry()
	stop := func() {}
	close := func() {
		stop()
		w.beside.ShowNotes()
	}
	entry.escape = close
	entry.SetText(w.identifierOnClipboard())
	entry.OnSubmitted = func(text string) {
		id, err := lookup.Identify(text)
		if err != nil {
			says.SetText(sentence(err))
			return
		}
		stop()
		var ctx context.Context
		ctx, stop = context.WithCancel(context.Background())
		says.SetText(lang.L("Asking… Esc takes the question back."))
		w.later(0, func() {
			it, err := w.network.Find(ctx, id)
			w.do(func() {
				switch {
				case ctx.Err() != nil:
				case err != nil:
					says.SetText(sentence(err))
				default:
					w.editSource(storage.Source{Item: it})
				}
			})
		})
	}
	cancel := pane.NewLink(lang.L("Cancel"), close)
	w.beside.Put("lookup", lang.L("Look up a source"), container.NewPadded(container.NewVBox(entry, says, container.NewHBox(cancel))))
	w.win.Canvas().Focus(entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// identifierOnClipboard is what was copied, if it can be looked up: it need not
// be typed then.
func (w *Window) identifierOnClipboard() string {
	text := strings.TrimSpace(w.app.Clipboard().Content())
	if len(text) > 300 || strings.ContainsAny(text, "\n\t") {
		return ""
	}
	if _, err := lookup.Identify(text); err != nil {
		return ""
	}
	return text
}

// importZotero takes the sources of a Zotero that runs on this machine into the
// library.
func (w *Window) importZotero() {
	ctx, cancel := context.WithCancel(context.Background())
	w.unfoldNotes()
	says := widget.NewLabel(lang.L("Asking Zotero…"))
	says.Wrapping = fyne.TextWrapWord
	stop := func() {
		cancel()
		w.beside.ShowNotes()
	}
	w.beside.Put("zotero", lang.L("Sources from Zotero"), container.NewPadded(container.NewVBox(says, container.NewHBox(pane.NewLink(lang.L("Cancel"), stop)))))
	w.later(0, func() {
		items, err := w.network.Zotero(ctx, func(n int) {
			w.do(func() { says.SetText(lang.L("{{.Count}} sources were read so far.", map[string]any{"Count": n})) })
		})
		if err == nil && ctx.Err() == nil {
			w.do(w.beside.ShowNotes)
			w.keepSources("Zotero", items, nil)
			return
		}
		w.do(func() {
			if ctx.Err() == nil && !errors.Is(err, context.Canceled) {
				says.SetText(sentence(err))
			}
		})
	})
}
