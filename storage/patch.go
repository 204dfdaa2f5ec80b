package storage

import (
	"bytes"
	"errors"
	"maps"
	"slices"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// patch is what leads from one state of an essay, the near one, to another, the
// far one: all of the far one that the near one does not hold.
type patch struct {
	Body     []piece     `json:"body,omitempty"` // of the far body, in order; empty if it is the near one
	Notes    []noteThere `json:"notes,omitempty"`
	Scheme   *string     `json:"scheme,omitempty"` // as encodeScheme writes it
	Language *string     `json:"language,omitempty"`
	Citing   *string     `json:"citing,omitempty"` // as encodeCiting writes it
	Head     *string     `json:"head,omitempty"`   // as encodeHead writes it

	Citations []*cite.Citation `json:"citations,omitempty"`
	Sources   []*csl.Item      `json:"sources,omitempty"`
	NoSources []string         `json:"noSources,omitempty"` // keys of those that are not there
	Comments  []commentThere   `json:"comments,omitempty"`  // that do not come about by moving
	NoComment []exact          `json:"noComment,omitempty"` // those that are not there
}

// piece is a block, or N blocks of the near body from From on.
type piece struct {
	From  int         `json:"f,omitempty"`
	N     int         `json:"n,omitempty"`
	Block *blockThere `json:"b,omitempty"`
}

// patchFrom finds what leads from near to far.
func patchFrom(near, far *essay.Essay) (p patch, err error) {
	if p.Body, err = piecesFrom(near.Body(), far.Body()); err != nil {
		return p, err
	}
	if !near.SameNotes(far) {
		if p.Notes, err = notesFrom(near, far); err != nil {
			return p, err
		}
	}
	if p.Scheme, err = other(far.Scheme(), near.Scheme().Equal(far.Scheme()), encodeScheme); err != nil {
		return p, err
	}
	if p.Citing, err = other(far.Citing(), near.Citing() == far.Citing(), encodeCiting); err != nil {
		return p, err
	}
	if p.Head, err = other(far.Head(), far.Head().Equal(near.Head()), encodeHead); err != nil {
		return p, err
	}
	if language := far.Language(); language != near.Language() {
		p.Language = &language
	}
	p.cited(near, far)
	return p, p.comments(near, far)
}

// other is the code of a far value, if it is another one than the near.
func other[T any](far T, same bool, encode func(T) (string, error)) (*string, error) {
	if same {
		return nil, nil
	}
	code, err := encode(far)
	return &code, err
}

// cited finds what the far essay cites that the near one does not. Citations
// that stand nowhere are of no interest.
func (p *patch) cited(near, far *essay.Essay) {
	if near.SameCited(far) && near.SameNotes(far) && near.Body().SameAtoms(far.Body()) {
		return
	}
	there := map[cite.ID]*cite.Citation{}
	for _, c := range near.PlacedCitations() {
		there[c.ID] = c
	}
	for _, c := range far.PlacedCitations() {
		if !c.Equal(there[c.ID]) {
			p.Citations = append(p.Citations, c)
		}
	}
	for _, it := range far.Sources() {
		if old := near.Source(it.ID); old == nil || old != it && !cite.SameSource(old, it) {
			p.Sources = append(p.Sources, it)
		}
	}
	for _, it := range near.Sources() {
		if far.Source(it.ID) == nil {
			p.NoSources = append(p.NoSources, it.ID)
		}
	}
}

// comments finds those that the near ones, moved along with the text, are not.
func (p *patch) comments(near, far *essay.Essay) error {
	if !near.HasComments() && !far.HasComments() {
		return nil
	}
	moved, err := p.apply(near)
	if err != nil {
		return err
	}
	there := map[essay.CommentID]essay.Comment{}
	for _, c := range moved.Comments() {
		there[c.ID] = c
	}
	for _, c := range far.Comments() {
		if old, ok := there[c.ID]; !ok || !old.Equal(c) {
			p.Comments = append(p.Comments, keepComment(c))
		}
		delete(there, c.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(there)) {
		p.NoComment = append(p.NoComment, exact(id))
	}
	return nil
}

func piecesFrom(near, far *doc.Document) ([]piece, error) {
	at, n, m := differ(near, far)
	if n == 0 && m == 0 {
		return nil, nil
	}
	var list []piece
	same := func(from, n int) {
		if last := len(list) - 1; last >= 0 && list[last].Block == nil && list[last].From+list[last].N == from {
			list[last].N += n
		} else if n > 0 {
			list = append(list, piece{From: from, N: n})
		}
	}
	same(0, at)
	// What is elsewhere in the near body, as a section that was moved, is known
	// by its identity.
	var places map[*doc.Block]int
	if n > 2 && m > 2 {
		places = make(map[*doc.Block]int, n)
		for i := at; i < at+n; i++ {
			places[near.Block(i)] = i
		}
	}
	for i := at; i < at+m; i++ {
		b := far.Block(i)
		if k, ok := places[b]; ok {
			same(k, 1)
			continue
		}
		kept, err := keepBlock(b)
		if err != nil {
			return nil, err
		}
		list = append(list, piece{Block: &kept})
	}
	same(at+n, near.Blocks()-at-n)
	return list, nil
}

func notesFrom(near, far *essay.Essay) ([]noteThere, error) {
	var list []noteThere
	for n := range near.Notes() {
		if noteIn(far, n.ID) == nil {
			list = append(list, noteThere{ID: exact(n.ID)})
		}
	}
	for n := range far.Notes() {
		if old := noteIn(near, n.ID); old == n || old != nil && old.Same(n) {
			continue
		}
		there := noteThere{ID: exact(n.ID), Series: exact(n.Series), Sentence: exact(n.Lost.Sentence), Offset: n.Lost.Offset, Lost: n.Lost.At, Label: exact(n.Label)}
		for b := range n.Text.Each() {
			kept, err := keepBlock(b)
			if err != nil {
				return nil, err
			}
			there.Blocks = append(there.Blocks, kept)
		}
		list = append(list, there)
	}
	slices.SortFunc(list, func(a, b noteThere) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	return list, nil
}

// apply gives the far state. A patch that does not fit the near one is an error.
// Comments move along with the text as it changes.
func (p patch) apply(near *essay.Essay) (*essay.Essay, error) {
	far := near
	if len(p.Body) > 0 {
		body, c, err := p.body(near.Body())
		if err != nil {
			return nil, err
		}
		far = far.WithBody(body).MoveComments("", near.Body(), c)
	}
	far, err := p.applyNotes(far)
	if err != nil {
		return nil, err
	}
	if p.Scheme != nil {
		scheme, err := decodeScheme(*p.Scheme)
		if err != nil {
			return nil, err
		}
		far = far.WithScheme(scheme)
	}
	if p.Citing != nil {
		citing, err := decodeCiting(*p.Citing)
		if err != nil {
			return nil, err
		}
		far = far.WithCiting(citing)
	}
	if p.Language != nil {
		far = far.WithLanguage(*p.Language)
	}
	if p.Head != nil {
		head, err := decodeHead(*p.Head)
		if err != nil {
			return nil, err
		}
		far = far.WithHead(head)
	}
	for _, key := range p.NoSources {
		far = far.WithoutSource(key)
	}
	if slices.Contains(p.Sources, nil) || slices.Contains(p.Citations, nil) {
		return nil, errPatch
	}
	far = far.WithSources(p.Sources...).WithCitations(p.Citations...)
	for _, id := range p.NoComment {
		far = far.WithoutComment(essay.CommentID(id))
	}
	for _, c := range p.Comments {
		far = far.WithComment(c.comment())
	}
	return far, nil
}

func (p patch) applyNotes(near *essay.Essay) (*essay.Essay, error) {
	far := near
	var notes []*essay.Note
	for _, there := range p.Notes {
		if len(there.Blocks) == 0 {
			far = far.WithoutNote(essay.NoteID(there.ID))
			continue
		}
		blocks := make([]*doc.Block, len(there.Blocks))
		for i, k := range there.Blocks {
			var err error
			if blocks[i], err = k.block(); err != nil {
				return nil, err
			}
		}
		notes = append(notes, &essay.Note{
			ID: essay.NoteID(there.ID), Series: string(there.Series), Label: string(there.Label), Text: doc.New(blocks...),
			Lost: essay.Lost{Sentence: string(there.Sentence), Offset: there.Offset, At: there.Lost},
		})
	}
	if len(notes) == 0 {
		return far, nil
	}
	far = far.WithNotes(notes...)
	for _, n := range notes {
		if old := noteIn(near, n.ID); old != nil && old.Text.Blocks() == 1 && n.Text.Blocks() == 1 {
			far = far.MoveComments(n.ID, old.Text, doc.Change{}.Narrowed(old.Text.Block(0), n.Text.Block(0)))
		}
	}
	return far, nil
}

var errPatch = errors.New("a past state does not fit the one after it")

// body puts the far body together. What both bodies begin and end with stays in
// place, so that it is shared.
func (p patch) body(near *doc.Document) (*doc.Document, doc.Change, error) {
	head, tail, pieces := 0, 0, p.Body
	if first := pieces[0]; first.Block == nil && first.From == 0 {
		head, pieces = first.N, pieces[1:]
	}
	if last := len(pieces) - 1; last >= 0 && pieces[last].Block == nil && pieces[last].From+pieces[last].N == near.Blocks() {
		tail, pieces = pieces[last].N, pieces[:last]
	}
	if head < 0 || tail < 0 || head > near.Blocks() || tail > near.Blocks()-head {
		return nil, doc.Change{}, errPatch
	}
	var blocks []*doc.Block
	for _, x := range pieces {
		if x.Block != nil {
			b, err := x.Block.block()
			if err != nil {
				return nil, doc.Change{}, err
			}
			blocks = append(blocks, b)
			continue
		}
		if x.From < 0 || x.N < 0 || x.From > near.Blocks()-x.N {
			return nil, doc.Change{}, errPatch
		}
		for i := x.From; i < x.From+x.N; i++ {
			blocks = append(blocks, near.Block(i))
		}
	}
	far, c := near.ReplaceBlocks(head, near.Blocks()-head-tail, blocks...)
	if len(blocks) == 1 && near.Blocks()-head-tail == 1 {
		c = c.Narrowed(near.Block(head), blocks[0])
	}
	return far, c, nil
}
