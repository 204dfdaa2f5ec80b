package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/storage"
)

// shelf is the library's collections as the window shows them, with those that
// were there before each change of this session.
type shelf struct {
	list []storage.Collection
	past [][]storage.Collection
}

// own is the place, in the list, of the collection that the essay on the desk is
// in, and the essay's place in that.
func (w *Window) own() (collection, place int) { return storage.Of(w.side.shelf.list, w.desk.id) }

func (w *Window) inNone() {
	w.status.say(lang.L("This essay is in no collection; File → Collection puts it into one."))
}

// changeShelf changes the collections; the next undoing of such a change brings
// back what was there.
func (w *Window) changeShelf(change func(list []storage.Collection) []storage.Collection) {
	was := w.side.shelf.list
	list := make([]storage.Collection, len(was))
	for i, c := range was {
		list[i] = c
		list[i].Essays = slices.Clone(c.Essays)
	}
	if w.setShelf(change(list)) {
		w.side.shelf.past = append(w.side.shelf.past, was)
	}
}

func (w *Window) setShelf(list []storage.Collection) bool {
	if err := w.lib.SetCollections(list); err != nil {
		w.fail(err)
		return false
	}
	w.side.refresh()
	w.numberOn()
	w.tick()
	return true
}

// undoShelf takes back the last change of the collections.
func (w *Window) undoShelf() {
	past := w.side.shelf.past
	if len(past) == 0 {
		w.status.say(lang.L("No collection was changed since the program began."))
		return
	}
	if w.setShelf(past[len(past)-1]) {
		w.side.shelf.past = past[:len(past)-1]
	}
}

// numberOn numbers the essay on the desk on from those before it in its
// collection, if the numbers run on there.
func (w *Window) numberOn() {
	if w.desk == nil {
		return
	}
	before, err := w.lib.NumbersBefore(w.desk.id)
	w.fail(err)
	w.desk.session.NumberAfter(before)
}

// newCollection makes a collection with the essay on the desk in it.
func (w *Window) newCollection() {
	w.ask(lang.L("Name of the collection, such as a book’s title"), "", func(name string) {
		if name = strings.TrimSpace(name); name == "" {
			return
		}
		w.changeShelf(func(list []storage.Collection) []storage.Collection {
			return append(without(list, w.desk.id), storage.Collection{Name: name, Essays: []storage.EssayID{w.desk.id}})
		})
	})
}

func without(list []storage.Collection, id storage.EssayID) []storage.Collection {
	for i := range list {
		list[i].Essays = slices.DeleteFunc(list[i].Essays, func(e storage.EssayID) bool { return e == id })
	}
	return list
}

// collect puts the essay on the desk at the end of a collection that is chosen.
func (w *Window) collect() {
	if len(w.side.shelf.list) == 0 {
		w.newCollection()
		return
	}
	w.pick(lang.L("Put this essay into which collection?"), func(text string) []pane.Item {
		var items []pane.Item
		for i, c := range w.side.shelf.list {
			if strings.Contains(strings.ToLower(c.Name), strings.ToLower(strings.TrimSpace(text))) {
				items = append(items, pane.Item{Text: c.Name, Tap: func() { w.putInto(i, w.desk.id) }})
			}
		}
		return append(items, pane.Item{Text: lang.L("A new collection…"), Quiet: true, Tap: w.newCollection})
	})
}

func (w *Window) putInto(i int, id storage.EssayID) {
	w.changeShelf(func(list []storage.Collection) []storage.Collection {
		list = without(list, id)
		list[i].Essays = append(list[i].Essays, id)
		return list
	})
}

// ownCommand changes the collection of the essay on the desk.
func ownCommand(change func(list []storage.Collection, i, k int) []storage.Collection) func(*Window) {
	return func(w *Window) {
		i, k := w.own()
		if i < 0 {
			w.inNone()
			return
		}
		w.changeShelf(func(list []storage.Collection) []storage.Collection { return change(list, i, k) })
	}
}

// takeOut takes an essay out of its collection; the essay stays.
func takeOut(list []storage.Collection, i, k int) []storage.Collection {
	return without(list, list[i].Essays[k])
}

// shiftEssay moves an essay up or down among the others of its collection.
func shiftEssay(by int) func(list []storage.Collection, i, k int) []storage.Collection {
	return func(list []storage.Collection, i, k int) []storage.Collection {
		essays := list[i].Essays
		to := max(0, min(k+by, len(essays)-1))
		essays[k], essays[to] = essays[to], essays[k]
		return list
	}
}

// runOn has the numbers of notes run on through a collection, or no longer.
func runOn(list []storage.Collection, i, _ int) []storage.Collection {
	list[i].RunsOn = !list[i].RunsOn
	return list
}

// dissolve takes a collection away; its essays stay.
func dissolve(list []storage.Collection, i, _ int) []storage.Collection {
	return slices.Delete(list, i, i+1)
}

// renameCollection asks for another name of the collection.
func (w *Window) renameCollection() {
	if i, _ := w.own(); i >= 0 {
		w.renameShelf(i)
	} else {
		w.inNone()
	}
}

func (w *Window) renameShelf(i int) {
	w.ask(lang.L("Name of the collection, such as a book’s title"), w.side.shelf.list[i].Name, func(name string) {
		if name = strings.TrimSpace(name); name == "" {
			return
		}
		w.changeShelf(func(list []storage.Collection) []storage.Collection {
			list[i].Name = name
			return list
		})
	})
}

// runsOn reports whether the numbers run on in the collection of the essay.
func (w *Window) runsOn() bool {
	if w.desk == nil {
		return false
	}
	i, _ := w.own()
	return i >= 0 && w.side.shelf.list[i].RunsOn
}

// collected are the items of the collections in the list of essays, and the
// essays that stand in none.
func (s *side) collected() (items []pane.Item, alone []storage.Entry) {
	there := map[storage.EssayID]storage.Entry{}
	for _, e := range s.essays {
		there[e.ID] = e
		if i, _ := storage.Of(s.shelf.list, e.ID); i < 0 {
			alone = append(alone, e)
		}
	}
	s.members = map[int]member{}
	for i, c := range s.shelf.list {
		items = append(items, pane.Item{
			Text: c.Name, Quiet: true,
			Tap:  func() { s.openFirst(c) },
			Menu: func(at fyne.Position) { s.collectionMenu(i, at) },
		})
		for k, id := range c.Essays {
			if e, ok := there[id]; ok {
				s.members[len(items)] = member{i, k}
				item := s.essayItem(e)
				item.Level, item.Movable = 1, true
				items = append(items, item)
			}
		}
	}
	return items, alone
}

// member is the place of an essay in a collection, and that of the collection.
type member struct{ collection, place int }

func (s *side) openFirst(c storage.Collection) {
	for _, id := range c.Essays {
		if slices.ContainsFunc(s.essays, func(e storage.Entry) bool { return e.ID == id }) {
			s.w.fail(s.w.open(id))
			return
		}
	}
}

// moveMember moves an essay of a collection to before another one of it, or to
// its end.
func (s *side) moveMember(from member, before int) {
	to, ok := s.members[before]
	s.w.changeShelf(func(list []storage.Collection) []storage.Collection {
		essays := list[from.collection].Essays
		id := essays[from.place]
		place := len(essays)
		if ok && to.collection == from.collection {
			place = to.place
		}
		essays = slices.Insert(essays, place, id)
		if place <= from.place {
			from.place++
		}
		list[from.collection].Essays = slices.Delete(essays, from.place, from.place+1)
		return list
	})
}

func (s *side) collectionMenu(i int, at fyne.Position) {
	c := s.shelf.list[i]
	change := func(f func([]storage.Collection, int, int) []storage.Collection) func() {
		return func() {
			s.w.changeShelf(func(list []storage.Collection) []storage.Collection { return f(list, i, 0) })
		}
	}
	on := fyne.NewMenuItem(lang.L("Numbers of notes run on"), change(runOn))
	on.Checked = c.RunsOn
	s.w.popUp(at, []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Put this essay in"), func() { s.w.putInto(i, s.w.desk.id) }),
		fyne.NewMenuItem(lang.L("Rename…"), func() { s.w.renameShelf(i) }),
		on,
		fyne.NewMenuItem(lang.L("Export…"), func() { s.w.exportCollection(c) }),
		fyne.NewMenuItem(lang.L("Dissolve: its essays stay"), change(dissolve)),
	})
}
