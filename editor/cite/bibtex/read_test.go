package bibtex

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// read reads a file in which nothing may be wrong.
func read(t *testing.T, src string) []*csl.Item {
	t.Helper()
	return Read([]byte(src), func(line int, says string) { t.Errorf("line %d: %s", line, says) })
}

// one reads a file of one entry, and gives it as CSL-JSON without key.
func one(t *testing.T, src string) string {
	t.Helper()
	items := read(t, src)
	if len(items) != 1 {
		t.Fatalf("%s\nhas %d items", src, len(items))
	}
	return asJSON(t, items[0])
}

func asJSON(t *testing.T, it *csl.Item) string {
	t.Helper()
	data, err := json.Marshal(it)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(data))
}

func TestFields(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{
			`@article{k, author = "Ko, Min-jae and Oh, Sun", title = {Reading in the {Margins}}, journal = jm # { Studies}, year = 2019, month = mar, number = 3, volume = 12, pages = {101--108}}`,
			`{"author":[{"family":"Ko","given":"Min-jae"},{"family":"Oh","given":"Sun"}],"container-title":"Journal of Marginalia Studies","id":"k","issue":"3","issued":{"date-parts":[[2019,3]]},"page":"101-108","title":"Reading in the <span class=\"nocase\">Margins</span>","type":"article-journal","volume":"12"}`,
		},
		{
			`@book(k, title = {Was?}, subtitle = {Eine Frage}, publisher = {Adam and Eve}, address = {Wien}, date = {1990/1992}, series = {Reihe}, number = 4, langid = {german})`,
			`{"collection-number":"4","collection-title":"Reihe","id":"k","issued":{"date-parts":[[1990],[1992]]},"language":"de-DE","publisher":"Adam; Eve","publisher-place":"Wien","title":"Was? Eine Frage","title-short":"Was?","type":"book"}`,
		},
		{
			`@book{k, maintitle = {Whole}, title = {Volume}, volume = 2}`,
			`{"id":"k","title":"Whole","type":"book","volume":"2","volume-title":"Volume"}`,
		},
		{
			`@phdthesis{k, title = T, school = {Uppsala}, year = "c. 1850"}`,
			`{"genre":"PhD thesis","id":"k","issued":{"circa":true,"date-parts":[[1850]]},"publisher":"Uppsala","title":"T","type":"thesis"}`,
		},
		{
			`@online{k, title = {T}, url = {http://x.org/a_b%20c}, urldate = {2020-02-03}, eprint = {1/2}, eprinttype = {arxiv}}`,
			`{"URL":"http://x.org/a_b%20c","accessed":{"date-parts":[[2020,2,3]]},"custom":{"eprint":"1/2","eprinttype":"arxiv"},"id":"k","title":"T","type":"webpage"}`,
		},
		{
			`@misc{k, howpublished = {\url{https://x.org/\~{}me}}, doi = {https://doi.org/10.1/<a>_b}, month = "8--12 " # jul, year = 1999}`,
			`{"DOI":"10.1/<a>_b","URL":"https://x.org/~me","id":"k","issued":{"date-parts":[[1999,7,8],[1999,7,12]]},"type":"document"}`,
		},
		{
			`@article{k, entrysubtype = {newspaper}, title = {T}, date = {2001-21}, file = {a.pdf:pdf}, foreword = {Ann Lee}}`,
			`{"custom":{"file":"a.pdf:pdf","foreword":"Ann Lee"},"id":"k","issued":{"date-parts":[[2001,21]]},"title":"T","type":"article-newspaper"}`,
		},
	} {
		src := "@string{jm = {Journal of Marginalia}}\n@string{t = \"T\"}\n@preamble{\"x\" # {y}}\n@comment{no @book{x}}\n" + c.src
		if got := one(t, src); got != c.want {
			t.Errorf("%s\ngives %s\n want %s", c.src, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for src, want := range map[string]string{
		`date = {2004-06-05}`:                     `{"date-parts":[[2004,6,5]]}`,
		`date = {2004-06/2005}`:                   `{"date-parts":[[2004,6],[2005]]}`,
		`date = {1967-02/}`:                       `{"date-parts":[[1967,2],[0]]}`,
		`date = {-0043}`:                          `{"date-parts":[[-44]]}`,
		`date = {1984~}`:                          `{"circa":true,"date-parts":[[1984]]}`,
		`date = {1984?/1986}`:                     `{"circa":true,"date-parts":[[1984],[1986]]}`,
		`date = {199X}`:                           `{"date-parts":[[1990],[1999]]}`,
		`date = {1999-XX}`:                        `{"date-parts":[[1999]]}`,
		`date = {/1999}`:                          `{"literal":"/1999"}`,
		`date = {2004-06-05T10:00:00Z}`:           `{"date-parts":[[2004,6,5]]}`,
		`year = {forthcoming}`:                    `{"literal":"forthcoming"}`,
		`year = 1999, month = {10~} # jan`:        `{"date-parts":[[1999,1,10]]}`,
		`year = 1999, month = 5, day = 7`:         `{"date-parts":[[1999,5,7]]}`,
		`year = 1999, month = {May--June}`:        `{"date-parts":[[1999,5],[1999,6]]}`,
		`year = 1999, month = {Fall}`:             `{"date-parts":[[1999,23]]}`,
		`year = {1999--2001}`:                     `{"date-parts":[[1999],[2001]]}`,
		`date = {2001}, year = 1999, month = jan`: `{"date-parts":[[2001]]}`,
	} {
		items := read(t, "@misc{k, "+src+"}")
		got, err := json.Marshal(items[0].Dates["issued"])
		if err != nil || string(got) != want {
			t.Errorf("%s gives %s, want %s", src, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for src, want := range map[string]string{
		`Ludwig van Beethoven`:                                 `[{"family":"Beethoven","given":"Ludwig","dropping-particle":"van"}]`,
		`van Beethoven, Ludwig`:                                `[{"family":"Beethoven","given":"Ludwig","dropping-particle":"van"}]`,
		`Charles Louis Xavier Joseph de la Vall{\'e}e Poussin`: `[{"family":"Vallée Poussin","given":"Charles Louis Xavier Joseph","dropping-particle":"de la"}]`,
		`King, Jr., Martin Luther`:                             `[{"family":"King","given":"Martin Luther","suffix":"Jr."}]`,
		`Aristotle`:                                            `[{"family":"Aristotle"}]`,
		`{Barnes and Noble, Inc.} and others`:                  `[{"literal":"Barnes and Noble, Inc."},{"literal":"others"}]`,
		`{\"O}zg{\"u}r {\O}re`:                                 `[{"family":"Øre","given":"Özgür"}]`,
		`{de la Cruz}, Ana`:                                    `[{"family":"de la Cruz","given":"Ana"}]`,
		`family=Gogh, given={Vincent}, prefix=van, useprefix=true AND family = {Eco}`: `[{"family":"Gogh","given":"Vincent","non-dropping-particle":"van"},{"family":"Eco"}]`,
		"Donald~E. Knuth\nand   Min Ko":                                               `[{"family":"Knuth","given":"Donald E."},{"family":"Ko","given":"Min"}]`,
		`Anders and Brand`:                                                            `[{"family":"Anders"},{"family":"Brand"}]`,
		`and and Ko and`:                                                              `[{"family":"Ko"}]`,
		`jean de`:                                                                     `[{"family":"de","dropping-particle":"jean"}]`,
		`, Ann`:                                                                       `[{"family":"Ann"}]`,
	} {
		items := read(t, "@misc{k, author = {"+src+"}}")
		got, err := json.Marshal(items[0].Names["author"])
		if err != nil || string(got) != want {
			t.Errorf("%s\ngives %s\n want %s", src, got, want)
		}
	}
	items := read(t, `@misc{k, options = {useprefix=true}, author = {Vincent van Gogh}, editortype = {compiler}, editor = {A B}, bookauthor = {C D}}`)
	want := `{"author":[{"family":"Gogh","given":"Vincent","non-dropping-particle":"van"}],"compiler":[{"family":"B","given":"A"}],"container-author":[{"family":"D","given":"C"}],"custom":{"options":"useprefix=true"},"id":"k","type":"document"}`
	if got := asJSON(t, items[0]); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestLaTeX(t *testing.T) {
	for src, want := range map[string]string{
		`Stra{\ss}e, \'e \'{e} {\'e} \c{c} \c c \v{S}\i\"\i`:           "Straße, é é é ç ç Šıï",
		`\'{\^e} \~{n} \=a \k{a} \H{o} \d{s} \t{oo} \'q`:               "ế ñ ā ą ő ṣ oo q\u0301",
		`\textit{Moby {Dick}} \emph{a \textbf{b}} {\em it} {\bf{}b} x`: "<i>Moby <span class=\"nocase\">Dick</span></i> <i>a <b>b</b></i> <i>it</i> <b>b</b> x",
		`{DNA} in {{Big} Letters} {12}`:                                `<span class="nocase">DNA</span> in <span class="nocase">Big Letters</span> 12`,
		`1--2---3~4 ''`:                                                "1–2—3\u00a04 ”",
		"``a'' `b'":                                                    "“a” ‘b'",
		`\enquote{a \enquote{b}} \mkbibquote{c}`:                       "“a ‘b’” “c”",
		`$\alpha$-decay of $^{14}$C, $x_i^2$, $\frac{1}{2}$ 5$`:        "α-decay of <sup>14</sup>C, x<sub>i</sub><sup>2</sup>, 1/2 5$",
		`50\% \& \$3 \_ \# \{a\} \textbackslash x`:                     `50% & $3 _ # {a} \x`,
		`The \LaTeX\ Companion \TeX{}book`:                             "The LaTeX Companion TeXbook",
		`\unknown{kept} \href{http://x}{text} \textsc{abc}`:            `kept text <span style="font-variant:small-caps;">abc</span>`,
		`\mkbibemph{a}\footnote[1]{b} \'`:                              `<i>a</i>b '`,
		`a } b {c`:                                                     `a b <span class="nocase">c</span>`,
		`\`:                                                            ``,
	} {
		if got := unlatex(src, asTitle); got != want {
			t.Errorf("%s\ngives %s\n want %s", src, got, want)
		}
	}
	if got := unlatex(`\textit{A {B}}`, asText); got != "A B" {
		t.Errorf("as text alone: %s", got)
	}
}

func TestInheritance(t *testing.T) {
	items := read(t, `
@inproceedings{a, title = {A}, crossref = {P}, pages = 1}
@inproceedings{b, title = {B}, crossref = {P}, date = 2001, xdata = {x, y}}
@inbook{c, title = {C}, crossref = {vol}}
@proceedings{p, title = {Proc}, booktitle = {no}, subtitle = {Sub}, editor = {E F}, year = 2000, shorttitle = {no}, abstract = {no}}
@xdata{x, publisher = {X}, xdata = {z}}
@xdata{y, location = {Y}, publisher = {second}}
@xdata{z, note = {Z}}
@book{vol, author = {G H}, title = {Vol}, crossref = {mv}}
@mvbook{mv, title = {Multi}, date = {1990}}
`)
	want := []string{
		`{"container-title":"Proc: Sub","editor":[{"family":"F","given":"E"}],"id":"a","issued":{"date-parts":[[2000]]},"page":"1","title":"A","type":"paper-conference"}`,
		`{"container-title":"Proc: Sub","editor":[{"family":"F","given":"E"}],"id":"b","issued":{"date-parts":[[2001]]},"note":"Z","publisher":"X","publisher-place":"Y","title":"B","type":"paper-conference"}`,
		`{"author":[{"family":"H","given":"G"}],"container-author":[{"family":"H","given":"G"}],"container-title":"Multi","id":"c","issued":{"date-parts":[[1990]]},"title":"C","type":"chapter","volume-title":"Vol"}`,
	}
	if len(items) != 6 {
		t.Fatalf("%d items, want 6", len(items))
	}
	for i, w := range want {
		if got := asJSON(t, items[i]); got != w {
			t.Errorf("gives %s\n want %s", got, w)
		}
	}
}

// TestMalformed reads files in which something is wrong: every entry must come
// out, and the line be named.
func TestMalformed(t *testing.T) {
	for _, c := range []struct {
		name, src string
		keys      string
		problems  []string
	}{
		{"a value that is not closed", "@book{a,\n title = {A,\n year = 2000\n}\n@book{b, title = {B}}", "a[A 2000] b[B]", []string{
			"2: In a a value is not closed.",
		}},
		{"a quotation that is not closed", "@book{a,\n title = \"A,\n year = 2000\n}\n\n@book{b, title = {B}}", "a[A 2000] b[B]", []string{
			"2: In a a value is not closed.",
		}},
		{"an entry that is not closed", "@book{a, title = {A}, year = 1999\n@book{b, title = {B}}", "a[A 1999] b[B]", []string{
			"1: In a there is no comma after year.", "2: The entry a, begun in line 1, is not closed.",
		}},
		{"no comma between fields", "@book{a, title = {A}\n year = 2000}", "a[A 2000]", []string{"1: In a there is no comma after title."}},
		{"a string that is not there", "@book{a, title = foo # {A}}", "a[fooA]", []string{
			"1: In a there is no string foo; its name is taken as the text.",
		}},
		{"no key", "@book{title = {A}}\n@book{, title = {B}}", "[A] [B]", []string{"1: The @book has no key.", "2: The @book has no key."}},
		{"no equals sign", "@book{a, title {A}, year = 2000}", "a[ 2000]", []string{"1: In a, “title {A}, year = 20…” is no field and is left out."}},
		{"an unknown type", "@foo{a, title = {A}}", "a[A]", []string{"1: In a the type @foo is not known; it is taken for a document."}},
		{"a missing parent", "\n@book{a, title = {A}, crossref = {b}}", "a[A]", []string{"2: a refers to b, which is not in the file."}},
		{"a circle", "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, crossref = {a}}", "a[A] b[B]", []string{"2: b and a refer to each other."}},
		{"a field given twice", "@book{a, title = {A}, title = {B}}", "a[A]", []string{"1: a has two fields title; the first is taken."}},
		{"one brace too many", "@book{a, title = {A}}, year = 2000}\n@book{b, title = {B}}", "a[A] b[B]", nil},
		{"an address in the text", "mail me@x.org {or} not\n% @book{c, title = {C}}\n@book{a, title = {A@b}}", "a[A@b]", nil},
		{"nothing", "", "", nil},
		{"an open end", "@book{a, title = {A", "a[A]", []string{"1: In a a value is not closed.", "1: The entry a, begun in line 1, is not closed."}},
		{"no body", "@book\n@book{a, title = {A}}", "a[A]", []string{"1: The @book has no { after it and is left out."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var problems, keys []string
			for _, it := range Read([]byte(c.src), func(line int, says string) { problems = append(problems, fmt.Sprintf("%d: %s", line, says)) }) {
				text := it.Fields["title"]
				if d := it.Dates["issued"]; !d.IsZero() {
					text += fmt.Sprint(" ", d.From.Year)
				}
				keys = append(keys, it.ID+"["+text+"]")
			}
			if got := strings.Join(keys, " "); got != c.keys {
				t.Errorf("gives %s, want %s", got, c.keys)
			}
			if got, want := strings.Join(problems, "\n"), strings.Join(c.problems, "\n"); got != want {
				t.Errorf("reports\n%s\nwant\n%s", got, want)
			}
		})
	}
}
