package doctor

import "math"

// table is the question which of k series of notes belongs to each of m series
// of markers, with the weights that speak for each answer. Weights are
// logarithms; minus infinity is out of the question.
type table struct {
	weight [][]float64 // m × k
	noNote []float64   // of each series of markers: that it has no notes
	noMark []float64   // of each series of notes: that it has no markers
	needs  []needs     // of each series of notes
}

// answer is the outcome: for each series of markers its series of notes, or
// -1, and how likely each is; the last column of p is for none.
type answer struct {
	best []int
	p    [][]float64
}

// What is believed of the order in which runs of notes stand before anything
// is read: as their sections do, the other way round, or any.
const (
	forwardShare = 0.35
	reverseShare = 0.15
	anyShare     = 1 - forwardShare - reverseShare
)

// exactSeries bounds the series of notes for which all orders are looked at,
// and exactStates the sets of them times the series of markers.
const (
	exactSeries = 14
	exactStates = 1 << 20
)

// solve weighs all assignments where they can be listed, and otherwise what
// changes when two are swapped.
func (t *table) solve() answer {
	if k := len(t.noMark); k > exactSeries || (len(t.noNote)+1)<<k > exactStates {
		return t.large()
	}
	after := t.backward(logAdd)
	orders := math.Log(anyShare) - logOrders(len(t.noNote), len(t.noMark))
	ways := []way{
		{t.trace(t.backward(math.Max)), orders},
		{t.monotone(false), math.Log(forwardShare)},
		{t.monotone(true), math.Log(reverseShare)},
	}
	total := after[0][0] + orders
	for _, w := range ways[1:] {
		total = logAdd(total, w.belief+t.score(w.notes))
	}
	p := t.marginals(after, orders-total)
	for _, w := range ways[1:] {
		for i, j := range w.notes {
			p[i][t.column(j)] += math.Exp(w.belief + t.score(w.notes) - total)
		}
	}
	return answer{t.likeliest(ways), p}
}

// way is one assignment: for each series of markers its series of notes or -1,
// with the logarithm of what is believed of its order.
type way struct {
	notes  []int
	belief float64
}

// likeliest is the best of some ways, of which equal ones support each other.
func (t *table) likeliest(ways []way) []int {
	best, top := ways[0].notes, math.Inf(-1)
	for _, w := range ways {
		belief := math.Inf(-1)
		for _, v := range ways {
			if sameInts(v.notes, w.notes) {
				belief = logAdd(belief, v.belief)
			}
		}
		if s := t.score(w.notes) + belief; s > top {
			best, top = w.notes, s
		}
	}
	return best
}

// column is where the probability of a series of notes, or of none, stands.
func (t *table) column(j int) int {
	if j < 0 {
		return len(t.noMark)
	}
	return j
}

// step is the weight of giving series i of markers the j-th series of notes,
// or none, when the series in used are given already.
func (t *table) step(i, j int, used uint64) float64 {
	if j < 0 {
		return t.noNote[i]
	}
	w := t.weight[i][j]
	if t.needs != nil && !math.IsInf(w, -1) {
		w += t.needs[j].cost(used)
	}
	return w
}

// rest is the weight of the series of notes outside used having no markers.
func (t *table) rest(used uint64) float64 {
	sum := 0.0
	for j, w := range t.noMark {
		if used&(1<<j) == 0 {
			sum += w
		}
	}
	return sum
}

// backward gives, for each number of series of markers that are done and each
// set of series of notes given to them, the joint weight of all ways on.
func (t *table) backward(join func(a, b float64) float64) [][]float64 {
	m, k := len(t.noNote), len(t.noMark)
	after := make([][]float64, m+1)
	for i := m; i >= 0; i-- {
		after[i] = make([]float64, 1<<k)
		for used := range uint64(1) << k {
			if i == m {
				after[i][used] = t.rest(used)
				continue
			}
			sum := t.noNote[i] + after[i+1][used]
			for j := range k {
				if used&(1<<j) == 0 && !math.IsInf(t.weight[i][j], -1) {
					sum = join(sum, t.step(i, j, used)+after[i+1][used|1<<j])
				}
			}
			after[i][used] = sum
		}
	}
	return after
}

// marginals sums, for each series of markers, the likelihoods of all ways that
// give it each series of notes; belief is added to their logarithms.
func (t *table) marginals(after [][]float64, belief float64) [][]float64 {
	m, k := len(t.noNote), len(t.noMark)
	before := make([]float64, 1<<k)
	for used := range before {
		before[used] = math.Inf(-1)
	}
	before[0] = 0
	p := make([][]float64, m)
	for i := range m {
		p[i] = make([]float64, k+1)
		next := make([]float64, 1<<k)
		for used := range next {
			next[used] = math.Inf(-1)
		}
		for used := range uint64(1) << k {
			if math.IsInf(before[used], -1) {
				continue
			}
			for j := -1; j < k; j++ {
				to := used
				if j >= 0 {
					to |= 1 << j
				}
				if j >= 0 && (to == used || math.IsInf(t.weight[i][j], -1)) {
					continue
				}
				way := before[used] + t.step(i, j, used)
				next[to] = logAdd(next[to], way)
				p[i][t.column(j)] += math.Exp(way + after[i+1][to] + belief)
			}
		}
		before = next
	}
	return p
}

// trace follows the best way through what backward gave for the maximum.
func (t *table) trace(after [][]float64) []int {
	best := make([]int, len(t.noNote))
	used := uint64(0)
	for i := range best {
		best[i] = -1
		top, to := t.noNote[i]+after[i+1][used], used
		for j := range t.noMark {
			if used&(1<<j) != 0 || math.IsInf(t.weight[i][j], -1) {
				continue
			}
			if w := t.step(i, j, used) + after[i+1][used|1<<j]; w > top {
				top, to, best[i] = w, used|1<<j, j
			}
		}
		used = to
	}
	return best
}

// score is the weight of one assignment.
func (t *table) score(notes []int) float64 {
	sum := 0.0
	used := uint64(0)
	given := make([]bool, len(t.noMark))
	for i, j := range notes {
		sum += t.step(i, j, used)
		if j >= 0 {
			given[j] = true
			if j < 64 {
				used |= 1 << j
			}
		}
	}
	for j, w := range t.noMark {
		if !given[j] {
			sum += w
		}
	}
	return sum
}

// monotone is the best assignment in which the series of notes stand in the
// order of the series of markers, or in the reverse order.
func (t *table) monotone(reverse bool) []int {
	m, k := len(t.noNote), len(t.noMark)
	at := func(j int) int {
		if reverse {
			return k - 1 - j
		}
		return j
	}
	best := make([][]float64, m+1) // from series i and j on
	for i := m; i >= 0; i-- {
		best[i] = make([]float64, k+1)
		for j := k; j >= 0; j-- {
			switch {
			case i == m && j == k:
				continue
			case i == m:
				best[i][j] = best[i][j+1] + t.noMark[at(j)]
				continue
			case j == k:
				best[i][j] = best[i+1][j] + t.noNote[i]
				continue
			}
			best[i][j] = max(best[i+1][j]+t.noNote[i], best[i][j+1]+t.noMark[at(j)], best[i+1][j+1]+t.weight[i][at(j)])
		}
	}
	notes := make([]int, m)
	j := 0
	for i := 0; i < m; i++ {
		notes[i] = -1
		for j < k && best[i][j] == best[i][j+1]+t.noMark[at(j)] && best[i][j] != best[i+1][j+1]+t.weight[i][at(j)] {
			j++
		}
		if j < k && best[i][j] == best[i+1][j+1]+t.weight[i][at(j)] {
			notes[i] = at(j)
			j++
		}
	}
	return notes
}

func sameInts(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// logOrders is the logarithm of the number of ways to give k series to m.
func logOrders(m, k int) float64 {
	all, _ := math.Lgamma(float64(max(m, k)) + 1)
	left, _ := math.Lgamma(float64(max(m, k)-min(m, k)) + 1)
	return all - left
}

// logAdd is log(exp(a)+exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
