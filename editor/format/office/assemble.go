package office

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Found is a note that is found in a file.
type Found struct {
	ID     essay.NoteID // "" until a marker is read
	Class  Class
	Blocks []*doc.Block
	Series string // that its mark's style names
	Fixed  bool   // it bears a mark of its own in place of a number
	Mark   string
	Typed  bool // the mark is text of the note too, as in Word's files
}

// Notes gathers the notes of a file while it is read.
type Notes struct {
	order     []*Found                // that have a marker
	bookmarks map[string]essay.NoteID // names of places where a note's marker is
	pending   []pending
}

// pending is a field that shows the number of the note at a bookmark, wherever
// that is.
type pending struct {
	bookmark string
	shows    []doc.Span
}

// Marker is a marker of a note. Notes get the identities n1, n2… by their first
// markers.
func (n *Notes) Marker(f *Found) doc.Span {
	if f.ID == "" {
		n.order = append(n.order, f)
		f.ID = essay.NoteID(fmt.Sprintf("n%d", len(n.order)))
	}
	return essay.MarkerOf(f.ID)
}

// Bookmark names the place of a note's marker. The first note that it is at
// keeps it: some writers do not end their bookmarks.
func (n *Notes) Bookmark(name string, f *Found) {
	if n.bookmarks == nil {
		n.bookmarks = map[string]essay.NoteID{}
	}
	if _, taken := n.bookmarks[name]; !taken {
		n.bookmarks[name] = f.ID
	}
}

// Refer is an atom for the note at a bookmark. It stands for what the file
// shows in its place if there is no such note.
func (n *Notes) Refer(kind doc.AtomKind, bookmark string, shows []doc.Span) doc.Span {
	s := doc.Span{Atom: &doc.Atom{Kind: kind, ID: "?" + strconv.Itoa(len(n.pending))}}
	if len(shows) > 0 && kind == doc.CrossRef {
		s.Style = shows[0].Style
	}
	n.pending = append(n.pending, pending{bookmark, slices.Clone(shows)})
	return s
}

// resolve puts notes in the place of the bookmarks that atoms name.
func (n *Notes) resolve(blocks []*doc.Block) []*doc.Block {
	out := make([]*doc.Block, len(blocks))
	for i, b := range blocks {
		out[i] = b
		if b.Atoms() == 0 {
			continue
		}
		var spans []doc.Span
		for _, s := range b.Spans() {
			k, provisional := "", false
			if s.Atom != nil {
				k, provisional = strings.CutPrefix(s.Atom.ID, "?")
			}
			if !provisional {
				spans = append(spans, s)
				continue
			}
			index, _ := strconv.Atoi(k)
			p := n.pending[index]
			if id, ok := n.bookmarks[p.bookmark]; ok {
				spans = append(spans, doc.Span{Atom: &doc.Atom{Kind: s.Atom.Kind, ID: string(id)}, Style: s.Style})
			} else {
				spans = append(spans, p.shows...)
			}
		}
		out[i] = b.WithSpans(spans...)
	}
	return out
}

// Essay makes the essay of a body and the notes that have a marker. Of tells how
// the file numbers a class of notes.
func (n *Notes) Essay(body []*doc.Block, of func(Class) essay.Series, w *Warnings) *essay.Essay {
	e := essay.New(doc.New())
	names := n.series()
	for _, f := range n.order {
		blocks := n.resolve(f.Blocks)
		if f.Fixed {
			blocks = withoutMark(blocks, f.Mark, f.Typed)
		}
		e = e.WithNote(&essay.Note{ID: f.ID, Text: doc.New(blocks...), Series: names[f]})
	}
	e = e.WithBody(doc.New(n.resolve(body)...))
	first := map[string]*Found{}
	for _, f := range n.order {
		if name := names[f]; first[name] == nil {
			first[name] = f
		}
	}
	// The essay's own series comes first: others are numbered like it unless
	// the scheme says otherwise.
	for _, name := range slices.Sorted(maps.Keys(first)) {
		f := first[name]
		s := of(f.Class)
		s.Name = name
		if f.Fixed {
			e = n.marked(e, names, s, f.Mark, w)
		} else if s != e.Scheme().Of(name) {
			e = e.WithScheme(e.Scheme().With(s))
		}
	}
	return e
}

// maxSeries bounds the series of an essay that was read.
const maxSeries = 50

// series names the series of each note, as its mark's style does if it names
// one. Of others the numbered footnotes are the essay's own; where there are
// none, the endnotes are. Notes with marks of their own are a series apart if
// others are numbered.
func (n *Notes) series() map[*Found]string {
	numbered := map[Class]bool{}
	for _, f := range n.order {
		if f.Series == "" && !f.Fixed {
			numbered[f.Class] = true
		}
	}
	names, distinct := map[*Found]string{}, map[string]bool{}
	for _, f := range n.order {
		if len(distinct) < maxSeries {
			distinct[f.Series] = true
		}
		switch {
		case f.Series != "" && distinct[f.Series]:
			names[f] = f.Series
		case f.Fixed && (numbered[Footnote] || numbered[Endnote]):
			names[f] = "marks"
		case f.Class == Endnote && numbered[Footnote]:
			names[f] = essay.Endnotes
		}
	}
	return names
}

// marked numbers the notes of a series that have marks of their own: in the
// way that gives them these marks, if there is one.
func (n *Notes) marked(e *essay.Essay, names map[*Found]string, s essay.Series, mark string, w *Warnings) *essay.Essay {
	differs := func(e *essay.Essay) bool {
		return slices.ContainsFunc(n.order, func(f *Found) bool { return names[f] == s.Name && e.Label(f.ID) != f.Mark })
	}
	s = essay.Series{Name: s.Name, Place: s.Place, Section: s.Section, Style: styleOfMark(mark)}
	plain := e.WithScheme(e.Scheme().With(s))
	if !differs(plain) {
		return plain
	}
	s.Restart = true
	for s.Section = 1; s.Section <= 6; s.Section++ {
		if again := e.WithScheme(e.Scheme().With(s)); !differs(again) {
			return again
		}
	}
	w.Add("Notes bear marks of their own, such as “%s”: they are numbered %s, %s, %s.", mark, s.Style.Format(1), s.Style.Format(2), s.Style.Format(3))
	return plain
}

// styleOfMark is the style of numbers that a series beginning with a mark has.
func styleOfMark(mark string) essay.NumberStyle {
	for _, style := range essay.NumberStyles {
		if style.Format(1) == mark && style != essay.Arabic {
			return style
		}
	}
	if _, err := strconv.Atoi(mark); err == nil {
		return ""
	}
	return essay.Symbols
}

// Blanks are what may part a note's mark from its text.
const Blanks = " \t\u00a0\u2002\u2003"

// withoutMark is a note's text without the mark that it repeats at its start:
// raised, or if it is typed a sign, or a number that a blank follows.
func withoutMark(blocks []*doc.Block, mark string, typed bool) []*doc.Block {
	if len(blocks) == 0 || mark == "" || !strings.HasPrefix(blocks[0].Text(), mark) {
		return blocks
	}
	first := blocks[0]
	text := first.Text()
	size := len(mark)
	letter, _ := utf8.DecodeRuneInString(mark)
	lead := first.Spans()[0]
	switch {
	case lead.Style&doc.Super != 0 && strings.Trim(lead.Text, mark+Blanks) == "": // some write it twice
		size = len(lead.Text)
	case !typed, unicode.IsLetter(letter), unicode.IsDigit(letter) && strings.TrimLeft(text[size:], Blanks) == text[size:]:
		return blocks
	}
	rest := TrimStart(first.Slice(doc.Pos(utf8.RuneCountInString(text[:size])), first.Len()))
	trimmed := first.WithSpans(rest...)
	if Empty(trimmed) {
		return blocks[1:]
	}
	return append([]*doc.Block{trimmed}, blocks[1:]...)
}

// TrimStart drops the blanks before the text of spans.
func TrimStart(spans []doc.Span) []doc.Span {
	for i, s := range spans {
		if s.Atom != nil {
			return spans[i:]
		}
		if s.Text = strings.TrimLeft(s.Text, Blanks); s.Text != "" {
			return append([]doc.Span{s}, spans[i+1:]...)
		}
	}
	return nil
}
