package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

func TestLibraryList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	var out, errs bytes.Buffer
	list := func(args ...string) (int, string, string) {
		out.Reset()
		errs.Reset()
		status := run(append([]string{"library"}, args...), nil, &out, &errs)
		return status, out.String(), errs.String()
	}
	if status, _, says := list("list", "--file", path); status != failed || says != "ibid: there is no library "+path+": name one with --file\n" {
		t.Errorf("without a library the status is %d: %s", status, says)
	}
	lib, err := storage.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	var ids []storage.EssayID
	for _, title := range []string{"One", "Two", "Three"} {
		id, err := lib.Create(essay.New(doc.FromText(title)))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := lib.SetCollections([]storage.Collection{{Name: "A book", RunsOn: true, Essays: []storage.EssayID{ids[2], ids[0]}}}); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	const rest = `  1 words  0 notes  [-0-9]+ [:0-9]+  `
	want := regexp.MustCompile(`^A book \(numbers run on\):\n  3` + rest + `Three\n  1` + rest + `One\nIn no collection:\n  2` + rest + `Two\n$`)
	if status, got, says := list("list", "--file", path); status != done || !want.MatchString(got) {
		t.Errorf("the status is %d, and it prints\n%q%s", status, got, says)
	}
	book := filepath.Join(t.TempDir(), "book.md")
	if status, _, says := list("export", "a book", "--file", path, "-o", book); status != done {
		t.Errorf("the collection is not exported: %s", says)
	}
	if b, err := os.ReadFile(book); err != nil || string(b) != "# A book\n\nThree\n\nOne\n" {
		t.Errorf("the collection is exported as %q: %v", b, err)
	}
	if status, _, _ := list("--file", path); status != wrong {
		t.Errorf("without a word the status is %d", status)
	}
}
