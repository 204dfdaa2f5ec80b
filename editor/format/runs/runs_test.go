package runs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func TestNumbers(t *testing.T) {
	item := func(level, start int) *doc.Block {
		return doc.NewBlock(doc.Numbered, level).WithInfo(doc.Info{Start: start})
	}
	tests := []struct {
		name   string
		before []*doc.Block
		want   int
	}{
		{"nothing", nil, 1},
		{"items", []*doc.Block{item(1, 0), item(1, 0)}, 3},
		{"a list that begins anew", []*doc.Block{item(1, 0), item(1, 7), item(1, 0)}, 9},
		{"items of other levels", []*doc.Block{item(1, 0), item(2, 0), item(2, 0)}, 2},
		{"a paragraph", []*doc.Block{item(1, 0), doc.NewBlock(doc.Paragraph, 0)}, 1},
		{"a bullet", []*doc.Block{item(1, 0), doc.NewBlock(doc.Bullet, 1)}, 1},
		{"items far within", []*doc.Block{item(1, 0), item(1<<40, 0), item(1, 0)}, 3},
		{"a bullet in an item", []*doc.Block{item(1, 0), doc.NewBlock(doc.Bullet, 2)}, 2},
	}
	for _, tt := range tests {
		var n Numbers
		for _, b := range tt.before {
			n.Add(b)
		}
		if got := n.Next(1); got != tt.want || n.Add(item(1, 0)) != tt.want {
			t.Errorf("after %s it is %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestTable(t *testing.T) {
	cell := func(column int, s string) *doc.Block { return doc.NewBlock(doc.Cell, column, doc.Span{Text: s}) }
	right := cell(1, "b").WithInfo(doc.Info{Align: doc.Right})
	tests := []struct {
		name   string
		blocks []*doc.Block
		want   string
	}{
		{"no table", []*doc.Block{doc.NewBlock(doc.Paragraph, 0)}, "0"},
		{"even rows", []*doc.Block{cell(0, "a"), right, cell(0, "c"), cell(1, "d"), doc.NewBlock(doc.Paragraph, 0)}, "4 a/0 b/3 | c/0 d/3"},
		{"a short row", []*doc.Block{cell(0, "a"), right, cell(0, "c")}, "3 a/0 b/3 | c/0 /3"},
		{"a row longer than the first", []*doc.Block{cell(0, "a"), cell(0, "c"), right}, "3 a/0 /0 | c/0 b/0"},
		{"cells left out", []*doc.Block{cell(2, "a"), cell(1, "b")}, "2 /0 /0 a/0 | /0 b/0 /0"},
	}
	for _, tt := range tests {
		rows, n := Table(tt.blocks)
		var lines []string
		for _, row := range rows {
			var cells []string
			for k, c := range row {
				if c.Kind != doc.Cell || c.Level != k {
					t.Errorf("%s: the cell of column %d is %d.%d", tt.name, k, c.Kind, c.Level)
				}
				cells = append(cells, fmt.Sprintf("%s/%d", c.Text(), c.Info.Align))
			}
			lines = append(lines, strings.Join(cells, " "))
		}
		if got := strings.TrimSpace(fmt.Sprint(n, " ", strings.Join(lines, " | "))); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	rows, _ := Table([]*doc.Block{cell(1<<40, "far")})
	if len(rows[0]) > maxColumns+1 {
		t.Errorf("a cell far out makes %d columns", len(rows[0]))
	}
}
