package rtf

import (
	"strconv"
)

// token is a piece of a file: a brace, a control word or sign, a byte in hex, or
// a run of text.
type token struct {
	kind  byte // '{', '}', 'w' for a word, 's' for a sign, 'x' for a byte, 't' for text, 'b' for what is no text
	name  string
	value int
	given bool // the word has a value
	data  []byte
}

// scanner reads the tokens of a file (Rich Text Format Specification 1.9.1).
type scanner struct {
	b  []byte
	at int
}

// maxName and maxDigits bound control words, which are short.
const (
	maxName   = 32
	maxDigits = 10
)

// next is the next token; false at the end.
func (s *scanner) next() (token, bool) {
	for s.at < len(s.b) && (s.b[s.at] == '\n' || s.b[s.at] == '\r' || s.b[s.at] == 0) {
		s.at++
	}
	if s.at >= len(s.b) {
		return token{}, false
	}
	switch c := s.b[s.at]; c {
	case '{', '}':
		s.at++
		return token{kind: c}, true
	case '\\':
		s.at++
		return s.control(), true
	}
	from := s.at
	for s.at < len(s.b) {
		switch s.b[s.at] {
		case '{', '}', '\\', '\n', '\r', 0:
			return token{kind: 't', data: s.b[from:s.at]}, true
		}
		s.at++
	}
	return token{kind: 't', data: s.b[from:]}, true
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func digit(c byte) bool { return '0' <= c && c <= '9' }

func (s *scanner) control() token {
	if s.at >= len(s.b) {
		return token{kind: 's', name: ""}
	}
	if c := s.b[s.at]; !letter(c) {
		s.at++
		if c != '\'' {
			return token{kind: 's', name: string(c)}
		}
		end := min(s.at+2, len(s.b))
		v, err := strconv.ParseUint(string(s.b[s.at:end]), 16, 8)
		if err != nil {
			return token{kind: 's', name: "'"}
		}
		s.at = end
		return token{kind: 'x', data: []byte{byte(v)}}
	}
	from := s.at
	for s.at < len(s.b) && letter(s.b[s.at]) && s.at-from < maxName {
		s.at++
	}
	t := token{kind: 'w', name: string(s.b[from:s.at])}
	from = s.at
	if s.at < len(s.b) && s.b[s.at] == '-' {
		s.at++
	}
	for s.at < len(s.b) && digit(s.b[s.at]) && s.at-from < maxDigits {
		s.at++
	}
	if v, err := strconv.Atoi(string(s.b[from:s.at])); err == nil {
		t.value, t.given = v, true
	}
	if s.at < len(s.b) && s.b[s.at] == ' ' {
		s.at++
	}
	if t.name == "bin" {
		n := min(max(0, t.value), len(s.b)-s.at)
		t = token{kind: 'b', data: s.b[s.at : s.at+n]}
		s.at += n
	}
	return t
}
