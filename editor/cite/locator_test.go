package cite

import "testing"

func TestParseLocator(t *testing.T) {
	for _, c := range []struct{ text, label, locator, rest string }{
		{"72", "", "72", ""},
		{", p. 72", "page", "72", ""},
		{"pp. 3–5, 9 and more", "page", "3–5, 9", "and more"},
		{"ch. 3", "chapter", "3", ""},
		{"chap. 3, emphasis mine", "chapter", "3", "emphasis mine"},
		{"iv", "", "iv", ""},
		{"xii–xv, where it begins", "", "xii–xv", "where it begins"},
		{"§ 12", "section", "12", ""},
		{"S. 44f.", "page", "44f.", ""},
		{"{ii, A, D-Z}, with a suffix", "", "ii, A, D-Z", "with a suffix"},
		{"p. {72 of the copy}", "page", "72 of the copy", ""},
		{"I think not", "", "", "I think not"},
		{"mixed feelings", "", "", "mixed feelings"},
		{"passim", "", "", "passim"},
		{"", "", "", ""},
		{"vol. 2, p. 5", "volume", "2", "p. 5"},
		{"12a", "", "12a", ""},
		{"note the date", "", "", "note the date"},
		{"n. 5", "note", "5", ""},
	} {
		label, locator, rest := ParseLocator(c.text)
		if label != c.label || locator != c.locator || rest != c.rest {
			t.Errorf("ParseLocator(%q) = %q, %q, %q; want %q, %q, %q", c.text, label, locator, rest, c.label, c.locator, c.rest)
		}
	}
}

func TestCitationAsTyped(t *testing.T) {
	for want, cites := range map[string][]Cite{
		"[@ko2019, p. 72]":                {{Key: "ko2019", Locator: "72"}},
		"[see @ko2019, ch. 3; -@grafton]": {{Key: "ko2019", Prefix: "see", Locator: "3", Label: "chapter"}, {Key: "grafton", Mode: SuppressAuthor}},
		"@ko2019 [p. 72, my italics]":     {{Key: "ko2019", Mode: AuthorInText, Locator: "72", Suffix: "my italics"}},
		"@ko2019":                         {{Key: "ko2019", Mode: AuthorInText}},
	} {
		if got := New(cites...).String(); got != want {
			t.Errorf("%+v is typed %s, want %s", cites, got, want)
		}
	}
}
