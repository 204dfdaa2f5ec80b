package markdown

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

const headed = "---\ntitle: \"A: b\"\n# mine\nauthor:\n  - Ko, A.\n  - name: Lee\n    place: Seoul\ndate: 2020-01-02\nlang: de-AT\nabstract: |\n  One\n\n  two\ndescription: >\n  About\n  it.\nkeywords: [x, \"y, z\"]\ntags: q\n---\n\nText.\n"

func TestFrontMatter(t *testing.T) {
	e, _, err := Read(headed)
	if err != nil {
		t.Fatal(err)
	}
	want := essay.Meta{Authors: []string{"Ko, A.", "Lee"}, Date: "2020-01-02", Description: "About it.", Keywords: []string{"x", "y, z"}}
	if !e.Meta().Equal(want) || e.Language() != "de-AT" || e.Title() != "A: b" {
		t.Errorf("%+v, %q, %q", e.Meta(), e.Language(), e.Title())
	}
	with := func(f func(m *essay.Meta)) *essay.Essay {
		m := e.Meta()
		f(&m)
		return e.WithMeta(m)
	}
	title, _ := e.Body().Replace(0, 1, doc.TextSlice("The", 0, ""))
	second, _ := e.Body().ReplaceBlocks(1, 0, doc.NewBlock(doc.Heading, 1, say("Two")))
	marked, _ := e.Body().Replace(1, 1, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.MarkerOf("new"))}})
	for _, tt := range []struct {
		name     string
		e        *essay.Essay
		old, new string
	}{
		{"nothing", e, "", ""},
		{"a title", e.WithBody(title), `"A: b"`, `"The: b"`},
		{"an author", with(func(m *essay.Meta) { m.Authors = []string{"Ko", "Park, B."} }), "author:\n  - Ko, A.\n  - name: Lee\n    place: Seoul\n", "author: [Ko, \"Park, B.\"]\n"},
		{"no author", with(func(m *essay.Meta) { m.Authors = nil }), "author:\n  - Ko, A.\n  - name: Lee\n    place: Seoul\n", ""},
		{"a date", with(func(m *essay.Meta) { m.Date = "2021" }), "2020-01-02", "2021"},
		{"a language", e.WithLanguage("fr"), "de-AT", "fr"},
		{"a description", with(func(m *essay.Meta) { m.Description = "So \"it\" is" }), "description: >\n  About\n  it.\n", "description: \"So \\\"it\\\" is\"\n"},
		{"a second title", e.WithBody(second), "---\n\nText", "---\n\n# A: b\n\n# Two\n\nText"},
		{"a title with a note", e.WithBody(marked).WithNote(note("new", "Why.")), "---\n\nText.\n", "---\n\n# A[^1]: b\n\nText.\n\n[^1]: Why.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := write(tt.e)
			if want := strings.Replace(headed, tt.old, tt.new, 1); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			back, _, err := Read(got)
			if err != nil {
				t.Fatal(err)
			}
			if !back.Meta().Equal(tt.e.Meta()) || back.Language() != tt.e.Language() || back.Title() != tt.e.Title() {
				t.Errorf("it says %+v, %q, %q", back.Meta(), back.Language(), back.Title())
			}
		})
	}
	fresh := paragraph(say("Text.")).WithMeta(essay.Meta{Authors: []string{"Ko"}}).WithLanguage("ko")
	if got, want := write(fresh), "---\nauthor: Ko\nlang: ko\n---\n\nText.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
