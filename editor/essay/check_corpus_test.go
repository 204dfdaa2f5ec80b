package essay_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// checked are the findings on plain text whose typed notes the doctor made real.
func checked(t *testing.T, s string) []string {
	t.Helper()
	d, _ := text.Read(s)
	g := doctor.Examine(d)
	if !g.Certain {
		t.Fatal("the doctor is not certain how the notes pair")
	}
	var list []string
	for _, f := range essay.Check(g.Essay()) {
		list = append(list, f.Check+": "+f.Says.String())
	}
	return list
}

// A real essay from a web page, with what an editor would write at its margin.
func TestCheckRealEssay(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpus", "part-ii.txt"))
	if err != nil {
		t.Skip("the folder ../shared is not here: corpus/part-ii.txt")
	}
	want := []string{
		"quotes: Note 2 has a quotation mark ” without its partner.",
		"page: The page (67) beside marker 2 stands in the note too.",
		"page: The page (72) beside marker 5 stands in the note too.",
	}
	if got := checked(t, string(b)); !slices.Equal(got, want) {
		t.Errorf("the checks find %q, want %q", got, want)
	}
}

// In the sample the text gives three pages that the notes give too. The page 359
// is not among them: the note has the range of the whole article.
func TestCheckSample(t *testing.T) {
	want := []string{
		"page: The page (421) beside marker 4 stands in the note too.",
		"page: The page (41) beside marker 5 stands in the note too.",
		"page: The page (112) beside marker 6 stands in the note too.",
	}
	if got := checked(t, assets.Sample); !slices.Equal(got, want) {
		t.Errorf("the checks find %q, want %q", got, want)
	}
}
