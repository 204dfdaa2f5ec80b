package storage

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/essay"
)

// citedThere is what is cited in another way on the far side. What is cited no
// more stays behind: it stands nowhere.
type citedThere struct {
	Citations []cite.Citation `json:"cites,omitempty"`
	Sources   []*csl.Item     `json:"sources,omitempty"`
	Without   []string        `json:"without,omitempty"` // the keys of sources
	Citing    *essay.Citing   `json:"citing,omitempty"`
}

func citedFrom(near, far *essay.Essay) *citedThere {
	if near.SameCited(far) {
		return nil
	}
	var t citedThere
	for _, c := range far.PlacedCitations() {
		if !near.Citation(c.ID).Equal(c) {
			t.Citations = append(t.Citations, *c)
		}
	}
	slices.SortFunc(t.Citations, func(a, b cite.Citation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, it := range far.Sources() {
		if old := near.Source(it.ID); old != it && (old == nil || !cite.SameSource(old, it)) {
			t.Sources = append(t.Sources, it)
		}
	}
	for _, it := range near.Sources() {
		if far.Source(it.ID) == nil {
			t.Without = append(t.Without, it.ID)
		}
	}
	if citing := far.Citing(); citing != near.Citing() {
		t.Citing = &citing
	}
	if t.Citations == nil && t.Sources == nil && t.Without == nil && t.Citing == nil {
		return nil
	}
	return &t
}

// applyCited puts in what the far essay cites, before its texts show it.
func (p patch) applyCited(far *essay.Essay) *essay.Essay {
	if p.Cited == nil {
		return far
	}
	list := make([]*cite.Citation, len(p.Cited.Citations))
	for i := range p.Cited.Citations {
		list[i] = &p.Cited.Citations[i]
	}
	sources := slices.DeleteFunc(p.Cited.Sources, func(it *csl.Item) bool { return it == nil })
	far = far.WithCitations(list...).WithSources(sources...)
	for _, key := range p.Cited.Without {
		far = far.WithoutSource(key)
	}
	if p.Cited.Citing != nil {
		far = far.WithCiting(*p.Cited.Citing)
	}
	return far
}
