package eval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// Where the blocks of notes stand.
type where int

const (
	atEnd where = iota
	afterSection
	afterParagraph
	afterPage // a few paragraphs
	inside    // in the running text, right behind the marker's sentence
)

// In which order blocks of notes stand at the end.
type order int

const (
	forward order = iota
	reverse
	shuffled
)

// Layout is a way in which a text with typed notes looks.
type Layout struct {
	Name  string
	marks string // how a marker is typed, with N for its label
	leads string // how a note starts, with N for its label, and after | how it ends
	where where
	order order
	// restart says that numbering starts anew with each block of notes.
	restart  bool
	sections int // how many sections at least; a few more are added by chance
	size     int // of all sections; 0: from 1 to 7
	wrap     int // the width to which lines are broken; 0: not
	letters  string
	trouble  trouble
	Least    float64 // in how many of a hundred documents the best guess must be right
	Most     float64 // in how many of a hundred it may ask, or 0 where asking is right
	titled   bool    // sections, and where notes stand at the end their blocks, have headings
}

// trouble is a set of what is wrong with a text.
type trouble int

const (
	longNotes   trouble = 1 << iota // notes of several paragraphs
	lostNote                        // one note is missing
	lostMarker                      // one marker is missing
	skipped                         // the numbers have gaps
	bookHeader                      // the frame of a transcribed book
	webPage                         // what a web page leaves around a text
	lists                           // lists in the text that are numbered like notes
	pageNumbers                     // lines that hold the number of a page
	mixedForms                      // a part of the markers is typed another way
	verse                           // verses and times in the text
	pages                           // pages in the text before markers, and in the notes
	plainNotes                      // notes that have nothing in common with the text
	explains                        // notes that explain whom or what the text has just named
	doubled                         // one marker is typed twice for one note
)

// Document is a text with the answer.
type Document struct {
	Text  string
	Pairs map[Spot]int // the line of the note of each marker
	// Loose counts markers and notes without a partner.
	Loose int
}

// Spot is a place in a text: line and column, in characters and from 1.
type Spot struct{ Line, Column int }

// While a text is put together, one rune stands before each marker and each
// note that says which it is.
const (
	markRune = '\uE000'
	noteRune = '\U000F0000'
)

// part is a paragraph, or a section, with the notes to it.
type part struct {
	title string
	paras []string
	notes []item
	last  bool // a page ends with it
}

type item struct {
	id    int
	label string
	text  []string // paragraphs
}

// Make makes the document of a layout that a seed gives.
func Make(l Layout, seed uint64) Document {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 7)), field: fields[rand.New(rand.NewPCG(seed, 1)).IntN(len(fields))]}
	for range 3 {
		w.common = append(w.common, w.person())
	}
	m := &maker{writer: w, Layout: l}
	parts := m.parts()
	return m.finish(m.text(parts))
}

type maker struct {
	*writer
	Layout
	id     int
	number int
	lost   map[int]bool // notes or markers that are left out
	again  bool
	within bool // a page, which goes on
}

// label is the label of the n-th note of a run.
func (m *maker) label(n int) string {
	switch m.letters {
	case "symbols":
		return list("*|†|‡|§|‖|¶|**|††|‡‡|§§")[(n-1)%10]
	case "stars":
		return strings.Repeat("*", n)
	case "upper":
		return string(rune('A' + (n-1)%26))
	case "lower":
		return string(rune('a' + (n-1)%26))
	case "super":
		s := ""
		for _, d := range fmt.Sprint(n) {
			s += string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[d-'0'])
		}
		return s
	}
	return fmt.Sprint(n)
}

// parts writes the sections, with markers in them.
func (m *maker) parts() []part {
	m.lost = map[int]bool{}
	var parts []part
	for k := range m.sections + m.IntN(3) {
		size := m.size
		if size == 0 {
			size = 1 + m.IntN(7)
			if m.where == atEnd && !m.restart {
				size = m.IntN(6)
			}
		}
		if k == 0 {
			size = max(size, 1)
		}
		p := m.section(size)
		p.title = fmt.Sprintf("Chapter %d. %s", k+1, upper(m.pick(m.field.things)))
		parts = append(parts, p)
	}
	return parts
}

// section writes one section with so many notes.
func (m *maker) section(size int) part {
	t := m.theme()
	var p part
	if m.restart && (m.where != afterPage || !m.within) {
		m.number = 0
	}
	p.last = m.chance(0.5)
	m.within = !p.last
	hasLast, cited := false, false
	for size > 0 || len(p.paras) < 1 {
		if m.restart && (m.where == afterParagraph || m.where == inside) {
			m.number, hasLast = 0, false
		}
		var s []string
		n := 3 + m.IntN(5)
		for k := range n {
			text, of := m.sentence(t)
			page := 0
			if size > 0 && (m.chance(0.35) || k == n-1 && m.chance(0.6)) {
				if m.trouble&pages != 0 && m.chance(0.3) {
					page = 20 + m.IntN(300)
					text += fmt.Sprintf(" (%d)", page)
				}
				note := m.note(t, of, hasLast, cited, page)
				if m.trouble&explains != 0 && m.chance(0.8) {
					for len(of.names) == 0 {
						text, of = m.sentence(t)
					}
					note = m.remark(t, of)
				}
				if m.trouble&plainNotes != 0 {
					note = m.note(m.theme(), subject{}, false, false, 0)
				}
				it := m.item(note)
				cited = strings.Contains(note, ",") && !strings.HasPrefix(note, "Ibid") && strings.Contains(note, ").") || strings.HasPrefix(note, "Ibid")
				hasLast = true
				text += m.markerAt(it, text)
				if m.where == inside {
					text += " " + m.inline(it)
				} else {
					p.notes = append(p.notes, it)
				}
				size--
			} else {
				text += "."
			}
			s = append(s, text)
		}
		p.paras = append(p.paras, strings.Join(s, " "))
		if m.where == afterParagraph {
			p.paras = append(p.paras, m.block(p.notes)...)
			p.notes = nil
		}
		if m.trouble&(lists|verse) != 0 && m.chance(0.3) {
			p.paras = append(p.paras, m.distraction()...)
		}
	}
	return p
}

// item makes the next note.
func (m *maker) item(text string) item {
	m.number++
	if m.trouble&skipped != 0 && m.chance(0.08) {
		m.number++
	}
	it := item{id: m.id, label: m.label(m.number), text: []string{text}}
	m.id++
	if m.trouble&longNotes != 0 && m.chance(0.25) {
		for range 1 + m.IntN(2) {
			a, _ := m.sentence(theme{names: []string{m.person(), m.place()}})
			b, _ := m.sentence(theme{names: []string{m.person(), m.place()}})
			it.text = append(it.text, a+". "+b+".")
		}
	}
	return it
}

// markerAt types the marker of a note behind a sentence, before or after the
// stop.
func (m *maker) markerAt(it item, before string) string {
	form := m.marks
	if m.trouble&mixedForms != 0 && m.chance(0.3) {
		form = "(N)"
	}
	s := string(rune(markRune+it.id)) + strings.ReplaceAll(form, "N", it.label)
	if m.trouble&lostMarker != 0 && it.id == 4 {
		m.lost[it.id] = true
		return "."
	}
	if m.trouble&doubled != 0 && !m.again && it.id > 3 {
		m.again = true
		return s + " and again" + s + "."
	}
	if !unicode.IsDigit(rune(before[len(before)-1])) && m.chance(0.2) {
		return s + "."
	}
	return "." + s
}

// distraction is a list, or verses, or times, that look a little like notes.
func (m *maker) distraction() []string {
	if m.trouble&verse != 0 {
		return []string{fmt.Sprintf("The coach left at 7:15 and came in at 10.40. The text was Ps. 23:4, and then John 3, 16; section 501(c)(3) was not yet thought of, and in %d nobody missed it.", 1800+m.IntN(99))}
	}
	var list []string
	for k := range 2 + m.IntN(3) {
		list = append(list, fmt.Sprintf("%d. a %s for %s;", k+1, m.pick(m.field.things), m.place()))
	}
	return list
}

// lead types a note's label before its text.
func (m *maker) lead(it item, text string) string {
	before, after, _ := strings.Cut(m.leads, "|")
	return strings.ReplaceAll(before, "N", it.label) + text + after
}

func (m *maker) inline(it item) string {
	if m.trouble&lostNote != 0 && it.id == 3 {
		m.lost[it.id] = true
		return ""
	}
	return string(rune(noteRune+it.id)) + m.lead(it, it.text[0])
}

// block types a block of notes, a note's paragraphs one after the other.
func (m *maker) block(notes []item) []string {
	var out []string
	for _, it := range notes {
		if m.trouble&lostNote != 0 && it.id == 3 {
			m.lost[it.id] = true
			continue
		}
		whole := m.lead(it, strings.Join(it.text, "\x00"))
		out = append(out, strings.Split(string(rune(noteRune+it.id))+whole, "\x00")...)
	}
	return out
}

// text puts sections and notes together, as paragraphs.
func (m *maker) text(parts []part) []string {
	out := []string{upper(m.pick(m.field.things)) + " and " + upper(m.pick(m.field.things))}
	var blocks [][]string
	var page []item
	for _, p := range parts {
		if m.titled {
			out = append(out, "", p.title)
		}
		for _, para := range p.paras {
			out = append(out, para)
			if m.trouble&pageNumbers != 0 && m.chance(0.25) {
				out = append(out, fmt.Sprintf("%d", 10+len(out)))
			}
		}
		switch m.where {
		case afterSection:
			out = append(out, m.block(p.notes)...)
		case afterPage:
			page = append(page, p.notes...)
			if p.last {
				out, page = append(out, m.block(page)...), nil
			}
		case atEnd:
			b := m.block(p.notes)
			if len(b) > 0 && m.titled && m.restart {
				b = append([]string{"", p.title}, b...)
			}
			blocks = append(blocks, b)
		}
	}
	out = append(out, m.block(page)...)
	switch m.order {
	case reverse:
		slices.Reverse(blocks)
	case shuffled:
		m.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	}
	if m.titled && len(blocks) > 0 {
		out = append(out, "", "NOTES")
	}
	for _, b := range blocks {
		if len(b) > 0 {
			out = append(out, "")
			out = append(out, b...)
		}
	}
	return m.frame(out)
}
