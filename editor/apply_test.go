package editor

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/markdown"
)

func source(t *testing.T, e *essay.Essay) string {
	t.Helper()
	var s strings.Builder
	if _, err := markdown.Write(&s, e, markdown.Options{}); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

func read(t *testing.T, src string) *essay.Essay {
	t.Helper()
	e, _, err := markdown.Read(src)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ledger is an essay with what Markdown holds and what it does not.
func ledger() *essay.Essay {
	p := func(spans ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, spans...) }
	text := func(s string) doc.Span { return doc.Span{Text: s} }
	note := func(id, s string) *essay.Note { return &essay.Note{ID: essay.NoteID(id), Text: doc.FromText(s)} }
	endnote := note("c", "Lee, 14.")
	endnote.Series = essay.Endnotes
	return essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, text("The ledger")),
		p(text("One sentence."), essay.MarkerOf("a"), text(" Another."), essay.MarkerOf("b")),
		p(),
		doc.NewBlock(doc.Verse, 0, text("A line\nand another")),
		p(doc.Span{Text: "Small", Style: doc.SmallCaps}, text(" and lit, as in note "), essay.CrossRefTo("c"), text(".")),
		p(text("The last."), essay.MarkerOf("c"), text(" Again."), essay.MarkerOf("a")),
	), note("a", "Ko, 72."), note("b", "Ibid."), endnote, note("d", "In the bin."))
}

func TestApplyingAnUntouchedSourceChangesNothing(t *testing.T) {
	e := ledger()
	s, _ := newSession(e)
	src := source(t, e)
	if err := s.Apply(read(t, src), read(t, src)); err != nil {
		t.Fatal(err)
	}
	if s.Essay() != e || s.UndoLabel() != "" {
		t.Errorf("the essay became\n%s", source(t, s.Essay()))
	}
}

func TestApplyKeepsWhatWasNotTouched(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string // in the source
		blocks   []int  // that stay the same
		check    func(*essay.Essay) error
	}{
		{"a word", "One sentence", "Two sentences", []int{0, 2, 3, 4, 5}, nil},
		{"a paragraph more", "The last.", "New.\n\nThe last.", []int{0, 1, 2, 3, 4}, nil},
		{"a note's words", "Ibid.", "Ibid., 3.", []int{0, 1, 2, 3, 4, 5}, func(e *essay.Essay) error {
			if got := e.Note("b").Text.String(); got != "Ibid., 3." {
				return fmt.Errorf("note b says %q", got)
			}
			return nil
		}},
		{"a marker taken away", "Another.[^2]", "Another.", []int{0, 2, 3, 4, 5}, func(e *essay.Essay) error {
			if n := e.Note("b"); e.Number("b") != 0 || n.Lost.Sentence != "Another." || n.Text.String() != "Ibid." {
				return fmt.Errorf("note b: number %d, %+v", e.Number("b"), n.Lost)
			}
			return nil
		}},
		{"markers in another order", "One sentence.[^1] Another.[^2]", "One sentence.[^2] Another.[^1]", []int{0, 2, 3, 4, 5}, func(e *essay.Essay) error {
			if e.Number("b") != 1 || e.Number("a") != 2 {
				return fmt.Errorf("a has number %d, b %d", e.Number("a"), e.Number("b"))
			}
			return nil
		}},
		{"a new note before all", "One sentence.[^1]", "One^[Fresh.] sentence.[^1]", []int{0, 2, 3, 4, 5}, func(e *essay.Essay) error {
			if e.Number("a") != 2 || e.Number("b") != 3 {
				return fmt.Errorf("a has number %d, b %d", e.Number("a"), e.Number("b"))
			}
			if n := e.Numbered()[0]; n.Text.String() != "Fresh." {
				return fmt.Errorf("note 1 says %q", n.Text)
			}
			return nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := ledger()
			s, _ := newSession(e)
			s.Observe(func(u Update) { checkChanges(t, u) })
			src := source(t, e)
			changed := strings.Replace(src, c.old, c.new, 1)
			if changed == src {
				t.Fatalf("no %q in\n%s", c.old, src)
			}
			if err := s.Apply(read(t, src), read(t, changed)); err != nil {
				t.Fatal(err)
			}
			stays := map[*doc.Block]bool{}
			for b := range s.Essay().Body().Each() {
				stays[b] = true
			}
			for _, i := range c.blocks {
				if !stays[e.Body().Block(i)] {
					t.Errorf("block %d did not stay: %q", i, e.Body().Block(i).Text())
				}
			}
			if n := s.Essay().Note("c"); n.Series != essay.Endnotes || s.Essay().Note("d") == nil {
				t.Error("the endnote or the note in the bin was lost")
			}
			if c.check != nil {
				if err := c.check(s.Essay()); err != nil {
					t.Error(err)
				}
			}
			s.Undo()
			if s.Essay() != e || s.UndoLabel() != "" {
				t.Error("one undo does not take it back")
			}
		})
	}
}

// However lines of a source are deleted, doubled, swapped and changed, what
// comes of it reads as the changed source does.
func TestApplyGivesWhatTheSourceSays(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		var blocks []*doc.Block
		var notes []*essay.Note
		for i := range 1 + r.IntN(9) {
			id := essay.NoteID(fmt.Sprint("k", i))
			text := []string{"Ibid.", "Ko, 72.", fmt.Sprint("Note ", i)}[r.IntN(3)]
			notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(text)})
			spans := []doc.Span{{Text: []string{"Same. ", fmt.Sprintf("Sentence %d. ", i)}[r.IntN(2)]}, essay.MarkerOf(id), {Text: " End."}}
			kind := []doc.Kind{doc.Paragraph, doc.Paragraph, doc.Quote, doc.Bullet, doc.Heading}[r.IntN(5)]
			blocks = append(blocks, doc.NewBlock(kind, 1, spans...))
		}
		e := essay.New(doc.New(blocks...), notes...)
		src := source(t, e)
		changed := mangled(src, r)
		s, _ := newSession(e)
		s.Observe(func(u Update) { checkChanges(t, u) })
		want := read(t, changed)
		if err := s.Apply(read(t, src), want); err != nil {
			t.Fatal(err)
		}
		checkEssay(t, s.Essay())
		if got := source(t, s.Essay()); got != source(t, sourceless(want)) {
			t.Fatalf("seed %d: the source\n%s\nwas changed to\n%s\nand applied as\n%s", seed, src, changed, got)
		}
		for _, n := range notes {
			if s.Essay().Note(n.ID) == nil {
				t.Fatalf("seed %d: note %s is gone", seed, n.ID)
			}
		}
		s.Undo()
		if s.Essay() != e {
			t.Fatalf("seed %d: one undo does not take it back", seed)
		}
	}
}

func mangled(src string, r *rand.Rand) string {
	parts := strings.Split(src, "\n\n")
	for range 1 + r.IntN(4) {
		i, j := r.IntN(len(parts)), r.IntN(len(parts))
		switch r.IntN(4) {
		case 0:
			if len(parts) > 1 && !strings.HasPrefix(parts[i], "[^") {
				parts = slices.Delete(parts, i, i+1)
			}
		case 1:
			parts[i], parts[j] = parts[j], parts[i]
		case 2:
			parts[i] += " More."
		case 3:
			parts = slices.Insert(parts, i, "A new one.")
		}
	}
	return strings.Join(parts, "\n\n")
}

func TestApplyMergesWithWhatWasWrittenMeanwhile(t *testing.T) {
	e := ledger()
	s, _ := newSession(e)
	src := source(t, e)
	s.Select(Caret("", 3))
	if err := s.Type("x"); err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(read(t, src), read(t, strings.Replace(src, "The last", "The very last", 1))); err != nil {
		t.Fatal(err)
	}
	if got := s.Essay().Body(); got.Block(0).Text() != "Thex ledger" || !strings.HasPrefix(got.Block(5).Text(), "The very last") {
		t.Errorf("the essay became %q", got)
	}
	if want := Caret("", 4); s.Selection() != want {
		t.Errorf("the caret went to %v", s.Selection())
	}
}

func TestApplyToWhatIsEmpty(t *testing.T) {
	s, _ := newSession(essay.Blank())
	if err := s.InsertNote(); err != nil {
		t.Fatal(err)
	}
	id := s.Selection().In
	src := source(t, s.Essay())
	if err := s.Apply(read(t, src), read(t, "# Title\n\nText[^1]\n\n[^1]: A note.\n")); err != nil {
		t.Fatal(err)
	}
	if got := styled(s.Essay().Body()); got != "h1: Title\nText¤\n" {
		t.Errorf("the body became %q", got)
	}
	if n := s.Essay().Note(id); s.Essay().Number(id) != 1 || n.Text.String() != "A note." {
		t.Errorf("the note became %+v", n)
	}
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want string
	}{
		{"", "", ""},
		{"a b c", "a b c", "00 11 22"},
		{"a b c", "a x c", "00 22"},
		{"a b c d", "x c a b", "02 13"},
		{"i a i b i", "i b i", "00 31 42"},
		{"i i i", "i i", "00 11"},
	} {
		var got []string
		for _, p := range align(strings.Fields(c.a), strings.Fields(c.b)) {
			got = append(got, fmt.Sprintf("%d%d", p[0], p[1]))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q and %q: %v, want %s", c.a, c.b, got, c.want)
		}
	}
}

// One word changed in the source of an essay of 100,000 words with 1,600 notes.
func BenchmarkApply(b *testing.B) {
	var blocks []*doc.Block
	var notes []*essay.Note
	for i := range 1600 {
		id := essay.NoteID(fmt.Sprint("n", i))
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(fmt.Sprintf("Ko, %d.", i%300))})
		text := strings.Repeat(fmt.Sprintf("Some %d words about it. ", i), 13)
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: text}, essay.MarkerOf(id)))
	}
	e := essay.New(doc.New(blocks...), notes...)
	var src strings.Builder
	if _, err := markdown.Write(&src, e, markdown.Options{}); err != nil {
		b.Fatal(err)
	}
	base, _, err := markdown.Read(src.String())
	if err != nil {
		b.Fatal(err)
	}
	edited, _, err := markdown.Read(strings.Replace(src.String(), "Some 800", "Some few 800", 1))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s := NewSession(e)
		if err := s.Apply(base, edited); err != nil {
			b.Fatal(err)
		}
	}
}

// An essay that came from a file leaves as its source was typed.
func TestApplyKeepsTheSourceOfAFile(t *testing.T) {
	src := "Title\n=====\n\n*  one[^x]\n*  two\n\nWrapped\nlines[^y].\n\n[^x]: Ko, 72.\n[^y]: Lee,\n    14.\n\nLast.  \n"
	for _, c := range []struct{ name, old, new string }{
		{"nothing", "", ""},
		{"a word", "two", "three"},
		{"wrapping", "Wrapped\nlines", "Wrapped lines"},
		{"a note's wrapping", "Lee,\n    14.", "Lee, 14."},
		{"a label", "x]", "ex]"},
		{"a blank line", "Last", "\nLast"},
		{"a block more", "*  two\n", "*  two\n*  three\n"},
		{"a block less", "*  two\n", ""},
		{"a note more", "two", "two[^z]\n\n[^z]: New."},
		{"its order", "[^x]: Ko, 72.\n[^y]: Lee,\n    14.\n", "[^y]: Lee,\n    14.\n[^x]: Ko, 72.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := read(t, src)
			s, _ := newSession(e)
			changed := strings.ReplaceAll(src, c.old, c.new)
			if err := s.Apply(read(t, src), read(t, changed)); err != nil {
				t.Fatal(err)
			}
			if got := source(t, s.Essay()); got != changed {
				t.Errorf("%q leaves as %q", changed, got)
			}
			s.Undo()
			if got := source(t, s.Essay()); got != src {
				t.Errorf("after undo %q leaves as %q", src, got)
			}
		})
	}
}
