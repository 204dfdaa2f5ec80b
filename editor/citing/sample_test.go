package citing

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

func TestSampleOf(t *testing.T) {
	items := []*csl.Item{item("a", "Grafton", "Anthony", "The Footnote", 1997), item("b", "Ko", "Ann", "Reading Notes", 2019)}
	read := func(spans []doc.Span) (text string) {
		for _, s := range spans {
			text += s.Text
		}
		return text
	}
	for name, want := range map[string][2]string{"ibid-notes": {"Ibid.", "Grafton, The Footnote, 85."}, "ibid-author-date": {"(Grafton 1997, 72)", "(Grafton 1997, 85)"}} {
		style, err := csl.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := SampleOf(style, csl.Options{}, items)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{read(s.Again), read(s.Later)}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if len(s.Bibliography) != 2 || read(s.First) == read(s.Other) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
