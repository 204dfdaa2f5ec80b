package storage

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

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

	Comments []commentThere `json:"comments,omitempty"`
	Cited    *citedThere    `json:"cited,omitempty"`
}

// piece is a block, or N blocks of the near body from From on.
type piece struct {
	From  int         `json:"f,omitempty"`
	N     int         `json:"n,omitempty"`
	Block *blockThere `json:"b,omitempty"`
}

// noteThere is a note that is another one on the far side; without Blocks there
// is none.
type noteThere struct {
	ID       exact        `json:"id"`
	Series   exact        `json:"series,omitempty"`
	Sentence exact        `json:"sentence,omitempty"`
	Offset   doc.Pos      `json:"offset,omitempty"`
	Lost     int64        `json:"lost,omitempty"`
	Blocks   []blockThere `json:"blocks,omitempty"`
}

// blockThere are the columns of a block.
type blockThere struct {
	Kind  string `json:"k"`
	Level int    `json:"l,omitempty"`
	Text  string `json:"t,omitempty"`
	Spans exact  `json:"s,omitempty"`
	Info  string `json:"i,omitempty"`
}

// exact is a text that JSON gives back byte by byte, also where it is no UTF-8.
type exact string

// MarshalJSON writes bytes that are no UTF-8 in an array, in base 64.
func (s exact) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(s)) {
		return json.Marshal(string(s))
	}
	return json.Marshal([][]byte{[]byte(s)})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *exact) UnmarshalJSON(data []byte) error {
	if data[0] != '[' {
		return json.Unmarshal(data, (*string)(s))
	}
	var raw [1][]byte
	err := json.Unmarshal(data, &raw)
	*s = exact(raw[0])
	return err
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
	if !near.Scheme().Equal(far.Scheme()) {
		code, err := encodeScheme(far.Scheme())
		if err != nil {
			return p, err
		}
		p.Scheme = &code
	}
	if language := far.Language(); language != near.Language() {
		p.Language = &language
	}
	p.Comments, p.Cited = commentsFrom(near, far), citedFrom(near, far)
	return p, nil
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
		if far.Note(n.ID) == nil {
			list = append(list, noteThere{ID: exact(n.ID)})
		}
	}
	for n := range far.Notes() {
		if old := near.Note(n.ID); old == n || old != nil && old.Equal(n) {
			continue
		}
		there := noteThere{ID: exact(n.ID), Series: exact(n.Series), Sentence: exact(n.Lost.Sentence), Offset: n.Lost.Offset, Lost: n.Lost.At}
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

func keepBlock(b *doc.Block) (blockThere, error) {
	c, err := encode(b)
	return blockThere{Kind: c.kind, Level: c.level, Text: c.text, Spans: exact(c.spans.String), Info: c.info.String}, err
}

func (k blockThere) block() (*doc.Block, error) {
	c := columns{kind: k.Kind, level: k.Level, text: k.Text}
	c.spans.String, c.spans.Valid = string(k.Spans), k.Spans != ""
	c.info.String, c.info.Valid = k.Info, k.Info != ""
	return c.block()
}

// apply gives the far state. A patch that does not fit the near one is an error.
func (p patch) apply(near *essay.Essay) (*essay.Essay, error) {
	far := p.applyCited(near)
	if len(p.Body) > 0 {
		body, err := p.body(near.Body())
		if err != nil {
			return nil, err
		}
		far = far.WithBody(body)
	}
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
			ID: essay.NoteID(there.ID), Series: string(there.Series), Text: doc.New(blocks...),
			Lost: essay.Lost{Sentence: string(there.Sentence), Offset: there.Offset, At: there.Lost},
		})
	}
	if len(notes) > 0 {
		far = far.WithNotes(notes...)
	}
	if p.Scheme != nil {
		scheme, err := decodeScheme(*p.Scheme)
		if err != nil {
			return nil, err
		}
		far = far.WithScheme(scheme)
	}
	if p.Language != nil {
		far = far.WithLanguage(*p.Language)
	}
	return p.applyComments(near, far)
}

var errPatch = errors.New("a past state does not fit the one after it")

// body puts the far body together. What both bodies begin and end with stays in
// place, so that it is shared.
func (p patch) body(near *doc.Document) (*doc.Document, error) {
	head, tail, pieces := 0, 0, p.Body
	if first := pieces[0]; first.Block == nil && first.From == 0 {
		head, pieces = first.N, pieces[1:]
	}
	if last := len(pieces) - 1; last >= 0 && pieces[last].Block == nil && pieces[last].From+pieces[last].N == near.Blocks() {
		tail, pieces = pieces[last].N, pieces[:last]
	}
	if head < 0 || tail < 0 || head > near.Blocks() || tail > near.Blocks()-head {
		return nil, errPatch
	}
	var blocks []*doc.Block
	for _, x := range pieces {
		if x.Block != nil {
			b, err := x.Block.block()
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, b)
			continue
		}
		if x.From < 0 || x.N < 0 || x.From > near.Blocks()-x.N {
			return nil, errPatch
		}
		for i := x.From; i < x.From+x.N; i++ {
			blocks = append(blocks, near.Block(i))
		}
	}
	far, _ := near.ReplaceBlocks(head, near.Blocks()-head-tail, blocks...)
	return far, nil
}

// Patches longer than packFrom bytes are compressed.
const packFrom = 2 << 10

// pack writes a patch as JSON, or as a z and that compressed.
func (p patch) pack() ([]byte, error) {
	code, err := json.Marshal(p)
	if err != nil || len(code) < packFrom {
		return code, err
	}
	out := bytes.NewBufferString("z")
	w, err := flate.NewWriter(out, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(code); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// unpackMax bounds what a patch can ask for, in bytes.
const unpackMax = 1 << 28

func unpack(code []byte) (p patch, err error) {
	if rest, packed := bytes.CutPrefix(code, []byte("z")); packed {
		r := io.LimitReader(flate.NewReader(bytes.NewReader(rest)), unpackMax)
		if code, err = io.ReadAll(r); err != nil {
			return p, fmt.Errorf("a past state cannot be read: %w", err)
		}
	}
	if err := json.Unmarshal(code, &p); err != nil {
		return p, fmt.Errorf("a past state cannot be read: %w", err)
	}
	return p, nil
}
