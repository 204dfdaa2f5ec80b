package storage

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// openTemp opens a new library whose clock goes on by a second at each look.
func openTemp(t testing.TB) *Library {
	t.Helper()
	l, err := Open(filepath.Join(t.TempDir(), "library.ibid"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	l.Now = func() time.Time { at = at.Add(time.Second); return at }
	t.Cleanup(func() { l.Close() })
	return l
}

// written makes an essay of a title and paragraphs.
func written(title string, paragraphs ...string) *essay.Essay {
	blocks := []*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})}
	for _, p := range paragraphs {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: p}))
	}
	return essay.New(doc.New(blocks...))
}

func create(t testing.TB, l *Library, e *essay.Essay) EssayID {
	t.Helper()
	id, err := l.Create(e)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func titles(t testing.TB, list func() ([]Entry, error)) []string {
	t.Helper()
	entries, err := list()
	must(t, err)
	var s []string
	for _, e := range entries {
		s = append(s, e.Title)
	}
	return s
}
