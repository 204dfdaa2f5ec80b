package doctor

import (
	"math"
	"slices"
	"strings"
)

// evidence weighs, for one problem, what speaks for a marker and a note
// belonging together. All weights are logarithms of likelihood ratios.
type evidence struct {
	f *findings
	*lexicon
	sections []tally    // of each series of markers
	runs     []tally    // of each series of notes
	above    [][]string // of each series of markers, the headings above it
	headed   [][]string // of each series of notes, the headings above it
	named    []bool     // of each series of notes, whether that heading is a section's
	full     []citation // the notes that cite in full

	markLabels, noteLabels []string // of each series, its labels
	labelled               []map[string][]int
	weighed                map[[2]string]float64
}

// tally counts words.
type tally struct {
	of    map[int]int
	total int
}

func (t *tally) add(words []word) {
	if t.of == nil {
		t.of = map[int]int{}
	}
	for _, w := range words {
		t.of[w.id]++
	}
	t.total += len(words)
}

// maxWeighed bounds the pairs of series whose content is compared.
const maxWeighed = 250_000

// newEvidence gathers what a problem's series say.
func newEvidence(f *findings, x *lexicon, p problem) *evidence {
	e := &evidence{f: f, lexicon: x, sections: make([]tally, len(p.marks)), runs: make([]tally, len(p.notes))}
	e.index(p)
	if len(p.marks) < 2 && len(p.notes) < 2 {
		return e
	}
	e.tallySections(p)
	e.full = e.citations(p)
	for j, s := range p.notes {
		for _, n := range s {
			e.runs[j].add(e.notes[n])
		}
		e.headed = append(e.headed, f.headingsAbove(f.notes[s[0]].block, 0, true))
	}
	limit := 0
	for _, s := range p.marks {
		e.above = append(e.above, f.headingsAbove(f.marks[s[0]].block, limit, false))
		limit = f.marks[s[len(s)-1]].block
	}
	sections := map[string]bool{}
	for _, keys := range e.above {
		for _, k := range keys {
			sections[k] = true
		}
	}
	for _, keys := range e.headed {
		named := false
		for k := range sections {
			named = named || len(keys) > 0 && sameHeading(k, keys[0])
		}
		e.named = append(e.named, named)
	}
	return e
}

// tallySections counts the words of the text around each series of markers.
func (e *evidence) tallySections(p problem) {
	if len(p.marks) == 0 {
		return
	}
	start := 0
	if p.behind {
		start = e.f.marks[p.marks[0][0]].block
	}
	last := p.marks[len(p.marks)-1]
	at := 0 // the series whose section a block is in
	for i := start; i < len(e.blocks); i++ {
		if p.behind && i > e.f.marks[last[len(last)-1]].block {
			break
		}
		if len(e.blocks[i]) == 0 {
			continue
		}
		for at+1 < len(p.marks) && e.f.marks[p.marks[at][len(p.marks[at])-1]].block < i {
			at++
		}
		e.sections[at].add(e.blocks[i])
		for next := at + 1; next < len(p.marks) && e.f.marks[p.marks[next][0]].block == i; next++ {
			e.sections[next].add(e.blocks[i])
		}
	}
}

// The most that a word, phrases, and both together can weigh for one pair, and
// what a page does.
const (
	maxWord    = 4.5
	maxPhrase  = 5
	maxContent = 7

	pageNamed   = 3.5
	pageInRange = 1.0
	pageMissing = -2.0
)

// pair weighs a marker of series i and a note of series j.
func (e *evidence) pair(i, j, m, x int) float64 {
	mk := e.f.marks[m]
	c := e.settings[mk.block]
	if c == nil {
		return 0
	}
	at := e.marks[m]
	sum := 0.0
	seen := map[int]bool{}
	for k, w := range e.notes[x] {
		if w.weak || seen[w.id] {
			continue
		}
		seen[w.id] = true
		sum += e.word(k, w, c, at.words, i, j)
	}
	return min(sum+e.phrase(mk.block, x), maxContent) + e.page(at.page, x) + manner(at.markManner, e.manners[x])
}

// word weighs the k-th word of a note of series j in the context of a marker
// of series i that stands behind the first n words.
func (e *evidence) word(k int, w word, c *setting, n, i, j int) float64 {
	at, ok := c.find(w.id, n)
	size := e.sections[i].total
	switch {
	case ok:
		size = sizeOf(at, len(c.words))
	case e.sections[i].of[w.id] > 0:
		at = section
	default:
		return 0
	}
	outside := e.vocab.counts[w.id] - e.sections[i].of[w.id] - e.runs[j].of[w.id]
	total := e.vocab.total - e.sections[i].total - e.runs[j].total
	return min(maxWord, e.vocab.weigh(w, k, at, size, max(outside, 0), max(total, 0)))
}

// phrase weighs the runs of words that a note shares with a paragraph.
func (e *evidence) phrase(block, x int) float64 {
	sum := 0.0
	for _, h := range e.phrasesOf[x] {
		in := e.phrases[h]
		if _, ok := slices.BinarySearch(in, block); ok {
			sum += 1.8 / float64(len(in)*len(in))
		}
	}
	return min(sum, maxPhrase)
}

// page weighs a page in parentheses before a marker.
func (e *evidence) page(page, x int) float64 {
	if page == 0 {
		return 0
	}
	in := false
	for _, r := range readPages(e.noteText[x]) {
		if r[0] == page || r[1] == page {
			return pageNamed
		}
		in = in || r[0] < page && page < r[1] && r[1]-r[0] <= 100
	}
	if in {
		return pageInRange
	}
	return pageMissing
}

// The cost of a marker without a note, and of a note without a marker, and what
// headings and place weigh.
const (
	looseMark = -5.0
	looseNote = -5.0

	sameHeaded  = 9.0
	otherHeaded = -6.0

	notesFirst = -9.0 // of notes that stand before their markers
)

// series weighs series i of markers against series j of notes. They cannot
// belong together if no label is in both.
func (e *evidence) series(p problem, i, j int, content bool) float64 {
	marks, notes := p.marks[i], p.notes[j]
	sum := e.labels(i, j, len(notes))
	if math.IsInf(sum, -1) {
		return sum
	}
	if e.f.notes[notes[0]].block < e.f.marks[marks[0]].block {
		sum += notesFirst
	}
	if !content {
		return sum
	}
	used := map[string]int{}
	for _, m := range marks {
		key := e.f.marks[m].Key
		if list := e.labelled[j][key]; len(list) > 0 {
			sum += e.pair(i, j, m, list[min(used[key], len(list)-1)])
			used[key]++
		}
	}
	return sum + e.heading(i, j)
}

// labels weighs what labels two series have in common. Series with the same
// labels weigh the same.
func (e *evidence) labels(i, j, notes int) float64 {
	known := [2]string{e.markLabels[i], e.noteLabels[j]}
	if w, ok := e.weighed[known]; ok {
		return w
	}
	sum, matched, used := 0.0, 0, map[string]int{}
	for key := range strings.SplitSeq(known[0], " ") {
		n := len(e.labelled[j][key])
		if used[key]++; used[key] <= n {
			matched++
		} else if n == 0 {
			sum += looseMark
		}
	}
	sum += looseNote * float64(notes-matched)
	if matched == 0 {
		sum = math.Inf(-1)
	}
	e.weighed[known] = sum
	return sum
}

// index reads the labels of a problem's series.
func (e *evidence) index(p problem) {
	e.weighed = map[[2]string]float64{}
	for _, s := range p.marks {
		var keys []string
		for _, m := range s {
			keys = append(keys, e.f.marks[m].Key)
		}
		e.markLabels = append(e.markLabels, strings.Join(keys, " "))
	}
	for _, s := range p.notes {
		var keys []string
		of := map[string][]int{}
		for _, x := range s {
			key := e.f.notes[x].Key
			keys, of[key] = append(keys, key), append(of[key], x)
		}
		e.noteLabels, e.labelled = append(e.noteLabels, strings.Join(keys, " ")), append(e.labelled, of)
	}
}

// heading weighs the headings above a series of markers and a series of notes.
func (e *evidence) heading(i, j int) float64 {
	switch {
	case e.sameHeaded(i, j):
		return sameHeaded
	case e.named[j]: // another section
		return otherHeaded
	}
	return 0
}

func (e *evidence) sameHeaded(i, j int) bool {
	for _, a := range e.above[i] {
		if len(e.headed[j]) > 0 && sameHeading(a, e.headed[j][0]) {
			return true
		}
	}
	return false
}
