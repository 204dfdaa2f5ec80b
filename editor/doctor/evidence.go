package doctor

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// evidence weighs, for one problem, what speaks for a marker and a note
// belonging together. All weights are logarithms of likelihood ratios.
type evidence struct {
	f        *findings
	vocab    *vocabulary
	contexts map[int]*context // of each block with a marker
	phrases  map[uint64][]int // of three words in a row, the blocks they stand in
	noteText []string         // of each note, its text
	words    [][]word         // of each note
	sections []tally          // of each series of markers
	blocks   []tally          // of each series of notes
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

// newEvidence reads the words of the whole document.
func newEvidence(f *findings, p problem) *evidence {
	e := &evidence{
		f: f, vocab: &vocabulary{ids: map[string]int{}}, contexts: map[int]*context{}, phrases: map[uint64][]int{},
		sections: make([]tally, len(p.marks)), blocks: make([]tally, len(p.notes)),
		noteText: make([]string, len(f.notes)), words: make([][]word, len(f.notes)),
	}
	marks := f.plainMarks()
	at := 0 // the series whose section a block is in
	for i, s := range f.texts {
		if f.gone[i] {
			continue
		}
		words := e.vocab.words(s, marks[i])
		if len(marks[i]) > 0 {
			e.contexts[i] = newContext(words)
			for _, h := range trigrams(words) {
				if list := e.phrases[h]; len(list) == 0 || list[len(list)-1] != i {
					e.phrases[h] = append(list, i)
				}
			}
		}
		if len(p.marks) == 0 {
			continue
		}
		for at+1 < len(p.marks) && f.marks[p.marks[at][len(p.marks[at])-1]].block < i {
			at++
		}
		e.sections[at].add(words)
		for next := at + 1; next < len(p.marks) && f.marks[p.marks[next][0]].block == i; next++ {
			e.sections[next].add(words)
		}
	}
	for j, s := range p.notes {
		for _, x := range s {
			e.noteText[x] = f.noteText(f.notes[x])
			e.words[x] = e.vocab.words(e.noteText[x], nil)
			e.blocks[j].add(e.words[x])
		}
	}
	return e
}

// noteText is a note's text without its label.
func (f *findings) noteText(n note) string {
	s := f.texts[n.block][n.text:]
	for i := n.block + 1; i < n.block+n.blocks; i++ {
		s += "\n" + f.texts[i]
	}
	if n.Form == typed.Footnote {
		s = strings.TrimSuffix(strings.TrimRight(s, " \u00a0\n"), "]")
	}
	return strings.Trim(s, "\n")
}

// trigrams hashes each three words in a row of which two say something.
func trigrams(words []word) []uint64 {
	var list []uint64
	for i := 2; i < len(words); i++ {
		a, b, c := words[i-2], words[i-1], words[i]
		if weakOnes(a, b, c) <= 1 {
			list = append(list, uint64(a.id)<<42^uint64(b.id)<<21^uint64(c.id))
		}
	}
	return list
}

func weakOnes(words ...word) int {
	n := 0
	for _, w := range words {
		if w.weak && !w.capital {
			n++
		}
	}
	return n
}

// The most that words, and phrases, can weigh for one pair, and what a page
// does.
const (
	maxWord   = 4.5
	maxWords  = 10
	maxPhrase = 5

	pageNamed   = 3.5
	pageInRange = 1.0
	pageMissing = -2.0
)

// pair weighs a marker of series i and a note of series j.
func (e *evidence) pair(i, j, m, x int) float64 {
	mk := e.f.marks[m]
	c := e.contexts[mk.block]
	if c == nil {
		return 0
	}
	before, _ := slices.BinarySearchFunc(c.words, mk.from, func(w word, at int) int { return w.at - at })
	sum := 0.0
	seen := map[int]bool{}
	for k, w := range e.words[x] {
		if w.weak || seen[w.id] {
			continue
		}
		seen[w.id] = true
		sum += e.word(k, w, c, before, i, j)
	}
	sum = min(sum, maxWords)
	return sum + e.phrase(mk.block, x) + e.page(mk, x)
}

// word weighs the k-th word of a note of series j in the context of a marker
// of series i that stands behind the first n words.
func (e *evidence) word(k int, w word, c *context, n, i, j int) float64 {
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
	outside := e.vocab.counts[w.id] - e.sections[i].of[w.id] - e.blocks[j].of[w.id]
	total := e.vocab.total - e.sections[i].total - e.blocks[j].total
	return min(maxWord, e.vocab.weigh(w, k, at, size, max(outside, 0), max(total, 0)))
}

// phrase weighs the runs of words that a note shares with a paragraph.
func (e *evidence) phrase(block, x int) float64 {
	sum := 0.0
	for _, h := range trigrams(e.words[x]) {
		in := e.phrases[h]
		if _, ok := slices.BinarySearch(in, block); ok {
			sum += 1.8 / float64(len(in)*len(in))
		}
	}
	return min(sum, maxPhrase)
}

// page weighs a page in parentheses before a marker.
func (e *evidence) page(m mark, x int) float64 {
	page, _ := pageBefore(e.f.texts[m.block][:m.from])
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

// The cost of a marker without a note, and of a note without a marker, and the
// weight of notes standing right behind their section.
const (
	looseMark = -5.0
	looseNote = -5.0
	behind    = 4.0
)

// series weighs series i of markers against series j of notes. They cannot
// belong together if no label is in both.
func (e *evidence) series(p problem, i, j int, content bool) float64 {
	marks, notes := p.marks[i], p.notes[j]
	byKey := map[string][]int{}
	for _, x := range notes {
		byKey[e.f.notes[x].Key] = append(byKey[e.f.notes[x].Key], x)
	}
	sum, matched, used := 0.0, 0, map[string]int{}
	for _, m := range marks {
		key := e.f.marks[m].Key
		list := byKey[key]
		if len(list) == 0 {
			sum += looseMark
			continue
		}
		x := list[min(used[key], len(list)-1)]
		used[key]++
		if used[key] <= len(list) {
			matched++
		}
		if content {
			sum += e.pair(i, j, m, x)
		}
	}
	if matched == 0 {
		return math.Inf(-1)
	}
	sum += looseNote * float64(len(notes)-matched)
	return sum + e.place(p, i, j)
}

// place weighs where notes stand that do not stand at the end of the text:
// they belong to the markers before them.
func (e *evidence) place(p problem, i, j int) float64 {
	first := e.f.notes[p.notes[j][0]].block
	lastMark := func(i int) int { return e.f.marks[p.marks[i][len(p.marks[i])-1]].block }
	if first > lastMark(len(p.marks)-1) {
		return 0
	}
	if lastMark(i) < first && e.f.marks[p.marks[i+1][0]].block > first {
		return behind
	}
	return 0
}

// why says what speaks for a pair, the strongest first.
func (e *evidence) why(i, j, m, x int) []string {
	mk := e.f.marks[m]
	c := e.contexts[mk.block]
	if c == nil {
		return nil
	}
	var list []string
	if e.page(mk, x) > 0 {
		page, as := pageBefore(e.f.texts[mk.block][:mk.from])
		if e.page(mk, x) == pageNamed {
			list = append(list, fmt.Sprintf("“%s” stands before the marker, and %d is in the note", as, page))
		} else {
			list = append(list, fmt.Sprintf("“%s” stands before the marker, and the note's pages include it", as))
		}
	}
	phrase := e.sharedPhrase(c, x)
	if phrase != "" {
		list = append(list, fmt.Sprintf("the paragraph names “%s”, as the note does", phrase))
	}
	if s := e.sharedWords(c, i, j, mk, x); s != "" && phrase == "" {
		list = append(list, s)
	}
	return list
}

// sharedPhrase is the longest run of words that a note shares with a
// paragraph, if it is long enough to say something.
func (e *evidence) sharedPhrase(c *context, x int) string {
	note := e.words[x]
	at := map[int][]int{}
	for k, w := range c.words {
		at[w.id] = append(at[w.id], k)
	}
	bestFrom, best := 0, 2
	for a := range note {
		for _, b := range at[note[a].id] {
			n := 0
			for a+n < len(note) && b+n < len(c.words) && n < 40 && note[a+n].id == c.words[b+n].id {
				n++
			}
			if n > best && weakOnes(note[a:a+n]...) <= n-2 {
				bestFrom, best = a, n
			}
		}
		if a > 400 {
			break
		}
	}
	if best < 3 {
		return ""
	}
	for best > 1 && note[bestFrom].weak && !note[bestFrom].capital {
		bestFrom, best = bestFrom+1, best-1
	}
	for best > 1 && note[bestFrom+best-1].weak {
		best--
	}
	if best == 1 {
		return ""
	}
	s := e.noteText[x]
	last := note[bestFrom+best-1].at
	return s[note[bestFrom].at : last+wordLen(s[last:])]
}

// sharedWords names the rarest words that a note shares with the text around a
// marker.
func (e *evidence) sharedWords(c *context, i, j int, mk mark, x int) string {
	before, _ := slices.BinarySearchFunc(c.words, mk.from, func(w word, at int) int { return w.at - at })
	type shared struct {
		text   string
		weight float64
	}
	var list []shared
	seen := map[int]bool{}
	for k, w := range e.words[x] {
		if w.weak || seen[w.id] {
			continue
		}
		seen[w.id] = true
		if weight := e.word(k, w, c, before, i, j); weight > 1 {
			s := e.noteText[x][w.at:]
			list = append(list, shared{"“" + s[:wordLen(s)] + "”", weight})
		}
	}
	slices.SortStableFunc(list, func(a, b shared) int { return int(math.Copysign(1, b.weight-a.weight)) })
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, s := range list[:min(len(list), 3)] {
		names = append(names, s.text)
	}
	return "the text around the marker and the note share " + strings.Join(names, ", ")
}
