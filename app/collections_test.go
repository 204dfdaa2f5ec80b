package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/storage"
)

// collectedWindow is a window of three essays, of which the first is on the
// desk; Two has two notes, the others one.
func collectedWindow(t *testing.T) *Window {
	t.Helper()
	w := wholeWindow(t, "# One", "a‹a›")
	for _, e := range [][]string{{"# Two", "a‹a›", "b‹b›"}, {"# Three", "a‹a›"}} {
		if _, err := w.lib.Create(writtenEssay(e...)); err != nil {
			t.Fatal(err)
		}
	}
	w.side.refresh()
	w.win.Show()
	return w
}

// listed are the collections and essays on the left, indented.
func (w *Window) listed() string {
	items, alone := w.side.collected()
	items = append(items, pane.Item{Text: "ESSAYS"})
	for _, e := range alone {
		items = append(items, w.side.essayItem(e))
	}
	var s []string
	for _, it := range items {
		s = append(s, strings.Repeat(">", it.Level)+it.Text)
	}
	return strings.Join(s, " ")
}

// opened opens an essay by its title.
func (w *Window) opened(t *testing.T, title string) {
	t.Helper()
	for _, e := range w.side.essays {
		if e.Title == title {
			if err := w.open(e.ID); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("there is no essay %s", title)
}

// answered types an answer into the line that has the focus.
func (w *Window) answered(text string) {
	w.win.Canvas().Focused().(*pickEntry).SetText(text)
	w.pressed(fyne.KeyReturn)
}

func TestCollectionsByCommands(t *testing.T) {
	w := collectedWindow(t)
	run(t, w, "Collection: essay up")
	if !strings.Contains(w.status.text.text.Text, "no collection") {
		t.Errorf("moving an essay that is in no collection says %q", w.status.text.text.Text)
	}
	run(t, w, "Collection: new…")
	w.answered("Book")
	w.opened(t, "Two")
	run(t, w, "Collection: put this essay into…")
	w.answered("bo")
	w.opened(t, "Three")
	run(t, w, "Collection: put this essay into…")
	w.answered("book")
	want := func(what, list, label string) {
		t.Helper()
		if got := w.listed(); got != list {
			t.Errorf("%s the list is %s, want %s", what, got, list)
		}
		if got := w.desk.session.Essay().Label("a"); got != label {
			t.Errorf("%s the first note has number %s, want %s", what, got, label)
		}
	}
	want("with three essays", "Book >One >Two >Three ESSAYS", "1")
	run(t, w, "Collection: numbers of notes run on")
	want("running on", "Book >One >Two >Three ESSAYS", "4")
	if item := w.ticks["Collection: numbers of notes run on"]; !item.Checked {
		t.Error("that the numbers run on is not ticked")
	}
	run(t, w, "Collection: essay up")
	want("moved up", "Book >One >Three >Two ESSAYS", "2")
	w.side.move(3, 1)
	want("with the last dragged to the front", "Book >Two >One >Three ESSAYS", "4")
	w.side.move(1, 4)
	want("with the first dragged to the end", "Book >One >Three >Two ESSAYS", "2")
	run(t, w, "Collection: rename…")
	w.answered("Thesis")
	run(t, w, "Collection: take this essay out")
	want("taken out", "Thesis >One >Two ESSAYS Three", "1")
	run(t, w, "Collection: undo the last change of collections")
	want("put back", "Thesis >One >Three >Two ESSAYS", "2")
	run(t, w, "Collection: dissolve, its essays stay")
	if got := w.desk.session.Essay().Label("a"); got != "1" || len(w.side.shelf.list) != 0 {
		t.Errorf("dissolved, the first note has number %s", got)
	}
	for range 10 {
		run(t, w, "Collection: undo the last change of collections")
	}
	if len(w.side.shelf.list) != 0 || !strings.Contains(w.status.text.text.Text, "No collection was changed") {
		t.Errorf("all undone there are %v", w.side.shelf.list)
	}
}

// Numbers that run on are no change of the essay: nothing is saved, and undo
// keeps them.
func TestNumbersThatRunOnStayThroughUndo(t *testing.T) {
	w := collectedWindow(t)
	one := w.desk.id
	w.opened(t, "Two")
	if !w.setShelf([]storage.Collection{{Name: "Book", RunsOn: true, Essays: []storage.EssayID{one, w.desk.id}}}) {
		t.Fatal("the collection cannot be made")
	}
	if got := w.desk.session.Essay().Label("b"); got != "3" || w.desk.session.UndoLabel() != "" {
		t.Fatalf("the last note has number %s, and %q can be undone", got, w.desk.session.UndoLabel())
	}
	w.desk.page.TypedRune('x')
	w.undo()
	if got := w.desk.session.Essay().Label("b"); got != "3" {
		t.Errorf("after undo it has number %s", got)
	}
	w = again(t, w)
	if got := w.desk.session.Essay().Label("b"); got != "3" {
		t.Errorf("after a restart it has number %s", got)
	}
	run(t, w, "Move essay to trash")
	w.opened(t, "One")
	if got := w.listed(); got != "Book >One ESSAYS Three" {
		t.Errorf("with one in the trash the list is %s", got)
	}
}
