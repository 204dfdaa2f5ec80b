package ghost

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestWrite(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "The Harbour’s “office”"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "One"}, essay.MarkerOf("a"), doc.Span{Text: " <b>."}),
	), &essay.Note{ID: "a", Text: doc.FromText("First.", "Second paragraph.")}).WithLanguage("en").WithMeta(essay.Meta{Description: "Of quays", Date: "2025-03-01"})
	var s strings.Builder
	if _, err := Write(&s, e); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"published_at":"2025-03-01T00:00:00Z"`, `"slug":"the-harbour-s-office"`, `"status":"draft"`, `\"type\":\"markdown\"`, `[^1]`, `"custom_excerpt":"Of quays"`} {
		if !strings.Contains(s.String(), part) {
			t.Errorf("no %s in %s", part, s.String())
		}
	}
	texts, err := Read(s.String())
	if err != nil {
		t.Fatal(err)
	}
	got := texts[0].Essay
	if !got.Meta().Equal(e.Meta()) || got.Body().String() != e.Body().String() || got.Language() != "en" || len(got.Numbered()) != 1 || got.Numbered()[0].Text.String() != "First.\nSecond paragraph." {
		t.Errorf("read back as %q", got.Body().String())
	}
}

func TestRead(t *testing.T) {
	const notes = `<p>A<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p><section class="footnotes"><ol><li id="fn1"><p>B <a href="#fnref1">↩︎</a></p></li></ol></section>`
	page, _ := json.Marshal(notes)
	card, _ := json.Marshal(`{"root":{"children":[{"type":"html","version":1,"html":` + string(page) + `}],"type":"root","version":1}}`)
	tests := []struct{ name, src, want string }{
		{"what readers see", `{"db":[{"meta":{},"data":{"posts":[{"title":"T","lexical":"{\"root\":{\"children\":[{\"type\":\"paragraph\"},{\"type\":\"paragraph\"}]}}","html":` + string(page) + `}]}}]}`, "T\nA\uFFFC|B"},
		{"a card of HTML", `{"data":{"posts":[{"title":"T","lexical":` + string(card) + `,"html":"<p>x</p>"}]}}`, "T\nA\uFFFC|B"},
		{"no text", `{"data":{"posts":[{"title":"T","lexical":null}]}}`, "T|"},
	}
	for _, tt := range tests {
		texts, err := Read(tt.src)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		e := texts[0].Essay
		got := e.Body().String() + "|"
		for _, n := range e.Numbered() {
			got += n.Text.String()
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, bad := range []string{"", "[]", "{}", `{"db":[null]}`, `{"data":{"posts":5}}`} {
		if texts, err := Read(bad); err == nil {
			t.Errorf("%s is read as %v", bad, texts)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"db":[{"data":{"posts":[{"title":"T","lexical":"{\"root\":{\"children\":[{\"type\":\"markdown\",\"markdown\":\"a[^1]\"}]}}"}]}}]}`)
	f.Add(`{"data":{"posts":[{"html":"<p>a"}]}}`)
	f.Fuzz(func(t *testing.T, src string) {
		texts, err := Read(src)
		for _, x := range texts {
			var s strings.Builder
			if _, err := Write(&s, x.Essay); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil && len(texts) > 0 {
			t.Fatal(err)
		}
	})
}
