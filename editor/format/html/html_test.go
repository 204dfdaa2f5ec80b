package html

import (
	"fmt"
	"html"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

func para(spans ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, spans...) }

func text(s string) doc.Span { return doc.Span{Text: s} }

func written(t *testing.T, e *essay.Essay, o Options) string {
	t.Helper()
	var s strings.Builder
	if _, err := Write(&s, e, o); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

func sample() *essay.Essay {
	return essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, text("Title & more")),
		para(text("One"), essay.MarkerOf("b"), text(" see http://a.b/c?d=1&e. "), doc.Span{Text: "two", Style: doc.Bold | doc.Italic}, essay.MarkerOf("a"), text(".")),
		doc.NewBlock(doc.Quote, 1, text("Three"), essay.MarkerOf("b")),
		doc.NewBlock(doc.Bullet, 1, text("x")), doc.NewBlock(doc.Numbered, 2, text("y")), doc.NewBlock(doc.Bullet, 1, text("z")),
		doc.NewBlock(doc.Rule, 0), doc.NewBlock(doc.Code, 0, text("a < b\n  c")),
	),
		&essay.Note{ID: "a", Text: doc.FromText("Note a.", "Its second paragraph.")},
		&essay.Note{ID: "b", Text: doc.FromText("Note b.")},
		&essay.Note{ID: "c", Text: doc.FromText("In the bin.")},
	)
}

func TestWrite(t *testing.T) {
	want := `<h1>Title &amp; more</h1>
<p>One<a id="x-fnref-n1" href="#x-fn-n1" class="fn-ref" role="doc-noteref" aria-label="Footnote 1"><sup>1</sup></a> see <a href="http://a.b/c?d=1&amp;e">http://a.b/c?d=1&amp;e</a>. <strong><em>two</em></strong><a id="x-fnref-n2" href="#x-fn-n2" class="fn-ref" role="doc-noteref" aria-label="Footnote 2"><sup>2</sup></a>.</p>
<blockquote>
<p>Three<a id="x-fnref-n1-2" href="#x-fn-n1" class="fn-ref" role="doc-noteref" aria-label="Footnote 1"><sup>1</sup></a></p>
</blockquote>
<ul>
<li>x<ol>
<li>y</li>
</ol>
</li>
<li>z</li>
</ul>
<hr>
<pre><code>a &lt; b
  c
</code></pre>
<section class="footnotes" role="doc-endnotes" aria-labelledby="x-fnh">
<h2 id="x-fnh">Notes</h2>
<ol>
<li id="x-fn-n1"><p>Note b. <a href="#x-fnref-n1" role="doc-backlink" aria-label="Back to reference 1 a">↩︎<sup>a</sup></a> <a href="#x-fnref-n1-2" role="doc-backlink" aria-label="Back to reference 1 b">↩︎<sup>b</sup></a></p></li>
<li id="x-fn-n2"><p>Note a.</p>
<p>Its second paragraph. <a href="#x-fnref-n2" role="doc-backlink" aria-label="Back to reference 2">↩︎</a></p></li>
</ol>
</section>
`
	if got := written(t, sample(), Options{IDPrefix: "x-"}); got != want {
		t.Errorf("written as\n%s\nwant\n%s", got, want)
	}
	page := written(t, sample(), Options{Standalone: true})
	for _, part := range []string{"<!DOCTYPE html>", `<html lang="en">`, "<title>Title &amp; more</title>", "</html>"} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s", part)
		}
	}
}

func TestWriteKeepsHarmfulAddressesOut(t *testing.T) {
	for _, url := range []string{"javascript:alert(1)", "JavaScript:x", "data:text/html,x", " vbscript:x"} {
		out := written(t, essay.New(doc.New(para(doc.Span{Text: "a", Link: url}))), Options{})
		if strings.Contains(out, "href") {
			t.Errorf("%s is written: %s", url, out)
		}
	}
}

func TestReadDialects(t *testing.T) {
	tests := []struct{ name, src string }{
		{"our own", written(t, two(), Options{Standalone: true})},
		{"pandoc", `<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> two<a href="#fn2" class="footnote-ref" id="fnref2"><sup>2</sup></a>.</p><section class="footnotes"><hr /><ol><li id="fn1"><p>First.<a href="#fnref1" class="footnote-back">↩︎</a></p></li><li id="fn2"><p>Second.<a href="#fnref2">↩︎</a></p></li></ol></section>`},
		{"Word", `<p class=MsoNormal>One<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> two<a href="#_ftn2" name="_ftnref2">[2]</a>.</p><div><br clear=all><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> First.</p></div><div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Second.</p></div></div>`},
		{"Google Docs", `<p><span>One</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span> two</span><sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> First.</span></p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span> Second.</span></p></div>`},
		{"WordPress", `<p>One<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup> two<sup data-fn="a2" class="fn"><a href="#a2" id="a2-link">2</a></sup>.</p><ol class="wp-block-footnotes"><li id="a1">First. <a href="#a1-link" aria-label="Jump">↩︎</a></li><li id="a2">Second. <a href="#a2-link">↩︎</a></li></ol>`},
		{"a wiki", `<p>One<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> two<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup>.</p><h2>Notes</h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span>First.</span></li><li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> Second.</li></ol>`},
		{"LibreOffice", `<p>One<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup> two<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup></a>.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> First.</p></div><div id="sdfootnote2"><p><a name="sdfootnote2sym" href="#sdfootnote2anc">2</a> Second.</p></div>`},
		{"GitHub", `<p>One<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup> two<sup><a href="#user-content-fn-2" id="user-content-fnref-2">2</a></sup>.</p><section data-footnotes class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2><ol><li id="user-content-fn-1"><p>First. <a href="#user-content-fnref-1">↩</a></p></li><li id="user-content-fn-2"><p>Second. <a href="#user-content-fnref-2">↩</a></p></li></ol></section>`},
		{"Substack", `<p>One<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a> two<a id="footnote-anchor-2" href="#footnote-2">2</a>.</p><div class="footnote"><a id="footnote-1" href="#footnote-anchor-1">1</a><div class="footnote-content"><p>First.</p></div></div><div class="footnote"><a id="footnote-2" href="#footnote-anchor-2">2</a><div><p>Second.</p></div></div>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, err := Read(tt.src)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Body().String(); got != "One\uFFFC two\uFFFC." {
				t.Errorf("body %q", got)
			}
			var notes []string
			for _, n := range e.Numbered() {
				notes = append(notes, n.Text.String())
			}
			if got := strings.Join(notes, "|"); got != "First.|Second." {
				t.Errorf("notes %q", got)
			}
		})
	}
}

func two() *essay.Essay {
	return essay.New(doc.New(para(text("One"), essay.MarkerOf("a"), text(" two"), essay.MarkerOf("b"), text("."))),
		&essay.Note{ID: "a", Text: doc.FromText("First.")}, &essay.Note{ID: "b", Text: doc.FromText("Second.")})
}

func TestRead(t *testing.T) {
	e, warnings, err := Read("<title>The page</title><nav>Menu</nav><p>a\n  <b>b </b>c&nbsp;d<br>e</p>text<ul><li>x<ol><li>y</ol><li>z</ul><form>f</form><table><tr><td>1<td>2</table><img src=x>")
	if err != nil {
		t.Fatal(err)
	}
	want := doc.New(doc.NewBlock(doc.Heading, 1, text("The page")),
		para(text("a "), doc.Span{Text: "b", Style: doc.Bold}, text(" c\u00a0d\u2028e")), para(text("text")),
		doc.NewBlock(doc.Bullet, 1, text("x")), doc.NewBlock(doc.Numbered, 2, text("y")), doc.NewBlock(doc.Bullet, 1, text("z")), doc.NewBlock(doc.Cell, 0, text("1")), doc.NewBlock(doc.Cell, 1, text("2")),
		doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: "x"}))
	if !e.Body().Equal(want) {
		t.Errorf("read %q", e.Body().String())
	}
	if got, want := strings.Join(warnings, "\n"), "Left out because they surround the page’s text: forms, menus."; got != want {
		t.Errorf("warnings %q", got)
	}
}

var pieces = []string{"word", " ", "a b", "<b>", "&amp;", "&", "\"", "'", "“q”", "\u00a0", "é", "漢字", "👩‍👩‍👧", "\u2028", "http://a.b/c.", "[1]", "1. ", "]]>", "-->", "e\u0301"}

func randomBlock(r *rand.Rand, kind doc.Kind, marker func() doc.Span) *doc.Block {
	spans := []doc.Span{text("x")}
	for range 1 + r.IntN(5) {
		if r.IntN(5) == 0 && marker != nil {
			spans = append(spans, marker())
			continue
		}
		spans = append(spans, doc.Span{Text: pieces[r.IntN(len(pieces))], Style: doc.Style(r.IntN(1 << 9))})
	}
	level := 1
	if kind == doc.Cell {
		level = r.IntN(3)
	}
	return doc.NewBlock(kind, level, append(spans, text("y"))...).WithInfo(doc.Info{
		Start: []int{0, 0, 1, 2, 7}[r.IntN(5)], Done: r.IntN(2) == 0, Language: []string{"", "go", "c++"}[r.IntN(3)],
		Source: []string{"a.png", "http://a.b/c?d&e", "ibid:here"}[r.IntN(3)], Alt: []string{"", "a \"b\" <c>"}[r.IntN(2)], Align: doc.Align(r.IntN(4)),
	})
}

// shown is what HTML can hold of a text: blanks that follow one another are
// one, and have no style of their own.
func shown(d *doc.Document) string {
	var s strings.Builder
	var numbers runs.Numbers
	var list []*doc.Block
	for _, b := range d.All() {
		list = append(list, b)
	}
	for len(list) > 0 {
		rows, n := runs.Table(list)
		for _, row := range rows {
			for _, c := range row {
				showBlock(&s, c, 0)
			}
		}
		if n == 0 {
			showBlock(&s, list[0], numbers.Add(list[0]))
			n = 1
		} else {
			numbers = nil
		}
		list = list[n:]
	}
	one := s.String()
	for strings.Contains(one, "  ") {
		one = strings.ReplaceAll(one, "  ", " ")
	}
	return strings.ReplaceAll(strings.ReplaceAll(one, " \u2028", "\u2028"), "\u2028 ", "\u2028")
}

func showBlock(s *strings.Builder, b *doc.Block, number int) {
	info := b.Info
	info.Start = 0
	fmt.Fprintf(s, "%d.%d %d %+v ", b.Kind, b.Level, number, info)
	var style doc.Style
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			s.WriteString("‹›")
			continue
		}
		for _, r := range sp.Text {
			if r == '\u2028' && b.Kind == doc.Verse {
				r = '\n'
			}
			if r == ' ' || r == '\u2028' || r == '\n' {
				s.WriteRune(r)
				continue
			}
			if sp.Style != style {
				style = sp.Style
				fmt.Fprintf(s, "{%d}", style)
			}
			s.WriteRune(r)
		}
	}
	s.WriteByte('\n')
}

// here finds one picture.
var here = Options{Pictures: func(source string) ([]byte, bool) { return []byte("GIF89a"), source == "ibid:here" }}

func TestRoundTrip(t *testing.T) {
	kinds := []doc.Kind{
		doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Numbered, doc.Task, doc.Verse, doc.Image, doc.Cell, doc.Cell, doc.Cell,
	}
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 5))
		var notes []*essay.Note
		marker := func() doc.Span {
			id := essay.NewNoteID()
			notes = append(notes, &essay.Note{ID: id, Text: doc.New(randomBlock(r, kinds[r.IntN(len(kinds))], nil), randomBlock(r, doc.Paragraph, nil))})
			return essay.MarkerOf(id)
		}
		var blocks []*doc.Block
		for range 1 + r.IntN(8) {
			blocks = append(blocks, randomBlock(r, kinds[r.IntN(len(kinds))], marker))
		}
		e := essay.New(doc.New(blocks...), notes...)
		o := here
		o.Standalone, o.Notes, o.Lang = seed%3 == 0, Manner(seed%5), []string{"", "ar", "de"}[seed%3]
		src := written(t, e, o)
		e = Shown(e, here)
		back, _, err := Read(src)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := shown(back.Body()), shown(e.Body()); got != want {
			t.Fatalf("seed %d: read back as\n%q\nwant\n%q\nwritten as\n%s", seed, got, want, src)
		}
		got, want := back.Numbered(), e.Numbered()
		if len(got) != len(want) {
			t.Fatalf("seed %d: %d notes, want %d", seed, len(got), len(want))
		}
		for i := range want {
			if shown(got[i].Text) != shown(want[i].Text) {
				t.Fatalf("seed %d: note %d is read back as\n%q\nwant\n%q\nwritten as\n%s", seed, i+1, shown(got[i].Text), shown(want[i].Text), src)
			}
		}
	}
}

func TestWritePage(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, text("Der Hafen")),
		para(text("Eins"), essay.MarkerOf("a"), text(".")),
		para(text("שלום")), para(text("(12)")),
		doc.NewBlock(doc.Bullet, 1, text("x"), essay.MarkerOf("b")), doc.NewBlock(doc.Bullet, 2, text("y"), essay.MarkerOf("a")), para(text("z")),
	), &essay.Note{ID: "a", Text: doc.FromText("Note a.")}, &essay.Note{ID: "b", Text: doc.New(doc.NewBlock(doc.Quote, 1, text("Note b."))), Series: essay.Endnotes},
	).WithLanguage("de-AT")
	e = e.WithMeta(essay.Meta{Authors: []string{"A \"B\" <C>", "D"}, Description: "Of quays", Date: "2025-03-01", Keywords: []string{"quay", "pier"}})
	page := written(t, e, Options{Standalone: true})
	for _, part := range []string{
		`<html lang="de-AT">`, "<title>Der Hafen</title>", `<meta name="author" content="A &#34;B&#34; &lt;C&gt;">`, `<meta name="description" content="Of quays">`,
		`<meta name="author" content="D">`, `<meta name="dcterms.date" content="2025-03-01">`, `<meta name="keywords" content="quay, pier">`, `aria-label="Fußnote 1"`, `>Anmerkungen</h2>`, `>Endnoten</h2>`, `aria-label="Zurück zur Stelle 1 b"`,
		`<p dir="rtl">שלום</p>`, "<p>(12)</p>", "@page",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s in\n%s", part, page)
		}
	}
	if back, _, err := Read(page); err != nil || !back.Meta().Equal(e.Meta()) {
		t.Errorf("read back with %+v, %v", back.Meta(), err)
	}
	rtl := written(t, e.WithLanguage("he"), Options{Standalone: true})
	for _, part := range []string{`<html lang="he" dir="rtl">`, `<p dir="ltr">Eins`, "<p>שלום</p>", ">הערות</h2>"} {
		if !strings.Contains(rtl, part) {
			t.Errorf("the page has no %s in\n%s", part, rtl)
		}
	}
	beside := written(t, e, Options{Notes: Beside, IDPrefix: "x-"})
	want := `<h1>Der Hafen</h1>
<div class="noted">
<p>Eins<a id="x-fnref-n1" href="#x-fn-n1" class="fn-ref" role="doc-noteref" aria-label="Fußnote 1"><sup>1</sup></a>.</p>
<div class="sidenotes">
<aside id="x-fn-n1" class="sidenote" role="doc-footnote" aria-label="Fußnote 1"><p><span class="fn-label">1</span> Note a. <a href="#x-fnref-n1" role="doc-backlink" aria-label="Zurück zur Stelle 1 a">↩︎<sup>a</sup></a> <a href="#x-fnref-n1-2" role="doc-backlink" aria-label="Zurück zur Stelle 1 b">↩︎<sup>b</sup></a></p></aside>
</div>
</div>
`
	if !strings.HasPrefix(beside, want) {
		t.Errorf("beside the text:\n%s\nwant\n%s", beside, want)
	}
	if !strings.Contains(beside, "</ul>\n<div class=\"sidenotes\">\n<aside id=\"x-fn-n2\"") {
		t.Errorf("the note in a list does not follow it:\n%s", beside)
	}
	if a, b := Prefix(e), Prefix(e.WithBody(doc.New(para(text("Other"))))); a == b || a != Prefix(e) {
		t.Errorf("prefixes %s, %s", a, b)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<h1>T</h1><p>a<a href="#b" id="c">1</a></p><ol><li id="b">x <a href="#c">^</a></li></ol>`)
	f.Add("<table><tr><td>x<p>y</table><ul><li><blockquote><pre>z")
	f.Fuzz(func(t *testing.T, src string) {
		e, _, err := Read(src)
		if err != nil {
			return
		}
		for _, r := range e.Refs() {
			if e.Note(r.Note) == nil {
				t.Fatalf("marker %v has no note", r)
			}
		}
		var s strings.Builder
		if _, err := Write(&s, e, Options{Standalone: true}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPandocReadsTheSameNotes(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not there")
	}
	cmd := exec.Command("pandoc", "-f", "html", "-t", "plain", "--wrap=none")
	cmd.Stdin = strings.NewReader(written(t, sample(), Options{Standalone: true}))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"One1", "Note b.", "Its second paragraph."} {
		if !strings.Contains(strings.ReplaceAll(strings.ReplaceAll(string(out), "¹", "1"), "[1]", "1"), want) {
			t.Errorf("pandoc reads\n%s\nwithout %q", out, want)
		}
	}
}

func TestPlainTextNeedsNoEscaping(t *testing.T) {
	for r := rune(0); r <= 0x10FFFF; r++ {
		text := "a" + string(r) + "b"
		if plain(text) && unescaped.Replace(html.EscapeString(printable(text))) != text {
			t.Fatalf("%U is not plain", r)
		}
	}
}
