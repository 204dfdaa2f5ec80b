package ris

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

func TestRead(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{
			"TY  - JOUR\r\nID  - ko\r\nAU  - Ko, Min-jae\r\nAU  - Oh, Sun, Jr.\r\nAU  - World Health Organization\r\nT1  - Reading in\r\nthe Margins\r\nJF  - Margins\r\nVL  - 12\r\nIS  - 3\r\nSP  - 101\r\nEP  - 108\r\nPY  - 2019\r\nDA  - 2019/03//\r\nSN  - 1234-5678\r\nKW  - a\r\nKW  - b\r\nUR  - http://x.org\r\nDO  - https://doi.org/10.1/x\r\nC1  - kept\r\nER  - \r\n",
			`{"DOI":"10.1/x","ISSN":"1234-5678","URL":"http://x.org","author":[{"family":"Ko","given":"Min-jae"},{"family":"Oh","given":"Sun","suffix":"Jr."},{"literal":"World Health Organization"}],"container-title":"Margins","custom":{"C1":"kept"},"id":"ko","issue":"3","issued":{"date-parts":[[2019,3]]},"keyword":"a, b","page":"101-108","title":"Reading in the Margins","type":"article-journal","volume":"12"}`,
		},
		{
			"\ufeffTY  - RPRT\nA1  - Aristotle\nTI  - T\nY1  - 1999///Spring\nSP  - 5-9\nEP  - 9\nSN  - 978\nM1  - 7\nY2  - 2020/01/02/\nER  -",
			`{"ISBN":"978","accessed":{"date-parts":[[2020,1,2]]},"author":[{"family":"Aristotle"}],"id":"","issued":{"date-parts":[[1999,21]]},"number":"7","page":"5-9","title":"T","type":"report"}`,
		},
	} {
		items := Read([]byte(c.src), func(line int, says string) { t.Errorf("line %d: %s", line, says) })
		if len(items) != 1 {
			t.Fatalf("%d items", len(items))
		}
		if got, err := json.Marshal(items[0]); err != nil || string(got) != c.want {
			t.Errorf("gives %s\n want %s", got, c.want)
		}
	}
}

// TestMalformed: every record comes out, and the line is named.
func TestMalformed(t *testing.T) {
	for _, c := range []struct{ src, items, problems string }{
		{"", "", ""},
		{"TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \n", "A B", "3: The record begun in line 1 has no end: the line “ER  - ” is missing."},
		{"TY  - BOOK\nTI  - A", "A", "2: The record begun in line 1 has no end: the line “ER  - ” is missing."},
		{"TI  - A\nER  - \nTY  - BOOK\nTI  - B\nER  - ", "A B", "1: A record does not begin with its type: the line “TY  - ” is missing."},
		{"TY  - FOO\nTI  - A\nER  - ", "A", "1: The type FOO is not known; it is taken for a document."},
		{"Export\nof today\nTY  - BOOK\nTI  - A\nER  - \nEnd", "A", "1: What stands outside of a record is left out.\n6: What stands outside of a record is left out."},
		{"TY - BOOK\nTI - A\nER -", "A", ""},
	} {
		var problems, titles []string
		for _, it := range Read([]byte(c.src), func(line int, says string) { problems = append(problems, fmt.Sprintf("%d: %s", line, says)) }) {
			titles = append(titles, it.Fields["title"])
		}
		if got := strings.Join(titles, " "); got != c.items {
			t.Errorf("%q gives %s, want %s", c.src, got, c.items)
		}
		if got := strings.Join(problems, "\n"); got != c.problems {
			t.Errorf("%q reports %s\nwant %s", c.src, got, c.problems)
		}
	}
}

func TestWrite(t *testing.T) {
	it := &csl.Item{
		ID: "a", Type: "chapter", Fields: map[string]string{"title": "T\nU", "page": "1-2", "keyword": "x, y"},
		Names: map[string][]csl.Name{"author": {{Family: "Gogh", NonDroppingParticle: "van", Given: "V"}, {Literal: "NASA"}}},
		Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: 1999, Month: 2}}},
		Other: map[string]json.RawMessage{"custom": json.RawMessage(`{"C1":"p\nq","file":"no","TY":"no"}`)},
	}
	want := "TY  - CHAP\nID  - a\nAU  - van Gogh, V\nAU  - NASA,\nPY  - 1999\nDA  - 1999/02//\nTI  - T U\nSP  - 1\nEP  - 2\nKW  - x\nKW  - y\nC1  - p\nC1  - q\nER  - \n"
	if got := strings.ReplaceAll(string(Write([]*csl.Item{it})), "\r\n", "\n"); got != want {
		t.Errorf("gives\n%s\nwant\n%s", got, want)
	}
}

// TestReadWhatIsWritten: an item that is written and read is the same, in all
// that RIS has a tag for.
func TestReadWhatIsWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var kinds []string
	for t := range risType {
		kinds = append(kinds, t)
	}
	slices.Sort(kinds)
	point := func() csl.DateParts {
		p := csl.DateParts{Year: r.IntN(2100) - 100}
		if p.Year == 0 {
			p.Year = 1
		}
		switch r.IntN(4) {
		case 0:
			p.Season = 1 + r.IntN(4)
		case 1:
			p.Month = 1 + r.IntN(12)
		case 2:
			p.Month, p.Day = 1+r.IntN(12), 1+r.IntN(28)
		}
		return p
	}
	for range 3000 {
		it := &csl.Item{ID: "k", Type: pick(kinds...), Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
		for _, tag := range tags {
			if r.IntN(3) == 0 {
				it.Fields[tag.csl] = pick("A title: with <i>marks</i>", "ER -", "x", "10.1/a", "TY - BOOK", "日本 {x} \\")
			}
		}
		it.Fields["page"] = pick("1-2", "xi", "5-6, 8", "e10", "a-b-c")
		it.Fields["keyword"] = pick("a", "a b, c")
		it.Fields["number"] = pick("7", "B-1")
		for _, p := range people {
			for range r.IntN(3) {
				it.Names[p.csl] = append(it.Names[p.csl], []csl.Name{
					{Family: "Ko", Given: "Min"}, {Family: "Aristotle"}, {Literal: "NASA"}, {Literal: "World Bank"}, {Family: "King", Given: "M. L.", Suffix: "Jr."},
				}[r.IntN(5)])
			}
		}
		for _, variable := range []string{"issued", "accessed"} {
			d := csl.Date{From: point(), Circa: r.IntN(4) == 0}
			switch r.IntN(5) {
			case 0:
				d.Range, d.To = true, point()
			case 1:
				d.Range = true
			case 2:
				d = csl.Date{Literal: "in press"}
			}
			it.Dates[variable] = d
		}
		file := Write([]*csl.Item{it})
		got := Read(file, func(line int, says string) { t.Errorf("line %d: %s", line, says) })
		if len(got) != 1 || !reflect.DeepEqual(got[0], it) {
			a, _ := json.Marshal(it)
			b, _ := json.Marshal(got)
			t.Fatalf("%s\nis read as %s\n    but was  %s", file, b, a)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"TY  - JOUR\nAU  - A, B, C\nPY  - 1999///Spring\nER  - \n", "TI  - x\n\nTY  -\nDA  - 1/2/3/4\nSP  - -\nEP  - -", "\r\rER  - "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		items := Read([]byte(src), func(line int, says string) {
			if lines := strings.Count(src, "\n") + strings.Count(src, "\r") + 1; line < 1 || line > lines {
				t.Errorf("line %d of %d: %s", line, lines, says)
			}
		})
		out := Write(items)
		if again := Read(out, nil); len(again) != len(items) {
			t.Errorf("%d items, but %d after writing and reading:\n%s", len(items), len(again), out)
		}
	})
}
