package doctor

import (
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// note is a typed note: the block with its label and those that continue it.
type note struct {
	typed.Label
	block, blocks int
	text          int // the byte in the first block at which the text starts
	run           int
}

// run is a row of notes that follow each other in the text.
type run struct {
	notes []note
	form  typed.Form
}

func (r run) end() int { n := r.notes[len(r.notes)-1]; return n.block + n.blocks }

// maxContinued bounds the paragraphs that a note can have after its first.
const maxContinued = 6

// findNotes finds the runs of notes and the markers outside them.
func (f *findings) findNotes(page chrome) {
	runs := f.runs(page)
	if len(runs) == 0 {
		return
	}
	inRun := make([]bool, len(f.blocks))
	for _, r := range runs {
		for i := r.notes[0].block; i < r.end(); i++ {
			inRun[i] = true
		}
	}
	chosen := f.chooseRuns(runs, page, inRun)
	for k, r := range chosen {
		for _, n := range r.notes {
			n.run = k
			f.notes = append(f.notes, n)
			for i := n.block; i < n.block+n.blocks; i++ {
				f.gone[i] = true
			}
		}
	}
	if len(f.notes) > 0 {
		f.findMarks(page)
	}
}

// runs gathers the paragraphs that start with a label of one form, together
// with paragraphs between them that continue a note.
func (f *findings) runs(page chrome) []run {
	var runs []run
	items := 0
	for i, b := range f.blocks {
		if b.Kind == doc.Numbered && b.Level == 1 {
			items++
		} else {
			items = 0
		}
		l, n := f.label(i, items)
		if page[i] != "" || l.Key == "" {
			continue
		}
		e := note{Label: l, block: i, blocks: 1, text: n}
		if k := len(runs) - 1; k >= 0 && f.continues(runs[k], e, page) {
			last := &runs[k].notes[len(runs[k].notes)-1]
			last.blocks = i - last.block
			runs[k].notes = append(runs[k].notes, e)
			continue
		}
		runs = append(runs, run{[]note{e}, l.Form})
	}
	for k := range runs {
		f.complete(&runs[k], page)
	}
	return runs
}

// label is the label with which a block starts: typed, or the number of a
// list's item.
func (f *findings) label(i, item int) (typed.Label, int) {
	switch f.blocks[i].Kind {
	case doc.Heading, doc.Code, doc.Rule, doc.Verbatim:
		return typed.Label{}, 0
	}
	l, n := typed.Lead(f.texts[i])
	if n == 0 && item > 0 {
		return typed.Label{Key: itoa(item), Form: typed.Dot}, 0
	}
	if n == 0 {
		return f.raisedLead(i)
	}
	return l, n
}

// raisedLead is the label of a block that starts with raised digits.
func (f *findings) raisedLead(i int) (typed.Label, int) {
	spans := f.blocks[i].Spans()
	if len(spans) == 0 || spans[0].Atom != nil || spans[0].Style&doc.Super == 0 {
		return typed.Label{}, 0
	}
	key := strings.Trim(spans[0].Text, " \u00a0[]().")
	if !isNumber(key) {
		return typed.Label{}, 0
	}
	return typed.Label{Key: key, Form: typed.Raised}, len(spans[0].Text)
}

// continues reports whether a labelled block goes on with a run: it follows at
// once, or after paragraphs that continue the last note. Those hold no marker,
// and the number after them is the next.
func (f *findings) continues(r run, e note, page chrome) bool {
	last := r.notes[len(r.notes)-1]
	if e.Form != r.form || kindOf(e.Key) != kindOf(last.Key) {
		return false
	}
	between := e.block - last.block - 1
	if between == 0 {
		return true
	}
	at, before := typed.Ordinal(e.Key, true), typed.Ordinal(last.Key, true)
	if between > maxContinued || at != before+1 || e.Form == typed.Symbol {
		return false
	}
	for i := last.block + 1; i < e.block; i++ {
		if page[i] != "" || f.blocks[i].Kind == doc.Heading || isNotesHeading(f.texts[i]) || len(f.candidates(i, typed.Bracket, typed.Raised)) > 0 {
			return false
		}
	}
	return true
}

// complete takes in what belongs to a run's last note without a label behind
// it: the text of a label that stands alone, and what follows up to the
// bracket that closes “[Footnote 1: …”.
func (f *findings) complete(r *run, page chrome) {
	for k := range r.notes {
		n := &r.notes[k]
		limit := len(f.blocks)
		if k+1 < len(r.notes) {
			limit = r.notes[k+1].block
		}
		free := func() bool {
			i := n.block + n.blocks
			return i < limit && page[i] == "" && f.blocks[i].Kind != doc.Heading
		}
		if n.text == len(f.texts[n.block]) && n.blocks == 1 && free() {
			if l, _ := f.label(n.block+1, 0); l.Key == "" {
				n.blocks++
			}
		}
		if n.Form == typed.Footnote {
			for n.blocks <= maxContinued && free() && !closed(f.texts[n.block:n.block+n.blocks]) {
				n.blocks++
			}
			if !closed(f.texts[n.block : n.block+n.blocks]) {
				n.blocks = 1
			}
		}
	}
}

// closed reports whether as many square brackets close as open.
func closed(texts []string) bool {
	open := 0
	for _, s := range texts {
		open += strings.Count(s, "[") - strings.Count(s, "]")
	}
	return open <= 0
}

// chooseRuns tells the runs that are notes from lists and from paragraphs that
// happen to start with a number.
func (f *findings) chooseRuns(runs []run, page chrome, inRun []bool) []run {
	marks := map[string]int{} // by key, in the text outside all runs
	body := map[string]int{}  // the same, with the text of runs of weak labels
	for i := range f.blocks {
		if page[i] != "" || f.blocks[i].Kind == doc.Code || f.blocks[i].Kind == doc.Verbatim {
			continue
		}
		for _, m := range f.candidates(i, typed.Bracket, typed.Raised) {
			body[m.Key]++
			if !inRun[i] {
				marks[m.Key]++
			}
		}
	}
	open := 0 // markers that strong runs leave without a note
	for _, n := range marks {
		open += n
	}
	keep := make([]bool, len(runs))
	for k, r := range runs {
		if !strong(r.form) {
			continue
		}
		keep[k] = f.isNotes(r, runs, k, marks, page)
		if keep[k] {
			for _, n := range r.notes {
				if marks[n.Key] > 0 {
					open--
				}
			}
		}
	}
	f.chooseWeak(runs, keep, marks, open, page)
	var chosen []run
	for k, r := range runs {
		if keep[k] {
			chosen = append(chosen, r)
		}
	}
	return chosen
}

// strong reports whether a paragraph that starts with such a label is seldom
// anything but a note.
func strong(form typed.Form) bool {
	return form == typed.Footnote || form == typed.Bracket || form == typed.Raised || form == typed.Symbol
}

// isNotes judges a run of strong labels: a marker stands for one of them, or
// they stand where notes stand.
func (f *findings) isNotes(r run, runs []run, k int, marks map[string]int, page chrome) bool {
	if r.form == typed.Footnote {
		return true
	}
	if r.form == typed.Symbol {
		return f.symbolNotes(r, page)
	}
	for _, n := range r.notes {
		if marks[n.Key] > 0 {
			return true
		}
	}
	if f.underHeading(r) {
		return true
	}
	return typed.Ordinal(r.notes[0].Key, true) == 1 && f.atEnd(r, runs, k, page) && (len(r.notes) > 1 || len(marks) > 0)
}

// symbolNotes reports whether a marker of the same symbol stands before a run
// of notes that start with symbols. A bulleted list of stars has none.
func (f *findings) symbolNotes(r run, page chrome) bool {
	for i := r.notes[0].block - 1; i >= 0; i-- {
		if page[i] != "" || !strings.ContainsAny(f.texts[i], "*†‡§‖¶") {
			continue
		}
		for _, m := range f.candidates(i, typed.Symbol) {
			if m.Key == r.notes[0].Key {
				return true
			}
		}
	}
	return false
}

// underHeading reports whether “Notes” or the like stands above a run.
func (f *findings) underHeading(r run) bool {
	for i := r.notes[0].block - 1; i >= 0 && i >= r.notes[0].block-2; i-- {
		if isNotesHeading(f.texts[i]) {
			return true
		}
		if !isLine(f.texts[i]) && f.blocks[i].Kind != doc.Rule {
			return false
		}
	}
	return false
}

// atEnd reports whether nothing but other labelled runs and parts of a web page
// follows a run.
func (f *findings) atEnd(r run, runs []run, k int, page chrome) bool {
	i := r.end()
	for _, next := range runs[k+1:] {
		for ; i < next.notes[0].block; i++ {
			if page[i] == "" && !isNotesHeading(f.texts[i]) && !isLine(f.texts[i]) {
				return false
			}
		}
		i = next.end()
	}
	for ; i < len(f.blocks); i++ {
		if page[i] == "" && strings.TrimSpace(f.texts[i]) != "" {
			return false
		}
	}
	return true
}

// chooseWeak takes runs that start with “1.” and the like for notes where
// markers are left that need them. Runs under a heading come first, then those
// at the end, then those that read like notes.
func (f *findings) chooseWeak(runs []run, keep []bool, marks map[string]int, open int, page chrome) {
	for rank := range 3 {
		for k := len(runs) - 1; k >= 0; k-- {
			r := runs[k]
			if keep[k] || strong(r.form) {
				continue
			}
			heading, end := f.underHeading(r), f.atEnd(r, runs, k, page)
			hits := 0
			for _, n := range r.notes {
				if marks[n.Key] > 0 {
					hits++
				}
			}
			var yes bool
			switch rank {
			case 0:
				yes = heading && (hits > 0 || f.weakMarks(r, page) > 0)
			case 1:
				yes = end && (open > 0 && hits*2 >= len(r.notes) || hits == 0 && open <= 0 && len(marks) == 0 && f.weakMarks(r, page)*5 >= len(r.notes)*4)
			case 2:
				yes = open > 0 && hits*2 >= len(r.notes) && f.readsLikeNotes(r)
			}
			if yes {
				keep[k] = true
				open -= hits
			}
		}
	}
}

// weakMarks counts the notes of a run for which “(1)” or a digit glued to a
// word stands in the text before it, in the order of their numbers.
func (f *findings) weakMarks(r run, page chrome) int {
	best := 0
	for _, form := range []typed.Form{typed.Paren, typed.Bare} {
		next, hits := 0, 0
		for i := 0; i < r.notes[0].block && next < len(r.notes); i++ {
			if page[i] != "" {
				continue
			}
			for _, m := range f.candidates(i, form) {
				for k := next; k < len(r.notes) && k < next+3; k++ {
					if r.notes[k].Key == m.Key {
						hits++
						next = k + 1
						break
					}
				}
			}
		}
		best = max(best, hits)
	}
	return best
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

var notesHeadings = "|notes|note|endnotes|end notes|footnotes|foot notes|references|sources|citations|notes and references|notes & references|" +
	"anmerkungen|fußnoten|fussnoten|endnoten|notas|noten|notes de bas de page|noter|note a piè di pagina|"

// isNotesHeading reports whether a line is the heading of notes: “Notes”,
// “Notes to Part II:”.
func isNotesHeading(s string) bool {
	if len(s) > 80 {
		return false
	}
	line := strings.TrimRight(plainLine(strings.Trim(s, "#*_=—–- ")), ":.")
	if strings.Contains(notesHeadings, "|"+line+"|") {
		return true
	}
	first, rest, more := strings.Cut(line, " ")
	return more && len(strings.Fields(rest)) <= 6 && (first == "notes" || first == "endnotes" || first == "footnotes") &&
		(strings.HasPrefix(rest, "to ") || strings.HasPrefix(rest, "for ") || strings.HasPrefix(rest, "on ") || strings.HasPrefix(rest, "("))
}

// isLine reports whether a paragraph is a rule typed as characters, or empty.
func isLine(s string) bool {
	return strings.Trim(s, "-–—_=*~ \t\u00a0\ufffc") == "" && utf8.RuneCountInString(s) < 200
}

// dropHeadings leaves out the headings of notes and the lines above them.
func (f *findings) dropHeadings() {
	for k, n := range f.notes {
		if k > 0 && f.notes[k-1].run == n.run {
			continue
		}
		for i := n.block - 1; i >= 0 && i >= n.block-2 && !f.gone[i]; i-- {
			switch {
			case isNotesHeading(f.texts[i]):
				f.drop(i, i, "the heading of the notes")
			case f.blocks[i].Kind == doc.Rule || isLine(f.texts[i]) && f.texts[i] != "":
				f.drop(i, i, "the line above the notes")
			case f.texts[i] != "":
				i = 0
			}
		}
	}
}

// findTitle finds the title where parts of a web page stand above it.
func (f *findings) findTitle() {
	for i, b := range f.blocks {
		if f.gone[i] {
			continue
		}
		if i > 0 && b.Kind == doc.Paragraph && typed.Title(f.texts[i]) {
			f.title = i
		}
		return
	}
}
