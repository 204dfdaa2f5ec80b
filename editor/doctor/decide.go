package doctor

import "slices"

// decision is what the author decided: marker and note are indexes into the
// findings.
type decision struct {
	what         verdict
	marker, note int
}

type verdict int

const (
	given     verdict = iota // the series of the marker has the notes of the series of the note, or none if note is -1
	picked                   // the marker has the note, or none if note is -1
	taken                    // the marker has the note, and no other one that is not decided has it
	leftAlone                // what is left over is to stay as it is
)

// against reports whether a decision cannot stand beside a newer one.
func (d decision) against(newer decision) bool {
	switch {
	case d.what == leftAlone || newer.what == leftAlone:
		return false
	case newer.what == given:
		return d.what == given && (d.marker == newer.marker || d.note >= 0 && d.note == newer.note)
	}
	return d.what != given && (d.marker == newer.marker || d.what == taken && newer.what == taken && d.note == newer.note)
}

func decided(settled []decision, what verdict, marker int) (decision, bool) {
	for _, d := range settled {
		if d.what == what && d.marker == marker {
			return d, true
		}
	}
	return decision{}, false
}

// hasDecided is what the author said of one marker, apart from its series.
func hasDecided(settled []decision, marker int) (decision, bool) {
	if d, ok := decided(settled, taken, marker); ok {
		return d, true
	}
	return decided(settled, picked, marker)
}

// settle makes the matches that the author decided, whatever else was found.
func (o *outcome) settle(settled []decision) {
	only := map[int]bool{} // notes that no other marker may have
	for _, d := range settled {
		if d.what == taken {
			only[d.note] = true
		}
	}
	o.matches = slices.DeleteFunc(o.matches, func(m match) bool {
		_, ok := hasDecided(settled, m.mark)
		return ok || only[m.note]
	})
	for _, d := range settled {
		if (d.what == picked || d.what == taken) && d.note >= 0 {
			o.matches = append(o.matches, match{mark: d.marker, note: d.note, p: 1, runner: -1, why: []string{"you said so"}})
		}
	}
}

// loose lists the markers and the notes without a partner.
func (o *outcome) loose() (marks, notes []int) {
	marked, noted := make([]bool, len(o.f.marks)), make([]bool, len(o.f.notes))
	for _, m := range o.matches {
		marked[m.mark], noted[m.note] = true, true
	}
	return unset(marked), unset(noted)
}

func unset(list []bool) []int {
	var at []int
	for i, set := range list {
		if !set {
			at = append(at, i)
		}
	}
	return at
}

// Alternatives are the notes that a marker could have instead of its own, the
// likeliest first: the runner-up, the notes of its label in other runs, and
// those of its note's own run, or of all runs where it has no note.
func (g *Diagnosis) Alternatives(m Marker) []Note {
	own, runner := g.noteOf(m.index), -1
	for _, p := range g.Pairs {
		if p.Marker.index == m.index && p.RunnerUp != nil {
			runner = p.RunnerUp.index
		}
	}
	var list []Note
	have := map[int]bool{own: true}
	add := func(x int) {
		if x >= 0 && !have[x] {
			have[x] = true
			list = append(list, g.found.note(x))
		}
	}
	add(runner)
	notes := g.found.notes
	for x, n := range notes {
		if n.Key == m.Label {
			add(x)
		}
	}
	for x, n := range notes {
		if own < 0 || n.run == notes[own].run {
			add(x)
		}
	}
	return list
}

// Assign is the diagnosis with a note given to a marker, or none for nil, and
// all else weighed anew. A note of the same label in another run brings its
// run along, as runs belong together. Otherwise marker and note are dealt with
// by themselves: the marker that had the note takes the other's in exchange.
func (g *Diagnosis) Assign(m Marker, n *Note) *Diagnosis {
	if m.index < 0 || m.index >= len(g.found.marks) || n != nil && (n.index < 0 || n.index >= len(g.found.notes)) {
		return g
	}
	if n == nil {
		return g.decide(decision{picked, m.index, -1})
	}
	if run, ok := g.runs(m.index, n.index); ok {
		if with := g.decide(run); with.noteOf(m.index) == n.index {
			return with
		}
	}
	return g.decide(g.byHand(m.index, n.index)...)
}

// noteOf is the note that a marker has, or -1.
func (g *Diagnosis) noteOf(mark int) int {
	for _, p := range g.Pairs {
		if p.Marker.index == mark {
			return p.Note.index
		}
	}
	return -1
}

// holders are the markers that have a note.
func (g *Diagnosis) holders(note int) []int {
	var list []int
	for _, p := range g.Pairs {
		if p.Note.index == note {
			list = append(list, p.Marker.index)
		}
	}
	return list
}

// byHand are the decisions that give a note to one marker. Where each has one
// partner they are exchanged; a note of several markers gets one more.
func (g *Diagnosis) byHand(mark, note int) []decision {
	own, holders := g.noteOf(mark), g.holders(note)
	switch {
	case own == note || len(holders) > 1:
		return []decision{{picked, mark, note}}
	case len(holders) == 0:
		return []decision{{taken, mark, note}}
	case own >= 0 && len(g.holders(own)) == 1:
		return []decision{{taken, mark, note}, {taken, holders[0], own}}
	}
	return []decision{{picked, mark, note}}
}

// runs is the decision that gives a marker's run the run of a note, if marker
// and note have one label, neither was decided by itself, and the runs are not
// each other's already.
func (g *Diagnosis) runs(mark, note int) (decision, bool) {
	byItself := func(d decision) bool {
		return d.what != leftAlone && d.what != given && (d.marker == mark || d.note == note)
	}
	if g.found.marks[mark].Key != g.found.notes[note].Key || slices.ContainsFunc(g.settled, byItself) {
		return decision{}, false
	}
	for _, p := range g.found.problems() {
		i := slices.IndexFunc(p.marks, func(s series) bool { return slices.Contains(s, mark) })
		j := slices.IndexFunc(p.notes, func(s series) bool { return slices.Contains(s, note) })
		if i < 0 || j < 0 {
			continue
		}
		for _, pair := range g.Pairs {
			if slices.Contains(p.marks[i], pair.Marker.index) && slices.Contains(p.notes[j], pair.Note.index) {
				return decision{}, false
			}
		}
		return decision{given, p.marks[i][0], p.notes[j][0]}, true
	}
	return decision{}, false
}
