package doctor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// note is a typed note. It starts at byte from of its first block and ends at
// byte to of its last; most notes have their blocks for themselves.
type note struct {
	typed.Label
	block, blocks int
	from, text    int // where the label starts, and the text behind it
	to            int
	run           int
	inside        bool // it stands in the running text
	own           bool // and has no other marker
}

func (n note) last() int { return n.block + n.blocks - 1 }

// run is a row of notes that follow each other in the text.
type run struct {
	notes []note
	form  typed.Form
}

func (r run) start() int { return r.notes[0].block }

func (r run) end() int { return r.notes[len(r.notes)-1].last() + 1 }

// maxContinued bounds the paragraphs that a note can have after its first.
const maxContinued = 6

// runs gathers the paragraphs that start with a label of one form, together
// with paragraphs between them that continue a note.
func (f *findings) runs() []run {
	var runs []run
	items, glued := 0, f.gluedMarkers()
	for i, b := range f.blocks {
		if b.Kind == doc.Numbered && b.Level == 1 {
			items++
		} else {
			items = 0
		}
		l, n := f.label(i, items)
		if f.page[i] != "" || l.Key == "" || l.Form == typed.Bracket && glued[i] {
			continue
		}
		e := note{Label: l, block: i, blocks: 1, text: n, to: len(f.texts[i])}
		if k := len(runs) - 1; k >= 0 && f.continues(runs[k], e) {
			last := &runs[k].notes[len(runs[k].notes)-1]
			last.blocks, last.to = i-last.block, len(f.texts[i-1])
			runs[k].notes = append(runs[k].notes, f.within(e)...)
			continue
		}
		runs = append(runs, run{f.within(e), l.Form})
	}
	for k := range runs {
		f.complete(&runs[k])
	}
	return runs
}

// reachNote bounds the blocks in which the note to a marker at the start of a
// paragraph is looked for.
const reachNote = 200

// gluedMarkers finds the paragraphs that start with “[12]” and text at once,
// where a blank stands behind nearly all such labels and one with the same
// number follows: that one is the note, and this its marker.
func (f *findings) gluedMarkers() map[int]bool {
	all := 0
	glued := map[int]bool{}
	last := map[string][]int{} // of each label, the blocks that start with it and text at once
	for i, s := range f.texts {
		l, n := typed.Lead(s)
		if f.page[i] != "" || n == 0 || l.Form != typed.Bracket {
			continue
		}
		all++
		if isGlued(s, n) {
			last[l.Key] = append(last[l.Key], i)
			continue
		}
		for _, h := range last[l.Key] {
			glued[h] = glued[h] || i-h < reachNote
		}
		delete(last, l.Key)
	}
	if len(glued)*8 > all {
		return nil
	}
	return glued
}

// isGlued reports whether text follows at once on a label of so many bytes.
func isGlued(s string, n int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:n])
	return n < len(s) && !unicode.IsSpace(last)
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
func (f *findings) raisedLead(i int) (typed.Label, int) { return f.raisedAt(i, 0) }

// raisedAt is the label made of raised digits at a byte of a block, and its
// length.
func (f *findings) raisedAt(i, at int) (typed.Label, int) {
	for _, s := range f.blocks[i].Spans() {
		if at == 0 && s.Atom == nil && s.Style&doc.Super != 0 {
			if key := strings.Trim(s.Text, " \u00a0[]()."); isNumber(key) {
				return typed.Label{Key: key, Form: typed.Raised}, len(s.Text)
			}
		}
		at -= len(s.Text)
		if s.Atom != nil {
			at -= utf8.RuneLen(doc.AtomRune)
		}
		if at < 0 {
			break
		}
	}
	return typed.Label{}, 0
}

// lineEnds are what ends a line within a block.
const lineEnds = "\n\u2028"

// within parts a block in which several notes follow each other, as after line
// breaks: where the next label stands behind the end of a line, or, between
// brackets, behind the end of a sentence.
func (f *findings) within(e note) []note {
	s := f.texts[e.block]
	list := []note{e}
	if e.Form == typed.Footnote {
		return list
	}
	for at := e.text; at < len(s); {
		step := strings.IndexAny(s[at:], " "+lineEnds)
		if step < 0 {
			break
		}
		end := at + step
		r, size := utf8.DecodeRuneInString(s[end:])
		at = end + size
		l, n := typed.Lead(s[at:])
		if n == 0 {
			l, n = f.raisedAt(e.block, at)
		}
		last := &list[len(list)-1]
		before := strings.TrimRight(s[e.text:end], " ”\"’')")
		between := l.Form == e.Form && (l.Form == typed.Bracket || l.Form == typed.Curly) && before != "" && strings.ContainsRune(".!?", rune(before[len(before)-1]))
		if n == 0 || r == ' ' && !between || typed.Ordinal(l.Key, true) != typed.Ordinal(last.Key, true)+1 {
			continue
		}
		last.to = end
		list = append(list, note{Label: l, block: e.block, blocks: 1, from: at, text: at + n, to: len(s)})
		at += n
	}
	return list
}

// continues reports whether a labelled block goes on with a run: it follows at
// once, or after paragraphs that continue the last note. Those hold no marker,
// and the number after them is the next. What is between brackets is continued
// until they are closed, and no further.
func (f *findings) continues(r run, e note) bool {
	last := r.notes[len(r.notes)-1]
	if e.Form != r.form || kindOf(e.Key) != kindOf(last.Key) {
		return false
	}
	between := e.block - last.block - 1
	if between == 0 {
		return true
	}
	at, before := typed.Ordinal(e.Key, true), typed.Ordinal(last.Key, true)
	if between > maxContinued || at != before+1 || e.Form == typed.Symbol || e.Form == typed.Footnote {
		return false
	}
	for i := last.block + 1; i < e.block; i++ {
		if f.page[i] != "" || f.blocks[i].Kind == doc.Heading || isNotesHeading(f.texts[i]) || isSectionHeading(f.texts[i]) {
			return false
		}
		for _, m := range f.candidates[i] {
			if m.strong() || m.Glued && m.Key == e.Key {
				return false
			}
		}
	}
	return true
}

// complete takes in what belongs to a run's notes without a label: the text of
// a label that stands alone, and what follows up to the bracket that closes
// “[Footnote 1: …”. What stands behind that bracket is the text's again.
func (f *findings) complete(r *run) {
	var all []note
	for k, n := range r.notes {
		limit := len(f.blocks)
		if k+1 < len(r.notes) {
			limit = r.notes[k+1].block
		}
		free := func(i int) bool {
			if i >= limit || f.page[i] != "" || f.blocks[i].Kind == doc.Heading {
				return false
			}
			l, _ := f.label(i, 0)
			return l.Key == "" && !isSectionHeading(f.texts[i])
		}
		if next := n.block + 1; n.text == len(f.texts[n.block]) && n.blocks == 1 && free(next) {
			n.blocks, n.to = 2, len(f.texts[next])
		}
		if n.Form == typed.Footnote {
			all = append(all, f.closed(n, free)...)
		} else {
			all = append(all, n)
		}
	}
	r.notes = all
}

// closed ends a note at the bracket that closes it, and reads those that follow
// it in the same block. Without such a bracket the block is the note's.
func (f *findings) closed(n note, free func(int) bool) []note {
	depth := 1
	for i := n.block; i <= n.block+maxContinued && (i == n.block || free(i)); i++ {
		at := 0
		if i == n.block {
			at = n.text
		}
		end := closing(f.texts[i][at:], &depth)
		if end < 0 {
			continue
		}
		n.blocks, n.to = i-n.block+1, at+end
		rest := f.texts[i][n.to:]
		n.inside = n.from > 0 || strings.TrimSpace(rest) != ""
		list := []note{n}
		if l, k := typed.Lead(rest); l.Form == typed.Footnote && k > 0 {
			blank := len(rest) - len(strings.TrimLeft(rest, " \n\u00a0"))
			list = append(list, f.closed(note{Label: l, block: i, blocks: 1, from: n.to + blank, text: n.to + k, to: len(f.texts[i])}, free)...)
			list[0].inside = n.from > 0
			if list[len(list)-1].inside { // something else stands behind the last
				for k := range list {
					list[k].inside = true
				}
			}
		}
		return list
	}
	return []note{n}
}

// closing is the byte behind the bracket that closes those that are open, or
// -1.
func closing(s string, depth *int) int {
	for i := range len(s) {
		switch s[i] {
		case '[':
			*depth++
		case ']':
			if *depth--; *depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// insideNotes finds the notes typed as “[Footnote 1: …]” in running text,
// outside the runs of notes.
func (f *findings) insideNotes(runs []run) []run {
	past := make([]int, len(f.blocks)) // of each block, the byte up to which it is notes
	for _, r := range runs {
		for _, n := range r.notes {
			for i := n.block; i <= n.last(); i++ {
				_, past[i] = f.extentOf(n, i)
			}
		}
	}
	var found []run
	for i, s := range f.texts {
		if f.page[i] != "" || f.blocks[i].Kind == doc.Code || f.blocks[i].Kind == doc.Verbatim {
			continue
		}
		for at := past[i]; ; {
			k := strings.IndexByte(s[at:], '[')
			if k < 0 {
				break
			}
			at += k
			l, n := typed.Lead(s[at:])
			if l.Form != typed.Footnote || n == 0 {
				l, n = typed.Unnumbered(s[at:])
			}
			end, depth := -1, 1
			if n > 0 {
				end = closing(s[at+n:], &depth)
			}
			if end < 0 {
				at++
				continue
			}
			e := note{Label: l, block: i, blocks: 1, from: at, text: at + n, to: at + n + end, inside: true}
			found = append(found, run{[]note{e}, typed.Footnote})
			at = e.to
		}
	}
	return found
}

// noteText is a note's text without its label.
func (f *findings) noteText(n note) string {
	var s strings.Builder
	for i := n.block; i <= n.last(); i++ {
		from, to := f.part(n, i)
		if i > n.block {
			s.WriteByte('\n')
		}
		s.WriteString(f.texts[i][from:to])
	}
	return strings.Trim(s.String(), "\n")
}

// extentOf is where a note stands in one of its blocks, with its label.
func (f *findings) extentOf(n note, i int) (from, to int) {
	from, to = 0, len(f.texts[i])
	if i == n.block {
		from = n.from
	}
	if i == n.last() {
		to = n.to
	}
	return from, to
}

// part is where the text of a note stands in one of its blocks.
func (f *findings) part(n note, i int) (from, to int) {
	from, to = 0, len(f.texts[i])
	if i == n.block {
		from = n.text
	}
	if i == n.last() {
		to = n.to
		if s := strings.TrimRight(f.texts[i][:to], " \u00a0\n"); n.Form == typed.Footnote && strings.HasSuffix(s, "]") {
			to = len(s) - 1
		}
	}
	return from, max(from, to)
}

var notesHeadings = "|notes|note|endnotes|end notes|footnotes|foot notes|footnote|references|sources|citations|notes and references|notes & references|" +
	"anmerkungen|fußnoten|fussnoten|endnoten|notas|noten|notes de bas de page|noter|note a piè di pagina|"

// isNotesHeading reports whether a line is the heading of notes: “Notes”,
// “Notes to Part II:”.
func isNotesHeading(s string) bool {
	if len(s) > 80 {
		return false
	}
	line := strings.TrimRight(plainLine(strings.Trim(s, "#*_=—–- []")), ":.")
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
