package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// reader turns goldmark's tree into an essay.
type reader struct {
	src    []byte
	pc     parser.Context
	found  *found
	ids    map[*definition]essay.NoteID // of notes that have a marker
	last   int                          // the number in the last identity given
	notes  []*essay.Note
	inNote bool
	warned []warning
	tags   map[string]bool // HTML tags that were warned of

	numbers runs.Numbers // of the lists in the first blocks of a text
	counted int          // how many these are
}

// nextID is n1, n2 and so on: the same text always gives the same essay.
func (r *reader) nextID() essay.NoteID {
	r.last++
	return essay.NoteID(fmt.Sprintf("n%d", r.last))
}

// blocks are the blocks below a node: the text, or a note.
func (r *reader) blocks(parent ast.Node) []*doc.Block {
	r.numbers, r.counted = nil, 0
	var list []*doc.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case n.Kind() == kindDefinition || n.Kind() == ast.KindLinkReferenceDefinition:
		case r.holdable(n):
			list = r.block(list, n, 0)
		default:
			list = append(list, r.verbatim(n))
		}
	}
	return list
}

// holdable reports whether an essay has kinds of blocks for all of a node.
func (r *reader) holdable(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Paragraph:
		return imageOf(n) != nil || !hasImage(n)
	case *ast.TextBlock, *ast.Heading, *east.Table:
		return !hasImage(n)
	case *ast.FencedCodeBlock:
		_, ok := r.language(n)
		return ok
	case *ast.CodeBlock, *ast.ThematicBreak:
		return true
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			k := c.Kind()
			if k != ast.KindParagraph && k != ast.KindBlockquote && k != kindDefinition && k != ast.KindLinkReferenceDefinition || !r.holdable(c) || k == ast.KindParagraph && hasImage(c) {
				return false
			}
		}
		return true
	case *ast.List:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if !r.holdableItem(c) {
				return false
			}
		}
		return true
	case *definition, *ast.LinkReferenceDefinition:
		return true
	}
	return false
}

// holdableItem reports whether an item is at most one paragraph and then
// lists.
func (r *reader) holdableItem(item ast.Node) bool {
	text := false
	for c := item.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			if text || c.PreviousSibling() != nil || hasImage(c) {
				return false
			}
			text = true
		case ast.KindList, kindDefinition:
		default:
			return false
		}
		if !r.holdable(c) {
			return false
		}
	}
	return true
}

// hasImage reports whether there is a picture among a node's text.
func hasImage(n ast.Node) bool {
	found := false
	eachInline(n, func(c ast.Node, _ int) { found = found || c.Kind() == ast.KindImage })
	return found
}

// eachInline calls f with all nodes below n in order and their depth. Inline
// nodes may lie so deep within each other that recursion would not do.
func eachInline(n ast.Node, f func(c ast.Node, depth int)) {
	depth := 0
	for c := n.FirstChild(); c != nil; {
		f(c, depth)
		if c.FirstChild() != nil {
			c = c.FirstChild()
			depth++
			continue
		}
		for c != n && c.NextSibling() == nil {
			c = c.Parent()
			depth--
		}
		if c == n {
			return
		}
		c = c.NextSibling()
	}
}

// block appends the blocks of a holdable node; level is that of the quote or
// list around it.
func (r *reader) block(list []*doc.Block, n ast.Node, level int) []*doc.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return append(list, r.paragraph(n, level))
	case *ast.Heading:
		return append(list, doc.NewBlock(doc.Heading, n.Level, r.spans(n)...))
	case *ast.ThematicBreak:
		return append(list, doc.NewBlock(doc.Rule, 0))
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		code := strings.TrimSuffix(string(n.Lines().Value(r.src)), "\n")
		name, _ := r.language(n)
		return append(list, doc.NewBlock(doc.Code, 0, doc.Span{Text: code}).WithInfo(doc.Info{Language: name}))
	case *east.Table:
		return r.table(list, n)
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			list = r.block(list, c, level+1)
		}
	case *ast.List:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b := doc.NewBlock(doc.Bullet, level+1)
			if n.IsOrdered() {
				b = b.As(doc.Numbered, level+1)
				if c == n.FirstChild() {
					b = b.WithInfo(doc.Info{Start: r.start(list, n, level+1)})
				}
			}
			list = r.item(list, c, b)
		}
	}
	return list
}

// item appends an item of a list with the lists in it, given the empty item.
// An item that starts with a list is a level that was skipped.
func (r *reader) item(list []*doc.Block, item ast.Node, b *doc.Block) []*doc.Block {
	first := item.FirstChild()
	switch {
	case first == nil:
		list = append(list, b)
	case first.Kind() != ast.KindList:
		if box, ok := first.FirstChild().(*checkBox); ok {
			if b.Kind == doc.Numbered {
				r.warn(item.Pos(), "the number of an item that can be done was left out.")
			}
			b = b.As(doc.Task, b.Level).WithInfo(doc.Info{Done: box.done})
		}
		list = append(list, b.WithSpans(r.spans(first)...))
		first = first.NextSibling()
	}
	for c := first; c != nil; c = c.NextSibling() {
		list = r.block(list, c, b.Level)
	}
	return list
}

// verbatim keeps the source of a node.
func (r *reader) verbatim(n ast.Node) *doc.Block {
	r.warnVerbatim(n)
	from, to := max(n.Pos(), 0), r.nextPos(n)
	if start := bytes.LastIndexByte(r.src[:from], '\n') + 1; len(bytes.Trim(r.src[start:from], " \t")) == 0 {
		from = start
	}
	source := strings.TrimRight(string(r.src[from:max(from, to)]), " \t\n")
	if r.inNote {
		var out strings.Builder
		for line := range strings.Lines(source) {
			out.WriteString(strings.TrimPrefix(line, "    "))
		}
		source = out.String()
	}
	return doc.NewBlock(doc.Verbatim, 0, doc.Span{Text: source})
}

// nextPos is the start of the line on which what follows a node starts.
func (r *reader) nextPos(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		for s := n.NextSibling(); s != nil; s = s.NextSibling() {
			if p := s.Pos(); p >= 0 {
				return bytes.LastIndexByte(r.src[:p], '\n') + 1
			}
		}
	}
	return len(r.src)
}

// warnVerbatim says what a block that is kept as Markdown cannot do.
func (r *reader) warnVerbatim(n ast.Node) {
	what := "a part"
	switch n.(type) {
	case *east.Table:
		what = "a table with a picture"
	case *ast.HTMLBlock:
		what = "a piece of HTML"
	case *ast.List:
		what = "a list"
	case *ast.Blockquote:
		what = "a quotation"
	case *ast.FencedCodeBlock:
		return // it shows as it is
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		what = "a paragraph with a picture in its text"
	}
	var labels []string
	eachInline(n, func(c ast.Node, _ int) {
		if ref, ok := c.(*reference); ok && !r.inNote {
			labels = append(labels, ref.source)
		}
	})
	if labels == nil {
		r.warn(n.Pos(), "%s was kept as Markdown, because an essay has no such thing.", what)
		return
	}
	if len(labels) > 5 {
		labels = append(labels[:5], "…")
	}
	r.warn(n.Pos(), "%s was kept as Markdown; notes that only it refers to wait in the bin (%s).", what, strings.Join(labels, ", "))
}

// warnTag says once that a tag in the text was left out.
func (r *reader) warnTag(what string) {
	if r.tags == nil {
		r.tags = map[string]bool{}
	}
	if !r.tags[what] {
		r.tags[what] = true
		r.warn(wholeText, "HTML within the text was left out: %s.", what)
	}
}

// linkDefinitions keeps the definitions of links that verbatim blocks may
// refer to.
func (r *reader) linkDefinitions(blocks []*doc.Block) []*doc.Block {
	needed := false
	for _, b := range blocks {
		needed = needed || b.Kind == doc.Verbatim && strings.Contains(b.Text(), "[")
	}
	if !needed {
		return nil
	}
	var lines []string
	for _, ref := range r.pc.References() {
		title := ""
		if t := string(ref.Title()); t != "" {
			title = ` "` + strings.ReplaceAll(t, `"`, `\"`) + `"`
		}
		lines = append(lines, fmt.Sprintf("[%s]: <%s>%s", ref.Label(), ref.Destination(), title))
	}
	if lines == nil {
		return nil
	}
	return []*doc.Block{doc.NewBlock(doc.Verbatim, 0, doc.Span{Text: strings.Join(lines, "\n")})}
}
