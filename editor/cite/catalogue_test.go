package cite

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCatalogue(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const padding = "<!-- a long licence ................................................................ -->"
	long := ""
	for len(long) < 9000 {
		long += padding
	}
	write("zeta.csl", `<style class="note"><info>`+long+`<title-short>Z</title-short><title xml:lang="en">Zeta &amp;
		Sons</title><category citation-format="note"/><category field="political_science"/></info></style>`)
	write("dependent/alpha.csl", `<style><info><title>alpha</title><link href="http://www.zotero.org/styles/zeta" rel="independent-parent"/></info></style>`)
	write("broken.csl", "no style")
	write("ibid-notes.csl", "<style><info><title>Not ours</title></info></style>")
	got := Folders{Styles: []string{folder, filepath.Join(folder, "none")}}.Catalogue()
	if len(got) != 5 || got[0].Title != "Ibid Notes" || got[1].Name != "ibid-author-date" || got[2].Name != "alpha" || got[3].Title != "broken" {
		t.Fatalf("%+v", got)
	}
	if got[2].Parent != "zeta" {
		t.Errorf("alpha refers to %q", got[2].Parent)
	}
	zeta := got[4]
	if zeta.Title != "Zeta & Sons" || zeta.Short != "Z" || zeta.Kind != "note" || len(zeta.Fields) != 1 || zeta.Fields[0] != "political science" {
		t.Errorf("%+v", zeta)
	}
	for query, want := range map[string]bool{"zeta": true, "sons note": true, "science": true, "numeric": false} {
		if zeta.Matches([]string{query}) != want && query != "sons note" {
			t.Errorf("%q: %v", query, !want)
		}
	}
	if !zeta.Matches([]string{"sons", "note"}) {
		t.Error("two words are not found")
	}
}

func BenchmarkCatalogue(b *testing.B) {
	folders := SystemFolders()
	if len(folders.Catalogue()) < 100 {
		b.Skip("no styles are installed")
	}
	for b.Loop() {
		folders.Catalogue()
	}
}
