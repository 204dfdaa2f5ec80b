package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Bounds of what is read: bytes, and quotes and lists within each other at the
// start of one line.
const (
	maxSize    = 64 << 20
	maxNesting = 100
)

// Read makes an essay of Markdown with footnotes, in CommonMark with GitHub's
// tables, tasks and strikethrough, inline notes and front matter. Notes that
// nothing refers to are in the bin. Blocks that an essay has no kind for, such
// as HTML and pictures within a text, are kept as verbatim Markdown. The warnings are sentences
// for the author about what could not be kept as it was.
func Read(src string) (*essay.Essay, []string, error) {
	if len(src) > maxSize {
		return nil, nil, fmt.Errorf("the Markdown is larger than %d MB: split the file into parts and import them one by one", maxSize>>20)
	}
	r := &reader{file: src, ids: map[*definition]essay.NoteID{}}
	r.bom = len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	r.mark = r.bom
	src, r.returns = unified(src[r.bom:])
	if line := nestedTooDeep(src); line > 0 {
		return nil, nil, tooDeep(line)
	}
	if line := tablesTooSparse(src); line > 0 {
		return nil, nil, tooSparse(line)
	}
	front, start := frontOf(src)
	r.from, r.above = start, strings.Count(src[:start], "\n")
	r.matter = r.inFile(0)
	r.src = []byte(src[start:])
	r.pc = parser.NewContext()
	root := blockParser.Parse(text.NewReader(r.src), parser.WithContext(r.pc))
	r.found = foundIn(r.pc)
	blocks := r.blocks(root)
	r.define()
	head := essay.Head{Source: r.sources(blocks), Parts: len(r.parts), Links: r.linkDefinitions()}
	blocks = r.title(front, blocks)
	head.Meta = front.meta()
	e := essay.New(doc.New(blocks...), r.allNotes()...).WithHead(head).WithCitations(r.citations...)
	if tag := front.text("language"); languageTag.MatchString(tag) {
		e = e.WithLanguage(tag)
	}
	return e, r.warnings(), nil
}

func tooDeep(line int) error {
	return fmt.Errorf("line %d of the Markdown starts more than %d quotes or lists within each other: remove some of the marks at its start and import it again", line, maxNesting)
}

// blockParser parses documents, inlineParser the text of an inline note.
var blockParser, inlineParser = newParsers()

func newParsers() (block, inline parser.Parser) {
	block = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
	block.AddOptions(
		parser.WithBlockParsers(util.Prioritized(definitions{}, 999), util.Prioritized(divisionFences{}, 998)),
		parser.WithInlineParsers(util.Prioritized(marks{}, 90), util.Prioritized(references{}, 101), util.Prioritized(inlineNotes{}, 102),
			util.Prioritized(checkBoxes{}, 103), util.Prioritized(frames{}, 104), util.Prioritized(scripts{}, 105), util.Prioritized(citations{}, 106)))
	inline = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(marks{}, 90), util.Prioritized(extension.NewStrikethroughParser(), 500), util.Prioritized(frames{}, 104), util.Prioritized(scripts{}, 105))...))
	return block, inline
}

// nestedTooDeep is the first line, from 1, that stands in too many quotes and
// lists, or 0: by the marks at its start, or by items that are indented more
// and more line by line.
func nestedTooDeep(src string) int {
	no := 0
	var open []int // how far the text of the items is indented that a line may stand in
	for line := range strings.Lines(src) {
		no++
		if m := containers.FindString(line); len(m) > maxNesting && len(container.FindAllString(m, maxNesting+1)) > maxNesting {
			if strings.Trim(line, "-*_ \t\n") != "" { // no rule
				return no
			}
		}
		text := strings.TrimLeft(line, " \t>")
		mark := item.FindString(text)
		if mark == "" && len(text) < len(line) || text == "\n" {
			continue
		}
		at := len(line) - len(text)
		for len(open) > 0 && at < open[len(open)-1] {
			open = open[:len(open)-1]
		}
		if mark == "" {
			continue
		}
		if open = append(open, at+len(mark)); len(open) > maxNesting {
			return no
		}
	}
	return 0
}

var (
	containers = lazyregexp.New(`^(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t]))+`)
	container  = lazyregexp.New(`>|[-+*.)][ \t]`)
	item       = lazyregexp.New(`^(?:[-+*]|[0-9]{1,9}[.)])[ \t]`)
)

// define reads the notes: those that were referred to have their identity, the
// others get theirs now.
func (r *reader) define() {
	r.inNote = true
	for _, d := range r.found.list {
		if d.twice {
			r.warn(d.Pos(), "there is a second note with the label “%s”; it waits in the bin.", d.label)
		}
		id, ok := r.ids[d]
		if !ok {
			id = r.nextID()
		}
		r.defined = append(r.defined, &essay.Note{ID: id, Label: d.label})
		blocks := r.blocks(d)
		if len(blocks) == 0 {
			blocks = []*doc.Block{doc.NewBlock(doc.Paragraph, 0)}
			at := d.Pos() + len("[^]:") + len(d.label)
			r.parted(d.Pos(), at, at, at)
		}
		r.texts = append(r.texts, blocks)
	}
	for _, u := range r.found.undefined {
		r.warn(u.pos, "there is no note for the marker %s; it was kept as text.", u.source)
	}
}

// maxWarnings bounds the warnings about one file.
const maxWarnings = 50

// wholeText is the position of a warning about no line.
const wholeText = -1

// warning is what happened at a position of the source.
type warning struct {
	pos  int
	says string
}

// warn notes a warning: with a position it goes on after the line's number.
func (r *reader) warn(pos int, format string, args ...any) {
	r.warned = append(r.warned, warning{pos, fmt.Sprintf(format, args...)})
}

// warnings are the sentences of what was noted, in the order of the source.
func (r *reader) warnings() []string {
	slices.SortStableFunc(r.warned, func(a, b warning) int { return a.pos - b.pos })
	var list []string
	line, at := 1+r.above, 0
	for i, w := range r.warned {
		if i == maxWarnings {
			return append(list, fmt.Sprintf("There are %d more places like these.", len(r.warned)-i))
		}
		if w.pos == wholeText {
			list = append(list, w.says)
			continue
		}
		line += bytes.Count(r.src[at:w.pos], []byte("\n"))
		at = w.pos
		list = append(list, fmt.Sprintf("Line %d: %s", line, w.says))
	}
	return list
}
