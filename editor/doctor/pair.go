package doctor

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// sureAt is the probability from which on a pair is beyond doubt. It was set
// so that on annotated books and made texts no pair beyond it was wrong.
const sureAt = 0.998

// match is a marker with its note, both as indexes into the findings.
type match struct {
	mark, note int
	p          float64
	why        []string
	runner     int // or -1
	open       bool
}

// outcome is what is known after the problems of a text are solved.
type outcome struct {
	f         *findings
	matches   []match
	questions []Question
}

// diagnose pairs what was found, with what the author decided.
func diagnose(f *findings, settled []decision, w *work) *Diagnosis {
	g := &Diagnosis{found: f, settled: settled, Dropped: f.dropped}
	o := &outcome{f: f}
	if len(f.notes) > 0 && w.err == nil {
		o.ownPlaces()
		if x := f.read(w); x != nil {
			list := f.problems()
			for k, p := range list {
				if !w.at(0.6 + 0.4*float64(k)/float64(len(list))) {
					break
				}
				o.solve(newSolution(f, x, p, settled, w), settled)
			}
		}
	}
	o.settle(settled)
	slices.SortFunc(o.matches, func(a, b match) int { return a.mark - b.mark })
	numbers := map[int]int{}
	g.Certain = true
	for _, m := range o.matches {
		n, again := numbers[m.note]
		if !again {
			n = len(numbers) + 1
			numbers[m.note] = n
		}
		pair := Pair{Number: n, Marker: f.marker(m.mark), Note: f.note(m.note), Certain: !m.open, Confidence: m.p, Why: m.why}
		if m.runner >= 0 {
			r := f.note(m.runner)
			pair.RunnerUp = &r
		}
		g.Pairs = append(g.Pairs, pair)
		g.Certain = g.Certain && pair.Certain
	}
	g.leftOver(o, settled)
	g.ask(o)
	g.Certain = g.Certain && len(g.Questions) == 0
	g.Title = essay.New(g.body(nil)).Title()
	return g
}

// ask keeps the question that decides most; the others wait for its answer.
// What is left over is asked about when nothing else is.
func (g *Diagnosis) ask(o *outcome) {
	if len(o.questions) == 0 {
		return
	}
	best := o.questions[0]
	for _, q := range o.questions[1:] {
		if q.decides > best.decides {
			best = q
		}
	}
	g.Questions = []Question{best}
}

// ownPlaces pairs the notes in the running text that have no other marker with
// the places where they stand.
func (o *outcome) ownPlaces() {
	for i, m := range o.f.marks {
		if m.own > 0 {
			o.matches = append(o.matches, match{mark: i, note: m.own - 1, p: 0.999, runner: -1, why: []string{"the note is typed in the text, where its marker belongs"}})
		}
	}
}

func (f *findings) marker(i int) Marker {
	m := f.marks[i]
	s := f.texts[m.block]
	from := runeLen(s[:m.From])
	return Marker{m.block, from, from + runeLen(s[m.From:m.To]), m.Key, i}
}

func (f *findings) note(i int) Note {
	n := f.notes[i]
	return Note{n.block, n.blocks, runeLen(f.texts[n.block][:n.from]), n.Key, f.noteText(n), i}
}

func (f *findings) markerOf(i int) *Marker {
	m := f.marker(i)
	return &m
}

// offers are the notes of choices that give one note each, or none for -1.
func (f *findings) offers(notes ...int) [][]Note {
	list := make([][]Note, len(notes))
	for k, x := range notes {
		if x >= 0 {
			list[k] = []Note{f.note(x)}
		}
	}
	return list
}

func runeLen(s string) doc.Pos { return doc.Pos(utf8.RuneCountInString(s)) }

// solve takes over the pairs of one problem.
func (o *outcome) solve(s *solution, settled []decision) {
	for i := range s.marks {
		j := s.best[i]
		if j < 0 {
			continue
		}
		sure := s.sure(i)
		for n, m := range o.within(s, i, j, settled) {
			m.p *= s.p[i][s.column(j)]
			m.open = m.open || !sure
			if c := s.second(i); c >= 0 {
				m.runner = o.f.labelled(s.notes[c], o.f.marks[m.mark].Key)
			}
			m.why = append(m.why, s.why(i, j, m, n == 0)...)
			m.p = math.Round(min(m.p, 0.999)*1000) / 1000
			o.matches = append(o.matches, m)
		}
	}
	o.questions = append(o.questions, s.questions()...)
}

// labelled is the note of a series with a label, or -1.
func (f *findings) labelled(notes series, key string) int {
	for _, x := range notes {
		if f.notes[x].Key == key {
			return x
		}
	}
	return -1
}

// within pairs the markers of a series with the notes of the series that is
// theirs, label by label, those of one label in their order. A label that
// stands as often on both sides leaves nothing to decide, and neither does one
// that stands once more in the text where each note has its marker.
func (o *outcome) within(s *solution, i, j int, settled []decision) []match {
	f := o.f
	notes := map[string][]int{}
	for _, x := range s.notes[j] {
		notes[f.notes[x].Key] = append(notes[f.notes[x].Key], x)
	}
	markers := map[string]int{}
	for _, m := range s.marks[i] {
		markers[f.marks[m].Key]++
	}
	all := true // whether each note has a marker
	for key, list := range notes {
		all = all && markers[key] >= len(list)
	}
	var list []match
	used := map[string]int{}
	for _, m := range s.marks[i] {
		key := f.marks[m].Key
		own := notes[key]
		if len(own) == 0 {
			continue
		}
		if d, ok := hasDecided(settled, m); ok { // settle makes the match
			if d.note >= 0 {
				used[key]++
			}
			continue
		}
		n := used[key]
		used[key]++
		it := match{mark: m, note: own[min(n, len(own)-1)], p: 0.999, runner: -1}
		switch {
		case s.anew && !s.lists && markers[key] > len(own): // some marker of another series has lost its note
			it.p, it.open = 0.6, true
			o.questions = append(o.questions, f.askAgain(m, it.note))
			it.why = []string{fmt.Sprintf("the marker [%s] stands more often than its note", key)}
		case f.marks[m].doubt:
			it.p, it.open = 0.6, true
			o.questions = append(o.questions, f.askPlace(m, it.note))
			it.why = []string{fmt.Sprintf("“%s” stands at another place too where the marker could be", f.typed(m))}
		case n >= len(own): // a label typed again refers to its note again
			if !all && !s.lists {
				it.p, it.open = 0.7, true
				o.questions = append(o.questions, f.askAgain(m, it.note))
			}
			it.why = []string{fmt.Sprintf("the marker [%s] stands more often than its note: it refers to it again", key)}
		case len(own) > 1 && markers[key] != len(own):
			it.p, it.open = 1/float64(len(own)), true
			it.runner = own[(n+1)%len(own)]
			o.questions = append(o.questions, f.askWhich(m, own))
			it.why = []string{fmt.Sprintf("%d notes have the label [%s]; they are taken in their order", len(own), key)}
		case len(own) > 1:
			it.why = []string{fmt.Sprintf("the label [%s] stands %d times in the text and in the notes; they are taken in their order", key, len(own))}
		}
		list = append(list, it)
	}
	return list
}

// askAgain asks whether a marker refers to a note for a second time.
func (f *findings) askAgain(m, x int) Question {
	return Question{
		Marker: f.markerOf(m), Notes: f.offers(x, -1),
		Ask:     fmt.Sprintf("The marker [%s] stands twice, the second time after “%s”, and there is one note with that label. Does it refer to the note again?", f.marks[m].Key, f.before(m)),
		Choices: []string{"Yes: it refers again to " + f.excerpt(x), "No: leave it as it is typed"},
		settle:  []decision{{picked, m, x}, {picked, m, -1}},
		decides: 0.5,
	}
}

// typed is a marker as it is typed.
func (f *findings) typed(m int) string {
	return f.texts[f.marks[m].block][f.marks[m].From:f.marks[m].To]
}

// askPlace asks whether what may be something else is a marker.
func (f *findings) askPlace(m, x int) Question {
	return Question{
		Marker: f.markerOf(m), Notes: f.offers(x, -1),
		Ask:     fmt.Sprintf("Is “%s” after “%s” the marker of the note “%s”?", f.typed(m), f.before(m), f.excerpt(x)),
		Choices: []string{"Yes", "No: leave it as it is typed"},
		settle:  []decision{{picked, m, x}, {picked, m, -1}},
		decides: 1,
	}
}

// askWhich asks which of several notes with one label is a marker's.
func (f *findings) askWhich(m int, notes []int) Question {
	q := Question{decides: 1, Ask: fmt.Sprintf("%d notes have the label [%s]. Which belongs to the marker after “%s”?", len(notes), f.marks[m].Key, f.before(m))}
	notes = notes[:min(len(notes), maxChoices)]
	q.Marker, q.Notes = f.markerOf(m), f.offers(notes...)
	for _, x := range notes {
		q.Choices = append(q.Choices, f.excerpt(x))
		q.settle = append(q.settle, decision{picked, m, x})
	}
	return q
}

// maxChoices bounds the choices of a question.
const maxChoices = 12

// before is the end of the text before a marker.
func (f *findings) before(m int) string {
	mk := f.marks[m]
	r := []rune(strings.TrimSpace(f.texts[mk.block][:mk.From]))
	if len(r) <= 50 {
		return string(r)
	}
	cut := len(r) - 50
	for k := cut; k < len(r)-20; k++ {
		if r[k] == ' ' {
			cut = k + 1
			break
		}
	}
	return "…" + string(r[cut:])
}

// excerpt is the start of a note with its label.
func (f *findings) excerpt(x int) string {
	return fmt.Sprintf("[%s] %s", f.notes[x].Key, essay.Excerpt(f.noteText(f.notes[x]), 60))
}

// leftOver lists markers and notes without a partner, and asks whether they are
// to stay so.
func (g *Diagnosis) leftOver(o *outcome, settled []decision) {
	looseMarks, notes := o.loose()
	for _, m := range looseMarks {
		g.Markers = append(g.Markers, g.found.marker(m))
	}
	for _, x := range notes {
		g.Notes = append(g.Notes, g.found.note(x))
	}
	marks := slices.DeleteFunc(looseMarks, func(m int) bool { _, ok := hasDecided(settled, m); return ok })
	if _, ok := decided(settled, leftAlone, 0); ok || len(marks)+len(notes) == 0 || !g.Found() {
		return
	}
	ask := ""
	if n := len(marks); n > 0 {
		ask = fmt.Sprintf("%s no note, the first after “%s”.", counted(n, "marker has", "markers have"), g.found.before(marks[0]))
	}
	if n := len(notes); n > 0 {
		ask = strings.TrimSpace(fmt.Sprintf("%s %s no marker, the first is “%s”.", ask, counted(n, "note has", "notes have"), g.found.excerpt(notes[0])))
	}
	g.Questions = append(g.Questions, Question{
		Ask:     ask + " Shall they stay so?",
		Choices: []string{"Yes: markers stay as they are typed, notes go to the bin"},
		settle:  []decision{{what: leftAlone}},
	})
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// byLikelihood sorts the columns of a row of probabilities, the likeliest
// first.
func byLikelihood(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	return order
}
