package essay

import (
	"maps"
	"slices"
	"strings"
)

// noteSet maps identities to notes without ever changing: with copies one
// shard of many, so that a key typed in one note of thousands stays cheap. The
// zero value is empty.
type noteSet struct {
	shards *[noteShards]map[NoteID]*Note
}

const noteShards = 64

// newNoteSet is the set of notes; of two of one identity the last one counts.
func newNoteSet(notes []*Note) noteSet {
	if len(notes) == 0 {
		return noteSet{}
	}
	var shards [noteShards]map[NoteID]*Note
	for _, n := range notes {
		k := shardOf(n.ID)
		if shards[k] == nil {
			shards[k] = make(map[NoteID]*Note, len(notes)/noteShards+1)
		}
		shards[k][n.ID] = n
	}
	return noteSet{&shards}
}

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

// with returns the set with id standing for n, or for nothing if n is nil.
func (s noteSet) with(id NoteID, n *Note) noteSet {
	var shards [noteShards]map[NoteID]*Note
	if s.shards != nil {
		shards = *s.shards
	}
	k := shardOf(id)
	shard := maps.Clone(shards[k])
	switch {
	case n == nil:
		delete(shard, id)
	case shard == nil:
		shard = map[NoteID]*Note{id: n}
	default:
		shard[id] = n
	}
	shards[k] = shard
	return noteSet{&shards}
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
