package storage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// shelf is a library with two essays to search.
func shelf(t testing.TB) (l *Library, ports, tides EssayID) {
	l = openTemp(t)
	e := written("Ports of call", "The harbour-master’s office was closed.", "Über den Fluß to the *quay*, and back to the quay.")
	e = e.WithNote(&essay.Note{ID: "n1", Text: doc.FromText("First.", "See the Quay Ledger, 12.")})
	body := doc.New(append(e.Body().Slice(0, e.Body().Len()).Blocks,
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Closed"}, essay.MarkerOf("n1"), doc.Span{Text: " for the winter."}))...)
	ports = create(t, l, e.WithBody(body))
	tides = create(t, l, written("Tides", "Quays are flooded twice a day.", "Don't"))
	return l, ports, tides
}

// show writes a hit as title/note/block: snippet, with what was found in brackets.
func show(h Hit) string {
	s, at := "", 0
	for _, m := range h.Marks {
		s += h.Snippet[at:m[0]] + "[" + h.Snippet[m[0]:m[1]] + "]"
		at = m[1]
	}
	return fmt.Sprintf("%s/%s/%d: %s", h.Title, h.Note, h.Block, s+h.Snippet[at:])
}

func TestSearch(t *testing.T) {
	l, _, _ := shelf(t)
	tests := []struct{ name, query, want string }{
		{"the beginning of a word", "qua", `
			Tides//1: [Quays] are flooded twice a day.
			Ports of call//2: Über den Fluß to the *[quay]*, and back to the [quay].
			Ports of call/n1/1: See the [Quay] Ledger, 12.`},
		{"a whole word before the last", "quay led", "Ports of call/n1/1: See the [Quay] [Ledger], 12."},
		{"in any order", "ledger quay", "Ports of call/n1/1: See the [Quay] [Ledger], 12."},
		{"a phrase", `"back to"`, "Ports of call//2: Über den Fluß to the *quay*, and [back] [to] the quay."},
		{"a phrase is of whole words", `"back t"`, ""},
		{"a phrase that is being typed", `"back t`, "Ports of call//2: Über den Fluß to the *quay*, and [back] [to] the quay."},
		{"accents", "uber", "Ports of call//2: [Über] den Fluß to the *quay*, and back to the quay."},
		{"joined words", "harbour-master's", "Ports of call//1: The [harbour]-[master]’[s] office was closed."},
		{"a marker beside the word", "winter closed", "Ports of call//3: [Closed] for the [winter]."},
		{"a word of the query language", "NOT OR", ""},
		{"signs of the query language", `*:^(-)"`, ""},
		{"nothing", "  ", ""},
		{"an apostrophe", "don't", "Tides//2: [Don]'[t]"},
		{"the same word twice", "quays quay", "Tides//1: [Quays] are flooded twice a day."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			hits, err := l.Search(tt.query, 10)
			must(t, err)
			var got, want []string
			for _, h := range hits {
				got = append(got, show(h))
			}
			for _, line := range strings.Split(strings.TrimSpace(tt.want), "\n") {
				want = append(want, strings.TrimSpace(line))
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("Search(%q) =\n%s\nwant\n%s", tt.query, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func TestSearchFollowsTheText(t *testing.T) {
	l, ports, tides := shelf(t)
	count := func(query string, want int) {
		t.Helper()
		hits, err := l.Search(query, 10)
		must(t, err)
		if len(hits) != want {
			t.Errorf("Search(%q) finds %d places, want %d: %v", query, len(hits), want, hits)
		}
	}
	e, err := l.Load(tides)
	must(t, err)
	body, _ := e.Body().Replace(6, 6, doc.TextSlice("New ", 0, ""))
	must(t, l.Save(tides, e.WithBody(body)))
	count("new quays", 1)
	count("quays flooded", 1)
	must(t, l.Save(tides, written("Tides")))
	count("flooded", 0)
	must(t, l.Delete(ports))
	count("quay", 0)
	must(t, l.Restore(ports))
	count("quay", 2)
	if hits, err := l.Search("quay", 1); err != nil || len(hits) != 1 {
		t.Errorf("a limit of 1 gives %d hits, %v", len(hits), err)
	}
	must(t, l.Delete(ports))
	must(t, l.Purge(ports))
	count("quay", 0)
}

func TestSnippet(t *testing.T) {
	words := strings.Repeat("été ", 60)
	tests := []struct{ name, text, want string }{
		{"short", "a [b] c", "a [b] c"},
		{"cut at spaces", words + "[mark] " + words, "…" + strings.Repeat("été ", 9) + "[mark] " + strings.TrimSpace(strings.Repeat("été ", 28)) + "…"},
		{"no space", strings.Repeat("ü", 100) + "[mark]" + strings.Repeat("ü", 200), "…" + strings.Repeat("ü", 40) + "[mark]" + strings.Repeat("ü", 116) + "…"},
		{"markers and lines", "a\uFFFC\n[b\uFFFCc]\td", "a [bc] d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lo, hi := strings.Index(tt.text, "["), strings.Index(tt.text, "]")-1
			s, marks := snippet(strings.NewReplacer("[", "", "]", "").Replace(tt.text), [][2]int{{lo, hi}, {lo, hi}})
			got := strings.TrimPrefix(show(Hit{Snippet: s, Marks: marks}), "//0: ")
			if got != tt.want {
				t.Errorf("snippet = %q\nwant      %q", got, tt.want)
			}
		})
	}
}
