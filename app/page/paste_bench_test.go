package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// BenchmarkPaste puts a long text into an essay of 10,000 words, takes it back,
// does it again, and deletes all: what the window waits for in each.
func BenchmarkPaste(b *testing.B) {
	line := strings.Repeat("The office that kept the ledger never used the word; it wrote of moorings held. ", 8)
	for _, size := range []int{100 << 10, 1 << 20, 10 << 20} {
		text := strings.Repeat(line+"\n\n", size/len(line))
		noted := longEssay(size / 6)
		long := essay.Fragment{Slice: doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: strings.ReplaceAll(text, "\n", " ")})}}}
		for _, piece := range []struct {
			name string
			f    essay.Fragment
		}{
			{"text", essay.Fragment{Slice: editor.PlainSlice(text)}},
			{"notes", noted.Cut("", 0, noted.Body().Len()).Anew()},
			{"one line", long},
		} {
			b.Run(fmt.Sprintf("%s/%dKB", piece.name, size>>10), func(b *testing.B) {
				benchPaste(b, piece.f)
			})
		}
	}
}

func benchPaste(b *testing.B, f essay.Fragment) {
	b.Helper()
	took := map[string]time.Duration{}
	timed := func(what string, do func()) {
		start := time.Now()
		do()
		took[what] += time.Since(start)
	}
	for b.Loop() {
		p, s := benchPage(b, longEssay(10_000))
		p.Select(editor.Caret("", p.doc.Len()/2))
		timed("paste", func() {
			p.Do(func() error { return s.Paste(f) })
		})
		timed("undo", func() { s.Undo() })
		timed("redo", func() { s.Redo() })
		p.Select(editor.Selection{Anchor: 0, Head: p.doc.Len()})
		timed("copy", func() { s.Select(p.Selection()); s.Copy() })
		timed("delete", func() { p.Do(s.Delete) })
		timed("undo-delete", func() { s.Undo() })
	}
	for what, d := range took {
		b.ReportMetric(float64(d.Microseconds())/1000/float64(b.N), what+"-ms")
	}
}
