package format

import (
	"strings"
	"testing"
)

func TestChoose(t *testing.T) {
	f := Format{Title: "Pages", Options: []Option{paper}}
	chosen := map[string]string{}
	if err := f.Choose(chosen, "paper=letter"); err != nil || chosen["paper"] != "letter" {
		t.Errorf("%v, %v", chosen, err)
	}
	for choice, want := range map[string]string{"paper=a5": "a4, letter", "ink=red": "paper", "paper": "a4, letter"} {
		if err := f.Choose(chosen, choice); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", choice, err)
		}
	}
	if err := (Format{Title: "Text"}).Choose(chosen, "a=b"); err == nil {
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
