package markdown

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Citations as Pandoc writes them: “[see @ko2019, p. 72; -@lee]”, “@ko2019 [p. 3]”.

var kindCitation = ast.NewNodeKind("Citation")

// citation is one place where sources are cited.
type citation struct {
	ast.BaseInline
	cites []cite.Cite
}

func (c *citation) Kind() ast.NodeKind         { return kindCitation }
func (c *citation) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// sourceKey is what Pandoc takes for the key of a source: in braces any.
const sourceKey = `(?:\{([^{}\s]+)\}|([\pL\pN_](?:[\pL\pN_]|[:.#$%&+?<>~/-]+[\pL\pN_])*))`

var (
	citePart = lazyregexp.New(`(?s)^\s*(?:(.*?)\s)?(-?)@` + sourceKey + `(.*)$`)
	citeKey  = lazyregexp.New(`^@` + sourceKey)
	citeTail = lazyregexp.New(`^ \[([^\[\]@\n]{1,200})\]`)
	cites    = lazyregexp.New(`\[[^\[\]\n]{0,80}@[\pL\pN_{][^\[\]\n]{0,200}\](?:[^(\[{:]|$)`)
)

// citations parses them. A name behind a bare @ is the key of a source only in
// a text that also cites in brackets: elsewhere it is somebody's.
type citations struct{}

func (citations) Trigger() []byte { return []byte{'[', '@'} }

func (citations) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '@' {
		return inText(line, block, pc)
	}
	end, ok := endOf(segment.Start, block, pc)
	if !ok || end-segment.Start > maxCitation {
		return nil
	}
	src := block.Source()
	if end+1 < len(src) && strings.IndexByte("([{:", src[end+1]) >= 0 {
		return nil
	}
	list := citesIn(string(src[segment.Start+1 : end]))
	if list == nil {
		return nil
	}
	for line != nil && segment.Stop <= end {
		block.AdvanceLine()
		line, segment = block.PeekLine()
	}
	if line == nil || segment.Start > end {
		return nil
	}
	block.Advance(end + 1 - segment.Start)
	return &citation{cites: list}
}

// maxCitation bounds the bytes of one citation.
const maxCitation = 2000

// inText parses a key that stands in the text, with a locator behind it.
func inText(line []byte, block text.Reader, pc parser.Context) ast.Node {
	f := foundIn(pc)
	if f.cites == 0 {
		f.cites = -1
		if cites.Match(block.Source()) {
			f.cites = 1
		}
	}
	if before := block.PrecendingCharacter(); f.cites < 0 || unicode.IsLetter(before) || unicode.IsDigit(before) || before == '/' || before == '[' {
		return nil
	}
	m := citeKey.FindSubmatch(line)
	if m == nil {
		return nil
	}
	one := cite.Cite{Key: string(m[1]) + string(m[2]), Mode: cite.AuthorInText}
	size := len(m[0])
	if m := citeTail.FindSubmatch(line[size:]); m != nil && (size+len(m[0]) == len(line) || strings.IndexByte("([:", line[size+len(m[0])]) < 0) {
		one.Label, one.Locator, one.Suffix = locator(string(m[1]))
		size += len(m[0])
	}
	block.Advance(size)
	return &citation{cites: []cite.Cite{one}}
}

// citesIn are the cites between brackets; nil if they are something else.
func citesIn(inner string) []cite.Cite {
	if !strings.Contains(inner, "@") || strings.ContainsAny(inner, "[]\\`<") {
		return nil
	}
	var list []cite.Cite
	for part := range strings.SplitSeq(inner, ";") {
		m := citePart.FindStringSubmatch(part)
		if m == nil || strings.Contains(m[1], "@") {
			return nil
		}
		one := cite.Cite{Key: m[3] + m[4], Prefix: strings.Join(strings.Fields(m[1]), " ")}
		if m[2] != "" {
			one.Mode = cite.SuppressAuthor
		}
		one.Label, one.Locator, one.Suffix = locator(m[5])
		list = append(list, one)
	}
	return list
}

// locator is what follows a key. Pages need no name.
func locator(text string) (label, at, suffix string) {
	label, at, suffix = cite.ParseLocator(strings.Join(strings.Fields(text), " "))
	if label == "page" {
		label = ""
	}
	return label, at, strings.TrimSpace(strings.TrimPrefix(suffix, ","))
}

// citation adds the atom of a citation.
func (o *inlineReader) citation(n *citation) {
	c := &cite.Citation{ID: cite.ID(fmt.Sprintf("c%d", len(o.r.citations)+1)), Cites: n.cites}
	o.r.citations = append(o.r.citations, c)
	o.list.flush()
	o.list.spans = append(o.list.spans, doc.Span{Atom: &doc.Atom{Kind: doc.Citation, ID: string(c.ID)}})
}

// cited is a citation as it is typed.
func (w *writer) cited(id string) string {
	if w.of == nil {
		return "[?]"
	}
	return w.of.CitationText(cite.ID(id))
}
