package page

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// longEssay makes an essay of about so many words, with a note for each 62. All
// paragraphs are alike, so that a key breaks as many lines wherever it is typed.
func longEssay(words int) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	sentence := "The office that kept the ledger of the year 1742 never used the word; it wrote of moorings held and of vessels answered, and left the rest to the men on the quay. "
	for n := 0; n < words; n += 124 {
		var spans []doc.Span
		for k := range 2 {
			id := essay.NoteID(fmt.Sprintf("n%d-%d", n, k))
			spans = append(spans, doc.Span{Text: strings.Repeat(sentence, 2)}, essay.MarkerOf(id))
			notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(fmt.Sprintf("Harbour Office, Daily Ledger, vol. %d, %d–%d.", k, n, n+9))})
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}

func benchPage(b *testing.B, e *essay.Essay) (*Page, *editor.Session) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	s := editor.NewSession(e)
	p := NewPage(s, NewSetting(19, 1.6), &Clip{})
	w := test.NewTempWindow(b, p)
	w.Resize(fyne.NewSize(1000, 800))
	w.Canvas().Focus(p)
	b.Cleanup(p.Close)
	return p, s
}

// each runs f b.N times and reports the median and the 99th percentile beside
// the mean.
func each(b *testing.B, f func(i int)) {
	b.Helper()
	took := make([]time.Duration, 0, 1024)
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		f(i)
		took = append(took, time.Since(start))
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

var sizes = []int{1_000, 10_000, 100_000, 1_000_000}

// lengths are essays of all sizes; as values they serve every benchmark.
var lengths = sync.OnceValue(func() (list []*essay.Essay) {
	for _, words := range sizes {
		list = append(list, longEssay(words))
	}
	return list
})

// BenchmarkLength does in the middle of essays of all sizes, in turn, what a hand
// does all day, through model, history, layout and the objects that are drawn.
// It reports the median for each size, and how much more the longest takes than
// the shortest.
func BenchmarkLength(b *testing.B) {
	key := func(name fyne.KeyName) func(*Page, *editor.Session, int) {
		return func(p *Page, _ *editor.Session, _ int) { p.TypedKey(&fyne.KeyEvent{Name: name}) }
	}
	back := func(p *Page, s *editor.Session, _ int) { s.Undo() }
	letter := func(p *Page, _ *editor.Session, i int) { p.TypedRune(rune("mwnhdbo "[i%8])) }
	for _, c := range []struct {
		name           string
		do, afterwards func(*Page, *editor.Session, int)
	}{
		{"typing", letter, nil},
		{"Return", key(fyne.KeyReturn), back},
		{"Backspace", key(fyne.KeyBackspace), letter},
		{"word", func(p *Page, _ *editor.Session, i int) {
			p.moveFar([]fyne.KeyName{fyne.KeyRight, fyne.KeyLeft}[i/40%2], false)
		}, nil},
		{"line", func(p *Page, _ *editor.Session, i int) { p.lines(1-i/40%2*2, false) }, nil},
		{"Shift+Down", func(p *Page, _ *editor.Session, i int) { p.lines(1-i/40%2*2, true) }, nil},
		{"marker", func(p *Page, s *editor.Session, _ int) { p.Do(s.InsertNote) }, back},
		{"citation", func(p *Page, s *editor.Session, _ int) {
			p.Do(func() error {
				return s.InsertCitation(&cite.Citation{ID: cite.NewID(), Cites: []cite.Cite{{Key: "ko"}}})
			})
		}, back},
		{"first marker", func(p *Page, s *editor.Session, _ int) {
			p.Select(editor.Caret("", 3))
			p.Do(s.InsertNote)
		}, back},
	} {
		b.Run(c.name, func(b *testing.B) { benchLengths(b, c.do, c.afterwards) })
	}
}

func benchLengths(b *testing.B, do, afterwards func(*Page, *editor.Session, int)) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	pages, sessions := make([]*Page, len(sizes)), make([]*editor.Session, len(sizes))
	took := make([][]time.Duration, len(sizes))
	for k, e := range lengths() {
		sessions[k] = editor.NewSession(e)
		pages[k] = NewPage(sessions[k], NewSetting(19, 1.6), &Clip{})
		w := test.NewTempWindow(b, pages[k])
		w.Resize(fyne.NewSize(1000, 800))
		w.Canvas().Focus(pages[k])
		pages[k].Select(editor.Caret("", pages[k].doc.Start(pages[k].doc.Blocks()/2)+40))
		b.Cleanup(pages[k].Close)
	}
	b.ResetTimer()
	for i := range b.N {
		for k, p := range pages {
			start := time.Now()
			do(p, sessions[k], i)
			took[k] = append(took[k], time.Since(start))
			if afterwards != nil {
				afterwards(p, sessions[k], i)
			}
		}
	}
	b.StopTimer()
	median := func(k int) float64 {
		slices.Sort(took[k])
		return float64(took[k][len(took[k])/2].Nanoseconds()) / 1000
	}
	for k, name := range []string{"1k-µs", "10k-µs", "100k-µs", "1M-µs"} {
		b.ReportMetric(median(k), name)
	}
	b.ReportMetric(median(len(sizes)-1)/median(0), "1M/1k")
}

// BenchmarkOneParagraph is a key in the middle of a paragraph of 100,000 words.
func BenchmarkOneParagraph(b *testing.B) {
	var text strings.Builder
	for i := range 3200 {
		fmt.Fprintf(&text, "The office that kept the ledger of year %d never used the word; it wrote of moorings held and of vessels answered, and left the rest to the men on the quay. ", i)
	}
	p, _ := benchPage(b, essay.New(doc.FromText(text.String())))
	p.Select(editor.Caret("", p.doc.Len()/2))
	each(b, func(i int) { p.TypedRune(rune("mwnhdbo "[i%8])) })
}

// BenchmarkOpen lays an essay out until it can be drawn.
func BenchmarkOpen(b *testing.B) {
	for _, words := range sizes {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			e := longEssay(words)
			test.NewTempApp(b).Settings().SetTheme(theme.Theme{Mode: theme.Light})
			setting := NewSetting(19, 1.6)
			each(b, func(int) {
				p := NewPage(editor.NewSession(e), setting, &Clip{})
				w := test.NewTempWindow(b, p)
				w.Resize(fyne.NewSize(1000, 800))
				p.Close()
			})
		})
	}
}

// With two words underlined in each paragraph of an essay of 100,000 words.
func BenchmarkTypeAmongMisspelledWords(b *testing.B) {
	p, _ := benchPage(b, longEssay(100_000))
	p.Decorations = &Decorations{}
	ranges := map[*doc.Block][]Range{}
	for _, block := range p.doc.All() {
		ranges[block] = []Range{{4, 10}, {20, 23}}
	}
	p.Decorations.Set(Misspelled, ranges)
	p.Select(editor.Caret("", p.doc.Start(p.doc.Blocks()/2)+40))
	each(b, func(int) { p.TypedRune('a') })
}

// A key that the habits look at: most others they pass over.
func BenchmarkTypeAQuotationMark(b *testing.B) {
	p, s := benchPage(b, longEssay(100_000))
	s.Habits = editor.Habits{Markdown: true, Quotes: true, Dashes: true, Spaces: true}
	p.Select(editor.Caret("", p.doc.Start(p.doc.Blocks()/2)+40))
	each(b, func(int) { p.TypedRune('"') })
}
