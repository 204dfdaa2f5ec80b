package html

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func number(id essay.NoteID) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: string(id)}}
}

func heading(level int, spans ...doc.Span) *doc.Block {
	return doc.NewBlock(doc.Heading, level, spans...)
}

// edited is an essay in two sections with an editor's notes beside its own.
func edited(scheme essay.Scheme) *essay.Essay {
	m := essay.MarkerOf
	return essay.New(doc.New(
		heading(1, text("Tides")),
		heading(2, text("One")),
		para(text("A"), m("a"), text(" b"), m("b"), text(", see note "), number("d"), text(".")),
		heading(2, text("One"), m("c")),
		para(text("D"), m("d"), text(" and again"), m("a"), text(".")),
	),
		&essay.Note{ID: "a", Text: doc.FromText("Note a.")},
		&essay.Note{ID: "b", Text: doc.FromText("Note b."), Series: "editor"},
		&essay.Note{ID: "c", Text: doc.New(para(text("See "), number("a"), text(" and "), number("gone"), text(".")))},
		&essay.Note{ID: "d", Text: doc.New(doc.NewBlock(doc.Quote, 1, text("Note d.")))},
	).WithScheme(scheme)
}

func scheme(list ...essay.Series) essay.Scheme { return essay.Scheme{Series: list} }

func TestWriteSeries(t *testing.T) {
	e := edited(scheme(
		essay.Series{Style: essay.Symbols, Restart: true, Place: essay.SectionEnd},
		essay.Series{Name: "editor", Style: essay.LowerLetters, Place: essay.EssayEnd},
	))
	want := `<h1>Tides</h1>
<h2>One</h2>
<p>A<a id="fnref-n1" href="#fn-n1" class="fn-ref" role="doc-noteref" aria-label="Endnote *"><sup>*</sup></a> b<a id="fnref-n2" href="#fn-n2" class="fn-ref" role="doc-noteref" aria-label="Endnote a"><sup>a</sup></a>, see note <a href="#fn-n4" class="fn-xref">†</a>.</p>
<section class="footnotes" role="doc-endnotes" aria-label="Notes: One" data-place="section" data-restart="section">
<ol class="fn-symbols" style="list-style:none">
<li id="fn-n1"><p><span class="fn-label">*</span> Note a. <a href="#fnref-n1" role="doc-backlink" aria-label="Back to reference * a">↩︎<sup>a</sup></a> <a href="#fnref-n1-2" role="doc-backlink" aria-label="Back to reference * b">↩︎<sup>b</sup></a></p></li>
</ol>
</section>
<h2>One<a id="fnref-n3" href="#fn-n3" class="fn-ref" role="doc-noteref" aria-label="Endnote *"><sup>*</sup></a></h2>
<p>D<a id="fnref-n4" href="#fn-n4" class="fn-ref" role="doc-noteref" aria-label="Endnote †"><sup>†</sup></a> and again<a id="fnref-n1-2" href="#fn-n1" class="fn-ref" role="doc-noteref" aria-label="Endnote *"><sup>*</sup></a>.</p>
<section class="footnotes" role="doc-endnotes" aria-label="Notes: One (2)" data-place="section" data-restart="section">
<ol class="fn-symbols" style="list-style:none">
<li id="fn-n3"><p><span class="fn-label">*</span> See <a href="#fn-n1" class="fn-xref">*</a> and ?. <a href="#fnref-n3" role="doc-backlink" aria-label="Back to reference *">↩︎</a></p></li>
<li id="fn-n4"><p><span class="fn-label">†</span></p>
<blockquote>
<p>Note d.</p>
</blockquote><p><a href="#fnref-n4" role="doc-backlink" aria-label="Back to reference †">↩︎</a></p></li>
</ol>
</section>
<section class="footnotes" role="doc-endnotes" aria-labelledby="fnh" data-series="editor" data-place="end">
<h2 id="fnh">Editor</h2>
<ol type="a">
<li id="fn-n2"><p>Note b. <a href="#fnref-n2" role="doc-backlink" aria-label="Back to reference a">↩︎</a></p></li>
</ol>
</section>
`
	var s strings.Builder
	warnings, err := Write(&s, e, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.String() != want {
		t.Errorf("written as\n%s\nwant\n%s", s.String(), want)
	}
	if got := strings.Join(warnings, "\n"); got != "Cross-references to notes without a marker, which show as “?”: 1." {
		t.Errorf("warnings %q", got)
	}
}

// Lists say the numbers of their markers also where these begin again, or go
// on from the section before.
func TestListsCount(t *testing.T) {
	tests := []struct {
		name   string
		scheme essay.Scheme
		want   []string
	}{
		{"again at the end", scheme(essay.Series{Restart: true}), []string{`<ol>`, `<li id="fn-n1"><p>`, `<li id="fn-n3" value="1"><p>`, `<li id="fn-n4"><blockquote>`}},
		{"on from the section before", scheme(essay.Series{Style: essay.UpperRoman, Place: essay.SectionEnd}), []string{`<ol type="I">`, `<ol type="I" start="2">`, `<li id="fn-n3"><p>`}},
		{"endnotes", scheme(), []string{`<h2 id="fnh">Notes</h2>`, `<h2 id="fnh-2">Editor</h2>`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := written(t, edited(tt.scheme), Options{})
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %s in\n%s", want, out)
				}
			}
		})
	}
}

// told is what a page must tell of an essay's notes.
func told(e *essay.Essay) string {
	var s strings.Builder
	order := map[string]int{}
	for _, r := range e.Refs() {
		order[string(r.Note)] = r.Order
	}
	numbers := func(d *doc.Document) {
		for _, a := range d.Atoms() {
			if a.Kind == doc.CrossRef && order[a.ID] > 0 {
				fmt.Fprintf(&s, " see %d", order[a.ID])
			}
		}
	}
	numbers(e.Body())
	for _, r := range e.Refs() {
		n := e.Note(r.Note)
		x := e.Scheme().Of(n.Series)
		place := x.Place
		if place == "" {
			place = essay.Foot
		}
		fmt.Fprintf(&s, "\n%d %s %q %s %v", r.Order, r.Label, n.Series, place, r.First)
		if x.Restart || place == essay.SectionEnd {
			fmt.Fprintf(&s, " %d", x.Rank())
		}
		if r.First {
			numbers(n.Text)
			s.WriteString(" " + shown(n.Text))
		}
	}
	return strings.ReplaceAll(s.String(), "‹›", "?")
}

// random is an essay with several series, repeated markers and
// cross-references.
func random(r *rand.Rand) *essay.Essay {
	names := []string{"", "editor", essay.Endnotes, "Ü \"<x>\""}
	var s essay.Scheme
	for _, name := range names {
		if r.IntN(2) == 0 {
			s = s.With(essay.Series{
				Name: name, Style: essay.NumberStyles[r.IntN(6)], Section: r.IntN(4), Restart: r.IntN(2) == 0,
				Place: []essay.Place{"", essay.Foot, essay.SectionEnd, essay.EssayEnd}[r.IntN(4)],
			})
		}
	}
	ids := make([]essay.NoteID, 1+r.IntN(8))
	for i := range ids {
		ids[i] = essay.NoteID(fmt.Sprint("x", i))
	}
	span := func() doc.Span { return essay.MarkerOf(ids[r.IntN(len(ids))]) }
	cross := func() doc.Span { return number(ids[r.IntN(len(ids))]) }
	var notes []*essay.Note
	for _, id := range ids {
		var blocks []*doc.Block
		for range 1 + r.IntN(2) {
			blocks = append(blocks, randomBlock(r, []doc.Kind{doc.Paragraph, doc.Paragraph, doc.Quote, doc.Bullet}[r.IntN(4)], cross))
		}
		notes = append(notes, &essay.Note{ID: id, Series: names[r.IntN(len(names))], Text: doc.New(blocks...)})
	}
	var blocks []*doc.Block
	for range 1 + r.IntN(9) {
		kind := []doc.Kind{doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet, doc.Numbered}[r.IntN(5)]
		b := randomBlock(r, kind, func() doc.Span {
			if r.IntN(3) == 0 {
				return cross()
			}
			return span()
		})
		if kind == doc.Heading {
			b = b.As(doc.Heading, 1+r.IntN(4))
		}
		blocks = append(blocks, b)
	}
	return essay.New(doc.New(blocks...), notes...).WithScheme(s)
}

func TestSeriesComeBack(t *testing.T) {
	for seed := range uint64(3000) {
		e := random(rand.New(rand.NewPCG(seed, 6)))
		src := written(t, e, Options{Standalone: seed%2 == 0})
		back, _, err := Read(src)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := shown(back.Body()), shown(withoutLost(e).Body()); got != want {
			t.Fatalf("seed %d: read back as\n%q\nwant\n%q\nwritten as\n%s", seed, got, want, src)
		}
		if got, want := told(back), told(withoutLost(e)); got != want {
			t.Fatalf("seed %d: told\n%s\nwant\n%s\nwritten as\n%s", seed, got, want, src)
		}
	}
}

// withoutLost has question marks for numbers of notes that have no marker.
func withoutLost(e *essay.Essay) *essay.Essay {
	fix := func(d *doc.Document) *doc.Document {
		var blocks []*doc.Block
		for _, b := range d.All() {
			var spans []doc.Span
			for _, s := range b.Spans() {
				if s.Atom != nil && e.Label(essay.NoteID(s.Atom.ID)) == "?" {
					s = doc.Span{Text: "?"}
				}
				spans = append(spans, s)
			}
			blocks = append(blocks, b.WithSpans(spans...))
		}
		return doc.New(blocks...)
	}
	f := e.WithBody(fix(e.Body()))
	for n := range e.Notes() {
		m := *n
		m.Text = fix(n.Text)
		f = f.WithNote(&m)
	}
	return f
}

func TestFurtherMarkers(t *testing.T) {
	tests := []struct{ name, src, body string }{
		{"GitHub", `<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup> two<sup><a href="#fn-1" id="fnref-1-2">1</a></sup>.</p><section class="footnotes"><ol><li id="fn-1"><p>First. <a href="#fnref-1">↩</a> <a href="#fnref-1-2">↩<sup>2</sup></a></p></li></ol></section>`, "One\uFFFC two\uFFFC."},
		{"one link back", `<p>One<sup><a href="#a" id="b">1</a></sup> two<sup><a href="#a">1</a></sup>.</p><ol><li id="a">First. <a href="#b">↩︎</a></li></ol>`, "One\uFFFC two\uFFFC."},
		{"after the note", `<p>One<a href="#a" id="b"><sup>1</sup></a></p><aside id="a">First. <a href="#b">↩︎</a></aside><p>two<a href="#a"><sup>1</sup></a></p>`, "One\uFFFC\ntwo\uFFFC"},
		{"a mention", `<p>One<a href="#a" id="b">1</a>, see <a href="#a">there</a>.</p><ol><li id="a">First. <a href="#b">↩︎</a></li></ol>`, "One\uFFFC, see there."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, err := Read(tt.src)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Body().String(); got != tt.body {
				t.Errorf("body %q, want %q", got, tt.body)
			}
			if n := e.Numbered(); len(n) != 1 || n[0].Text.String() != "First." {
				t.Errorf("%d notes, the first %q", len(n), n[0].Text.String())
			}
		})
	}
}
