package citing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func printer() *Printer { return NewPrinter(cite.Folders{}) }

func item(key, family, given, title string, year int) *csl.Item {
	it := &csl.Item{
		ID: key, Type: "book", Fields: map[string]string{"title": title, "publisher": "Press", "publisher-place": "London"},
		Names: map[string][]csl.Name{"author": {{Family: family, Given: given}}}, Dates: map[string]csl.Date{},
	}
	it.Dates["issued"] = csl.Date{From: csl.DateParts{Year: year}}
	return it
}

// build makes an essay of paragraphs in which {id} is a citation and <id> the
// marker of a note.
func build(paragraphs []string, notes map[string]string, cites map[string]cite.Cite) *essay.Essay {
	spans := func(text string) []doc.Span {
		var out []doc.Span
		for text != "" {
			i := strings.IndexAny(text, "{<")
			if i < 0 {
				return append(out, doc.Span{Text: text})
			}
			end := strings.IndexAny(text, "}>")
			out = append(out, doc.Span{Text: text[:i]})
			if text[i] == '{' {
				out = append(out, essay.CitationOf(cite.ID(text[i+1:end])))
			} else {
				out = append(out, essay.MarkerOf(essay.NoteID(text[i+1:end])))
			}
			text = text[end+1:]
		}
		return out
	}
	var blocks []*doc.Block
	for _, p := range paragraphs {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans(p)...))
	}
	e := essay.New(doc.New(blocks...)).WithSources(item("ko", "Ko", "Ann", "The Long Title of It", 2019), item("lee", "Lee", "Bo", "Other Things", 2001))
	for id, text := range notes {
		e = e.WithNote(&essay.Note{ID: essay.NoteID(id), Text: doc.New(doc.NewBlock(doc.Paragraph, 0, spans(text)...))})
	}
	for id, c := range cites {
		e = e.WithCitations(&cite.Citation{ID: cite.ID(id), Cites: []cite.Cite{c}})
	}
	return e
}

func read(t *testing.T, p *Printer, e *essay.Essay) (*Printed, func(id string) string) {
	t.Helper()
	out, err := p.Print(e)
	if err != nil {
		t.Fatal(err)
	}
	return out, func(id string) string {
		var s strings.Builder
		for _, sp := range out.Spans(e, cite.ID(id)) {
			s.WriteString(sp.Text)
		}
		return s.String()
	}
}

func sample() *essay.Essay {
	return build([]string{"One {a}. Two<n>.", "Three {b}. Four {c}."}, map[string]string{"n": "See {d} for more. Otherwise {e}"},
		map[string]cite.Cite{
			"a": {Key: "ko", Locator: "12"}, "b": {Key: "ko", Locator: "20"}, "c": {Key: "ko", Locator: "20"},
			"d": {Key: "lee"}, "e": {Key: "ko", Locator: "3"},
		})
}

func TestFirstAndShortFormsFollowTheText(t *testing.T) {
	p, e := printer(), sample()
	_, says := read(t, p, e)
	want := map[string]string{
		"a": "Ann Ko, The Long Title of It (London: Press, 2019), 12.",
		"d": "Bo Lee, Other Things (London: Press, 2001)",
		"c": "Ibid.",
	}
	for id, text := range want {
		if got := says(id); got != text {
			t.Errorf("%s reads %q, want %q", id, got, text)
		}
	}
	if got := says("b"); strings.Contains(got, "2019") || !strings.HasPrefix(got, "Ko") && !strings.HasPrefix(got, "Ibid") {
		t.Errorf("the later citation reads %q", got)
	}
	body := e.Body()
	moved, _ := body.ReplaceBlocks(0, 2, body.Block(1), body.Block(0))
	f := e.WithBody(moved)
	_, says = read(t, p, f)
	if got := says("b"); !strings.Contains(got, "London: Press, 2019") {
		t.Errorf("moved to the front, the citation reads %q", got)
	}
	if got := says("a"); strings.Contains(got, "2019") {
		t.Errorf("moved behind, the first citation still reads %q", got)
	}
}

func TestSwitchingTheStyleTouchesNoText(t *testing.T) {
	p, e := printer(), sample()
	_, before := read(t, p, e)
	a := before("a")
	f := e.WithCiting(essay.Citing{Style: "ibid-author-date", InText: true})
	_, says := read(t, p, f)
	if got := says("a"); got != "(Ko 2019, 12)" {
		t.Errorf("in the text the citation reads %q", got)
	}
	if f.Body() != e.Body() || f.Number("n") != 1 {
		t.Error("the text was touched")
	}
	if _, says = read(t, p, e); says("a") != a {
		t.Errorf("switched back, the citation reads %q", says("a"))
	}
}

func TestFlatIsText(t *testing.T) {
	p, e := printer(), sample()
	out, _ := read(t, p, e)
	flat := out.Flat(e)
	if got := flat.Body().String(); got != "One.\uFFFC Two\uFFFC.\nThree.\uFFFC Four.\uFFFC" {
		t.Errorf("the body is %q", got)
	}
	if n := flat.Numbered(); len(n) != 4 || n[0].Text.String() != "Ann Ko, The Long Title of It (London: Press, 2019), 12." {
		t.Errorf("%d notes, the first %q", len(n), n[0].Text)
	}
	if got := flat.Note("n").Text.String(); !strings.HasPrefix(got, "See Bo Lee, Other Things (London: Press, 2001) for more. Otherwise Ko") {
		t.Errorf("the written note is %q", got)
	}
	f := e.WithCiting(essay.Citing{Style: "ibid-author-date", InText: true})
	out, _ = read(t, p, f)
	if got := out.Flat(f).Body().String(); got != "One (Ko 2019, 12). Two\uFFFC.\nThree (Ko 2019, 20). Four (Ko 2019, 20)." {
		t.Errorf("in the text the body is %q", got)
	}
}

func TestBibliography(t *testing.T) {
	p := printer()
	e := build([]string{"One {a}."}, nil, map[string]cite.Cite{"a": {Key: "ko"}})
	for _, c := range []struct {
		list essay.List
		want int
	}{{essay.List{}, 1}, {essay.List{Uncited: true}, 2}, {essay.List{Type: "article"}, 0}} {
		text, _ := e.Body().ReplaceBlocks(1, 0, doc.NewBlock(doc.Paragraph, 0, essay.BibliographyOf(c.list)))
		f := e.WithBody(text)
		out, _ := read(t, p, f)
		if got := out.Bibliography(c.list.ID()); len(got) != c.want {
			t.Errorf("%+v lists %d sources, want %d", c.list, len(got), c.want)
		}
		if flat := out.Flat(f); flat.Body().Blocks() != 1+max(1, c.want) {
			t.Errorf("%+v is exported as %q", c.list, flat.Body())
		}
	}
}

func TestWithoutASourceOrAStyleTheCitationReadsAsTyped(t *testing.T) {
	p := printer()
	e := build([]string{"One {a}."}, nil, map[string]cite.Cite{"a": {Key: "nobody", Locator: "7"}})
	out, _ := read(t, p, e)
	if len(out.Missing) != 1 || out.Missing[0] != "nobody" {
		t.Errorf("missing are %q", out.Missing)
	}
	f := e.WithCiting(essay.Citing{Style: "there-is-no-such-style"})
	out, err := p.Print(f)
	if err == nil {
		t.Fatal("a style that is not there was used")
	}
	if got := out.Spans(f, "a")[0].Text; got != "[@nobody, p. 7]" {
		t.Errorf("it reads %q", got)
	}
}

// many is an essay with n citations of 200 sources, each in a paragraph.
func many(n int) *essay.Essay {
	var paragraphs []string
	cites := map[string]cite.Cite{}
	var items []*csl.Item
	for i := range 200 {
		items = append(items, item(fmt.Sprintf("s%d", i), fmt.Sprintf("Name%d", i%90), "Ann", fmt.Sprintf("The Long Title %d", i), 1900+i%100))
	}
	for i := range n {
		id := fmt.Sprintf("c%d", i)
		paragraphs = append(paragraphs, "Some words in a paragraph {"+id+"}.")
		cites[id] = cite.Cite{Key: fmt.Sprintf("s%d", i*7%200), Locator: fmt.Sprint(i)}
	}
	return build(paragraphs, nil, cites).WithSources(items...)
}

// A citation put before 2,000 others, and all of them read again.
func BenchmarkInsertBeforeMany(b *testing.B) {
	p, e := printer(), many(2000)
	if _, err := p.Print(e); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		c := cite.New(cite.Cite{Key: fmt.Sprintf("s%d", i%200)})
		body, _ := e.Body().Replace(0, 0, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.CitationOf(c.ID))}})
		if _, err := p.Print(e.WithCitations(c).WithBody(body)); err != nil {
			b.Fatal(err)
		}
	}
}
