package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/editor/cite"
)

const aStyle = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Gauges and Funnels</title><id>gauges</id><category citation-format="numeric"/><category field="engineering"/><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="{" suffix="}"><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" suffix="!"/></layout></bibliography>
</style>`

// browser opens the styles of a window whose library alone has some.
func browser(t *testing.T, w *Window) *styleBrowser {
	t.Helper()
	b := &styleBrowser{w: w, folders: cite.Folders{Styles: []string{w.lib.StyleFolder()}}, items: sampleSources()}
	b.styles = b.folders.Catalogue()
	b.show(w.desk.session.Essay().Citing().StyleName())
	settle(w)
	return b
}

func (b *styleBrowser) shows() string {
	var s strings.Builder
	for _, seg := range b.preview.Segments {
		s.WriteString(seg.Textual() + "|")
	}
	return s.String()
}

func TestAStyleIsAddedSeenAndChosen(t *testing.T) {
	w := citingWindow(t)
	citeAt(w, 1, "grafton", "72")
	path := filepath.Join(t.TempDir(), "gauges.csl")
	if err := os.WriteFile(path, []byte("<style>"), 0o644); err != nil {
		t.Fatal(err)
	}
	folders := cite.Folders{Styles: []string{w.lib.StyleFolder()}}
	if _, err := keepStyle(path, folders); err == nil || !strings.Contains(err.Error(), "was not added") {
		t.Fatalf("a broken style: %v", err)
	}
	if err := os.WriteFile(path, []byte(aStyle), 0o644); err != nil {
		t.Fatal(err)
	}
	if name, err := keepStyle(path, folders); err != nil || name != "gauges" {
		t.Fatal(name, err)
	}
	b := browser(t, w)
	if got := b.shows(); !strings.Contains(got, "Ibid.") {
		t.Errorf("the essay’s style shows %q", got)
	}
	test.Type(b.entry, "engineering")
	settle(w)
	if got := b.shows(); len(b.found) != 1 || !strings.Contains(got, "{Of the Different Quantities of Rain}") || !strings.Contains(got, "British Rainfall!") {
		t.Errorf("%d styles, %q", len(b.found), got)
	}
	b.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab}) // only those in notes
	settle(w)
	if len(b.found) != 0 {
		t.Errorf("a style of numbers is among those of notes: %v", b.found)
	}
	b.showKind(0)
	before := w.desk.session.Essay()
	b.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	settle(w)
	if got := w.desk.session.Essay().Citing(); got.Style != "gauges" || !got.InText {
		t.Errorf("the essay cites by %+v", got)
	}
	if ok := w.desk.session.Undo(); !ok || w.desk.session.Essay().Citing() != before.Citing() {
		t.Errorf("one undo leaves %+v, %v", w.desk.session.Essay().Citing(), ok)
	}
}

func TestTheStylesAreLeftAsTheyWere(t *testing.T) {
	w := citingWindow(t)
	before := w.desk.session.Essay()
	b := browser(t, w)
	b.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	settle(w)
	if got := b.shows(); !strings.Contains(got, "(Heberden 1769, 72)") {
		t.Errorf("the next style shows %q", got)
	}
	b.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.desk.session.Essay() != before || b.popup.Visible() {
		t.Error("Esc changed the essay, or left the styles there")
	}
}
