package essay

import (
	"fmt"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// citationAtoms calls yield with the citations of the fragment's text and notes.
func (f Fragment) citationAtoms() func(yield func(cite.ID) bool) {
	return func(yield func(cite.ID) bool) {
		for a := range atomsOf(f.Slice.Blocks) {
			if a.Kind == doc.Citation && !yield(cite.ID(a.ID)) {
				return
			}
		}
		for _, n := range f.Notes {
			for _, a := range n.Text.Atoms() {
				if a.Kind == doc.Citation && !yield(cite.ID(a.ID)) {
					return
				}
			}
		}
	}
}

// takeCited takes what the fragment cites from an essay along.
func (f *Fragment) takeCited(e *Essay) {
	taken, keys := map[cite.ID]bool{}, map[string]bool{}
	f.Citing = e.citing
	for id := range f.citationAtoms() {
		c := e.Citation(id)
		if c == nil || taken[id] {
			continue
		}
		taken[id] = true
		f.Citations = append(f.Citations, c)
		for _, key := range c.Keys() {
			if it := e.Source(key); it != nil && !keys[key] {
				keys[key] = true
				f.Sources = append(f.Sources, it)
			}
		}
	}
}

// citedInto puts the fragment's citations and sources into out as an essay
// takes them, and returns what atoms of citations become.
func (f Fragment) citedInto(e *Essay, out *Fragment) func(doc.Span) doc.Span {
	keys := map[string]string{}
	taken := func(key string) bool {
		for _, it := range out.Sources {
			if it.ID == key {
				return true
			}
		}
		return e.Source(key) != nil
	}
	for _, it := range f.Sources {
		there := e.Source(it.ID)
		switch {
		case there == nil:
			out.Sources = append(out.Sources, it)
			continue
		case cite.SameSource(there, it):
			continue
		}
		own := it.Clone()
		for n := 2; taken(own.ID); n++ {
			own.ID = fmt.Sprintf("%s-%d", it.ID, n)
		}
		keys[it.ID] = own.ID
		out.Sources = append(out.Sources, own)
	}
	stands := map[cite.ID]bool{}
	if len(f.Citations) > 0 {
		for id := range e.placedCitations() {
			stands[id] = true
		}
	}
	ids := map[string]string{}
	for _, c := range f.Citations {
		own := c.Renamed(keys)
		if stands[c.ID] {
			own = own.Copy(cite.NewID())
		}
		ids[string(c.ID)] = string(own.ID)
		out.Citations = append(out.Citations, own)
	}
	return func(s doc.Span) doc.Span {
		if id, ok := ids[s.Atom.ID]; ok && id != s.Atom.ID {
			s.Atom = &doc.Atom{Kind: doc.Citation, ID: id}
		}
		return s
	}
}

// anew gives the citations identities of their own, as [Fragment.Anew] does.
func anew(list []*cite.Citation) (copies []*cite.Citation, ids map[string]string) {
	ids = make(map[string]string, len(list))
	for _, c := range list {
		twin := c.Copy(cite.NewID())
		ids[string(c.ID)] = string(twin.ID)
		copies = append(copies, twin)
	}
	return copies, ids
}

// checkCited reports a citation of the fragment that it does not bring, and
// sources without a key.
func (f Fragment) checkCited() error {
	there := map[cite.ID]bool{}
	for _, c := range f.Citations {
		if c == nil || c.ID == "" || there[c.ID] {
			return fmt.Errorf("the piece of an essay cannot be read: it has a citation without an identity of its own")
		}
		there[c.ID] = true
	}
	for id := range f.citationAtoms() {
		if !there[id] {
			return fmt.Errorf("the piece of an essay cannot be read: the citation “%s” is not in it", id)
		}
	}
	for _, it := range f.Sources {
		if it == nil || it.ID == "" {
			return fmt.Errorf("the piece of an essay cannot be read: it has a source without a key")
		}
	}
	return nil
}
