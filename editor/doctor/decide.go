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
	own, runner := -1, -1
	for _, p := range g.Pairs {
		if p.Marker.index == m.index {
			own = p.Note.index
			if p.RunnerUp != nil {
				runner = p.RunnerUp.index
			}
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
	if first, ok := g.runs(m.index, n.index); ok {
		return g.decide(first)
	}
	own, holders, sharers := -1, []int(nil), 0
	for _, p := range g.Pairs {
		if p.Marker.index == m.index {
			own = p.Note.index
		}
	}
	for _, p := range g.Pairs {
		if p.Marker.index != m.index && p.Note.index == n.index {
			holders = append(holders, p.Marker.index)
		}
		if p.Marker.index != m.index && p.Note.index == own {
			sharers++
		}
	}
	switch {
	case own == n.index:
		return g.decide(decision{picked, m.index, n.index})
	case len(holders) == 0:
		return g.decide(decision{taken, m.index, n.index})
	case len(holders) == 1 && own >= 0 && sharers == 0:
		return g.decide(decision{taken, m.index, n.index}, decision{taken, holders[0], own})
	}
	return g.decide(decision{picked, m.index, n.index}) // one more marker of a note that has several
}

// runs is the decision that gives a marker's run the run of a note, if both
// are numbered alike, and the marker's run is not theirs already.
func (g *Diagnosis) runs(mark, note int) (decision, bool) {
	if g.found.marks[mark].Key != g.found.notes[note].Key {
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
