package app

import (
	"testing"

	"github.com/ibid-editor/ibid/app/page"
)

func TestALookIsReadAsItWasKept(t *testing.T) {
	for _, l := range []look{
		usualLook,
		{zoom: 1.25, measure: measures[0], leading: leadings[2], sans: true, modes: page.Modes{Typewriter: true, Focus: page.FocusSentence}},
		{zoom: 0.7, measure: measures[2], leading: leadings[0], modes: page.Modes{Focus: page.FocusParagraph}},
	} {
		kept := l.kept()
		if got := lookOf(func(key string) string { return kept[key] }); got != l {
			t.Errorf("%+v is read as %+v", l, got)
		}
	}
	for _, nonsense := range []string{"", "x", "-1", "3e9", "NaN", "true"} {
		got := lookOf(func(string) string { return nonsense })
		got.modes = page.Modes{}
		if got != usualLook {
			t.Errorf("%q is read as %+v", nonsense, got)
		}
	}
}

func TestEachChoiceIsTheOneOfACommand(t *testing.T) {
	titles := map[string]Command{}
	for _, c := range Commands() {
		titles[c.Title] = c
	}
	for title := range choices {
		if titles[title].Do == nil {
			t.Errorf("%q is no command", title)
		}
	}
}

func TestCommandsOfTheLook(t *testing.T) {
	w := wholeWindow(t, "# Title", "Some text.")
	for _, c := range []struct {
		title string
		on    bool // what choosing it leaves
	}{
		{"Typewriter scrolling", true},
		{"Typewriter scrolling", false},
		{"Focus on the paragraph", true},
		{"Focus on the sentence", true},
		{"Focus on the sentence", false},
		{"Page width: narrow", true},
		{"Page width: wide", true},
		{"Page width: wide", true},
		{"Leading: loose", true},
		{"Text face: sans serif", true},
		{"Text face: serif", true},
	} {
		run(t, w, c.title)
		if choices[c.title](w) != c.on || w.ticks[c.title].Checked != c.on {
			t.Errorf("%s: it is %v and ticked %v, want %v", c.title, choices[c.title](w), w.ticks[c.title].Checked, c.on)
		}
	}
	if got := w.settings.body.Measure; got != measures[2] {
		t.Errorf("the page is %v characters wide, want %v", got, measures[2])
	}
	read := func(key string) string {
		v, err := w.lib.Setting(key)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if got := lookOf(read); got != w.look {
		t.Errorf("kept is %+v, want %+v", got, w.look)
	}
}
