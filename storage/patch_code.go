package storage

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// noteThere is a note that is another one on the far side; without Blocks there
// is none.
type noteThere struct {
	ID       exact        `json:"id"`
	Series   exact        `json:"series,omitempty"`
	Sentence exact        `json:"sentence,omitempty"`
	Offset   doc.Pos      `json:"offset,omitempty"`
	Lost     int64        `json:"lost,omitempty"`
	Label    exact        `json:"label,omitempty"`
	Blocks   []blockThere `json:"blocks,omitempty"`
}

// blockThere are the columns of a block.
type blockThere struct {
	Kind  string `json:"k"`
	Level int    `json:"l,omitempty"`
	Text  string `json:"t,omitempty"`
	Spans exact  `json:"s,omitempty"`
	Info  string `json:"i,omitempty"`

	Source exact  `json:"o,omitempty"`
	Parts  string `json:"p,omitempty"` // "" if it came from no file
}

func keepBlock(b *doc.Block) (blockThere, error) {
	c, err := encode(b)
	return blockThere{
		Kind: c.kind, Level: c.level, Text: c.text, Spans: exact(c.spans.String), Info: c.info.String,
		Source: exact(c.source.String), Parts: c.parts.String,
	}, err
}

func (k blockThere) block() (*doc.Block, error) {
	c := columns{kind: k.Kind, level: k.Level, text: k.Text}
	c.spans.String, c.spans.Valid = string(k.Spans), k.Spans != ""
	c.info.String, c.info.Valid = k.Info, k.Info != ""
	c.source.String, c.source.Valid = string(k.Source), k.Parts != ""
	c.parts.String, c.parts.Valid = k.Parts, k.Parts != ""
	return c.block()
}

// commentThere is a comment that is another one on the far side.
type commentThere struct {
	ID       exact         `json:"id"`
	In       exact         `json:"in,omitempty"`
	From     doc.Pos       `json:"from"`
	To       doc.Pos       `json:"to"`
	Words    exact         `json:"words,omitempty"`
	Remarks  []remarkThere `json:"remarks,omitempty"`
	Resolved bool          `json:"resolved,omitempty"`
}

type remarkThere struct {
	Author exact `json:"author,omitempty"`
	At     int64 `json:"at"`
	Text   exact `json:"text"`
}

func keepComment(c essay.Comment) commentThere {
	k := commentThere{ID: exact(c.ID), In: exact(c.In), From: c.From, To: c.To, Words: exact(c.Words), Resolved: c.Resolved}
	for _, r := range c.Remarks {
		k.Remarks = append(k.Remarks, remarkThere{exact(r.Author), r.At, exact(r.Text)})
	}
	return k
}

func (k commentThere) comment() essay.Comment {
	c := essay.Comment{ID: essay.CommentID(k.ID), In: essay.NoteID(k.In), From: k.From, To: k.To, Words: string(k.Words), Resolved: k.Resolved}
	for _, r := range k.Remarks {
		c.Remarks = append(c.Remarks, essay.Remark{Author: string(r.Author), At: r.At, Text: string(r.Text)})
	}
	return c
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

// Patches longer than packFrom bytes are compressed.
const packFrom = 2 << 10

// compressors are used again: each takes more than a megabyte, and a step of
// typing is written with each of its keys.
var compressors sync.Pool

// pack writes a patch as JSON, or as a z and that compressed.
func (p patch) pack() ([]byte, error) {
	code, err := json.Marshal(p)
	if err != nil || len(code) < packFrom {
		return code, err
	}
	out := bytes.NewBufferString("z")
	w, ok := compressors.Get().(*flate.Writer)
	if ok {
		w.Reset(out)
	} else if w, err = flate.NewWriter(out, flate.BestSpeed); err != nil {
		return nil, err
	}
	defer compressors.Put(w)
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
