package app

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// exportSeveral asks for essays, or for a collection, and shows the export of
// all in one file.
func (w *Window) exportSeveral() {
	essays, err := w.lib.List()
	if err != nil {
		w.fail(err)
		return
	}
	collections, err := w.lib.Collections()
	if err != nil {
		w.fail(err)
		return
	}
	titles, byKey := make([]string, len(essays)), map[string]storage.EssayID{}
	var all []string
	for i, e := range essays {
		key := fmt.Sprint(e.ID)
		titles[i], byKey[key] = titleOr(e.Title), e.ID
		all = append(all, key)
	}
	of := func(c storage.Collection) string { return fmt.Sprint("collection ", c.ID) }
	find := func(text string) []candidate {
		is := func(title string) bool { return strings.Contains(strings.ToLower(title), strings.ToLower(text)) }
		list := []candidate{{text: lang.L("All essays, in this order"), keys: all, asked: true}}
		for _, c := range collections {
			if is(c.Name) {
				list = append(list, candidate{text: c.Name, remark: lang.L("collection"), keys: []string{of(c)}})
			}
		}
		for i, key := range all {
			if is(titles[i]) {
				list = append(list, candidate{text: titles[i], keys: []string{key}, several: true})
			}
		}
		return list
	}
	prompt := lang.L("Which essays are to stand in one file, in the order in which they are marked?")
	w.choose(prompt, "", find, func(keys []string) {
		for _, c := range collections {
			if slices.Equal(keys, []string{of(c)}) {
				w.exportCollection(c)
				return
			}
		}
		ids := make([]storage.EssayID, len(keys))
		for i, key := range keys {
			ids[i] = byKey[key]
		}
		w.exportJoined("export.several", "", true, ids)
	})
}

// exportCollection shows the export of a collection's essays in one file, under
// its name.
func (w *Window) exportCollection(c storage.Collection) {
	listed, err := w.lib.List()
	if err != nil {
		w.fail(err)
		return
	}
	ids := slices.DeleteFunc(slices.Clone(c.Essays), func(id storage.EssayID) bool { // what is in the trash
		return !slices.ContainsFunc(listed, func(e storage.Entry) bool { return e.ID == id })
	})
	if len(ids) == 0 {
		w.status.say(lang.L("There is no essay in this collection."))
		return
	}
	w.exportJoined(fmt.Sprint("export.collection.", c.ID), c.Name, c.RunsOn, ids)
}

// exportJoined shows the export of essays one after the other.
func (w *Window) exportJoined(key, title string, runsOn bool, ids []storage.EssayID) {
	if err := w.settleSource(); err != nil {
		w.fail(err)
		return
	}
	parts, folders := make([]*essay.Essay, len(ids)), make([]string, len(ids))
	for i, id := range ids {
		folders[i] = w.originOf(id).folder()
		if id == w.desk.id {
			parts[i] = w.desk.session.Essay()
			continue
		}
		e, err := w.lib.Load(id)
		if err != nil {
			w.fail(err)
			return
		}
		parts[i] = e
	}
	joined := essay.Join(title, parts[0].Scheme(), runsOn, parts...)
	w.showExport(key, func() *essay.Essay { return joined }, folders, "")
}
