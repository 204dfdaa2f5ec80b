package markdown

import (
	"strings"
	"testing"
)

// A text like these once took time with the square of its length; the test
// would not end.
func TestManyMarksInOneParagraph(t *testing.T) {
	for name, piece := range map[string]string{"emphasis": "*a_ ", "address": "[a](b", "angle": "[a](<b", "parens": "[a](("} {
		t.Run(name, func(t *testing.T) {
			src := strings.Repeat(piece, 50_000)
			e, _, err := Read(src + "\n\nAnd *then* a [link](https://example.org).\n")
			if err != nil {
				t.Fatal(err)
			}
			if n := e.Body().Blocks(); n != 2 {
				t.Fatalf("%d blocks", n)
			}
			if got := e.Body().Block(0).Text(); got != strings.TrimSpace(src) {
				t.Errorf("the marks are read as %.40q…", got)
			}
			if n := len(e.Body().Block(1).Spans()); n != 5 {
				t.Errorf("the paragraph after them has %d spans", n)
			}
		})
	}
}

func TestATableOfFarTooManyColumns(t *testing.T) {
	head := strings.Repeat("|a", 3000) + "|\n" + strings.Repeat("|-", 3000) + "|\n"
	if _, _, err := Read("x\n\n" + head + strings.Repeat("|b\n", 3000)); err == nil || !strings.Contains(err.Error(), "line 71 ") {
		t.Errorf("it is read: %v", err)
	}
	if _, _, err := Read(head + "\n" + strings.Repeat("no table\n\n", 3000)); err != nil {
		t.Error(err)
	}
}
