package html

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// kinds is an essay of the kinds of blocks that stand in lists and tables of
// their own, and of pictures.
func kinds() *essay.Essay {
	block := doc.NewBlock
	item := func(level, start int, s string) *doc.Block {
		return block(doc.Numbered, level, text(s)).WithInfo(doc.Info{Start: start})
	}
	cell := func(column int, align doc.Align, spans ...doc.Span) *doc.Block {
		return block(doc.Cell, column, spans...).WithInfo(doc.Info{Align: align})
	}
	image := func(source, alt string, caption ...doc.Span) *doc.Block {
		return block(doc.Image, 0, caption...).WithInfo(doc.Info{Source: source, Alt: alt})
	}
	return essay.New(doc.New(
		block(doc.Task, 1, text("To do")), block(doc.Task, 2, text("Done")).WithInfo(doc.Info{Done: true}),
		item(1, 3, "three"), item(1, 0, "four"), item(1, 1, "anew"), item(2, 7, "seven"),
		cell(0, 0), cell(1, doc.Right, text("Head")), cell(0, 0, text("a"), essay.MarkerOf("x")), cell(1, 0, text("b\u2028c")), cell(0, 0, text("d")),
		block(doc.Verse, 0, text("One\n  two\n\nthree")),
		image("ibid:here", "A \"dot\"\n& more", doc.Span{Text: "Caption", Style: doc.Italic}, essay.MarkerOf("x")),
		image("http://a.b/c d.png", ""), image("ibid:gone", "Gone", text("Its caption")), image("javascript:x", ""),
		block(doc.Code, 0, text("a < b")).WithInfo(doc.Info{Language: "c++"}), block(doc.Code, 0, text("c")).WithInfo(doc.Info{Language: "a b"}),
		para(doc.Span{Text: "u", Style: doc.Underline}, doc.Span{Text: "s", Style: doc.SmallCaps}, doc.Span{Text: "l", Style: doc.Lit | doc.Bold}),
	), &essay.Note{ID: "x", Text: doc.New(cell(0, doc.Center, text("In")), cell(0, 0, text("a note")))})
}

func TestWriteKinds(t *testing.T) {
	const marker = `<a id="fnref-n1%s" href="#fn-n1" class="fn-ref" role="doc-noteref" aria-label="Footnote 1"><sup>1</sup></a>`
	want := `<ul class="task-list">
<li><input type="checkbox" disabled aria-label="Done"> To do<ul class="task-list">
<li><input type="checkbox" disabled checked aria-label="Done"> Done</li>
</ul>
</li>
</ul>
<ol start="3">
<li>three</li>
<li>four</li>
<li value="1">anew<ol start="7">
<li>seven</li>
</ol>
</li>
</ol>
<table>
<thead>
<tr><td></td><th scope="col" style="text-align:right">Head</th></tr>
</thead>
<tbody>
<tr><td>a` + fmt.Sprintf(marker, "") + `</td><td style="text-align:right">b<br>c</td></tr>
<tr><td>d</td><td style="text-align:right"></td></tr>
</tbody>
</table>
<p class="verse">One<br>  two<br><br>three</p>
<figure>
<img src="data:image/gif;base64,R0lGODlh" alt="A &#34;dot&#34; &amp; more">
<figcaption><em>Caption</em>` + fmt.Sprintf(marker, "-2") + `</figcaption>
</figure>
<figure>
<img src="http://a.b/c%20d.png" alt="">
</figure>
<p>Gone<br>Its caption</p>
<pre><code class="language-c++">a &lt; b
</code></pre>
<pre><code>c
</code></pre>
<p><u>u</u><span class="smallcaps">s</span><strong><mark>l</mark></strong></p>
<section class="footnotes"`
	var s strings.Builder
	warnings, err := Write(&s, kinds(), here)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.String()[:min(len(want), s.Len())]; got != want {
		t.Errorf("written as\n%s\nwant\n%s", got, want)
	}
	if len(warnings) != 2 || !strings.HasSuffix(warnings[0], ": 2.") || !strings.Contains(warnings[1], "language") {
		t.Errorf("warnings %q", warnings)
	}
	for policy, e := range map[string]*essay.Essay{"script-src 'none'": kinds(), "img-src data:": sample()} {
		if page := written(t, e, Options{Standalone: true}); !strings.Contains(page, policy) {
			t.Errorf("the page has no %s", policy)
		}
	}
}

func TestReadKinds(t *testing.T) {
	const dot = "data:image/gif;base64,R0lGODlh"
	tests := []struct{ name, src, want string }{
		{"tasks", `<ul><li><input type=checkbox checked> a<li><label><input type="CHECKBOX">b</label><li><p><input type=checkbox>c<li>d <input type=checkbox></ul>`, "8.1 done a|8.1 b|8.1 c|3.1 d"},
		{"a check box elsewhere", `<p><input type=checkbox>a`, "0.0 a"},
		{"numbers", `<ol start=3><li>a<li>b<li value=9>c</ol><ol><li>d<ol start=0><li>e</ol></ol><p>f<ol><li>g</ol>`, "4.1 from 3 a|4.1 b|4.1 from 9 c|4.1 from 1 d|4.2 e|0.0 f|4.1 g"},
		{"paragraphs in an item", `<ul><li><p>a<p>b<ul><li>c</ul><p>d<li>e</ul>`, "3.1 a/b|3.2 c|3.1 d|3.1 e"},
		{"a table", `<table><caption>t</caption><tr><th align=center>a<th style="text-align: right">b<tr><td><p>1<p>2<td><ul><li>3<li>4</ul></table>`, "0.0 t|11.0 center a|11.1 right b|11.0 center 1/2|11.1 right 3/4"},
		{"spans", `<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>`, "11.0 a|11.1 |11.2 b|11.0 c|11.1 d|11.2 e|11.0 |11.1 f|11.2 g"},
		{"a table in a table", `<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>`, "11.0 a|11.1 1 | 2/3 | 4"},
		{"tables that arrange", `<table><tr><td><p>a<p>b</table><table role=presentation><tr><td>c<td>d</table><table><tr><td>e<td><h2>f</h2></table>`, "0.0 a|0.0 b|0.0 c|0.0 d|0.0 e|1.2 f"},
		{"a table of one column", `<table><thead><tr><th>a</thead><tr><td>b</table>`, "11.0 a|11.0 b"},
		{"an empty table", `<table><tr><td> <td></table>a`, "0.0 a"},
		{"figures", `<figure><a href=x><img src=a.png alt=b></a><figcaption>c <b>d</b><p>e</figcaption></figure><figure><pre>f</pre><figcaption>g</figcaption></figure>`, "10.0 from a.png shows b c d/e|5.0 f|0.0 g"},
		{"pictures", `<p><img src="` + dot + `"></p><p>a <img src=b.png alt=c> d</p><p><img src=e.png></p><p>f<br><img src=g.png alt=h></p><blockquote><img src=i.png></blockquote>`, "10.0 from " + dot + " |0.0 a c d|10.0 from e.png |0.0 f/h|10.0 from i.png "},
		{"pictures that may not be", `<img src="javascript:x" alt=a><p><img src="data:image/svg+xml;base64,PHN2Zz4=" alt=b></p><img width=1 height=1 src=c.gif><figure><img src="data:text/html,x" alt=d><figcaption>e</figcaption></figure>`, "0.0 a|0.0 b|0.0 d|0.0 e"},
		{"a picture in an item", `<ul><li><img src=a.png alt=b> c</ul>`, "3.1 b c"},
		{"verse", "<p class='x verse'>a<br>\n <i>b</i><br><br>c</p><pre class=wp-block-verse>d\n  e</pre>", "9.0 a/b//c|9.0 d/  e"},
		{"code", `<pre class="lang-go">a</pre><pre><code class="x language-c++">b</code></pre><pre><code>c</code></pre>`, "5.0 in go a|5.0 in c++ b|5.0 c"},
		{"a note in a table", `<table><tr><td>a<a href=#n id=r>1</a><td>b</table><p id=n>1. Note. <a href=#r>^</a>`, "11.0 a*|11.1 b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, err := Read(tt.src)
			if err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, b := range e.Body().All() {
				list = append(list, described(b))
			}
			if got := strings.Join(list, "|"); got != tt.want {
				t.Errorf("read as\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
	e, _, err := Read(`<u>a</u><mark>b</mark><span class="x SmallCaps">c</span><span style="text-decoration: underline">d</span><a href="http://x"><span style="text-decoration:underline">e</span></a>`)
	if err != nil {
		t.Fatal(err)
	}
	var styles []doc.Style
	for _, s := range e.Body().Block(0).Spans() {
		styles = append(styles, s.Style)
	}
	if want := []doc.Style{doc.Underline, doc.Lit, doc.SmallCaps, doc.Underline, 0}; fmt.Sprint(styles) != fmt.Sprint(want) {
		t.Errorf("styles %v, want %v", styles, want)
	}
}

// described is a block on one line.
func described(b *doc.Block) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d.%d ", b.Kind, b.Level)
	i := b.Info
	if i.Start > 0 {
		fmt.Fprintf(&s, "from %d ", i.Start)
	}
	if i.Done {
		s.WriteString("done ")
	}
	if i.Language != "" {
		s.WriteString("in " + i.Language + " ")
	}
	if i.Source != "" {
		s.WriteString("from " + i.Source + " ")
	}
	if i.Alt != "" {
		s.WriteString("shows " + i.Alt + " ")
	}
	if i.Align != doc.Natural {
		s.WriteString(alignments[i.Align] + " ")
	}
	return s.String() + strings.NewReplacer("\u2028", "/", "\n", "/", "\uFFFC", "*").Replace(b.Text())
}
