package essay

import (
	"maps"
	"slices"
	"strings"
)

// noteSet maps identities to notes without ever changing: a change copies the
// shards that it touches, so that a key typed in one note of thousands stays
// cheap. The zero value is empty.
type noteSet struct {
	shards *[noteShards]map[NoteID]*Note
	series int // notes in another series than the essay's own
}

const noteShards = 512

// shardOf spreads identities evenly (FNV-1a).
func shardOf(id NoteID) int {
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return int(h % noteShards)
}

func (s noteSet) get(id NoteID) *Note {
	if s.shards == nil {
		return nil
	}
	return s.shards[shardOf(id)][id]
}

// without returns the set without a note.
func (s noteSet) without(id NoteID) noteSet {
	old := s.get(id)
	if old == nil {
		return s
	}
	shards := *s.shards
	k := shardOf(id)
	shards[k] = maps.Clone(shards[k])
	delete(shards[k], id)
	return noteSet{&shards, s.series - old.inSeries()}
}

// with returns the set with each of the notes standing for its identity, and
// copies no shard twice; of two notes of one identity the last one counts.
func (s noteSet) with(notes ...*Note) noteSet {
	if len(notes) == 0 {
		return s
	}
	var shards, copied [noteShards]map[NoteID]*Note
	if s.shards != nil {
		shards = *s.shards
	}
	for _, n := range notes {
		k := shardOf(n.ID)
		if copied[k] == nil {
			copied[k] = make(map[NoteID]*Note, len(shards[k])+len(notes)/noteShards+1)
			maps.Copy(copied[k], shards[k])
			shards[k] = copied[k]
		}
		if old := copied[k][n.ID]; old != nil {
			s.series -= old.inSeries()
		}
		copied[k][n.ID] = n
		s.series += n.inSeries()
	}
	return noteSet{&shards, s.series}
}

// inSeries counts a note that is in another series than the essay's own.
func (n *Note) inSeries() int {
	if n.Series == "" {
		return 0
	}
	return 1
}

// seriesOf is the name of the series that a marker is numbered in.
func (s noteSet) seriesOf(id NoteID) string {
	if s.series == 0 { // the usual case, and without a look at the note
		return ""
	}
	if n := s.get(id); n != nil {
		return n.Series
	}
	return ""
}

func (s noteSet) all(yield func(*Note) bool) {
	if s.shards == nil {
		return
	}
	for _, shard := range s.shards {
		for _, n := range shard {
			if !yield(n) {
				return
			}
		}
	}
}

// SameNotes reports, at no cost, whether both essays are known to hold the same
// notes. False does not say that they differ.
func (e *Essay) SameNotes(f *Essay) bool { return e.notes == f.notes }

func (s noteSet) count() int {
	n := 0
	for range s.all {
		n++
	}
	return n
}

func sortNotes(list []*Note) {
	slices.SortFunc(list, func(a, b *Note) int { return strings.Compare(string(a.ID), string(b.ID)) })
}
