package doc

import "testing"

func TestNumbers(t *testing.T) {
	item := func(level, start int) *Block {
		return NewBlock(Numbered, level).WithInfo(Info{Start: start})
	}
	tests := []struct {
		name   string
		before []*Block
		want   int
	}{
		{"nothing", nil, 1},
		{"items", []*Block{item(1, 0), item(1, 0)}, 3},
		{"a list that begins anew", []*Block{item(1, 0), item(1, 7), item(1, 0)}, 9},
		{"items of other levels", []*Block{item(1, 0), item(2, 0), item(2, 0)}, 2},
		{"a paragraph", []*Block{item(1, 0), NewBlock(Paragraph, 0)}, 1},
		{"a bullet", []*Block{item(1, 0), NewBlock(Bullet, 1)}, 1},
		{"items far within", []*Block{item(1, 0), item(1<<40, 0), item(1, 0)}, 3},
		{"a bullet in an item", []*Block{item(1, 0), NewBlock(Bullet, 2)}, 2},
	}
	for _, tt := range tests {
		var n Numbers
		for _, b := range tt.before {
			n.Add(b)
		}
		if got := n.Next(1); got != tt.want || n.Add(item(1, 0)) != tt.want {
			t.Errorf("after %s it is %d, want %d", tt.name, got, tt.want)
		}
		d := New(append(tt.before[:len(tt.before):len(tt.before)], item(1, 0))...)
		if got := d.ItemNumber(d.Blocks() - 1); got != tt.want {
			t.Errorf("after %s the document counts %d, want %d", tt.name, got, tt.want)
		}
	}
}
