package endnote

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// article is a record as EndNote writes it, with a style around every text.
const article = `<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="Margins.enl" path="C:\Margins.enl">Margins.enl</database>` +
	`<source-app name="EndNote" version="17.7">EndNote</source-app><rec-number>7</rec-number><foreign-keys><key app="EN" db-id="x">7</key></foreign-keys>` +
	`<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal" font="default" size="100%">Ko, Min-jae</style></author>` +
	`<author><style face="normal">World Health Organization,</style></author></authors></contributors>` +
	`<titles><title><style face="normal">Reading </style><style face="italic">Walden</style><style face="normal"> &amp; H</style><style face="subscript">2</style><style face="normal">O</style></title>` +
	`<secondary-title>Margins</secondary-title></titles><periodical><full-title>Margins</full-title><abbr-1>Marg.</abbr-1></periodical>` +
	`<pages>101-108</pages><volume>12</volume><number>3</number><keywords><keyword>notes</keyword><keyword>margins</keyword></keywords>` +
	`<dates><year>2019</year><pub-dates><date>March 4</date></pub-dates></dates><isbn>1234-5678</isbn>` +
	"<abstract>One.&#xD;&#xD;Two.</abstract><urls><related-urls><url>https://example.org/a?b=1&amp;c=2</url></related-urls><pdf-urls><url>internal-pdf://1.pdf</url></pdf-urls></urls>" +
	`<electronic-resource-num>https://doi.org/10.1/x</electronic-resource-num><custom7>kept</custom7></record></records></xml>`

func TestRead(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{article, `{"DOI":"10.1/x","ISSN":"1234-5678","URL":"https://example.org/a?b=1\u0026c=2","abstract":"One.\nTwo.","author":[{"family":"Ko","given":"Min-jae"},{"literal":"World Health Organization"}],"container-title":"Margins","container-title-short":"Marg.","custom":{"custom7":"kept","urls/pdf-urls/url":"internal-pdf://1.pdf"},"id":"","issue":"3","issued":{"date-parts":[[2019,3,4]]},"keyword":"notes, margins","page":"101-108","title":"Reading \u003ci\u003eWalden\u003c/i\u003e \u0026 H\u003csub\u003e2\u003c/sub\u003eO","type":"article-journal","volume":"12"}`},
		{
			`<xml><records><record><ref-type name="Book Section">5</ref-type><contributors><authors><author>Oh, Sun, Jr.</author></authors><secondary-authors><author>Chung, Ha</author></secondary-authors><tertiary-authors><author>Lee</author></tertiary-authors></contributors><titles><title>A Part</title><secondary-title>The Whole</secondary-title><tertiary-title>Series</tertiary-title></titles><pub-location>Seoul</pub-location><publisher>Press</publisher><isbn>978</isbn><label>oh1999</label><dates><year>1999</year></dates></record></records></xml>`,
			`{"ISBN":"978","author":[{"family":"Oh","given":"Sun","suffix":"Jr."}],"collection-editor":[{"family":"Lee"}],"collection-title":"Series","container-title":"The Whole","editor":[{"family":"Chung","given":"Ha"}],"id":"oh1999","issued":{"date-parts":[[1999]]},"publisher":"Press","publisher-place":"Seoul","title":"A Part","type":"chapter"}`,
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
	one := func(title string) string {
		return `<record><ref-type name="Book">6</ref-type><titles><title>` + title + `</title></titles></record>` + "\n"
	}
	for _, c := range []struct{ src, items, problems string }{
		{"", "", ""},
		{"nothing of the kind", "", "1: There are no records in it: EndNote's XML has every source in an element <record>."},
		{"<xml>\n" + one("A") + one("B"), "A B", ""},
		{"<xml>\n<record><titles><title>A</title></titles>\n" + one("B"), "A B", "2: A record has no end: the element </record> is missing."},
		{"<xml>\n<record><titles><title>A</title>", "A", "2: A record has no end: the element </record> is missing."},
		{one("A") + `<record><ref-type name="Scroll">99</ref-type><titles><title>B</title></titles></record>`, "A B", "2: The type Scroll is not known; it is taken for a document."},
		{one("A") + "<record><titles><title>B</title></titles><x" + strings.Repeat("<a>", 100) + "</record>\n" + one("C"), "A B C", "2: A record cannot be read from some place on: "},
		{`<record><titles>` + strings.Repeat("<t>", 100) + "</record>", "", "1: A record cannot be read from some place on: its elements are nested more than 32 deep. What stands before is kept."},
		{`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + "\n" + one("A&e;"), "A&e;", ""},
	} {
		var problems, titles []string
		for _, it := range Read([]byte(c.src), func(line int, says string) { problems = append(problems, fmt.Sprintf("%d: %s", line, says)) }) {
			titles = append(titles, it.Fields["title"])
		}
		if got := strings.Join(titles, " "); got != c.items {
			t.Errorf("%q gives %s, want %s", c.src, got, c.items)
		}
		if got := strings.Join(problems, "\n"); !strings.HasPrefix(got, c.problems) || c.problems == "" && got != "" && c.items != "" {
			t.Errorf("%q reports %s\nwant %s", c.src, got, c.problems)
		}
	}
}

// TestReadWhatIsWritten: an item that is written and read is the same, in all
// that EndNote has an element for.
func TestReadWhatIsWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	for range 400 {
		kind := types[r.IntN(len(types))].csl
		it := &csl.Item{ID: pick("a", "ko2019"), Type: kind, Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
		for _, f := range fieldsOf(kind) {
			if r.IntN(2) == 0 {
				it.Fields[f.csl] = pick("one", "Zwei & <i>drei</i>", "a<sub>2</sub> “b” < c", "<b>all</b>")
			}
		}
		for _, variable := range []string{"author", "collection-editor", "translator"} {
			if r.IntN(2) == 0 {
				it.Names[variable] = []csl.Name{{Family: "Ko", Given: "Min-jae"}, {Literal: "World Health Organization"}, {Family: "Oh", Given: "S.", Suffix: "Jr."}}
			}
		}
		if r.IntN(2) == 0 {
			it.Dates["issued"] = csl.ParseDate(pick("2019", "2019-03", "2019-03-04", "2019-21", "1998/2001", "-0043", "1850~"))
		}
		if r.IntN(2) == 0 {
			it.Dates["accessed"] = csl.ParseDate("2020-01-02")
		}
		if r.IntN(2) == 0 {
			it.Other = map[string]json.RawMessage{"custom": json.RawMessage(`{"custom7":"kept","urls/pdf-urls/url":"internal-pdf://1.pdf"}`)}
		}
		src := Write([]*csl.Item{it})
		back := Read(src, func(line int, says string) { t.Errorf("line %d: %s", line, says) })
		if len(back) != 1 || !reflect.DeepEqual(back[0], it) {
			t.Fatalf("written\n%s\ngives %+v\n want %+v", src, back[0], it)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(article))
	f.Add([]byte(`<record><titles><title>A</title>`))
	f.Add([]byte("<xml><record><ref-type name=\"Book\">6</ref-type><dates><year>19\xff</year></dates></record>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, it := range Read(src, nil) {
			again := Read(Write([]*csl.Item{it}), func(line int, says string) { t.Errorf("line %d: %s", line, says) })
			if len(again) != 1 {
				t.Fatalf("an item written gives %d", len(again))
			}
		}
	})
}
