package doctor

import "github.com/ibid-editor/ibid/editor/doctor/typed"

// Where notes stand among the text, at the foot of pages or at the ends of
// chapters, each belongs to a marker between the notes before it and itself.

// group is a stretch of text with the notes behind it.
type group struct {
	marks, notes []item
}

// localShare is how many of the notes must have a marker in the text right
// before them for place to decide.
const localShare = 0.75

// byPlace parts markers and notes of one kind into groups, or leaves them in
// one where the notes do not follow their markers.
func byPlace(marks, notes []item) []group {
	groups := parted(marks, notes)
	for k := range groups {
		if k+1 < len(groups) {
			groups[k].pass(&groups[k+1])
		}
	}
	groups = joined(groups)
	fit, all := 0, 0
	for _, g := range groups {
		fit += g.fit()
		all += max(len(g.marks), len(g.notes))
	}
	if len(groups) < 2 || float64(fit) < localShare*float64(all) {
		return []group{{marks, notes}}
	}
	return groups
}

// parted starts a group with each marker behind notes.
func parted(marks, notes []item) []group {
	groups := []group{{}}
	m, n := 0, 0
	for m < len(marks) || n < len(notes) {
		g := &groups[len(groups)-1]
		if n == len(notes) || m < len(marks) && before(marks[m], notes[n]) {
			if len(g.notes) > 0 {
				groups = append(groups, group{})
				g = &groups[len(groups)-1]
			}
			g.marks = append(g.marks, marks[m])
			m++
			continue
		}
		g.notes = append(g.notes, notes[n])
		n++
	}
	return groups
}

// joined joins groups none of whose notes has a marker in them with the next: a
// paragraph that only looked like a note parted them.
func joined(groups []group) []group {
	var list []group
	for k, g := range groups {
		if k+1 < len(groups) && len(g.marks) > 0 && g.fit() == 0 {
			next := &groups[k+1]
			next.marks, next.notes = append(g.marks, next.marks...), append(g.notes, next.notes...)
			continue
		}
		list = append(list, g)
	}
	return list
}

// pass gives markers whose note stands one group further on to that group. Such
// notes have higher numbers than those here, and stand there before the group's
// own.
func (g *group) pass(next *group) {
	top := 0
	for _, x := range g.notes {
		top = max(top, typed.Ordinal(x.key, true))
	}
	own := count(next.marks)
	first := 0
	for first < len(next.notes) && own[next.notes[first].key] == 0 {
		first++
	}
	here, there := count(g.notes), count(next.notes[:first])
	var stay, on []item
	for _, m := range g.marks {
		switch {
		case here[m.key] > 0:
			here[m.key]--
			stay = append(stay, m)
		case there[m.key] > 0 && typed.Ordinal(m.key, true) > top:
			there[m.key]--
			on = append(on, m)
		default:
			stay = append(stay, m)
		}
	}
	g.marks = stay
	next.marks = append(on, next.marks...)
}

// fit counts the notes that have a marker in their group.
func (g *group) fit() int {
	left, n := count(g.marks), 0
	for _, x := range g.notes {
		if left[x.key] > 0 {
			left[x.key]--
			n++
		}
	}
	return n
}

// unique reports whether no label comes again on either side of a group.
func (g *group) unique() bool {
	return len(count(g.notes)) == len(g.notes) && len(count(g.marks)) == len(g.marks)
}

func count(items []item) map[string]int {
	n := map[string]int{}
	for _, it := range items {
		n[it.key]++
	}
	return n
}

// before reports whether an item stands before another.
func before(a, b item) bool { return a.block < b.block || a.block == b.block && a.from < b.from }
