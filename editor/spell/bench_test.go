package spell

import (
	"os"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

// installed loads the system's American English, or skips the benchmark.
func installed(b *testing.B) (Source, *Dictionary) {
	b.Helper()
	home, _ := os.UserHomeDir()
	s, ok := Best(Installed(Folders("linux", home, os.Getenv)), "en-US")
	if !ok {
		b.Skip("no English dictionary is installed; sh setup.sh run installs it")
	}
	d, err := s.Load()
	if err != nil {
		b.Fatal(err)
	}
	return s, d
}

func BenchmarkLoadEnglish(b *testing.B) {
	s, _ := installed(b)
	for b.Loop() {
		if _, err := s.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// Each loop checks the words of an essay of 100,000.
func BenchmarkCheck100kWords(b *testing.B) {
	_, d := installed(b)
	const text = "The office that kept the ledger never used the word; it wrote of “moorings held” and of “vessels answered,” and left the rest to the men on the quay, " +
		"who didn’t read it. Marsh takes it for a private joke, a well-known tally of the ones who did not come back to the harbourmastre in 1873. "
	paragraph := doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: strings.Repeat(text, 4)})
	per := 0
	for range Words(paragraph) {
		per++
	}
	c := &Checker{Dictionary: d, Own: FromWords("Marsh")}
	for b.Loop() {
		for n := 0; n < 100_000; n += per {
			c.Wrong(paragraph)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	_, d := installed(b)
	for _, word := range []string{"thte", "harbourmastre", "pronounciasion", "xqzzt"} {
		b.Run(word, func(b *testing.B) {
			for b.Loop() {
				d.Suggest(word)
			}
		})
	}
}
