package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/ibid-editor/ibid/editor/doc"
)

// paragraph is a paragraph in so many quotes, verse, or a picture.
func (r *reader) paragraph(n ast.Node, level int) *doc.Block {
	if level > 0 {
		return doc.NewBlock(doc.Quote, level, r.spans(n)...)
	}
	if img := imageOf(n); img != nil {
		return r.image(n, img)
	}
	if !r.isVerse(n) {
		return doc.NewBlock(doc.Paragraph, 0, r.spans(n)...)
	}
	spans := r.spans(n)
	for i := range spans {
		spans[i].Text = strings.ReplaceAll(spans[i].Text, lineSeparator, "\n")
	}
	return doc.NewBlock(doc.Verse, 0, spans...)
}

// isVerse reports whether all lines of a paragraph end in a hard break; of
// fewer than [verseLines] also the last line.
func (r *reader) isVerse(n ast.Node) bool {
	hard := 0
	eachInline(n, func(c ast.Node, _ int) {
		if t, ok := c.(*ast.Text); ok && t.HardLineBreak() {
			hard++
		}
	})
	lines := n.Lines()
	if lines.Len() == 0 || hard != lines.Len()-1 {
		return false
	}
	return lines.Len() >= verseLines || bytes.HasPrefix(r.src[lines.At(lines.Len()-1).Stop:], []byte("  "))
}

// imageOf is the picture that a paragraph is, alone or with its caption after
// a hard break; nil if it is something else.
func imageOf(n ast.Node) *ast.Image {
	img, ok := n.FirstChild().(*ast.Image)
	if !ok || len(img.Destination) == 0 {
		return nil
	}
	next := img.NextSibling()
	if next == nil {
		return img
	}
	br, ok := next.(*ast.Text)
	if !ok || !br.HardLineBreak() || br.Segment.Len() > 0 {
		return nil
	}
	images := 0
	eachInline(n, func(c ast.Node, _ int) {
		if c.Kind() == ast.KindImage {
			images++
		}
	})
	if images > 1 {
		return nil
	}
	return img
}

// image is a picture with its caption: what stands below it, or its title.
func (r *reader) image(n ast.Node, img *ast.Image) *doc.Block {
	var shown strings.Builder
	for _, s := range r.spans(img) {
		shown.WriteString(s.Text)
	}
	info := doc.Info{Source: unescape(string(img.Destination)), Alt: strings.Join(strings.Fields(shown.String()), " ")}
	if next := img.NextSibling(); next != nil {
		n.RemoveChild(n, next)
		n.RemoveChild(n, img)
		return doc.NewBlock(doc.Image, 0, r.spans(n)...).WithInfo(info)
	}
	return doc.NewBlock(doc.Image, 0, doc.Span{Text: unescape(string(img.Title))}).WithInfo(info)
}

// language is the language of code; false if what stands there says more.
func (r *reader) language(n ast.Node) (string, bool) {
	f, ok := n.(*ast.FencedCodeBlock)
	if !ok || f.Info == nil {
		return "", true
	}
	info := strings.TrimSpace(unescape(string(f.Info.Segment.Value(r.src))))
	if class, ok := strings.CutPrefix(info, "{."); ok { // as Pandoc writes it
		info = strings.TrimSuffix(class, "}")
	}
	return info, isLanguage(info)
}

var alignments = map[east.Alignment]doc.Align{east.AlignLeft: doc.Left, east.AlignCenter: doc.Center, east.AlignRight: doc.Right}

// start is the number at which a list begins anew; 0 if it is the one that its
// first item has anyway.
func (r *reader) start(before []*doc.Block, n *ast.List, level int) int {
	for ; r.counted < len(before); r.counted++ {
		r.numbers.Add(before[r.counted])
	}
	switch n.Start {
	case r.numbers.Next(level):
		return 0
	case 0:
		r.warn(n.Pos(), "a list that starts with the number 0 starts with 1.")
		return 1
	}
	return n.Start
}

var kindCheckBox = ast.NewNodeKind("CheckBox")

// checkBox stands at the start of an item that can be done.
type checkBox struct {
	ast.BaseInline
	done bool
}

func (c *checkBox) Kind() ast.NodeKind         { return kindCheckBox }
func (c *checkBox) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// checkBoxes parses “[ ]” and “[x]” at the start of an item. Unlike goldmark's
// own extension this leaves links alone.
type checkBoxes struct{}

func (checkBoxes) Trigger() []byte { return []byte{'['} }

func (checkBoxes) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	if item := parent.Parent(); parent.HasChildren() || item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 4 || line[2] != ']' || !strings.ContainsRune(" \txX", rune(line[1])) || !strings.ContainsRune(" \t\n", rune(line[3])) {
		return nil
	}
	block.Advance(4)
	return &checkBox{done: line[1] == 'x' || line[1] == 'X'}
}
