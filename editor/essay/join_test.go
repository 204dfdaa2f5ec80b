package essay

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// chapter is an essay under a heading of rank 1.
func chapter(title string, lines ...string) *Essay {
	e := parse(lines...)
	body, _ := e.Body().ReplaceBlocks(0, 0, doc.NewBlock(doc.Heading, 1, doc.Span{Text: title}))
	return e.WithBody(body)
}

func joinedLabels(e *Essay) string {
	var s []string
	for _, r := range e.Refs() {
		text := "missing"
		if n := e.Note(r.Note); n != nil {
			text = n.Text.String()
		}
		s = append(s, r.Label+"="+text)
	}
	return strings.Join(s, ", ")
}

func TestJoinKeepsNotesApart(t *testing.T) {
	one, two := chapter("One", "x‹a›y‹b›"), chapter("Two", "x‹b›y‹c›z‹b›")
	two = two.WithNote(&Note{ID: "a", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "of two, see "}, CrossRefTo("b")))})
	got := Join("", Scheme{}, true, one, two, two)
	want := "1=note a, 2=note b, 3=note b, 4=note c, 3=note b, 5=note b, 6=note c, 5=note b"
	if joinedLabels(got) != want {
		t.Errorf("joined: %s\nwant:   %s", joinedLabels(got), want)
	}
	if bin := got.Bin(); len(bin) != 2 {
		t.Fatalf("%d notes are in the bin, want that of the second essay twice", len(bin))
	}
	for _, n := range got.Bin() {
		if to := NoteID(n.Text.Atoms()[0].ID); got.Number(to) != 3 && got.Number(to) != 5 {
			t.Errorf("the note %s names note %d, want 3 or 5", n.ID, got.Number(to))
		}
	}
	if again := Join("", Scheme{}, true, one, two, two); !again.Equal(got) {
		t.Error("joining the same essays again gives another one")
	}
	if joinedLabels(two) != "1=note b, 2=note c, 1=note b" {
		t.Error("the essay that was joined has changed")
	}
}

func TestJoinNumbers(t *testing.T) {
	part := func(title string) *Essay {
		e := chapter(title, "x‹a›", "y‹b›")
		body, _ := e.Body().ReplaceBlocks(2, 0, doc.NewBlock(doc.Heading, 2, doc.Span{Text: "section"}))
		e = e.WithBody(body)
		n := *e.Note("b")
		n.Series = Endnotes
		return e.WithNote(&n)
	}
	sections := Scheme{}.With(Series{Restart: true})
	for _, c := range []struct {
		title  string
		scheme Scheme
		runOn  bool
		want   string
	}{
		{"", Scheme{}, true, "1 i 2 ii"},
		{"", Scheme{}, false, "1 i 1 i"},
		{"Book", Scheme{}, true, "1 i 2 ii"},
		{"Book", Scheme{}, false, "1 i 1 i"},
		{"Book", sections, true, "1 i 1 ii"},
		{"Book", sections, false, "1 i 1 i"},
	} {
		e := Join(c.title, c.scheme, c.runOn, part("One"), part("Two"))
		var labels []string
		for _, r := range e.Refs() {
			labels = append(labels, r.Label)
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("%q, %v, running on %t: the numbers are %s, want %s", c.title, c.scheme, c.runOn, got, c.want)
		}
	}
}

func TestJoinUnderATitle(t *testing.T) {
	e := Join("Book", Scheme{}, true, chapter("One", "x‹a›").WithLanguage("fr"), chapter("Two", "y").WithLanguage("de"))
	var got []string
	for b := range e.Body().Each() {
		if b.Kind == doc.Heading {
			got = append(got, strings.Repeat("#", b.Level)+b.Text())
		}
	}
	if want := []string{"#Book", "##One", "##Two"}; !slices.Equal(got, want) {
		t.Errorf("the headings are %v, want %v", got, want)
	}
	if e.Title() != "Book" || e.Language() != "fr" {
		t.Errorf("the whole is %q in %q", e.Title(), e.Language())
	}
	if none := Join("", Scheme{}, false); none.Body().Blocks() != 1 {
		t.Error("of no essays no essay is made")
	}
}

func TestJoinKeepsCitationsApart(t *testing.T) {
	part := func(title, says string) *Essay {
		e := parse("x")
		body, _ := e.Body().Replace(1, 1, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, CitationOf("c"), doc.Span{Text: "y"}, CitationOf("d"))}})
		ko := &csl.Item{ID: "ko", Type: "book", Fields: map[string]string{"title": says}}
		lee := &csl.Item{ID: "lee", Type: "book", Fields: map[string]string{"title": "The same"}}
		return e.WithBody(body).WithSources(ko, lee).WithCitations(
			&cite.Citation{ID: "c", Cites: []cite.Cite{{Key: "ko", Locator: "7"}}}, &cite.Citation{ID: "d", Cites: []cite.Cite{{Key: "lee"}}})
	}
	e := Join("", Scheme{}, true, part("One", "One"), part("Two", "Two"))
	var got []string
	for _, p := range e.CitePlaces() {
		one := p.Citation.Cites[0]
		got = append(got, fmt.Sprint(p.Number, " ", e.Source(one.Key).Fields["title"], " ", one.Locator))
	}
	if want := "1 One 7, 2 The same , 3 Two 7, 4 The same "; strings.Join(got, ", ") != want {
		t.Errorf("the citations are %q, want %q", strings.Join(got, ", "), want)
	}
	if len(e.Sources()) != 3 {
		t.Errorf("%d sources were joined, want 3", len(e.Sources()))
	}
}

func TestNumbersGoOnFromThoseBefore(t *testing.T) {
	e := parse("x‹a›y‹b›")
	n := *e.Note("b")
	n.Series = Endnotes
	e = e.WithNote(&n)
	after := e.NumberedAfter(map[string]int{"": 12, Endnotes: 2})
	if got := joinedLabels(after); got != "13=note a, iii=note b" {
		t.Errorf("the numbers are %s", got)
	}
	if !after.Equal(e) || after.NumberedAfter(map[string]int{"": 12, Endnotes: 2}) != after {
		t.Error("the essay is another one")
	}
	if got := joinedLabels(after.WithNote(&Note{ID: "a", Text: doc.FromText("new")})); got != "13=new, iii=note b" {
		t.Errorf("after a change the numbers are %s", got)
	}
	if got := joinedLabels(after.WithScheme(Scheme{}.With(Series{Restart: true}))); got != "1=note a, iii=note b" {
		t.Errorf("begun again in each section the numbers are %s", got)
	}
	if c := after.Counts(); c[""] != 1 || c[Endnotes] != 1 {
		t.Errorf("it has %v", c)
	}
}
