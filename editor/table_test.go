package editor

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// drawn writes a text with a row of a table on each line, cells parted by |.
func drawn(d *doc.Document) string {
	var s strings.Builder
	for i, b := range d.All() {
		switch {
		case i == 0:
		case b.Kind == doc.Cell && !newRow(d.Block(i-1), b):
			s.WriteByte('|')
		default:
			s.WriteByte('\n')
		}
		if b.Kind == doc.Image {
			s.WriteString("!")
		}
		s.WriteString(strings.ReplaceAll(b.Text(), string(doc.AtomRune), "*"))
	}
	return s.String()
}

// tabled makes a session of lines; a line with | is a table's row, one with !
// an image's caption. ^ stands where the caret is.
func tabled(t *testing.T, lines string) *Session {
	t.Helper()
	var blocks []*doc.Block
	for line := range strings.SplitSeq(strings.ReplaceAll(lines, "^", ""), "\n") {
		cells := strings.Split(line, "|")
		for k, text := range cells {
			kind := doc.Paragraph
			if len(cells) > 1 {
				kind = doc.Cell
			} else if rest, ok := strings.CutPrefix(text, "!"); ok {
				kind, text = doc.Image, rest
			}
			b := doc.NewBlock(kind, 0, doc.Span{Text: text})
			if kind == doc.Cell {
				b = b.As(doc.Cell, k)
			}
			blocks = append(blocks, b.WithInfo(doc.Info{Source: "a"}))
		}
	}
	s := NewSession(essay.New(doc.New(blocks...)))
	before, _, _ := strings.Cut(lines, "^")
	s.Select(Caret("", doc.Pos(len([]rune(strings.ReplaceAll(before, "!", ""))))))
	return s
}

func TestTableCommands(t *testing.T) {
	const table = "Before\na|b\nc|^d\nAfter"
	tests := []struct {
		name   string
		do     func(*Session) error
		start  string
		want   string
		column string // the text of the caret's cell
	}{
		{"row after", func(s *Session) error { return s.AddRow(true) }, table, "Before\na|b\nc|d\n|\nAfter", ""},
		{"row before", func(s *Session) error { return s.AddRow(false) }, table, "Before\na|b\n|\nc|d\nAfter", ""},
		{"column after", func(s *Session) error { return s.AddColumn(true) }, table, "Before\na|b|\nc|d|\nAfter", ""},
		{"column before", func(s *Session) error { return s.AddColumn(false) }, table, "Before\na||b\nc||d\nAfter", ""},
		{"row away", (*Session).DeleteRow, table, "Before\na|b\nAfter", "b"},
		{"column away", (*Session).DeleteColumn, table, "Before\na\nc\nAfter", "c"},
		{"the last column away", (*Session).DeleteColumn, "x\n^a|\ny", "x\n\ny", ""},
		{"row up", func(s *Session) error { return s.MoveRow(-1) }, table, "Before\nc|d\na|b\nAfter", "d"},
		{"row down from the last", func(s *Session) error { return s.MoveRow(1) }, table, "Before\na|b\nc|d\nAfter", "d"},
		{"column to the left", func(s *Session) error { return s.MoveColumn(-1) }, table, "Before\nb|a\nd|c\nAfter", "d"},
		{"Tab from the last cell", func(s *Session) error { return s.NextCell(1) }, table, "Before\na|b\nc|d\n|\nAfter", ""},
		{"Shift+Tab", func(s *Session) error { return s.NextCell(-1) }, table, "Before\na|b\nc|d\nAfter", "c"},
		{"Return", (*Session).Return, "a|^b\nc|d", "a|b\nc|d", "d"},
		{"Return in the last row", (*Session).Return, "a|b\nc|^d", "a|b\nc|d\n|", ""},
		{"insert into text", func(s *Session) error { return s.InsertTable(2, 2) }, "Be^fore\nAfter", "Before\n|\n|\nAfter", ""},
		{"insert in an empty paragraph", func(s *Session) error { return s.InsertTable(1, 3) }, "^", "||\n", ""},
		{"insert in a table", func(s *Session) error { return s.InsertTable(1, 2) }, "a|^b\nAfter", "a|b\n\n|\nAfter", ""},
		{"picture", func(s *Session) error { return s.InsertImage("a", "") }, "Be^fore\nAfter", "Before\n!\nAfter", ""},
		{"rule at the end", (*Session).InsertRule, "Before^", "Before\n\n", ""},
		{"Backspace at a cell's start", (*Session).Backspace, "a|^b\nc|d", "a|b\nc|d", "a"},
		{"Backspace after a table", (*Session).Backspace, "a|b\n^After", "a|b\nAfter", "b"},
		{"Backspace in an empty paragraph after a table", (*Session).Backspace, "a|b\n^\nAfter", "a|b\nAfter", "b"},
		{"Delete at a cell's end", (*Session).Delete, "a^|b", "a|b", "b"},
		{"Backspace at a caption's start", (*Session).Backspace, "Before\n!^Quay", "Before\n!Quay", "Before"},
		{"Backspace in an empty caption", (*Session).Backspace, "Before\n!^\nAfter", "Before\n\nAfter", ""},
		{"Return in a caption", (*Session).Return, "!Qu^ay", "!Quay\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := tabled(t, tt.start)
			first := s.Essay()
			if err := tt.do(s); err != nil {
				t.Fatal(err)
			}
			if got := drawn(s.Essay().Body()); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if got := s.blockAtCaret().Text(); got != tt.column {
				t.Errorf("the caret is in %q, want %q", got, tt.column)
			}
			if s.Undo(); s.Essay() != first {
				t.Error("undo does not give the first essay back")
			}
		})
	}
	if err := tabled(t, "no table^").AddRow(true); !errors.Is(err, ErrNoTable) {
		t.Errorf("outside of a table the error is %v", err)
	}
}

func TestErasingOverEdges(t *testing.T) {
	for _, tt := range []struct{ name, start, from, to, want string }{
		{"within a row", "one|two\nthree|four", "ne", "wo", "o|wo\nthree|four"},
		{"over rows", "one|two\nthree|four", "wo", "our", "one|t\n|our"},
		{"from before a table into it", "Before\none|two\nthree|four", "fore", "ree", "Be\n|\nree|four"},
		{"from a table to after it", "one|two\nthree|four\nAfter", "ree", "ter", "one|two\nth|\nter"},
		{"a whole table", "Before\none|two\nAfter", "fore", "ter", "Beter"},
		{"into a caption", "Before\n!Quay\nAfter", "fore", "ay", "Be\n!ay\nAfter"},
		{"out of a caption", "!Quay\nAfter", "ay", "ter", "!Qu\nter"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tabled(t, tt.start)
			text := s.Essay().Body().String()
			at := func(part string) doc.Pos { return doc.Pos(strings.Index(text, part)) }
			s.Select(Selection{Anchor: at(tt.from), Head: at(tt.to)})
			if err := s.Erase(0); err != nil {
				t.Fatal(err)
			}
			if got := drawn(s.Essay().Body()); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// checkTables sees that all tables are rectangular.
func checkTables(t *testing.T, d *doc.Document) {
	t.Helper()
	for i := 0; i < d.Blocks(); i++ {
		if d.Block(i).Kind != doc.Cell {
			continue
		}
		first, n := tableRange(d, i)
		columns := 1
		for columns < n && !newRow(d.Block(first+columns-1), d.Block(first+columns)) {
			columns++
		}
		for k := range n {
			if d.Block(first+k).Level != k%columns || n%columns != 0 {
				t.Fatalf("a table lost its shape:\n%s", drawn(d))
			}
		}
		i = first + n
	}
}

func TestRandomEditsKeepTablesWhole(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 9))
		s := tabled(t, "Before\na|b|c\nd|e|f\nBetween\n!Quay\ng|h\ni|j\nAfter^")
		first := s.Essay()
		s.Observe(func(u Update) { checkChanges(t, u) })
		for step := range 120 {
			body := s.Essay().Body()
			at := func() doc.Pos { return doc.Pos(r.IntN(int(body.Len()) + 1)) }
			s.Select(Caret("", at()))
			if r.IntN(3) == 0 {
				s.Select(Selection{Anchor: at(), Head: at()})
			}
			steps := []func() error{
				func() error { return s.Type("x") }, s.Return, s.Backspace, s.Delete, s.InsertRule, s.InsertNote,
				func() error { return s.Erase(s.essay.Text(s.sel.In).PrevWord(s.sel.Head)) },
				func() error { return s.AddRow(r.IntN(2) == 0) }, func() error { return s.AddColumn(r.IntN(2) == 0) },
				s.DeleteRow, s.DeleteColumn, func() error { return s.MoveRow(1) }, func() error { return s.MoveColumn(-1) },
				func() error { return s.NextCell(1) }, func() error { return s.InsertTable(1+r.IntN(2), 1+r.IntN(3)) },
				func() error { return s.PasteText("one\n\ntwo") }, func() error { return s.InsertImage("a", "b") },
				func() error { return s.SetKind(doc.Kind(r.IntN(int(doc.Verse)+1)), 1) }, s.ToggleDone, s.RestartList,
				func() error { return s.AlignColumn(doc.Right) }, s.Indent, s.Outdent,
			}
			what := r.IntN(len(steps))
			if err := steps[what](); err != nil && !errors.Is(err, ErrNoTable) && !errors.Is(err, ErrNoteInNote) {
				t.Fatal(fmt.Errorf("seed %d, step %d: %w", seed, step, err))
			}
			checkTables(t, s.Essay().Body())
			checkEssay(t, s.Essay())
		}
		for s.Undo() {
		}
		if s.Essay() != first {
			t.Fatalf("seed %d: undoing everything does not give the first essay", seed)
		}
	}
}
