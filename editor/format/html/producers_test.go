package html

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
)

var update = flag.Bool("update", false, "write what is expected anew")

// The pages in testdata/producers are built as the programs that they are named
// for build theirs; beside each lies what is to be read of it: words, markers
// with their notes, and the warnings.
func TestProducers(t *testing.T) {
	pages, err := filepath.Glob("testdata/producers/*.html")
	if err != nil || len(pages) < 20 {
		t.Fatal(pages, err)
	}
	for _, file := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".html"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := ReadPage(string(src))
			if err != nil {
				t.Fatal(err)
			}
			got := printed(p)
			golden := strings.TrimSuffix(file, ".html") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("read as\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// printed is all that was read of a page.
func printed(p Page) string {
	e := p.Essay
	var s strings.Builder
	fmt.Fprintf(&s, "language %s, %d markers, %d notes, typed %v\n", e.Language(), len(e.Refs()), len(e.Numbered()), p.Typed)
	for _, series := range e.Scheme().Series {
		fmt.Fprintf(&s, "series %+v\n", series)
	}
	var notes []*essay.Note
	for n := range e.Notes() {
		notes = append(notes, n)
	}
	s.WriteString(laidOut(essay.Fragment{Slice: e.Body().Slice(0, e.Body().Len()), Notes: notes}))
	for _, w := range p.Warnings {
		fmt.Fprintln(&s, "warning:", w)
	}
	return s.String()
}
