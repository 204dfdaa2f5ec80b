package format

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Loss is something of an essay that its output does not hold.
type Loss struct {
	What     string       // it is, for the author: "Italic", "Links", "Words"…
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
// can hold.
func losses(e, back *essay.Essay) []Loss {
	list := textLosses("", e.Body(), back.Body())
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
			list = append(list, Loss{What: lostNotes, In: wanted[i].ID, To: wanted[i].Text.Block(0).Len()})
			continue
		}
		list = append(list, textLosses(wanted[i].ID, wanted[i].Text, found[k].Text)...)
	}
	return list
}

// bare is the words of a whole text.
func bare(d *doc.Document) string { return strings.Join(strings.Fields(d.String()), " ") }

// textLosses compares two texts block by block.
func textLosses(in essay.NoteID, want, got *doc.Document) []Loss {
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
	for i, k := range aligned(wanted, found) {
		b := want.Block(from[i])
		var other *doc.Block
		if k >= 0 {
			other = got.Block(to[k])
		}
		for _, l := range blockLosses(b, other) {
			l.In, l.Block = in, from[i]
			if l.What == lostTables { // one for the whole table
				goesOn := cell == l.Block-1
				if cell = l.Block; goesOn {
					continue
				}
			}
			list = append(list, l)
		}
	}
	return list
}

// alignWithin bounds how far a text is looked for behind its place.
const alignWithin = 64

// aligned finds for each text of want the one of got that stands for it, in
// order: an equal one, or else one between equal neighbours where both sides
// have as many left; -1 if there is none.
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
		}
		i = end
	}
	return at
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

// blockLosses compares a block with what stands for it, or nil.
func blockLosses(want, got *doc.Block) []Loss {
	whole := func(what string) Loss { return Loss{What: what, To: want.Len()} }
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
	if k < 0 {
		return append(list, wordLoss(a, b))
	}
	b = b[utf8.RuneCountInString(other[:k]):]
	list = appendRanges(list, lostLinks, a, func(i int) bool { return a[i].link != "" && a[i].link != b[i].link })
	for _, s := range styleTitles {
		list = appendRanges(list, s.title, a, func(i int) bool { return a[i].style&s.style != 0 && b[i].style&s.style == 0 })
	}
	return list
}

// wordLoss is where two blocks differ, from the first letter that does to the
// last.
func wordLoss(a, b []letter) Loss {
	from, to := 0, len(a)
	for from < len(a) && from < len(b) && a[from].r == b[from].r {
		from++
	}
	for n := len(b); to > from && n > from && a[to-1].r == b[n-1].r; n-- {
		to--
	}
	if to == from { // something stands there in addition
		from, to = max(0, from-1), min(len(a), to+1)
	}
	if from >= to {
		return Loss{What: lostWords}
	}
	return Loss{What: lostWords, From: a[from].pos, To: a[to-1].pos + 1}
}

// appendRanges appends a loss for each run of letters for which lost holds.
func appendRanges(list []Loss, what string, a []letter, lost func(i int) bool) []Loss {
	last := -2
	for i := range a {
		if !lost(i) {
			continue
		}
		if last == i-1 {
			list[len(list)-1].To = a[i].pos + 1
		} else {
			list = append(list, Loss{What: what, From: a[i].pos, To: a[i].pos + 1})
		}
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
