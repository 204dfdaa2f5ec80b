package office

import (
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.org/ü?x=1&y#z": "https://a.org/%C3%BC?x=1&y#z",
		" a b ":                   "a%20b",
		"100%":                    "100%25",
		"100%25":                  "100%25",
		"a#b#c":                   "a#b%23c",
		"a[1]":                    "a%5B1%5D",
		"http://[::1]/":           "http://[::1]/",
		"JavaScript:x":            "",
		"data:text/html,x":        "",
		"file:///etc/passwd":      "",
		"mailto:a@b.org":          "mailto:a@b.org",
		"a/b:c":                   "a/b:c",
		"":                        "",
	} {
		if got := Link(in); got != want {
			t.Errorf("Link(%q) is %q, not %q", in, got, want)
		}
		if got := Link(Link(in)); got != want {
			t.Errorf("Link of %q is not its own link but %q", want, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	item := func(kind doc.Kind, level, start int) *doc.Block {
		return doc.NewBlock(kind, level).WithInfo(doc.Info{Start: start})
	}
	blocks := []*doc.Block{
		item(doc.Numbered, 1, 0), item(doc.Numbered, 2, 5), item(doc.Bullet, 3, 0), item(doc.Numbered, 2, 0), item(doc.Numbered, 1, 0),
		item(doc.Numbered, 2, 0), item(doc.Bullet, 1, 0), item(doc.Numbered, 1, 0), doc.NewBlock(doc.Paragraph, 0), item(doc.Numbered, 1, 0),
	}
	want := []int{1, 5, 0, 6, 2, 1, 0, 1, 0, 1}
	if got := Numbers(blocks); !slices.Equal(got, want) {
		t.Errorf("the numbers are %v, not %v", got, want)
	}
}

func TestRoleOf(t *testing.T) {
	for name, want := range map[string]Role{
		"heading 3":                {Kind: doc.Heading, Level: 3},
		"Heading3":                 {Kind: doc.Heading, Level: 3},
		"Title":                    {Kind: doc.Heading, Level: 1},
		"Quotations":               {Kind: doc.Quote, Level: 1},
		"Quote 2":                  {Kind: doc.Quote, Level: 2},
		"Source Code Visual Basic": {Kind: doc.Code, Name: "Visual Basic"},
		"toc 1":                    {TOC: true},
	} {
		if got, ok := RoleOf(name); !ok || got != want {
			t.Errorf("%q is %+v", name, got)
		}
	}
	for _, name := range []string{"Heading", "Normal", "", "Quote Char"} {
		if got, ok := RoleOf(name); ok {
			t.Errorf("%q is %+v", name, got)
		}
	}
}
