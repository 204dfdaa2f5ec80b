package runs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

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
