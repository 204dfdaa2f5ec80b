package odt

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

var tested = officetest.Format{
	Name: "odt", Write: Write, Read: Read, Main: "content.xml",
	Holds: withoutSectionNotes,
	Text:  func(body string) string { return content(body, "") },
	Body:  "<text:p>%s</text:p>",
}

func TestRoundTrip(t *testing.T) { tested.RoundTrip(t) }

func TestPandoc(t *testing.T) { tested.Pandoc(t) }

func TestSample(t *testing.T) { tested.Sample(t) }

// withoutSectionNotes moves the endnotes of sections to where OpenDocument has
// them.
func withoutSectionNotes(s essay.Scheme) essay.Scheme {
	for _, x := range s.Series {
		if x.Place == essay.SectionEnd {
			x.Place = essay.EssayEnd
			s = s.With(x)
		}
	}
	return s
}

func TestReadRefuses(t *testing.T) {
	tested.Refuses(t, officetest.Zip(t, "word/document.xml", "<a/>"))
}

// Styles that are based on one another in a circle end.
func TestCircles(t *testing.T) {
	style := func(id, on string) string {
		return `<style:style style:name="` + id + `" style:family="paragraph" style:parent-style-name="` + on + `"/>`
	}
	b := file(`<text:p text:style-name="A">x`+note1+`</text:p>`, style("A", "B")+style("B", "C")+style("C", "A")+style("D", "D"))
	e, _, _, err := Read(b)
	if err != nil || len(e.Numbered()) != 1 || e.Body().String() != "x\uFFFC" {
		t.Errorf("read as %v, %v", e, err)
	}
}
