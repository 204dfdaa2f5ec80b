package html

import (
	"cmp"
	"html"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// untitled is the title of a page whose essay has none, as HTML wants one.
const untitled = "Untitled"

func (p *printer) head() {
	title := cmp.Or(p.essay.Title(), untitled)
	dir := ""
	if p.rtl {
		dir = ` dir="rtl"`
	}
	p.print("<!DOCTYPE html>\n<html lang=\"%s\"%s>\n<head>\n<meta charset=\"utf-8\">\n", html.EscapeString(cmp.Or(p.lang, "en")), dir)
	p.print("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", p.policy())
	p.print("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n", html.EscapeString(printable(title)))
	about := func(name, content string) {
		if content != "" {
			p.print("<meta name=\"%s\" content=\"%s\">\n", name, escapeAttribute(content))
		}
	}
	meta := p.essay.Meta()
	for _, author := range meta.Authors {
		about("author", author)
	}
	about("description", meta.Description)
	about("keywords", strings.Join(meta.Keywords, ", "))
	about("dcterms.date", meta.Date)
	sheet := style
	if p.manner == Beside {
		sheet += besideStyle
	}
	p.print("<style>\n%s\n</style>\n</head>\n<body>\n<main>\n", sheet)
}

// isRTL reports whether an essay is written from right to left: by its
// language, or if nobody said that, by its first letters.
func isRTL(lang string, e *essay.Essay) bool {
	if lang == "" {
		return direction(e.Body().Block(0)) == bidi.RightToLeft
	}
	script, _ := language.Make(lang).Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		return true
	}
	return false
}

// direction is that of the first letter of a block that has one; neutral if
// none has.
func direction(b *doc.Block) bidi.Direction {
	for _, s := range b.Spans() {
		for _, r := range s.Text {
			switch props, _ := bidi.LookupRune(r); props.Class() {
			case bidi.L:
				return bidi.LeftToRight
			case bidi.R, bidi.AL:
				return bidi.RightToLeft
			}
		}
	}
	return bidi.Neutral
}

// dir says in an attribute that a block's direction is not that of what is
// around it.
func (p *printer) dir(b *doc.Block) string {
	switch d := direction(b); {
	case d == bidi.RightToLeft && !p.rtl:
		return ` dir="rtl"`
	case d == bidi.LeftToRight && p.rtl:
		return ` dir="ltr"`
	}
	return ""
}

// style is the sheet of a page that stands alone.
const style = `:root{color-scheme:light dark}
body{margin:0;background:#fbfaf7;color:#2a2825;font:1.19rem/1.6 "STIX Two Text",Georgia,"Times New Roman",serif}
main{max-width:33em;margin:3em auto 6em;padding:0 1.2em;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em}h1{font-size:1.7em;margin-top:0}
blockquote{margin:1em 0;padding-inline-start:1.1em;border-inline-start:2px solid #e4e0d8}blockquote>:first-child{margin-top:0}blockquote>:last-child{margin-bottom:0}
a{color:#a5452d}a.fn-ref{text-decoration:none}sup,sub{font-size:.68em;line-height:0}
figure{margin:1.5em 0;text-align:center}figure img{max-width:100%}figcaption{font-size:.85em}
table{border-collapse:collapse;margin:1.2em 0}th,td{padding:.25em .7em;border-bottom:1px solid #e4e0d8;text-align:start;vertical-align:top}
.verse{white-space:pre-wrap;padding-inline-start:1.5em}.task-list{list-style:none;padding-inline-start:.3em}.task-list .task-list{padding-inline-start:1.5em}.smallcaps{font-variant:small-caps}
mark{background:#f6e9dc;color:inherit}
pre{overflow-x:auto;font-size:.8em;background:#f3f1ec;padding:.7em}hr{border:0;border-top:1px solid #e4e0d8;width:30%;margin:2em auto}
.footnotes{margin-top:3em;padding-top:.5em;border-top:1px solid #e4e0d8;font-size:.85em}.footnotes h1,.footnotes h2{font-size:1.1em}
:target{background:#f6e9dc}
@media (prefers-color-scheme:dark){body{background:#1e1d1b;color:#dcd7ce}a{color:#e0886b}pre{background:#191816}mark,:target{background:#4a382f}blockquote,hr,th,td,.footnotes{border-color:#4a4641}}
@page{margin:22mm 20mm 24mm}
@page{@bottom-center{content:counter(page);font:9pt serif}}
@media print{:root{color-scheme:light}body{background:none;color:#000;font-size:11pt;line-height:1.4}main{margin:0;max-width:none;padding:0}
p,li,blockquote{orphans:2;widows:2}h1,h2,h3,h4,h5,h6{break-after:avoid;break-inside:avoid}figure,tr,pre{break-inside:avoid}thead{display:table-header-group}
a{color:inherit;text-decoration:none}mark,:target{background:none}pre{background:none;border:1px solid #bbb;white-space:pre-wrap}
.footnotes{font-size:9pt;line-height:1.3}.footnotes li{break-inside:avoid-page}a[role=doc-backlink]{display:none}}`

// besideStyle puts notes beside what they are to where there is room.
const besideStyle = `
.sidenote{font-size:.8em;line-height:1.45;margin:.6em 0;padding-inline-start:.9em;border-inline-start:2px solid #e4e0d8}.sidenote p{margin:.2em 0}
.sidenote .fn-label{font-weight:600;padding-inline-end:.3em}
@media (min-width:72rem){main{max-width:54em}main>*{max-width:33em}.noted{max-width:none;display:grid;grid-template-columns:33em 1fr;column-gap:2.5em;align-items:start}.noted{margin-block:1em}.noted>p,.noted>ul,.noted>ol,.noted>blockquote,.noted>table{margin-block:0}.noted>.sidenotes{grid-column:2}.sidenote{border:0;padding:0;margin:0 0 .8em}}
@media print{.noted{display:block}.sidenote{font-size:9pt;line-height:1.3}}
@media (prefers-color-scheme:dark){.sidenote{border-color:#4a4641}}`
