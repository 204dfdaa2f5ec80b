package app

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/text"
	"github.com/ibid-editor/ibid/storage"
)

// again opens the essay in a window of another run of the program.
func again(t *testing.T, w *Window) *Window {
	t.Helper()
	id, path := w.desk.id, w.lib.Path()
	w.leave()
	if err := w.lib.Close(); err != nil {
		t.Fatal(err)
	}
	lib, err := storage.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return windowIn(t, lib, id)
}

func TestUndoAfterARestart(t *testing.T) {
	w := wholeWindow(t, chapters...)
	before := w.desk.session.Essay()
	at, _ := before.MarkerPos("b")
	w.desk.page.Select(editor.Selection{Anchor: at - 1, Head: at + 1})
	w.pressed(fyne.KeyDelete)
	run(t, w, "Heading 2")
	if len(w.desk.session.Essay().Bin()) != 1 {
		t.Fatal("the note is not in the bin")
	}
	w = again(t, w)
	if len(w.desk.session.Essay().Bin()) != 1 {
		t.Fatal("after the restart the note is not in the bin")
	}
	w.undo()
	w.undo()
	if got := w.desk.session.Essay(); !got.Equal(before) {
		t.Errorf("undone after a restart the essay is %q", got.Body())
	}
	if got := w.desk.page.Selection(); got.Anchor != at-1 || got.Head != at+1 {
		t.Errorf("after undo %v is selected", got)
	}
	w.redo()
	w = again(t, w)
	if len(w.desk.session.Essay().Bin()) != 1 {
		t.Error("done again and restarted the note is not in the bin")
	}
	w.redo()
	if b := w.desk.session.Essay().Body().Block(5); b.Kind != doc.Heading {
		t.Error("what was undone before the restart cannot be done again")
	}
}

// written types into the essay at some times.
func (w *Window) writtenAt(t *testing.T, texts ...string) {
	t.Helper()
	now := time.Date(2026, 11, 24, 9, 5, 0, 0, time.Local)
	w.desk.session.Now = func() time.Time { return now }
	for _, text := range texts {
		w.desk.session.Select(editor.Caret("", w.desk.session.Essay().Body().Len()))
		if err := w.desk.session.PasteText(text); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
}

func TestVersionsAreReadAndRestored(t *testing.T) {
	w := wholeWindow(t, "# T", "a‹a›")
	w.writtenAt(t, " one", " two", " three four")
	before := w.desk.session.Essay()
	w.win.Show()
	run(t, w, "Versions…")
	if w.past == nil || w.sheet.page != w.past.page {
		t.Fatal("no version is shown")
	}
	var times []string
	for _, it := range w.past.items(time.Date(2026, 11, 24, 20, 0, 0, 0, time.Local)) {
		times = append(times, strings.TrimSpace(it.Text+" "+it.Remark))
	}
	if got := strings.Join(times, "; "); got != "TODAY; 10:05 +1; 09:05 +1; 09:05" {
		t.Errorf("the versions are %s", got)
	}
	w.pressed(fyne.KeyDown)
	if got := w.past.essay.Body().String(); !strings.HasSuffix(got, "￼ one") {
		t.Errorf("the second version is %q", got)
	}
	w.past.page.TypedRune('x')
	run(t, w, "Bold")
	if w.desk.session.Essay() != before || !strings.Contains(w.status.text.text.Text, "restore it") {
		t.Errorf("typing into a version says %q", w.status.text.text.Text)
	}
	w.pressed(fyne.KeyEscape)
	if w.past != nil || w.sheet.page != w.desk.page || w.win.Canvas().Focused() != w.desk.page {
		t.Error("Esc does not lead back to the page")
	}
	run(t, w, "Versions…")
	w.pressed(fyne.KeyEnd, fyne.KeyReturn)
	if got := w.desk.session.Essay().Body().String(); got != "T\na￼" || w.past != nil {
		t.Errorf("the first version, restored, is %q", got)
	}
	w.undo()
	if w.desk.session.Essay() != before {
		t.Error("one undo does not take the restoring back")
	}
}

// The text as it was before the doctor's repair stays among the versions.
func TestTheOriginalOfARepairIsAVersion(t *testing.T) {
	body, _ := text.Read(typed)
	w := windowOf(t, essay.New(body))
	w.repair(doctor.Examine(body))
	w = again(t, w)
	run(t, w, "Versions…")
	items := w.past.items(time.Now())
	if last := items[len(items)-1]; !strings.Contains(last.Text, "before the repair") {
		t.Errorf("the oldest version is called %q", last.Text)
	}
	if !w.past.essay.Body().Equal(body) {
		t.Errorf("the version before the repair is %q", w.past.essay.Body())
	}
}

func TestAnEssayWithoutAPastSaysSo(t *testing.T) {
	w := wholeWindow(t, chapters...)
	run(t, w, "Versions…")
	if w.past != nil || w.status.text.text.Text == "" {
		t.Error("an essay that was never changed has versions")
	}
}
