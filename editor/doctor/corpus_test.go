package doctor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// shared reads a file of the folder beside the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	for err == nil && dir != filepath.Dir(dir) {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	b, err := os.ReadFile(filepath.Join(dir, "..", "shared", name))
	if err != nil {
		t.Skip("the folder ../shared is not here: ", name)
	}
	return string(b)
}

// notesOf lists the texts of the notes in the order of the pairs.
func notesOf(g *doctor.Diagnosis) []string {
	var list []string
	for _, p := range g.Pairs {
		list = append(list, p.Note.Text)
	}
	return list
}

// permutations calls f with all orders of n things.
func permutations(n int, f func([]int)) {
	order := make([]int, 0, n)
	var grow func()
	grow = func() {
		if len(order) == n {
			f(order)
			return
		}
		for i := range n {
			used := false
			for _, k := range order {
				used = used || k == i
			}
			if !used {
				order = append(order, i)
				grow()
				order = order[:len(order)-1]
			}
		}
	}
	grow()
}

// orders splits a text at its blocks of notes and gives it with the blocks in
// every order. A block starts at “[1]” at the start of a line.
func orders(s string, after string, f func(order []int, s string)) {
	at := strings.Index(s, "\n[1] ")
	end := strings.Index(s, after)
	body, rest := s[:at+1], s[end:]
	blocks := strings.Split(s[at:end], "\n[1] ")[1:]
	permutations(len(blocks), func(order []int) {
		out := body
		for _, k := range order {
			out += "[1] " + strings.TrimSpace(blocks[k]) + "\n\n\n"
		}
		f(order, out+rest)
	})
}

func TestCorpusInEveryOrder(t *testing.T) {
	s := shared(t, "corpus/part-ii.txt")
	want := []string{
		"“United Nations High Commissioner for Refugees,” (UNHCR)", "North Korean Defectors: Their Life and Well-Being after Defection,”",
		"Ko, Chung, and Oh, 70.", "Ko, Chung, and Oh, 69-71.", "Ko, Chung, and Oh, 72.", "Ko, Chung, and Oh, 72-73.",
	}
	n := 0
	orders(s, "Leave a Reply", func(order []int, s string) {
		n++
		d, _ := text.Read(s)
		g := doctor.Examine(d)
		got := notesOf(g)
		if !g.Certain || len(got) != 6 || len(g.Notes)+len(g.Markers)+len(g.Questions) > 0 {
			t.Fatalf("order %v: certain %t, %d pairs, questions %v", order, g.Certain, len(got), g.Questions)
		}
		for i, w := range want {
			if !strings.HasPrefix(got[i], w) {
				t.Errorf("order %v: note %d is %q, want %q", order, i+1, got[i], w)
			}
		}
		body := g.Essay().Body().String()
		if strings.Contains(body, "Leave a Reply") || strings.Contains(body, "Connecting to") || strings.Contains(body, "[1]") {
			t.Errorf("order %v: the comment form or a label is left in the text", order)
		}
		if !strings.Contains(body, "[or her]") || !strings.Contains(body, "[or herself]") || !strings.Contains(body, "in slight of") {
			t.Errorf("order %v: the author's words are changed", order)
		}
		if b := g.Essay().Body().Block(0); b.Kind != doc.Heading || b.Level != 1 {
			t.Errorf("order %v: the title is no heading", order)
		}
	})
	if n != 6 {
		t.Errorf("%d orders of the notes, want 6", n)
	}
}

func TestSampleInEveryOrder(t *testing.T) {
	d, _ := text.Read(assets.Sample)
	if g := doctor.Examine(d); !g.Certain || len(g.Pairs) != 7 {
		t.Fatalf("certain %t, %d pairs", g.Certain, len(g.Pairs))
	}
	want := []string{"Richard Towneley,", "William Heberden,", "W. Stanley Jevons,", "Ibid., 421.", "Eleanor Marsh,", "Marsh, Nine", "Register of rain"}
	orders(assets.Sample, "Leave a comment", func(order []int, s string) {
		d, _ := text.Read(s)
		g := doctor.Examine(d)
		if got := notesOf(g); len(got) != len(want) || !g.Certain {
			t.Fatalf("order %v: certain %t, %d pairs", order, g.Certain, len(got))
		}
		for i, w := range want {
			if got := g.Pairs[i].Note.Text; !strings.HasPrefix(got, w) {
				t.Errorf("order %v: note %d is %q, want %q", order, i+1, got, w)
			}
		}
		body := g.Essay().Body().String()
		if !strings.HasSuffix(strings.TrimSpace(body), "her word.") {
			t.Errorf("order %v: the text ends in %q", order, body[max(0, len(body)-80):])
		}
	})
}
