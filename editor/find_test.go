package editor

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func compile(t testing.TB, q Query) *Finder {
	t.Helper()
	f, err := q.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// found lists what matches, each as the text it stands in and its words.
func found(f *Finder, e *essay.Essay) []string {
	var list []string
	for m := range f.Matches(context.Background(), e) {
		list = append(list, fmt.Sprintf("%s%d:%s", m.In, m.From, strings.ReplaceAll(e.Text(m.In).Text(m.From, m.To), "\uFFFC", "#")))
	}
	return list
}

func TestFind(t *testing.T) {
	e := writtenEssay("The cat.‹b› A Cat‹a›alogue, Straße, STRASSE.|İstanbul, istanbul; see «a» cat", "a: Concat, cat.", "b: A cat’s (cat).", "z: A cat in the bin.")
	tests := []struct {
		name string
		q    Query
		want string
	}{
		{"any case", Query{Text: "cat"}, "4:cat 12:Cat 67:cat b2:cat b9:cat a3:cat a8:cat"},
		{"exact case", Query{Text: "Cat", MatchCase: true}, "12:Cat"},
		{"whole words", Query{Text: "cat", WholeWord: true}, "4:cat 67:cat b9:cat a8:cat"},
		{"past a marker", Query{Text: "catalogue"}, "12:Cat#alogue"},
		{"over a marker, not beyond", Query{Text: "cat. a"}, "4:cat.# A"},
		{"in the body", Query{Text: "cat", Scope: InBody, MatchCase: true}, "4:cat 67:cat"},
		{"in the notes", Query{Text: "cat", Scope: InNotes}, "b2:cat b9:cat a3:cat a8:cat"},
		{"in a selection", Query{Text: "cat", Within: Selection{"b", 12, 3}}, "b9:cat"},
		{"simple folding keeps ß one letter", Query{Text: "STRAẞE"}, "24:Straße"},
		{"ss is not ß", Query{Text: "strasse"}, "32:STRASSE"},
		{"dotted İ folds to nothing else", Query{Text: "istanbul"}, "51:istanbul"},
		{"regular expression", Query{Text: `\bc(a)t\b`, Regexp: true}, "4:cat 67:cat b2:cat b9:cat a8:cat"},
		{"regular expression, whole words, exact case", Query{Text: `[Cc]at`, Regexp: true, WholeWord: true, MatchCase: true}, "4:cat 67:cat b9:cat a8:cat"},
		{"at the start of a paragraph", Query{Text: `^.`, Regexp: true, MatchCase: true}, "0:T 41:İ b0:A a0:C"},
		{"nothing is no match", Query{Text: `x*`, Regexp: true}, ""},
		{"the sign for atoms is no text", Query{Text: "?"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(found(compile(t, tt.q), e), " "); got != tt.want {
				t.Errorf("found %s\nwant  %s", got, tt.want)
			}
		})
	}
}

func TestFindStopsWhenAsked(t *testing.T) {
	e := essay.New(doc.FromText("a a a", "a a"))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	n := 0
	for range compile(t, Query{Text: "a"}).Matches(ctx, e) {
		if n++; n == 2 {
			stop()
		}
	}
	if n != 3 {
		t.Errorf("%d matches after a stop at the second, want the 3 of its paragraph", n)
	}
	for range compile(t, Query{Text: "a"}).Matches(ctx, e) {
		t.Fatal("a search that is stopped finds something")
	}
}

func TestQueriesThatCannotBe(t *testing.T) {
	tests := []struct{ text, says string }{
		{"", "nothing to look for"},
		{"(a", "“(a” opens a parenthesis that nothing closes"},
		{"a)", "“a)” closes a parenthesis"},
		{"[a", "“[a” opens a bracket"},
		{"*", "“*” has nothing before it to repeat"},
		{`a\`, `“\” at its end`},
		{"a**", "“**” repeats a repetition"},
		{"a{2000}", "repeats too often"},
		{"[b-a]", "the range “b-a”"},
		{`\y`, `“\y” means nothing here`},
		{"(?<a", "does not name a group"},
		{"(?z)", "“(?z” means nothing after"},
		{"\xff", "is not text"},
		{strings.Repeat("(", 2000) + strings.Repeat(")", 2000), "nested too deeply"},
	}
	for _, tt := range tests {
		_, err := Query{Text: tt.text, Regexp: true}.Compile()
		if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%.20q gives %v, want %q", tt.text, err, tt.says)
		}
	}
}

func TestNextAndPrevious(t *testing.T) {
	e := writtenEssay("x.‹a› x.‹b› y", "a: x x", "b: y", "z: x")
	want := []Match{{"", 0, 1}, {"", 4, 5}, {"a", 0, 1}, {"a", 2, 3}}
	f := compile(t, Query{Text: "x"})
	for i, m := range want {
		k := (i + 1) % len(want)
		if got, wrapped, ok := f.Next(e, m.Selection()); !ok || got != want[k] || wrapped != (k == 0) {
			t.Errorf("next after %v is %v (wrapped %t), want %v", m, got, wrapped, want[k])
		}
		k = (i + len(want) - 1) % len(want)
		if got, wrapped, ok := f.Previous(e, m.Selection()); !ok || got != want[k] || wrapped != (i == 0) {
			t.Errorf("previous before %v is %v (wrapped %t), want %v", m, got, wrapped, want[k])
		}
	}
	for _, from := range []Selection{Caret("b", 1), Caret("z", 0), Caret("gone", 3)} {
		if got, _, ok := f.Next(e, from); !ok || got != want[0] {
			t.Errorf("next after %v is %v, want the first", from, got)
		}
		if got, _, ok := f.Previous(e, from); !ok || got != want[3] {
			t.Errorf("previous before %v is %v, want the last", from, got)
		}
	}
	one := compile(t, Query{Text: "x", Within: Selection{"", 0, 2}})
	if got, wrapped, ok := one.Next(e, want[0].Selection()); !ok || got != want[0] || !wrapped {
		t.Errorf("the only match is followed by %v, want itself, wrapped", got)
	}
	if got, wrapped, ok := one.Previous(e, want[0].Selection()); !ok || got != want[0] || !wrapped {
		t.Errorf("before the only match is %v, want itself, wrapped", got)
	}
	for _, q := range []Query{{Text: "q"}, {Text: "x", Within: Selection{"gone", 0, 2}}} {
		if _, _, ok := compile(t, q).Next(e, Caret("", 0)); ok {
			t.Errorf("%v has a next match", q)
		}
		if _, _, ok := compile(t, q).Previous(e, Caret("", 0)); ok {
			t.Errorf("%v has a previous match", q)
		}
	}
}

func TestReplaceAll(t *testing.T) {
	tests := []struct {
		name  string
		body  string
		note  string
		q     Query
		with  string
		n     int
		want  string
		wantA string
	}{
		{"words", "cat Cat‹a›", "a: cat", Query{Text: "cat"}, "dog", 3, "dog dog‹a›", "a: dog"},
		{"a marker inside", "ca‹a›t. «a»t", "a: A", Query{Text: "cat"}, "dog", 1, "dog‹a›. «a»t", "a: A"},
		{"nothing in its place", "ca‹a›t", "a: A", Query{Text: "cat"}, "", 1, "‹a›", "a: A"},
		{"a dollar sign is a dollar sign", "cat‹a›", "a: A", Query{Text: "cat"}, "$1", 1, "$1‹a›", "a: A"},
		{"groups", "Ko 72, Lee 14‹a›", "a: A", Query{Text: `(\p{L}+) (?P<page>\d+)`, Regexp: true}, "$2$1 ${page}x $$ $0th", 2, "72Ko 72x $ Ko 72th, 14Lee 14x $ Lee 14th‹a›", "a: A"},
		{"a group that found nothing", "ab b‹a›", "a: A", Query{Text: `(a)?b`, Regexp: true}, "[$1]", 2, "[a] []‹a›", "a: A"},
		{"a cross-reference in a group", "see «a»‹a›.", "a: A", Query{Text: `see (.)`, Regexp: true}, "cf. $1", 1, "cf. «a»‹a›.", "a: A"},
		{"a line break makes no paragraph", "cat‹a›", "a: A", Query{Text: "cat"}, "a\nb", 1, "a b‹a›", "a: A"},
		{"what is not there", "cat‹a›", "a: A", Query{Text: "dog"}, "x", 0, "cat‹a›", "a: A"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(writtenEssay(tt.body, tt.note))
			f := compile(t, tt.q)
			do := func() error {
				n, err := s.ReplaceAll(f, tt.with)
				if n != tt.n {
					t.Errorf("%d replaced, want %d", n, tt.n)
				}
				return err
			}
			if tt.n == 0 {
				if err := do(); err != nil || s.UndoLabel() != "" {
					t.Errorf("replacing nothing: %v, undo %q", err, s.UndoLabel())
				}
			} else {
				oneStep(t, s, do)
			}
			holds(t, s.Essay(), tt.want, tt.wantA)
		})
	}
}

func TestReplaceKeepsStyles(t *testing.T) {
	body := doc.New(doc.NewBlock(doc.Quote, 1, doc.Span{Text: "a "}, doc.Span{Text: "bo", Style: doc.Bold, Link: "https://example.org"}, doc.Span{Text: "ok z"}))
	s, _ := newSession(essay.New(body))
	f := compile(t, Query{Text: "book"})
	m, _, _ := f.Next(s.Essay(), Caret("", 0))
	oneStep(t, s, func() error { return s.Replace(f, m, "tome") })
	want := doc.NewBlock(doc.Quote, 1, doc.Span{Text: "a "}, doc.Span{Text: "tome", Style: doc.Bold, Link: "https://example.org"}, doc.Span{Text: " z"})
	if got := s.Essay().Body().Block(0); !got.Equal(want) {
		t.Errorf("got %v, want %v", got.Spans(), want.Spans())
	}
	if s.Selection() != Caret("", 6) {
		t.Errorf("the caret stands at %v, want 6", s.Selection())
	}
	if err := s.Replace(f, m, "x"); err == nil || !strings.Contains(err.Error(), "has changed here") {
		t.Errorf("replacing a match that is gone gives %v", err)
	}
	for _, gone := range []Match{{"", -1, 3}, {"", 90, 99}, {"gone", 0, 1}} {
		if err := s.Replace(f, gone, "x"); err == nil {
			t.Errorf("replacing at %v gives no error", gone)
		}
	}
}

func TestReplacementsThatCannotBe(t *testing.T) {
	s, _ := newSession(writtenEssay("ab‹a›", "a: A"))
	f := compile(t, Query{Text: "(a)(?P<n>b)", Regexp: true})
	for with, says := range map[string]string{
		"$3": "the group $3", "${x}": "the group $x", "$": "a $ that names no group", "$ x": "a $ that", "${1": "a $ that", "$word": "the group $word",
	} {
		if n, err := s.ReplaceAll(f, with); err == nil || n != 0 || !strings.Contains(err.Error(), says) {
			t.Errorf("%q replaces %d with the error %v, want %q", with, n, err, says)
		}
	}
}

// TestFindAgainstWindows holds the search against one that tries every place.
func TestFindAgainstWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	letters := []rune("aAbßẞéÉkKK ſs")
	random := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteRune(letters[r.IntN(len(letters))])
		}
		return s.String()
	}
	for range 300 {
		var spans []doc.Span
		var bare []rune  // the text without markers
		var at []doc.Pos // where each of its runes stands
		var next doc.Pos
		for range 1 + r.IntN(4) {
			text := random(r.IntN(12))
			spans = append(spans, doc.Span{Text: text, Style: doc.Style(r.IntN(2))}, essay.MarkerOf("m"))
			for _, c := range text {
				bare, at, next = append(bare, c), append(at, next), next+1
			}
			next++
		}
		e := essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, spans...)))
		q := Query{Text: random(1 + r.IntN(2)), MatchCase: r.IntN(2) == 0}
		var want []Match
		n := len([]rune(q.Text))
		for i := 0; i+n <= len(bare); i++ {
			got := string(bare[i : i+n])
			if got == q.Text || !q.MatchCase && strings.EqualFold(got, q.Text) {
				want = append(want, Match{"", at[i], at[i+n-1] + 1})
				i += n - 1
			}
		}
		if got := slices.Collect(compile(t, q).Matches(context.Background(), e)); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", q.Text, string(bare), got, want)
		}
	}
}

// millionWords is an essay of about a million words with 5,000 notes.
func millionWords() *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	for i := range 5000 {
		id := essay.NoteID(fmt.Sprint("n", i))
		text := fmt.Sprintf(strings.Repeat("The office that kept the ledger of year %[1]d never used the word; it wrote of moorings held and of vessels answered. ", 9), i)
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: text}, essay.MarkerOf(id), doc.Span{Text: " Thereafter nothing."}))
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(fmt.Sprintf("Harbour Office, Daily Ledger, vol. 3, %d.", i))})
	}
	return essay.New(doc.New(blocks...), notes...)
}

func BenchmarkFind(b *testing.B) {
	e := millionWords()
	for _, q := range []Query{
		{Text: "zeppelin"},
		{Text: "harbour office"},
		{Text: "ledger"},
		{Text: "ledger", MatchCase: true},
		{Text: "the", WholeWord: true},
		{Text: `year (\d+) never`, Regexp: true},
	} {
		b.Run(fmt.Sprintf("%s,case=%t,word=%t", q.Text, q.MatchCase, q.WholeWord), func(b *testing.B) {
			f := compile(b, q)
			n := 0
			for b.Loop() {
				n = 0
				for range f.Matches(context.Background(), e) {
					n++
				}
			}
			b.ReportMetric(float64(n), "matches")
		})
	}
}

func BenchmarkReplaceAll(b *testing.B) {
	e := millionWords()
	f := compile(b, Query{Text: "ledger"})
	for b.Loop() {
		if _, err := NewSession(e).ReplaceAll(f, "book"); err != nil {
			b.Fatal(err)
		}
	}
}
