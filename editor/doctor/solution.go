package doctor

import (
	"fmt"
	"math"
)

// solution is a problem with its series assigned.
type solution struct {
	problem
	answer
	f        *findings
	evidence *evidence
	settled  []decision
}

func newSolution(f *findings, x *lexicon, p problem, settled []decision, w *work) *solution {
	s := &solution{problem: p, f: f, settled: settled, evidence: newEvidence(f, x, p)}
	if len(p.marks) == 0 || len(p.notes) == 0 || !s.assign(w) {
		s.nothing()
	}
	return s
}

// nothing gives no series any notes.
func (s *solution) nothing() {
	s.best, s.p = make([]int, len(s.marks)), make([][]float64, len(s.marks))
	for i := range s.best {
		s.best[i], s.p[i] = -1, make([]float64, len(s.notes)+1)
		s.p[i][len(s.notes)] = 1
	}
}

// assign weighs the series against each other and solves the table, unless the
// work is stopped.
func (s *solution) assign(w *work) bool {
	m, k := len(s.marks), len(s.notes)
	content := (m > 1 || k > 1) && m*k <= maxWeighed
	t := &table{weight: make([][]float64, m), noNote: make([]float64, m), noMark: make([]float64, k)}
	for i, marks := range s.marks {
		if w.stopped() {
			return false
		}
		t.noNote[i] = looseMark * float64(len(marks))
		t.weight[i] = make([]float64, k)
		for j := range s.notes {
			t.weight[i][j] = s.evidence.series(s.problem, i, j, content)
		}
	}
	for j, notes := range s.notes {
		t.noMark[j] = looseNote * float64(len(notes))
	}
	if content {
		t.needs = s.evidence.needsOf(s.problem)
	}
	s.decide(t)
	s.answer = t.solve()
	return true
}

// decide puts what the author said into the table.
func (s *solution) decide(t *table) {
	for i, marks := range s.marks {
		d, ok := decided(s.settled, given, marks[0])
		if !ok {
			continue
		}
		for j, notes := range s.notes {
			if notes[0] != d.note {
				t.weight[i][j] = math.Inf(-1)
				continue
			}
			for h := range t.weight {
				if h != i {
					t.weight[h][j] = math.Inf(-1)
				}
			}
		}
		if d.note >= 0 {
			t.noNote[i] = -1e3
		}
	}
}

// sure reports whether the notes of series i of markers are beyond doubt.
func (s *solution) sure(i int) bool { return s.p[i][s.column(s.best[i])] >= sureAt }

func (s *solution) column(j int) int {
	if j < 0 {
		return len(s.notes)
	}
	return j
}

// second is the next likeliest series of notes for series i, or -1 if no other
// comes into question.
func (s *solution) second(i int) int {
	for _, j := range byLikelihood(s.p[i]) {
		if j != s.best[i] && j < len(s.notes) && s.p[i][j] > 1e-9 {
			return j
		}
	}
	return -1
}

// why says what speaks for a pair of series i and j.
func (s *solution) why(i, j int, m match, first bool) []string {
	var list []string
	if d, ok := decided(s.settled, given, s.marks[i][0]); ok && d.note >= 0 {
		list = append(list, "you said so")
	}
	key := s.f.marks[m.mark].Key
	switch alone := len(s.marks) == 1 && len(s.notes) == 1 && len(m.why) == 0; {
	case s.behind:
		list = append(list, fmt.Sprintf("the note [%s] stands right behind the text that holds the marker", key))
	case alone:
		list = append(list, fmt.Sprintf("the label [%s] stands once in the text and once in the notes", key))
	}
	list = append(list, s.evidence.why(i, j, m.mark, m.note)...)
	list = append(list, s.evidence.whyOrder(s, i, m.note)...)
	if len(s.marks) == 1 && len(s.notes) == 1 {
		return list
	}
	if s.evidence.sameHeaded(i, j) {
		list = append(list, fmt.Sprintf("the notes stand under the heading of their section, “%s”", s.evidence.headed[j][0]))
	}
	if !first {
		return append(list, "it follows the pair before it")
	}
	if s.onlyFit(i, j) {
		list = append(list, fmt.Sprintf("no other run of notes has the labels of this run of markers, %s", labelsOf(s.f, s.marks[i])))
	}
	if len(s.marks) > 1 && len(s.marks) == len(s.notes) && s.inOrder() {
		list = append(list, "the runs of notes stand in the order of their sections, and begin anew where the markers do")
	}
	if len(list) == 0 {
		list = append(list, "the runs of notes that fit better belong to other markers")
	}
	return list
}

// inOrder reports whether the runs of notes stand in the order of the markers.
func (s *solution) inOrder() bool {
	for i, j := range s.best {
		if i != j {
			return false
		}
	}
	return true
}

// onlyFit reports whether no other series of notes has the labels of series i.
func (s *solution) onlyFit(i, j int) bool {
	want := labelsOf(s.f, s.marks[i])
	for c, notes := range s.notes {
		if fits := noteLabels(s.f, notes) == want; fits != (c == j) {
			return false
		}
	}
	return true
}

// labelsOf lists the labels of a series of markers: “1 to 4”, “1”.
func labelsOf(f *findings, marks series) string {
	keys := make([]string, len(marks))
	for i, m := range marks {
		keys[i] = f.marks[m].Key
	}
	return span(keys)
}

func noteLabels(f *findings, notes series) string {
	keys := make([]string, len(notes))
	for i, x := range notes {
		keys[i] = f.notes[x].Key
	}
	return span(keys)
}

// span shortens labels that are numbered through.
func span(keys []string) string {
	through := len(keys) > 1
	for i := range keys {
		through = through && keys[i] == itoa(i+1)
	}
	if through {
		return fmt.Sprintf("1 to %d", len(keys))
	}
	s := ""
	for i, k := range keys {
		if i > 0 {
			s += ", "
		}
		s += k
	}
	return s
}

// questions asks one thing for each group of series that could be exchanged
// for one another: what is least known of them.
func (s *solution) questions() []Question {
	asked := make([]bool, len(s.marks))
	var list []Question
	for i := range s.marks {
		if asked[i] || s.sure(i) {
			continue
		}
		group := s.gather(i, asked)
		ask, pairs := i, 0
		for _, h := range group {
			pairs += len(s.marks[h])
			if entropy(s.p[h]) > entropy(s.p[ask]) {
				ask = h
			}
		}
		q := s.question(ask)
		q.decides = float64(pairs)
		list = append(list, q)
	}
	return list
}

func entropy(p []float64) float64 {
	sum := 0.0
	for _, x := range p {
		if x > 0 && x < 1 {
			sum -= x * math.Log(x)
		}
	}
	return sum
}

// gather lists the series that are in doubt together with series i: over the
// series of notes that may belong to either.
func (s *solution) gather(i int, asked []bool) []int {
	asked[i] = true
	group := []int{i}
	seen := make([]bool, len(s.notes))
	for k := 0; k < len(group); k++ {
		for j := range s.notes {
			if seen[j] || s.p[group[k]][j] <= 0.001 {
				continue
			}
			seen[j] = true
			for h := range s.marks {
				if !asked[h] && !s.sure(h) && s.p[h][j] > 0.001 {
					asked[h] = true
					group = append(group, h)
				}
			}
		}
	}
	return group
}

// question asks which notes belong to series i of markers.
func (s *solution) question(i int) Question {
	first := s.marks[i][0]
	q := Question{Ask: fmt.Sprintf("Which note belongs to the marker [%s] after “%s”?", s.f.marks[first].Key, s.f.before(first))}
	if n := len(s.marks[i]); n > 1 {
		q.Ask = fmt.Sprintf("Which notes belong to the %d markers from [%s] after “%s” on?", n, s.f.marks[first].Key, s.f.before(first))
	}
	q.Marker = s.f.markerOf(first)
	add := func(j int) {
		x, choice := -1, "None: leave the markers as they are typed"
		if j >= 0 && j < len(s.notes) {
			x = s.notes[j][0]
			choice = s.f.excerpt(x)
			if n := len(s.notes[j]); n > 1 {
				choice = fmt.Sprintf("The %d notes from %s on", n, choice)
			}
		}
		var notes []Note
		if j >= 0 && j < len(s.notes) {
			for _, n := range s.notes[j] {
				notes = append(notes, s.f.note(n))
			}
		}
		q.Choices, q.Notes = append(q.Choices, choice), append(q.Notes, notes)
		q.settle = append(q.settle, decision{given, first, x})
	}
	add(s.best[i])
	for _, j := range byLikelihood(s.p[i]) {
		if s.column(s.best[i]) != j && j < len(s.notes) && s.p[i][j] > 1e-4 && len(q.Choices) < maxChoices {
			add(j)
		}
	}
	if s.best[i] >= 0 {
		add(-1)
	}
	return q
}

// listsSources reports whether the notes are a list of sources: one series, to
// which several markers refer more than once.
func (f *findings) listsSources(p problem) bool {
	if len(p.notes) != 1 || len(p.marks) != 1 {
		return false
	}
	seen, again := map[string]bool{}, 0
	for _, m := range p.marks[0] {
		if seen[f.marks[m].Key] {
			again++
		}
		seen[f.marks[m].Key] = true
	}
	return again >= 3 && again*5 >= len(p.marks[0])
}
