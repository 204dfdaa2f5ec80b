package storage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestBackupIsTheLibrary(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, book())
	source, err := l.AddPicture([]byte("a picture"))
	must(t, err)
	must(t, l.SetSetting("k", "v"))
	to := filepath.Join(t.TempDir(), "copy.ibid")
	must(t, os.WriteFile(to, []byte("an older backup"), 0o600))
	must(t, l.Backup(to))
	copied, err := Open(to)
	must(t, err)
	defer copied.Close()
	e, err := copied.Load(id)
	must(t, err)
	if !e.Equal(book()) {
		t.Error("the essay is another one")
	}
	if data, found, err := copied.Picture(source); err != nil || !found || string(data) != "a picture" {
		t.Errorf("the picture is %q, %v, %v", data, found, err)
	}
	if v, _ := copied.Setting("k"); v != "v" {
		t.Errorf("the setting is %q", v)
	}
	if found, err := copied.Verify(); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	entries, err := os.ReadDir(filepath.Dir(to))
	must(t, err)
	for _, x := range entries {
		if !strings.HasPrefix(x.Name(), "copy.ibid") {
			t.Errorf("%s was left behind", x.Name())
		}
	}
}

func TestBackupRefuses(t *testing.T) {
	l := openTemp(t)
	folder := t.TempDir()
	for path, want := range map[string]string{
		l.Path():                               "library itself",
		folder:                                 "is a folder",
		filepath.Join(folder, "no", "copy.ib"): "choose another place",
	} {
		if err := l.Backup(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

// What is damaged is found: in the tables, in the index, in a picture, in the
// past.
func TestVerify(t *testing.T) {
	for name, c := range map[string]struct{ damage, want string }{
		"whole":   {"SELECT 1", ""},
		"index":   {"DELETE FROM word WHERE docid = (SELECT min(id) FROM block)", "index of words"},
		"orphan":  {"PRAGMA foreign_keys = OFF; INSERT INTO member (essay, collection, rank) VALUES (99, 99, 1)", "belongs to nothing"},
		"essay":   {"UPDATE block SET spans = '{' WHERE id = (SELECT min(id) FROM block)", "cannot be read"},
		"past":    {"UPDATE step SET patch = x'7b'", "The past of the essay"},
		"picture": {"UPDATE picture SET data = x'00'", "is damaged"},
	} {
		l := openTemp(t)
		id := create(t, l, written("0"))
		must(t, l.Save(id, written("0", "One.")))
		_, err := l.AddPicture([]byte("a picture"))
		must(t, err)
		_, err = l.db.Exec(c.damage)
		must(t, err)
		clear(l.open)
		found, err := l.Verify()
		must(t, err)
		if got := strings.Join(found, " "); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestKeepPictures(t *testing.T) {
	l := openTemp(t)
	image := func(source string) *doc.Block {
		return doc.NewBlock(doc.Image, 0, doc.Span{Text: "A caption"}).WithInfo(doc.Info{Source: source})
	}
	e := essay.New(doc.New(image("a.png"), image("b.png")), &essay.Note{ID: "n", Text: doc.New(image("a.png"))})
	kept, err := l.KeepPictures(e, map[string][]byte{"a.png": []byte("A")})
	must(t, err)
	for _, b := range []*doc.Block{kept.Body().Block(0), kept.Note("n").Text.Block(0)} {
		if data, found, err := l.Picture(b.Info.Source); err != nil || !found || string(data) != "A" {
			t.Errorf("%s is %q, %v, %v", b.Info.Source, data, found, err)
		}
	}
	if source := kept.Body().Block(1).Info.Source; source != "b.png" {
		t.Errorf("what did not come along is named %s", source)
	}
}
