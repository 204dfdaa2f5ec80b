package page

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A flow finds rows and places as adding up a plain list of heights does.
func TestAFlowIsAList(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 11))
		var f Flow
		var list []float32
		heights := func(n int) []float32 {
			h := make([]float32, n)
			for i := range h {
				h[i] = float32(r.IntN(3) * 10) // cells of a row but the first have none
			}
			return h
		}
		for range 60 {
			if at := r.IntN(len(list) + 1); r.IntN(3) > 0 || len(list) == 0 {
				n, put := r.IntN(min(50, len(list)-at)+1), heights(r.IntN(400))
				f.Splice(at, n, put)
				list = slices.Replace(list, at, at+n, put...)
			} else if at < len(list) {
				h := float32(r.IntN(50))
				if grown := f.Set(at, h); grown != h-list[at] || !f.Known(at) {
					t.Fatalf("row %d grew by %v, want %v", at, grown, h-list[at])
				}
				list[at] = h
			}
			checkFlow(t, &f, list)
		}
	}
}

func checkFlow(t *testing.T, f *Flow, list []float32) {
	t.Helper()
	if f.Len() != len(list) {
		t.Fatalf("%d rows, want %d", f.Len(), len(list))
	}
	y := 0.0
	for i, h := range list {
		if f.Height(i) != h || f.Top(i) != y {
			t.Fatalf("row %d is %v high at %v, want %v at %v", i, f.Height(i), f.Top(i), h, y)
		}
		if got, top := f.At(y + float64(h)/2); h > 0 && (got != i || top != y) {
			t.Fatalf("at %v is row %d from %v, want %d from %v", y+float64(h)/2, got, top, i, y)
		}
		y += float64(h)
	}
	if f.Total() != y {
		t.Fatalf("all rows are %v high, want %v", f.Total(), y)
	}
	if i, _ := f.At(y + 100); len(list) > 0 && i != len(list)-1 {
		t.Fatalf("below all is row %d of %d", i, len(list))
	}
}
