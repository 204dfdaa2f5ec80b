package app

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

func TestTheStatusTellsTheLength(t *testing.T) {
	themed(t)
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		t.Fatal(err)
	}
	e := writtenEssay("# T", "One two‹a› three.", "## A", "Four.").WithLanguage("en-GB")
	var c counter
	s := newStatus(func() {}, func() {})
	s.counted(c.count(e))
	for _, want := range []string{"6 words + 2 in notes", "21 characters + 7 in notes", "Less than a minute to read"} {
		if got := s.length.text.Text; got != want {
			t.Errorf("the status says %q, want %q", got, want)
		}
		s.measure = (s.measure + 1) % measureEnd
		s.showLength()
	}
	if got := s.language.text.Text; got != "British English" {
		t.Errorf("the language is %q", got)
	}
	for _, sel := range []struct {
		from, to doc.Pos
		want     string
	}{
		{2, 5, "Selected: 1 word, 3 characters"},
		{4, 14, "Selected: 3 words, 9 characters"},
		{0, 28, "Selected: 6 words, 21 characters"},
	} {
		n := c.selected(e, editor.Selection{Anchor: sel.to, Head: sel.from})
		s.selectedIs(&n)
		if got := s.length.text.Text; got != sel.want {
			t.Errorf("from %d to %d: %q, want %q", sel.from, sel.to, got, sel.want)
		}
	}
	s.selectedIs(nil)
	if got := s.length.text.Text; got != "6 words + 2 in notes" {
		t.Errorf("with nothing selected the status says %q", got)
	}
}

func TestReadingTime(t *testing.T) {
	themed(t)
	for words, want := range map[int]string{
		0: "Nothing to read", 100: "Less than a minute to read", 238: "1 min to read", 1184: "5 min to read", 100_000: "7 h 0 min to read",
	} {
		if got := readingTime(words); got != want {
			t.Errorf("%d words: %q, want %q", words, got, want)
		}
	}
}

func TestTheRingShowsTheTarget(t *testing.T) {
	themed(t)
	s := newStatus(func() {}, func() {})
	for _, c := range []struct {
		t     target
		shown bool
		angle float32
		says  string
	}{
		{target{Words: 500, Written: 125}, true, 90, "125 of 500 today"},
		{target{Words: 1500, Written: 3000}, true, 360, "3,000 of 1,500 today"},
		{target{Words: 500, Written: -20}, true, 0, "0 of 500 today"},
		{target{}, false, 0, "0 of 500 today"},
	} {
		s.progress(c.t)
		if s.ring.Visible() != c.shown || s.written.Visible() != c.shown || s.ring.front.EndAngle != c.angle || s.written.text.Text != c.says {
			t.Errorf("%+v: shown %v, %v°, %q", c.t, s.ring.Visible(), s.ring.front.EndAngle, s.written.text.Text)
		}
	}
}
