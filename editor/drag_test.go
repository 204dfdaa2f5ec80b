package editor

import (
	"errors"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestMoveText(t *testing.T) {
	for _, c := range []struct {
		what      string
		from      essay.NoteID
		text      string // what is moved
		to        essay.NoteID
		before    string // where it goes
		copied    bool
		body      string
		notes     []string
		selection string
	}{
		{"forwards with its marker", "", "two‹b›", "", "!", false, "One‹a›  three‹c›.two‹b›!", []string{"a: Ko.", "b: Li.", "c: Ma."}, "two‹b›"},
		{"backwards with its marker", "", "three‹c›", "", "One", false, "three‹c›One‹a› two‹b› .!", []string{"a: Ko.", "b: Li.", "c: Ma."}, "three‹c›"},
		{"a copy has a note of its own", "", "two‹b›", "", "!", true, "One‹a› two‹b› three‹c›.two‹new›!", []string{"a: Ko.", "b: Li.", "c: Ma.", "new: Li."}, "two‹new›"},
		{"onto itself", "", "two‹b›", "", "two", false, "One‹a› two‹b› three‹c›.!", []string{"a: Ko.", "b: Li.", "c: Ma."}, ""},
		{"from a note into the text", "b", "Li", "", "two", false, "One‹a› Litwo‹b› three‹c›.!", []string{"a: Ko.", "b: .", "c: Ma."}, "Li"},
		{"from note to note", "b", "Li", "c", "Ma", false, "One‹a› two‹b› three‹c›.!", []string{"a: Ko.", "b: .", "c: LiMa."}, "Li"},
		{"from the text into a note", "", "two", "a", "Ko", false, "One‹a› ‹b› three‹c›.!", []string{"a: twoKo.", "b: Li.", "c: Ma."}, "two"},
		{"a copy into a note leaves markers out", "", "two‹b›", "a", "Ko", true, "One‹a› two‹b› three‹c›.!", []string{"a: twoKo.", "b: Li.", "c: Ma."}, "two"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, _ := newSession(writtenEssay("One‹a› two‹b› three‹c›.!", "a: Ko.", "b: Li.", "c: Ma."))
			before := s.Essay()
			from := posOfText(t, before.Text(c.from), written(c.text).String())
			n := written(c.text).Len()
			to := Caret(c.to, posOfText(t, before.Text(c.to), c.before))
			if err := s.MoveText(Selection{c.from, from, from + n}, to, c.copied); err != nil {
				t.Fatal(err)
			}
			holds(t, s.Essay(), c.body, c.notes...)
			if sel := s.Selection(); c.selection != "" {
				lo, hi := sel.Range()
				if got := shown(doc.New(s.Essay().Text(sel.In).Slice(lo, hi).Blocks...)); sel.In != c.to || got != c.selection {
					t.Errorf("%q is selected in %q, want %q in %q", got, sel.In, c.selection, c.to)
				}
				s.Undo()
			}
			if !s.Essay().Equal(before) {
				t.Error("one undo does not take it back")
			}
		})
	}
}

func TestMoveTextAcrossBlocks(t *testing.T) {
	s, _ := newSession(writtenEssay("One‹a› two|three‹b› four|five", "a: Ko.", "b: Li."))
	from, to := doc.Pos(5), s.Essay().Body().Start(1)+6 // “two|three‹b›”
	if err := s.MoveText(Selection{"", to, from}, Caret("", s.Essay().Body().Len()), false); err != nil {
		t.Fatal(err)
	}
	holds(t, s.Essay(), "One‹a›  four|fivetwo|three‹b›", "a: Ko.", "b: Li.")
}

func TestAMarkerDoesNotMoveIntoANote(t *testing.T) {
	s, _ := newSession(writtenEssay("One‹a› two‹b›.", "a: Ko.", "b: Li."))
	before := s.Essay()
	if err := s.MoveText(Selection{"", 0, 4}, Caret("b", 0), false); !errors.Is(err, ErrNoteInNote) || s.Essay() != before {
		t.Errorf("the error is %v", err)
	}
}
