package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// The names under which kinds of blocks and styles are stored. They stand here
// so that the file does not depend on the order of constants elsewhere.
var (
	kindNames = [...]string{
		doc.Paragraph: "paragraph", doc.Heading: "heading", doc.Quote: "quote", doc.Bullet: "bullet",
		doc.Numbered: "numbered", doc.Code: "code", doc.Rule: "rule", doc.Verbatim: "verbatim",
		doc.Task: "task", doc.Verse: "verse", doc.Image: "image", doc.Cell: "cell",
	}
	styleLetters = [...]struct {
		style  doc.Style
		letter byte
	}{{doc.Bold, 'b'}, {doc.Italic, 'i'}, {doc.Mono, 'm'}, {doc.Strike, 's'}, {doc.Super, 'u'}, {doc.Sub, 'd'}, {doc.Underline, 'l'}, {doc.SmallCaps, 'c'}, {doc.Lit, 'h'}}
	atomLetters = [...]byte{doc.Marker: '#', doc.CrossRef: '>', doc.Citation: '*', doc.Bibliography: '='}
)

// encodeScheme writes a numbering scheme as JSON, or "" for the usual one.
func encodeScheme(s essay.Scheme) (string, error) {
	if s.Equal(essay.Scheme{}) {
		return "", nil
	}
	b, err := json.Marshal(s)
	return string(b), err
}

func decodeScheme(code string) (s essay.Scheme, err error) {
	if code == "" {
		return s, nil
	}
	if err := json.Unmarshal([]byte(code), &s); err != nil {
		return s, fmt.Errorf("how its notes are numbered cannot be read: %w", err)
	}
	return s, nil
}

// columns are a block as the library keeps it. Plain text has no spans, and
// most blocks have no info; NULL stands there for "".
type columns struct {
	kind        string
	level       int
	text        string
	spans, info sql.NullString

	source, parts sql.NullString // see encodePart
}

func encode(b *doc.Block) (c columns, err error) {
	if int(b.Kind) >= len(kindNames) {
		return c, fmt.Errorf("blocks of kind %d have no name in the library", b.Kind)
	}
	c.kind, c.level, c.text = kindNames[b.Kind], b.Level, b.Text()
	if c.spans.String, err = encodeSpans(b.Spans()); err != nil {
		return c, err
	}
	c.spans.Valid = c.spans.String != ""
	c.source, c.parts = encodePart(b.Source())
	if b.Info != (doc.Info{}) {
		code, err := json.Marshal(b.Info)
		if err != nil {
			return c, err
		}
		c.info = sql.NullString{String: string(code), Valid: true}
	}
	return c, nil
}

// block makes a block of its columns.
func (c columns) block() (*doc.Block, error) {
	k := slices.Index(kindNames[:], c.kind)
	if k < 0 {
		return nil, fmt.Errorf("a block is of the unknown kind “%s”", c.kind)
	}
	spans, err := decodeSpans(c.text, c.spans.String)
	if err != nil {
		return nil, err
	}
	b := doc.NewBlock(doc.Kind(k), c.level, spans...)
	if c.info.Valid {
		var info doc.Info
		if err := json.Unmarshal([]byte(c.info.String), &info); err != nil {
			return nil, fmt.Errorf("what belongs to a block of kind %s cannot be read: %w", c.kind, err)
		}
		b = b.WithInfo(info)
	}
	source, err := decodePart(c.source, c.parts)
	if err != nil {
		return nil, err
	}
	return b.WithSource(source), nil
}

// encodeSpans writes how a block's text is styled: for each span its length in
// bytes of the text, where an atom is one U+FFFC; the letters of its styles; @
// and its link; # and the note that its marker stands for, > and the note that a
// cross-reference names, * and a citation,
// or = and what a bibliography lists. Links and identities are
// preceded by their length in bytes and a colon. Spans are parted by spaces, as
// in
//
//	14 6i@19:https://example.org 3#12:k3j4h5g6f7d8
//
// Plain text gives "".
func encodeSpans(spans []doc.Span) (string, error) {
	if len(spans) == 0 || len(spans) == 1 && spans[0].Atom == nil && spans[0].Style == 0 && spans[0].Link == "" {
		return "", nil
	}
	var out []byte
	for _, s := range spans {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		n := len(s.Text)
		if s.Atom != nil {
			n = len(string(doc.AtomRune))
		}
		out = strconv.AppendInt(out, int64(n), 10)
		rest := s.Style
		for _, l := range styleLetters {
			if rest&l.style != 0 {
				out = append(out, l.letter)
				rest &^= l.style
			}
		}
		if rest != 0 {
			return "", fmt.Errorf("the style %d has no letter in the library", rest)
		}
		if s.Link != "" {
			out = appendString(append(out, '@'), s.Link)
		}
		if s.Atom != nil {
			if int(s.Atom.Kind) >= len(atomLetters) {
				return "", fmt.Errorf("atoms of kind %d have no letter in the library", s.Atom.Kind)
			}
			out = appendString(append(out, atomLetters[s.Atom.Kind]), s.Atom.ID)
		}
	}
	return string(out), nil
}

func appendString(out []byte, s string) []byte {
	return append(append(strconv.AppendInt(out, int64(len(s)), 10), ':'), s...)
}

// decodeSpans reads what encodeSpans wrote. Text that the spans do not fit is
// an error.
func decodeSpans(text, code string) ([]doc.Span, error) {
	if code == "" {
		if strings.ContainsRune(text, doc.AtomRune) {
			return nil, fmt.Errorf("a marker in “%s” refers to nothing", text)
		}
		return []doc.Span{{Text: text}}, nil
	}
	spans := make([]doc.Span, 0, strings.Count(code, " ")+1)
	for code != "" {
		s, n, rest, err := decodeSpan(code)
		if err != nil {
			return nil, err
		}
		if n > len(text) {
			return nil, fmt.Errorf("a span is longer than its text by %d bytes", n-len(text))
		}
		s.Text, text = text[:n], text[n:]
		if isAtom := s.Text == string(doc.AtomRune); isAtom != (s.Atom != nil) || !isAtom && strings.ContainsRune(s.Text, doc.AtomRune) {
			return nil, fmt.Errorf("the markers of “%s” are not where its spans say", s.Text)
		} else if isAtom {
			s.Text = ""
		}
		spans = append(spans, s)
		code = rest
	}
	if text != "" {
		return nil, fmt.Errorf("the text “%s” belongs to no span", text)
	}
	return spans, nil
}

// decodeSpan reads one span without its text: that is the next n bytes.
func decodeSpan(code string) (s doc.Span, n int, rest string, err error) {
	n, rest, ok := cutInt(code)
	for ok && rest != "" && rest[0] != ' ' {
		c := rest[0]
		rest = rest[1:]
		switch c {
		case '@':
			s.Link, rest, ok = cutString(rest)
		case atomLetters[doc.Marker], atomLetters[doc.CrossRef], atomLetters[doc.Citation], atomLetters[doc.Bibliography]:
			s.Atom = &doc.Atom{Kind: doc.AtomKind(slices.Index(atomLetters[:], c))}
			s.Atom.ID, rest, ok = cutString(rest)
		default:
			ok = false
			for _, l := range styleLetters {
				if l.letter == c {
					s.Style |= l.style
					ok = true
				}
			}
		}
	}
	if !ok {
		return s, 0, "", fmt.Errorf("the styles “%s” cannot be read", code)
	}
	return s, n, strings.TrimPrefix(rest, " "), nil
}

// cutInt takes the decimal number that s begins with.
func cutInt(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 9 && '0' <= s[i] && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

func cutString(s string) (value, rest string, ok bool) {
	n, s, ok := cutInt(s)
	if !ok || s == "" || s[0] != ':' || n > len(s)-1 {
		return "", "", false
	}
	return s[1 : 1+n], s[1+n:], true
}
