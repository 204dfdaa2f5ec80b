package cite

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

func TestKeysOfAPattern(t *testing.T) {
	it := &csl.Item{
		Fields: map[string]string{"title": "The <i>Éloquence</i> of Birds"}, Names: map[string][]csl.Name{"author": {{Family: "Müller-Ståhl"}}},
		Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: 2019}}},
	}
	for p, want := range map[KeyPattern]string{
		UsualKeys: "mullerstahl2019", "{Author}{year}{Title}": "Mullerstahl2019Eloquence", "{author}-{title}": "mullerstahl-eloquence", "x:{year}": "x:2019",
	} {
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		if got := p.Key(it, func(string) bool { return false }); got != want {
			t.Errorf("%s gives %s, want %s", p, got, want)
		}
	}
	for _, p := range []KeyPattern{"", "ko", "{author", "{author} {year}", "{author}{kind}", "{author},{year}"} {
		if p.Check() == nil {
			t.Errorf("%q passes", p)
		}
	}
	taken := map[string]bool{}
	for n := range 800 {
		key := UsualKeys.Key(it, func(key string) bool { return taken[key] })
		if taken[key] || n == 1 && key != "mullerstahl2019a" || n == 27 && key != "mullerstahl2019aa" {
			t.Fatalf("key %d is %s", n, key)
		}
		taken[key] = true
	}
	if got := UsualKeys.Key(&csl.Item{}, func(string) bool { return false }); got != "source" {
		t.Errorf("a source that says nothing is called %q", got)
	}
}
