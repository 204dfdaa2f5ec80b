package page

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

var marked = regexp.MustCompile(`(?:^|[ \n])(qu\d+x)(?:[ \n]|$)`)

// wordRanges finds the words of a block that are called qu…x, with their ranges.
func wordRanges(b *doc.Block) map[string]Range {
	found := map[string]Range{}
	text := strings.ReplaceAll(b.Text(), " ", "  ") // so that one blank parts two words
	for _, m := range marked.FindAllStringSubmatchIndex(text, -1) {
		before := utf8.RuneCountInString(strings.ReplaceAll(text[:m[2]], "  ", " "))
		found[text[m[2]:m[3]]] = Range{doc.Pos(before), doc.Pos(before + m[3] - m[2])}
	}
	return found
}

func TestDecorationsFollowTheirWords(t *testing.T) {
	left := 0 // words that were there after every edit
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		var lines []string
		for i := range 24 {
			lines = append(lines, fmt.Sprintf("%s qu%dx %s qu%dx and qu%dx", strings.Repeat(lorem, r.IntN(2)), 3*i, lorem[:r.IntN(60)], 3*i+1, 3*i+2))
		}
		p, s := show(t, essayOf(lines...), fyne.NewSize(700, 600))
		p.Decorations = &Decorations{}
		ranges := map[*doc.Block][]Range{}
		untouched := map[string]bool{}
		for _, b := range p.doc.All() {
			for w, at := range wordRanges(b) {
				untouched[w] = true
				ranges[b] = append(ranges[b], at)
			}
			slices.SortFunc(ranges[b], func(a, b Range) int { return int(a.From - b.From) })
		}
		p.Decorations.Set(Misspelled, ranges)
		check := func(words map[string]bool) {
			t.Helper()
			there := map[string]bool{}
			for _, b := range p.doc.All() {
				in := p.Decorations.In(Misspelled, b)
				last := doc.Pos(-1)
				for _, have := range in {
					if have.From < 0 || have.To > b.Len() || have.From >= have.To || have.From < last {
						t.Fatalf("ranges %v of a block of %d", in, b.Len())
					}
					last = have.From
				}
				for w, want := range wordRanges(b) {
					there[w] = true
					if words[w] && !slices.Contains(in, want) {
						t.Fatalf("seed %d: %s stands at %v of its block, the ranges are %v", seed, w, want, in)
					}
				}
			}
			maps.DeleteFunc(words, func(w string, _ bool) bool { return !there[w] })
		}
		all := maps.Clone(untouched)
		// What a change calls replaced is new, even if the same words stand there
		// again, as where a table's edge was deleted.
		defer s.Observe(func(u editor.Update) {
			start := doc.Pos(0)
			for _, b := range u.Old.Body().All() {
				for w, at := range wordRanges(b) {
					if u.Map("", start+at.From, doc.After) >= u.Map("", start+at.To, doc.Before) {
						delete(untouched, w)
					}
				}
				start += b.Len() + 1
			}
		})()
		for range 30 {
			randomEdit(p, s, r)
			check(untouched)
		}
		left += len(untouched)
		for s.Undo() {
		}
		check(all)
		if len(all) != 72 {
			t.Fatalf("after undoing all there are %d of 72 words", len(all))
		}
	}
	if left < 200 {
		t.Fatalf("only %d words were there to be followed to the end", left)
	}
}

// decorate marks each occurrence of a word in a page's text.
func decorate(p *Page, kind Decoration, word string) {
	var list []Range
	text := p.doc.String()
	for at := 0; ; {
		k := strings.Index(text[at:], word)
		if k < 0 {
			break
		}
		from := doc.Pos(utf8.RuneCountInString(text[:at+k]))
		list = append(list, Range{from, from + doc.Pos(utf8.RuneCountInString(word))})
		at += k + len(word)
	}
	p.Decorations.Set(kind, InBlocks(p.doc, list))
	p.redraw()
}

func TestTheWordBeingTypedIsNotUnderlined(t *testing.T) {
	p, s := show(t, essayOf("One tw", "two"), fyne.NewSize(700, 600))
	p.Decorations = &Decorations{}
	waves := func(want int, when string) {
		t.Helper()
		if n := len(p.view.lines); n != want {
			t.Errorf("%s %d words are underlined, want %d", when, n, want)
		}
	}
	p.Select(editor.Caret("", 6))
	p.TypedRune('p')
	decorate(p, Misspelled, "twp")
	waves(0, "while it is typed")
	p.TypedRune('q')
	waves(0, "while more is typed")
	p.TypedRune(' ')
	waves(1, "when it is left by a blank")
	s.Undo()
	p.Select(editor.Caret("", 1))
	waves(1, "when the caret is elsewhere")
	p.Select(editor.Caret("", 5))
	waves(1, "when the caret only stands in it")
}

func TestOnlyDecorationsInViewAreDrawn(t *testing.T) {
	lines := make([]string, 500)
	for i := range lines {
		lines[i] = lorem + "harbourmastre" + lorem
	}
	p, _ := show(t, essayOf(lines...), fyne.NewSize(800, 600))
	p.Decorations = &Decorations{}
	decorate(p, Misspelled, "harbourmastre")
	if n := len(p.view.lines); n < 2 || n > 12 {
		t.Errorf("%d of 500 words are underlined in a view of 600 pixels", n)
	}
	rects := p.view.nr
	decorate(p, Hit, "ledger")
	if n := p.view.nr - rects; n < 2 || n > 24 {
		t.Errorf("%d grounds are drawn behind what was found", n)
	}
	made := 0
	for _, list := range p.view.waves.made {
		made += len(list)
	}
	for range 300 {
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -137)})
	}
	after := 0
	for _, list := range p.view.waves.made {
		after += len(list)
	}
	if after > made+8 {
		t.Errorf("scrolling made %d further lines", after-made)
	}
}

func TestDecorationsAreFoundByPosition(t *testing.T) {
	text := doc.FromText("one two three", "", "four five")
	d := &Decorations{}
	d.Set(Hit, InBlocks(text, []Range{{4, 7}, {8, 17}, {20, 24}}))
	want := []Range{{4, 7}, {8, 13}, {15, 17}, {20, 24}}
	var got []Range
	for p := doc.Pos(0); ; {
		r, ok := d.Next(Hit, text, p)
		if !ok {
			break
		}
		got = append(got, r)
		p = r.From + 1
	}
	if !slices.Equal(got, want) {
		t.Errorf("ranges %v, want %v", got, want)
	}
	if r, ok := d.At(Hit, text, 7); !ok || r != want[0] {
		t.Errorf("at 7 is %v", r)
	}
	if r, ok := d.At(Hit, text, 18); ok {
		t.Errorf("at 18 is %v", r)
	}
	if _, ok := (*Decorations)(nil).At(Hit, text, 7); ok {
		t.Error("without decorations there is one")
	}
}
