package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What would take the parser time or room without measure is bounded here: in
// no text that somebody wrote do so many marks stand in one paragraph.

const (
	maxDelimiters = 20_000  // runs of * and _ in a paragraph; further ones are text
	maxOpenLinks  = 1000    // links in a paragraph whose address does not end; further ones are text
	maxMissing    = 200_000 // cells that the rows of a file's tables lack

	addressParens = 32   // parentheses in an address, as CommonMark allows
	addressLength = 4096 // bytes in which an address in angle brackets ends
)

// tablesTooSparse is the first line, from 1, at which the rows of tables lack
// more cells than a file may, or 0. The parser makes a cell for each.
func tablesTooSparse(src string) int {
	no, columns, missing := 0, 0, 0
	for line := range strings.Lines(src) {
		no++
		bare := strings.Trim(line, " \t>|\r\n")
		switch {
		case bare == "":
			columns = 0
		case bare[0] == '-' || bare[0] == ':':
			if strings.Trim(bare, "-:| \t") == "" {
				columns = strings.Count(bare, "|") + 1
			}
		}
		if columns > 1 && bare != "" {
			missing += max(0, columns-1-strings.Count(bare, "|"))
			if missing > maxMissing {
				return no
			}
		}
	}
	return 0
}

func tooSparse(line int) error {
	return fmt.Errorf("the table at line %d of the Markdown has far more columns than cells: take away some of the marks that begin its columns and import it again", line)
}

// marks makes text of further marks where a paragraph has too many.
type marks struct{}

// seen counts in the paragraph that is being parsed.
type seen struct {
	in                ast.Node
	delimiters, links int
}

var seenKey = parser.NewContextKey()

// Trigger names the characters that begin a mark, or end the text of a link.
func (marks) Trigger() []byte { return []byte{'*', '_', ']'} }

// Parse takes a mark as text, or leaves it to others.
func (marks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s, _ := pc.Get(seenKey).(*seen)
	if s == nil || s.in != parent {
		s = &seen{in: parent}
		pc.Set(seenKey, s)
	}
	line, segment := block.PeekLine()
	n := 1
	if line[0] == ']' {
		if !endless(line[1:]) {
			return nil
		}
		if s.links++; s.links <= maxOpenLinks {
			return nil
		}
	} else {
		if s.delimiters++; s.delimiters <= maxDelimiters {
			return nil
		}
		for n < len(line) && line[n] == line[0] {
			n++
		}
	}
	block.Advance(n)
	return ast.NewTextSegment(segment.WithStop(segment.Start + n))
}

// endless reports whether what follows the text of a link begins an address
// whose end is not to be found near.
func endless(tail []byte) bool {
	if len(tail) < 2 || tail[0] != '(' {
		return false
	}
	open := 0
	for i, c := range tail[1:] {
		switch {
		case tail[1] == '<':
			if c == '>' {
				return false
			}
			if i > addressLength {
				return true
			}
		case c <= ' ' || c == ')' && open == 0:
			return false
		case c == ')':
			open--
		case c == '(':
			if open++; open > addressParens {
				return true
			}
		}
	}
	return tail[1] == '<'
}
