package essay_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// long makes an essay of 100,000 words with 5,000 notes, most of them of the
// kinds that scholars write, in paragraphs of about 200 words.
func long(note func(i int) string) *essay.Essay {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the harbour office kept two columns of rain and nobody had asked for the second until Marsh did")
	var blocks []*doc.Block
	var notes []*essay.Note
	for range 500 {
		var spans []doc.Span
		for range 10 {
			var s strings.Builder
			for range 20 {
				s.WriteString(words[r.IntN(len(words))] + " ")
			}
			id := essay.NoteID(fmt.Sprintf("n%d", len(notes)))
			spans = append(spans, doc.Span{Text: strings.TrimSpace(s.String()) + "."}, essay.MarkerOf(id), doc.Span{Text: " "})
			notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(note(len(notes)))})
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return essay.New(doc.New(blocks...), notes...).WithLanguage("en")
}

func scholarly(i int) string {
	switch i % 4 {
	case 0:
		return fmt.Sprintf("Eleanor Marsh, “The Nine O’Clock People %d,” Tarn Press %d (1987): %d–%d, https://a.org/%d.html.", i, i%90, i, i+9, i)
	case 1:
		return fmt.Sprintf("Ibid., %d.", i)
	case 2:
		return fmt.Sprintf("Marsh, Nine O’Clock People, %d.", i)
	}
	return fmt.Sprintf("In the March of %d she dropped the glass (as M. wrote) and corked each morning’s rain in a bottle of its own.", 1400+i)
}

func BenchmarkCheck(b *testing.B) {
	for _, bb := range []struct {
		name string
		note func(int) string
	}{
		{"scholarly", scholarly},
		{"alike", func(int) string {
			return "Eleanor Marsh, The Nine O’Clock People: Amateur Observers (Dunmere: Tarn Press, 1987), 41."
		}},
		{"nearly alike", func(i int) string {
			return fmt.Sprintf("Eleanor Marsh, The Nine O’Clock People: Amateur Observers (Dunmere: Tarn Press, 1987), %d.", i)
		}},
		{"broken", func(int) string { return strings.Repeat("(“[\"‘ http:/a )”", 10) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			e := long(bb.note)
			e.Refs()
			n := 0
			for b.Loop() {
				n = len(essay.Check(e))
			}
			b.ReportMetric(float64(n), "findings")
		})
	}
}
