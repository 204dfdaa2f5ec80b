package twins

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

func work(family, title string, year int, fields ...string) *csl.Item {
	it := &csl.Item{
		Type: "book", Fields: map[string]string{"title": title}, Names: map[string][]csl.Name{"author": {{Family: family, Given: "Ann"}}},
		Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: year}}},
	}
	for i := 0; i+1 < len(fields); i += 2 {
		it.Fields[fields[i]] = fields[i+1]
	}
	return it
}

func found(t *testing.T, items ...*csl.Item) []Group {
	t.Helper()
	groups, err := Find(t.Context(), items)
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

func TestWhatIsTheSame(t *testing.T) {
	chapter := func(title string) *csl.Item {
		it := work("Ko", title, 2001, "ISBN", "9780674307605")
		it.Type = "chapter"
		return it
	}
	anonymous := func(title string) *csl.Item { return &csl.Item{Fields: map[string]string{"title": title}} }
	for name, c := range map[string]struct {
		a, b *csl.Item
		want Reason
	}{
		"a DOI and its address":          {work("Ko", "One", 2001, "DOI", "10.1000/AbC"), work("Chung", "Two", 1999, "DOI", "https://doi.org/10.1000/abc"), SameDOI},
		"ten figures and thirteen":       {work("Ko", "One", 2001, "ISBN", "0-674-30760-6"), work("Ko", "Uno", 2002, "ISBN", "978 0 674 30760 5"), SameISBN},
		"PubMed":                         {work("Ko", "One", 2001, "PMID", "77"), work("Oh", "Two", 2002, "PMID", "77 "), SamePMID},
		"accents and capitals":           {work("Müller", "Éloquence of <i>Birds</i>", 2001), work("MULLER", "Eloquence of birds.", 2001), SameWork},
		"a subtitle":                     {work("Grafton", "The Footnote: A Curious History", 1997), work("Grafton", "The Footnote", 1997), NearTitle},
		"a slip of the pen":              {work("Ko", "Reading notes in the margin", 2001), work("Ko", "Reading nots in the margin", 2001), NearTitle},
		"two volumes":                    {work("Ko", "A history of the margin 1", 2001), work("Ko", "A history of the margin 2", 2001), ""},
		"two DOIs":                       {work("Ko", "A history", 2001, "DOI", "10.1/a"), work("Ko", "A history", 2001, "DOI", "10.1/b"), ""},
		"another year":                   {work("Ko", "A history", 2001), work("Ko", "A history", 2002), ""},
		"another author":                 {work("Ko", "A history", 2001), work("Oh", "A history", 2001), ""},
		"two chapters of one book":       {chapter("Ink"), chapter("Paper"), ""},
		"a chapter twice":                {chapter("Ink"), chapter("ink"), SameISBN},
		"introductions by nobody":        {anonymous("Introduction"), anonymous("Introduction"), ""},
		"long titles by nobody":          {anonymous("On the keeping of margins"), anonymous("On the Keeping of Margins"), SameWork},
		"sources that say nothing":       {&csl.Item{}, &csl.Item{}, ""},
		"a text that only looks like it": {work("Ko", "One", 2001, "DOI", "none", "ISBN", "n/a"), work("Oh", "Two", 2002, "DOI", "none", "ISBN", "n/a"), ""},
	} {
		got := Reason("")
		if groups := found(t, c.a, c.b); len(groups) > 0 {
			got = groups[0].Why
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What is put in twice, with its title and name typed otherwise, is found in
// whatever order the list stands, and each source is in one group at most.
func TestEveryCopyIsFoundInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		var items []*csl.Item
		partner := map[*csl.Item]*csl.Item{}
		for i := range 60 {
			it := work(fmt.Sprintf("Name%d", r.IntN(9)), fmt.Sprintf("Matter %d of the Margin", i), 1990+r.IntN(3))
			items = append(items, it)
			if r.IntN(3) == 0 {
				twin := work(strings.ToUpper(it.Names["author"][0].Family), strings.ToUpper(it.Fields["title"])+".", it.Dates["issued"].From.Year)
				items = append(items, twin)
				partner[it], partner[twin] = twin, it
			}
		}
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		groups := found(t, items...)
		in := map[*csl.Item]int{}
		for g, group := range groups {
			if !slices.IsSorted(group.Of) || len(group.Of) != 2 {
				t.Fatalf("a group has %v", group.Of)
			}
			for _, i := range group.Of {
				if _, twice := in[items[i]]; twice {
					t.Fatal("a source is in two groups")
				}
				in[items[i]] = g
			}
		}
		for a, b := range partner {
			g, there := in[a]
			h, too := in[b]
			if !there || !too || g != h {
				t.Fatalf("%q is not found", a.Fields["title"])
			}
		}
		if len(in) != len(partner) {
			t.Fatalf("%d sources are in groups, want %d", len(in), len(partner))
		}
	}
}

func TestFindingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Find(ctx, []*csl.Item{work("Ko", "One", 1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it says %v", err)
	}
}

func TestMerge(t *testing.T) {
	a, b := work("Ko", "One", 2001, "publisher", "Press"), work("Ko", "One.", 2001, "ISBN", "1")
	a.ID, b.ID, b.Type = "ko-a", "ko-b", "thesis"
	items := []*csl.Item{a, b}
	if got := Differ(items); !slices.Equal(got, []string{"type", "title", "ISBN", "publisher"}) {
		t.Fatalf("they differ in %q", got)
	}
	it := Merge(items, 0, map[string]int{"title": 1, "publisher": 1})
	if it.ID != "ko-a" || it.Type != "book" || it.Fields["title"] != "One." || it.Fields["ISBN"] != "1" || it.Fields["publisher"] != "" {
		t.Errorf("merged, it is %+v", it)
	}
	if a.Fields["title"] != "One" || a.Fields["publisher"] != "Press" {
		t.Error("what was merged is changed")
	}
	if same := Merge([]*csl.Item{a, a}, 1, nil); !reflect.DeepEqual(same, a) {
		t.Errorf("merged with itself, it is %+v", same)
	}
}

func BenchmarkFind(b *testing.B) {
	items := make([]*csl.Item, 50_000)
	for i := range items {
		items[i] = work(fmt.Sprintf("Name%d", i%500), fmt.Sprintf("The title of number %d about matter %d", i-i%7%2, i%977), 1900+i%120, "DOI", fmt.Sprintf("10.1000/%d", i))
	}
	for b.Loop() {
		if _, err := Find(b.Context(), items); err != nil {
			b.Fatal(err)
		}
	}
}
