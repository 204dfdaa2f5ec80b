package editor

import (
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// commented is a session on lines of text with a comment on the first place
// where some words stand, and a way to see what it is about.
func commented(t *testing.T, words string, lines ...string) (*Session, essay.CommentID, func() string) {
	t.Helper()
	var blocks []*doc.Block
	for _, line := range lines {
		kind, level := doc.Paragraph, 0
		for line != "" && line[0] == '#' {
			kind, level, line = doc.Heading, level+1, line[1:]
		}
		blocks = append(blocks, doc.NewBlock(kind, level, doc.Span{Text: line}))
	}
	s := NewSession(essay.New(doc.New(blocks...)))
	now := time.Unix(1e9, 0)
	s.Now = func() time.Time { now = now.Add(10 * time.Millisecond); return now }
	id := essay.NewCommentID()
	must(t, s.Comment(id, placeOf(t, s, words), "Ada", "Why?"))
	return s, id, func() string {
		c, ok := s.Essay().Comment(id)
		switch {
		case !ok:
			return "(none)"
		case c.Lost():
			return "lost: " + c.Words
		}
		return s.Essay().Text(c.In).Text(c.From, c.To)
	}
}

// placeOf selects the first place of words in the body.
func placeOf(t *testing.T, s *Session, words string) Selection {
	t.Helper()
	f, err := Query{Text: words, MatchCase: true}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	m, _, ok := f.Next(s.Essay(), Caret("", 0))
	if !ok {
		t.Fatalf("%q is not there", words)
	}
	return m.Selection()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestACommentFollowsItsWords(t *testing.T) {
	lines := []string{"#T", "##A", "The harbour is old.", "##B", "The sea gives no receipts."}
	for _, c := range []struct {
		name, words string
		do          func(*testing.T, *Session)
		want        string
	}{
		{"typing before it", "harbour", func(t *testing.T, s *Session) {
			s.Select(Caret("", placeOf(t, s, "harbour").Anchor))
			must(t, s.Type("great "))
		}, "harbour"},
		{"deleting it", "harbour", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "harbour"))
			must(t, s.Delete())
		}, "lost: harbour"},
		{"deleting its paragraph", "harbour", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "The harbour is old."))
			must(t, s.Delete())
		}, "lost: harbour"},
		{"cutting and pasting the sentence", "The harbour is old.", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "The harbour is old."))
			f := s.Copy()
			must(t, s.Delete())
			s.Select(Caret("", s.Essay().Body().Len()))
			must(t, s.Paste(f))
		}, "The harbour is old."},
		{"moving the section", "harbour", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "harbour"))
			must(t, s.MoveSectionBy(1))
		}, "harbour"},
		{"dragging the sentence", "is", func(t *testing.T, s *Session) {
			must(t, s.MoveText(placeOf(t, s, "harbour is old"), Caret("", s.Essay().Body().Len()), false))
		}, "is"},
		{"parting its paragraph", "harbour is", func(t *testing.T, s *Session) {
			s.Select(Caret("", placeOf(t, s, " is old").Anchor))
			must(t, s.TypeReturn())
		}, "harbour\n is"},
		{"another kind of block", "harbour", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "harbour"))
			must(t, s.SetKind(doc.Quote, 1))
		}, "harbour"},
		{"bold", "harbour", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "harbour"))
			must(t, s.ToggleStyle(doc.Bold))
		}, "harbour"},
		{"replacing all", "harbour", func(t *testing.T, s *Session) {
			f, err := Query{Text: "harbour"}.Compile()
			must(t, err)
			_, err = s.ReplaceAll(f, "haven")
			must(t, err)
		}, "haven"},
		{"the doctor’s repair", "sea gives", func(t *testing.T, s *Session) {
			must(t, s.Repair(essay.New(doc.FromText("T", "The sea gives no receipts."))))
		}, "sea gives"},
		{"words that another place has too", "The", func(t *testing.T, s *Session) {
			s.Select(placeOf(t, s, "The"))
			must(t, s.Delete())
			must(t, s.Type("A"))
		}, "lost: The"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, id, about := commented(t, c.words, lines...)
			before := s.Essay()
			c.do(t, s)
			if got := about(); got != c.want {
				t.Errorf("the comment is on %q, want %q", got, c.want)
			}
			for s.Essay() != before && s.Undo() {
			}
			if got := about(); got != c.words {
				t.Errorf("after undoing it is on %q, want %q", got, c.words)
			}
			if c, _ := s.Essay().Comment(id); len(c.Remarks) != 1 || c.Remarks[0].Text != "Why?" {
				t.Errorf("the comment says %v", c.Remarks)
			}
		})
	}
}

func TestACommentIsWrittenAnsweredAndSettled(t *testing.T) {
	s, id, _ := commented(t, "sea", "The sea gives no receipts.")
	must(t, s.Remark(id, 0, "Ada", "Why this?"))
	must(t, s.Remark(id, 0, "Ada", "Why this word?"))
	if s.Undo(); s.Essay().HasComments() {
		t.Error("writing a comment in one go takes more than one undo")
	}
	s.Redo()
	must(t, s.Remark(id, 1, "Bo", "Because."))
	must(t, s.Resolve(id, true))
	c, _ := s.Essay().Comment(id)
	if !c.Resolved || len(c.Remarks) != 2 || c.Remarks[0].Text != "Why this word?" || c.Remarks[1].Author != "Bo" || c.Remarks[1].At == 0 {
		t.Errorf("the comment is %+v", c)
	}
	s.Undo()
	if c, _ := s.Essay().Comment(id); c.Resolved {
		t.Error("undoing leaves it resolved")
	}
	must(t, s.DropRemark(id, 1))
	if c, _ := s.Essay().Comment(id); len(c.Remarks) != 1 {
		t.Errorf("the answer is still there: %v", c.Remarks)
	}
	must(t, s.DropRemark(id, 0))
	if s.Essay().HasComments() {
		t.Error("the comment is still there")
	}
	for name, err := range map[string]error{
		"a remark on nothing": s.Remark("x", 0, "", ""), "resolving nothing": s.Resolve("x", true), "deleting nothing": s.DropComment("x"),
	} {
		if err == nil {
			t.Errorf("%s is no error", name)
		}
	}
	if s.Comment("y", Caret("", 1), "Ada", "?") == nil {
		t.Error("a comment about nothing is no error")
	}
}

func TestGoingFromCommentToComment(t *testing.T) {
	s, first, _ := commented(t, "One", "One, two, three.")
	second := essay.NewCommentID()
	must(t, s.Comment(second, placeOf(t, s, "three"), "Ada", "!"))
	all := func(essay.Comment) bool { return true }
	for _, c := range []struct {
		at   doc.Pos
		step int
		want essay.CommentID
	}{{0, 1, second}, {5, 1, second}, {5, -1, first}, {16, 1, first}, {12, 1, first}, {12, -1, first}, {0, -1, second}} {
		if got, ok := NextComment(s.Essay(), Caret("", c.at), c.step, all); !ok || got.ID != c.want {
			t.Errorf("from %d by %d leads to %q, want %q", c.at, c.step, got.ID, c.want)
		}
	}
	if _, ok := NextComment(s.Essay(), Caret("", 0), 1, func(c essay.Comment) bool { return c.Resolved }); ok {
		t.Error("there is a resolved comment")
	}
}
