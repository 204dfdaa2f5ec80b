package storage

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/markdown"
)

// asMarkdown is an essay as it leaves.
func asMarkdown(t *testing.T, e *essay.Essay) string {
	t.Helper()
	var s strings.Builder
	if _, err := markdown.Write(&s, e, markdown.Options{}); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

// A file goes through the library and leaves as it came, also after a word of
// it was changed.
func TestFilesGoThroughTheLibrary(t *testing.T) {
	src := "---\ntitle: T\nx: y\n---\n\n[^0]: Nobody's.\n\nTitle\n=====\n\n*  one[^My Label]\r\n*  two [l]\n\n[l]: <http://a.b> 't'\n[^My Label]: Ko,\n    72.\n\n    - a\n\nLast.  \n\n"
	l := openTemp(t)
	read, _, err := markdown.Read(src)
	if err != nil {
		t.Fatal(err)
	}
	id := create(t, l, read)
	reload := func() *essay.Essay {
		t.Helper()
		delete(l.open, id)
		e, err := l.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	e := reload()
	if !e.Same(read) {
		t.Error("the essay is not the same")
	}
	if got := asMarkdown(t, e); got != src {
		t.Fatalf("%q leaves as %q", src, got)
	}
	at := doc.Pos(strings.Index(e.Body().String(), "two"))
	at -= 2 // a marker is three bytes
	body, _ := e.Body().Replace(at, at+3, doc.TextSlice("three", 0, ""))
	if err := l.Save(id, e.WithBody(body)); err != nil {
		t.Fatal(err)
	}
	if got := asMarkdown(t, reload()); got != strings.ReplaceAll(src, "two [l]", "three [l](http://a.b)") {
		t.Fatalf("leaves as %q", got)
	}
	if err := l.Save(id, e); err != nil { // as undo does
		t.Fatal(err)
	}
	if got := asMarkdown(t, reload()); got != src {
		t.Fatalf("after undo %q leaves as %q", src, got)
	}
}
