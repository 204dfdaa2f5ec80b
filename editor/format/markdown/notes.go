package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Notes in goldmark's tree: a definition stays where it stands, a reference
// points to its definition, and an inline note holds its source. Unlike
// goldmark's own extension this keeps definitions that nothing refers to, and
// labels.

var (
	kindDefinition = ast.NewNodeKind("NoteDefinition")
	kindReference  = ast.NewNodeKind("NoteReference")
	kindInlineNote = ast.NewNodeKind("InlineNote")
)

// definition is a note's text below its label.
type definition struct {
	ast.BaseBlock
	label string
	twice bool // its label has been defined before
}

func (d *definition) Kind() ast.NodeKind         { return kindDefinition }
func (d *definition) Dump(src []byte, level int) { ast.DumpHelper(d, src, level, nil, nil) }

// reference is a marker.
type reference struct {
	ast.BaseInline
	source string
	to     *definition
}

func (r *reference) Kind() ast.NodeKind         { return kindReference }
func (r *reference) Dump(src []byte, level int) { ast.DumpHelper(r, src, level, nil, nil) }

// inlineNote is a marker with its note's text.
type inlineNote struct {
	ast.BaseInline
	source string
}

func (n *inlineNote) Kind() ast.NodeKind         { return kindInlineNote }
func (n *inlineNote) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// found is what one parse gathers about notes. Labels that differ only in case
// are the same, unless both are defined.
type found struct {
	list      []*definition
	exact     map[string]*definition
	folded    map[string]*definition
	undefined []undefined
	cites     int         // 1 if the text cites sources in brackets, -1 if not, 0 until asked
	ends      map[int]int // of each opening bracket that notes and styles want, its closing one; nil until asked for
}

// undefined is a reference to a note that there is not.
type undefined struct {
	pos    int
	source string
}

var foundKey = parser.NewContextKey()

func foundIn(pc parser.Context) *found {
	return pc.ComputeIfAbsent(foundKey, func() any {
		return &found{exact: map[string]*definition{}, folded: map[string]*definition{}}
	}).(*found)
}

func (f *found) define(d *definition) {
	f.list = append(f.list, d)
	if f.exact[d.label] != nil {
		d.twice = true
		return
	}
	f.exact[d.label] = d
	if f.folded[fold(d.label)] == nil {
		f.folded[fold(d.label)] = d
	}
}

func (f *found) definition(label string) *definition {
	if d := f.exact[label]; d != nil {
		return d
	}
	return f.folded[fold(label)]
}

// maxLabel is the length of the longest label in bytes, as for CommonMark's
// links.
const maxLabel = 999

// labelAt returns the label of a line that starts with “[^label]”, and what
// follows.
func labelAt(line []byte) (label string, size int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return "", 0
	}
	for i := 2; i < len(line) && i < maxLabel+2; i++ {
		switch line[i] {
		case ']':
			label = string(line[2:i])
			if strings.TrimSpace(label) == "" {
				return "", 0
			}
			return label, i + 1
		case '[', '\n':
			return "", 0
		}
	}
	return "", 0
}

// definitions parses “[^label]: text” with its indented lines.
type definitions struct{}

func (definitions) Trigger() []byte             { return []byte{'['} }
func (definitions) CanInterruptParagraph() bool { return true }
func (definitions) CanAcceptIndentedLine() bool { return false }

func (definitions) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	for p := parent; p != nil; p = p.Parent() {
		if p.Kind() == kindDefinition {
			return nil, parser.NoChildren
		}
	}
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	label, size := labelAt(line[at:])
	if size == 0 || at+size >= len(line) || line[at+size] != ':' {
		return nil, parser.NoChildren
	}
	d := &definition{label: label}
	foundIn(pc).define(d)
	reader.Advance(at + size + 1)
	return d, parser.HasChildren
}

func (definitions) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	at, padding := util.IndentPositionPadding(line, reader.LineOffset(), segment.Padding, 4)
	if at >= 0 && at < len(line) {
		reader.AdvanceAndSetPadding(at, padding)
	} else if !util.IsBlank(line) {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (definitions) Close(ast.Node, text.Reader, parser.Context) {}

// references parses “[^label]” where the label is defined.
type references struct{}

func (references) Trigger() []byte { return []byte{'!', '['} }

func (references) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark := 0
	if line[0] == '!' {
		mark = 1
	}
	label, size := labelAt(line[mark:])
	if size == 0 {
		return nil
	}
	source := string(line[mark : mark+size])
	f := foundIn(pc)
	to := f.definition(label)
	if to == nil {
		if mark == 0 && !strings.ContainsAny(label, " \t") {
			f.undefined = append(f.undefined, undefined{segment.Start, source})
		}
		return nil
	}
	if mark == 1 { // no picture: an exclamation mark before a marker
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	block.Advance(mark + size)
	r := &reference{source: source, to: to}
	r.SetPos(segment.Start + mark)
	return r
}

// inlineNotes parses “^[text]”.
type inlineNotes struct{}

func (inlineNotes) Trigger() []byte { return []byte{'^'} }

func (inlineNotes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 2 || line[1] != '[' {
		return nil
	}
	start := segment.Start
	end, ok := endOf(start+1, block, pc)
	if !ok {
		return nil
	}
	var source strings.Builder
	for line != nil && segment.Stop <= end {
		source.Write(line)
		block.AdvanceLine()
		line, segment = block.PeekLine()
	}
	if line == nil || segment.Start > end {
		return nil
	}
	size := end + 1 - segment.Start
	source.Write(line[:size])
	block.Advance(size)
	n := &inlineNote{source: strings.TrimSuffix(strings.TrimPrefix(source.String(), "^["), "]")}
	n.SetPos(start)
	return n
}

// endOf is the bracket that closes the one at a position.
func endOf(start int, block text.Reader, pc parser.Context) (int, bool) {
	f := foundIn(pc)
	if f.ends == nil {
		f.ends = bracketEnds(block.Source())
	}
	end, ok := f.ends[start]
	return end, ok
}

// bracketEnds finds the closing bracket of each “^[”, and of each “[” whose
// closing one has a class after it or that may be a citation, within its
// paragraph.
func bracketEnds(src []byte) map[int]int {
	ends := map[int]int{}
	var open []int
	blankLine, lastAt := true, 0
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case c == '\n':
			if blankLine {
				open = open[:0]
			}
			blankLine = true
			continue
		case c == '\\':
			i++
			if i < len(src) && src[i] == '\n' {
				blankLine = true
				continue
			}
		case c == '@':
			lastAt = i
		case c == '[':
			open = append(open, i)
		case c == ']' && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			if start > 0 && src[start-1] == '^' || lastAt > start || bytes.HasPrefix(src[i+1:], []byte("{.")) {
				ends[start] = i
			}
		}
		if c != ' ' && c != '\t' {
			blankLine = false
		}
	}
	return ends
}
