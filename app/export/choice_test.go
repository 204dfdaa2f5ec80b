package export

import (
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

func TestTheFormatAndTheEndingFollowEachOther(t *testing.T) {
	word, _ := format.ByName("docx")
	for from, want := range map[string]string{
		"/a/x.md": "/a/x.docx", "/a/x": "/a/x.docx", "/a/Part 2. Rain": "/a/Part 2. Rain.docx", "/a/x.DOCX": "/a/x.DOCX", "/a.md/x": "/a.md/x.docx",
	} {
		if got := (Choice{Path: from, Format: "markdown"}).withFormat(word); got.Path != want || got.Format != "docx" {
			t.Errorf("%s as Word is %+v, want %s", from, got, want)
		}
	}
	for path, want := range map[string]string{"/x.html": "html", "/x.HTM": "html", "/x.odt": "odt", "/x": "markdown", "/x.none": "markdown", "/x.markdown": "markdown"} {
		if got := (Choice{Format: "markdown"}).withPath(path); got.Format != want {
			t.Errorf("%s is of the format %s, want %s", path, got.Format, want)
		}
	}
}

func TestTheWordsOfTheNumbering(t *testing.T) {
	for _, words := range []string{"", "roman,continuous,foot", "letters,section:2,section-end", "symbols,section:1,end"} {
		if got := parseNumbering(words).words(); got != words {
			t.Errorf("%q is read as %q", words, got)
		}
		if words == "" {
			continue
		}
		if _, o, ok := (Choice{Format: "html", Numbering: words}).In(); !ok || len(o.Scheme.Series) != 1 {
			t.Errorf("%q gives the writer %+v", words, o.Scheme)
		}
	}
}

func TestChoicesThatWriteTheSame(t *testing.T) {
	c := Choice{Path: "a.html", Format: "html"}
	usual, other := c, c
	usual.Options = format.Choices{"page": "whole", "unknown": "x"}
	other.Options = format.Choices{"page": "fragment"}
	if !c.Equal(usual) || c.SameOutput(other) {
		t.Error("options are compared wrongly")
	}
	moved := c
	moved.Path = "b.html"
	if c.Equal(moved) || !c.SameOutput(moved) {
		t.Error("files are compared wrongly")
	}
}

// What differs is marked where it stands in the look, notes included.
func TestTheLookMarksWhatDiffers(t *testing.T) {
	e := essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A word"}, essay.MarkerOf("n"))),
		&essay.Note{ID: "n", Text: doc.FromText("See there.")})
	shown, marks := look(e, []format.Loss{
		{What: "Italic", Back: format.Place{From: 2, To: 6}},
		{What: "Bold", Back: format.Place{In: "n", From: 4, To: 9}},
		{What: "Words", Back: format.Place{Block: -1}},
	})
	var got []string
	for b := range shown.Body().Each() {
		for _, r := range marks[b] {
			got = append(got, string([]rune(b.Text())[r.From:r.To]))
		}
	}
	if !slices.Equal(got, []string{"word", "there"}) {
		t.Errorf("marked is %q", got)
	}
}
