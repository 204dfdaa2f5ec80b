package essay

import (
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

// parse makes an essay of lines of text; ‹a› is a marker of the note a, whose
// text is “note a”.
func parse(lines ...string) *Essay {
	notes := map[string]*Note{}
	var blocks []*doc.Block
	for _, line := range lines {
		var spans []doc.Span
		for i, part := range strings.Split(line, "‹") {
			if i > 0 {
				id, rest, _ := strings.Cut(part, "›")
				spans = append(spans, MarkerOf(NoteID(id)))
				notes[id] = &Note{ID: NoteID(id), Text: doc.FromText("note " + id)}
				part = rest
			}
			spans = append(spans, doc.Span{Text: part})
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	e := New(doc.New(blocks...))
	for _, n := range notes {
		e = e.WithNote(n)
	}
	return e
}

func TestNumbersFollowTheMarkers(t *testing.T) {
	e := parse("One‹a› two‹b›.", "Again‹a›, three‹c›.")
	want := []Ref{{"a", 1, 1, "1", true}, {"b", 2, 2, "2", true}, {"a", 1, 1, "1", false}, {"c", 3, 3, "3", true}}
	if got := e.Refs(); !slices.Equal(got, want) {
		t.Errorf("Refs = %v, want %v", got, want)
	}
	body, _ := e.Body().Replace(0, 0, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, MarkerOf("c"))}})
	moved := e.WithBody(body)
	if moved.Number("c") != 1 || moved.Number("a") != 2 || moved.Number("b") != 3 {
		t.Errorf("after a marker before all: %v", moved.Refs())
	}
	if e.Number("a") != 1 {
		t.Error("the first essay changed")
	}
	body, _ = e.Body().Replace(0, 0, doc.TextSlice("x", 0, ""))
	if typed := e.WithBody(body); !typed.SameRefs(e) {
		t.Error("typing derives the numbers again")
	}
}

func TestBin(t *testing.T) {
	e := parse("One‹a› two‹b›.")
	at, _ := e.MarkerPos("a")
	body, _ := e.Body().Replace(at, at+1, doc.Slice{})
	e = e.WithBody(body)
	if bin := e.Bin(); len(bin) != 1 || bin[0].ID != "a" {
		t.Errorf("Bin = %v, want a", bin)
	}
	if e.Number("a") != 0 || e.Number("b") != 1 {
		t.Errorf("numbers %d, %d, want 0, 1", e.Number("a"), e.Number("b"))
	}
}

func TestTitle(t *testing.T) {
	long := strings.Repeat("word ", 20)
	tests := []struct {
		name  string
		first *doc.Block
		want  string
	}{
		{"a heading", doc.NewBlock(doc.Heading, 1, doc.Span{Text: "Harbours "}, MarkerOf("a")), "Harbours"},
		{"a long heading", doc.NewBlock(doc.Heading, 1, doc.Span{Text: long}), strings.TrimSpace(long)},
		{"a short paragraph", doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Short"}), "Short"},
		{"a long paragraph", doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: long}), strings.TrimSpace(long[:60]) + "…"},
		{"one long word", doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: strings.Repeat("ü", 70)}), strings.Repeat("ü", 60) + "…"},
		{"nothing", doc.NewBlock(doc.Paragraph, 0), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := New(doc.New(tt.first)).Title(); got != tt.want {
				t.Errorf("Title = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSentenceAt(t *testing.T) {
	d := doc.FromText("It rained. “Was it the tide?” he asked. In 3.5 hours, no. Done")
	for at, want := range map[string]string{
		"rain": "It rained.", "tide": "“Was it the tide?” he asked.", "asked": "“Was it the tide?” he asked.",
		"hours": "In 3.5 hours, no.", "Done": "Done",
	} {
		p := doc.Pos(len([]rune(d.String()[:strings.Index(d.String(), at)])))
		if got := SentenceAt(d, p); got != want {
			t.Errorf("at %q: %q, want %q", at, got, want)
		}
	}
}

func TestFragmentInto(t *testing.T) {
	e := parse("One‹a› two‹b› three‹a›.")
	f := e.Cut("", 0, e.Body().Len())
	if len(f.Notes) != 2 {
		t.Fatalf("a fragment of two notes carries %d", len(f.Notes))
	}
	copied := f.Into(e)
	ids := map[string]bool{}
	for _, a := range doc.New(copied.Slice.Blocks...).Atoms() {
		ids[a.ID] = true
	}
	if len(ids) != 2 || ids["a"] || ids["b"] {
		t.Errorf("a copy within the essay refers to %v, want two new notes", ids)
	}
	if moved := f.Into(New(doc.New())); moved.Notes[0].ID != "a" {
		t.Errorf("a fragment put into another essay has note %s, want a", moved.Notes[0].ID)
	}
}

func TestNoteSetNeverChanges(t *testing.T) {
	var s noteSet
	s1 := s.with(&Note{ID: "a"})
	s2 := s1.with(&Note{ID: "b"})
	s3 := s2.without("a")
	if s.count() != 0 || s1.count() != 1 || s2.count() != 2 || s3.count() != 1 || s3.get("a") != nil || s2.get("a") == nil {
		t.Errorf("counts %d %d %d %d, want 0 1 2 1", s.count(), s1.count(), s2.count(), s3.count())
	}
}
