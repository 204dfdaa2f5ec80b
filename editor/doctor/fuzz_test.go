package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// FuzzExamine holds that nothing is lost: each character of a text is in the
// body, in a note, in a label or a marker, or in what is said to be left out;
// and answering questions comes to an end.
func FuzzExamine(f *testing.F) {
	for _, s := range []string{
		"", "[1]", "A.[1]\n\n[1] B.", "A.[1]\n\nB.[1]\n\n[1] C.\n\n\n[1] D.", "a* b† c\n\n* d\n\n† e", "A [Footnote: b [c] d] e.[1] [Footnote 1: f]",
		"[Footnote 1: open\n\nand more\n\n[Footnote 2: x] y [Footnote 3: z]", "1. a\n2. b\n\nc.1 d.2", "x.(1) y (2)\n\n(1) z\n(2) w (1)", "Share this:\n\nA.[1]\n\nNotes\n\n[1] b\n\nLeave a reply",
		"*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n\nA.{1}\n\n12\n\nB\n\n13\n\n{1} c\n\nEnd of the Project Gutenberg EBook", "A¹ b²\n\n¹ c ² d", "[1] a [2] b. [3] c.\n\nd[3] e[1]",
	} {
		f.Add(s)
	}
	files, _ := filepath.Glob("testdata/golden/*.txt")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(string(b))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 20_000 {
			return
		}
		d, places := text.Read(s)
		g := Examine(d)
		for n := 0; ; n++ {
			checkWhole(t, d, g)
			if _, err := g.JSON(places.Place); err != nil {
				t.Fatal(err)
			}
			if len(g.Questions) == 0 {
				break
			}
			if n > len(g.found.marks)+len(g.found.notes)+1 {
				t.Fatalf("the questions do not end: %q", g.Questions[0].Ask)
			}
			g = g.Answer(0, n%len(g.Questions[0].Choices))
		}
	})
}

// checkWhole compares what a diagnosis makes of a document with the document.
func checkWhole(t *testing.T, d *doc.Document, g *Diagnosis) {
	t.Helper()
	f := g.found
	e := g.Essay()
	if len(f.notes) == 0 {
		if !e.Body().Equal(d) {
			t.Fatal("a text without notes is changed")
		}
		return
	}
	taken := make([][]bool, len(f.texts)) // of each byte, whether it is no part of the body
	for i, s := range f.texts {
		taken[i] = make([]bool, len(s))
	}
	take := func(i, from, to int) {
		for k := from; k < to; k++ {
			taken[i][k] = true
		}
	}
	for _, x := range g.Dropped {
		for i := x.FromBlock; i <= x.ToBlock; i++ {
			take(i, 0, len(f.texts[i]))
		}
	}
	for _, n := range f.notes {
		for i := n.block; i <= n.last(); i++ {
			from, to := f.extentOf(n, i)
			take(i, from, to)
		}
	}
	paired := map[int]bool{}
	for _, p := range g.Pairs {
		paired[p.Note.index] = true
		s := f.texts[p.Marker.Block]
		take(p.Marker.Block, byteAt(s, p.Marker.From), byteAt(s, p.Marker.To))
	}
	if got := len(paired) + len(g.Notes); got != len(f.notes) {
		t.Fatalf("%d notes with and without markers, of %d", got, len(f.notes))
	}
	var want strings.Builder
	for i, s := range f.texts {
		for k, r := range s {
			if !taken[i][k] {
				want.WriteRune(r)
			}
		}
	}
	if got := inked(e.Body().String()); got != inked(want.String()) {
		t.Fatalf("the body is\n%q\nwant\n%q", got, inked(want.String()))
	}
	for i, n := range f.notes {
		if id := g.ids()[i]; inked(e.Note(id).Text.String()) != inked(f.noteText(n)) {
			t.Fatalf("note %d is %q, want %q", i, e.Note(id).Text.String(), f.noteText(n))
		}
	}
	if len(e.Refs()) != len(g.Pairs) {
		t.Fatalf("%d markers for %d pairs", len(e.Refs()), len(g.Pairs))
	}
}

func byteAt(s string, n doc.Pos) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// inked is a text without blanks and markers.
func inked(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == doc.AtomRune {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}
