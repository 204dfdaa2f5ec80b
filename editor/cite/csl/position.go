package csl

// Position is where a cite stands in relation to earlier cites of the same
// item.
type Position uint8

// The positions, each of which includes those before it except First: an
// Ibid cite is also a Subsequent one.
const (
	First Position = iota
	Subsequent
	Ibid
	IbidWithLocator
)

// placement is what a cite's place in the document says about it.
type placement struct {
	position  Position
	near      bool
	firstNote int
}

// placements computes the positions of all cites, in document order.
func placements(citations []Citation, nearDistance int) [][]placement {
	out := make([][]placement, len(citations))
	type seen struct{ first, last int } // note numbers
	notes := map[string]seen{}
	var before *Citation
	for i := range citations {
		c := &citations[i]
		out[i] = make([]placement, len(c.Cites))
		for k := range c.Cites {
			cite := &c.Cites[k]
			p := &out[i][k]
			earlier, cited := notes[cite.ID]
			if cited {
				p.position = Subsequent
				p.firstNote = earlier.first
				p.near = c.Note-earlier.last <= nearDistance
				if prior := priorCite(before, c, k); prior != nil && prior.ID == cite.ID {
					p.position = ibidPosition(prior, cite)
				}
				notes[cite.ID] = seen{earlier.first, c.Note}
			} else {
				notes[cite.ID] = seen{c.Note, c.Note}
			}
		}
		before = c
	}
	return out
}

// withoutIbid makes ibid cites ordinary later ones.
func withoutIbid(places [][]placement) {
	for _, cites := range places {
		for i := range cites {
			cites[i].position = min(cites[i].position, Subsequent)
		}
	}
}

// priorCite is the cite that "ibid." would refer to: the one before in the
// same citation, or the only item cited by the citation before, when that
// stands in the note before or in the same one.
func priorCite(before, c *Citation, k int) *Cite {
	if k > 0 {
		return &c.Cites[k-1]
	}
	if before == nil || len(before.Cites) == 0 {
		return nil
	}
	if c.Note > 0 && before.Note > 0 && c.Note-before.Note > 1 {
		return nil
	}
	for i := range before.Cites {
		if before.Cites[i].ID != before.Cites[0].ID {
			return nil
		}
	}
	return &before.Cites[len(before.Cites)-1]
}

func ibidPosition(prior, cite *Cite) Position {
	switch {
	case prior.Locator == "" && cite.Locator == "":
		return Ibid
	case prior.Locator == "":
		return IbidWithLocator
	case cite.Locator == "":
		return Subsequent
	case prior.Locator == cite.Locator && normalLabel(prior.Label) == normalLabel(cite.Label):
		return Ibid
	}
	return IbidWithLocator
}
