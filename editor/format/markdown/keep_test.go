package markdown

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// specification is the examples of CommonMark's, as goldmark's module has them.
func specification(t testing.TB) []string {
	files, _ := filepath.Glob(filepath.Join(moduleCache(), "github.com/yuin/goldmark@*/_test/spec.json"))
	if len(files) == 0 {
		t.Skip("goldmark's module with CommonMark's examples is not in the cache of modules")
	}
	b, err := os.ReadFile(files[len(files)-1])
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct{ Markdown string }
	if err := json.Unmarshal(b, &examples); err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(examples))
	for i, x := range examples {
		list[i] = x.Markdown
	}
	return list
}

func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	dir := os.Getenv("GOPATH")
	if dir == "" {
		home, _ := os.UserHomeDir()
		dir = filepath.Join(home, "go")
	}
	return filepath.Join(dir, "pkg", "mod")
}

// readmes are real documents: those of the modules in the cache.
func readmes(t testing.TB) []string {
	var list []string
	for _, depth := range []string{"*", "*/*", "*/*/*"} {
		files, _ := filepath.Glob(filepath.Join(moduleCache(), depth, "*.md"))
		for _, f := range files {
			if b, err := os.ReadFile(f); err == nil && len(b) < 1<<20 {
				list = append(list, string(b))
			}
		}
	}
	if len(list) == 0 {
		t.Skip("there are no documents in the cache of modules")
	}
	return list
}

func checkKept(t *testing.T, src string) {
	t.Helper()
	e, _, err := Read(src)
	if err != nil {
		t.Fatalf("%v\n%q", err, src)
	}
	if got := write(e); got != src {
		t.Fatalf("%q\nleaves as\n%q", src, got)
	}
}

func TestFilesLeaveAsTheyCame(t *testing.T) {
	t.Run("CommonMark", func(t *testing.T) {
		list := specification(t)
		for _, src := range list {
			checkKept(t, src)
			checkKept(t, strings.ReplaceAll(src, "\n", "\r\n"))
			checkKept(t, strings.TrimRight(src, "\n"))
		}
		checkKept(t, "\ufeff"+strings.Join(list, "\n\n"))
	})
	t.Run("documents", func(t *testing.T) {
		for _, src := range readmes(t) {
			checkKept(t, src)
		}
	})
}

// partsOf are the parts of an essay's file, in their order.
func partsOf(e *essay.Essay) []*doc.Block {
	list := make([]*doc.Block, e.Head().Parts)
	each := func(d *doc.Document) {
		for b := range d.Each() {
			if s := b.Source(); s != nil && s.Place > 0 {
				list[s.Place-1] = b
			}
		}
	}
	each(e.Body())
	for n := range e.Notes() {
		each(n.Text)
	}
	return list
}

// reworded is an essay with one word of one of its blocks changed.
func reworded(r *rand.Rand, e *essay.Essay) (changed *essay.Essay, block *doc.Block) {
	type place struct {
		in    essay.NoteID
		block int
		word  [2]int
	}
	var places []place
	for _, in := range append([]essay.NoteID{""}, ids(e)...) {
		for i, b := range e.Text(in).All() {
			if s := b.Source(); s == nil || s.Place == 0 || len(s.Bytes) == 0 || b.Kind == doc.Verbatim {
				continue
			}
			for _, w := range word.FindAllStringIndex(b.Text(), -1) {
				places = append(places, place{in, i, [2]int{w[0], w[1]}})
			}
		}
	}
	if len(places) == 0 {
		return nil, nil
	}
	p := places[r.IntN(len(places))]
	d := e.Text(p.in)
	b := d.Block(p.block)
	at := d.Start(p.block)
	from := doc.Pos(utf8.RuneCountInString(b.Text()[:p.word[0]]))
	to := doc.Pos(utf8.RuneCountInString(b.Text()[:p.word[1]]))
	style, link := b.StyleAt(from + 1)
	d, _ = d.Replace(at+from, at+to, doc.TextSlice("Zebra", style, link))
	if p.in == "" {
		return e.WithBody(d), b
	}
	n := *e.Note(p.in)
	n.Text = d
	return e.WithNote(&n), b
}

var word = regexp.MustCompile(`\pL+`)

func ids(e *essay.Essay) []essay.NoteID {
	var list []essay.NoteID
	for n := range e.Notes() {
		if e.Number(n.ID) > 0 {
			list = append(list, n.ID)
		}
	}
	slices.Sort(list)
	return list
}

// checkOneBlock changes a word, and the file may then differ in its block
// alone.
func checkOneBlock(t *testing.T, r *rand.Rand, src string) {
	t.Helper()
	e, _, err := Read(src)
	if err != nil {
		t.Fatal(err)
	}
	changed, block := reworded(r, e)
	if changed == nil {
		return
	}
	from := len(e.Head().Source.Bytes)
	for _, b := range partsOf(e) {
		if b == block {
			break
		}
		from += len(b.Source().Bytes)
	}
	to := from + block.Source().Gap
	got := write(changed)
	if !strings.HasPrefix(got, src[:from]) || !strings.HasSuffix(got[from:], src[to:]) {
		t.Errorf("a word in %q of\n%q\nleaves as\n%q", block.Text(), src, got)
		return
	}
	back, _, err := Read(got)
	if err != nil {
		t.Fatal(err)
	}
	if canon(back) != canon(changed) {
		t.Errorf("a word in %q of\n%q\nleaves as\n%q\nwhich says\n%s\ninstead of\n%s", block.Text(), src, got, canon(back), canon(changed))
	}
}

func TestAWordChangesItsBlock(t *testing.T) {
	t.Run("CommonMark", func(t *testing.T) {
		list := specification(t)
		for seed := range uint64(10) {
			r := rand.New(rand.NewPCG(seed, 5))
			for i, src := range list {
				checkOneBlock(t, r, src)
				checkOneBlock(t, r, src+"\n"+list[(i+1)%len(list)])
			}
		}
	})
	t.Run("documents", func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 5))
		for _, src := range readmes(t) {
			for range 3 {
				checkOneBlock(t, r, src)
			}
		}
	})
}

// rearranged is an essay after a random edit of its structure.
func rearranged(r *rand.Rand, e *essay.Essay) *essay.Essay {
	d := e.Body()
	i, j := r.IntN(d.Blocks()), r.IntN(d.Blocks())
	at := d.Start(i) + doc.Pos(r.IntN(int(d.Block(i).Len())+1))
	switch r.IntN(9) {
	case 0:
		d, _ = d.ReplaceBlocks(i, 1)
	case 1: // a new block
		kinds := []doc.Kind{doc.Paragraph, doc.Bullet, doc.Numbered, doc.Quote, doc.Heading, doc.Task}
		d, _ = d.ReplaceBlocks(i, 0, doc.NewBlock(kinds[r.IntN(len(kinds))], 1, doc.Span{Text: "New."}))
	case 2: // moved
		b := d.Block(i)
		d, _ = d.ReplaceBlocks(i, 1)
		d, _ = d.ReplaceBlocks(min(j, d.Blocks()), 0, b)
	case 3: // there twice
		d, _ = d.ReplaceBlocks(j, 0, d.Block(i))
	case 4: // another kind
		d = d.SetKind(at, at, []doc.Kind{doc.Paragraph, doc.Heading, doc.Quote, doc.Bullet}[r.IntN(4)], 1)
	case 5: // parted
		if b := d.Block(i); b.Kind != doc.Cell && b.Kind != doc.Rule && b.Kind != doc.Image && b.Kind != doc.Code && b.Kind != doc.Verbatim {
			d, _ = d.Replace(at, at, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0), doc.NewBlock(doc.Paragraph, 0)}})
		}
	case 6: // a new note
		if b := d.Block(i); b.Kind != doc.Rule && b.Kind != doc.Code && b.Kind != doc.Verbatim && !unclosed(d) {
			d, _ = d.Replace(at, at, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.MarkerOf("new"))}})
			e = e.WithNote(note("new", "A new note."))
		}
	case 7: // a marker less
		if p, ok := d.AtomPos(r.IntN(len(d.Atoms()) + 1)); ok {
			id := e.MarkerAt(p)
			d, _ = d.Replace(p, p+1, doc.Slice{})
			if n := e.Note(id); n != nil {
				lost := *n
				lost.Lost = essay.Lost{Sentence: "x", At: 1}
				e = e.WithNote(&lost)
			}
		}
	case 8: // joined
		if j = min(i+1, d.Blocks()-1); d.Block(i).Kind == doc.Paragraph && d.Block(j).Kind == doc.Paragraph && j > i {
			d, _ = d.Replace(d.Start(j)-1, d.Start(j), doc.Slice{})
		}
	}
	var last *doc.Block
	for _, b := range (&writer{}).shown(d) {
		list := func(b *doc.Block) bool { return b.IsItem() || b.Kind == doc.Verbatim }
		if last != nil && list(last) && list(b) && (last.Kind == doc.Verbatim || b.Kind == doc.Verbatim) {
			return e // an item beside a list that is kept as Markdown becomes one of its own
		}
		last = b
	}
	return e.WithBody(d)
}

// unclosed reports whether HTML in a text may go on to its end, so that what is
// put there is a part of it.
func unclosed(d *doc.Document) bool {
	for b := range d.Each() {
		if b.Kind == doc.Verbatim && strings.HasPrefix(strings.TrimSpace(b.Text()), "<") {
			return true
		}
	}
	return false
}

func checkRearranged(t *testing.T, r *rand.Rand, src string) {
	t.Helper()
	e, _, err := Read(src)
	if err != nil {
		t.Fatal(err)
	}
	changed := e
	for range 1 + r.IntN(3) {
		changed = rearranged(r, changed)
	}
	got := write(changed)
	back, _, err := Read(got)
	if err != nil {
		t.Fatal(err)
	}
	if want, is := canon(changed), canon(back); is != want {
		t.Errorf("%q\nleaves as\n%q\nwhich says\n%s\ninstead of\n%s", src, got, is, want)
	}
}

func TestEditsLeaveWithTheRestAsItCame(t *testing.T) {
	list := specification(t)
	docs := readmes(t)
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 6))
		src := ""
		for range 1 + r.IntN(4) {
			src += list[r.IntN(len(list))] + "\n"
		}
		checkRearranged(t, r, src)
		if seed%10 == 0 {
			checkRearranged(t, r, docs[r.IntN(len(docs))])
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
