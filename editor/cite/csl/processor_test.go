package csl

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// manyItems makes sources with few names and years, so that cites collide.
func manyItems(n int) []*Item {
	families := []string{"Ko", "Oh", "Chung", "Roe", "Doe", "van Gogh", "Smith", "Müller"}
	givens := []string{"Min-jae", "Mina", "John", "Jane", "Jack"}
	types := []string{"book", "article-journal", "chapter", "webpage"}
	items := make([]*Item, n)
	for i := range items {
		var authors []Name
		for k := range 1 + i%4 {
			authors = append(authors, Name{Family: families[(i/2+3*k)%len(families)], Given: givens[(i/3+k)%len(givens)]})
		}
		items[i] = &Item{
			ID:   fmt.Sprintf("item-%d", i),
			Type: types[i%len(types)],
			Fields: map[string]string{
				"title":           fmt.Sprintf("A history of the footnote, volume %d: notes", i%40),
				"title-short":     fmt.Sprintf("History %d", i%40),
				"container-title": "Journal of Notes",
				"volume":          fmt.Sprint(i%30 + 1),
				"page":            fmt.Sprintf("%d-%d", i+1, i+20),
				"publisher":       "University Press",
				"publisher-place": "Leiden",
			},
			Names: map[string][]Name{"author": authors},
			Dates: map[string]Date{"issued": {From: DateParts{Year: 1990 + i%5}}},
		}
	}
	return items
}

func styleFile(t testing.TB, name string) *Style {
	t.Helper()
	data, err := os.ReadFile(shared("styles", name+".csl"))
	if err != nil {
		t.Skipf("the style %s is not beside the checkout", name)
	}
	s, err := ParseStyleBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestIncremental changes a document at random and compares every rendering
// with that of a new processor.
func TestIncremental(t *testing.T) {
	styles := map[string]*Style{}
	for _, name := range BuiltinStyles {
		s, err := Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		styles[name] = s
	}
	for _, name := range []string{"apa", "chicago-author-date", "chicago-notes-bibliography-subsequent-ibid", "ieee", "oscola", "nature"} {
		if _, err := os.Stat(shared("styles", name+".csl")); err == nil {
			styles[name] = styleFile(t, name)
		}
	}
	items := manyItems(30)
	for name, style := range styles {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			p := newProcessor(t, style, items)
			var doc Document
			for range 40 {
				doc = changed(random, doc, items)
				got := p.Render(doc)
				want := newProcessor(t, style, items).Render(doc)
				for i := range doc.Citations {
					if !reflect.DeepEqual(got.Citations[i], want.Citations[i]) {
						t.Fatalf("citation %d is %q after changes, %q in a new processor",
							i, got.Citations[i].HTML(), want.Citations[i].HTML())
					}
				}
				if g, w := got.Bibliography(nil), want.Bibliography(nil); !reflect.DeepEqual(g, w) {
					t.Fatalf("the bibliography is\n%s\nafter changes, and in a new processor\n%s", g.HTML(), w.HTML())
				}
			}
		})
	}
}

// TestChangedItem changes a source while an older rendering is still held.
func TestChangedItem(t *testing.T) {
	style, err := Builtin("ibid-author-date")
	if err != nil {
		t.Fatal(err)
	}
	items := manyItems(3)
	p := newProcessor(t, style, items)
	doc := Document{Citations: []Citation{{Cites: []Cite{{ID: items[0].ID}}}}}
	old := p.Render(doc)
	changed := items[0].Clone()
	changed.Fields["title"] = "Another title"
	p.SetItems([]*Item{changed, items[1]})
	before := old.Bibliography(nil).Text()
	after := p.Render(doc).Bibliography(nil).Text()
	if before == after || !strings.Contains(after, "Another Title") || strings.Contains(before, "Another Title") {
		t.Errorf("the old bibliography is %q, the new one %q", before, after)
	}
	if missing := p.Render(Document{Uncited: []string{items[2].ID}}).Missing; len(missing) != 1 {
		t.Errorf("a source that was taken away is still there: %v", missing)
	}
}

func newProcessor(t testing.TB, style *Style, items []*Item) *Processor {
	t.Helper()
	p, err := NewProcessor(style, Options{Locales: sharedLocales()})
	if err != nil {
		t.Fatal(err)
	}
	p.SetItems(items)
	return p
}

// changed inserts, deletes or moves a citation, and numbers the notes.
func changed(random *rand.Rand, doc Document, items []*Item) Document {
	list := append([]Citation(nil), doc.Citations...)
	at := random.IntN(len(list) + 1)
	switch {
	case len(list) > 2 && random.IntN(4) == 0:
		at = min(at, len(list)-1)
		list = append(list[:at], list[at+1:]...)
	default:
		var c Citation
		for range 1 + random.IntN(3) {
			cite := Cite{ID: items[random.IntN(len(items))].ID}
			if random.IntN(3) == 0 {
				cite.Locator = fmt.Sprint(random.IntN(3) + 1)
			}
			c.Cites = append(c.Cites, cite)
		}
		list = append(list[:at], append([]Citation{c}, list[at:]...)...)
	}
	for i := range list {
		list[i].Note = i + 1
	}
	return Document{Citations: list, Uncited: []string{items[0].ID}}
}

const benchmarkStyle = "chicago-notes-bibliography"

func BenchmarkParseStyle(b *testing.B) {
	data, err := os.ReadFile(shared("styles", benchmarkStyle+".csl"))
	if err != nil {
		b.Skip("the style is not beside the checkout")
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ParseStyleBytes(data); err != nil {
			b.Fatal(err)
		}
	}
}

// notes cites n times, each source some ten times.
func notes(n int, items []*Item) Document {
	var doc Document
	for i := range n {
		doc.Citations = append(doc.Citations, Citation{
			Note:  i + 1,
			Cites: []Cite{{ID: items[(i*7)%len(items)].ID, Locator: fmt.Sprint(i%90 + 1)}},
		})
	}
	return doc
}

func BenchmarkRender200Notes(b *testing.B) {
	style := styleFile(b, benchmarkStyle)
	items := manyItems(100)
	doc := notes(200, items)
	for b.Loop() {
		p := newProcessor(b, style, items)
		p.Render(doc)
	}
}

func BenchmarkBibliography100(b *testing.B) {
	style := styleFile(b, benchmarkStyle)
	items := manyItems(100)
	doc := notes(200, items)
	for b.Loop() {
		p := newProcessor(b, style, items)
		p.Render(doc).Bibliography(nil)
	}
}

// BenchmarkInsertBefore2000 inserts a citation of a new source before 2,000
// others.
func BenchmarkInsertBefore2000(b *testing.B) {
	for _, name := range []string{benchmarkStyle, "apa", "chicago-author-date"} {
		b.Run(name, func(b *testing.B) {
			style := styleFile(b, name)
			items := manyItems(400)
			p := newProcessor(b, style, items)
			base := notes(2000, items[:399])
			p.Render(base)
			inserted := Document{Citations: append([]Citation{{Cites: []Cite{{ID: items[399].ID}}}}, base.Citations...)}
			for i := range inserted.Citations {
				inserted.Citations[i].Note = i + 1
			}
			docs := []Document{inserted, base}
			at := 0
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			for b.Loop() {
				p.Render(docs[at%2])
				at++
			}
			b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "heap-MB")
		})
	}
}
