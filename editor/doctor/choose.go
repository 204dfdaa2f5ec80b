package doctor

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// Paragraphs that start with a number may be notes, a list, or sentences that
// happen to. Runs of them are notes where the text before them holds markers
// for them, and each marker wants one note: of all ways to take runs for notes,
// the one is chosen that leaves the fewest markers and notes alone.

// findNotes finds the runs of notes and the markers outside them.
func (f *findings) findNotes() {
	runs := f.runs()
	taken := make([]bool, len(f.blocks))
	for _, r := range runs {
		if r.form != typed.Footnote && !f.couldBeNotes(r) {
			continue
		}
		for i := r.start(); i < r.end(); i++ {
			taken[i] = true
		}
	}
	chosen := f.chooseRuns(runs, taken)
	chosen = append(chosen, f.insideNotes(chosen)...)
	slices.SortStableFunc(chosen, func(a, b run) int {
		if a.start() != b.start() {
			return a.start() - b.start()
		}
		return a.notes[0].from - b.notes[0].from
	})
	for k, r := range chosen {
		for _, n := range r.notes {
			n.run = k
			f.notes = append(f.notes, n)
			if n.inside {
				for i := n.block; i <= n.last(); i++ {
					f.cuts[i] = append(f.cuts[i], n)
				}
				continue
			}
			for i := n.block; i <= n.last(); i++ {
				f.gone[i] = true
			}
		}
	}
	if len(f.notes) > 0 {
		f.findMarks()
	}
}

// strongForm reports whether a paragraph that starts with such a label is
// seldom anything but a note.
func strongForm(form typed.Form) bool { return form <= typed.Curly || form == typed.Symbol }

// couldBeNotes tells runs of strong labels from others.
func (f *findings) couldBeNotes(r run) bool { return strongForm(r.form) || f.underHeading(r) }

// pool counts markers by label.
type pool map[string]int

// chooseRuns chooses the runs that are notes.
func (f *findings) chooseRuns(runs []run, taken []bool) []run {
	c := &chooser{f: f}
	for i := range f.blocks {
		if !taken[i] {
			c.marks = append(c.marks, f.candidates[i]...)
		}
	}
	c.spend(f.insideNotes(nil))
	all := pool{}
	for _, m := range c.marks {
		if m.strong() {
			all[m.Key]++
		}
	}
	sure := make([]bool, len(runs))
	for k, r := range runs {
		sure[k] = strongForm(r.form) && f.isNotes(r, runs, k, all)
	}
	f.secondLook(runs, sure)
	c.gather(runs, sure)
	chosen := c.choose(func(m mark) bool { return m.likely() })
	if len(chosen) == 0 {
		chosen = c.choose(func(mark) bool { return true })
	}
	return chosen
}

// spend takes out the markers of notes that stand right behind them in the
// running text.
func (c *chooser) spend(inside []run) {
	for _, r := range inside {
		n := r.notes[0]
		for k := len(c.marks) - 1; k >= 0; k-- {
			m := c.marks[k]
			if m.Key == n.Key && (m.block < n.block || m.block == n.block && m.From < n.from) {
				c.marks = slices.Delete(c.marks, k, k+1)
				break
			}
		}
	}
}

// secondLook takes a run for notes whose marker stands at the start of a
// paragraph before it, and so looked like a note itself.
func (f *findings) secondLook(runs []run, sure []bool) {
	for k := len(runs) - 1; k > 0; k-- {
		if sure[k] || !strongForm(runs[k].form) {
			continue
		}
		for h := k - 1; h >= 0 && h > k-reachBack && !sure[k]; h-- {
			sure[k] = !sure[h] && runs[h].form == runs[k].form && runs[h].notes[0].Key == runs[k].notes[0].Key
		}
	}
}

// chooser chooses units of runs for the markers before them. Runs between
// which nothing but headings stands are taken or left together.
type chooser struct {
	f     *findings
	units []unit
	marks []mark
}

type unit struct {
	runs  []run
	sure  bool    // they are notes for sure
	looks float64 // what it is worth that they look like notes
}

func (u unit) start() int { return u.runs[0].start() }

func (u unit) end() int { return u.runs[len(u.runs)-1].end() }

func (u unit) notes(yield func(note) bool) {
	for _, r := range u.runs {
		for _, n := range r.notes {
			if !yield(n) {
				return
			}
		}
	}
}

// gather makes units of runs.
func (c *chooser) gather(runs []run, sure []bool) {
	for k, r := range runs {
		looks := 0.0
		switch {
		case c.f.underHeading(r):
			looks = 0.9
		case c.f.readsLikeNotes(r):
			looks = 0.4
		}
		if n := len(c.units); n > 0 {
			u := &c.units[n-1]
			if u.sure == sure[k] && u.runs[0].form == r.form && (c.f.onlyHeadings(u.end(), r.start()) || c.f.goesOn(u.runs[len(u.runs)-1], r)) {
				u.runs, u.looks = append(u.runs, r), max(u.looks, looks)
				continue
			}
		}
		c.units = append(c.units, unit{[]run{r}, sure[k], looks})
	}
}

// goesOn reports whether a run goes on with the numbers of the one before it,
// and no marker stands between them.
func (f *findings) goesOn(r, next run) bool {
	step := typed.Ordinal(next.notes[0].Key, true) - typed.Ordinal(r.notes[len(r.notes)-1].Key, true)
	if step < 1 || step > 3 || next.start() > r.end()+2*maxContinued {
		return false
	}
	for i := r.end(); i < next.start(); i++ {
		if slices.ContainsFunc(f.candidates[i], mark.likely) {
			return false
		}
	}
	return true
}

// reachBack bounds the units before one that may be the last before it that
// are notes.
const reachBack = 40

// choose finds the way of taking units for notes that leaves least alone.
func (c *chooser) choose(counts func(mark) bool) []run {
	n := len(c.units)
	marks := slices.DeleteFunc(slices.Clone(c.marks), func(m mark) bool { return !counts(m) })
	before := make([]int, n+1) // of each unit, the marks before it
	for k, u := range c.units {
		before[k], _ = slices.BinarySearchFunc(marks, u.start(), func(m mark, block int) int {
			if m.block < block {
				return -1
			}
			return 1
		})
	}
	before[n] = len(marks)
	// best[k] is the worth of the best choice that ends with unit k-1; 0 is the
	// start of the text, n+1 its end.
	best, from := make([]float64, n+2), make([]int, n+2)
	sure := 0 // the last that cannot be passed over
	for k := 1; k <= n+1; k++ {
		best[k] = -1e9
		for p := k - 1; p >= sure; p-- {
			if p < k-1-reachBack {
				p = sure
			}
			first := 0
			if p > 0 {
				first = before[p-1]
			}
			if worth := best[p] + c.worth(k, marks[first:before[k-1]]); worth > best[k] {
				best[k], from[k] = worth, p
			}
		}
		if k <= n && c.units[k-1].sure {
			sure = k
		}
	}
	var chosen []run
	for k := from[n+1]; k > 0; k = from[k] {
		for _, r := range slices.Backward(c.units[k-1].runs) {
			chosen = append(chosen, r)
		}
	}
	slices.Reverse(chosen)
	return chosen
}

// What a note that finds its marker is worth, one that finds none, and a
// marker that has to go without.
const (
	worthPair = 1.0
	worthNote = -1.0
	worthMark = -0.6
)

// worth is the worth of unit k-1 being the notes to some marks; for k behind
// the last unit there are no notes.
func (c *chooser) worth(k int, marks []mark) float64 {
	sum := 0.0
	left := pool{}
	for _, m := range marks {
		left[m.Key]++
	}
	if k <= len(c.units) {
		for n := range c.units[k-1].notes {
			if left[n.Key] > 0 {
				left[n.Key]--
				sum += worthPair
			} else {
				sum += worthNote
			}
		}
		sum += c.units[k-1].looks
	}
	for _, m := range marks {
		if m.strong() && left[m.Key] > 0 {
			left[m.Key]--
			sum += worthMark
		}
	}
	return sum
}

// isNotes judges a run of strong labels: a marker stands for one of them, or
// they stand where notes stand.
func (f *findings) isNotes(r run, runs []run, k int, marks pool) bool {
	if r.form == typed.Footnote {
		return true
	}
	if r.form == typed.Symbol {
		return f.symbolNotes(r)
	}
	for _, n := range r.notes {
		if marks[n.Key] > 0 {
			return true
		}
	}
	if f.underHeading(r) {
		return true
	}
	return typed.Ordinal(r.notes[0].Key, true) == 1 && f.atEnd(r, runs, k) && len(marks) > 0
}

// symbolNotes reports whether a marker of the same symbol stands before a run
// of notes that start with symbols. A bulleted list of stars has none.
func (f *findings) symbolNotes(r run) bool {
	for i := r.start() - 1; i >= 0 && i > r.start()-60; i-- {
		for _, m := range f.candidates[i] {
			if m.Key == r.notes[0].Key {
				return true
			}
		}
	}
	return false
}

// underHeading reports whether “Notes” or the like stands above a run.
func (f *findings) underHeading(r run) bool {
	for i := r.start() - 1; i >= 0 && i >= r.start()-3; i-- {
		if isNotesHeading(f.texts[i]) {
			return true
		}
		if !isLine(f.texts[i]) && f.blocks[i].Kind != doc.Rule && !f.isHeading(i) {
			return false
		}
	}
	return false
}

// atEnd reports whether nothing but other labelled runs and parts of a web page
// follows a run.
func (f *findings) atEnd(r run, runs []run, k int) bool {
	i := r.end()
	for _, next := range runs[k+1:] {
		for ; i < next.start(); i++ {
			if f.page[i] == "" && !isNotesHeading(f.texts[i]) && !isLine(f.texts[i]) {
				return false
			}
		}
		i = next.end()
	}
	for ; i < len(f.blocks); i++ {
		if f.page[i] == "" && strings.TrimSpace(f.texts[i]) != "" {
			return false
		}
	}
	return true
}

// readsLikeNotes reports whether most of a run's paragraphs look like
// citations: a year, a page, a title in quotation marks, an address.
func (f *findings) readsLikeNotes(r run) bool {
	like := 0
	for _, n := range r.notes {
		s := strings.ToLower(f.texts[n.block][n.text:])
		for _, sign := range []string{"ibid", "op. cit", "p. ", "pp. ", "http", "vol.", "“", "see ", "(19", "(20", "(18", " 19", " 20", " 18"} {
			if strings.Contains(s, sign) {
				like++
				break
			}
		}
	}
	return like*2 > len(r.notes)
}
