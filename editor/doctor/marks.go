package doctor

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// mark is a typed marker. From and To count bytes in the block's text. The
// mark of a note that stands in the running text without a marker is the place
// where that note starts, and no wider.
type mark struct {
	typed.Mark
	block int
	own   int  // 1 + the note that stands there itself, or 0
	doubt bool // another place would do as well
}

func itoa(n int) string { return strconv.Itoa(n) }

func isNumber(s string) bool {
	return s != "" && len(s) <= 5 && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}

// kind tells the kinds of labels apart that are numbered each on their own.
type kind int

const (
	numbers kind = iota
	letters
	symbols
	names // Markdown's “[^harbour]”
	kinds
)

func kindOf(key string) kind {
	switch {
	case isNumber(key):
		return numbers
	case typed.Ordinal(key, true) == 0:
		return names
	case key[0] < utf8.RuneSelf && !strings.ContainsRune("*+#", rune(key[0])):
		return letters
	}
	return symbols
}

// style is how a marker is typed. Marks of one style stand for one thing: so
// “tide.(1)” is not what “(1) the tide, (2) the wind” is.
type style int

const (
	bracketed style = iota // [1], ¹
	curly
	star
	parenGlued
	bare
	parenFree
	loose
	styles
)

func (m mark) style() style {
	switch m.Form {
	case typed.Curly:
		return curly
	case typed.Symbol:
		return star
	case typed.Bare:
		return bare
	case typed.Loose:
		return loose
	case typed.Paren:
		if m.Glued {
			return parenGlued
		}
		return parenFree
	}
	return bracketed
}

// strong reports whether a mark is seldom anything but a marker.
func (m mark) strong() bool { return m.style() == bracketed }

// likely reports whether a mark may well be a marker where notes want one.
func (m mark) likely() bool { return m.style() < parenFree }

// findCandidates finds all that could be markers.
func (f *findings) findCandidates() {
	f.candidates = make([][]mark, len(f.blocks))
	for i, b := range f.blocks {
		if f.page[i] != "" || b.Kind == doc.Code || b.Kind == doc.Verbatim || !strings.ContainsAny(f.texts[i], "0123456789[*†‡§‖¶¹²³⁴⁵⁶⁷⁸⁹({") {
			continue
		}
		var list []mark
		for _, m := range typed.Marks(f.texts[i], typed.Bracket, typed.Raised, typed.Curly, typed.Symbol, typed.Paren, typed.Bare, typed.Loose) {
			list = append(list, mark{Mark: m, block: i})
		}
		f.candidates[i] = f.raisedSpans(i, list)
	}
}

// findLoneMarks finds the markers of a text that has no notes: figures in
// brackets behind a word that count up from 1.
func (f *findings) findLoneMarks() {
	next := "1"
	for _, list := range f.candidates {
		for _, m := range list {
			if m.Form != typed.Bracket || !m.Glued || m.Key != next && m.Key != "1" {
				continue
			}
			n, err := strconv.Atoi(m.Key)
			if err != nil {
				continue
			}
			next = strconv.Itoa(n + 1)
			f.marks = append(f.marks, m)
		}
	}
}

// raisedSpans adds the digits that are raised by their style.
func (f *findings) raisedSpans(i int, list []mark) []mark {
	at := 0
	for _, s := range f.blocks[i].Spans() {
		if s.Atom != nil {
			at += utf8.RuneLen(doc.AtomRune)
			continue
		}
		key := strings.Trim(s.Text, "[]() \u00a0")
		if s.Style&doc.Super != 0 && (isNumber(key) || len(key) == 1 && typed.Ordinal(key, true) > 0) && at > 0 && !typed.IsPower(f.texts[i][:at]) {
			m := mark{Mark: typed.Mark{Label: typed.Label{Key: key, Form: typed.Raised}, From: at, To: at + len(s.Text), Glued: true}, block: i}
			list = slices.DeleteFunc(list, func(o mark) bool { return o.From < m.To && o.To > m.From })
			k, _ := slices.BinarySearchFunc(list, m, func(a, b mark) int { return a.From - b.From })
			list = slices.Insert(list, k, m)
		}
		at += len(s.Text)
	}
	return list
}

// findMarks finds the markers for the notes: of each kind of label those of
// the style that stands for most notes, and of other styles what fills gaps
// between them.
func (f *findings) findMarks() {
	for k := range kinds {
		want := map[string]int{}
		for _, n := range f.notes {
			if kindOf(n.Key) == k {
				want[n.Key]++
			}
		}
		if len(want) == 0 && k != numbers {
			continue
		}
		var all []mark
		for i := range f.blocks {
			if f.gone[i] {
				continue
			}
			for _, m := range f.candidates[i] {
				if kindOf(m.Key) == k && !f.insideNote(m) {
					all = append(all, m)
				}
			}
		}
		of := bestStyle(all, want)
		var base []mark
		for _, m := range all {
			if m.style() == of && (want[m.Key] > 0 || of == bracketed) {
				base = append(base, m)
			}
		}
		if k == numbers && of >= parenGlued {
			base = f.inSequence(base, want)
		}
		f.marks = append(f.marks, fillGaps(all, base, want)...)
	}
	f.markInside()
}

// insideNote reports whether a mark stands in a note that stands in the
// running text.
func (f *findings) insideNote(m mark) bool {
	for _, n := range f.cuts[m.block] {
		if m.From >= n.from && m.From < n.to {
			return true
		}
	}
	return false
}

// bestStyle is the style that stands for most notes. What is often something
// else must do clearly better than “[1]”, and stands for less where there is
// more of it than notes want.
func bestStyle(all []mark, want map[string]int) style {
	var hits [styles]float64
	var seen [styles]map[string]int
	for _, m := range all {
		s := m.style()
		if seen[s] == nil {
			seen[s] = map[string]int{}
		}
		seen[s][m.Key]++
		if seen[s][m.Key] <= want[m.Key] {
			hits[s]++
		} else if want[m.Key] > 0 && s >= parenFree {
			hits[s] -= 0.3
		}
	}
	best := bracketed
	for s := curly; s < loose; s++ { // what is loose fills gaps and no more
		if hits[s] > hits[best] && hits[s] > 1.5*hits[bracketed] {
			best = s
		}
	}
	return best
}

// fillGaps adds to marks of one style those of other styles whose numbers are
// missing just where they stand. A number that no note has is a marker only
// where it is the next.
func fillGaps(all, base []mark, want map[string]int) []mark {
	have := map[string]int{}
	for _, m := range base {
		have[m.Key]++
	}
	var list []mark
	last := 0
	for _, m := range all {
		at := typed.Ordinal(m.Key, true)
		if len(base) > 0 && m.From == base[0].From && m.block == base[0].block {
			m, base = base[0], base[1:]
			if want[m.Key] == 0 && (at >= 1000 || at != last+1) {
				continue
			}
		} else {
			next := 0
			if len(base) > 0 {
				next = typed.Ordinal(base[0].Key, true)
			}
			if m.style() == parenFree || have[m.Key] >= want[m.Key] || !follows(at, last, next) {
				continue
			}
			have[m.Key]++
		}
		list = append(list, m)
		if at > 0 {
			last = at
		}
	}
	return list
}

// reachNext bounds the marks among which the next in a sequence is looked for.
const reachNext = 80

// inSequence keeps of marks that may be something else those that count up the
// longest, starting anew where notes do: so “No. 20 (1)” between the markers
// (6) and (7) is none.
func (f *findings) inSequence(marks []mark, want map[string]int) []mark {
	anew := want["1"] > 1
	worth, from := make([]float64, len(marks)), make([]int, len(marks))
	end := -1
	for i, m := range marks {
		at := typed.Ordinal(m.Key, true)
		own := 1.0
		if f.behindNumber(m) {
			own -= 0.1
		}
		worth[i], from[i] = own-0.2*float64(min(at-1, 10)), -1
		for h := i - 1; h >= 0 && h >= i-reachNext; h-- {
			step := at - typed.Ordinal(marks[h].Key, true)
			w := worth[h]
			switch {
			case step > 0:
				w += own - 0.2*float64(min(step-1, 10))
			case anew: // the first ones may be missing
				w += own - 0.5 - 0.3*float64(min(at-1, 10))
			default:
				continue
			}
			if w > worth[i] {
				worth[i], from[i] = w, h
			}
		}
		if end < 0 || worth[i] > worth[end] {
			end = i
		}
	}
	var kept []mark
	for next := len(marks); end >= 0; end, next = from[end], end {
		m := marks[end]
		for k := from[end] + 1; k < next; k++ {
			m.doubt = m.doubt || k != end && marks[k].Key == m.Key
		}
		kept = append(kept, m)
	}
	slices.Reverse(kept)
	return kept
}

// behindNumber reports whether a number stands before a mark, as in
// “No. 20 (1)”.
func (f *findings) behindNumber(m mark) bool {
	before := strings.TrimRight(f.texts[m.block][:m.From], " \u00a0\n")
	return before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9'
}

// follows reports whether a number goes between two others: it is the next, or
// the first of a new series.
func follows(at, last, next int) bool {
	return at > 0 && at == last+1 && at != next || at == 1 && next <= 2
}

// markInside makes marks for the notes in running text that have none: they
// stand where their marker would. One with a marker has it in its paragraph or
// in the one before.
func (f *findings) markInside() {
	slices.SortStableFunc(f.marks, compareMarks)
	last := map[string]int{} // 1 + the block of the last mark of each label that no note has taken
	k := 0
	var own []mark
	for x, n := range f.notes {
		if !n.inside {
			continue
		}
		for ; k < len(f.marks) && (f.marks[k].block < n.block || f.marks[k].block == n.block && f.marks[k].From < n.from); k++ {
			last[f.marks[k].Key] = f.marks[k].block + 1
		}
		if last[n.Key] < max(n.block, 1) {
			own = append(own, mark{Mark: typed.Mark{Label: n.Label, From: n.from, To: n.from}, block: n.block, own: x + 1})
			f.notes[x].own = true
		}
		last[n.Key] = 0
	}
	f.marks = append(f.marks, own...)
	slices.SortStableFunc(f.marks, compareMarks)
}

func compareMarks(a, b mark) int {
	if a.block != b.block {
		return a.block - b.block
	}
	return a.From - b.From
}
