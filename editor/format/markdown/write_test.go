package markdown

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func say(s string) doc.Span                     { return doc.Span{Text: s} }
func styled(s string, style doc.Style) doc.Span { return doc.Span{Text: s, Style: style} }
func linked(s, link string) doc.Span            { return doc.Span{Text: s, Link: link} }
func note(id, s string) *essay.Note {
	return &essay.Note{ID: essay.NoteID(id), Text: doc.FromText(s)}
}

// paragraph is an essay of one paragraph.
func paragraph(spans ...doc.Span) *essay.Essay {
	return essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, spans...)))
}

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"prose stays", "“Whoever [or her] heirs” – don't… (67), A. Smith, 50%, p. 3", "“Whoever [or her] heirs” – don't… (67), A. Smith, 50%, p. 3"},
		{"money", "from $20 to $30", "from $20 to $30"},
		{"a formula", "$a$", `\$a\$`},
		{"words with underscores", "snake_case and _this_", `snake_case and \_this\_`},
		{"an initial", "A. Smith", "A. Smith"},
		{"a page", "p. 72", "p. 72"},
		{"a year", "1986. A great year", `1986\. A great year`},
		{"an item", "(1) first", `(1\) first`},
		{"a roman item", "iv. fourth", `iv\. fourth`},
		{"a hyphen", "- item", `\- item`},
		{"a hyphen before a word", "-ness", "-ness"},
		{"a heading", "# not one", `\# not one`},
		{"a hash tag", "#this", "#this"},
		{"a quote", "> not one", `\> not one`},
		{"comparison", "a < b > c", "a < b > c"},
		{"a tag", "<b>", `\<b>`},
		{"entities", "AT&T &amp; R&D", `AT&T \&amp; R&D`},
		{"a link", "[a](b)", `\[a\](b)`},
		{"a definition", "[a]: b", `\[a\]: b`},
		{"a note", "[^1]", `[\^1]`},
		{"an address", "see http://a.b/c_d_e.", "see <http://a.b/c_d_e>."},
		{"an address in brackets", "(http://a.b/c_(d))", "(<http://a.b/c_(d)>)"},
		{"mail", "to a.b@c.org, please", "to <a.b@c.org>, please"},
		{"a name", "as @somebody says", `as \@somebody says`},
		{"a break", "a\u2028b", "a\\\nb"},
		{"breaks", "a\u2028\u2028b\u2028", "a<br>\\\nb<br>"},
		{"blanks at the ends", " a\t", "&#32;a&#9;"},
		{"no-break spaces", "\u00a0a\u00a0b\u00a0", "\u00a0a\u00a0b\u00a0"},
		{"backslash", `a\b`, `a\\b`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := write(paragraph(say(tt.in))); got != tt.want+"\n" {
				t.Errorf("got  %q\nwant %q", got, tt.want+"\n")
			}
		})
	}
}

func TestStyles(t *testing.T) {
	const both = doc.Bold | doc.Italic
	tests := []struct {
		name string
		in   []doc.Span
		want string
	}{
		{"blanks move out", []doc.Span{say("a"), styled(" b ", doc.Bold), say("c")}, "a **b** c"},
		{"both", []doc.Span{styled("a", both)}, "**_a_**"},
		{"neighbours", []doc.Span{styled("a", doc.Italic), styled("b", doc.Bold)}, "_a_**b**"},
		{"within a word", []doc.Span{say("un"), styled("believ", doc.Italic), say("able")}, "un*believ*able"},
		{"punctuation at the edge", []doc.Span{say("un"), styled("(b)", doc.Bold), say("a")}, "u&#110;**(b)**&#97;"},
		{"one letter between two marks", []doc.Span{say("ab"), styled("é", doc.Italic), styled("[c]", doc.Italic|doc.Strike), say("d")}, "a&#98;*&#233;~~[c]~~*&#100;"},
		{"overlap", []doc.Span{styled("a ", doc.Bold), styled("b ", both), styled("c", doc.Italic)}, "**a _b_** *c*"},
		{"code", []doc.Span{styled("a`b", doc.Mono)}, "``a`b``"},
		{"raised", []doc.Span{say("m"), styled("2", doc.Super)}, "m<sup>2</sup>"},
		{"struck", []doc.Span{styled("no", doc.Strike)}, "~~no~~"},
		{"a link", []doc.Span{linked("here ", "http://a.b"), say("now")}, "[here](http://a.b) now"},
		{"bold in a link", []doc.Span{{Text: "a ", Style: doc.Bold}, {Text: "b ", Style: doc.Bold, Link: "x"}, {Text: "c", Link: "x"}}, "**a** [**b** c](x)"},
		{"a link in bold", []doc.Span{styled("a ", doc.Bold), {Text: "b", Style: doc.Bold, Link: "x"}, styled(" c", doc.Bold)}, "**a [b](x) c**"},
		{"its own address", []doc.Span{linked("http://a.b", "http://a.b")}, "<http://a.b>"},
		{"a picture it is not", []doc.Span{say("so!"), linked("a", "b")}, `so\![a](b)`},
		{"brackets in a link", []doc.Span{linked("a]b", "c d")}, `[a\]b](<c d>)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := write(paragraph(tt.in...)); got != tt.want+"\n" {
				t.Errorf("got  %q\nwant %q", got, tt.want+"\n")
			}
		})
	}
}

func TestKinds(t *testing.T) {
	block := doc.NewBlock
	task := func(level int, done bool, s string) *doc.Block {
		return block(doc.Task, level, say(s)).WithInfo(doc.Info{Done: done})
	}
	item := func(level, start int, s string) *doc.Block {
		return block(doc.Numbered, level, say(s)).WithInfo(doc.Info{Start: start})
	}
	cell := func(column int, align doc.Align, spans ...doc.Span) *doc.Block {
		return block(doc.Cell, column, spans...).WithInfo(doc.Info{Align: align})
	}
	image := func(source, alt string, caption ...doc.Span) *doc.Block {
		return block(doc.Image, 0, caption...).WithInfo(doc.Info{Source: source, Alt: alt})
	}
	tests := []struct {
		name   string
		blocks []*doc.Block
		want   string
	}{
		{"tasks", []*doc.Block{task(1, false, "a"), task(2, true, "b"), block(doc.Bullet, 1, say("[x] c"))}, "- [ ] a\n  - [x] b\n- \\[x\\] c"},
		{"numbers", []*doc.Block{item(1, 3, "a"), item(1, 0, "b"), item(1, 1, "c"), item(2, 7, "d"), item(1, 3, "e"), item(1, 3, "f")}, "3. a\n4. b\n\n1) c\n\n   7. d\n\n3. e\n\n3) f"},
		{"the next number", []*doc.Block{item(1, 0, "a"), item(1, 2, "b")}, "1. a\n2. b"},
		{
			"a table",
			[]*doc.Block{
				cell(0, doc.Left, say("a|b")), cell(1, doc.Right, say("# c")), cell(0, 0, styled("|", doc.Mono)), cell(1, 0, say("1. d\u2028e"), essay.MarkerOf("x")), cell(0, 0),
			},
			"| a\\|b | # c |\n| :-- | --: |\n| <code>\\|</code> | 1. d<br>e[^1] |\n|  |  |\n\n[^1]: Ex.",
		},
		{"a link in a table", []*doc.Block{cell(0, doc.Center, linked("a", "b|c"))}, "| [a](b\\|c) |\n| :-: |"},
		{"verse", []*doc.Block{block(doc.Verse, 0, say("a\n  b\n\nc"))}, "a\\\n&#32; b<br>\\\nc"},
		{"a couplet", []*doc.Block{block(doc.Verse, 0, say("a\nb"))}, "a\\\nb  "},
		{"no verse", []*doc.Block{block(doc.Paragraph, 0, say("a\u2028b\u2028c"))}, "a\\\nb<br>c"},
		{"a picture", []*doc.Block{image("a b.png", "[c]\n*d*. e")}, "![\\[c\\] \\*d\\*. e](<a b.png>)"},
		{"a caption", []*doc.Block{image("a.png", "", say("- "), styled("b", doc.Italic), essay.MarkerOf("x"))}, "![](a.png)\\\n\\- *b*[^1]\n\n[^1]: Ex."},
		{"a picture of the library", []*doc.Block{image("ibid:here", "a")}, "![a](pictures/610f5ae4d76e.gif)"},
		{"a picture that is not there", []*doc.Block{image("ibid:gone", "a", say("b"))}, "a\\\nb"},
		{"code", []*doc.Block{block(doc.Code, 0, say("```")).WithInfo(doc.Info{Language: "c++"})}, "````c++\n```\n````"},
		{"code without a name", []*doc.Block{block(doc.Code, 0, say("a")).WithInfo(doc.Info{Language: "a b"})}, "```\na\n```"},
		{
			"styles",
			[]*doc.Block{block(doc.Paragraph, 0, styled("a", doc.Underline), styled("b", doc.SmallCaps), styled("c", doc.Lit|doc.Bold))},
			`<u>a</u><span class="smallcaps">b</span>**<mark>c</mark>**`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := essay.New(doc.New(tt.blocks...), note("x", "Ex."))
			var out strings.Builder
			if _, err := Write(&out, e, pictures); err != nil {
				t.Fatal(err)
			}
			if got := out.String(); got != tt.want+"\n" {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			checkRound(t, e)
		})
	}
	e := essay.New(doc.New(image("ibid:here", ""), image("ibid:gone", ""), block(doc.Code, 0).WithInfo(doc.Info{Language: "`"})))
	warnings, _ := Write(&strings.Builder{}, e, pictures)
	if len(warnings) != 2 || !strings.Contains(warnings[0], "not there") || !strings.Contains(warnings[1], "language") {
		t.Errorf("warnings %q", warnings)
	}
	if files := Pictures(e, pictures); len(files) != 1 || string(files["pictures/610f5ae4d76e.gif"]) != "GIF89a" {
		t.Errorf("pictures %q", files)
	}
}

func TestMarkers(t *testing.T) {
	m := essay.MarkerOf
	tests := []struct {
		name string
		in   []doc.Span
		want string
	}{
		{"round brackets", []doc.Span{say("a"), m("x"), say("(67)")}, "a[^1]\\(67)\n\n[^1]: Ex.\n"},
		{"square brackets", []doc.Span{say("a"), m("x"), say("[b]")}, "a[^1]\\[b]\n\n[^1]: Ex.\n"},
		{"a colon at the start", []doc.Span{m("x"), say(": a")}, "[^1]\\: a\n\n[^1]: Ex.\n"},
		{"an exclamation mark", []doc.Span{say("a!"), m("x")}, "a\\![^1]\n\n[^1]: Ex.\n"},
		{"in italics", []doc.Span{styled("a", doc.Italic), m("x"), styled(" b", doc.Italic)}, "*a[^1] b*\n\n[^1]: Ex.\n"},
		{"in a link", []doc.Span{linked("a", "u"), m("x"), linked("b", "u")}, "[a](u)[^1][b](u)\n\n[^1]: Ex.\n"},
		{
			"again",
			[]doc.Span{say("a"), m("x"), say("b"), m("x"), say("c"), m("y"), m("y")},
			"a[^1]b[^2]c[^3][^4]\n\n[^1]: Ex.\n\n[^2]: See note 1.\n\n[^3]: Why.\n\n[^4]: See note 3.\n",
		},
		{"without its note", []doc.Span{say("a"), m("z")}, "a[^1]\n\n[^1]:\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, tt.in...)), note("x", "Ex."), note("y", "Why."), note("bin", "In the bin."))
			if got := write(e); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestSeries(t *testing.T) {
	m := essay.MarkerOf
	number := func(id string) doc.Span { return doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: id}} }
	y, z := note("y", "Why."), note("z", "Zed.")
	y.Series, z.Series = "The Éditors", "Ü"
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 2, say("One")),
		doc.NewBlock(doc.Paragraph, 0, say("a"), m("x"), say(" b"), m("y"), styled(" see note ", doc.Italic), number("w"), styled("!", doc.Italic)),
		doc.NewBlock(doc.Heading, 2, say("Two")),
		doc.NewBlock(doc.Paragraph, 0, say("c"), m("z"), m("y"), m("w"), say(", not "), number("gone"), say(".")),
	), note("x", "Ex."), y, z, &essay.Note{ID: "w", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, number("z"), say(". It is.")))})
	want := `## One

a[^1] b[^the-ditors-1] *see note 5!*

## Two

c[^series-1][^the-ditors-2][^5], not ?.

[^1]: Ex.

[^the-ditors-1]: Why.

[^series-1]: Zed.

[^the-ditors-2]: See note 2.

[^5]: 3\. It is.
`
	tests := []struct {
		name   string
		scheme essay.Scheme
		want   []string
	}{
		{"plain", essay.Scheme{}, []string{"one run", "second marker", "typed as text: 3.", "“?”: 1."}},
		{"at the end of sections", essay.Scheme{Series: []essay.Series{{Restart: true, Place: essay.SectionEnd}}}, []string{"one run", "end of a section", "second marker", "typed as text: 3.", "“?”: 1."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			warnings, err := Write(&out, e.WithScheme(tt.scheme), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if out.String() != want {
				t.Errorf("got\n%s\nwant\n%s", out.String(), want)
			}
			if len(warnings) != len(tt.want) {
				t.Fatalf("warnings %q", warnings)
			}
			for i := range warnings {
				if !strings.Contains(warnings[i], tt.want[i]) {
					t.Errorf("warning %q, want one with %q", warnings[i], tt.want[i])
				}
			}
		})
	}
	if warnings, _ := Write(&strings.Builder{}, paragraph(say("a"), m("x")), Options{}); warnings != nil {
		t.Errorf("a plain essay is warned of: %q", warnings)
	}
}

func TestFragment(t *testing.T) {
	block := doc.NewBlock
	tests := []struct {
		name   string
		blocks []*doc.Block
		notes  []*essay.Note
		want   string
	}{
		{"nothing", nil, nil, ""},
		{"a word", []*doc.Block{block(doc.Paragraph, 0, say(" *a "))}, nil, " *a "},
		{"a word of a heading", []*doc.Block{block(doc.Heading, 1, say("word"))}, nil, "word"},
		{"lines", []*doc.Block{block(doc.Paragraph, 0, say("a\u2028b"))}, nil, "a\nb"},
		{"a styled word", []*doc.Block{block(doc.Paragraph, 0, say(" "), styled("é ", doc.Bold))}, nil, " **é** "},
		{
			"a sentence with its note",
			[]*doc.Block{block(doc.Paragraph, 0, say("a."), essay.MarkerOf("x"))},
			[]*essay.Note{note("x", "Ex.")},
			"a.[^1]\n\n[^1]: Ex.",
		},
		{"two paragraphs", []*doc.Block{block(doc.Paragraph, 0, say("a")), block(doc.Quote, 1, say("b"))}, nil, "a\n\n> b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fragment(essay.Fragment{Slice: doc.Slice{Blocks: tt.blocks}, Notes: tt.notes}); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
