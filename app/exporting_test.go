package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/export"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// exportingIn is a window that shows the export of an essay into a folder.
func exportingIn(t *testing.T, e *essay.Essay) (*Window, string) {
	t.Helper()
	w := windowOf(t, e)
	folder := t.TempDir()
	w.remember(lastExport, kept{Choice: export.Choice{Path: filepath.Join(folder, "x.md"), Format: "markdown"}})
	run(t, w, "Export…")
	if w.exporting == nil || !w.previewed() {
		t.Fatal("no export is shown")
	}
	return w, folder
}

// keyed gives a key to what has the focus.
func keyed(w *Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func shown(w *Window) string { return w.exporting.preview.Shows().String() }

func TestTheExportIsPreviewedAndWrittenByKeys(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	if got := w.exporting.sheet.Choice(); got.Path != filepath.Join(folder, "T.md") || got.Format != "markdown" {
		t.Errorf("at first %+v is chosen", got)
	}
	if !strings.Contains(shown(w), "[^1]: Note a.") {
		t.Errorf("the preview shows %q", shown(w))
	}
	keyed(w, fyne.KeyDown)
	if got := w.exporting.sheet.Choice(); got.Path != filepath.Join(folder, "T.html") || got.Format != "html" {
		t.Errorf("the next format is %+v", got)
	}
	if !strings.Contains(shown(w), "<!DOCTYPE html>") {
		t.Errorf("the preview shows %.80q", shown(w))
	}
	keyed(w, fyne.KeyReturn)
	b, err := os.ReadFile(filepath.Join(folder, "T.html"))
	if err != nil || !strings.Contains(string(b), "Note c.") {
		t.Fatalf("%v, %.80q", err, b)
	}
	if got := w.exporting.seen.Certificate.String(); got != "3 markers, 3 notes, 0 changed" {
		t.Errorf("certified is %s", got)
	}
	keyed(w, fyne.KeyEscape)
	if w.exporting != nil || w.sheet.page != fyne.CanvasObject(w.desk.page) || w.win.Canvas().Focused() != fyne.Focusable(w.desk.page) {
		t.Error("Esc does not lead back to the page")
	}
}

func TestEachFormatOfTheTableIsOffered(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	for range export.Formats() {
		c := w.exporting.sheet.Choice()
		if w.exporting.seen.choice.Format != c.Format {
			t.Errorf("the preview is of %s, want %s", w.exporting.seen.choice.Format, c.Format)
		}
		keyed(w, fyne.KeyReturn)
		if _, err := os.Stat(c.Path); err != nil || filepath.Dir(c.Path) != folder {
			t.Errorf("%s: %v", c.Format, err)
		}
		keyed(w, fyne.KeyDown)
	}
}

func TestTheEndingOfTheFileTellsTheFormat(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	path := filepath.Join(folder, "other.docx")
	test.Tap(w.win.Canvas().Focused().(fyne.Tappable))
	run(t, w, "Select all")
	test.Type(w.win.Canvas().Focused(), path)
	if got := w.exporting.sheet.Choice(); got.Path != path || got.Format != "docx" {
		t.Errorf("chosen is %+v", got)
	}
	if !strings.Contains(shown(w), "Note a.") {
		t.Errorf("the preview shows %q", shown(w))
	}
}

func TestTheChoiceIsRememberedPerEssay(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	first := w.desk.id
	keyed(w, fyne.KeyDown)
	w.exporting.sheet.Choose(export.Choice{
		Path: filepath.Join(folder, "T.html"), Format: "html",
		Options: format.Choices{"page": "fragment"}, Numbering: "letters,continuous,end",
	})
	keyed(w, fyne.KeyReturn)
	run(t, w, "New essay")
	run(t, w, "Export…")
	if got := w.exporting.sheet.Choice(); got.Path != filepath.Join(folder, "essay.html") || got.Options["page"] != "fragment" {
		t.Errorf("another essay would go to %+v", got)
	}
	if err := w.open(first); err != nil {
		t.Fatal(err)
	}
	run(t, w, "Export…")
	if got := w.exporting.sheet.Choice(); got.Path != filepath.Join(folder, "T.html") || got.Numbering != "letters,continuous,end" {
		t.Errorf("the same essay would go to %+v", got)
	}
	if !strings.Contains(shown(w), "<sup>a</sup>") || strings.Contains(shown(w), "<html") {
		t.Errorf("the options do not hold: %.200q", shown(w))
	}
}

func TestExportAgain(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	keyed(w, fyne.KeyReturn, fyne.KeyEscape)
	path := filepath.Join(folder, "T.md")
	w.desk.page.TypedRune('N')
	run(t, w, "Export again")
	b, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(b), "NT") || w.exporting != nil {
		t.Errorf("%v, %.40q; an export is shown: %v", err, b, w.exporting != nil)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, w, "Export again")
	if b, _ := os.ReadFile(path); string(b) != "mine" || w.exporting == nil {
		t.Error("a file that another program changed is replaced without a word")
	}
}

func TestWhatIsLostLeadsToItsPlace(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "T"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Some "}, doc.Span{Text: "slanted", Style: doc.Italic}, doc.Span{Text: " words."})))
	w, folder := exportingIn(t, e)
	w.exporting.sheet.SetPath(filepath.Join(folder, "T.txt"))
	i := slices.IndexFunc(w.exporting.seen.Losses, func(l format.Loss) bool { return l.What == "Italic" })
	if i < 0 {
		t.Fatalf("lost is %v", w.exporting.seen.Losses)
	}
	w.exporting.sheet.Go(w.exporting.seen.Losses[i])
	if w.previewed() || w.exporting == nil {
		t.Error("the page does not take the preview's place")
	}
	from, to := w.desk.page.Selection().Range()
	if got := w.desk.session.Essay().Body().Text(from, to); got != "slanted" {
		t.Errorf("selected is %q", got)
	}
}

func TestTheTargetIsNeverHalfWritten(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay(chapters...))
	path := filepath.Join(folder, "none", "T.md")
	w.exporting.sheet.SetPath(path)
	keyed(w, fyne.KeyReturn)
	if _, err := os.Stat(filepath.Dir(path)); err == nil {
		t.Error("a folder was made")
	}
	if w.exporting == nil || w.keptUnder(exportKey(w.desk.id)).Path != "" {
		t.Error("an export that failed is remembered")
	}
	// One that is stopped leaves the old file.
	path = filepath.Join(folder, "T.md")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.exporting.sheet.SetPath(path)
	w.exporting.seen = written{}
	var begun []func()
	later := w.later
	w.later = func(_ time.Duration, f func()) { begun = append(begun, f) }
	keyed(w, fyne.KeyReturn, fyne.KeyEscape)
	w.later = later
	for _, f := range begun {
		f()
	}
	if b, _ := os.ReadFile(path); string(b) != "old" || w.exporting == nil {
		t.Errorf("after Esc the file holds %q", b)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".ibid-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestANewerChoiceEndsTheOlderPreview(t *testing.T) {
	w, _ := exportingIn(t, writtenEssay(chapters...))
	var begun []func()
	w.later = func(_ time.Duration, f func()) { begun = append(begun, f) }
	keyed(w, fyne.KeyDown, fyne.KeyDown)
	for _, f := range slices.Backward(begun) {
		f()
	}
	if got := w.exporting.seen.choice.Format; got != "text" {
		t.Errorf("the preview is of %s, want text", got)
	}
}

func TestThePreviewFollowsTheEssayAndIsNotWrittenIn(t *testing.T) {
	w, _ := exportingIn(t, writtenEssay(chapters...))
	w.desk.page.TypedRune('N')
	if !strings.Contains(shown(w), "# NT") {
		t.Errorf("the preview shows %.40q", shown(w))
	}
	before := shown(w)
	test.Type(w.exporting.preview.Page(), "x")
	if shown(w) != before {
		t.Error("the preview can be written in")
	}
}

func TestSeveralEssaysLeaveInOneFile(t *testing.T) {
	w, folder := exportingIn(t, writtenEssay("# One", "a‹a›"))
	if _, err := w.lib.Create(writtenEssay("# Two", "b‹a›")); err != nil {
		t.Fatal(err)
	}
	keyed(w, fyne.KeyEscape)
	run(t, w, "Export several essays…")
	test.Type(w.win.Canvas().Focused(), "One")
	keyed(w, fyne.KeyInsert)
	run(t, w, "Select all")
	test.Type(w.win.Canvas().Focused(), "Two")
	keyed(w, fyne.KeyInsert, fyne.KeyReturn)
	if w.exporting == nil {
		t.Fatal("no export is shown")
	}
	w.exporting.sheet.SetPath(filepath.Join(folder, "both.html"))
	keyed(w, fyne.KeyReturn)
	b, err := os.ReadFile(filepath.Join(folder, "both.html"))
	if err != nil || w.exporting.seen.Certificate.String() != "2 markers, 2 notes, 0 changed" {
		t.Errorf("%v, %s", err, w.exporting.seen.Certificate)
	}
	ids := map[string]bool{}
	for _, part := range strings.Split(string(b), ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		if ids[id] {
			t.Errorf("the id %s is there twice", id)
		}
		ids[id] = true
	}
	if one, two := strings.Index(string(b), ">One<"), strings.Index(string(b), ">Two<"); one < 0 || two < one {
		t.Errorf("One stands at %d, Two at %d", one, two)
	}
}

func TestACollectionLeavesAsABook(t *testing.T) {
	w, _ := exportingIn(t, writtenEssay("# One", "a‹a›"))
	other, err := w.lib.Create(writtenEssay("# Two", "b‹a›"))
	if err != nil {
		t.Fatal(err)
	}
	gone, err := w.lib.Create(writtenEssay("# Gone", "c"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.lib.Delete(gone); err != nil {
		t.Fatal(err)
	}
	w.exportCollection(storage.Collection{ID: 3, Name: "The Book", RunsOn: true, Essays: []storage.EssayID{other, gone, w.desk.id}})
	if got := filepath.Base(w.exporting.sheet.Choice().Path); got != "The Book.md" {
		t.Errorf("it would go to %s", got)
	}
	for _, want := range []string{"# The Book", "## Two\n\nb[^1]", "## One\n\na[^2]"} {
		if !strings.Contains(shown(w), want) {
			t.Errorf("no %q in %q", want, shown(w))
		}
	}
	if strings.Contains(shown(w), "Gone") {
		t.Error("what is in the trash leaves")
	}
}

func TestCommandsThatChangeTheTextShowThePage(t *testing.T) {
	w, _ := exportingIn(t, writtenEssay(chapters...))
	for _, c := range Commands() {
		if c.Title == "Bold" {
			w.run(c)
		}
	}
	if w.exporting == nil || w.previewed() {
		t.Error("the page is not shown while the text is changed")
	}
	if fmt.Sprint(w.beside.Shown()) != "export" {
		t.Error("the sheet has gone")
	}
}
