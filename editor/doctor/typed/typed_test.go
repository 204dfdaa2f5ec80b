package typed

import (
	"fmt"
	"strings"
	"testing"
)

func TestLead(t *testing.T) {
	tests := []struct {
		in, key string
		form    Form
		rest    string
	}{
		{"[1] Ash, 12.", "1", Bracket, "Ash, 12."},
		{"[12]Ash", "12", Bracket, "Ash"},
		{"[^1]: Ash", "1", Bracket, "Ash"},
		{"[^ash-2]: Ash", "ash-2", Bracket, "Ash"},
		{"[1]", "1", Bracket, ""},
		{"[b] Ash", "b", Bracket, "Ash"},
		{"[iv] Ash", "iv", Bracket, "Ash"},
		{"\u00a0[1]\u00a0Ash", "1", Bracket, "Ash"},
		{"[Footnote 3: Ash.]", "3", Footnote, "Ash.]"},
		{"[Footnote A: Ash.]", "A", Footnote, "Ash.]"},
		{"¹² Ash", "12", Raised, "Ash"},
		{"¹Ash", "1", Raised, "Ash"},
		{"^1 Ash", "1", Raised, "Ash"},
		{"^1^ Ash", "1", Raised, "Ash"},
		{"* Ash", "*", Symbol, "Ash"},
		{"††Ash", "††", Symbol, "Ash"},
		{"(1) Ash", "1", Paren, "Ash"},
		{"1. Ash", "1", Dot, "Ash"},
		{"1.“Ash”", "1", Dot, "“Ash”"},
		{"1) Ash", "1", Close, "Ash"},
		{"a) ash", "a", Close, "ash"},
		{"1: Ash", "1", Colon, "Ash"},
		{"12 Ash", "12", Bare, "Ash"},
		{"12\tAsh", "12", Bare, "Ash"},
	}
	for _, tt := range tests {
		if l, n := Lead(tt.in); l != (Label{tt.key, tt.form}) || tt.in[n:] != tt.rest {
			t.Errorf("Lead(%q) = %v, %q; want %q %d, %q", tt.in, l, tt.in[n:], tt.key, tt.form, tt.rest)
		}
	}
	for _, s := range []string{"", " ", "Ash", "[sic] Ash", "[or her] Ash", "[Ash 1999]", "[1–3] Ash", "1.5 per cent", "1", "1.", "12 ships lay there", "1918. ", "2001 Ash", "* * *", "***", "*†", "(see Ash) there", "[", "^", "["} {
		if l, n := Lead(s); n > 0 {
			t.Errorf("Lead(%q) = %v, want none", s, l)
		}
	}
}

func TestMarks(t *testing.T) {
	all := []Form{Bracket, Raised, Symbol, Paren, Bare}
	tests := []struct{ in, want string }{
		{"end.[1] Next[12], and [3].", "[1] [12] [3]"},
		{"his [or her] claim [sic] [Ash 1999] [1–3] [2,3] []", ""},
		{"in [a] harbour, word[a]", "[a]"},
		{"end.¹ Next¹², ³", "¹ ¹²"},
		{"word* and end.† *both* 2 * 3", "* †"},
		{"(67).[1]", "(67) [1]"},
		{"the end.1 And the tide2, the sea.”3", "1 2 3"},
		{"in 1918. By 3.5 at p.12 on B2 at 12.30 H2O ch.3", ""},
		{"tide^1 and ^2", "^1"},
		{"[1][2]", "[1] [2]"},
		{"tide.[^1] sea[^long-name]", "[^1] [^long-name]"},
		{strings.Repeat("[", 30) + "1]" + strings.Repeat("9", 40), "[1]"},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range Marks(tt.in, all...) {
			got = append(got, tt.in[m.From:m.To])
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("Marks(%q) = %s, want %s", tt.in, s, tt.want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for key, want := range map[string]int{"7": 7, "c": 3, "*": 1, "**": 2, "†": 2, "‡": 3, "iv": 4, "xii": 12, "i": 1, "": 0, "ash": 0, "iiii": 0} {
		if got := Ordinal(key, true); got != want {
			t.Errorf("Ordinal(%q) = %d, want %d", key, got, want)
		}
	}
	if got := Ordinal("i", false); got != 9 {
		t.Errorf("the letter i has ordinal %d, want 9", got)
	}
	for n := 1; n < 90; n++ {
		if got := roman(numeral(n)); got != n {
			t.Errorf("roman(%s) = %d, want %d", numeral(n), got, n)
		}
	}
}

func TestTitle(t *testing.T) {
	for s, want := range map[string]bool{
		"The Frozen Ink": true, "What Is a Harbour For?": true, "The Frozen Ink: Part\u00a0II": true, "“Held”": true,
		"It froze.": false, "It froze:": false, "[1] Ash": false, "1. Ash": false, "As Ash says[1]": false, "": false, "* * *": false,
		strings.Repeat("long ", 19): false,
	} {
		if got := Title(s); got != want {
			t.Errorf("Title(%q) = %t", s, got)
		}
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("end.[1] tide¹ word* (3) end.4 [^x]")
	f.Fuzz(func(t *testing.T, s string) {
		if _, n := Lead(s); n > len(s) {
			t.Fatal("a label ends outside the text")
		}
		Title(s)
		at := 0
		for _, m := range Marks(s, Bracket, Raised, Symbol, Paren, Bare) {
			if m.From < at || m.To <= m.From || m.To > len(s) || m.Key == "" {
				t.Fatal(fmt.Sprint("overlapping or empty marks: ", m))
			}
			at = m.To
		}
	})
}
