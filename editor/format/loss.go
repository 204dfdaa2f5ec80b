package format

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Loss is something of an essay that its output does not hold.
type Loss struct {
	What string // it is, for the author: "Italic", "Links", "Words"…
	Here Place  // in the essay
	Back Place  // in what reading the output back gave; its block is -1 if nothing stands there
}

// Place is a part of a block.
type Place struct {
	In       essay.NoteID // the text that it stands in; "" is the body
	Block    int          // of that text
	From, To doc.Pos      // in the block
}

// The losses that are not of a style.
const (
	lostWords    = "Words"
	lostLinks    = "Links"
	lostPictures = "Pictures"
	lostNotes    = "Notes"
	lostForm     = "Form of paragraphs"
	lostHeadings = "Headings"
	lostQuotes   = "Quotations"
	lostLists    = "Lists"
	lostTables   = "Tables"
)

var styleTitles = []struct {
	style doc.Style
	title string
}{
	{doc.Italic, "Italic"},
	{doc.Bold, "Bold"},
	{doc.Underline, "Underline"},
	{doc.SmallCaps, "Small capitals"},
	{doc.Strike, "Strikethrough"},
	{doc.Lit, "Highlight"},
	{doc.Mono, "Code"},
	{doc.Super, "Superscript"},
	{doc.Sub, "Subscript"},
}

// losses compares an essay with what was read of its output, place by place, in
// the order of the texts. Unlike a certificate it asks nothing of what a format
// can hold; but what a loose format puts between the words is no loss.
func losses(e, back *essay.Essay, loose bool) []Loss {
	c := comparison{loose: loose}
	list := c.texts("", e.Body(), "", back.Body())
	wanted, found := e.Numbered(), back.Numbered()
	want, got := make([]string, len(wanted)), make([]string, len(found))
	for i, n := range wanted {
		want[i] = bare(n.Text)
	}
	for i, n := range found {
		got[i] = bare(n.Text)
	}
	for i, k := range aligned(want, got) {
		if k < 0 {
			list = append(list, Loss{lostNotes, Place{In: wanted[i].ID, To: wanted[i].Text.Block(0).Len()}, Place{Block: -1}})
			continue
		}
		list = append(list, c.texts(wanted[i].ID, wanted[i].Text, found[k].ID, found[k].Text)...)
	}
	return list
}

// bare is the words of a whole text.
func bare(d *doc.Document) string { return strings.Join(strings.Fields(d.String()), " ") }

// comparison is how two essays are compared.
type comparison struct{ loose bool }

// texts compares two texts, which their essays have under two names, block by
// block.
func (c comparison) texts(in essay.NoteID, want *doc.Document, there essay.NoteID, got *doc.Document) []Loss {
	keys := func(d *doc.Document) (keys []string, at []int) {
		for i, b := range d.All() {
			switch text := strings.Join(strings.Fields(b.Text()), " "); {
			case b.Kind == doc.Image:
				keys, at = append(keys, "\x00"+b.Info.Alt+text), append(at, i)
			case text != "":
				keys, at = append(keys, text), append(at, i)
			}
		}
		return keys, at
	}
	wanted, from := keys(want)
	found, to := keys(got)
	var list []Loss
	cell := -2 // the last block of a table that is lost
	pairs := aligned(wanted, found)
	for i, k := range pairs {
		b := want.Block(from[i])
		var other *doc.Block
		at := -1
		if k >= 0 {
			at = to[k]
			other = got.Block(at)
		}
		lost := c.blocks(b, other)
		if c.loose && other == nil && b.Kind != doc.Image && strings.Contains(between(found, pairs, i), squeezed(wanted[i])) {
			lost = []Loss{{What: cmp.Or(formOf(b, doc.NewBlock(doc.Paragraph, 0)), lostForm), Here: Place{To: b.Len()}}} // it stands in another block
		}
		for _, l := range lost {
			l.Here.In, l.Here.Block, l.Back.In, l.Back.Block = in, from[i], there, at
			if l.What == lostTables { // one for the whole table
				goesOn := cell == from[i]-1
				if cell = from[i]; goesOn {
					continue
				}
			}
			list = append(list, l)
		}
	}
	return list
}

// between is what of got stands from the text for one neighbour of the i-th text
// to that for the other, without its blanks.
func between(got []string, at []int, i int) string {
	from, to := i, i
	for from > 0 && at[from-1] < 0 {
		from--
	}
	for to < len(at) && at[to] < 0 {
		to++
	}
	lo, hi := 0, len(got)
	if from > 0 {
		lo = at[from-1]
	}
	if to < len(at) {
		hi = at[to] + 1
	}
	hi = min(hi, lo+alignWithin)
	return squeezed(strings.Join(got[lo:max(lo, hi)], ""))
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// alignWithin bounds how far a text is looked for behind its place.
const alignWithin = 64

// aligned finds for each text of want the one of got that stands for it, in
// order: an equal one, or else one between equal neighbours where both sides
// have as many left or that is much like it; -1 if there is none.
func aligned(want, got []string) []int {
	places := map[string][]int{}
	for k, s := range got {
		places[s] = append(places[s], k)
	}
	at := make([]int, len(want))
	next := 0
	for i, s := range want {
		at[i] = -1
		list := places[s]
		n, _ := slices.BinarySearch(list, next)
		if n < len(list) && list[n] <= next+alignWithin {
			at[i] = list[n]
			next = list[n] + 1
		}
	}
	for i := 0; i < len(at); {
		if at[i] >= 0 {
			i++
			continue
		}
		end := i
		for end < len(at) && at[end] < 0 {
			end++
		}
		from, to := 0, len(got)
		if i > 0 {
			from = at[i-1] + 1
		}
		if end < len(at) {
			to = at[end]
		}
		if to-from == end-i {
			for k := range end - i {
				at[i+k] = from + k
			}
		} else {
			pairAlike(want[i:end], got[from:min(to, from+alignWithin)], at[i:end], from)
		}
		i = end
	}
	return at
}

// pairAlike pairs texts with those that begin and end like them for two thirds,
// in order.
func pairAlike(want, got []string, at []int, first int) {
	next := 0
	for i, s := range want {
		for k := next; k < len(got); k++ {
			t, n, m := got[k], 0, 0
			for n < min(len(s), len(t)) && s[n] == t[n] {
				n++
			}
			for m < min(len(s), len(t))-n && s[len(s)-1-m] == t[len(t)-1-m] {
				m++
			}
			if 3*(n+m) >= 2*len(s) {
				at[i], next = first+k, k+1
				break
			}
		}
	}
}

// letter is a character of a block that is no blank.
type letter struct {
	r     rune
	style doc.Style
	link  string
	pos   doc.Pos
}

// letters lists the characters of a block that are no blanks, also as a text.
func letters(b *doc.Block) (list []letter, text string) {
	var s strings.Builder
	at := doc.Pos(0)
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			list = append(list, letter{r: doc.AtomRune, pos: at})
			s.WriteRune(doc.AtomRune)
			at++
			continue
		}
		link := sp.Link
		if ownAddress(sp) {
			link = ""
		}
		for _, r := range sp.Text {
			if !unicode.IsSpace(r) {
				list = append(list, letter{r, sp.Style, link, at})
				s.WriteRune(r)
			}
			at++
		}
	}
	return list, s.String()
}

// blocks compares a block with what stands for it, or nil.
func (c comparison) blocks(want, got *doc.Block) []Loss {
	whole := func(what string) Loss {
		l := Loss{What: what, Here: Place{To: want.Len()}}
		if got != nil {
			l.Back.To = got.Len()
		}
		return l
	}
	if want.Kind == doc.Image && (got == nil || got.Kind != doc.Image) {
		return []Loss{whole(lostPictures)}
	}
	if got == nil {
		return []Loss{whole(lostWords)}
	}
	a, text := letters(want)
	b, other := letters(got)
	var list []Loss
	if what := formOf(want, got); what != "" {
		list = append(list, whole(what))
	}
	// A format may put signs around a block's text.
	k := strings.Index(other, text)
	if k >= 0 {
		b = b[utf8.RuneCountInString(other[:k]):]
	} else {
		from, end := common(a, b)
		if !c.loose || from+end < len(a) {
			return append(list, Loss{What: lostWords, Here: part(a, from, len(a)-end), Back: part(b, from, len(b)-end)})
		}
		b = slices.Concat(b[:from], b[len(b)-(len(a)-from):])
	}
	list = appendRanges(list, lostLinks, a, b, func(i int) bool { return a[i].link != "" && a[i].link != b[i].link })
	for _, s := range styleTitles {
		list = appendRanges(list, s.title, a, b, func(i int) bool { return a[i].style&s.style != 0 && b[i].style&s.style == 0 })
	}
	return list
}

// common counts the letters that two blocks begin with and those that they end
// with alike.
func common(a, b []letter) (from, end int) {
	for from < len(a) && from < len(b) && a[from].r == b[from].r {
		from++
	}
	for end < min(len(a), len(b))-from && a[len(a)-1-end].r == b[len(b)-1-end].r {
		end++
	}
	return from, end
}

// part is the place of some letters of a block; of none, that of those around.
func part(list []letter, from, to int) Place {
	if from == to {
		from, to = max(0, from-1), min(len(list), to+1)
	}
	if from == to {
		return Place{}
	}
	return Place{From: list[from].pos, To: list[to-1].pos + 1}
}

// appendRanges appends a loss for each run of letters for which lost holds; b
// are those that stand for them.
func appendRanges(list []Loss, what string, a, b []letter, lost func(i int) bool) []Loss {
	last := -2
	for i := range a {
		if !lost(i) {
			continue
		}
		if last != i-1 {
			list = append(list, Loss{what, Place{From: a[i].pos}, Place{From: b[i].pos}})
		}
		list[len(list)-1].Here.To, list[len(list)-1].Back.To = a[i].pos+1, b[i].pos+1
		last = i
	}
	return list
}

// formOf names what a block is, if what stands for it is something else.
func formOf(want, got *doc.Block) string {
	if want.Kind == got.Kind && want.Level == got.Level {
		return ""
	}
	switch want.Kind {
	case doc.Heading:
		return lostHeadings
	case doc.Quote:
		return lostQuotes
	case doc.Bullet, doc.Numbered, doc.Task:
		return lostLists
	case doc.Cell:
		return lostTables
	}
	return lostForm
}
