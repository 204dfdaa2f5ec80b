package format

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPicturesBesideAText(t *testing.T) {
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
	const gif = "GIF89a"
	write("text/a.gif", gif)
	write("text/with space.gif", gif)
	write("text/secret.gif", "root:x:0:0")
	write("pictures/b.gif", gif)
	find := Beside([]string{filepath.Join(folder, "text")}, func(source string) ([]byte, bool) {
		return []byte("GIF87a"), source == "ibid:here"
	})
	for source, want := range map[string]string{
		"a.gif":                                gif,
		"with%20space.gif":                     gif,
		"./a.gif":                              gif,
		"../pictures/b.gif":                    gif,
		"ibid:here":                            "GIF87a",
		"secret.gif":                           "",
		"none.gif":                             "",
		"":                                     "",
		".":                                    "",
		"https://example.org/a.gif":            "",
		"//example.org/a.gif":                  "",
		"file:a.gif":                           "",
		filepath.Join(folder, "text", "a.gif"): "",
	} {
		got, ok := find(source)
		if !ok {
			got = nil
		}
		if string(got) != want {
			t.Errorf("%q leads to %q, want %q", source, got, want)
		}
	}
}

func TestReach(t *testing.T) {
	folder, other := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.gif"), []byte("GIF89a"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, to string
		taken    bool
	}{
		{"docx", folder, true},
		{"docx", other, true},
		{"html", folder, false},
		{"html", other, true},
		{"markdown", other, false},
	} {
		f, ok := ByName(c.name)
		if !ok {
			t.Fatal(c.name)
		}
		find := f.Reach([]string{folder}, filepath.Join(c.to, "x"), func(string) ([]byte, bool) { return nil, false })
		if _, taken := find("a.gif"); taken != c.taken {
			t.Errorf("%s into %s takes its picture along: %v", c.name, c.to, taken)
		}
	}
}
