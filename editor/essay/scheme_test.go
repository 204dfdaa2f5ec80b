package essay

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func TestNumberStyles(t *testing.T) {
	tests := []struct {
		style NumberStyle
		want  map[int]string
	}{
		{Arabic, map[int]string{1: "1", 12: "12", 1600: "1600"}},
		{"", map[int]string{3: "3", 0: "?"}},
		{LowerRoman, map[int]string{1: "i", 4: "iv", 9: "ix", 49: "xlix", 3999: "mmmcmxcix", 4000: "4000"}},
		{UpperRoman, map[int]string{1994: "MCMXCIV"}},
		{LowerLetters, map[int]string{1: "a", 26: "z", 27: "aa", 52: "az", 53: "ba", 702: "zz", 703: "aaa"}},
		{UpperLetters, map[int]string{2: "B"}},
		{Symbols, map[int]string{1: "*", 2: "†", 6: "¶", 7: "**", 12: "¶¶", 13: "***"}},
	}
	for _, tt := range tests {
		for n, want := range tt.want {
			if got := tt.style.Format(n); got != want {
				t.Errorf("%q.Format(%d) = %q, want %q", tt.style, n, got, want)
			}
		}
	}
}

// labels lists the labels of all markers in order.
func labels(e *Essay) string {
	var list []string
	for _, r := range e.Refs() {
		list = append(list, r.Label)
	}
	return strings.Join(list, " ")
}

// chapters has two chapters of two sections each, with a marker in each
// section's heading or text.
func chapters() *Essay {
	var blocks []*doc.Block
	var notes []*Note
	add := func(kind doc.Kind, level int, text string, ids ...NoteID) {
		spans := []doc.Span{{Text: text}}
		for _, id := range ids {
			spans = append(spans, MarkerOf(id))
			notes = append(notes, &Note{ID: id, Text: doc.FromText("On " + string(id) + ".")})
		}
		blocks = append(blocks, doc.NewBlock(kind, level, spans...))
	}
	add(doc.Heading, 1, "Title")
	add(doc.Heading, 2, "One")
	add(doc.Paragraph, 0, "Text", "a", "b")
	add(doc.Heading, 3, "One and a half")
	add(doc.Paragraph, 0, "Text", "c")
	add(doc.Heading, 2, "Two", "d")
	add(doc.Paragraph, 0, "Text", "e", "f")
	return New(doc.New(blocks...), notes...)
}

func TestSchemes(t *testing.T) {
	e := chapters()
	own := func(s Series) Scheme { return Scheme{}.With(s) }
	tests := []struct {
		name   string
		scheme Scheme
		want   string
	}{
		{"continuous", Scheme{}, "1 2 3 4 5 6"},
		{"restarted at each section", own(Series{Restart: true}), "1 2 3 1 2 3"},
		{"restarted at each heading of rank 3", own(Series{Restart: true, Section: 3}), "1 2 1 1 2 3"},
		{"restarted at headings that are not there", own(Series{Restart: true, Section: 1}), "1 2 3 4 5 6"},
		{"letters", own(Series{Style: LowerLetters}), "a b c d e f"},
		{"symbols", own(Series{Style: Symbols, Restart: true}), "* † ‡ * † ‡"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := labels(e.WithScheme(tt.scheme)); got != tt.want {
				t.Errorf("labels = %s, want %s", got, tt.want)
			}
		})
	}
	if labels(e) != "1 2 3 4 5 6" {
		t.Error("the first essay changed")
	}
}

func TestIndependentSeries(t *testing.T) {
	e := chapters()
	for _, id := range []NoteID{"b", "d"} {
		n := *e.Note(id)
		n.Series = "editor"
		e = e.WithNote(&n)
	}
	e = e.WithScheme(Scheme{}.With(Series{Name: "editor", Style: LowerLetters, Restart: true}))
	if got, want := labels(e), "1 a 2 a 3 4"; got != want {
		t.Errorf("labels = %s, want %s", got, want)
	}
	n := *e.Note("e")
	n.Series = Endnotes
	if got, want := labels(e.WithNote(&n)), "1 a 2 a i 3"; got != want {
		t.Errorf("with an endnote labels = %s, want %s", got, want)
	}
}

// What is derived once and shared must be what a fresh derivation gives,
// whatever was edited between.
func TestSharedRefsAreFresh(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		e := chapters().WithScheme(Scheme{}.With(Series{Restart: true, Section: 1 + r.IntN(4)}))
		for range 12 {
			at := doc.Pos(r.IntN(int(e.Body().Len()) + 1))
			to := min(e.Body().Len(), at+doc.Pos(r.IntN(9)))
			_ = e.Refs() // so that there is something to share
			var body *doc.Document
			switch r.IntN(4) {
			case 0:
				body = e.Body().SetKind(at, to, []doc.Kind{doc.Heading, doc.Paragraph}[r.IntN(2)], 1+r.IntN(4))
			case 1:
				body, _ = e.Body().Replace(at, to, doc.TextSlice("words", 0, ""))
			case 2:
				body, _ = e.Body().Replace(at, at, doc.Slice{Blocks: []*doc.Block{
					doc.NewBlock(doc.Paragraph, 0), doc.NewBlock(doc.Heading, 1+r.IntN(4)), doc.NewBlock(doc.Paragraph, 0),
				}})
			default:
				body, _ = e.Body().Replace(at, at, e.Body().Slice(at, to))
			}
			e = e.WithBody(body)
			fresh := New(doc.New(slices.Collect(body.Each())...), slices.Collect(e.Notes())...).WithScheme(e.Scheme())
			if !slices.Equal(e.Refs(), fresh.Refs()) {
				t.Fatalf("seed %d: labels are %s, freshly derived %s", seed, labels(e), labels(fresh))
			}
		}
	}
}
