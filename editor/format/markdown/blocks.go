package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// reader turns goldmark's tree into an essay.
type reader struct {
	file    string // as it came
	bom     int    // the bytes of its byte order mark
	from    int    // what is parsed starts here in the file, without returns
	above   int    // the lines before that
	returns []int  // before which of its bytes, counted with those above, a carriage return was left out
	mark    int    // in the file: where the front matter starts
	matter  int    // and where it ends
	parts   []part
	defined []*essay.Note  // the notes that have a definition, in its order
	texts   [][]*doc.Block // and their blocks

	src    []byte // what is parsed
	pc     parser.Context
	found  *found
	ids    map[*definition]essay.NoteID // of notes that have a marker
	last   int                          // the number in the last identity given
	notes  []*essay.Note                // within the text
	inNote bool
	warned []warning

	citations []*cite.Citation
	tags      map[string]bool // HTML tags that were warned of

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
	parts := len(r.parts)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case n.Kind() == kindDefinition || n.Kind() == ast.KindLinkReferenceDefinition:
		case r.holdable(n):
			list = r.block(list, n, 0, max(n.Pos(), 0))
		default:
			list = append(list, r.verbatim(n))
		}
	}
	if d, ok := parent.(*definition); ok && len(r.parts) > parts {
		r.parts[parts].first = d.Pos()
	}
	return list
}

// holdable reports whether an essay has kinds of blocks for all of a node.
func (r *reader) holdable(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Paragraph:
		return (imageOf(n) != nil || !hasImage(n)) && !r.isFormula(n) && !r.isTerms(n)
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
		if isDefinition(c) {
			continue
		}
		switch c.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			if text || c.PreviousSibling() != nil && !isDefinition(c.PreviousSibling()) || hasImage(c) {
				return false
			}
			text = true
		case ast.KindList:
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
// list around it, and first where the marks before it start.
func (r *reader) block(list []*doc.Block, n ast.Node, level, first int) []*doc.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		from, to := r.textOf(n, first)
		r.parted(min(first, from), from, to, to)
		return append(list, r.paragraph(n, level))
	case *ast.Heading:
		r.partHeading(n)
		return append(list, doc.NewBlock(doc.Heading, n.Level, r.spans(n)...))
	case *ast.ThematicBreak:
		r.parted(first, first, r.lineEnd(first), 0)
		return append(list, doc.NewBlock(doc.Rule, 0))
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		r.partCode(n)
		code := strings.TrimSuffix(string(n.Lines().Value(r.src)), "\n")
		name, _ := r.language(n)
		return append(list, doc.NewBlock(doc.Code, 0, doc.Span{Text: code}).WithInfo(doc.Info{Language: name}))
	case *east.Table:
		return r.table(list, n)
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c.PreviousSibling() != nil {
				first = max(c.Pos(), first)
			}
			list = r.block(list, c, level+1, first)
		}
	case *ast.List:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c.PreviousSibling() != nil {
				first = max(c.Pos(), first)
			}
			b := doc.NewBlock(doc.Bullet, level+1)
			if n.IsOrdered() {
				b = b.As(doc.Numbered, level+1)
				if c == n.FirstChild() {
					b = b.WithInfo(doc.Info{Start: r.start(list, n, level+1)})
				}
			}
			list = r.item(list, c, b, first)
		}
	}
	return list
}

// item appends an item of a list with the lists in it, given the empty item.
// An item that starts with a list is a level that was skipped.
func (r *reader) item(list []*doc.Block, item ast.Node, b *doc.Block, first int) []*doc.Block {
	child := item.FirstChild()
	for child != nil && isDefinition(child) {
		child = child.NextSibling()
	}
	switch {
	case child == nil:
		r.partItem(first, item, nil, false)
		list = append(list, b)
	case child.Kind() == ast.KindParagraph || child.Kind() == ast.KindTextBlock:
		box, boxed := child.FirstChild().(*checkBox)
		if boxed {
			if b.Kind == doc.Numbered {
				r.warn(item.Pos(), "the number of an item that can be done was left out.")
			}
			b = b.As(doc.Task, b.Level).WithInfo(doc.Info{Done: box.done})
		}
		r.partItem(first, item, child, boxed)
		list = append(list, b.WithSpans(r.spans(child)...))
		child = child.NextSibling()
		if child != nil {
			first = max(first, child.Pos())
		}
	}
	for ; child != nil; child = child.NextSibling() {
		list = r.block(list, child, b.Level, first)
		if next := child.NextSibling(); next != nil {
			first = max(first, next.Pos())
		}
	}
	return list
}

// isDefinition reports whether a node shows nowhere.
func isDefinition(n ast.Node) bool {
	return n.Kind() == kindDefinition || n.Kind() == ast.KindLinkReferenceDefinition
}

// verbatim keeps the source of a node.
func (r *reader) verbatim(n ast.Node) *doc.Block {
	r.warnVerbatim(n)
	from, to := min(max(n.Pos(), 0), len(r.src)), r.nextPos(n)
	if start := bytes.LastIndexByte(r.src[:from], '\n') + 1; len(bytes.Trim(r.src[start:from], " \t")) == 0 {
		from = start
	}
	source := strings.TrimRight(string(r.src[from:max(from, to)]), " \t\n")
	r.parted(from, from, from+len(source), 0)
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
	case *divisionFence:
		what = "the fence of a division"
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		if r.isFormula(n) {
			what = "a formula"
			break
		}
		if r.isTerms(n) {
			what = "a list of terms"
			break
		}
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

// linkDefinitions are the definitions of links, a line each.
func (r *reader) linkDefinitions() []string {
	var lines []string
	for _, ref := range r.pc.References() {
		title := ""
		if t := string(ref.Title()); t != "" {
			title = ` "` + strings.ReplaceAll(t, `"`, `\"`) + `"`
		}
		lines = append(lines, fmt.Sprintf("[%s]: <%s>%s", ref.Label(), ref.Destination(), title))
	}
	return lines
}
