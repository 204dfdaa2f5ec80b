package editor

import (
	"slices"
	"sort"
)

// span is a run of a list, from one index up to another.
type span struct{ from, to int }

func (s span) len() int { return s.to - s.from }

// align pairs the entries of two lists that are alike, in order: first what
// both begin and end with, then what is there once in each, and so on between
// those.
func align(a, b []string) (pairs [][2]int) {
	alignIn(a, b, span{0, len(a)}, span{0, len(b)}, &pairs)
	return pairs
}

func alignIn(a, b []string, x, y span, pairs *[][2]int) {
	for x.len() > 0 && y.len() > 0 && a[x.from] == b[y.from] {
		*pairs = append(*pairs, [2]int{x.from, y.from})
		x.from++
		y.from++
	}
	tail := 0
	for x.len() > tail && y.len() > tail && a[x.to-1-tail] == b[y.to-1-tail] {
		tail++
	}
	x.to, y.to = x.to-tail, y.to-tail
	if anchors := rising(once(a, b, x, y)); len(anchors) > 0 {
		at, bt := x.from, y.from
		for _, p := range anchors {
			alignIn(a, b, span{at, p[0]}, span{bt, p[1]}, pairs)
			*pairs = append(*pairs, p)
			at, bt = p[0]+1, p[1]+1
		}
		alignIn(a, b, span{at, x.to}, span{bt, y.to}, pairs)
	}
	for i := range tail {
		*pairs = append(*pairs, [2]int{x.to + i, y.to + i})
	}
}

// once pairs what is there exactly once in each run, in the order of the first.
func once(a, b []string, x, y span) (pairs [][2]int) {
	type place struct{ n, at int }
	in := map[string]place{}
	for i := y.from; i < y.to; i++ {
		in[b[i]] = place{in[b[i]].n + 1, i}
	}
	count := map[string]int{}
	for i := x.from; i < x.to; i++ {
		count[a[i]]++
	}
	for i := x.from; i < x.to; i++ {
		if count[a[i]] == 1 && in[a[i]].n == 1 {
			pairs = append(pairs, [2]int{i, in[a[i]].at})
		}
	}
	return pairs
}

// rising keeps the most pairs whose second index rises with the first.
func rising(pairs [][2]int) [][2]int {
	var ends []int // of the best runs by their length, the pair that each ends with
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var kept [][2]int
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		kept = append(kept, pairs[i])
	}
	slices.Reverse(kept)
	return kept
}

// between calls f with what lies between pairs that follow one another, and
// before the first and after the last.
func between(pairs [][2]int, n, m int, f func(x, y span)) {
	x, y := 0, 0
	for _, p := range pairs {
		f(span{x, p[0]}, span{y, p[1]})
		x, y = p[0]+1, p[1]+1
	}
	f(span{x, n}, span{y, m})
}
