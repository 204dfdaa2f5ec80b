package docx

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

var tested = officetest.Format{
	Name: "docx", Write: Write, Read: Read, Main: "word/document.xml",
	Text: func(body string) string {
		return `<w:document xmlns:w="` + nsWord + `"><w:body>` + body + "</w:body></w:document>"
	},
	Body: "<w:p><w:r><w:t>%s</w:t></w:r></w:p>",
}

func TestRoundTrip(t *testing.T) { tested.RoundTrip(t) }

func TestPandoc(t *testing.T) { tested.Pandoc(t) }

func TestSample(t *testing.T) { tested.Sample(t) }

func TestReadRefuses(t *testing.T) {
	tested.Refuses(t, officetest.Zip(t, "content.xml", "<a/>"))
}

// Styles that are based on one another in a circle end.
func TestCircles(t *testing.T) {
	style := func(id, on string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + id + `"/><w:basedOn w:val="` + on + `"/></w:style>`
	}
	b := file(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>`+runOf("x")+ref1+`</w:p>`, map[string]string{
		"styles":    style("A", "B") + style("B", "C") + style("C", "A") + style("D", "D"),
		"numbering": `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
		"footnotes": `<w:footnote w:id="1">` + parOf(runOf("to itself")+ref1) + `</w:footnote>`,
	})
	e, _, _, err := Read(b)
	if err != nil || len(e.Numbered()) != 1 || e.Body().String() != "x\uFFFC" {
		t.Errorf("read as %v, %v", e, err)
	}
}
