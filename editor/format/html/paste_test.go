package html

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// laidOut writes a fragment in a way that is easily compared: a line for each
// block, bold as **, italic as _, markers as their notes in brackets.
func laidOut(f essay.Fragment) string {
	notes := map[string]string{}
	for _, n := range f.Notes {
		notes[string(n.ID)] = strings.TrimSuffix(laidOut(essay.Fragment{Slice: n.Text.Slice(0, n.Text.Len())}), "\n")
	}
	var s strings.Builder
	for _, b := range f.Slice.Blocks {
		s.WriteString(map[doc.Kind]string{
			doc.Paragraph: "p", doc.Heading: "h", doc.Quote: "quote", doc.Bullet: "bullet", doc.Numbered: "numbered", doc.Code: "code", doc.Rule: "rule",
			doc.Task: "task", doc.Verse: "verse", doc.Image: "image", doc.Cell: "cell",
		}[b.Kind])
		if b.Level > 0 {
			fmt.Fprint(&s, b.Level)
		}
		s.WriteString(": ")
		for _, sp := range b.Spans() {
			text := sp.Text
			if sp.Atom != nil {
				text = "[" + notes[sp.Atom.ID] + "]"
			}
			for _, m := range []struct {
				style doc.Style
				mark  string
			}{{doc.Bold, "**"}, {doc.Italic, "_"}, {doc.Strike, "~"}, {doc.Super, "^"}, {doc.Mono, "`"}} {
				if sp.Style&m.style != 0 {
					text = m.mark + text + m.mark
				}
			}
			if sp.Link != "" {
				text = "<" + sp.Link + " " + text + ">"
			}
			s.WriteString(text)
		}
		s.WriteString("\n")
	}
	return s.String()
}

// The inputs are written in the manner of the programs that they name.
var pastes = []struct{ name, src, want string }{
	{
		"Word on Windows",
		`<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm;} @page WordSection1 {size:595pt;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'>
<!--StartFragment-->
<h1 style='mso-list:none'><b><span lang=EN-US>The harbour<o:p></o:p></span></b></h1>
<p class=MsoNormal>The office <b style='mso-bidi-font-weight:normal'>never</b> used <i>the
word</i>.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference><span style='font-size:12.0pt'>[1]</span></span><![endif]></span></span></a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Moorings<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>held</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>let go</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Vessels</p>
<p class=MsoQuote>It is quoted.</p>
<p class=MsoNormal style='mso-outline-level:2'>A part</p>
<p class=MsoNormal>Again.<a style='mso-footnote-id:ftn2' href="#_ftn2" name="_ftnref2" title=""><span class=MsoFootnoteReference>[2]</span></a></p>
<!--EndFragment-->
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a> Harbour Office, <i>Daily Ledger</i>.<o:p></o:p></p></div>
<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2" title=""><span class=MsoFootnoteReference>[2]</span></a> Ibid., 4.</p></div>
</div></body></html>`,
		"h1: The harbour\np: The office **never** used _the word_.[p: Harbour Office, _Daily Ledger_.]\nbullet1: Moorings\nnumbered2: held\nnumbered2: let go\nbullet1: Vessels\nquote1: It is quoted.\nh2: A part\np: Again.[p: Ibid., 4.]\n",
	},
	{
		"Google Docs",
		`<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5b0e7b2c-7fff"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400;font-style:normal;vertical-align:baseline;white-space:pre-wrap;">The harbour</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;color:#000000;font-weight:400;text-decoration:none;white-space:pre-wrap;">The office </span><span style="font-weight:700;font-style:normal;">never</span><span style="font-weight:400;"> used </span><span style="font-style:italic;font-weight:400">the word</span><span style="text-decoration:line-through">s</span><sup><a href="#ftnt1" id="ftnt_ref1" style="text-decoration:none"><span style="font-size:0.6em;vertical-align:super">[1]</span></a></sup><span>. </span><a href="https://example.org/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">a link</span></a></p><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span>Moorings</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>held</span></p></li></ul></ul><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span style="font-size:10pt">&nbsp;Harbour Office.</span></p></div></b><br class="Apple-interchange-newline">`,
		"h2: The harbour\np: The office **never** used _the word_~s~[p: Harbour Office.]. <https://example.org/ a link>\nbullet1: Moorings\nbullet2: held\n",
	},
	{
		"Chrome, from a wiki",
		`<meta http-equiv="content-type" content="text/html; charset=utf-8"><p style="margin: 0.5em 0px; color: rgb(32, 33, 34); font-style: normal; font-weight: 400; text-decoration-style: initial;">The office<sup id="cite_ref-1" class="reference" style="line-height: 1; font-size: 11.2px;"><a href="https://wiki.example/wiki/Harbour#cite_note-1" style="text-decoration: none;">[1]</a></sup> kept <a href="https://wiki.example/wiki/Ledger" title="Ledger">a ledger</a>, <a href="javascript:alert(1)" onclick="x()">twice</a>.<sup id="cite_ref-2"><a href="https://wiki.example/wiki/Harbour#cite_note-2">[2]</a></sup></p><script>alert(1)</script><ol class="references"><li id="cite_note-1" style="margin-bottom: 0.1em;"><span class="mw-cite-backlink"><b><a href="https://wiki.example/wiki/Harbour#cite_ref-1">^</a></b></span><span>&nbsp;</span><span class="reference-text">Daily Ledger.</span></li></ol>`,
		"p: The office[p: Daily Ledger.] kept <https://wiki.example/wiki/Ledger a ledger>, twice.^[2]^\n",
	},
	{
		"Chrome on Windows, a piece of a line",
		"<html>\r\n<body>\r\nAbove<!--StartFragment--><span style=\"color: rgb(0, 0, 0); font-weight: 400; display: inline !important;\">\u00a0some </span><b>bold</b><span> words </span><!--EndFragment-->below\r\n</body>\r\n</html>",
		"p:  some **bold** words \n",
	},
	{
		"LibreOffice",
		`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title>A file</title><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">p { line-height: 115% } p.sdfootnote { font-size: 10pt }</style></head><body lang="en-GB" dir="ltr"><h2 class="western">The harbour</h2><p style="line-height: 100%">The <b>office</b> <font face="Liberation Serif, serif"><i>never</i></font> did<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p><ol><li><p>First</p></li><li><p>Second</p></li></ol><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Harbour Office.</p></div></body></html>`,
		"h2: The harbour\np: The **office** _never_ did[p: Harbour Office.].\nnumbered1: First\nnumbered1: Second\n",
	},
	{"a picture alone", `<meta http-equiv="content-type" content="text/html; charset=utf-8"><img src="https://example.org/a.png" onerror="alert(1)" alt="">`, ""},
	{"nothing", "<p>\u00a0</p><style>p{}</style>", ""},
	{"not bold within bold", `<b>bold <span style="font-weight: 400">not</span></b> <i style="font-style:normal">no</i>`, "p: **bold** not no\n"},
	{"what is hidden", `<p>a<span style="display:none">b</span><span style='mso-hide:all'>c</span></p>`, "p: a\n"},
	{"preformatted", "<pre class=x>a  <span style='color:red;font-weight:bold'>b</span>\nc</pre><p>see <code>d</code></p>", "code: a  b\nc\np: see `d`\n"},
}

func TestPaste(t *testing.T) {
	for _, tt := range pastes {
		t.Run(tt.name, func(t *testing.T) {
			f, _, err := Paste(tt.src)
			if err != nil {
				t.Fatal(err)
			}
			if got := laidOut(f); got != tt.want {
				t.Errorf("pasted as\n%s\nwant\n%s", got, tt.want)
			}
			ids := map[essay.NoteID]bool{"n1": true, "n2": true}
			for _, n := range f.Notes {
				if ids[n.ID] {
					t.Errorf("the note %s may be taken for another", n.ID)
				}
				ids[n.ID] = true
			}
		})
	}
}

func TestPasteWhatWasCopied(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		var notes []*essay.Note
		marker := func() doc.Span {
			id := essay.NoteID(fmt.Sprint("m", len(notes)))
			notes = append(notes, &essay.Note{ID: id, Text: doc.New(para(text(fmt.Sprint("Note ", id))))})
			return essay.MarkerOf(id)
		}
		var blocks []*doc.Block
		for k := range 1 + r.IntN(5) {
			spans := []doc.Span{text(fmt.Sprint("Block ", k))}
			for range r.IntN(4) {
				if r.IntN(3) == 0 {
					spans = append(spans, marker())
				} else {
					style := []doc.Style{0, doc.Bold, doc.Italic, doc.Bold | doc.Italic, doc.Super}[r.IntN(5)]
					spans = append(spans, doc.Span{Text: fmt.Sprint("text", k), Style: style})
				}
			}
			blocks = append(blocks, doc.NewBlock([]doc.Kind{doc.Paragraph, doc.Quote, doc.Bullet, doc.Numbered}[r.IntN(4)], 1, spans...))
		}
		e := essay.New(doc.New(blocks...), notes...)
		f := e.Cut("", 0, e.Body().Len())
		got, _, err := Paste(written(t, f.Essay(), Options{IDPrefix: "x-"}))
		if err != nil || laidOut(got) != laidOut(f) {
			t.Fatalf("seed %d: pasted as\n%s\nwant\n%s\n%v", seed, laidOut(got), laidOut(f), err)
		}
	}
}

func TestPasteWhatIsNestedDeeply(t *testing.T) {
	f, _, err := Paste(strings.Repeat("<div><b>", 300) + "x")
	if err == nil || len(f.Slice.Blocks) > 0 {
		t.Errorf("read as %q, %v", laidOut(f), err)
	}
}

func FuzzPaste(f *testing.F) {
	for _, p := range pastes {
		f.Add(p.src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		piece, _, err := Paste(src)
		if err != nil {
			return
		}
		for _, b := range piece.Slice.Blocks {
			for _, s := range b.Spans() {
				if allowed(s.Link) != s.Link {
					t.Fatalf("the address %q is let in", s.Link)
				}
			}
		}
	})
}
