package format

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
)

// same reports whether two essays hold the same texts, with the same markers.
func same(a, b *essay.Essay) bool {
	x, y := a.Numbered(), b.Numbered()
	return alikeTexts(a.Body(), b.Body()) &&
		slices.EqualFunc(x, y, func(m, n *essay.Note) bool { return alikeTexts(m.Text, n.Text) }) &&
		slices.EqualFunc(a.Refs(), b.Refs(), func(m, n essay.Ref) bool { return m.Order == n.Order })
}

// agree checks that what the fast reader takes, the slow one reads likewise.
func agree(t *testing.T, page string) (taken bool) {
	t.Helper()
	fast, ok := html.ReadOwn(page)
	if !ok {
		return false
	}
	slow, _, err := html.Read(page)
	if err != nil {
		t.Fatalf("only the fast reader reads %q: %v", page, err)
	}
	if !same(fast, slow) {
		t.Errorf("the readers differ on %q", page)
		for i := range min(fast.Body().Blocks(), slow.Body().Blocks()) {
			if a, b := fast.Body().Block(i), slow.Body().Block(i); !alikeBlocks(a, b) {
				t.Fatalf("block %d is %v %+v, and %v %+v", i, a.Kind, a.Spans(), b.Kind, b.Spans())
			}
		}
		t.Fatalf("%d blocks and %d, %d notes and %d, markers %v and %v", fast.Body().Blocks(), slow.Body().Blocks(), len(fast.Numbered()), len(slow.Numbered()), fast.Refs(), slow.Refs())
	}
	return true
}

const ownSample = "---\ntitle: T & <T>\n---\n\n# A *heading*[^1]\n\nText with **bold *both***, `code & <c>`, H~2~O, ~~s~~ and a [link](https://example.org/?a=1&b=2).[^1] A line\\\nbroken.[^2]\n\n" +
	"> quoted\n>\n> > twice[^3]\n\n- one\n  - two\n    1. three\n    2. four[^4]\n- five\n\n7. seven\n8. eight\n\n- [ ] open\n- [x] done\n\n```go\nfunc main() {\n\n\t<x>\n}\n```\n\n***\n\n" +
	"| a | b |\n|---|--:|\n| 1[^5] | 2 |\n|   | 3 |\n\nשלום[^2]\n\n" +
	"[^1]: One.\n\n[^2]: Two.\n\n    More.\n\n[^3]: - an item\n    - another\n\n[^4]: https://example.org/x\n\n[^5]: > q\n"

func TestTheFastReaderOfHTMLAgreesWithTheOther(t *testing.T) {
	e, _, err := markdown.Read(ownSample)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []html.Options{{Standalone: true}, {}, {IDPrefix: "x-"}} {
		var out bytes.Buffer
		if _, err := html.Write(&out, e, o); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		if !agree(t, page) {
			t.Fatalf("the fast reader gives up on\n%s", page)
		}
		if back, _ := html.ReadOwn(page); !same(e, back) {
			t.Errorf("what was written reads otherwise:\n%s", page)
		}
		r := rand.New(rand.NewPCG(1, uint64(len(page))))
		taken := 0
		for range 3000 {
			b := bytes.Clone(out.Bytes())
			at := r.IntN(len(b))
			switch r.IntN(3) {
			case 0:
				b = append(b[:at], b[min(len(b), at+1+r.IntN(8)):]...)
			case 1:
				from := r.IntN(len(b))
				b = append(b[:at:at], append(bytes.Clone(b[from:min(len(b), from+r.IntN(30))]), b[at:]...)...)
			default:
				b[at] = "<>&\" \nax"[r.IntN(8)]
			}
			if agree(t, string(b)) {
				taken++
			}
		}
		t.Logf("%d of 3000 damaged pages were taken", taken)
	}
}

func FuzzFastReader(f *testing.F) {
	e, _, err := markdown.Read(ownSample)
	if err != nil {
		f.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := html.Write(&out, e, html.Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(out.String())
	if names, err := filepath.Glob("html/testdata/*.html"); err == nil {
		for _, name := range names {
			if b, err := os.ReadFile(name); err == nil {
				f.Add(string(b))
			}
		}
	}
	f.Fuzz(func(t *testing.T, page string) { agree(t, page) })
}
