package pane

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// kind is what a row of the review shows.
type kind uint8

const (
	questionRow kind = iota
	pairRow
	headingRow
	markerRow
	noteRowLeft // a note without a marker
	droppedRow
)

// entry is a row as a value: a kind, and which one of that kind.
type entry struct {
	kind  kind
	index int
	title string // of a heading
}

// entries lists the rows of a diagnosis.
func entries(d *doctor.Diagnosis) []entry {
	var list []entry
	add := func(k kind, n int) {
		for i := range n {
			list = append(list, entry{kind: k, index: i})
		}
	}
	section := func(title string, k kind, n int) {
		if n > 0 {
			list = append(list, entry{kind: headingRow, title: title})
			add(k, n)
		}
	}
	add(questionRow, min(1, len(d.Questions)))
	add(pairRow, len(d.Pairs))
	section(lang.L("Markers without a note stay as they are typed"), markerRow, len(d.Markers))
	section(lang.L("Notes without a marker go to the bin"), noteRowLeft, len(d.Notes))
	section(lang.L("Left out"), droppedRow, len(d.Dropped))
	return list
}

// place is a block of the text with a range in it.
type place struct {
	block    int
	from, to doc.Pos
}

// placeOf is where what a row shows stands in the text.
func (r *Review) placeOf(e entry) (place, bool) {
	d := r.found
	switch e.kind {
	case questionRow:
		if m := d.Questions[e.index].Marker; m != nil {
			return place{m.Block, m.From, m.To}, true
		}
	case pairRow:
		m := d.Pairs[e.index].Marker
		return place{m.Block, m.From, m.To}, true
	case markerRow:
		m := d.Markers[e.index]
		return place{m.Block, m.From, m.To}, true
	case noteRowLeft:
		n := d.Notes[e.index]
		return place{n.Block, n.From, n.From + doc.Pos(utf8.RuneCountInString(n.Label))}, true
	case droppedRow:
		return place{block: d.Dropped[e.index].FromBlock}, true
	}
	return place{}, false
}

// marker is the marker that a row is about, if it can be given a note.
func (r *Review) marker(e entry) (doctor.Marker, bool) {
	switch e.kind {
	case pairRow:
		return r.found.Pairs[e.index].Marker, true
	case markerRow:
		return r.found.Markers[e.index], true
	}
	return doctor.Marker{}, false
}

// around bounds what is shown of a sentence before and behind its marker.
const around = 170

// sentence is the sentence around a marker, with the marker in the accent.
func (r *Review) sentence(m doctor.Marker) []piece {
	at := r.body.Start(m.Block)
	from, to := essay.SentenceBounds(r.body, at+m.From)
	from, to = min(from, at+m.From), max(to, at+m.To)
	for _, o := range r.markers[m.Block] { // a typed marker hides the end of the sentence before it
		switch p := at + o.From; {
		case p >= from && o.To <= m.From && ended(r.body.Text(from, p)):
			from = at + o.To
		case o.From >= m.To && at+o.To < to && ended(r.body.Text(at+m.To, p)):
			to = at + o.To
		}
	}
	before := strings.TrimLeft(r.body.Text(from, at+m.From), " \t")
	after := strings.TrimRight(r.body.Text(at+m.To, to), " \t")
	if ended(before) { // the sentence ends before its marker
		after = ""
	}
	if n := []rune(before); len(n) > around {
		before = string(n[len(n)-around:])
		if k := strings.IndexByte(before, ' '); k >= 0 {
			before = before[k+1:]
		}
		before = "…" + before
	}
	if n := []rune(after); len(n) > around {
		after = essay.Excerpt(after, around)
		if n[0] == ' ' {
			after = " " + after
		}
	}
	return []piece{
		{text: flat(before), ink: theme.ColorNameInk},
		{text: r.body.Text(at+m.From, at+m.To), ink: theme.ColorNameAccent, strong: true},
		{text: flat(after), ink: theme.ColorNameInk},
	}
}

// ended reports whether a sentence ends with a text.
func ended(s string) bool {
	s = strings.TrimRight(s, " ”’\"')»")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…", r)
}

// flat shows line feeds and the atoms of a text as blanks or not at all.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t':
			return ' '
		case doc.AtomRune:
			return -1
		}
		return r
	}, s)
}

// words of a range of blocks, as many as one looks at.
func (r *Review) firstWords(from, to int) string {
	var s strings.Builder
	for i := from; i <= to && i < r.body.Blocks() && s.Len() < 400; i++ {
		if s.Len() > 0 {
			s.WriteString(" ")
		}
		s.WriteString(r.body.Block(i).Text())
	}
	return essay.Excerpt(s.String(), 130)
}

// reasons are what speaks for a pair, each a paragraph.
func reasons(p doctor.Pair) []piece {
	var list []piece
	if !p.Certain {
		list = append(list, piece{text: lang.L("Likely, {{.Percent}} %", map[string]any{"Percent": fmt.Sprintf("%.0f", 100*p.Confidence)}), ink: theme.ColorNameAccent})
	}
	for _, why := range p.Why[:min(len(p.Why), maxReasons)] {
		list = append(list, piece{text: capital(essay.Excerpt(why, 150)), ink: theme.ColorNameQuiet})
	}
	return list
}

// maxReasons bounds the reasons that are shown for a pair.
const maxReasons = 4

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// summary says in a sentence what was found and whether it is certain.
func summary(d *doctor.Diagnosis) string {
	sure := 0
	for _, p := range d.Pairs {
		if p.Certain {
			sure++
		}
	}
	switch n := len(d.Pairs); {
	case d.Certain:
		return lang.N("PairedForSure", n, map[string]any{"Count": n})
	case n == 0:
		return lang.L("Notes were found, and no marker in the text that could be theirs.")
	case sure == n:
		return lang.N("PairedSomeLeft", n, map[string]any{"Count": n})
	default:
		return lang.N("PairedInPart", n, map[string]any{"Count": n, "Sure": sure})
	}
}
