package format

import (
	"strings"
	"testing"
)

func TestParseChoices(t *testing.T) {
	paper := Option{Name: "paper", Title: "Paper", Values: []Value{{"a4", "A4"}, {"letter", "Letter"}}}
	f := Format{Title: "Pages", Options: []Option{paper}}
	chosen, err := f.ParseChoices([]string{"paper=letter"})
	if err != nil || chosen.Of(paper) != "letter" {
		t.Errorf("%v, %v", chosen, err)
	}
	for _, word := range []string{"paper=a5", "ink=red", "paper"} {
		if _, err := f.ParseChoices([]string{word}); err == nil || !strings.Contains(err.Error(), "paper=a4, paper=letter") {
			t.Errorf("%s: %v", word, err)
		}
	}
	if usual := (Choices{"paper": "a5"}).Of(paper); usual != "a4" {
		t.Errorf("the usual value is %s", usual)
	}
	if _, err := (Format{Title: "Text"}).ParseChoices([]string{"a=b"}); err == nil {
		t.Error("a format without options takes one")
	}
}

// The names of options and values are such as stand in settings and on the
// command line, and none is there twice.
func TestOptions(t *testing.T) {
	for _, f := range Formats {
		seen := map[string]bool{}
		for _, o := range f.Options {
			if o.Title == "" || len(o.Values) < 2 || seen[o.Name] || strings.ContainsAny(o.Name, " =,") {
				t.Errorf("%s: the option %+v", f.Name, o)
			}
			seen[o.Name] = true
			for _, v := range o.Values {
				if v.Name == "" || v.Title == "" || strings.ContainsAny(v.Name, " =,") {
					t.Errorf("%s: %s has the value %+v", f.Name, o.Name, v)
				}
			}
		}
	}
}
