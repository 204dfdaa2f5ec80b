package epub

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// packed is the bytes of a book of the given chapters, as others write it.
func packed(t testing.TB, chapters ...string) []byte {
	t.Helper()
	opf := `<?xml version="1.0"?><!DOCTYPE package><package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Book</dc:title><dc:language>de</dc:language></metadata><manifest>`
	spine := ""
	parts := []archive.Part{
		{Name: "mimetype", Data: []byte("application/epub+zip"), Stored: true},
		part("META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`),
		{Name: "OPS/img/a b.png", Data: []byte("\x89PNG\r\n\x1a\n")},
	}
	for i, c := range chapters {
		opf += fmt.Sprintf(`<item id="c%d" href="text/c%d.xhtml" media-type="application/xhtml+xml"/>`, i, i)
		spine += fmt.Sprintf(`<itemref idref="c%d"/>`, i)
		parts = append(parts, part(fmt.Sprintf("OPS/text/c%d.xhtml", i), `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>c</title></head><body>`+c+`</body></html>`))
	}
	parts = append(parts, part("OPS/book.opf", opf+`</manifest><spine>`+spine+`</spine></package>`))
	var out bytes.Buffer
	if err := archive.Write(&out, parts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRead(t *testing.T) {
	tests := []struct {
		name     string
		chapters []string
		body     string
		notes    []string
	}{
		{"notes that lead back, in a file of their own", []string{
			`<h1>One</h1><p><a id="top"/>Text<a id="r1" href="c2.xhtml#n1"><sup>1</sup></a>.</p>`,
			`<h1>Two</h1><p>More<a href="c2.xhtml#n2" id="r1"><sup>2</sup></a>.</p>`,
			`<h2>Notes</h2><p id="n1"><a href="c0.xhtml#r1">1.</a> First.</p><p id="n2"><a href="c1.xhtml#r1">2.</a> Second.</p>`,
		}, "One\nText\uFFFC.\nTwo\nMore\uFFFC.", []string{"First.", "Second."}},
		{"notes that only say they are notes", []string{
			`<p>A<a epub:type="noteref" href="#f">1</a> b<a epub:type="noteref" href="c1.xhtml#g">2</a>.</p><aside epub:type="footnote" id="f"><p>At hand.</p></aside>`,
			`<div epub:type="footnotes"><ol><li epub:type="footnote" id="g"><p>Far &amp; away&nbsp;x.</p><p>More.</p></li></ol></div>`,
		}, "A\uFFFC b\uFFFC.", []string{"At hand.", "Far & away\u00a0x.\nMore."}},
		{"links to other chapters are no notes", []string{
			`<p>See <a href="c1.xhtml#x">there</a> and <a href="http://a.b/">out</a>.</p>`, `<p id="x">Here.</p>`,
		}, "See there and out.\nHere.", nil},
		{"a file that is no XML", []string{`<p>One & two <b>three</p><p>four<p>five</body`}, "One & two three\nfour\nfive", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, _, err := Read(packed(t, tt.chapters...))
			if err != nil {
				t.Fatal(err)
			}
			body := strings.TrimPrefix(e.Body().String(), "A Book\n")
			if body != tt.body {
				t.Errorf("read as %q, not %q", body, tt.body)
			}
			var notes []string
			for _, n := range e.Numbered() {
				notes = append(notes, n.Text.String())
			}
			if strings.Join(notes, "|") != strings.Join(tt.notes, "|") {
				t.Errorf("the notes are %q, not %q", notes, tt.notes)
			}
			if e.Language() != "de" {
				t.Errorf("the language is %q", e.Language())
			}
		})
	}
}

func TestReadPictures(t *testing.T) {
	e, pictures, _, err := Read(packed(t, `<h1>T</h1><p>x</p><p><img src="../img/a%20b.png" alt="what"/></p>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(pictures["img/a b.png"]) == 0 {
		t.Errorf("the pictures are %v", pictures)
	}
	if b := e.Body().Block(e.Body().Blocks() - 1); b.Kind != doc.Image || b.Info != (doc.Info{Source: "img/a b.png", Alt: "what"}) {
		t.Errorf("the last block is %+v", b)
	}
}

func TestReadHostile(t *testing.T) {
	good := packed(t, `<p>Text</p>`)
	locked := packed(t)
	var out bytes.Buffer
	for name, b := range map[string][]byte{
		"nothing": nil, "no archive": []byte("<html>"), "cut short": good[:len(good)/2], "no chapter": locked,
		"an empty archive": func() []byte { _ = archive.Write(&out, nil); return out.Bytes() }(),
	} {
		if _, _, _, err := Read(b); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	for name, chapter := range map[string]string{
		"deep":       strings.Repeat("<div>", 100_000) + "x",
		"anchors":    strings.Repeat(`<a epub:type="noteref" href="#x"/>`, 20_000) + `<p id="x">n</p>`,
		"targets":    strings.Repeat(`<a epub:type="noteref" href="#x"/><i id="x"/>`, 5_000),
		"entities":   `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>`,
		"addresses":  `<p><a href="javascript:x()">a</a> <img src="file:///etc/passwd"/> <img src="../../../../etc/passwd"/></p>`,
		"namespaces": `<p ` + strings.Repeat(`xmlns:a="b" `, 20_000) + `>x</p>`,
	} {
		e, pictures, _, err := Read(packed(t, chapter))
		if err == nil && (strings.Contains(e.Body().String(), "aaaa") || len(pictures) > 0) {
			t.Errorf("%s: %q %v", name, e.Body().String(), pictures)
		}
	}
	bomb := packed(t, strings.Repeat(" ", 120<<20))
	if _, _, _, err := Read(bomb); !errors.Is(err, archive.ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
}

func TestLocked(t *testing.T) {
	var out bytes.Buffer
	parts := []archive.Part{
		part("META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`),
		part("META-INF/encryption.xml", `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="a.xhtml"/></CipherData></EncryptedData></encryption>`),
		part("b.opf", `<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`),
		part("a.xhtml", "\x00\x01"),
	}
	if err := archive.Write(&out, parts); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := Read(out.Bytes()); !errors.Is(err, ErrLocked) {
		t.Errorf("a locked book: %v", err)
	}
}

// What a chapter says must never break the reader, and what is read must be
// writable and read back alike.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`<p>a<a epub:type="noteref" href="#n">1</a></p><aside id="n" epub:type="footnote">b</aside>`, `<a id="x"/><p id="x">&nbsp;</p>`, `<ul><li>☐ a</li></ul>`,
		`<table><tr><td>a</td></tr></table><img src="../img/a%20b.png"/>`, `<svg><title>x</title></svg>&lt;<![CDATA[<b>]]>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, chapter string) {
		e, pictures, _, err := Read(packed(t, chapter, `<p>x</p>`))
		if err != nil {
			return
		}
		o := Options{Coverless: true, Picture: func(source string) ([]byte, bool) { b, ok := pictures[source]; return b, ok }}
		b, _ := written(t, e, o)
		back, _, _, err := Read(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(back.Refs()), len(e.Refs()); got != want {
			t.Errorf("%d markers came back of %d", got, want)
		}
	})
}
