package format

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// An essay whose numbers go on from others before it in a collection shows them
// so in every format that shows numbers.
func TestNumbersThatGoOnAreExported(t *testing.T) {
	body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "One"}, essay.MarkerOf("a"), doc.Span{Text: " two"}, essay.MarkerOf("b")))
	e := essay.New(body, &essay.Note{ID: "a", Text: doc.FromText("note a")}, &essay.Note{ID: "b", Text: doc.FromText("note b")})
	e = e.NumberedAfter(map[string]int{"": 12})
	for name, wants := range map[string][]string{
		"html":  {`<ol start="13">`, `<sup>14</sup>`},
		"text":  {"One[13] two[14]", "[13] note a"},
		"docx":  {`<w:numFmt w:val="decimal"/><w:numStart w:val="13"/>`},
		"latex": {`\setcounter{footnote}{12}`},
		"odt":   {`text:start-value="12"`, "<text:note-citation>14</text:note-citation>"},
	} {
		f, ok := ByName(name)
		if !ok {
			t.Fatalf("there is no format %s", name)
		}
		written, err := Export(e, f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(written.Warnings) > 0 || !strings.Contains(written.Certificate.String(), "2 notes, 0 changed") {
			t.Errorf("%s: %s %v", name, written.Certificate, written.Warnings)
		}
		text := wholeText(t, written.Output)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %q", name, want)
			}
		}
	}
}

// wholeText is a file's text, or that of all files in it.
func wholeText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return string(data)
	}
	var s strings.Builder
	for _, x := range z.File {
		r, err := x.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		s.Write(b)
	}
	return s.String()
}
