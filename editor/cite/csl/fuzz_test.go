package csl

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzProcessor reads anything as a style and as items, and renders it: that
// must neither panic nor hang.
func FuzzProcessor(f *testing.F) {
	styles, _ := filepath.Glob("builtin/*.csl")
	small, _ := filepath.Glob("testdata/*.csl")
	for _, file := range append(styles, small...) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), sampleJSON)
	}
	f.Fuzz(func(t *testing.T, styleText, itemsText string) {
		items, err := ParseItems([]byte(itemsText))
		if err != nil || len(items) > 50 {
			items = sampleItems(t)
		}
		style, err := ParseStyleBytes([]byte(styleText))
		if err != nil {
			return
		}
		p, err := NewProcessor(style, Options{})
		if err != nil {
			return
		}
		p.SetItems(items)
		out := p.Render(sampleDocument(items))
		for _, c := range out.Citations {
			_, _, _ = c.HTML(), c.Markdown(), c.Runs()
		}
		_ = out.Bibliography(nil).HTML()
	})
}

// FuzzRich reads anything as the text of a field.
func FuzzRich(f *testing.F) {
	for _, s := range []string{"a <i>b</i> \"c 'd' e\"", "<i>a<b>b</i>c</b>", "l'''", "‘“x’”", "<span class=\"nocase\">x", "ªº"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := &locale{lang: "en-US"}
		n := l.rich(s)
		for _, c := range []textCase{caseTitle, caseSentence, caseUpper, caseCapitalizeAll} {
			applyCase(n, c, false, true)
		}
		_ = l.finish(n).HTML()
	})
}
