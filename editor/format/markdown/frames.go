package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Pandoc writes styles that Markdown has no sign for as “[text]{.class}”.

var kindFrame = ast.NewNodeKind("Frame")

// frame is where such a style starts or ends.
type frame struct {
	ast.BaseInline
	style doc.Style
	ends  bool
}

func (f *frame) Kind() ast.NodeKind         { return kindFrame }
func (f *frame) Dump(src []byte, level int) { ast.DumpHelper(f, src, level, nil, nil) }

var classes = []struct {
	sign  string
	style doc.Style
}{
	{"]{.smallcaps}", doc.SmallCaps}, {"]{.underline}", doc.Underline}, {"]{.ul}", doc.Underline}, {"]{.mark}", doc.Lit},
}

var framesKey = parser.NewContextKey()

// framesIn holds where the frames that were opened end, with their signs.
func framesIn(pc parser.Context) map[int]int {
	return pc.ComputeIfAbsent(framesKey, func() any { return map[int]int{} }).(map[int]int)
}

// frames parses both ends.
type frames struct{}

func (frames) Trigger() []byte { return []byte{'[', ']'} }

func (frames) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == ']' {
		if size := framesIn(pc)[segment.Start]; size > 0 {
			block.Advance(size)
			return &frame{ends: true}
		}
		return nil
	}
	end, ok := endOf(segment.Start, block, pc)
	if !ok {
		return nil
	}
	for _, c := range classes {
		if bytes.HasPrefix(block.Source()[end:], []byte(c.sign)) {
			framesIn(pc)[end] = len(c.sign)
			block.Advance(1)
			return &frame{style: c.style}
		}
	}
	return nil
}
