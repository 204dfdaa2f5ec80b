package markdown

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// nasty are texts that mean something in one reader or another.
var nasty = []string{
	"a", "b", "word", " ", " ", "  ", "é", "“", "”", "’", "–", "—", "…", ".", ",", "!", "?", "\u00a0", "\t", "\u2028", "\n", "\f",
	"#", "##", ">", "-", "---", "+", "*", "**", "_", "__", "`", "```", "~", "~~", "^", "$", "$$", "=", "===", "|", ":", "%", "@", "&",
	"<", "[", "]", "(", ")", "{", "}", "\\", "/", "'", "\"", ";", "1.", "2)", "(3)", "i.", "A. ", "p. 3", "#.", "[^1]", "[^1]:", "^[x]", "[x](y)",
	"![x](y)", "[x]: y", "[or her]", "<b>", "<!--", "-->", "</b>", "<br>", "&amp;", "&#42;", "&copy", "http://a.b/c_d", "https://é.org/?a=1&b=2",
	"www.a.b", "me@a.org", "mailto:me@a.org", ":smile:", "{.x}", "AT&T", "€", "日本", "😀", "e\u0301", "\u200b", "\x00", "\x01", "0", "9", "$5", "snake_case",
}

var links = []string{"", "", "", "", "", "http://a.b", "x y", "a(b)c", "<&>\\", "a\"b", "#é", "http://a.b/?x=1&amp;y"}

// random is an essay made of nasty texts.
func random(r *rand.Rand) *essay.Essay {
	var notes []*essay.Note
	for i := range r.IntN(4) {
		notes = append(notes, &essay.Note{ID: essay.NoteID(fmt.Sprint("x", i)), Series: []string{"", "editor", "Ü 1"}[r.IntN(3)], Text: doc.New(randomBlocks(r, nil, 3)...)})
	}
	return essay.New(doc.New(randomBlocks(r, notes, 8)...), notes...)
}

func randomBlocks(r *rand.Rand, notes []*essay.Note, most int) []*doc.Block {
	kinds := []doc.Kind{
		doc.Paragraph, doc.Paragraph, doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Bullet, doc.Numbered, doc.Numbered, doc.Code, doc.Rule,
		doc.Task, doc.Task, doc.Verse, doc.Verse, doc.Image, doc.Cell, doc.Cell, doc.Cell, doc.Cell,
	}
	var blocks []*doc.Block
	for range 1 + r.IntN(most) {
		kind := kinds[r.IntN(len(kinds))]
		var spans []doc.Span
		for range r.IntN(6) {
			if len(notes) > 0 && kind != doc.Code && r.IntN(5) == 0 {
				spans = append(spans, essay.MarkerOf(notes[r.IntN(len(notes))].ID))
				continue
			}
			if r.IntN(20) == 0 {
				spans = append(spans, doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: fmt.Sprint("x", r.IntN(4))}})
				continue
			}
			s := doc.Span{Link: links[r.IntN(len(links))]}
			if r.IntN(2) == 0 {
				s.Style = doc.Style(r.IntN(512) & r.IntN(512))
			}
			for range 1 + r.IntN(5) {
				s.Text += nasty[r.IntN(len(nasty))]
			}
			if kind == doc.Code {
				s = doc.Span{Text: s.Text}
			}
			spans = append(spans, s)
		}
		level := 1 + r.IntN(4)
		if kind == doc.Cell {
			level--
		}
		blocks = append(blocks, doc.NewBlock(kind, level, spans...).WithInfo(randomInfo(r)))
	}
	return blocks
}

func randomInfo(r *rand.Rand) doc.Info {
	i := doc.Info{
		Start: []int{0, 0, 1, 2, 7}[r.IntN(5)], Done: r.IntN(2) == 0, Language: []string{"", "go", "c++", "a b", "`"}[r.IntN(5)],
		Source: []string{"a.png", "a b|c.png", "http://a.b/(c)", "<&>\\", "ibid:gone", "ibid:here", ""}[r.IntN(7)], Align: doc.Align(r.IntN(4)),
	}
	for range r.IntN(6) {
		i.Alt += nasty[r.IntN(len(nasty))]
	}
	return i
}

// pictures finds one picture.
var pictures = Options{Pictures: func(source string) ([]byte, bool) { return []byte("GIF89a"), source == "ibid:here" }}

// canon is what of an essay Markdown holds, one block a line, and then the
// notes in the order of their markers.
func canon(e *essay.Essay) string {
	var out strings.Builder
	canonDoc(&out, e, e.Body(), true)
	count := 0
	first := map[essay.NoteID]int{}
	for _, ref := range e.Refs() {
		if e.IsCitation(ref.Note) {
			continue
		}
		count++
		fmt.Fprintf(&out, "note %d\n", count)
		n := e.Note(ref.Note)
		switch {
		case first[ref.Note] > 0:
			n = note("", fmt.Sprintf("See note %d.", first[ref.Note]))
		default:
			first[ref.Note] = count
		}
		if n != nil {
			canonDoc(&out, e, n.Text, false)
		}
	}
	return out.String()
}

func canonDoc(out *strings.Builder, e *essay.Essay, d *doc.Document, markers bool) {
	for _, b := range (&writer{of: e, inNote: !markers}).says(d) {
		out.WriteString(b.says + "\n")
	}
}

func checkRound(t *testing.T, e *essay.Essay) {
	t.Helper()
	md := newWriter(e, pictures).essay(e)
	back, _, err := Read(md)
	if err != nil {
		t.Fatalf("%v\n%s", err, md)
	}
	if want, got := canon(Shown(e, pictures)), canon(back); got != want {
		t.Fatalf("came back other than it was written\n--- Markdown\n%s\n--- want\n%s\n--- got\n%s", md, want, got)
	}
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(10000) {
		e := random(rand.New(rand.NewPCG(seed, 1)))
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { checkRound(t, e) })
		if t.Failed() {
			return
		}
	}
}
