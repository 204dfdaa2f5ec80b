package format

import (
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// variety is an essay with something of each kind that a format may lose.
func variety() *essay.Essay {
	return essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "On loss"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A word "}, doc.Span{Text: "leans over", Style: doc.Italic}, doc.Span{Text: " and "},
			doc.Span{Text: "leads away", Link: "http://a.b"}, essay.MarkerOf("n"), doc.Span{Text: "."}),
		doc.NewBlock(doc.Bullet, 1, doc.Span{Text: "An item in "}, doc.Span{Text: "small capitals", Style: doc.SmallCaps}),
	), &essay.Note{ID: "n", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "See "}, doc.Span{Text: "there", Style: doc.Bold}, doc.Span{Text: "."}))})
}

// lost is a loss with its place in the essay alone.
type lost struct {
	what     string
	in       essay.NoteID
	block    int
	from, to doc.Pos
}

func TestLossesNameThePlace(t *testing.T) {
	e := variety()
	changed := func(i int, b *doc.Block) *essay.Essay {
		body, _ := e.Body().ReplaceBlocks(i, 1, b)
		return e.WithBody(body)
	}
	spans := e.Body().Block(1).Spans()
	without := func(i int, change func(*doc.Span)) []doc.Span {
		list := slices.Clone(spans)
		change(&list[i])
		return list
	}
	gone, _ := e.Body().ReplaceBlocks(2, 1)
	para := func(s ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, s...) }
	tests := []struct {
		name string
		back *essay.Essay
		want []lost
	}{
		{"nothing", e, nil},
		{"a style", changed(1, para(without(1, func(s *doc.Span) { s.Style = 0 })...)), []lost{{"Italic", "", 1, 7, 17}}},
		{"a link", changed(1, para(without(3, func(s *doc.Span) { s.Link = "" })...)), []lost{{"Links", "", 1, 22, 32}}},
		{"a word", changed(1, para(without(0, func(s *doc.Span) { s.Text = "A wood " })...)), []lost{{"Words", "", 1, 4, 5}}},
		{"a blank", changed(1, para(without(0, func(s *doc.Span) { s.Text = "A  word " })...)), nil},
		{"a marker", changed(1, para(slices.Delete(slices.Clone(spans), 4, 5)...)), []lost{{"Words", "", 1, 32, 33}, {"Notes", "n", 0, 0, 10}}},
		{"a heading", changed(0, para(doc.Span{Text: "On loss"})), []lost{{"Headings", "", 0, 0, 7}}},
		{
			"an item behind a sign", changed(2, para(doc.Span{Text: "- An item in small capitals"})),
			[]lost{{"Lists", "", 2, 0, 25}, {"Small capitals", "", 2, 11, 25}},
		},
		{"a block", e.WithBody(gone), []lost{{"Words", "", 2, 0, 25}}},
		{"a style in a note", e.WithNote(&essay.Note{ID: "n", Text: doc.FromText("See there.")}), []lost{{"Bold", "n", 0, 4, 9}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []lost
			for _, l := range losses(e, tt.back, false) {
				got = append(got, lost{l.What, l.Here.In, l.Here.Block, l.Here.From, l.Here.To})
				if n := len(tt.back.Text(l.Back.In).Block(max(0, l.Back.Block)).Text()); int(l.Back.To) > n {
					t.Errorf("the loss %v is beyond its block's %d bytes", l, n)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// Where the certificate sees a change, a loss names its place.
func TestWhatIsChangedIsLostSomewhere(t *testing.T) {
	for _, f := range Formats {
		if f.Write == nil {
			continue
		}
		w, err := Export(variety(), f, Options{Standalone: true})
		if err != nil {
			t.Fatal(err)
		}
		if w.Certificate.Changed > 0 && len(w.Losses) == 0 {
			t.Errorf("%s: %s and no losses", f.Name, w.Certificate)
		}
		if f.Name == "html" && len(w.Losses) > 0 {
			t.Errorf("HTML loses %v", w.Losses)
		}
		if f.Name == "text" && len(w.Losses) == 0 {
			t.Error("plain text loses nothing")
		}
	}
}

func TestChoices(t *testing.T) {
	html := named(t, "html")
	c, err := html.ParseChoices([]string{"page=fragment"})
	if err != nil || c.Of(htmlPage) != "fragment" {
		t.Errorf("%v, %v", c, err)
	}
	for _, wrong := range []string{"page=half", "page", "paper=a4"} {
		if _, err := html.ParseChoices([]string{wrong}); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
	if got := (Choices{"page": "none of them"}).Of(htmlPage); got != "whole" {
		t.Errorf("what is no value gives %s", got)
	}
}

// What a format puts between the words, such as a link's address, takes none of
// them away.
func TestAdditionsAreNoLossesWhereParagraphsAreLoose(t *testing.T) {
	md := "# T\n\nA [link](http://a.b) and *more*.\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd.\n"
	in, err := named(t, "markdown").Read([]byte(md))
	if err != nil {
		t.Fatal(err)
	}
	w, err := Export(in.Essay, named(t, "text"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, l := range w.Losses {
		count[l.What]++
	}
	if count["Words"] > 0 || count["Tables"] != 1 || count["Italic"] != 1 {
		t.Errorf("lost are %v", count)
	}
}
