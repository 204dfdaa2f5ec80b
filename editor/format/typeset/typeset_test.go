package typeset

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func TestShape(t *testing.T) {
	f := New()
	if a, b := f.Shape("AV", Cut{}), f.Shape("A", Cut{}).Width+f.Shape("V", Cut{}).Width; a.Width >= b {
		t.Errorf("A and V are not drawn together: %v, %v", a.Width, b)
	}
	if w := f.Shape("a\U0010FFF0", Cut{}); !slices.Equal(w.Missing, []rune{0x10FFF0}) {
		t.Errorf("missing are %x", w.Missing)
	}
	caps, plain := f.Shape("abc", Cut{Style: doc.SmallCaps}), f.Shape("abc", Cut{})
	if caps.Glyphs[0].ID == plain.Glyphs[0].ID || caps.Glyphs[0].Text != "a" {
		t.Errorf("small capitals are %+v", caps.Glyphs[0])
	}
	if f.Shape("1", Cut{Raised: true}).Glyphs[0].ID == f.Shape("1", Cut{}).Glyphs[0].ID {
		t.Error("a raised figure is none")
	}
	if again := f.Shape("abc", Cut{}); again != plain {
		t.Error("a word is shaped twice")
	}
	for style := range own {
		if w := f.Shape("Agþжα", Cut{Style: style}); len(w.Missing) > 0 || len(w.Glyphs[0].Face.Outline(w.Glyphs[0].ID)) == 0 {
			t.Errorf("style %d: missing %q", style, w.Missing)
		}
	}
}

// Lines end where they may, hold all boxes in order, and are no wider than they
// can be.
func TestBreaks(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		boxes := make([]Box, 1+r.IntN(120))
		for i := range boxes {
			boxes[i] = Box{Wide: 2 + 60*r.Float64(), Blank: 3, Break: r.IntN(6) > 0, Forced: r.IntN(30) == 0}
		}
		m := Measure{Wide: 330, First: 15, Justify: seed%2 == 0}
		ends := Breaks(boxes, m)
		from := 0
		for k, end := range ends {
			if end <= from {
				t.Fatalf("seed %d: lines end at %v", seed, ends)
			}
			if last := boxes[end-1]; !last.Break && !last.Forced && end < len(boxes) {
				t.Errorf("seed %d: line %d ends where none may", seed, k)
			}
			wide, choices := 0.0, 0
			for i := from; i < end; i++ {
				if i > from {
					wide += boxes[i-1].Blank * (1 - shrink)
				}
				wide += boxes[i].Wide
				if i < end-1 {
					if boxes[i].Forced {
						t.Errorf("seed %d: line %d goes on where it must end", seed, k)
					}
					if boxes[i].Break {
						choices++
					}
				}
			}
			if wide > m.of(k == 0)+0.01 && choices > 0 {
				t.Errorf("seed %d: line %d is %.1f wide", seed, k, wide)
			}
			from = end
		}
		if from != len(boxes) {
			t.Errorf("seed %d: the lines hold %d of %d boxes", seed, from, len(boxes))
		}
	}
}

// A paragraph as a whole is broken well: no line of one word where another way
// has full ones.
func TestBreaksWell(t *testing.T) {
	boxes := make([]Box, 60)
	for i := range boxes {
		boxes[i] = Box{Wide: float64(10 + i*37%31), Blank: 3, Break: true}
	}
	ends := Breaks(boxes, Measure{Wide: 300, Justify: true})
	from := 0
	for _, end := range ends[:len(ends)-1] {
		if end-from < 6 {
			t.Errorf("a line has %d words: %v", end-from, ends)
		}
		from = end
	}
}

func TestLevels(t *testing.T) {
	for text, want := range map[string]string{
		"abc 12":      "",
		"אב":          "11",
		"a אב b":      "001100",
		"אב 12 גד":    "11122111",
		"אב (cd) גד.": "11112211111",
		"a אב, גד b":  "0011111100",
		"سلام 34":     "1111122",
		"12 אב":       "22111",
	} {
		levels, _ := Levels([]rune(text))
		got := ""
		for _, l := range levels {
			got += string(rune('0' + l))
		}
		if got != want {
			t.Errorf("%q has levels %s, not %s", text, got, want)
		}
	}
	if _, leftway := Levels([]rune("1 אב a")); !leftway {
		t.Error("a paragraph that begins with Hebrew runs from left to right")
	}
}

func TestVisual(t *testing.T) {
	if got := Visual([]uint8{1, 1, 2, 2, 1}); !slices.Equal(got, []int{4, 2, 3, 1, 0}) {
		t.Error(got)
	}
	if got := Visual([]uint8{0, 1, 1, 0}); !slices.Equal(got, []int{0, 2, 1, 3}) {
		t.Error(got)
	}
}
