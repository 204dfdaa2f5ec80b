package csljson

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

const sample = `[
  {
    "author": [
      {
        "family": "Ko",
        "given": "Min"
      }
    ],
    "custom": {
      "n": 1.50
    },
    "id": "a",
    "issued": {
      "date-parts": [
        [
          2019,
          3
        ]
      ]
    },
    "title": "Of <i>Homo</i> & others",
    "type": "book"
  },
  {
    "id": "b",
    "title": "} ] \" {",
    "type": "book"
  }
]
`

func TestWriteWhatIsRead(t *testing.T) {
	items := Read([]byte("\xef\xbb\xbf"+sample), func(line int, says string) { t.Errorf("line %d: %s", line, says) })
	out, err := Write(items)
	if err != nil || string(out) != sample {
		t.Errorf("%v\n%s", err, out)
	}
	if again := Read(out, nil); !reflect.DeepEqual(again, items) {
		t.Errorf("read again: %v", again)
	}
	if out, err := Write(nil); err != nil || string(out) != "[]\n" {
		t.Errorf("no items: %s, %v", out, err)
	}
}

// TestRead reads what is right, wrapped in several ways, and what is broken.
func TestRead(t *testing.T) {
	for _, c := range []struct{ src, items, problems string }{
		{`{"id": "a", "title": "A"}`, "a[A]", ""},
		{`{"items": [{"id": 7, "title": "A"}, {"title": "B"}]}`, "7[A] [B]", ""},
		{"{\n\"url\": \"x\", \"references\": [{\"id\": \"a\"}]}", "a[]", ""},
		{``, "", ""},
		{`[]`, "", ""},
		{`[null, {"id": "a"}]`, "a[]", ""},
		{`hello`, "", "1: There are no items in it: CSL-JSON is a list in brackets, with each item in braces."},
		{"[{\"id\": \"a\",\n\"author\": [1], \"title\": \"A\"},\n {\"id\": \"b\"}]", "a[A] b[]", `2: The field "author" cannot be read and is left out.`},
		{
			"[{\"id\": \"a\", \"title\": \"A\",\n \"note\": x},\n {\"id\": \"b\"}]", "a[A] b[]",
			"2: An item cannot be read from here on: invalid character 'x' looking for beginning of value.",
		},
		{
			"[{\"id\": \"a\", \"title\": \"A\n},\n {\"id\": \"b\"}]", "a[] b[]",
			"1: An item cannot be read from here on: invalid character '\\n' in string literal.",
		},
		{"[{\"id\": \"a\", \"title\": \"A\"\n, \n {\"id\": \"b\"}]", "a[A] b[]", "1: An item is not closed.\n2: An item cannot be read from here on: it ends too early."},
		{"[{\"id\": \"a\"} {\"id\": \"b\"},", "a[] b[]", ""},
	} {
		var problems, items []string
		for _, it := range Read([]byte(c.src), func(line int, says string) { problems = append(problems, fmt.Sprintf("%d: %s", line, says)) }) {
			items = append(items, it.ID+"["+it.Fields["title"]+"]")
		}
		if got := strings.Join(items, " "); got != c.items {
			t.Errorf("%s\ngives %s, want %s", c.src, got, c.items)
		}
		if got := strings.Join(problems, "\n"); got != c.problems {
			t.Errorf("%s\nreports %s\nwant %s", c.src, got, c.problems)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{sample, `{"items":[{"id":1,"issued":"2000/2001"}]}`, `[{"author":[{"family":1}]},{"id":"`, `{"a":{"b":{}`, `[{"issued":{"date-parts":[[1e9]]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		items := Read([]byte(src), func(line int, says string) {
			if line < 1 || line > strings.Count(src, "\n")+1 {
				t.Errorf("line %d of %d: %s", line, strings.Count(src, "\n")+1, says)
			}
		})
		out, err := Write(items)
		if err != nil {
			t.Fatal(err)
		}
		if again := Read(out, nil); len(again) != len(items) {
			t.Errorf("%d items, but %d after writing and reading:\n%s", len(items), len(again), out)
		}
	})
}
