package editor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
)

func TestTheLanguageIsSetAndUndone(t *testing.T) {
	s := NewSession(essay.Blank())
	set := func(tag string) {
		if err := s.Do("Language", func(t *Transaction) error { t.SetLanguage(tag); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	set("de-DE")
	set("de-DE") // changes nothing, so there is nothing more to undo
	if got := s.Essay().Language(); got != "de-DE" {
		t.Errorf("the language is %q", got)
	}
	if !s.Undo() || s.Essay().Language() != "" || s.Undo() {
		t.Errorf("the language is %q after the one step is undone", s.Essay().Language())
	}
}
