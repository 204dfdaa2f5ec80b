package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite/sourcefile"
)

const twice = `@article{ko-again, author={Ko, Ann and Chung, Bo}, title={Reading notes in the margin}, journal={J. Marginalia}, doi={10.1000/ko}, year=2019}
`

// withTwin is a window whose essay cites a source and its twin.
func withTwin(t *testing.T) *Window {
	t.Helper()
	w := citingWindow(t)
	f, _ := sourcefile.ByPath("x.bib")
	w.takeSources("more.bib", f, []byte(twice))
	settle(w)
	citeAt(w, 1, "ko2019", "72")
	citeAt(w, 2, "ko-again", "80")
	return w
}

func keysCited(w *Window) (keys []string) {
	for _, p := range w.desk.session.Essay().CitePlaces() {
		keys = append(keys, p.Citation.Keys()...)
	}
	return keys
}

func TestMergingDuplicatesAndTakingThatBack(t *testing.T) {
	w := withTwin(t)
	if got := keysCited(w); !slices.Equal(got, []string{"ko2019", "ko-again"}) {
		t.Fatalf("the essay cites %q", got)
	}
	run(t, w, "Find duplicates…")
	settle(w)
	if w.beside.Shown() != "twins" {
		t.Fatalf("%q is shown", w.beside.Shown())
	}
	groups, err := w.twinsOfLibrary(t.Context())
	if err != nil || len(groups) != 1 {
		t.Fatalf("there are %d groups, %v", len(groups), err)
	}
	r := &twinReview{w: w, groups: groups, list: pane.NewKeyList()}
	r.show(0)
	for _, row := range r.list.Items() { // the first source's key is chosen already
		if strings.HasSuffix(row.Text, "ko2019") && row.Tap != nil {
			row.Tap()
		}
	}
	r.merge()
	settle(w)
	if got := keysCited(w); !slices.Equal(got, []string{"ko2019", "ko2019"}) {
		t.Errorf("merged, the essay cites %q", got)
	}
	if got := reads(w); len(got) != 2 || !strings.HasPrefix(got[1], "Ibid.") && !strings.HasPrefix(got[1], "Ko and Chung") {
		t.Errorf("merged, the notes are %q", got)
	}
	it := w.desk.session.Essay().Source("ko2019")
	if it == nil || it.Fields["DOI"] != "10.1000/ko" || it.Fields["volume"] != "12" {
		t.Errorf("merged, the source is %+v", it)
	}
	if n, _ := w.lib.CountSources(); n != 3 {
		t.Errorf("%d sources are left, want 3", n)
	}
	w.win.Canvas().Focus(w.side.search)
	w.struck(t, Key{fyne.KeyZ, ctrl})
	settle(w)
	if got := keysCited(w); !slices.Equal(got, []string{"ko2019", "ko-again"}) {
		t.Errorf("taken back, the essay cites %q", got)
	}
	if n, _ := w.lib.CountSources(); n != 4 || w.desk.session.Essay().Source("ko2019").Fields["DOI"] != "" {
		t.Errorf("taken back, there are %d sources", n)
	}
	w.struck(t, Key{fyne.KeyZ, ctrlShift})
	settle(w)
	if got := keysCited(w); !slices.Equal(got, []string{"ko2019", "ko2019"}) {
		t.Errorf("done again, the essay cites %q", got)
	}
}

func TestDeletedAndImportedSourcesComeBack(t *testing.T) {
	w := citingWindow(t)
	citeAt(w, 1, "ko2019", "72")
	found, err := w.lib.Sources("ko2019", 1)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	w.deleteSource(found[0])
	settle(w)
	if err := w.desk.save.Flush(); err != nil {
		t.Fatal(err)
	}
	if gone, _ := w.lib.Gone(w.desk.id); len(gone) != 1 {
		t.Errorf("the checks are told of %q", gone)
	}
	if got := reads(w); !strings.HasPrefix(got[0], "Ann Ko") {
		t.Errorf("what cites it reads %q", got)
	}
	run(t, w, "Undo the last change of sources")
	if n, _ := w.lib.CountSources(); n != 3 {
		t.Errorf("the deleting taken back, there are %d sources", n)
	}
	if says := w.status.text.text.Text; !strings.Contains(says, "Ko & Chung 2019 deleted") {
		t.Errorf("the window says %q", says)
	}
	run(t, w, "Undo the last change of sources")
	if n, _ := w.lib.CountSources(); n != 0 {
		t.Errorf("the import taken back, there are %d sources", n)
	}
	run(t, w, "Redo the last change of sources")
	if n, _ := w.lib.CountSources(); n != 3 {
		t.Errorf("done again, there are %d sources", n)
	}
}

func TestSourcesThatArePastedIntoTheirSearchAreImported(t *testing.T) {
	w := citingWindow(t)
	w.app.Clipboard().SetContent(twice)
	w.win.Canvas().Focus(w.side.search)
	run(t, w, "Paste")
	settle(w)
	if n, _ := w.lib.CountSources(); n != 4 || w.side.search.Text != "" {
		t.Errorf("pasted, there are %d sources, and in the search stands %q", n, w.side.search.Text)
	}
}

func TestNewKeysAreFollowedAndTakenBack(t *testing.T) {
	w := withTwin(t)
	w.keep(keyPatternSetting, "{Author}{year}")
	run(t, w, "Give the listed sources keys anew")
	settle(w)
	if got := keysCited(w); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"Ko2019", "Ko2019a"}) {
		t.Errorf("the essay cites %q", got)
	}
	if got := reads(w); !strings.HasPrefix(got[0], "Ann Ko") || strings.Contains(got[1], "?") {
		t.Errorf("the notes are %q", got)
	}
	run(t, w, "Undo the last change of sources")
	if got := keysCited(w); !slices.Equal(got, []string{"ko2019", "ko-again"}) {
		t.Errorf("taken back, the essay cites %q", got)
	}
}
