package essay

import (
	"slices"
	"sync"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// numbering is what the notes' numbers follow from, kept for each run of the
// body: a marker that is put in or taken out changes one run, and the others
// only in how many notes stand before them.
type numbering struct {
	runs   []numberedRun
	spread map[NoteID]bool // notes with markers in more than one run
	seen   *whereabouts
}

// whereabouts remember in which run each note was seen last that ever had a
// marker; numberings that follow from one another share them. Any goroutine may
// ask.
type whereabouts struct {
	mu  sync.Mutex
	run map[NoteID]int
}

// of is the run in which a note was seen last; false if it never was.
func (w *whereabouts) of(id NoteID) (int, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	run, ok := w.run[id]
	return run, ok
}

func (w *whereabouts) put(id NoteID, run int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.run[id] = run
}

type numberedRun struct {
	doc.Run
	*runMarks
	order  int   // notes that have their first marker in a run before
	before tally // the number that each series has reached where the run begins
}

// runMarks is what a run says about numbers by itself.
type runMarks struct {
	ids    []NoteID        // of the markers, in order
	notes  map[NoteID]mark // by its first marker in the run
	firsts int             // notes that have their first marker here
	rank   int             // the highest rank of a heading in the run, or 0
	after  tally           // the number that each series reaches from the last restart on
	later  []NoteID        // notes whose first marker is in a run before, in order of their names
	// unknown are citations that stand here and that the essay does not have:
	// where it gets them, they count.
	unknown []cite.ID
}

// mark is a note's first marker in a run.
type mark struct {
	series  string
	atom    int  // of the run's atoms, counted from 0
	order   int  // of the notes that have their first marker here, counted from 1
	number  int  // in its series, from the run's start or the last restart on
	carries bool // on from the number that the series had where the run begins
}

// tally is a number for each series, of which there are few.
type tally []seriesNumber

type seriesNumber struct {
	series string
	number int
}

func (t tally) of(series string) int {
	for _, n := range t {
		if n.series == series {
			return n.number
		}
	}
	return 0
}

// add counts one more of a series, and returns its number.
func (t *tally) add(series string) int {
	for i := range *t {
		if n := &(*t)[i]; n.series == series {
			n.number++
			return n.number
		}
	}
	*t = append(*t, seriesNumber{series, 1})
	return 1
}

// restart takes out the series that begin anew at a heading.
func (t *tally) restart(s Scheme, rank int) {
	*t = slices.DeleteFunc(*t, func(n seriesNumber) bool { return s.Of(n.series).restarts(rank) })
}

// restarts reports whether a series begins anew at a heading.
func (s Series) restarts(rank int) bool { return s.Restart && rank > 0 && rank <= s.Rank() }

// then is what is reached after a run, in some room that many share.
func (t tally) then(m *runMarks, s Scheme, room *tally) tally {
	if len(m.after) == 0 && m.rank == 0 {
		return t
	}
	start := len(*room)
	out := *room
	for _, n := range t {
		if !s.Of(n.series).restarts(m.rank) {
			out = append(out, n)
		}
	}
	for _, n := range m.after {
		if i := slices.IndexFunc(out[start:], func(o seriesNumber) bool { return o.series == n.series }); i >= 0 {
			out[start+i].number += n.number
		} else {
			out = append(out, n)
		}
	}
	*room = out
	return out[start:len(out):len(out)]
}

// number derives the numbering of an essay from that of one with the same scheme
// and the same notes in each series, or from nothing.
func (e *Essay) number(from *numbering) *numbering {
	n := &numbering{}
	if from != nil {
		n.runs = make([]numberedRun, 0, len(from.runs)+1)
	}
	for _, r := range e.body.Runs() {
		n.runs = append(n.runs, numberedRun{Run: r})
	}
	if from == nil {
		from = &numbering{seen: &whereabouts{run: map[NoteID]int{}}}
	}
	n.seen = from.seen
	head, tail := n.share(from)
	same := len(n.runs) == len(from.runs)
	var moved []movedMarker
	for i := head; i < len(n.runs)-tail; i++ {
		r := &n.runs[i]
		switch {
		case same && r.Same(from.runs[i].Run):
			r.runMarks = from.runs[i].runMarks
		case same:
			r.runMarks = e.read(r.Run, nil)
			moved = appendMoved(moved, i, from.runs[i].ids, r.ids)
		default:
			r.runMarks = e.read(r.Run, nil)
		}
	}
	if same && len(moved) <= 64 {
		n.spread = from.spread
		n.spreadOf(moved)
	} else if head+tail < max(len(n.runs), len(from.runs)) {
		n.spreadOfAll()
	} else {
		n.spread = from.spread
	}
	e.shareOut(n)
	room := make(tally, 0, len(n.runs))
	for i := range n.runs {
		r := &n.runs[i]
		if i > 0 {
			last := &n.runs[i-1]
			r.order, r.before = last.order+last.firsts, last.before.then(last.runMarks, e.scheme, &room)
		}
	}
	return n
}

// share takes over the runs that two numberings have in common at their start
// and their end.
func (n *numbering) share(from *numbering) (head, tail int) {
	a, b := n.runs, from.runs
	for head < min(len(a), len(b)) && a[head].Same(b[head].Run) {
		a[head].runMarks = b[head].runMarks
		head++
	}
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail].Same(b[len(b)-1-tail].Run) {
		a[len(a)-1-tail].runMarks = b[len(b)-1-tail].runMarks
		tail++
	}
	return head, tail
}

// movedMarker is a marker that was put into a run or taken out of it.
type movedMarker struct {
	id  NoteID
	run int
}

// appendMoved appends the markers in which two states of a run differ, at most.
func appendMoved(list []movedMarker, run int, old, now []NoteID) []movedMarker {
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	for _, ids := range [][]NoteID{old, now} {
		for _, id := range ids {
			list = append(list, movedMarker{id, run})
		}
	}
	return list
}

// spreadOf finds out anew which of some notes have markers in several runs.
func (n *numbering) spreadOf(moved []movedMarker) {
	var spread map[NoteID]bool
	for _, m := range moved {
		id := m.id
		if _, known := n.seen.of(id); !known { // a new note's marker
			n.seen.put(id, m.run)
			continue
		}
		in := 0
		for _, r := range n.runs {
			if _, ok := r.notes[id]; ok {
				in++
			}
		}
		if (in > 1) == n.spread[id] && spread == nil {
			continue
		}
		if spread == nil {
			spread = make(map[NoteID]bool, len(n.spread)+1)
			for id := range n.spread {
				spread[id] = true
			}
		}
		if in > 1 {
			spread[id] = true
		} else {
			delete(spread, id)
		}
	}
	if spread != nil {
		n.spread = spread
	}
}

// spreadOfAll finds out which of all notes have markers in several runs.
func (n *numbering) spreadOfAll() {
	seen := map[NoteID]bool{}
	n.spread = nil
	n.seen.mu.Lock()
	defer n.seen.mu.Unlock()
	for i, r := range n.runs {
		for id := range r.notes {
			if !seen[id] {
				seen[id] = true
				n.seen.run[id] = i
				continue
			}
			if n.spread == nil {
				n.spread = map[NoteID]bool{}
			}
			n.spread[id] = true
		}
	}
}

// shareOut has each note that is spread over several runs counted in the first
// of them alone.
func (e *Essay) shareOut(n *numbering) {
	later := map[int][]NoteID{}
	for id := range n.spread {
		first := true
		for i, r := range n.runs {
			if _, ok := r.notes[id]; ok && !first {
				later[i] = append(later[i], id)
			} else if ok {
				first = false
			}
		}
	}
	for i := range n.runs {
		ids := later[i]
		slices.Sort(ids)
		if r := &n.runs[i]; !slices.Equal(ids, r.later) {
			r.runMarks = e.read(r.Run, ids)
		}
	}
}

// read reads a run. The notes that it is given have been numbered before.
func (e *Essay) read(run doc.Run, later []NoteID) *runMarks {
	m := &runMarks{ids: make([]NoteID, 0, run.Atoms()), notes: make(map[NoteID]mark, run.Atoms()), later: later}
	sections := e.scheme.sections()
	atom := 0
	for _, b := range run.Blocks() {
		if b.Kind == doc.Heading && sections {
			if m.rank == 0 || b.Level < m.rank {
				m.rank = b.Level
			}
			m.after.restart(e.scheme, b.Level)
		}
		if b.Atoms() == 0 {
			continue
		}
		for _, s := range b.Spans() {
			if s.Atom == nil {
				continue
			}
			switch {
			case e.Numbers(*s.Atom):
				e.mark(m, NoteID(s.Atom.ID), atom)
			case s.Atom.Kind == doc.Citation && e.Citation(cite.ID(s.Atom.ID)) == nil:
				m.unknown = append(m.unknown, cite.ID(s.Atom.ID))
			}
			atom++
		}
	}
	return m
}

// mark counts a marker that stands at an atom of the run.
func (e *Essay) mark(m *runMarks, id NoteID, atom int) {
	m.ids = append(m.ids, id)
	if _, again := m.notes[id]; again {
		return
	}
	if _, found := slices.BinarySearch(m.later, id); found {
		m.notes[id] = mark{atom: atom}
		return
	}
	series := e.notes.seriesOf(id)
	m.firsts++
	m.notes[id] = mark{
		series: series, atom: atom, order: m.firsts, number: m.after.add(series),
		carries: !e.scheme.Of(series).restarts(m.rank),
	}
}

// first finds the run with the first marker of a note.
func (n *numbering) first(id NoteID) (run int, m mark, ok bool) {
	if last, _ := n.seen.of(id); last < len(n.runs) && !n.spread[id] {
		if m, ok := n.runs[last].notes[id]; ok {
			return last, m, true
		}
	}
	for i, r := range n.runs {
		if m, ok := r.notes[id]; ok {
			n.seen.put(id, i)
			return i, m, true
		}
	}
	return 0, mark{}, false
}

// ref is what a note's first marker in a run says.
func (e *Essay) ref(r *numberedRun, id NoteID, m mark) Ref {
	number := m.number + e.NumbersBefore(m.series)
	if m.carries {
		number += r.before.of(m.series)
	}
	return Ref{id, r.order + m.order, number, e.scheme.Of(m.series).Style.Format(number), true}
}
