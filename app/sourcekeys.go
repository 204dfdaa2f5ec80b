package app

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/storage"
)

// keyPatternSetting is where the library keeps the pattern of keys.
const keyPatternSetting = "sources.keys"

func (w *Window) keyPattern() cite.KeyPattern {
	p, err := w.lib.Setting(keyPatternSetting)
	w.fail(err)
	return cmp.Or(cite.KeyPattern(p), cite.UsualKeys)
}

// freeKey is a key for a source that no other one has.
func (w *Window) freeKey(id storage.SourceID, it *csl.Item) string {
	taken, err := w.lib.SourceKeys(func(other storage.SourceID) bool { return other != id })
	w.fail(err)
	return w.keyPattern().Key(it, func(key string) bool { return taken[key] })
}

// askKeyPattern asks for the pattern of keys and shows, as it is typed, what it
// makes of a source.
func (w *Window) askKeyPattern() {
	it := &csl.Item{
		Fields: map[string]string{"title": "The Footnote"}, Names: map[string][]csl.Name{"author": {{Family: "Grafton"}}},
		Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: 1997}}},
	}
	if found := w.side.sources.found; len(found) > 0 {
		it = found[0].Item
	}
	says := widget.NewLabel("")
	says.Wrapping = fyne.TextWrapWord
	entry := newPickEntry()
	entry.OnChanged = func(text string) {
		p := cite.KeyPattern(strings.TrimSpace(text))
		if err := p.Check(); err != nil {
			says.SetText(sentence(err))
			return
		}
		says.SetText(cite.Line(it) + "  →  " + p.Key(it, func(string) bool { return false }))
	}
	entry.escape = w.beside.ShowNotes
	entry.OnSubmitted = func(text string) {
		p := cite.KeyPattern(strings.TrimSpace(text))
		if p.Check() != nil {
			return // what is wrong stands below
		}
		w.keep(keyPatternSetting, string(p))
		w.beside.ShowNotes()
		w.status.say(lang.L("New sources get keys of this pattern."))
	}
	entry.SetText(string(w.keyPattern()))
	hint := widget.NewLabel(lang.L("{author}, {year} and {title} are put in, with a capital where they are written with one. Where two keys would be the same, a, b and c follow. Return keeps the pattern."))
	hint.Wrapping, hint.Importance = fyne.TextWrapWord, widget.LowImportance
	w.unfoldNotes()
	w.beside.Put("keys", lang.L("Keys of sources"), container.NewPadded(container.NewVBox(entry, says, hint)))
	w.win.Canvas().Focus(entry)
}

// newKeys gives the sources that are listed keys anew; citations follow.
func (w *Window) newKeys() {
	if !w.side.sources.on || len(w.side.sources.shown) == 0 {
		w.status.say(lang.L("Show the sources that are to get new keys first: those that are listed do."))
		return
	}
	w.rekey(w.side.sources.shown...)
}

func (w *Window) rekey(sources ...storage.Source) {
	ids := make(map[storage.SourceID]bool, len(sources))
	for _, s := range sources {
		ids[s.ID] = true
	}
	taken, err := w.lib.SourceKeys(func(id storage.SourceID) bool { return !ids[id] })
	if err != nil {
		w.fail(err)
		return
	}
	p := w.keyPattern()
	var rows []storage.SourceRow
	for _, s := range sources {
		it := s.Item.Clone()
		it.ID = p.Key(it, func(key string) bool { return taken[key] })
		taken[it.ID] = true
		if it.ID != s.Item.ID {
			rows = append(rows, storage.SourceRow{ID: s.ID, Item: it})
		}
	}
	if len(rows) > 0 {
		if err := w.changeSources(lang.L("new keys"), rows, nil); err != nil {
			w.fail(err)
			return
		}
	}
	w.status.say(lang.L("{{.Count}} sources have new keys; what cites them follows.", map[string]any{"Count": len(rows)}))
}
