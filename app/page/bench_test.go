package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// longEssay makes an essay of about so many words, with a note for each 62.
func longEssay(words int) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	sentence := "The office that kept the ledger of year %d never used the word; it wrote of moorings held and of vessels answered, and left the rest to the men on the quay. "
	for n := 0; n < words; n += 124 {
		var spans []doc.Span
		for k := range 2 {
			id := essay.NoteID(fmt.Sprintf("n%d-%d", n, k))
			spans = append(spans, doc.Span{Text: fmt.Sprintf(strings.Repeat(sentence, 2), n, n+1)}, essay.MarkerOf(id))
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

// BenchmarkKey is a key through model, history, layout and the objects that
// are drawn, in the middle of the essay.
func BenchmarkKey(b *testing.B) {
	for _, words := range sizes {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			p, _ := benchPage(b, longEssay(words))
			p.Select(editor.Caret("", p.doc.Len()/2))
			each(b, func(i int) { p.TypedRune(rune("mwnhdbo "[i%8])) })
		})
	}
}

// BenchmarkReturn is a Return and the Backspace that takes it back.
func BenchmarkReturn(b *testing.B) {
	for _, words := range sizes {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			p, _ := benchPage(b, longEssay(words))
			p.Select(editor.Caret("", p.doc.Len()/2))
			each(b, func(i int) {
				p.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyReturn, fyne.KeyBackspace}[i%2]})
			})
		})
	}
}

// BenchmarkInsertNote puts a note before all others, until all numbers in view
// are right, and takes it back.
func BenchmarkInsertNote(b *testing.B) {
	for _, words := range sizes {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			p, s := benchPage(b, longEssay(words))
			p.Select(editor.Caret("", 0))
			each(b, func(i int) {
				if i%2 == 0 {
					p.Do(s.InsertNote)
				} else {
					s.Undo()
				}
			})
		})
	}
}

// BenchmarkMove is lines down with Shift held, and words.
func BenchmarkMove(b *testing.B) {
	for _, words := range sizes {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			p, _ := benchPage(b, longEssay(words))
			p.Select(editor.Caret("", p.doc.Len()/2))
			each(b, func(i int) {
				switch i % 4 {
				case 0:
					p.lines(1, true)
				case 1:
					p.moveFar(fyne.KeyRight, true)
				case 2:
					p.lines(-1, true)
				case 3:
					p.moveFar(fyne.KeyLeft, true)
				}
			})
		})
	}
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
