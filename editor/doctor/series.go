package doctor

import "github.com/ibid-editor/ibid/editor/doctor/typed"

// series is a row of markers, or of notes, that are numbered through: indexes
// into the marks or the notes of the findings.
type series []int

// problem is one kind of label with the series of its markers and notes.
type problem struct {
	marks  []series
	notes  []series
	behind bool // the notes stand behind the text with their markers
	anew   bool // numbering starts anew somewhere in the document
	lists  bool // the notes are a list of sources that markers refer to in any order
}

// problems parts markers and notes by kind of label, by place and into series.
// What is left out are notes in the running text that have no other marker.
func (f *findings) problems() []problem {
	var list []problem
	for k := range kinds {
		var marks, notes []item
		for i, m := range f.marks {
			if m.own == 0 && kindOf(m.Key) == k {
				marks = append(marks, item{i, m.Key, m.block, m.From})
			}
		}
		for i, n := range f.notes {
			if !n.own && kindOf(n.Key) == k {
				notes = append(notes, item{i, n.Key, n.block, n.from})
			}
		}
		if len(marks)+len(notes) == 0 {
			continue
		}
		romans := readsRoman(marks, notes)
		groups := byPlace(marks, notes)
		anew := len(count(notes)) < len(notes)
		for _, g := range groups {
			p := problem{behind: len(groups) > 1, anew: anew}
			if p.behind && g.unique() {
				p.marks, p.notes = wholeSeries(g.marks), wholeSeries(g.notes)
			} else {
				p.notes = partNotes(g.notes, romans)
				p.marks = partMarks(g.marks, romans, len(p.notes) > 1 || p.behind && p.anew, g.notes)
			}
			p.lists = k == names || len(groups) == 1 && f.listsSources(p)
			list = append(list, p)
		}
	}
	return list
}

// wholeSeries makes one series of all items.
func wholeSeries(items []item) []series {
	if len(items) == 0 {
		return nil
	}
	s := make(series, len(items))
	for i, it := range items {
		s[i] = it.index
	}
	return []series{s}
}

// item is a marker or a note on its way into a series.
type item struct {
	index       int
	key         string
	block, from int
}

// readsRoman reports whether the letter i means one: some label is a Roman
// numeral of two letters, or there is no a.
func readsRoman(lists ...[]item) bool {
	a := false
	for _, list := range lists {
		for _, it := range list {
			if len(it.key) > 1 {
				return true
			}
			a = a || it.key == "a" || it.key == "A"
		}
	}
	return !a
}

// partNotes starts a series wherever a label comes that the series has, or
// the first label comes again. A label typed twice in a row is one typed twice.
func partNotes(items []item, romans bool) []series {
	var list []series
	have := map[string]bool{}
	last := ""
	for _, it := range items {
		again := have[it.key] && (it.key != last || typed.Ordinal(it.key, romans) == 1)
		if list == nil || again || typed.Ordinal(it.key, romans) == 1 && len(have) > 0 {
			list = append(list, nil)
			clear(have)
		}
		list[len(list)-1] = append(list[len(list)-1], it.index)
		have[it.key], last = true, it.key
	}
	return list
}

// partMarks starts a series wherever numbering starts anew. A marker typed
// once more, after which the numbering goes on as if it were not there, refers
// to a note again and stays in its series.
func partMarks(items []item, romans, restarts bool, notes []item) []series {
	var list []series
	have := map[string]bool{}
	top, last := 0, ""
	count := map[string]int{}
	for _, n := range notes {
		count[n.key]++
	}
	for i, it := range items {
		at := typed.Ordinal(it.key, romans)
		next := 0
		if i+1 < len(items) {
			next = typed.Ordinal(items[i+1].key, romans)
		}
		anew := have[it.key] && startsAnew(at, next, top, it.key == last, restarts, count[it.key])
		late := at == 1 && top > 0 && !have[it.key] && (restarts || next == 2 && have[items[i+1].key])
		if list == nil || anew || late {
			list = append(list, nil)
			clear(have)
			top = 0
		}
		list[len(list)-1] = append(list[len(list)-1], it.index)
		have[it.key], last, top = true, it.key, max(top, at)
	}
	return list
}

// startsAnew judges a label that its series has already.
func startsAnew(at, next, top int, twice, restarts bool, notes int) bool {
	switch {
	case at == 0: // a name means one note wherever it stands
		return false
	case at > 1 && twice:
		return false
	case next == top+1 && next != at+1:
		return false // the numbering goes on behind it
	case at == 1 || restarts:
		return restarts || next != 0 && next == at+1 && next <= top || notes > 1
	}
	return false
}
