package editor

import (
	"strings"
	"testing"
)

func TestParentheses(t *testing.T) {
	tests := []struct {
		name, language   string
		notes            string // the body with notes
		note             string
		parenthesis      string // the same with a parenthesis
		onlyToward, back bool   // the way back gives something else
	}{
		{name: "at the end of a sentence", notes: "It rained.‹a› Then.", note: "a: Ko 72.", parenthesis: "It rained (Ko 72). Then."},
		{name: "before a comma", notes: "It rained,‹a› then.", note: "a: Ko 72.", parenthesis: "It rained (Ko 72), then."},
		{name: "within a sentence", notes: "It‹a› rained.", note: "a: See Ko 72.", parenthesis: "It (See Ko 72) rained."},
		{name: "at the end of the text", notes: "It rained‹a›", note: "a: Ko 72.", parenthesis: "It rained (Ko 72)"},
		{name: "after a quotation", notes: "“It rained”.‹a›", note: "a: Ko 72.", parenthesis: "“It rained” (Ko 72)."},
		{name: "in French", language: "fr-CA", notes: "Il pleut‹a›.", note: "a: Ko 72.", parenthesis: "Il pleut (Ko 72)."},
		{name: "an abbreviation at its end", notes: "It rained.‹a›", note: "a: Ibid.", parenthesis: "It rained (Ibid.)."},
		{name: "parentheses within", notes: "It rained.‹a›", note: "a: Ko (2010), 72.", parenthesis: "It rained (Ko (2010), 72)."},
		{name: "a cross-reference", notes: "It rained.‹a› X‹b›", note: "a: See note «b».", parenthesis: "It rained (See note «b»). X‹b›"},
		{name: "behind another marker", notes: "It rained.‹b›‹a›", note: "a: Ko.", parenthesis: "It rained (Ko).‹b›", onlyToward: true},
		{name: "several paragraphs", notes: "It rained.‹a›", note: "a: Ko.|Lee.", parenthesis: "It rained (Ko. Lee).", onlyToward: true},
		{name: "after an abbreviation", notes: "By Ko et al.‹a› in", note: "a: 72.", parenthesis: "By Ko et al. (72) in", onlyToward: true},
		{name: "no stop", notes: "It‹a›rained", note: "a: Ko", parenthesis: "It (Ko) rained", onlyToward: true},
		{name: "brackets around", notes: "It (so he says.‹a›) Rained", note: "a: Ko!", parenthesis: "It (so he says (Ko!).) Rained", onlyToward: true},
		{name: "an opening bracket", notes: "(‹a›)", note: "a: Ko", parenthesis: "((Ko))", onlyToward: true},
		{name: "a quotation closes behind", back: true, notes: "“It rained.”‹a› he", note: "a: Ko.", parenthesis: "“It rained (Ko).” he"},
		{name: "an apostrophe", back: true, notes: "It rained‹a› 'then'", note: "a: Ko.", parenthesis: "It rained (Ko) 'then'"},
		{name: "spaces within", back: true, notes: "It rained.‹a›", note: "a: Ko?", parenthesis: "It rained  ( Ko? )."},
	}
	for _, tt := range tests {
		b := "b: B."
		if !strings.Contains(tt.notes, "‹b›") {
			b = "b: "
		}
		begin := func(body string, notes ...string) *Session {
			if b != "b: " {
				notes = append(notes, b)
			}
			s, _ := newSession(writtenEssay(body, notes...).WithLanguage(tt.language))
			return s
		}
		rest := []string{}
		if b != "b: " {
			rest = []string{b}
		}
		t.Run(tt.name, func(t *testing.T) {
			if !tt.back {
				s := begin(tt.notes, tt.note)
				s.Select(Caret("a", 0))
				oneStep(t, s, func() error { return s.NoteToParenthesis("a") })
				holds(t, s.Essay(), tt.parenthesis, rest...)
			}
			if tt.onlyToward {
				return
			}
			s := begin(tt.parenthesis)
			open := posOfText(t, s.Essay().Body(), "(")
			for _, sel := range []Selection{Caret("", open), Caret("", open+1), {"", open, posOfText(t, s.Essay().Body(), ")") + 1}} {
				if tt.name == "parentheses within" && !sel.Empty() {
					continue
				}
				s.Select(sel)
				oneStep(t, s, s.ParenthesisToNote)
				holds(t, s.Essay(), strings.ReplaceAll(tt.notes, "‹a›", "‹new›"), append(rest, strings.Replace(tt.note, "a:", "new:", 1))...)
				s.Undo()
			}
		})
	}
}

func TestSeveralNotesToParentheses(t *testing.T) {
	s, _ := newSession(writtenEssay("One.‹a›‹b› Two,‹c› three.", "a: Ko.", "b: Lee.", "c: Li."))
	oneStep(t, s, func() error { return s.NoteToParenthesis("c", "b", "a") })
	holds(t, s.Essay(), "One (Ko) (Lee). Two (Li), three.")
}
