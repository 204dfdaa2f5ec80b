package editor

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// troubled makes an essay out of pieces that the checks find fault with, and of
// pieces that they must leave alone.
func troubled(r *rand.Rand) *essay.Essay {
	const full = "Eleanor Marsh, The Nine O’Clock People (Dunmere: Tarn Press, 1987), 41."
	texts := []string{
		"", " ", full, full, "Ibid., 421.", "Ko, 72.", "“Rain, Ko, 72.", "See htp://a.org/rain, 3.", "See http:/a.org and http:/b.",
		"http:// www.a.org/rain and www.a.org", "Rain (wind, 12.", "Ko, 72; Marsh, 41.",
	}
	words := []string{
		"rain", " ", " ", ".", ",", ". ", ", ", "; ", "”", "“Rain", " (72)", " (41).", "12", "²", "[3]", " – ", "?", "1881", ") ", "\u00a0;", "’s",
	}
	var notes []*essay.Note
	for i := range 1 + r.IntN(6) {
		n := &essay.Note{ID: essay.NoteID('a' + rune(i)), Text: doc.FromText(texts[r.IntN(len(texts))])}
		if r.IntN(4) == 0 {
			n.Text = doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "See "},
				doc.Span{Text: "it", Link: []string{"http:/a.org/rain", "www.a.org", "http://a.org/rain.", " http://a.org"}[r.IntN(4)]}))
		}
		notes = append(notes, n)
	}
	var blocks []*doc.Block
	for range 1 + r.IntN(3) {
		var spans []doc.Span
		link := ""
		for range r.IntN(14) {
			if r.IntN(5) == 0 {
				link = []string{"", "http://a.org", "http://b.org"}[r.IntN(3)]
			}
			switch r.IntN(3) {
			case 0:
				m := essay.MarkerOf(notes[r.IntN(len(notes))].ID)
				m.Link = link
				if r.IntN(6) == 0 {
					m.Atom = &doc.Atom{Kind: doc.CrossRef, ID: m.Atom.ID}
				}
				spans = append(spans, m)
			default:
				style := doc.Style(0)
				if r.IntN(6) == 0 {
					style = doc.Super
				}
				spans = append(spans, doc.Span{Text: words[r.IntN(len(words))], Link: link, Style: style})
			}
		}
		blocks = append(blocks, doc.NewBlock([]doc.Kind{doc.Paragraph, doc.Paragraph, doc.Heading}[r.IntN(3)], 2, spans...))
	}
	return essay.New(doc.New(blocks...), notes...).WithLanguage([]string{"en", "fr", "", "de"}[r.IntN(4)])
}

// foundBy lists the findings of one check, by the note they are in and by what
// stands there.
func foundBy(e *essay.Essay, check string) []string {
	var list []string
	for _, f := range essay.Check(e) {
		if f.Check == check {
			list = append(list, string(f.In)+" "+e.Text(f.In).Text(f.From, f.To))
		}
	}
	return list
}

// less reports whether a is what is left of b when some of it is taken away.
func less(a, b []string) bool {
	b = slices.Clone(b)
	for _, s := range a {
		i := slices.Index(b, s)
		if i < 0 {
			return false
		}
		b = slices.Delete(b, i, i+1)
	}
	return len(b) > 0
}

func TestMends(t *testing.T) {
	mended := map[string]int{}
	for seed := range uint64(3000) {
		before := troubled(rand.New(rand.NewPCG(seed, 7)))
		for _, f := range essay.Check(before) {
			if f.Mend == nil {
				continue
			}
			mended[f.Check]++
			s, _ := newSession(before)
			if err := s.Mend(f.Mend); err != nil {
				t.Fatalf("seed %d: %s: %v", seed, f.Says, err)
			}
			after := s.Essay()
			if was, is := foundBy(before, f.Check), foundBy(after, f.Check); !less(is, was) {
				t.Errorf("seed %d: %s: %s of\n%q leaves %q of %q in\n%q", seed, f.Says, f.Mend.Label, before.Body(), is, was, after.Body())
			}
			keepsNotes(t, before, after, f)
			if !s.Undo() || !s.Essay().Equal(before) || s.Undo() {
				t.Errorf("seed %d: %s: one undo does not take the mend back", seed, f.Says)
			}
		}
	}
	for _, check := range []string{"unmarked", "url", "number", "space", "punctuation", "link", "page", "repeated"} {
		if mended[check] == 0 {
			t.Errorf("no essay gave a mend of %s", check)
		}
	}
}

// keepsNotes holds that a mend moves markers and leaves the notes as they are.
func keepsNotes(t *testing.T, before, after *essay.Essay, f essay.Finding) {
	t.Helper()
	atoms := func(e *essay.Essay) []doc.Atom {
		return slices.DeleteFunc(slices.Clone(e.Body().Atoms()), func(a doc.Atom) bool { return a.Kind != doc.Marker })
	}
	was, is := atoms(before), atoms(after)
	if len(was) != len(is) || f.Check != "repeated" && !slices.Equal(was, is) {
		t.Errorf("%s: %s makes markers %v of %v", f.Says, f.Mend.Label, is, was)
	}
	for n := range before.Notes() {
		switch m := after.Note(n.ID); {
		case m == nil && !slices.Contains(f.Mend.Drops, n.ID):
			t.Errorf("%s: %s loses note %s", f.Says, f.Mend.Label, n.ID)
		case m != nil && f.Check != "url" && !m.Text.Equal(n.Text):
			t.Errorf("%s: %s changes note %s", f.Says, f.Mend.Label, n.ID)
		case m != nil && f.Check != "repeated" && m.Lost != n.Lost:
			t.Errorf("%s: %s makes note %s lose its marker", f.Says, f.Mend.Label, n.ID)
		}
	}
}

func TestMendOfAnotherEssay(t *testing.T) {
	e := essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "It rained "}, essay.MarkerOf("a"))),
		&essay.Note{ID: "a", Text: doc.FromText("Marsh, Rain, 3.")})
	m := essay.Check(e)[0].Mend
	s, _ := newSession(e)
	s.Select(Caret("", 2))
	if err := s.Type("x"); err != nil {
		t.Fatal(err)
	}
	typed := s.Essay()
	if err := s.Mend(m); !errors.Is(err, ErrChanged) || s.Essay() != typed {
		t.Errorf("a mend of an essay that has changed: %v", err)
	}
	s.Undo()
	if err := s.Mend(m); err != nil || s.Essay().Body().Text(0, 9) != "It rained" || s.Essay().Body().Len() != 10 {
		t.Errorf("a mend of the essay as it was: %v, %q", err, s.Essay().Body())
	}
	if s.UndoLabel() != "Delete the space" {
		t.Errorf("the step is called %q", s.UndoLabel())
	}
	if got := s.Selection(); got != Caret("", 2) {
		t.Errorf("the caret is at %+v, want 2", got)
	}
}
