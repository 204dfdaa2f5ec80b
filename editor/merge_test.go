package editor

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
)

func TestMergeNotes(t *testing.T) {
	long := strings.Repeat("A long remark. ", 10)
	tests := []struct {
		name   string
		essay  *essay.Essay
		merge  []essay.NoteID
		body   string
		merged []string
	}{
		{
			"two in one sentence", writtenEssay("Old,‹a› and new.‹b› Next.‹c›", "a: Ko, 72.", "b: Lee, 14.", "c: Cf. «b»."),
			[]essay.NoteID{"b", "a"},
			"Old, and new.‹a› Next.‹c›",
			[]string{"a: Ko, 72; Lee, 14.", "c: Cf. «a»."},
		},
		{
			"three at one place", writtenEssay("One.‹a›‹b›‹c›", "a: Ko, 72", "b: Ibid.", "c: Lee?"),
			[]essay.NoteID{"a", "b", "c"},
			"One.‹a›",
			[]string{"a: Ko, 72; Ibid.; Lee?"},
		},
		{
			"in two sentences", writtenEssay("One.‹a› Two.‹b›", "a: Ko.", "b: Lee."),
			[]essay.NoteID{"a", "b"},
			"One.‹a› Two.‹a›",
			[]string{"a: Ko; Lee."},
		},
		{
			"alike", writtenEssay("One.‹a› Two.‹b›", "a: Ko, 72.", "b: Ko,  72."),
			[]essay.NoteID{"a", "b"},
			"One.‹a› Two.‹a›",
			[]string{"a: Ko, 72."},
		},
		{
			"a long one", writtenEssay("One‹a› two.‹b›", "a: Ko.", "b: "+long),
			[]essay.NoteID{"a", "b"},
			"One two.‹a›",
			[]string{"a: Ko.|" + long},
		},
		{
			"several paragraphs", writtenEssay("One‹a› two‹b› three.‹c›", "a: Ko.|More.", "b: Lee.", "c: Li."),
			[]essay.NoteID{"a", "b", "c"},
			"One two three.‹a›",
			[]string{"a: Ko.|More.|Lee.|Li."},
		},
		{
			"into an empty one", writtenEssay("One‹a› two‹b› three.‹c›", "a: ", "b: Lee.", "c: Li."),
			[]essay.NoteID{"a", "b", "c"},
			"One two three.‹a›",
			[]string{"a: Lee; Li."},
		},
		{
			"with one of several markers", writtenEssay("One‹a› and‹a› two.‹b› Three‹b› four‹b›.", "a: Ko.", "b: Lee."),
			[]essay.NoteID{"a", "b"},
			"One and two.‹a› Three‹a› four‹a›.",
			[]string{"a: Ko; Lee."},
		},
		{
			"with one in the bin", writtenEssay("One.‹a›", "a: Ko.", "z: Bin."),
			[]essay.NoteID{"z", "a"},
			"One.‹a›",
			[]string{"a: Ko; Bin."},
		},
		{
			"two in the bin", writtenEssay("One.", "y: Ko.", "z: Bin."),
			[]essay.NoteID{"z", "y"},
			"One.",
			[]string{"z: Bin; Ko."},
		},
		{
			"that name each other", writtenEssay("One.‹a›‹b› See «b».", "a: See «b».", "b: See «a»."),
			[]essay.NoteID{"a", "b"},
			"One.‹a› See «a».",
			[]string{"a: See «a»; See «a»."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(tt.essay)
			s.Select(Caret(tt.merge[1], 1))
			oneStep(t, s, func() error { return s.MergeNotes(tt.merge...) })
			holds(t, s.Essay(), tt.body, tt.merged...)
		})
	}
}

func TestSplitNote(t *testing.T) {
	tests := []struct {
		name, body, note, at string
		wantBody             string
		want                 []string
	}{
		{"at a semicolon", "One.‹a›", "a: Ko, 72; Lee, 14.", "Lee", "One.‹a›‹new›", []string{"a: Ko, 72.", "new: Lee, 14."}},
		{"before the space", "One.‹a›", "a: Ko, 72. Lee, 14.", " Lee", "One.‹a›‹new›", []string{"a: Ko, 72.", "new: Lee, 14."}},
		{"at a paragraph", "One.‹a›", "a: Ko.|Lee.|Li.", "Lee", "One.‹a›‹new›", []string{"a: Ko.", "new: Lee.|Li."}},
		{"at a paragraph's end", "One.‹a›", "a: Ko.|Lee.", "\nLee", "One.‹a›‹new›", []string{"a: Ko.", "new: Lee."}},
		{"with several markers", "One.‹a› Two.‹a›", "a: Ko. Lee.", "Lee", "One.‹a›‹new› Two.‹a›‹new›", []string{"a: Ko.", "new: Lee."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := newSession(writtenEssay(tt.body, tt.note))
			at := posOfText(t, s.Essay().Text("a"), tt.at)
			oneStep(t, s, func() error { return s.SplitNote("a", at) })
			holds(t, s.Essay(), tt.wantBody, tt.want...)
			if s.Selection().In == "a" || s.Selection().In == "" || s.Selection().Head != 0 {
				t.Errorf("the caret stands at %v, want the new note's start", s.Selection())
			}
		})
	}
}
