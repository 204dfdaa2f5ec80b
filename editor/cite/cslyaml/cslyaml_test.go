package cslyaml

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

const sample = `---
title: An essay
references:
- id: ko2019
  type: article-journal
  title: Reading *Walden* in the 21^st^ century
  author:
  - family: Ko
    given: Min-jae
  - literal: World Health Organization
  issued:
    date-parts: [[2019, 3]]
  volume: 12
  issue: "03"
  page: 101-108
- id: oh
  type: book
  title: "A * B: **Bold**"
  issued:
  - year: 1998
  - year: 2001
  accessed: 2020-01-02
  DOI: 10.1/x
...

The text of the essay: it is no YAML.
- nor is this
`

func TestRead(t *testing.T) {
	items := Read([]byte(sample), func(line int, says string) { t.Errorf("line %d: %s", line, says) })
	got, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"author":[{"family":"Ko","given":"Min-jae"},{"literal":"World Health Organization"}],"id":"ko2019","issue":"03","issued":{"date-parts":[[2019,3]]},"page":"101-108","title":"Reading \u003ci\u003eWalden\u003c/i\u003e in the 21\u003csup\u003est\u003c/sup\u003e century","type":"article-journal","volume":"12"},` +
		`{"DOI":"10.1/x","accessed":{"date-parts":[[2020,1,2]]},"id":"oh","issued":{"date-parts":[[1998],[2001]]},"title":"A * B: \u003cb\u003eBold\u003c/b\u003e","type":"book"}]`
	if string(got) != want {
		t.Errorf("gives %s\n want %s", got, want)
	}
}

// TestMalformed: what can be read comes out, and the line of the rest is named.
func TestMalformed(t *testing.T) {
	for _, c := range []struct{ src, items, problems string }{
		{"", "", ""},
		{"title: x\n", "", "1: There are no items in it: CSL-YAML is a list of items, or has one under “references”."},
		{"- id: a\n- id: b\n", "a b", ""},
		{"references:\r\n- id: a\r\n- id: b\r\n", "a b", ""},
		{"- id: a\n- id: b\n  title: \"open\n- id: c\n", "a c", "3: An item cannot be read and is left out. This is no YAML: found unexpected end of stream."},
		{"- id: a\n- just text\n- id: c\n", "a c", "2: What is no item is left out: an item has keys such as “id” and “title”."},
		{"- id: a\n  author: {x: &y [*y]}\n", "a", "2: The field author cannot be read and is left out: it refers to another value."},
		{"- id: a\n  title: &t Title\n- id: b\n  title: *t\n", "a b", "4: The field title cannot be read and is left out: it refers to another value."},
		{"- id: a\n  author: [3]\n", "a", "2: The field author cannot be read and is left out: its value is not of the right kind."},
		{"- id: a\n  x: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n", "a", "2: The field x cannot be read and is left out: it is nested more than 16 deep."},
		{"\tno\n", "", "1: This is no YAML: found character that cannot start any token."},
	} {
		var problems, ids []string
		for _, it := range Read([]byte(c.src), func(line int, says string) { problems = append(problems, fmt.Sprintf("%d: %s", line, says)) }) {
			ids = append(ids, it.ID)
		}
		if got := strings.Join(ids, " "); got != c.items {
			t.Errorf("%q gives %s, want %s", c.src, got, c.items)
		}
		if got := strings.Join(problems, "\n"); got != c.problems {
			t.Errorf("%q reports %s\nwant %s", c.src, got, c.problems)
		}
	}
}

// TestReadWhatIsWritten: an item that is written and read is the same.
func TestReadWhatIsWritten(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	for range 400 {
		it := &csl.Item{
			ID: pick("a", "ko2019", "007", "true", "null", "# no"), Type: "book", Fields: map[string]string{},
			Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{},
		}
		for _, f := range []string{"title", "volume", "page", "note", "language", "URL"} {
			if r.IntN(2) == 0 {
				it.Fields[f] = pick("12", "012", "yes", "~", "2019-05-01", "a: b", "- x", "<i>A</i> & “b”", "one\ntwo\n", " x ", "1e3", "0x1F", "a\u2028b", "'", `"`, "@x", "[1]")
			}
		}
		if r.IntN(2) == 0 {
			it.Names["author"] = []csl.Name{{Family: "Ko", Given: "Min-jae"}, {Literal: "No"}}
		}
		if r.IntN(2) == 0 {
			it.Dates["issued"] = csl.ParseDate(pick("2019", "2019-03", "2019-03-04", "2019-21", "1998/2001", "-0043", "1850~"))
		}
		src, err := Write([]*csl.Item{it, it})
		if err != nil {
			t.Fatal(err)
		}
		back := Read(src, func(line int, says string) { t.Errorf("line %d: %s\n%s", line, says, src) })
		if len(back) != 2 || !reflect.DeepEqual(back[0], it) {
			t.Fatalf("written\n%s\ngives %+v\n want %+v", src, back[0], it)
		}
	}
}

// TestPandocReads: pandoc finds the sources that were written.
func TestPandocReads(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("pandoc is not installed")
	}
	src, err := Write(Read([]byte(sample), nil))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(pandoc, "-f", "markdown", "-t", "plain", "--citeproc", "--wrap=none")
	cmd.Stdin = strings.NewReader("---\n" + string(src) + "---\n\nSee [@ko2019, p. 3; @oh].\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"Ko and World Health Organization 2019, 3", "12 (03): 101–8"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is missing in what pandoc makes of it:\n%s", want, out)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("- id: a\n  title: \"open\n- id: c\n"))
	f.Add([]byte("a: &a [*a]\nreferences: [{id: 1, issued: [{year: 2}]}]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		items := Read(src, nil)
		out, err := Write(items)
		if err != nil {
			t.Fatal(err)
		}
		if again := Read(out, nil); len(again) != len(items) {
			t.Fatalf("%d items written as\n%s\ngive %d", len(items), out, len(again))
		}
	})
}
