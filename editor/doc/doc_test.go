package doc

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// random makes blocks of text, styles and atoms; atoms have IDs never used before.
type random struct {
	*rand.Rand
	ids int
}

func newRandom(seed uint64) *random { return &random{Rand: rand.New(rand.NewPCG(seed, 1))} }

func (r *random) block() *Block {
	kinds := []Kind{Paragraph, Paragraph, Paragraph, Heading, Quote, Bullet, Numbered, Code}
	var spans []Span
	for range r.IntN(4) {
		if r.IntN(4) == 0 {
			r.ids++
			spans = append(spans, Span{Atom: &Atom{Marker, string(rune('a'+r.ids%26)) + strings.Repeat("x", r.ids/26)}})
			continue
		}
		words := []string{"sea ", "harbour", "e\u0301 ", "👩‍👩‍👧 ", "“held,” ", "\u00a0", "x"}
		spans = append(spans, Span{Text: words[r.IntN(len(words))], Style: Style(r.IntN(4))})
	}
	return NewBlock(kinds[r.IntN(len(kinds))], r.IntN(4), spans...)
}

func (r *random) blocks(n int) []*Block {
	list := make([]*Block, n)
	for i := range list {
		list[i] = r.block()
	}
	return list
}

func (r *random) slice() Slice { return Slice{r.blocks(r.IntN(4))} }

// checkDocument holds a document against what a plain walk over its blocks says.
func checkDocument(t *testing.T, d *Document) {
	t.Helper()
	var text strings.Builder
	var atoms []Atom
	var at Pos
	n := 0
	for i, b := range d.All() {
		if i != n {
			t.Fatalf("All gives index %d at block %d", i, n)
		}
		n++
		if i > 0 {
			text.WriteByte('\n')
			at++
		}
		if d.Start(i) != at || d.Block(i) != b {
			t.Fatalf("block %d: Start = %d, want %d", i, d.Start(i), at)
		}
		if j, off := d.Find(at); j != i || off != 0 {
			t.Fatalf("Find(%d) = %d, %d, want %d, 0", at, j, off, i)
		}
		text.WriteString(b.Text())
		var size Pos
		for k, s := range b.Spans() {
			if s.Atom != nil {
				if p, ok := d.AtomPos(len(atoms)); !ok || p != at+size {
					t.Fatalf("AtomPos(%d) = %d, want %d", len(atoms), p, at+size)
				}
				if a := d.AtomAt(at + size); a == nil || *a != *s.Atom {
					t.Fatalf("AtomAt(%d) = %v", at+size, a)
				}
				if d.AtomsBefore(at+size) != len(atoms) {
					t.Fatalf("AtomsBefore(%d) = %d, want %d", at+size, d.AtomsBefore(at+size), len(atoms))
				}
				atoms = append(atoms, *s.Atom)
			} else if s.Text == "" || k > 0 && b.Spans()[k-1].Atom == nil && b.Spans()[k-1].Style == s.Style && b.Spans()[k-1].Link == s.Link {
				t.Fatalf("block %d is not in normal form: %v", i, b.Spans())
			}
			size += s.Len()
		}
		if size != b.Len() {
			t.Fatalf("block %d: Len = %d, want %d", i, b.Len(), size)
		}
		at += size
	}
	if n == 0 || n != d.Blocks() || at != d.Len() {
		t.Fatalf("Blocks, Len = %d, %d, want %d, %d", d.Blocks(), d.Len(), n, at)
	}
	if d.String() != text.String() {
		t.Fatalf("String = %q, want %q", d.String(), text.String())
	}
	if got := d.Atoms(); len(got) != len(atoms) {
		t.Fatalf("Atoms = %v, want %v", got, atoms)
	}
	for i, a := range d.Atoms() {
		if a != atoms[i] {
			t.Fatalf("Atoms[%d] = %v, want %v", i, a, atoms[i])
		}
	}
}

func TestReplaceKeepsTextAtomsAndPositions(t *testing.T) {
	for seed := range uint64(60) {
		r := newRandom(seed)
		d := New(r.blocks(1 + r.IntN(300))...)
		for range 40 {
			from := Pos(r.IntN(int(d.Len()) + 1))
			to := min(d.Len(), from+Pos(r.IntN(1+r.IntN(400))))
			s := r.slice()
			before := []rune(d.String())
			nd, c := d.Replace(from, to, s)
			inserted := ""
			if len(s.Blocks) > 0 {
				inserted = New(s.Blocks...).String()
			}
			if want := string(before[:from]) + inserted + string(before[to:]); nd.String() != want {
				t.Fatalf("seed %d: Replace(%d, %d, %q) = %q, want %q", seed, from, to, inserted, nd.String(), want)
			}
			checkDocument(t, nd)
			if nd.SameAtoms(d) && len(nd.Atoms()) != len(d.Atoms()) {
				t.Fatal("SameAtoms is true for other atoms")
			}
			after := []rune(nd.String())
			for p := range before {
				for _, side := range []Side{Before, After} {
					q, deleted := c.Map(Pos(p), side)
					if q < 0 || q > nd.Len() {
						t.Fatalf("Map(%d) = %d leaves the document", p, q)
					}
					if inside := Pos(p) > from && Pos(p) < to; deleted != inside {
						t.Fatalf("Map(%d) says deleted = %v for %v", p, deleted, c)
					}
					if (Pos(p) >= to && (side == After || Pos(p) > from)) && after[q] != before[p] {
						t.Fatalf("Map(%d) = %d: %q became %q", p, q, before[p], after[q])
					}
				}
			}
			if same, _ := nd.Replace(c.At, c.At+Pos(c.New), d.Slice(from, to)); same.String() != string(before) {
				t.Fatalf("taking %v back gives %q, want %q", c, same.String(), string(before))
			}
			checkDiff(t, d, nd)
			d = nd
		}
	}
}

func checkDiff(t *testing.T, a, b *Document) {
	t.Helper()
	at, n, m := Diff(a, b)
	if a.Blocks()-n != b.Blocks()-m {
		t.Fatalf("Diff = %d, %d, %d for %d and %d blocks", at, n, m, a.Blocks(), b.Blocks())
	}
	for i := range a.Blocks() {
		switch {
		case i < at && a.Block(i) != b.Block(i):
			t.Fatalf("block %d differs before the difference at %d", i, at)
		case i >= at+n && a.Block(i) != b.Block(i-n+m):
			t.Fatalf("block %d differs after the difference", i)
		}
	}
}

func TestChunksStayFew(t *testing.T) {
	d := New(newRandom(1).blocks(2000)...)
	r := newRandom(2)
	for range 3000 {
		p := Pos(r.IntN(int(d.Len())))
		if r.IntN(2) == 0 {
			d, _ = d.Replace(p, p, Slice{[]*Block{NewBlock(Paragraph, 0), NewBlock(Paragraph, 0)}})
		} else {
			d, _ = d.Replace(p, min(p+3, d.Len()), Slice{})
		}
	}
	checkDocument(t, d)
	if most := 4 + 6*d.Blocks()/chunkMax; len(d.chunks) > most {
		t.Errorf("%d blocks in %d chunks, want at most %d", d.Blocks(), len(d.chunks), most)
	}
}

func TestReplaceKinds(t *testing.T) {
	h := func(s string) *Block { return NewBlock(Heading, 2, Span{Text: s}) }
	p := func(s string) *Block { return NewBlock(Paragraph, 0, Span{Text: s}) }
	tests := []struct {
		name     string
		blocks   []*Block
		from, to Pos
		slice    Slice
		want     []*Block
	}{
		{"typing keeps the kind", []*Block{h("")}, 0, 0, TextSlice("A", 0, ""), []*Block{h("A")}},
		{"a heading pasted into an empty paragraph", []*Block{p("")}, 0, 0, Slice{[]*Block{h("A")}}, []*Block{h("A")}},
		{"a heading pasted into text", []*Block{p("ab")}, 1, 1, Slice{[]*Block{h("X")}}, []*Block{p("aXb")}},
		{"joining to an empty paragraph", []*Block{p(""), h("A")}, 0, 1, Slice{}, []*Block{h("A")}},
		{"joining to text", []*Block{p("a"), h("B")}, 1, 2, Slice{}, []*Block{p("aB")}},
		{"splitting", []*Block{h("AB")}, 1, 1, Slice{[]*Block{h(""), p("")}}, []*Block{h("A"), p("B")}},
		{"two blocks at a start", []*Block{p("b")}, 0, 0, Slice{[]*Block{h("A"), p("")}}, []*Block{h("A"), p("b")}},
		{"a rule takes no text", []*Block{NewBlock(Rule, 0)}, 0, 0, TextSlice("a", 0, ""), []*Block{p("a")}},
		{"everything", []*Block{h("A"), p("b")}, 0, 3, Slice{}, []*Block{h("")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := New(tt.blocks...).Replace(tt.from, tt.to, tt.slice)
			if !got.Equal(New(tt.want...)) {
				t.Errorf("got %v, want %v", describe(got), describe(New(tt.want...)))
			}
		})
	}
}

func describe(d *Document) (list []Block) {
	for _, b := range d.All() {
		list = append(list, *b)
	}
	return list
}

func TestRestyle(t *testing.T) {
	d := New(NewBlock(Paragraph, 0, Span{Text: "one "}, Span{Atom: &Atom{Marker, "n"}}, Span{Text: " two"}))
	b := d.Restyle(2, 7, Bold, 0)
	if got := b.StyleIn(2, 7); got != Bold {
		t.Errorf("StyleIn = %v, want bold", got)
	}
	if got := b.StyleIn(0, 7); got != 0 {
		t.Errorf("StyleIn over plain text = %v, want none", got)
	}
	if back := b.Restyle(0, b.Len(), 0, Bold); !back.Equal(d) {
		t.Errorf("clearing bold gives %v", describe(back))
	}
	if !b.SameAtoms(d) {
		t.Error("restyling made new atoms")
	}
}

func TestSteps(t *testing.T) {
	d := New(
		NewBlock(Paragraph, 0, Span{Text: "Don’t stop"}, Span{Atom: &Atom{Marker, "n"}}, Span{Text: " e\u0301a"}),
		NewBlock(Paragraph, 0, Span{Text: "👩‍👩‍👧b 한국"}),
	)
	at := func(s string) Pos { return Pos(len([]rune(d.String()[:strings.Index(d.String(), s)]))) }
	tests := []struct {
		name      string
		step      func(Pos) Pos
		from, end Pos
	}{
		{"a letter with its accent", d.NextChar, at("e\u0301"), at("e\u0301") + 2},
		{"back over the accent", d.PrevChar, at("e\u0301") + 2, at("e\u0301")},
		{"a family", d.NextChar, at("👩"), at("b ")},
		{"back over the family", d.PrevChar, at("b "), at("👩")},
		{"a marker", d.NextChar, at("\uFFFC"), at("\uFFFC") + 1},
		{"over the break", d.NextChar, at("\n"), at("\n") + 1},
		{"back over the break", d.PrevChar, at("\n") + 1, at("\n")},
		{"a word with an apostrophe", d.NextWord, 0, 5},
		{"a word stops at a marker", d.NextWord, 6, at("\uFFFC")},
		{"a marker is a word", d.NextWord, at("\uFFFC"), at("\uFFFC") + 1},
		{"back a word", d.PrevWord, at("\uFFFC"), 6},
		{"words over the break", d.NextWord, at("\n"), at("\n") + 1},
		{"the end stays", d.NextChar, d.Len(), d.Len()},
		{"the start stays", d.PrevWord, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.step(tt.from); got != tt.end {
				t.Errorf("from %d to %d, want %d", tt.from, got, tt.end)
			}
		})
	}
}

func TestWords(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "one": 1, "one two": 2, "don’t – stop": 2, "end.\uFFFC Next": 2, "mid\uFFFCdle": 1, " 1987, ": 1, "—": 0,
	} {
		if got := Words(s); got != want {
			t.Errorf("Words(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCommon(t *testing.T) {
	r := newRandom(3)
	for range 3000 {
		a := r.block()
		b, _ := New(a).Replace(Pos(r.IntN(int(a.Len())+1)), Pos(r.IntN(int(a.Len())+1)), TextSlice([]string{"", "é", "x "}[r.IntN(3)], Style(r.IntN(2)), ""))
		c := b.Block(0)
		head, tail := Common(a, c)
		if head < 0 || tail < 0 || head+tail > min(a.Len(), c.Len()) {
			t.Fatalf("Common = %d, %d for %v and %v", head, tail, a.Spans(), c.Spans())
		}
		same := func(x, y []Span) bool { return NewBlock(Paragraph, 0, x...).Equal(NewBlock(Paragraph, 0, y...)) }
		if !same(a.Slice(0, head), c.Slice(0, head)) || !same(a.Slice(a.Len()-tail, a.Len()), c.Slice(c.Len()-tail, c.Len())) {
			t.Fatalf("Common = %d, %d, but %v and %v differ there", head, tail, a.Spans(), c.Spans())
		}
	}
}

func FuzzNormalForm(f *testing.F) {
	f.Add("a\uFFFCb", "c", uint8(1))
	f.Add("\xff", "", uint8(0))
	f.Fuzz(func(t *testing.T, a, b string, style uint8) {
		d := New(NewBlock(Paragraph, 0, Span{Text: a}, Span{Text: b, Style: Style(style)}, Span{Atom: &Atom{Marker, "n"}}))
		checkDocument(t, d)
	})
}

func TestWordBounds(t *testing.T) {
	for text, want := range map[string][]int{
		"": {0}, "a": {0, 1}, "Ko’s cat.": {0, 6, 7, 10, 11}, "é x": {0, 2, 3, 4},
	} {
		if got := WordBounds(text); !slices.Equal(got, want) {
			t.Errorf("%q: bounds %v, want %v", text, got, want)
		}
	}
}

func TestRelinkAndLinkAt(t *testing.T) {
	d := New(NewBlock(Paragraph, 0, Span{Text: "a one"}, Span{Atom: &Atom{ID: "x"}}, Span{Text: " two b"}), NewBlock(Paragraph, 0, Span{Text: "c"}))
	d = d.Relink(2, 10, "u").Restyle(3, 4, Bold, 0)
	for p, want := range map[Pos]string{0: "", 1: "", 2: "u", 4: "u", 6: "u", 10: "u", 11: "", 13: ""} {
		from, to, address := d.LinkAt(p)
		if address != want || want != "" && (from != 2 || to != 10) {
			t.Errorf("at %d: %q from %d to %d", p, address, from, to)
		}
	}
	d = d.Relink(10, 12, "v")
	if from, to, address := d.LinkAt(10); from != 10 || to != 12 || address != "v" {
		t.Errorf("between two links: %q from %d to %d", address, from, to)
	}
	if got := d.Relink(0, d.Len(), "").Restyle(0, d.Len(), 0, Bold).String(); got != d.String() {
		t.Errorf("without links: %q", got)
	}
	if from, to, address := d.Relink(0, d.Len(), "").LinkAt(4); address != "" || from != to {
		t.Errorf("a link is left: %q from %d to %d", address, from, to)
	}
}

// An offset in runes is the same byte that a walk over the runes finds.
func TestByteOffset(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for range 3000 {
		s := ""
		for range r.IntN(40) {
			s += []string{"a", "é", "—", "𝔸", "bc", "\uFFFC"}[r.IntN(6)]
		}
		starts := []int{}
		for i := range s {
			starts = append(starts, i)
		}
		starts = append(starts, len(s))
		for n, want := range starts {
			if got := byteOffset(s, Pos(n)); got != want {
				t.Fatalf("byteOffset(%q, %d) = %d, want %d", s, n, got, want)
			}
		}
	}
}
