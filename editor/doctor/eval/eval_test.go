package eval

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/format/text"
)

var (
	documents = flag.Int("eval", 0, "so many documents in all; 0: a few of each row")
	row       = flag.String("row", "", "only rows whose names hold this")
	book      = flag.String("book", "", "a text file with notes numbered through")
	show      = flag.Int("show", 0, "show so many failures of each row")
)

func TestEval(t *testing.T) {
	each := 6
	if *documents > 0 {
		each = (*documents + len(Rows) - 1) / len(Rows)
	}
	var all Tally
	os.Stdout.WriteString(Head)
	for _, l := range Rows {
		if !strings.Contains(l.Name, *row) {
			continue
		}
		var tally Tally
		shown := 0
		for seed := range each {
			d := Make(l, uint64(seed)+1)
			v := Judge(d)
			tally.Add(v)
			all.Add(v)
			if v.Wrong {
				t.Errorf("%s, seed %d: silently wrong: %s", l.Name, seed+1, v.Says[0])
			}
			if (v.Wrong || v.Asked) && shown < *show {
				shown++
				t.Logf("%s, seed %d: asked %t, wrong %t\n%s\n%s", l.Name, seed+1, v.Asked, v.Wrong, strings.Join(v.Says[:min(len(v.Says), 6)], "\n"), d.Text)
			}
		}
		tally.Write(os.Stdout, l.Name)
		if each >= 20 && tally.share(tally.Best) < l.Least {
			t.Errorf("%s: the best guess is right in %.1f %%, and %.1f %% are the least", l.Name, tally.share(tally.Best), l.Least)
		}
		if each >= 20 && l.Most > 0 && tally.share(tally.Asked) > l.Most {
			t.Errorf("%s: it asks in %.1f %%, and %.1f %% are the most", l.Name, tally.share(tally.Asked), l.Most)
		}
	}
	all.Write(os.Stdout, "all")
}

// TestBook makes the first five rows out of a real book that is named.
func TestBook(t *testing.T) {
	if *book == "" {
		t.Skip("no book is named: -book FILE")
	}
	raw, err := os.ReadFile(*book)
	if err != nil {
		t.Fatal(err)
	}
	s, err := text.Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	b, err := ReadBook(s)
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString(Head)
	for _, r := range []struct {
		name     string
		sections int
		size     int
		order    order
	}{
		{"forward, mixed", 4, 0, forward},
		{"reverse, mixed", 4, 0, reverse},
		{"random, mixed", 4, 0, shuffled},
		{"random, all 2 notes", 4, 2, shuffled},
		{"random, all 1 note", 4, 1, shuffled},
		{"random, mixed, 15 sections", 15, 0, shuffled},
	} {
		var tally Tally
		shown := 0
		for seed := range max(*documents, 100) {
			d := b.Make(r.sections, r.size, r.order, uint64(seed)+1)
			v := Judge(d)
			tally.Add(v)
			if v.Wrong && shown < *show {
				shown++
				t.Logf("%s, seed %d: %s\n%s", r.name, seed+1, strings.Join(v.Says, "\n"), d.Text)
			}
		}
		tally.Write(os.Stdout, r.name)
	}
}
