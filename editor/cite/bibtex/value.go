package bibtex

import (
	"fmt"
	"strings"
)

// value reads pieces joined by #.
func (s *scanner) value(in string, closing byte) string {
	var b strings.Builder
	s.guessed = false
	for {
		s.space()
		switch s.peek() {
		case '{':
			b.WriteString(s.delimited(in, '}'))
		case '"':
			b.WriteString(s.delimited(in, '"'))
		default:
			b.WriteString(s.bare(in, closing))
		}
		end := s.at
		s.space()
		if s.peek() != '#' {
			s.at = end
			return b.String()
		}
		s.at++
	}
}

// bare reads a number or the name of a string.
func (s *scanner) bare(in string, closing byte) string {
	start := s.at
	for s.at < len(s.src) && !strings.ContainsRune(" \t\r\n,#{}\"=", rune(s.src[s.at])) && s.src[s.at] != closing {
		s.at++
	}
	word := s.src[start:s.at]
	if value, ok := s.strings[strings.ToLower(word)]; ok {
		return value
	}
	if word == "" {
		s.report(s.lineOf(start), fmt.Sprintf("In %s a value is missing.", in))
	} else if strings.Trim(word, "0123456789-/") != "" {
		s.report(s.lineOf(start), fmt.Sprintf("In %s there is no string %s; its name is taken as the text.", in, word))
	}
	return word
}

// delimited reads a value in braces or quotation marks. One that is not closed
// ends where the next field or entry begins.
func (s *scanner) delimited(in string, closing byte) string {
	s.at++
	start := s.at
	end, ok := s.balanced(start, closing)
	if ok && !s.swallows(start, end) {
		s.at = end + 1
		return s.src[start:end]
	}
	s.guessed = true
	end = len(s.src)
	if line := strings.IndexByte(s.src[start:], '\n'); line >= 0 {
		if m := anyStart.FindStringIndex(s.src[start+line+1:]); m != nil {
			end = start + line + 1 + m[0]
		}
	}
	s.report(s.lineOf(start), fmt.Sprintf("In %s a value is not closed.", in))
	s.at = end
	value := strings.TrimRight(s.src[start:end], " \t\r\n,")
	// What closes the entry stands at the end too, if another entry follows.
	if before, ok := strings.CutSuffix(value, "\n}"); ok {
		value = strings.TrimRight(before, " \t\r\n,")
		s.at = start + strings.LastIndexByte(s.src[start:end], '}')
	}
	return strings.Trim(value, "{}\"")
}

// swallows reports whether a value holds other fields, because the brace that
// seems to close it is that of the entry.
func (s *scanner) swallows(start, end int) bool {
	after := strings.TrimLeft(s.src[end+1:], " \t\r\n")
	if after != "" && strings.IndexByte(",})#", after[0]) >= 0 {
		return false
	}
	line := strings.IndexByte(s.src[start:end], '\n')
	return line >= 0 && fieldStart.MatchString(s.src[start+line+1:end])
}

// balanced finds the end of what is open, unless the file ends or another
// entry begins before.
func (s *scanner) balanced(from int, closing byte) (end int, ok bool) {
	limit := len(s.src)
	if s.wasted > maxWasted {
		limit = min(limit, from+1<<10)
	}
	defer func() {
		if !ok {
			s.wasted += end - from
		}
	}()
	depth := 0
	for i := from; i < limit; i++ {
		switch c := s.src[i]; {
		case c == closing && depth == 0:
			return i, true
		case c == '{':
			depth++
		case c == '}':
			depth--
			if depth < 0 {
				return i, false
			}
		case c == '@' && s.startsEntry(i):
			return i, false
		}
	}
	return limit, false
}

// startsEntry reports whether the @ at an offset begins an entry at the start
// of its line.
func (s *scanner) startsEntry(at int) bool {
	start := at
	for start > 0 && (s.src[start-1] == ' ' || s.src[start-1] == '\t') {
		start--
	}
	if start > 0 && s.src[start-1] != '\n' {
		return false
	}
	m := entryStart.FindStringIndex(s.src[start:min(len(s.src), at+64)])
	return m != nil && m[0] == 0
}
