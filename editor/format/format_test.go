package format

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func named(t *testing.T, name string) Format {
	t.Helper()
	f, ok := ByName(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	return f
}

// chapters is an essay of ordinary sentences with n notes in sections of k.
func chapters(n, k int) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	names := []string{"Ash", "Birch", "Cedar", "Damson", "Elm", "Fir", "Gorse", "Hazel"}
	blocks = append(blocks, doc.NewBlock(doc.Heading, 1, doc.Span{Text: "On trees"}))
	for i := range n {
		if i%k == 0 {
			blocks = append(blocks, doc.NewBlock(doc.Heading, 2, doc.Span{Text: fmt.Sprintf("%s and others", names[i/k%len(names)])}))
		}
		id := essay.NoteID(fmt.Sprint("x", i))
		name := names[i%len(names)]
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0,
			doc.Span{Text: "The ledger of the office says plainly what "}, doc.Span{Text: name, Style: doc.Italic},
			doc.Span{Text: fmt.Sprintf(" had seen in the year of the long frost (%d).", 40+i)}, essay.MarkerOf(id), doc.Span{Text: " Nobody had asked for it."}))
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(fmt.Sprintf("%s, Letters from the Quay, %d.", name, 40+i))})
	}
	return essay.New(doc.New(blocks...), notes...)
}

func TestCertifiesEveryScheme(t *testing.T) {
	for _, numbering := range []string{"continuous", "section", "letters", "roman", "symbols", "section,symbols,section-end", "section,letters,section-end", "roman,end", "section:1,section-end"} {
		s, err := ParseNumbering(numbering)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Formats {
			if f.Write == nil {
				continue
			}
			w, err := Export(chapters(12, 4), f, Options{Standalone: true, Scheme: s})
			if err != nil {
				t.Fatal(err)
			}
			if got := w.Certificate.String(); got != "12 markers, 12 notes, 0 changed" {
				t.Errorf("%s as %s: %s\n%s", numbering, f.Name, got, w.Output)
			}
		}
	}
}

func TestCertifySeesChanges(t *testing.T) {
	m := essay.MarkerOf
	para := func(spans ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, spans...) }
	number := doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: "b"}}
	e := essay.New(doc.New(
		para(doc.Span{Text: "One"}, m("a"), doc.Span{Text: " and "}, doc.Span{Text: "two", Link: "http://a.b"}, m("b"), doc.Span{Text: ", see "}, number, doc.Span{Text: "."}),
		para(doc.Span{Text: "Three."})),
		&essay.Note{ID: "a", Text: doc.New(para(doc.Span{Text: "First "}, doc.Span{Text: "here", Link: "http://c.d"}))},
		&essay.Note{ID: "b", Text: doc.FromText("Second.")})
	html := named(t, "html")
	w, err := Export(e, html, Options{Standalone: true})
	if err != nil {
		t.Fatal(err)
	}
	out := string(w.Output)
	tests := []struct {
		name, old, new string
		want           string
	}{
		{"nothing", "", "", "2 markers, 2 notes, 0 changed"},
		{"a word", "Three.", "Three!", "2 markers, 2 notes, 1 changed"},
		{"a paragraph", "<p>Three.</p>", "", "2 markers, 2 notes, 1 changed"},
		{"a link", "http://a.b", "http://x.b", "2 markers, 2 notes, 1 changed"},
		{"a link in a note", "http://c.d", "http://x.d", "2 markers, 2 notes, 1 changed"},
		{"a note's word", "Second.", "Other.", "2 markers, 2 notes, 1 changed"},
		{"a cross-reference", `<a href="#fn-n2" class="fn-xref">`, `<a href="#fn-n1" class="fn-xref">`, "2 markers, 2 notes, 1 changed"},
		{"a link back", `<a href="#fnref-n2"`, `<a href="#x"`, "1 markers, 1 notes, 5 changed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := strings.Replace(out, tt.old, tt.new, 1)
			if tt.old != "" && changed == out {
				t.Fatalf("no %q in\n%s", tt.old, out)
			}
			c, err := Certify(html, e, Options{}, []byte(changed))
			if err != nil || c.String() != tt.want {
				t.Errorf("%s, %v; want %s", c, err, tt.want)
			}
		})
	}
	text := named(t, "text")
	if w, err = Export(chapters(5, 5), text, Options{}); err != nil {
		t.Fatal(err)
	}
	c, err := Certify(text, chapters(5, 5), Options{}, []byte(strings.Replace(string(w.Output), "Nobody", "Somebody", 1)))
	if err != nil || c.String() != "5 markers, 5 notes, 1 changed" {
		t.Errorf("a word in text: %s, %v", c, err)
	}
}

// A harmful address does not leave, and that is said and counted.
func TestHarmfulLinks(t *testing.T) {
	const src = "A [link](javascript:alert(1)) and [one](data:text/html;base64,x) <script>alert(2)</script>\n\n<script>alert(3)</script>\n\n[b](http://a.b)\n"
	c, err := Convert([]byte(src), named(t, "markdown"), named(t, "html"), Options{Standalone: true}, false)
	if err != nil {
		t.Fatal(err)
	}
	out := strings.ToLower(string(c.Output))
	for _, bad := range []string{"javascript:", "data:text", "<script"} {
		if strings.Contains(out, bad) {
			t.Errorf("%s leaves in\n%s", bad, out)
		}
	}
	if c.Certificate.Changed == 0 || !strings.Contains(strings.Join(c.Warnings, "\n"), "do harm: 2") {
		t.Errorf("%s, warnings %q", c.Certificate, c.Warnings)
	}
	const page = `<p onclick="x()">A <a href="java&#10;script:x" onmouseover="y()">b</a> <a href="http://a.b" onclick="z()">c</a> <a href="DATA:text/html,x">d</a></p><script>e</script><svg onload="f()"><text>g</text></svg><iframe srcdoc="<p>h">i</iframe><style>j</style>`
	c, err = Convert([]byte(page), named(t, "html"), named(t, "html"), Options{}, false)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(c.Output), "<p>A b <a href=\"http://a.b\">c</a> d</p>\n"; got != want {
		t.Errorf("written as %s, want %s", got, want)
	}
	if len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0], "do harm") {
		t.Errorf("warnings %q", c.Warnings)
	}
}

func encoded(s string, big, mark bool) []byte {
	var b []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestEncodings(t *testing.T) {
	sources := map[string]string{
		"markdown": "Garçon, déjà vu.[^1]\n\n[^1]: Noté.\n",
		"html":     "<p>Garçon, déjà vu.<a id=\"r\" href=\"#n\"><sup>1</sup></a></p>\n<ol><li id=\"n\">Noté. <a href=\"#r\">↩</a></li></ol>\n",
		"text":     "Garçon, déjà vu.[1]\n\n[1] Noté.\n",
	}
	for name, src := range sources {
		latin := []byte{}
		for _, r := range strings.ReplaceAll(src, "↩", "^") {
			latin = append(latin, byte(r))
		}
		inputs := map[string][]byte{
			"UTF-8": []byte(src), "UTF-8 with a mark": []byte("\ufeff" + src), "Latin-1": latin, "CRLF": []byte(strings.ReplaceAll(src, "\n", "\r\n")),
			"UTF-16LE": encoded(src, false, false), "UTF-16BE": encoded(src, true, false),
			"UTF-16LE with a mark": encoded(src, false, true), "UTF-16BE with a mark": encoded(src, true, true),
		}
		for encoding, in := range inputs {
			c, err := Convert(in, named(t, name), named(t, "markdown"), Options{}, true)
			if err != nil {
				t.Errorf("%s in %s: %v", name, encoding, err)
				continue
			}
			want := sources["markdown"]
			if name == "markdown" && utf8.Valid(in) && !bytes.Contains(in, []byte{0}) { // it leaves as it came
				want = string(in)
			}
			if got := string(c.Output); got != want || c.Certificate.String() != "1 markers, 1 notes, 0 changed" {
				t.Errorf("%s in %s: %q, %s", name, encoding, got, c.Certificate)
			}
		}
	}
}

// hostile are inputs on which careless programs take all time or memory.
var hostile = map[string]string{
	"quotes line by line":   lines(5000, func(i int) string { return strings.Repeat(">", min(i, 99)) + " x" }),
	"lists line by line":    lines(1500, func(i int) string { return strings.Repeat("  ", i) + "- a" }),
	"quotes in a line":      strings.Repeat("> ", 10000) + "x",
	"stars":                 strings.Repeat("*", 10000) + "a" + strings.Repeat("*", 10000),
	"links in links":        strings.Repeat("[", 10000) + "a" + strings.Repeat("](b)", 10000),
	"notes in notes":        strings.Repeat("^[", 10000) + "a" + strings.Repeat("]", 10000),
	"a chain of notes":      lines(5000, func(i int) string { return fmt.Sprintf("[^%d]: a[^%d]", i, i+1) }),
	"a circle of notes":     "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n",
	"divs":                  strings.Repeat("<div>", 10000) + "x",
	"bold":                  strings.Repeat("<b>", 10000) + "x",
	"tables":                strings.Repeat("<table><tr><td>", 10000) + "x",
	"as deep as may be":     strings.Repeat("<div><blockquote><ul><li>", 120) + "x",
	"a long attribute":      `<p id="` + strings.Repeat("a", 1<<20) + `">x</p>`,
	"a long address":        `<a href="javascript:` + strings.Repeat("a", 1<<20) + `">x</a>`,
	"many attributes":       "<p " + strings.Repeat("a=1 ", 50000) + ">x</p>",
	"links to one another":  "<p>" + lines(5000, func(i int) string { return fmt.Sprintf("<a href=#x id=r%d></a>", i) }) + "</p><div id=x>" + lines(5000, func(i int) string { return fmt.Sprintf("<a href=#r%d>b</a>", i) }) + "</div>",
	"notes below much else": lines(5000, func(i int) string { return fmt.Sprintf("<p><a href=#x%d id=r%d>1</a></p>", i, i) }) + "<div id=w>" + strings.Repeat("<i></i>", 50000) + lines(5000, func(i int) string { return fmt.Sprintf("<p id=x%d><a href=#r%d>b</a> z</p>", i, i) }) + "</div>",
	"many series": lines(2000, func(i int) string {
		return fmt.Sprintf(`<p>a<a href=#x%d id=r%d><sup>1</sup></a></p><section class=footnotes data-series="s%d"><ol><li id=x%d>n <a href=#r%d>b</a></ol></section>`, i, i, i, i, i)
	}),
	"spans":              "<table>" + lines(1000, func(int) string { return "<tr>" + strings.Repeat("<td colspan=999 rowspan=999>x", 3) }),
	"lists of numbers":   lines(20000, func(i int) string { return fmt.Sprintf("<li value=%d>x", i+1) }),
	"numbers":            lines(20000, func(i int) string { return fmt.Sprintf("%d%s x", i+1, []string{".", ")"}[i%2]) }),
	"pictures":           strings.Repeat("<img src=a>", 50000) + "![](",
	"figures":            strings.Repeat("<figure>", 400) + strings.Repeat("<img src=a>", 1000),
	"classes":            strings.Repeat("[", 20000) + "a" + strings.Repeat("]{.mark}", 20000),
	"rows":               "|a|b|\n|-|-|\n" + strings.Repeat("|`\\|`|\n", 2000),
	"one long paragraph": strings.Repeat("a *b* c ", 50000),
	"one long word":      strings.Repeat("a", 1<<20),
	"brackets":           strings.Repeat("[or her] ", 50000),
}

func lines(n int, f func(i int) string) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(f(i) + "\n")
	}
	return s.String()
}

func TestHostile(t *testing.T) {
	for name, src := range hostile {
		for _, from := range []string{"markdown", "html"} {
			t.Run(name+" as "+from, func(t *testing.T) {
				for _, to := range []string{"markdown", "html"} {
					c, err := Convert([]byte(src), named(t, from), named(t, to), Options{}, true)
					if err != nil && strings.Contains(err.Error(), "read back") {
						t.Errorf("%s: %v", to, err)
					}
					if len(c.Warnings) > 200 {
						t.Errorf("%s: %d warnings", to, len(c.Warnings))
					}
				}
			})
		}
		t.Run(name+" as text", func(t *testing.T) {
			in, err := named(t, "text").Read([]byte(src))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := named(t, "text").Write(io.Discard, in.Essay, Options{}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// The certificate counts nothing where nothing was changed.
func TestNothingChanges(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 8))
		e := chapters(1+r.IntN(9), 1+r.IntN(4))
		// Some notes join a series, some markers stand again, some numbers in the text.
		var notes []*essay.Note
		for n := range e.Notes() {
			m := *n
			m.Series = []string{"", "", "editor", essay.Endnotes}[r.IntN(4)]
			notes = append(notes, &m)
		}
		body := e.Body()
		for range r.IntN(4) {
			a := essay.MarkerOf(notes[r.IntN(len(notes))].ID)
			if r.IntN(2) == 0 {
				a.Atom.Kind = doc.CrossRef
			}
			p := doc.Pos(r.IntN(int(body.Len())))
			body, _ = body.Replace(p, p, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, a)}})
		}
		e = essay.New(body, notes...).WithScheme(essay.Scheme{Series: []essay.Series{{
			Style: essay.NumberStyles[r.IntN(6)], Restart: r.IntN(2) == 0, Place: []essay.Place{essay.Foot, essay.SectionEnd, essay.EssayEnd}[r.IntN(3)],
		}}})
		for _, name := range []string{"markdown", "html"} {
			w, err := Export(e, named(t, name), Options{Standalone: r.IntN(2) == 0, Choices: Choices{"notes": []string{"end", "beside", "typed", "word"}[r.IntN(4)]}})
			if err != nil {
				t.Fatal(err)
			}
			if c := w.Certificate; c.Changed != 0 || c.Markers != len(e.Refs()) {
				t.Fatalf("seed %d as %s: %s\n%s", seed, name, c, w.Output)
			}
		}
	}
}

func TestParseNumbering(t *testing.T) {
	tests := []struct {
		in   string
		want essay.Series
	}{
		{"continuous", essay.Series{}},
		{"section", essay.Series{Restart: true}},
		{" Section:3 , ROMAN,end", essay.Series{Restart: true, Section: 3, Style: essay.LowerRoman, Place: essay.EssayEnd}},
		{"letters", essay.Series{Style: essay.LowerLetters}},
		{"symbols,section-end,section", essay.Series{Style: essay.Symbols, Restart: true, Place: essay.SectionEnd}},
		{"arabic,foot", essay.Series{Style: essay.Arabic, Place: essay.Foot}},
	}
	for _, tt := range tests {
		s, err := ParseNumbering(tt.in)
		if err != nil || len(s.Series) != 1 || s.Series[0] != tt.want {
			t.Errorf("%q is %v, %v; want %v", tt.in, s, err, tt.want)
		}
	}
	for _, bad := range []string{"", "section:", "section:0", "section:7", "section:10", "sections", "section,", "continuous,section", "roman,letters", "foot,end", "1"} {
		if s, err := ParseNumbering(bad); err == nil {
			t.Errorf("%q is %v", bad, s)
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, s := range []string{
		"a[^1] ^[b *c*]\n\n[^1]: d\n\n    - e\n", "> # a\n> - b[^x]\n\n[^x]: [y](javascript:z)\n",
		`<h2>a<a href="#n" id="r">1</a></h2><section class="footnotes" data-series="e" data-place="section" data-restart="section"><ol type="i"><li id="n">x <a href="#r">^</a> <a class="fn-xref" href="#n">1</a></ol></section>`,
		"<pre>a<a href=#b id=c>1</a></pre><p id=b>1. x<a href=#c>↩2</a><table><td>y", "- [x] a\n\n|b|\n|:-:|\n|c[^1]|\n\n![d](e)\\\nf\n\ng\\\nh  \n\n3. i\n\n[^1]: <u>j</u>\n",
		"<table><tr><th align=right colspan=2>a<tr><td><input type=checkbox><ol start=4><li>b</table><figure><img src=c><figcaption>d</figure><p class=verse>e<br> f",
		"\xff\xfea\x00", "a[1]\n\n[1] b",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, from := range []string{"markdown", "html"} {
			in, err := named(t, from).Read(b)
			if err != nil {
				continue
			}
			for _, to := range []string{"markdown", "html"} {
				w, err := Export(in.Essay, named(t, to), Options{Standalone: len(b)%2 == 0})
				if err != nil {
					t.Fatalf("%s to %s: %v", from, to, err)
				}
				if got, want := w.Certificate.Markers, len(in.Essay.Refs()); got != want {
					t.Fatalf("%s to %s: %d markers, want %d\n%s", from, to, got, want, w.Output)
				}
			}
			if _, err := named(t, "text").Write(io.Discard, in.Essay, Options{}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// everyKind is an essay with blocks of all kinds in all styles.
func everyKind(r *rand.Rand) *essay.Essay {
	words := []string{"harbour", " and ", "“held,”", " 1918. ", "é", "漢字", " a|b ", "[x]", " * ", "http://a.b/c"}
	var notes []*essay.Note
	block := func(marked bool) *doc.Block {
		kinds := []doc.Kind{
			doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Numbered, doc.Code, doc.Rule, doc.Task, doc.Verse, doc.Image, doc.Cell, doc.Cell, doc.Cell,
		}
		kind := kinds[r.IntN(len(kinds))]
		spans := []doc.Span{{Text: "Words"}}
		for range r.IntN(5) {
			s := doc.Span{Text: words[r.IntN(len(words))], Style: doc.Style(r.IntN(512) & r.IntN(512))}
			switch {
			case kind == doc.Code:
				s.Style = 0
			case marked && r.IntN(3) == 0:
				id := essay.NoteID(fmt.Sprint("x", len(notes)))
				notes = append(notes, &essay.Note{ID: id})
				s = essay.MarkerOf(id)
			case kind == doc.Verse && r.IntN(2) == 0:
				s.Text = "\n"
			}
			spans = append(spans, s)
		}
		return doc.NewBlock(kind, r.IntN(4), append(spans, doc.Span{Text: "end."})...).WithInfo(doc.Info{
			Start: r.IntN(4), Done: r.IntN(2) == 0, Language: []string{"", "go"}[r.IntN(2)],
			Source: []string{"a b.png", "ibid:here", "ibid:gone"}[r.IntN(3)], Alt: []string{"", "A [gauge]"}[r.IntN(2)], Align: doc.Align(r.IntN(4)),
		})
	}
	var body []*doc.Block
	for range 1 + r.IntN(9) {
		body = append(body, block(true))
	}
	for i := range notes {
		notes[i].Text = doc.New(block(false), block(false))
	}
	return essay.New(doc.New(body...), notes...)
}

// The certificate of Markdown and HTML counts nothing whatever an essay holds,
// and what they cannot hold is a warning.
func TestEveryKind(t *testing.T) {
	library := func(source string) ([]byte, bool) { return []byte("GIF89a"), source == "ibid:here" }
	for seed := range uint64(2000) {
		e := everyKind(rand.New(rand.NewPCG(seed, 9)))
		for _, f := range Formats {
			if f.Write == nil {
				continue
			}
			if f.Name != "markdown" && f.Name != "html" {
				continue
			}
			w, err := Export(e, f, Options{Pictures: library})
			if err != nil {
				t.Fatal(err)
			}
			if c := w.Certificate; c.Changed != 0 || c.Markers != len(e.Refs()) {
				t.Fatalf("seed %d as %s: %s\n%s", seed, f.Name, c, w.Output)
			}
			gone := strings.Contains(fmt.Sprint(sources(e)), "ibid:gone")
			if warned := strings.Contains(strings.Join(w.Warnings, ""), "Pictures"); warned != gone {
				t.Fatalf("seed %d as %s: warnings %q", seed, f.Name, w.Warnings)
			}
			here := f.Name == "markdown" && strings.Contains(fmt.Sprint(sources(e)), "ibid:here")
			if (len(w.Pictures) == 1) != here {
				t.Fatalf("seed %d as %s: %d pictures", seed, f.Name, len(w.Pictures))
			}
		}
	}
}

// sources lists where the pictures of an essay are, without those in the bin.
func sources(e *essay.Essay) []string {
	var list []string
	for _, b := range e.Body().All() {
		list = append(list, b.Info.Source)
	}
	for _, n := range e.Numbered() {
		for _, b := range n.Text.All() {
			list = append(list, b.Info.Source)
		}
	}
	return list
}

// The certificate sees when a picture, or what is done, is another.
func TestCertifySeesKinds(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Task, 1, doc.Span{Text: "Done"}).WithInfo(doc.Info{Done: true}),
		doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: "a.png", Alt: "A gauge"}),
		doc.NewBlock(doc.Cell, 0, doc.Span{Text: "One"}), doc.NewBlock(doc.Cell, 1, doc.Span{Text: "two"})))
	for _, name := range []string{"markdown", "html"} {
		w, err := Export(e, named(t, name), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range []string{"[x]/[ ]", " checked/", "a.png/b.png", "A gauge/A gauge b", "two/"} {
			old, now, _ := strings.Cut(change, "/")
			if !strings.Contains(string(w.Output), old) {
				continue
			}
			c, err := Certify(named(t, name), e, Options{}, []byte(strings.Replace(string(w.Output), old, now, 1)))
			if err != nil || c.Changed != 1 {
				t.Errorf("%s: %s gives %s, %v", name, change, c, err)
			}
		}
	}
}

// A picture in a page becomes a file beside a text.
func TestPicturesBeside(t *testing.T) {
	page := `<p>A</p><figure><img src="data:image/gif;base64,R0lGODlh" alt="b"><figcaption>c</figcaption></figure>`
	c, err := Convert([]byte(page), named(t, "html"), named(t, "markdown"), Options{}, false)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := c.Save(filepath.Join(folder, "out.md")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"out.md": "A\n\n![b](pictures/610f5ae4d76e.gif)\\\nc\n", "pictures/610f5ae4d76e.gif": "GIF89a"} {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	if err := c.Save(filepath.Join(folder, "out.md", "x.md")); err == nil || !strings.Contains(err.Error(), "choose another place") {
		t.Errorf("below a file: %v", err)
	}
}
