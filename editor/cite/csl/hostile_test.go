package csl

import (
	"fmt"
	"strings"
	"testing"
)

// TestHostileStyles reads styles that could make a processor go on for ever.
func TestHostileStyles(t *testing.T) {
	style := func(macros, layout string) string {
		return `<style class="note" version="1.0"><info><title>T</title></info>` + macros +
			`<citation><layout>` + layout + `</layout></citation></style>`
	}
	var doubling strings.Builder
	for i := range 60 {
		fmt.Fprintf(&doubling, `<macro name="m%d"><group><text macro="m%d"/><text macro="m%d"/></group></macro>`, i, i+1, i+1)
	}
	doubling.WriteString(`<macro name="m60"><text variable="title"/></macro>`)
	for name, c := range map[string]struct{ style, want string }{
		"macro calling itself": {style(`<macro name="a"><group><text macro="a"/></group></macro>`, `<text macro="a"/>`), "calls itself"},
		"circle of macros":     {style(`<macro name="a"><text macro="b"/></macro><macro name="b"><choose><if type="book"><text macro="a"/></if></choose></macro>`, `<text macro="a"/>`), "calls itself"},
		"missing macro":        {style(``, `<text macro="a"/>`), "does not exist"},
		"deep nesting":         {style(``, strings.Repeat("<group>", 300)+strings.Repeat("</group>", 300)), "nests them"},
		"no citation":          {`<style><info><title>T</title></info></style>`, "no <citation>"},
		"no style":             {`<locale/>`, "no citation style"},
		"no XML":               {`{"a": 1}`, "empty"},
		"unclosed":             {`<style><citation>`, "ends inside"},
	} {
		if _, err := ParseStyleBytes([]byte(c.style)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	s, err := ParseStyleBytes([]byte(style(doubling.String(), `<text macro="m0"/>`)))
	if err != nil {
		t.Fatal(err)
	}
	p := newProcessor(t, s, sampleItems(t))
	if out := p.Render(Document{Citations: []Citation{{Cites: []Cite{{ID: "book"}}}}}); len(out.Citations[0]) == 0 {
		t.Error("a style that doubles itself renders nothing")
	}
}

// TestHostileItems renders fields that are all marks.
func TestHostileItems(t *testing.T) {
	s, err := Builtin("ibid-notes")
	if err != nil {
		t.Fatal(err)
	}
	var items []*Item
	for i, text := range []string{strings.Repeat("<i>", 50_000), strings.Repeat(`"'`, 50_000), strings.Repeat("<i>\"", 900), "\x00\xff", "”’</i>"} {
		id := fmt.Sprint(i)
		items = append(items, &Item{
			ID: id, Type: "book", Fields: map[string]string{"title": text, "page": text, "edition": text, "note": text},
			Names: map[string][]Name{"author": {{Family: text, Given: text}, {Literal: text}}},
			Dates: map[string]Date{"issued": ParseDate(text)},
		})
	}
	p := newProcessor(t, s, items)
	doc := sampleDocument(items)
	out := p.Render(doc)
	if len(out.Citations) != len(doc.Citations) || len(out.Bibliography(nil).Entries) != len(items) {
		t.Errorf("%d citations and %d entries, want %d and %d",
			len(out.Citations), len(out.Bibliography(nil).Entries), len(doc.Citations), len(items))
	}
}
