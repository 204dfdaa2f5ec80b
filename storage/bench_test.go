package storage

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// book is an essay of 100,000 words with 1,600 notes of 20 words.
func book() *essay.Essay {
	r := rand.New(rand.NewPCG(1, 1))
	syllables := strings.Fields("har bour quay tide lan tern off ice led ger is of the a and to in")
	sentence := func(words int) string {
		var s strings.Builder
		for range words {
			for range 1 + r.IntN(3) {
				s.WriteString(syllables[r.IntN(len(syllables))])
			}
			s.WriteByte(' ')
		}
		return s.String()
	}
	blocks := []*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: "A long essay"})}
	var notes []*essay.Note
	for len(blocks) <= 800 {
		var spans []doc.Span
		for range 2 {
			id := essay.NoteID(fmt.Sprintf("note%08d", len(notes)))
			notes = append(notes, &essay.Note{ID: id, Text: doc.New(doc.NewBlock(doc.Paragraph, 0,
				doc.Span{Text: sentence(8)}, doc.Span{Text: sentence(4), Style: doc.Italic}, doc.Span{Text: sentence(8)}))})
			spans = append(spans, doc.Span{Text: sentence(62)}, essay.MarkerOf(id))
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}

func BenchmarkLoad100k(b *testing.B) {
	l := openTemp(b)
	id := create(b, l, book())
	for b.Loop() {
		delete(l.open, id)
		if _, err := l.Load(id); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCreate100k(b *testing.B) {
	l := openTemp(b)
	e := book()
	for b.Loop() {
		create(b, l, e)
	}
}

func BenchmarkSaveKeystroke100k(b *testing.B) {
	l := openTemp(b)
	e := book()
	id := create(b, l, e)
	for b.Loop() {
		at := e.Body().Len() / 2
		body, _ := e.Body().Replace(at, at, doc.TextSlice("x", 0, ""))
		e = e.WithBody(body)
		must(b, l.Save(id, e))
	}
}

func BenchmarkSearch(b *testing.B) {
	l := openTemp(b)
	create(b, l, book())
	for _, query := range []string{"h", "the quay", "lanternquay ledgertide"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Search(query, 40); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSaveTyping100k saves each key of a session, as the window does.
func BenchmarkSaveTyping100k(b *testing.B) {
	l := openTemp(b)
	e := book()
	id := create(b, l, e)
	s := editor.NewSession(e)
	s.Select(editor.Caret("", e.Body().Len()/2))
	for b.Loop() {
		must(b, s.Type("x"))
		must(b, l.SaveSteps(id, s.Essay(), s.History()))
	}
}
