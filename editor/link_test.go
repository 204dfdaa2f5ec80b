package editor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestAddress(t *testing.T) {
	for typed, want := range map[string]string{
		" https://a.org/x y":    "",
		"https://a.org/x?y#z":   "https://a.org/x?y#z",
		"HTTP://a.org":          "HTTP://a.org",
		"a.org":                 "https://a.org",
		"www.a.org:80/b":        "https://www.a.org:80/b",
		"me@a.org":              "mailto:me@a.org",
		"mailto:me@a.org":       "mailto:me@a.org",
		"#part":                 "#part",
		"/other":                "/other",
		"../other.md":           "../other.md",
		"":                      "",
		"word":                  "",
		"https://":              "",
		"mailto:me":             "",
		"javascript:alert(1)":   "",
		"data:text/html,x":      "",
		"file:///etc/passwd":    "",
		"https://a.org/\u0000x": "",
	} {
		got, err := Address(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v; want %q", typed, got, err, want)
		}
	}
	for address, want := range map[string]bool{"https://a": true, "mailto:a@b": true, "#a": false, "/a": false, "file:a": false, "javascript:a": false} {
		if Opens(address) != want {
			t.Errorf("%q opens: %v", address, !want)
		}
	}
}

func TestLinks(t *testing.T) {
	s, _ := newSession(essay.New(doc.FromText("See the ledger now.")))
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	body := func(want string) {
		t.Helper()
		if got := styled(s.Essay().Body()); got != want {
			t.Fatalf("the body is %s, want %s", got, want)
		}
	}
	if err := s.SetLink("a.org"); err == nil {
		t.Error("a link is set where nothing is selected")
	}
	s.Select(Selection{"", 8, 14})
	if err := s.SetLink("javascript:x"); err == nil {
		t.Error("an address that runs a program is set")
	}
	do(s.SetLink("a.org"))
	body("See the {ledger|https://a.org} now.")
	if s.Link() != "https://a.org" {
		t.Errorf("the link is %q", s.Link())
	}
	s.Select(Caret("", 10))
	do(s.SetLink("https://b.org"))
	body("See the {ledger|https://b.org} now.")
	do(s.RemoveLink())
	body("See the ledger now.")
	s.Undo()
	s.Select(Caret("", 4))
	do(s.InsertLink("old", "me@a.org"))
	do(s.InsertLink("", "c.org"))
	body("See {old|mailto:me@a.org}{c.org|https://c.org}the {ledger|https://b.org} now.")
	do(s.Type("x")) // what is typed behind a link is no link
	body("See {old|mailto:me@a.org}{c.org|https://c.org}xthe {ledger|https://b.org} now.")

	s, _ = newSession(essay.New(doc.New(doc.NewBlock(doc.Code, 0, doc.Span{Text: "x := y"}))))
	s.Select(Selection{"", 0, 1})
	if s.SetLink("a.org") == nil || s.InsertLink("a", "a.org") == nil {
		t.Error("a link is set in code")
	}
}
