package essay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// plainRefs numbers the markers in one walk over the whole text.
func plainRefs(e *Essay) []Ref {
	var list []Ref
	first, last := map[NoteID]int{}, map[string]int{}
	for _, b := range e.Body().All() {
		if b.Kind == doc.Heading {
			for name := range last {
				if s := e.Scheme().Of(name); s.Restart && b.Level <= s.Rank() {
					last[name] = 0
				}
			}
		}
		for _, sp := range b.Spans() {
			if !sp.IsMarker() && (!sp.IsCitation() || e.Citation(cite.ID(sp.Atom.ID)) == nil) {
				continue
			}
			id := NoteID(sp.Atom.ID)
			if i, again := first[id]; again {
				r := list[i]
				r.First = false
				list = append(list, r)
				continue
			}
			name := ""
			if n := e.Note(id); n != nil {
				name = n.Series
			}
			last[name]++
			first[id] = len(list)
			list = append(list, Ref{id, len(first), last[name], e.Scheme().Of(name).Style.Format(last[name]), true})
		}
	}
	return list
}

func plainMarkerPos(e *Essay, id NoteID) (doc.Pos, bool) {
	for i, a := range e.Body().Atoms() {
		if e.Numbers(a) && NoteID(a.ID) == id {
			return e.Body().AtomPos(i)
		}
	}
	return 0, false
}

// manyRuns makes an essay of so many blocks that its body has several runs.
func manyRuns(r *rand.Rand) *Essay {
	blocks := make([]*doc.Block, 100+r.IntN(500))
	var notes []*Note
	for i := range blocks {
		spans := []doc.Span{{Text: "word"}}
		kind, level := doc.Paragraph, 0
		if r.IntN(25) == 0 {
			kind, level = doc.Heading, 1+r.IntN(4)
		}
		switch r.IntN(6) {
		case 0:
			n := &Note{ID: NoteID(fmt.Sprint("n", len(notes))), Text: doc.New(), Series: []string{"", "", "editor", Endnotes}[r.IntN(4)]}
			notes = append(notes, n)
			spans = append(spans, MarkerOf(n.ID))
		case 1:
			if len(notes) > 0 && r.IntN(5) == 0 {
				id := notes[r.IntN(len(notes))].ID
				spans = append(spans, MarkerOf(id), doc.Span{Text: " "}, CrossRefTo(id))
			}
		}
		blocks[i] = doc.NewBlock(kind, level, spans...)
	}
	return New(doc.New(blocks...), notes...).WithScheme(someScheme(r))
}

func someScheme(r *rand.Rand) Scheme {
	s := Scheme{}
	for _, name := range []string{"", "editor"} {
		if r.IntN(3) > 0 {
			s = s.With(Series{Name: name, Style: NumberStyles[r.IntN(len(NumberStyles))], Restart: r.IntN(2) == 0, Section: r.IntN(4)})
		}
	}
	return s
}

// edited makes one change of those that touch numbers, and some that do not.
func edited(r *rand.Rand, e *Essay) *Essay {
	body := e.Body()
	at := doc.Pos(r.IntN(int(body.Len()) + 1))
	to := min(body.Len(), at+doc.Pos(r.IntN(40)))
	put := func(from, to doc.Pos, s doc.Slice) *Essay {
		next, _ := body.Replace(from, to, s)
		return e.WithBody(next)
	}
	marker := func(id NoteID) doc.Slice {
		return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, MarkerOf(id))}}
	}
	switch r.IntN(15) {
	case 12, 13: // a citation that is new, or whose atom stood there without it
		id := cite.ID(fmt.Sprint("c", r.IntN(9)))
		return e.WithCitations(&cite.Citation{ID: id}).WithBody(must(body.Replace(at, at, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, CitationOf(id))}})))
	case 14:
		return put(at, at, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, CitationOf(cite.ID(fmt.Sprint("c", r.IntN(9)))))}})
	case 0, 1:
		n := &Note{ID: NewNoteID(), Text: doc.New(), Series: []string{"", "editor"}[r.IntN(2)]}
		return e.WithNote(n).WithBody(must(body.Replace(at, at, marker(n.ID))))
	case 2:
		return put(at, at, marker("nobody's"))
	case 3:
		return put(at, to, doc.Slice{})
	case 4:
		return put(at, at, body.Slice(at, to))
	case 5:
		return e.WithBody(body.SetKind(at, to, []doc.Kind{doc.Heading, doc.Paragraph}[r.IntN(2)], 1+r.IntN(4)))
	case 6:
		far := min(body.Len(), at+doc.Pos(r.IntN(4000)))
		return put(at, at, body.Slice(at, far))
	case 7:
		return put(at, min(body.Len(), at+doc.Pos(r.IntN(3000))), doc.Slice{})
	case 8:
		if a := body.Atoms(); len(a) > 0 {
			id := NoteID(a[r.IntN(len(a))].ID)
			if r.IntN(3) == 0 {
				return e.WithoutNote(id)
			}
			return e.WithNote(&Note{ID: id, Text: doc.New(), Series: []string{"", "editor", Endnotes}[r.IntN(3)]})
		}
		return e
	case 9:
		if a := body.Atoms(); len(a) > 0 {
			return put(at, at, marker(NoteID(a[r.IntN(len(a))].ID)))
		}
		return e
	case 10:
		if r.IntN(4) == 0 {
			return e.WithScheme(someScheme(r))
		}
		return e
	default:
		return put(at, at, doc.TextSlice("words", 0, ""))
	}
}

func must(d *doc.Document, _ doc.Change) *doc.Document { return d }

// The numbers that follow from those before an edit must be what one walk over
// the whole text finds, whether they were asked for before it or not.
func TestNumbersFollowEdits(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 9))
		e := manyRuns(r)
		var past []*Essay
		for step := range 30 {
			past = append(past, e)
			if r.IntN(8) == 0 {
				e = past[r.IntN(len(past))] // an undo
			}
			e = edited(r, e)
			if r.IntN(3) == 0 {
				continue // nobody asks
			}
			want := plainRefs(e)
			checkSince(t, past[r.IntN(len(past))], e, want)
			where := fmt.Sprintf("seed %d, step %d", seed, step)
			for range 20 { // each by itself, before all are listed
				if len(want) == 0 {
					break
				}
				checkRef(t, where, e, want, want[r.IntN(len(want))].Note)
			}
			if _, ok := e.Ref("no such note"); ok {
				t.Fatalf("%s: a note without a marker has a number", where)
			}
			if r.IntN(2) == 0 {
				continue
			}
			if got := e.Refs(); !slices.Equal(got, want) {
				t.Fatalf("%s: numbers differ:\n%v\nwant\n%v", where, got, want)
			}
			if len(want) > 0 {
				checkRef(t, where, e, want, want[r.IntN(len(want))].Note)
			}
		}
	}
}

// checkSince holds what differs between two essays against their whole lists.
func checkSince(t *testing.T, old, now *Essay, want []Ref) {
	t.Helper()
	list := notesOf(plainRefs(old))
	at, gone, put, ok := now.NumberedSince(old)
	if !ok {
		return
	}
	if got := slices.Replace(list, at, at+gone, put...); !slices.Equal(got, notesOf(want)) {
		t.Fatalf("%d notes from %d on give way to %v, which makes %v of the list, want %v", gone, at, put, got, notesOf(want))
	}
}

func notesOf(refs []Ref) (list []NoteID) {
	for _, r := range refs {
		if r.First {
			list = append(list, r.Note)
		}
	}
	return list
}

func checkRef(t *testing.T, where string, e *Essay, want []Ref, id NoteID) {
	t.Helper()
	w := want[slices.IndexFunc(want, func(r Ref) bool { return r.Note == id })]
	if got, ok := e.Ref(id); !ok || got != w {
		t.Fatalf("%s: Ref(%s) = %v, %v, want %v", where, id, got, ok, w)
	}
	got, ok := e.MarkerPos(id)
	if p, there := plainMarkerPos(e, id); got != p || ok != there {
		t.Fatalf("%s: MarkerPos(%s) = %d, %v, want %d, %v", where, id, got, ok, p, there)
	}
}
