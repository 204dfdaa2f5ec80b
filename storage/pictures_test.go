package storage

import (
	"bytes"
	"testing"
)

func TestPictures(t *testing.T) {
	l := openTemp(t)
	data := []byte("\x89PNG not really, but bytes\x00\xff")
	source, err := l.AddPicture(data)
	must(t, err)
	again, err := l.AddPicture(bytes.Clone(data))
	must(t, err)
	if again != source {
		t.Errorf("the same picture is kept as %s and as %s", source, again)
	}
	got, found, err := l.Picture(source)
	must(t, err)
	if !found || !bytes.Equal(got, data) {
		t.Errorf("Picture(%s) = %q, %v", source, got, found)
	}
	for _, other := range []string{"ibid:0123", "https://example.org/a.png", ""} {
		if _, found, err := l.Picture(other); found || err != nil {
			t.Errorf("Picture(%q) found = %v, %v", other, found, err)
		}
	}
	_, err = l.db.Exec("UPDATE picture SET data = 'other'")
	must(t, err)
	if _, found, err := l.Picture(source); found || err == nil {
		t.Error("a damaged picture is shown as if it were whole")
	}
}
