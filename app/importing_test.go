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

	"github.com/ibid-editor/ibid/app/pane"
)

// typedNotes is a text whose typed notes pair beyond doubt.
const typedNotes = "The ledger of 1873\n\nThe clerk began a second column, which Marsh takes for a private joke.[1] The figures agree too well with the parish register to be only that.[2] Nobody had asked him to count.\n\n[1] Ellen Marsh, The Second Column (Hull: Quayside, 1981), 67.\n\n[2] Parish register of the quay, 1873, 12.\n"

// folderOf writes files, by their paths in it, into a folder.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func essays(t *testing.T, w *Window) (titles []string) {
	t.Helper()
	list, err := w.lib.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		titles = append(titles, e.Title)
	}
	slices.Sort(titles)
	return titles
}

func fatesOf(m *importing) map[string]fate {
	of := map[string]fate{}
	for _, f := range m.files {
		of[filepath.Base(f.path)] = f.fate
	}
	return of
}

func TestAFolderIsImportedHoweverDeep(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	root := folderOf(t, map[string]string{
		"a.md": "# Alpha\n\nOne.[^1]\n\n[^1]: Note.\n", "deep/er/b.md": "# Beta\n\nTwo.\n", "c.txt": typedNotes,
		"bad.docx": "PK broken", ".hidden/d.md": "# Hidden\n", "e.bin": "?", "again.md": "# Beta\n\nTwo.\n",
	})
	w.importPaths([]string{root})
	m := w.imports
	want := map[string]fate{"a.md": added, "again.md": added, "b.md": known, "c.txt": mended, "bad.docx": refused}
	if got := fatesOf(m); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("what became of the files is %v, want %v", got, want)
	}
	if got := strings.Join(essays(t, w), " "); got != "Alpha Beta Mine The ledger of 1873" {
		t.Errorf("the essays are %s", got)
	}
	if w.importing != nil || m.says.text.Text != "5 of 5" || w.beside.Shown() != "import" {
		t.Errorf("the list says %q, with %q beside the page", m.says.text.Text, w.beside.Shown())
	}
	// An essay opens from the list, which stays.
	i := slices.IndexFunc(m.list.Items(), func(it pane.Item) bool { return it.Text == "a.md" })
	m.list.Items()[i].Tap()
	if got := w.desk.session.Essay().Title(); got != "Alpha" || w.beside.Shown() != "import" {
		t.Errorf("on the desk is %q, beside it %q", got, w.beside.Shown())
	}
	run(t, w, "Take back the last import")
	if got := strings.Join(essays(t, w), " "); got != "Mine" {
		t.Errorf("after it was taken back the essays are %s", got)
	}
	trashed, err := w.lib.Trash()
	if err != nil || len(trashed) != 3 {
		t.Errorf("in the trash are %v, %v", trashed, err)
	}
	// What is in the trash is imported anew.
	w.importPaths([]string{filepath.Join(root, "a.md"), filepath.Join(root, "again.md")})
	if got := strings.Join(essays(t, w), " "); got != "Alpha Beta Mine" {
		t.Errorf("imported once more the essays are %s", got)
	}
}

func TestAnImportCanBeStopped(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	root := folderOf(t, map[string]string{"a.md": "# Alpha\n", "b.md": "# Beta\n"})
	var begun []func()
	later := w.later
	w.later = func(_ time.Duration, f func()) { begun = append(begun, f) }
	w.importPaths([]string{root})
	m := w.importing
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.later = later
	for _, f := range begun {
		f()
	}
	if got := strings.Join(essays(t, w), " "); got != "Mine" || !strings.Contains(m.says.text.Text, "stopped") {
		t.Errorf("the essays are %s, and the list says %q", got, m.says.text.Text)
	}
}

func TestWhatCannotBeReadLeavesNothing(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	root := folderOf(t, map[string]string{"bad.docx": "PK broken"})
	for _, path := range []string{filepath.Join(root, "bad.docx"), filepath.Join(root, "none.md")} {
		r, _ := w.take(path, true)
		if r.fate != refused || r.says == "" || r.id != 0 {
			t.Errorf("%s: %+v", path, r)
		}
	}
	if got := strings.Join(essays(t, w), " "); got != "Mine" {
		t.Errorf("the essays are %s", got)
	}
}

func TestSavingToTheFileAnEssayCameFrom(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	path := filepath.Join(folderOf(t, map[string]string{"a.md": "# Alpha\n\nOne.\n"}), "a.md")
	r, _ := w.take(path, false)
	if err := w.open(r.id); err != nil {
		t.Fatal(err)
	}
	w.desk.page.TypedRune('N')
	run(t, w, "Save to file")
	if w.exporting == nil || w.exporting.sheet.Choice().Path != path {
		t.Fatal("the first time the export does not show the file")
	}
	keyed(w, fyne.KeyReturn, fyne.KeyEscape)
	w.desk.page.TypedRune('N')
	run(t, w, "Save to file")
	if b, err := os.ReadFile(path); err != nil || string(b) != "# NNAlpha\n\nOne.\n" || w.exporting != nil {
		t.Errorf("%v, %q", err, b)
	}
}

func TestSavingTellsWhenAnotherProgramChangedTheFile(t *testing.T) {
	path := filepath.Join(folderOf(t, map[string]string{"a.md": "other"}), "a.md")
	was := kept{Sum: sum([]byte("mine"))}
	was.Path = path
	if text, replace := noticeOf(path, was); !replace || !strings.Contains(text, "Another program") {
		t.Errorf("%q, %v", text, replace)
	}
	was.Sum = sum([]byte("other"))
	if text, replace := noticeOf(path, was); !replace || strings.Contains(text, "Another program") {
		t.Errorf("%q, %v", text, replace)
	}
	if text, replace := noticeOf(path+"x", was); replace || text != "" {
		t.Errorf("%q, %v", text, replace)
	}
}

func TestFilesAreChosenByTheirPath(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	root := folderOf(t, map[string]string{"one.md": "# One\n", "two.md": "# Two\n", "sub/three.md": "# Three\n", "p.exe": ""})
	run(t, w, "Open files…")
	entry := w.win.Canvas().Focused().(*pickEntry)
	entry.SetText(root + "/s")
	keyed(w, fyne.KeyTab)
	if entry.Text != filepath.Join(root, "sub")+"/" {
		t.Errorf("Tab completes to %q", entry.Text)
	}
	entry.SetText(root + "/")
	keyed(w, fyne.KeyDown, fyne.KeyInsert, fyne.KeyInsert, fyne.KeyReturn)
	if got := strings.Join(essays(t, w), " "); got != "Mine One Two" {
		t.Errorf("the essays are %s", got)
	}
}

func TestReturnAloneImportsNoFolder(t *testing.T) {
	root := folderOf(t, map[string]string{"one.md": "# One\n"})
	list := files(readable, true)(root + "/")
	i := slices.IndexFunc(list, func(c candidate) bool { return !c.asked })
	if i < 0 || list[i].text != "one.md" || !slices.ContainsFunc(list, func(c candidate) bool { return slices.Equal(c.keys, []string{root}) }) {
		t.Errorf("at first %d of %v is chosen", i, list)
	}
}

func TestAnEssayFromTheClipboard(t *testing.T) {
	w := wholeWindow(t, "# Mine", "text")
	w.app.Clipboard().SetContent("# Pasted\n\nText.[^1]\n\n[^1]: Note.\n")
	run(t, w, "New essay from the clipboard")
	if e := w.desk.session.Essay(); e.Title() != "Pasted" || len(e.Refs()) != 1 {
		t.Errorf("on the desk is %q with %d markers", e.Title(), len(e.Refs()))
	}
	path := filepath.Join(folderOf(t, map[string]string{"a b.md": "# Copied\n", "c.md": "# Too\n"}), "a b.md")
	w.app.Clipboard().SetContent("file://" + strings.ReplaceAll(path, " ", "%20") + "\n" + filepath.Join(filepath.Dir(path), "c.md"))
	run(t, w, "New essay from the clipboard")
	if got := strings.Join(essays(t, w), " "); got != "Copied Mine Pasted Too" {
		t.Errorf("the essays are %s", got)
	}
}
