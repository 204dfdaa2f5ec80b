package doctor

import "math"

// Where there are too many series to list all assignments, the best one is
// found as a matching of greatest weight, and each of its parts is doubted by
// what the best swaps would cost.

// maxMatched bounds the series for which a matching is looked for; beyond it
// only the two plain orders are compared.
const maxMatched = 250

// large solves a table of many series.
func (t *table) large() answer {
	m, k := len(t.noNote), len(t.noMark)
	orders := math.Log(anyShare) - logOrders(m, k)
	ways := []way{{t.monotone(false), math.Log(forwardShare)}, {t.monotone(true), math.Log(reverseShare)}}
	if m <= maxMatched && k <= maxMatched {
		ways = append(ways, way{t.matching(), orders})
	}
	best := t.likeliest(ways)
	a := answer{best, make([][]float64, m)}
	any := orders + t.bound() // what is believed of all assignments in no order, at most
	inOrder := 0.0            // how likely it is that the best stands for its order
	for _, w := range ways[:2] {
		if sameInts(w.notes, best) {
			inOrder = max(inOrder, 1/(1+math.Exp(any-w.belief-t.score(best))))
		}
	}
	holder := make([]int, k) // of each series of notes, the series of markers that has it
	for j := range holder {
		holder[j] = -1
	}
	for i, j := range best {
		if j >= 0 {
			holder[j] = i
		}
	}
	for i := range m {
		a.p[i] = make([]float64, k+1)
		sure := 1 / (1 + t.doubts(best, holder, i, a.p[i]))
		for j := range a.p[i] {
			a.p[i][j] *= sure * (1 - inOrder)
		}
		a.p[i][t.column(best[i])] = max(inOrder, sure) // never less than either says
	}
	return a
}

// doubts are the odds that series i of markers has other notes than the best
// assignment gives it, and in p those of each other series of notes.
func (t *table) doubts(best, holder []int, i int, p []float64) float64 {
	at := func(h, j int) float64 {
		if j < 0 {
			return t.noNote[h]
		}
		return t.weight[h][j]
	}
	sum := 0.0
	for j := range t.noMark {
		if j == best[i] {
			continue
		}
		change := at(i, j) - at(i, best[i])
		if h := holder[j]; h >= 0 {
			change += max(at(h, best[i]), t.noNote[h]) - at(h, j)
		} else if best[i] >= 0 {
			change += t.noMark[best[i]] - t.noMark[j]
		}
		p[j] = math.Exp(min(change, 0))
		sum += p[j]
	}
	return sum
}

// bound is not less than the joint weight of all assignments.
func (t *table) bound() float64 {
	sum := 0.0
	for i, row := range t.weight {
		s := t.noNote[i]
		for _, w := range row {
			s = logAdd(s, w)
		}
		sum += s
	}
	return sum
}

// matching is the assignment of greatest weight, without regard to what notes
// need before them: the method of Kuhn and Munkres with potentials, on a square
// in which each series can also stay alone.
func (t *table) matching() []int {
	m, k := len(t.noNote), len(t.noMark)
	n := m + k
	cost := func(i, j int) float64 {
		switch {
		case i < m && j < k:
			return max(-t.weight[i][j], -1e6) // out of the question is dear
		case i < m:
			return -t.noNote[i]
		case j < k:
			return -t.noMark[j]
		}
		return 0
	}
	u, v := make([]float64, n+1), make([]float64, n+1)
	row, from := make([]int, n+1), make([]int, n+1) // of each column, counted from 1
	for i := 1; i <= n; i++ {
		row[0] = i
		j := 0
		least, done := make([]float64, n+1), make([]bool, n+1)
		for c := range least {
			least[c] = math.MaxFloat64
		}
		for row[j] != 0 {
			done[j] = true
			next, delta := 0, math.MaxFloat64
			for c := 1; c <= n; c++ {
				if done[c] {
					continue
				}
				if d := min(cost(row[j]-1, c-1), 1e9) - u[row[j]] - v[c]; d < least[c] {
					least[c], from[c] = d, j
				}
				if least[c] < delta {
					next, delta = c, least[c]
				}
			}
			for c := range done {
				if done[c] {
					u[row[c]] += delta
					v[c] -= delta
				} else {
					least[c] -= delta
				}
			}
			j = next
		}
		for j != 0 {
			row[j] = row[from[j]]
			j = from[j]
		}
	}
	best := make([]int, m)
	for i := range best {
		best[i] = -1
	}
	for j := 1; j <= k; j++ {
		if i := row[j] - 1; i < m && !math.IsInf(t.weight[i][j-1], -1) {
			best[i] = j - 1
		}
	}
	return best
}
