package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func say(s string) doc.Span { return doc.Span{Text: s} }

func cross(id string) doc.Span { return doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: id}} }

func TestWrite(t *testing.T) {
	m, block := essay.MarkerOf, doc.NewBlock
	e := essay.New(doc.New(
		block(doc.Heading, 1, say("Tides")),
		block(doc.Paragraph, 0, say("One"), m("a"), say(" two"), m("b"), say(", see note "), cross("c"), say(" and "), cross("gone"), say(".")),
		block(doc.Paragraph, 0),
		block(doc.Quote, 1, say("Line\u2028and line"), m("a")),
		block(doc.Numbered, 1, say("x")), block(doc.Bullet, 2, doc.Span{Text: "y", Style: doc.Bold}), block(doc.Numbered, 1, say("z")),
		block(doc.Rule, 0),
		block(doc.Heading, 2, say("Ebb")),
		block(doc.Paragraph, 0, doc.Span{Text: "here", Link: "http://a.b"}, say(" or "), doc.Span{Text: "http://c.d", Link: "http://c.d"}, m("c")),
		block(doc.Code, 0, say("if\n  then")),
	),
		&essay.Note{ID: "a", Text: doc.FromText("Note a.", "Its end.")},
		&essay.Note{ID: "b", Text: doc.FromText("Note b."), Series: "editor"},
		&essay.Note{ID: "c", Text: doc.New(block(doc.Bullet, 1, say("Note c")))},
		&essay.Note{ID: "bin", Text: doc.FromText("In the bin.")},
	).WithScheme(essay.Scheme{Series: []essay.Series{{Style: essay.LowerRoman, Place: essay.SectionEnd, Restart: true}, {Name: "editor", Style: essay.Symbols}}})
	want := `Tides

One[i] two[*], see note i and ?.

    Line
    and line[i]

1. x
   - y
2. z

———

[i] Note a.

    Its end.

Ebb

here <http://a.b> or http://c.d[i]

    if
      then

[i] - Note c

Editor

[*] Note b.
`
	var out strings.Builder
	warnings, err := Write(&out, e)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != want {
		t.Errorf("written as\n%s\nwant\n%s", out.String(), want)
	}
	for i, want := range []string{"bold", "typed as text: 2.", "“?”: 1."} {
		if len(warnings) != 3 || !strings.Contains(warnings[i], want) {
			t.Errorf("warnings %q, want %q in the one at %d", warnings, want, i)
		}
	}
	var none strings.Builder
	if warnings, err := Write(&none, essay.Blank()); none.String() != "" || warnings != nil || err != nil {
		t.Errorf("a blank essay is written as %q, %q, %v", none.String(), warnings, err)
	}
}

func TestWriteKinds(t *testing.T) {
	block := doc.NewBlock
	cell := func(column int, align doc.Align, spans ...doc.Span) *doc.Block {
		return block(doc.Cell, column, spans...).WithInfo(doc.Info{Align: align})
	}
	e := essay.New(doc.New(
		block(doc.Task, 1, say("To do")), block(doc.Task, 2, say("Done")).WithInfo(doc.Info{Done: true}),
		block(doc.Numbered, 1, say("three")).WithInfo(doc.Info{Start: 3}), block(doc.Numbered, 1, say("four")),
		cell(0, 0, say("Port")), cell(1, doc.Right, say("Ships")), cell(2, doc.Center, say("Since then")), cell(0, 0, say("São\u2028Tomé"), essay.MarkerOf("a")), cell(1, 0, say("7")), cell(2, 0, say("ab")), cell(0, 0, say("東京")),
		block(doc.Verse, 0, say("One\n  two")),
		block(doc.Image, 0, say("Caption."), essay.MarkerOf("a")).WithInfo(doc.Info{Source: "a.png", Alt: "A gauge"}), block(doc.Image, 0),
	), &essay.Note{ID: "a", Text: doc.New(cell(0, 0, say("x")), cell(1, 0, say("y")), cell(0, 0, say("zz")))})
	want := `[ ] To do
   [x] Done
3. three
4. four

Port        | Ships | Since then
São Tomé[1] |     7 |     ab
東京        |       |

    One
      two

[picture: A gauge] Caption.[1]

[picture]

Notes

[1] x  | y
    zz |
`
	var out strings.Builder
	warnings, err := Write(&out, e)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != want {
		t.Errorf("written as\n%s\nwant\n%s", got, want)
	}
	if len(warnings) != 1 || !strings.HasSuffix(warnings[0], ": 2.") {
		t.Errorf("warnings %q", warnings)
	}
}

// All words come back in their order, whatever the paragraphs hold.
func TestWordsComeBack(t *testing.T) {
	pieces := []string{"word", " ", "a b", "[x]", "(1)", "1.", "- ", "\u2028", "é", "漢字", "👩‍👩‍👧", "\u00a0", "http://a.b/c.", "*", "Notes", "\n"}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 7))
		var blocks []*doc.Block
		random := func(kind doc.Kind) *doc.Block {
			spans := []doc.Span{say("x")}
			for range r.IntN(8) {
				switch r.IntN(6) {
				case 0:
					spans = append(spans, essay.MarkerOf(essay.NoteID(fmt.Sprint(r.IntN(4)))))
				case 1:
					spans = append(spans, cross(fmt.Sprint(r.IntN(4))))
				default:
					spans = append(spans, doc.Span{Text: pieces[r.IntN(len(pieces))], Style: doc.Style(r.IntN(3)), Link: []string{"", "", "u"}[r.IntN(3)]})
				}
			}
			return doc.NewBlock(kind, 1+r.IntN(3), spans...)
		}
		for range 1 + r.IntN(9) {
			blocks = append(blocks, random(doc.Kind(r.IntN(int(doc.Cell)+1))))
		}
		e := essay.New(doc.New(blocks...))
		var out strings.Builder
		if _, err := Write(&out, e); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, b := range Shown(e).Body().All() {
			for _, s := range b.Spans() {
				if s.Atom != nil {
					s.Text = "[" + e.Label(essay.NoteID(s.Atom.ID)) + "]"
				}
				want = append(want, s.Text)
			}
			want = append(want, " ")
		}
		words := strings.Fields(strings.Join(want, ""))
		d, _ := Read(out.String())
		got := strings.Fields(d.String())
		if len(got) < len(words) || !slices.Equal(got[:len(words)], words) {
			t.Fatalf("seed %d: read back\n%q\nwant first\n%q\nwritten as\n%s", seed, got, words, out.String())
		}
	}
}
