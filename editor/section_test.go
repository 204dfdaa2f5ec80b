package editor

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// sectioned makes an essay of lines, of which those that begin with “#” are
// headings; ‹a› is a marker of the note a.
func sectioned(lines ...string) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	for _, b := range written(lines...).All() {
		if level := len(b.Text()) - len(strings.TrimLeft(b.Text(), "#")); level > 0 {
			b = doc.NewBlock(doc.Heading, level, b.Slice(doc.Pos(level+1), b.Len())...)
		}
		blocks = append(blocks, b)
	}
	body := doc.New(blocks...)
	for _, a := range body.Atoms() {
		notes = append(notes, &essay.Note{ID: essay.NoteID(a.ID), Text: doc.FromText("Note " + a.ID)})
	}
	return essay.New(body, notes...)
}

// outlined writes a body as [sectioned] reads it.
func outlined(body *doc.Document) string {
	var lines []string
	for _, b := range body.All() {
		line := shown(doc.New(b))
		if b.Kind == doc.Heading {
			line = strings.Repeat("#", b.Level) + " " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "|")
}

var chapters = []string{"# T", "intro", "## A", "a‹a›", "### B", "b‹b›", "## C", "c‹c›", "### D", "d", "### E", "e‹e›"}

func TestMoveSection(t *testing.T) {
	for _, c := range []struct {
		what          string
		block, before int
		want, err     string
	}{
		{"down past the next", 2, 12, "# T|intro|## C|c‹c›|### D|d|### E|e‹e›|## A|a‹a›|### B|b‹b›", ""},
		{"up past the one before", 6, 2, "# T|intro|## C|c‹c›|### D|d|### E|e‹e›|## A|a‹a›|### B|b‹b›", ""},
		{"a section below", 10, 4, "# T|intro|## A|a‹a›|### E|e‹e›|### B|b‹b›|## C|c‹c›|### D|d", ""},
		{"to the end", 4, 12, "# T|intro|## A|a‹a›|## C|c‹c›|### D|d|### E|e‹e›|### B|b‹b›", ""},
		{"above the title is below it", 6, 0, "# T|## C|c‹c›|### D|d|### E|e‹e›|intro|## A|a‹a›|### B|b‹b›", ""},
		{"into itself", 2, 4, strings.Join(chapters, "|"), ""},
		{"to where it is", 2, 6, strings.Join(chapters, "|"), ""},
		{"no heading", 1, 6, "", "no section begins here"},
		{"the title", 0, 6, "", "the title stands above"},
		{"no block", 40, 6, "", "no section begins here"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, _ := newSession(sectioned(chapters...))
			err := s.MoveSection(c.block, c.before)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("the error is %v, want %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := outlined(s.Essay().Body()); got != c.want {
				t.Errorf("the body is\n%s, want\n%s", got, c.want)
			}
			checkEssay(t, s.Essay())
		})
	}
}

func TestMoveSectionByAndShift(t *testing.T) {
	for _, c := range []struct {
		what, at  string // a text that the caret stands before
		do        func(*Session) error
		want, err string
	}{
		{"up", "c", func(s *Session) error { return s.MoveSectionBy(-1) }, "# T|intro|## C|c‹c›|### D|d|### E|e‹e›|## A|a‹a›|### B|b‹b›", ""},
		{"down", "A", func(s *Session) error { return s.MoveSectionBy(1) }, "# T|intro|## C|c‹c›|### D|d|### E|e‹e›|## A|a‹a›|### B|b‹b›", ""},
		{"the first up", "a", func(s *Session) error { return s.MoveSectionBy(-1) }, "", "the first"},
		{"the last down", "e", func(s *Session) error { return s.MoveSectionBy(1) }, "", "the last"},
		{"out of its section, upwards", "d", func(s *Session) error { return s.MoveSectionBy(-1) }, "# T|intro|## A|a‹a›|### B|b‹b›|### D|d|## C|c‹c›|### E|e‹e›", ""},
		{"out of its section, downwards", "b", func(s *Session) error { return s.MoveSectionBy(1) }, "# T|intro|## A|a‹a›|## C|c‹c›|### B|b‹b›|### D|d|### E|e‹e›", ""},
		{"below no heading", "intro", func(s *Session) error { return s.MoveSectionBy(1) }, "", "no section begins here"},
		{"lower", "c", func(s *Session) error { return s.ShiftSection(1) }, "# T|intro|## A|a‹a›|### B|b‹b›|### C|c‹c›|#### D|d|#### E|e‹e›", ""},
		{"higher", "b", func(s *Session) error { return s.ShiftSection(-1) }, "# T|intro|## A|a‹a›|## B|b‹b›|## C|c‹c›|### D|d|### E|e‹e›", ""},
		{"too low", "c", func(s *Session) error { return s.ShiftSection(4) }, "", "ranks from 1 to 6"},
		{"the title's rank", "T", func(s *Session) error { return s.ShiftSection(1) }, "", "the title stands above"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, _ := newSession(sectioned(chapters...))
			s.Select(Caret("", posOfText(t, s.Essay().Body(), c.at)))
			before := s.Essay()
			err := c.do(s)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) || s.Essay() != before {
					t.Fatalf("the error is %v, want %q and no change", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := outlined(s.Essay().Body()); got != c.want {
				t.Errorf("the body is\n%s, want\n%s", got, c.want)
			}
			if text := s.Essay().Body().Text(s.Selection().Head, s.Selection().Head+1); text != c.at[:1] {
				t.Errorf("the caret stands before %q, want %q", text, c.at[:1])
			}
			s.Undo()
			if !s.Essay().Equal(before) {
				t.Error("one undo does not take it back")
			}
		})
	}
}

// Whatever is moved where, all blocks and all notes stay, no note is touched,
// the changes tell where positions go, and one undo takes it back.
func TestRandomMovesOfSections(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		var lines []string
		for i := range 4 + r.IntN(20) {
			if r.IntN(3) == 0 {
				lines = append(lines, strings.Repeat("#", 1+r.IntN(4))+fmt.Sprintf(" H%d", i))
			} else {
				lines = append(lines, fmt.Sprintf("p%d‹%c›", i, 'a'+i))
			}
		}
		s, _ := newSession(sectioned(lines...))
		before := s.Essay()
		s.Select(Caret("", doc.Pos(r.IntN(int(before.Body().Len())+1))))
		s.Observe(func(u Update) { checkChanges(t, u) })
		block := r.IntN(len(lines))
		caret := before.Body().Start(block) // unless the caret goes along, it stands there then
		if i, _ := before.Body().Find(s.Selection().Head); i >= block && i < SectionEnd(before.Body(), block) {
			caret = s.Selection().Head
		}
		near := before.Body().Text(caret, caret+1)
		if s.MoveSection(block, r.IntN(len(lines)+1)) != nil || s.Essay() == before {
			continue
		}
		e := s.Essay()
		checkEssay(t, e)
		for n := range before.Notes() {
			if e.Note(n.ID) != n {
				t.Fatalf("seed %d: moving a section touched the note %s", seed, n.ID)
			}
		}
		was, is := strings.Split(outlined(before.Body()), "|"), strings.Split(outlined(e.Body()), "|")
		slices.Sort(was)
		slices.Sort(is)
		if !slices.Equal(was, is) {
			t.Fatalf("seed %d: %v became %v", seed, was, is)
		}
		if now := e.Body().Text(s.Selection().Head, s.Selection().Head+1); now != near {
			t.Fatalf("seed %d: the caret stands before %q, want %q", seed, now, near)
		}
		s.Undo()
		if !s.Essay().Equal(before) {
			t.Fatalf("seed %d: the undo brings back %s", seed, outlined(s.Essay().Body()))
		}
	}
}
