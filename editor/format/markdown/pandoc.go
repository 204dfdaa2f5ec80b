package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/ibid-editor/ibid/editor/doc"
)

// What Pandoc's Markdown has beside CommonMark's: “H~2~O”, “x^2^”, the fences of
// divisions, lists of terms and formulas.

var kindScript = ast.NewNodeKind("Script")

// script is raised or lowered text.
type script struct {
	ast.BaseInline
	style  doc.Style
	source string
}

func (s *script) Kind() ast.NodeKind         { return kindScript }
func (s *script) Dump(src []byte, level int) { ast.DumpHelper(s, src, level, nil, nil) }

// scripts parses “^text^” and, behind a letter or digit, “~text~”: one tilde
// elsewhere strikes out, as GitHub has it. No blank may stand in them.
type scripts struct{}

func (scripts) Trigger() []byte { return []byte{'^', '~'} }

func (scripts) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	mark, style := line[0], doc.Super
	if mark == '~' {
		before := block.PrecendingCharacter()
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != ')' {
			return nil
		}
		style = doc.Sub
	}
	for i := 1; i < len(line) && i <= maxScript; i++ {
		switch c := line[i]; {
		case c == mark && i > 1 && (i+1 == len(line) || line[i+1] != mark):
			block.Advance(i + 1)
			return &script{style: style, source: string(line[1:i])}
		case c == mark, c == ' ', c == '\t', c == '\n', c == '[', c == ']':
			return nil
		case c == '\\':
			i++
		case c >= utf8.RuneSelf:
			if r, _ := utf8.DecodeRune(line[i:]); unicode.IsSpace(r) {
				return nil
			}
		}
	}
	return nil
}

// maxScript bounds the bytes of raised and lowered text.
const maxScript = 200

var kindFence = ast.NewNodeKind("DivisionFence")

// divisionFence is a line that opens or closes a division.
type divisionFence struct {
	ast.BaseBlock
}

func (f *divisionFence) Kind() ast.NodeKind         { return kindFence }
func (f *divisionFence) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

var divisionLine = lazyregexp.New(`^:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]+)?[ \t]*:*[ \t]*\n?$`)

// divisionFences parses “::: {.class}” and “:::”. What stands between them is
// text as any other.
type divisionFences struct{}

func (divisionFences) Trigger() []byte             { return []byte{':'} }
func (divisionFences) CanInterruptParagraph() bool { return true }
func (divisionFences) CanAcceptIndentedLine() bool { return false }

func (divisionFences) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || parent.Kind() != ast.KindDocument || !divisionLine.Match(line[at:]) {
		return nil, parser.NoChildren
	}
	f := &divisionFence{}
	f.Lines().Append(segment)
	reader.Advance(segment.Len() - 1)
	return f, parser.NoChildren
}

func (divisionFences) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (divisionFences) Close(ast.Node, text.Reader, parser.Context) {}

// isFormula reports whether a paragraph is a formula, and isTerms whether it is
// of a list of terms.
func (r *reader) isFormula(n ast.Node) bool {
	from, to := r.textOf(n, 0)
	return to-from > 4 && bytes.HasPrefix(r.src[from:to], []byte("$$")) && bytes.HasSuffix(r.src[from:to], []byte("$$"))
}

func (r *reader) isTerms(n ast.Node) bool {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		if text := line.Value(r.src); len(text) > 2 && text[0] == ':' && (text[1] == ' ' || text[1] == '\t') {
			return true
		}
	}
	return false
}
