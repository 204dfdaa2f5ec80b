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
			warnings, err := Write(&out, e.WithScheme(tt.scheme))
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
	if warnings, _ := Write(&strings.Builder{}, paragraph(say("a"), m("x"))); warnings != nil {
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
