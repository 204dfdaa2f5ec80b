package markdown

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestReadFragment(t *testing.T) {
	body := doc.New(
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "The office never "}, doc.Span{Text: "used", Style: doc.Bold}, essay.MarkerOf("a"), doc.Span{Text: " the word. And on."}, essay.MarkerOf("b")),
		doc.NewBlock(doc.Quote, 1, doc.Span{Text: "It wrote"}, essay.MarkerOf("c")),
	)
	e := essay.New(body, &essay.Note{ID: "a", Text: doc.FromText("Ledger [sic]: 4.")}, &essay.Note{ID: "b", Text: doc.FromText("One.", "Two.")}, &essay.Note{ID: "c", Text: doc.FromText("*")})
	for _, cut := range [][2]doc.Pos{{0, body.Len()}, {3, 23}, {10, 24}, {22, body.Len()}, {21, 22}} {
		want := e.Cut("", cut[0], cut[1])
		got, ok := ReadFragment(Fragment(want))
		if !ok || len(got.Notes) != len(want.Notes) || doc.New(got.Slice.Blocks...).String() != doc.New(want.Slice.Blocks...).String() {
			t.Errorf("%q is read as %q with %d notes", Fragment(want), doc.New(got.Slice.Blocks...).String(), len(got.Notes))
			continue
		}
		for i, n := range got.Notes {
			if !essay.SameWords(n.Text, want.Notes[i].Text) || n.ID == want.Notes[i].ID || strings.HasPrefix(string(n.ID), "n1") && len(n.ID) < 4 {
				t.Errorf("note %s is read as %q", n.ID, n.Text.String())
			}
		}
	}
	for _, text := range []string{"", "a", "a[^1]", "[^1]: a note alone", "a[^1] b\n\n1. c", "x[^2]\n\n[^1]: y", "a\\[^1]\n\n[^1]: b"} {
		if f, ok := ReadFragment(text); ok {
			t.Errorf("%q is read as Markdown with %d notes", text, len(f.Notes))
		}
	}
}
