package app

import (
	"context"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/storage"
)

// threeEssays is a window with an essay on its desk, and two more in its library.
func threeEssays(t *testing.T) (w *Window, others [2]storage.EssayID) {
	t.Helper()
	w = wholeWindow(t, "# One", "A harbour here.")
	for i, lines := range [][]string{{"# Two", "The harbour, and a harbour‹a›."}, {"# Three", "Nothing of it."}} {
		var err error
		if others[i], err = w.lib.Create(writtenEssay(lines...)); err != nil {
			t.Fatal(err)
		}
	}
	return w, others
}

// lookEverywhere searches all essays as the find bar does, and waits for it.
func lookEverywhere(t *testing.T, w *Window, text string) *editor.Finder {
	t.Helper()
	run(t, w, "Find and replace in all essays")
	w.bar.query.Text = text
	w.bar.text.Text = text
	finder, err := w.bar.query.Compile()
	if err != nil {
		t.Fatal(err)
	}
	found, more, err := findInAll(context.Background(), w.lib, finder, w.desk.id, w.desk.session.Essay())
	if err != nil || more {
		t.Fatal(err, more)
	}
	w.bar.all.found = found
	w.bar.all.show()
	return finder
}

func bodyOf(t *testing.T, w *Window, id storage.EssayID) string {
	t.Helper()
	e, err := w.lib.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return e.Body().String()
}

func TestFindingInAllEssays(t *testing.T) {
	w, others := threeEssays(t)
	lookEverywhere(t, w, "harbour")
	if w.beside.Shown() != foundEverywhere {
		t.Error("what was found does not stand beside the page")
	}
	found := w.bar.all.found
	if len(found) != 2 || found[0].id != w.desk.id || len(found[1].matches) != 2 {
		t.Fatalf("found is %+v", found)
	}
	if got := around(found[1].essay, found[1].matches[1], " › haven"); got != "…harbour, and a harbour › haven." {
		t.Errorf("around the match stands %q", got)
	}
	w.bar.step(+1)
	w.bar.step(+1) // the one essay has no further match
	if w.desk.id != others[0] || w.bar.stop == nil {
		t.Errorf("F3 leads to essay %d, want %d with the bar", w.desk.id, others[0])
	}
	sel := w.desk.session.Selection()
	if from, to := sel.Range(); w.desk.session.Essay().Text(sel.In).Text(from, to) != "harbour" {
		t.Error("the match is not selected")
	}
	w.bar.close()
	if w.beside.Shown() != "" {
		t.Error("the list stays when the bar is closed")
	}
}

func TestReplacingInAllEssays(t *testing.T) {
	w, others := threeEssays(t)
	first := w.desk.id
	before := bodyOf(t, w, others[0])
	finder := lookEverywhere(t, w, "harbour")
	w.bar.with.Text = "haven"
	w.bar.replaceAll()
	if strings.Contains(w.desk.session.Essay().Body().String()+bodyOf(t, w, others[0]), "haven") {
		t.Fatal("it was replaced before it was shown and asked")
	}
	w.bar.all.replace(finder, "haven")
	if got := w.desk.session.Essay().Body().String(); got != "One\nA haven here." {
		t.Errorf("the open essay is %q", got)
	}
	if got := bodyOf(t, w, others[0]); got != "Two\nThe haven, and a haven\uFFFC." {
		t.Errorf("the other essay is %q", got)
	}
	w.bar.close()
	if err := w.open(others[0]); err != nil {
		t.Fatal(err)
	}
	if label := w.desk.session.UndoLabel(); label != "Replace all" {
		t.Errorf("in the other essay %q can be undone", label)
	}
	run(t, w, "Take back the replacement in all essays")
	if got := w.desk.session.Essay().Body().String(); got != before {
		t.Errorf("after taking back the other essay is %q", got)
	}
	if got := bodyOf(t, w, first); got != "One\nA harbour here." {
		t.Errorf("after taking back the first essay is %q", got)
	}
}

func TestWhatChangedSinceIsNotTakenBack(t *testing.T) {
	w, others := threeEssays(t)
	finder := lookEverywhere(t, w, "harbour")
	w.bar.all.replace(finder, "haven")
	if _, _, err := w.inEssay(others[0], func(s *editor.Session) (int, error) {
		s.Select(editor.Caret("", 0))
		return 0, s.Type("x")
	}); err != nil {
		t.Fatal(err)
	}
	run(t, w, "Take back the replacement in all essays")
	if got := bodyOf(t, w, others[0]); got != "xTwo\nThe haven, and a haven\uFFFC." {
		t.Errorf("what was changed since is %q", got)
	}
	if got := w.desk.session.Essay().Body().String(); got != "One\nA harbour here." {
		t.Errorf("the open essay is %q", got)
	}
}
