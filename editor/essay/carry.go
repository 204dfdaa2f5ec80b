package essay

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// A fragment is carried whole from one program to another as JSON, by names
// that do not depend on the order of constants, so that another version can
// read it.

var (
	kindNames  = [...]string{"paragraph", "heading", "quote", "bullet", "numbered", "code", "rule", "verbatim", "task", "verse", "image", "cell"}
	styleNames = [...]string{"bold", "italic", "mono", "strike", "super", "sub", "underline", "smallcaps", "lit"} // by bit
	atomNames  = [...]string{"note", "number", "citation", "bibliography"}
)

type carriedFragment struct {
	Blocks    []carriedBlock    `json:"blocks"`
	Notes     []carriedNote     `json:"notes,omitempty"`
	Citations []*cite.Citation  `json:"citations,omitempty"`
	Sources   []*csl.Item       `json:"sources,omitempty"`
	Labels    map[NoteID]string `json:"labels,omitempty"`
	Markers   map[NoteID]int    `json:"markers,omitempty"`
}

type carriedNote struct {
	ID     NoteID         `json:"id"`
	Series string         `json:"series,omitempty"`
	Blocks []carriedBlock `json:"blocks"`
}

type carriedBlock struct {
	Kind  string        `json:"kind"`
	Level int           `json:"level,omitempty"`
	Info  *doc.Info     `json:"info,omitempty"`
	Spans []carriedSpan `json:"spans,omitempty"`
}

type carriedSpan struct {
	Text  string   `json:"text,omitempty"`
	Style []string `json:"style,omitempty"`
	Link  string   `json:"link,omitempty"`
	Atom  string   `json:"atom,omitempty"` // its kind
	To    string   `json:"to,omitempty"`   // the note or citation that the atom names
}

// MarshalJSON writes all that Into needs to know of a fragment in another
// program.
func (f Fragment) MarshalJSON() ([]byte, error) {
	c := carriedFragment{Citations: f.Citations, Sources: f.Sources, Labels: f.Labels, Markers: f.markers}
	var err error
	if c.Blocks, err = carry(slices.Values(f.Slice.Blocks)); err != nil {
		return nil, err
	}
	for _, n := range f.Notes {
		blocks, err := carry(n.Text.Each())
		if err != nil {
			return nil, err
		}
		c.Notes = append(c.Notes, carriedNote{n.ID, n.Series, blocks})
	}
	return json.Marshal(c)
}

// UnmarshalJSON reads what MarshalJSON wrote. A fragment comes from outside: a
// marker to a note that it does not bring is an error, as is what has no name.
func (f *Fragment) UnmarshalJSON(data []byte) error {
	var c carriedFragment
	if err := json.Unmarshal(data, &c); err != nil {
		return fmt.Errorf("the piece of an essay cannot be read: %w", err)
	}
	read := Fragment{Citations: c.Citations, Sources: c.Sources, Labels: c.Labels, markers: c.Markers}
	var err error
	if read.Slice.Blocks, err = carried(c.Blocks); err != nil {
		return err
	}
	there := map[NoteID]bool{}
	for _, n := range c.Notes {
		blocks, err := carried(n.Blocks)
		if err != nil {
			return err
		}
		if n.ID == "" || there[n.ID] {
			return fmt.Errorf("the piece of an essay cannot be read: it has two notes of the identity “%s”", n.ID)
		}
		there[n.ID] = true
		read.Notes = append(read.Notes, &Note{ID: n.ID, Text: doc.New(blocks...), Series: n.Series})
	}
	for a := range atomsOf(read.Slice.Blocks) {
		if a.Kind == doc.Marker && !there[NoteID(a.ID)] {
			return fmt.Errorf("the piece of an essay cannot be read: the note “%s” is not in it", a.ID)
		}
	}
	if err := read.checkCited(); err != nil {
		return err
	}
	*f = read
	return nil
}

func carry(blocks func(func(*doc.Block) bool)) ([]carriedBlock, error) {
	var list []carriedBlock
	for b := range blocks {
		if int(b.Kind) >= len(kindNames) {
			return nil, fmt.Errorf("blocks of kind %d have no name", b.Kind)
		}
		c := carriedBlock{Kind: kindNames[b.Kind], Level: b.Level}
		if b.Info != (doc.Info{}) {
			c.Info = &b.Info
		}
		for _, s := range b.Spans() {
			one := carriedSpan{Text: s.Text, Link: s.Link}
			for i, name := range styleNames {
				if s.Style&(1<<i) != 0 {
					one.Style = append(one.Style, name)
				}
			}
			if s.Atom != nil {
				if int(s.Atom.Kind) >= len(atomNames) {
					return nil, fmt.Errorf("atoms of kind %d have no name", s.Atom.Kind)
				}
				one.Atom, one.To = atomNames[s.Atom.Kind], s.Atom.ID
			}
			c.Spans = append(c.Spans, one)
		}
		list = append(list, c)
	}
	return list, nil
}

// carried makes blocks of what was carried. A style that another version has
// and this one does not know is left out; a kind of block is not.
func carried(list []carriedBlock) ([]*doc.Block, error) {
	blocks := make([]*doc.Block, len(list))
	for i, c := range list {
		kind := slices.Index(kindNames[:], c.Kind)
		if kind < 0 {
			return nil, fmt.Errorf("the piece of an essay cannot be read: it has a block of the unknown kind “%s”", c.Kind)
		}
		spans := make([]doc.Span, len(c.Spans))
		for k, s := range c.Spans {
			spans[k] = doc.Span{Text: s.Text, Link: s.Link}
			for _, name := range s.Style {
				if bit := slices.Index(styleNames[:], name); bit >= 0 {
					spans[k].Style |= 1 << bit
				}
			}
			if s.Atom == "" {
				continue
			}
			atom := slices.Index(atomNames[:], s.Atom)
			if atom < 0 || s.To == "" {
				return nil, fmt.Errorf("the piece of an essay cannot be read: it has a mark of the unknown kind “%s”", s.Atom)
			}
			spans[k].Atom = &doc.Atom{Kind: doc.AtomKind(atom), ID: s.To}
		}
		b := doc.NewBlock(doc.Kind(kind), min(c.Level, maxLevel), spans...)
		if c.Info != nil {
			b = b.WithInfo(*c.Info)
		}
		blocks[i] = b
	}
	return blocks, nil
}

// maxLevel bounds the depth of what comes from outside.
const maxLevel = 100

// Anew is a fragment that was read from text, whose identities are no more
// than names within it, with identities that no other note or citation has.
func (f Fragment) Anew() Fragment {
	ids := make(map[string]string, len(f.Notes))
	for _, n := range f.Notes {
		ids[string(n.ID)] = string(NewNoteID())
	}
	citations, own := anew(f.Citations)
	rename := func(s doc.Span) (doc.Span, bool) {
		if s.IsCitation() && own[s.Atom.ID] != "" {
			s.Atom = &doc.Atom{Kind: doc.Citation, ID: own[s.Atom.ID]}
		} else if s.Atom != nil && !s.IsCitation() && ids[s.Atom.ID] != "" {
			s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: ids[s.Atom.ID]}
		}
		return s, true
	}
	out := Fragment{
		Slice: mapSpans(f.Slice, rename), Labels: make(map[NoteID]string, len(f.Labels)),
		Citations: citations, Sources: f.Sources, Citing: f.Citing,
	}
	for id, label := range f.Labels {
		if anew := ids[string(id)]; anew != "" {
			id = NoteID(anew)
		}
		out.Labels[id] = label
	}
	for _, n := range f.Notes {
		text := doc.New(mapSpans(doc.Slice{Blocks: slices.Collect(n.Text.Each())}, rename).Blocks...)
		out.Notes = append(out.Notes, &Note{ID: NoteID(ids[string(n.ID)]), Text: text, Series: n.Series})
	}
	return out
}
