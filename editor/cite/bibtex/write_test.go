package bibtex

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

func TestWrite(t *testing.T) {
	it := &csl.Item{
		ID: "ko 2019", Type: "article-journal",
		Fields: map[string]string{
			"title": `Of <i>Homo</i> & <span class="nocase">DNA</span>`, "container-title": "Margins", "page": "101-8", "language": "de-DE",
			"DOI": "10.1/a_b", "archive": "Archive",
		},
		Names: map[string][]csl.Name{"author": {
			{Family: "Ko", Given: "Min"}, {Family: "Gogh", NonDroppingParticle: "van", Given: "Vincent"}, {Literal: "Adam and Eve"}, {Literal: "others"},
		}},
		Dates: map[string]csl.Date{"issued": {From: csl.DateParts{Year: 2019, Month: 3}}},
		Other: map[string]json.RawMessage{"custom": json.RawMessage(`{"file":"a.pdf","bad name":"x","open":"{"}`)},
	}
	for d, want := range map[Dialect]string{
		BibLaTeX: `@article{ko-2019,
  author = {Ko, Min and family={Gogh}, given={Vincent}, prefix={van}, useprefix=true and {Adam and Eve} and others},
  title = {Of \textit{Homo} \& {DNA}},
  journaltitle = {Margins},
  date = {2019-03},
  pages = {101--8},
  archive = {Archive},
  doi = {10.1/a_b},
  file = {a.pdf},
  langid = {ngerman},
}
`,
		BibTeX: `@article{ko-2019,
  author = {Ko, Min and van Gogh, Vincent and {Adam and Eve} and others},
  title = {Of \textit{Homo} \& {DNA}},
  journal = {Margins},
  year = {2019},
  month = mar,
  pages = {101--8},
  archive = {Archive},
  doi = {10.1/a_b},
  file = {a.pdf},
  langid = {ngerman},
}
`,
	} {
		if got := string(Write([]*csl.Item{it}, d)); got != want {
			t.Errorf("gives\n%swant\n%s", got, want)
		}
	}
}

// random makes items of what BibLaTeX can tell.
type random struct{ *rand.Rand }

func (r random) pick(of ...string) string { return of[r.IntN(len(of))] }

// words are texts with everything that must be escaped.
func (r random) words() string {
	var out []string
	for range 1 + r.IntN(4) {
		out = append(out, r.pick("Reading", "the", "Margins", "Österreich", "50%", "R&D", "a_b", `back\slash`, "{brace}", "$5", "#1", "~", "^",
			"1900–1950", "x—y", "--", "---", "it's", "''", "“quoted”", "`tick", "non\u00a0break", "日本語", "?`", "and", "Ærø", "q\u0301", "<", "@book{x,", "\\", ",,"))
	}
	return strings.Join(out, " ")
}

func (r random) rich() string {
	s := r.words()
	if r.IntN(3) == 0 {
		look := looks[r.IntN(3)*2]
		s += " " + look.open + r.words() + look.close
	}
	return s
}

func (r random) title() string {
	s := r.rich()
	if r.IntN(3) == 0 {
		s += ` <span class="nocase">` + r.pick("DNA", "<i>Homo</i> x", "$x") + "</span> end"
	}
	return s
}

func (r random) name() csl.Name {
	switch r.IntN(5) {
	case 0:
		return csl.Name{Literal: r.words()}
	case 1:
		return csl.Name{Family: r.pick("Aristotle", "Thomas Aquinas", "Öz", "bell hooks")}
	}
	n := csl.Name{
		Family: r.pick("Ko", "Grafton", "de la Cruz", "O'Meara", "Vallée Poussin", "A, B", "x", "Ko and Oh", "\\"),
		Given:  r.pick("Min-jae", "A. B.", "É.", "Martin, Jr", "jean", "A=B"),
		Suffix: r.pick("", "", "", "Jr.", "III"),
	}
	switch r.IntN(4) {
	case 0:
		n.DroppingParticle = r.pick("von", "de la")
	case 1:
		n.NonDroppingParticle = r.pick("van", "van der")
	}
	return n
}

func (r random) date() csl.Date {
	point := func() csl.DateParts {
		p := csl.DateParts{Year: 1 + r.IntN(2100)}
		switch r.IntN(5) {
		case 0:
			p.Year = -p.Year
		case 1:
			p.Season = 1 + r.IntN(4)
		case 2:
			p.Month = 1 + r.IntN(12)
		case 3:
			p.Month, p.Day = 1+r.IntN(12), 1+r.IntN(28)
		}
		return p
	}
	d := csl.Date{From: point(), Circa: r.IntN(4) == 0}
	switch r.IntN(5) {
	case 0:
		d.Range, d.To = true, point()
	case 1:
		d.Range = true
	case 2:
		return csl.Date{Literal: r.pick("forthcoming", "in press & more", "n.d.")}
	}
	return d
}

func (r random) item(n int) *csl.Item {
	all := make([]string, 0, len(bibType)+len(subtypes))
	for t := range bibType {
		all = append(all, t)
	}
	for t := range subtypes {
		all = append(all, t)
	}
	slices.Sort(all)
	it := &csl.Item{
		ID: fmt.Sprint("key:", n), Type: r.pick(all...),
		Fields: map[string]string{"title": r.title()}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{},
	}
	maybe := func(variable string, text func() string) {
		if r.IntN(3) == 0 {
			it.Fields[variable] = text()
		}
	}
	for _, f := range fields {
		switch f.shape {
		case heading:
			maybe(f.csl, r.title)
		case verbatim:
			maybe(f.csl, func() string { return r.pick("http://x.org/a_b%20c?d=e&f#g~h", "978-3", "10.1/<a>{b}", "x$y") })
		case pageRange:
			maybe(f.csl, func() string { return r.pick("1-2", "xi", "12-15, 18", "e1003", "R&D") })
		default:
			maybe(f.csl, r.rich)
		}
	}
	for _, variable := range own {
		if variable != "jurisdiction" || it.Type != "patent" {
			maybe(variable, r.rich)
		}
	}
	maybe("publisher", func() string { return r.pick("Adam; Eve", "Simon and Schuster", "O & O", "others") })
	maybe("genre", r.rich)
	maybe("language", func() string { return r.pick("de-DE", "en-US", "la", "fr", "en-GB") })
	if it.Type != "book" && it.Type != "classic" {
		maybe("container-title", r.title)
	}
	maybe(r.pick("number", "issue", "collection-number"), func() string { return "3" })
	for _, variable := range csl.NameVariables {
		for range r.IntN(2) * r.IntN(4) {
			it.Names[variable] = append(it.Names[variable], r.name())
		}
	}
	for _, variable := range csl.DateVariables {
		if r.IntN(2) == 0 {
			it.Dates[variable] = r.date()
		}
	}
	return it
}

// TestReadWhatIsWritten: an item that is written and read is the same, in all
// that BibLaTeX has a place for.
func TestReadWhatIsWritten(t *testing.T) {
	r := random{rand.New(rand.NewPCG(1, 2))}
	for n := range 3000 {
		it := r.item(n)
		want := it.Clone()
		forget(want)
		file := Write([]*csl.Item{it}, BibLaTeX)
		got := Read(file, func(line int, says string) { t.Errorf("line %d: %s\n%s", line, says, file) })
		if len(got) != 1 {
			t.Fatalf("%d items in\n%s", len(got), file)
		}
		forget(got[0])
		if !reflect.DeepEqual(got[0], want) {
			t.Fatalf("%s\nis read with %s", file, difference(got[0], want))
		}
	}
}

// difference shows the first variable in which two items differ.
func difference(got, want *csl.Item) string {
	a, _ := json.MarshalIndent(got, "", " ")
	b, _ := json.MarshalIndent(want, "", " ")
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("%s\nwhere it was %s", x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines instead of %d", len(x), len(y))
}

// forget leaves out what BibLaTeX has no place for: numbers that the entry type
// does not have.
func forget(it *csl.Item) {
	for _, v := range []string{"number", "issue", "collection-number"} {
		delete(it.Fields, v)
	}
	for variable, list := range it.Names {
		for i, n := range list {
			if n.DroppingParticle != "" {
				list[i].KeepParticles = false
			}
		}
		it.Names[variable] = list
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"@book{a, title = {A}, author = {B, C and {D} and family=E}, date = {2000/}}", "@string{a = \"b\" # c}@a{b,a=a#1", "@book(a, x={\\'{\\^{e}}})",
		"@book{a,\ntitle = {A,\nyear = 1\n}\n@book{b, crossref = {a}, xdata = {b,a}}", "@misc{\"{}", "@comment{@book{a,", "@x{y,$={\\em{$^\\frac\\c",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		items := Read([]byte(src), func(line int, says string) {
			if line < 1 || line > strings.Count(src, "\n")+1 || says == "" {
				t.Errorf("line %d of a file of %d: %q", line, strings.Count(src, "\n")+1, says)
			}
		})
		for _, d := range []Dialect{BibLaTeX, BibTeX} {
			again := Read(Write(items, d), nil)
			if len(again) != len(items) {
				t.Errorf("%d items, but %d after writing and reading:\n%s", len(items), len(again), Write(items, d))
			}
		}
	})
}
