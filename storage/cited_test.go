package storage

import (
	"path/filepath"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func source(key, title string) *csl.Item {
	return &csl.Item{ID: key, Type: "book", Fields: map[string]string{"title": title}, Names: map[string][]csl.Name{"author": {{Family: "Ko", Given: "Ann"}}}, Dates: map[string]csl.Date{}}
}

// citing is an essay with a citation of each source in its text.
func citing(title string, items ...*csl.Item) *essay.Essay {
	e := written(title, "Text.").WithSources(items...)
	for _, it := range items {
		c := cite.New(cite.Cite{Key: it.ID, Locator: "72"})
		text, _ := e.Body().Replace(e.Body().Len(), e.Body().Len(), doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.CitationOf(c.ID))}})
		e = e.WithCitations(c).WithBody(text)
	}
	return e
}

func TestWhatIsCitedComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	l, err := Open(path)
	must(t, err)
	e := citing("A", source("ko", "One"), source("lee", "Two")).WithCiting(essay.Citing{Style: "ibid-author-date", InText: true})
	id := create(t, l, e)
	for _, step := range []*essay.Essay{e, e.WithSources(source("ko", "One, changed")), e.WithoutSource("lee"), e.WithBody(doc.FromText("Nothing."))} {
		must(t, l.Save(id, step))
		must(t, l.Close())
		l, err = Open(path)
		must(t, err)
		back, err := l.Load(id)
		must(t, err)
		if !back.Equal(step) || back.Citing() != step.Citing() {
			t.Errorf("%d citations of %d sources came back, want %d of %d", len(back.CitePlaces()), len(back.Sources()), len(step.CitePlaces()), len(step.Sources()))
		}
	}
	must(t, l.Close())
}

func TestTwoEssaysOfOneSourceShareItAndKeysDoNotClash(t *testing.T) {
	l := openTemp(t)
	one := create(t, l, citing("A", source("ko", "One")))
	same := create(t, l, citing("B", source("other", "One")))
	clash := create(t, l, citing("C", source("ko", "Another")))
	must(t, l.Save(one, citing("A", source("ko", "One, changed"))))
	for id, want := range map[EssayID][2]string{one: {"ko", "One, changed"}, clash: {"ko", "Another"}} {
		e, err := l.Load(id)
		must(t, err)
		if it := e.Source(want[0]); it == nil || it.Fields["title"] != want[1] {
			t.Errorf("the source %s is %+v, want %q", want[0], it, want[1])
		}
	}
	e, err := l.Load(same)
	must(t, err)
	if it := e.Source("other"); it == nil || it.Fields["title"] != "One, changed" {
		t.Errorf("the other essay does not follow its source: %+v", it)
	}
}
