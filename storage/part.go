package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// encodePart writes the bytes of a source, and how they are divided: their
// place in the file, where text, tail and gap start, the wear, and the labels of
// the notes that follow, each preceded by its length in bytes and a colon. The
// numbers are decimal, each ends in a space, as in
//
//	12 2 40 40 0 1:a5:smith
func encodePart(s *doc.Source) (source, parts sql.NullString) {
	if s == nil {
		return source, parts
	}
	var code []byte
	for _, n := range []int{s.Place, s.Text, s.Tail, s.Gap, int(s.Worn)} {
		code = append(strconv.AppendInt(code, int64(n), 10), ' ')
	}
	for _, l := range s.Notes {
		code = appendString(code, l)
	}
	return sql.NullString{String: s.Bytes, Valid: true}, sql.NullString{String: string(code), Valid: true}
}

// decodePart reads what encodePart wrote.
func decodePart(source, parts sql.NullString) (*doc.Source, error) {
	if !source.Valid {
		return nil, nil
	}
	s := &doc.Source{Bytes: source.String}
	rest, wear := parts.String, 0
	for _, to := range []*int{&s.Place, &s.Text, &s.Tail, &s.Gap, &wear} {
		var ok bool
		if *to, rest, ok = cutInt(rest); !ok || rest == "" || rest[0] != ' ' {
			return nil, fmt.Errorf("where a block stood in its file, “%s”, cannot be read", parts.String)
		}
		rest = rest[1:]
	}
	for rest != "" {
		label, more, ok := cutString(rest)
		if !ok {
			return nil, fmt.Errorf("the labels of the notes after a block, “%s”, cannot be read", parts.String)
		}
		s.Notes, rest = append(s.Notes, label), more
	}
	if s.Worn = doc.Wear(wear); s.Text > s.Tail || s.Tail > s.Gap || s.Gap > len(s.Bytes) || s.Worn > doc.Reshaped {
		return nil, fmt.Errorf("a block's part of a file is divided as it cannot be: “%s”", parts.String)
	}
	return s, nil
}

// storedHead is a head as the library keeps it.
type storedHead struct {
	essay.Meta
	Bytes *string  `json:"bytes,omitempty"`
	Parts string   `json:"parts,omitempty"`
	Count int      `json:"count,omitempty"`
	Links []string `json:"links,omitempty"`
}

// encodeHead writes a head as JSON, or "" for none.
func encodeHead(h essay.Head) (string, error) {
	if h.Equal(essay.Head{}) {
		return "", nil
	}
	s := storedHead{Meta: h.Meta, Count: h.Parts, Links: h.Links}
	if source, parts := encodePart(h.Source); source.Valid {
		s.Bytes, s.Parts = &source.String, parts.String
	}
	b, err := json.Marshal(s)
	return string(b), err
}

func decodeHead(code string) (h essay.Head, err error) {
	if code == "" {
		return h, nil
	}
	var s storedHead
	if err := json.Unmarshal([]byte(code), &s); err != nil {
		return h, fmt.Errorf("what is known of it beside its text cannot be read: %w", err)
	}
	h = essay.Head{Meta: s.Meta, Parts: s.Count, Links: s.Links}
	if s.Bytes != nil {
		h.Source, err = decodePart(sql.NullString{String: *s.Bytes, Valid: true}, sql.NullString{String: s.Parts, Valid: true})
	}
	return h, err
}
