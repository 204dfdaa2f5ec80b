package cite

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	names := []string{"grafton1997", "grafton1999", "ko2019", "chicago-notes-bibliography", "apa"}
	for typed, want := range map[string]string{
		"Grafton1997": "[grafton1997 grafton1999]", "grafton": "[grafton1997 grafton1999]", "chicago-notes": "[chicago-notes-bibliography]",
		"zz": "[]", "": "[]", "aap": "[apa]", "xyz": "[]",
	} {
		if got := fmt.Sprint(Near(typed, names)); got != want {
			t.Errorf("near %q are %s, want %s", typed, got, want)
		}
	}
}

func TestSystemFolders(t *testing.T) {
	root := t.TempDir()
	env := map[string]string{"HOME": filepath.Join(root, "home"), "XDG_DATA_DIRS": filepath.Join(root, "a") + string(filepath.ListSeparator) + "relative" + string(filepath.ListSeparator) + filepath.Join(root, "b")}
	f := foldersFor("linux", func(name string) string { return env[name] })
	for _, want := range []string{"home/.local/share/citation-style-language/styles", "a/citation-style-language/styles", "b/citation-style-language/styles", "home/Zotero/styles"} {
		if !slices.Contains(f.Styles, filepath.Join(root, want)) {
			t.Errorf("%s is not among %v", want, f.Styles)
		}
	}
	for _, folder := range slices.Concat(f.Styles, f.Locales) {
		if strings.Contains(folder, "relative") || strings.Contains(folder, "$") || strings.Contains(folder, "Library") {
			t.Errorf("%s is searched", folder)
		}
	}
	if mac := foldersFor("darwin", func(name string) string { return env[name] }); len(mac.Styles) <= len(f.Styles) {
		t.Errorf("a Mac has %v", mac.Styles)
	}
}

func TestStyle(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const info = `<info><title>T</title><id>http://x.org/%s</id><updated>2026-01-01T00:00:00Z</updated>%s</info>`
	write("new.csl", `<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">`+fmt.Sprintf(info, "new", "")+`<citation><layout><text variable="title"/></layout></citation></style>`)
	write("child.csl", `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="fr-FR">`+fmt.Sprintf(info, "child", `<link href="http://x.org/old" rel="independent-parent"/>`)+`</style>`)
	write("orphan.csl", `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">`+fmt.Sprintf(info, "orphan", `<link href="http://x.org/gone" rel="independent-parent"/>`)+`</style>`)
	write("renamed-styles.json", `{"old": "new"}`)
	write("broken.csl", `<style`)
	write("locales-fr-FR.xml", `<locale/>`)
	f := Folders{Styles: []string{filepath.Join(folder, "none"), folder}, Locales: []string{filepath.Join(folder, "none"), folder}}
	for _, c := range []struct{ name, id, locale, err string }{
		{name: "new", id: "http://x.org/new"},
		{name: "old", id: "http://x.org/new"},
		{name: "child", id: "http://x.org/new", locale: "fr-FR"},
		{name: filepath.Join(folder, "child.csl"), id: "http://x.org/new", locale: "fr-FR"},
		{name: "orphan", err: "only refers to the style gone"},
		{name: "broken", err: "broken.csl"},
		{name: "nwe", err: "near it are new"},
		{name: "other.csl", err: "there is no file other.csl"},
		{name: "somethingelse", err: "name a .csl file, or one of ibid-notes, ibid-author-date"},
	} {
		s, err := f.Style(c.name)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v, want %s", c.name, err, c.err)
			}
			continue
		}
		if err != nil || s.ID != c.id || s.DefaultLocale != c.locale {
			t.Errorf("%s: %v, %+v", c.name, err, s)
		}
	}
	if _, err := f.Style("ibid-notes"); err != nil {
		t.Error(err)
	}
	if data, err := f.Locale("fr-FR"); err != nil || len(data) == 0 {
		t.Errorf("locale: %s, %v", data, err)
	}
	for _, lang := range []string{"de-DE", "../x", ""} {
		if _, err := f.Locale(lang); !os.IsNotExist(err) {
			t.Errorf("locale %q: %v, want %v", lang, err, fs.ErrNotExist)
		}
	}
}
