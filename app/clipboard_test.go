package app

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// memoryBoard is a clipboard of all types that may be slow.
type memoryBoard struct {
	offer []clip.Flavour
	open  chan struct{} // reading waits until it is closed; nil is open
}

func (b *memoryBoard) Offer(f ...clip.Flavour) error { b.offer = f; return nil }
func (b *memoryBoard) Close()                        {}

func (b *memoryBoard) Read(ctx context.Context, wanted ...string) (string, []byte, error) {
	if b.open != nil {
		select {
		case <-b.open:
		case <-ctx.Done():
			return "", nil, context.Cause(ctx)
		}
	}
	for _, kind := range wanted {
		for _, f := range b.offer {
			if f.Type == kind {
				return kind, f.Data(), nil
			}
		}
	}
	return "", nil, nil
}

func (b *memoryBoard) holds(kind, data string) {
	b.offer = append(b.offer, clip.Flavour{Type: kind, Data: func() []byte { return []byte(data) }})
}

func library(t testing.TB) *storage.Library {
	t.Helper()
	lib, err := storage.Open(filepath.Join(t.TempDir(), "library.ibid"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	return lib
}

// harbour has a note in its second sentence.
func harbour() *essay.Essay {
	return essay.New(doc.New(
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "The office kept a ledger. It wrote of vessels"}, essay.MarkerOf("n"), doc.Span{Text: ". "}),
	), &essay.Note{ID: "n", Text: doc.FromText("Ledger, 4.")})
}

// openWindow opens an essay in a window of the test driver, with a clipboard
// of all types, or of plain text for nil. Nothing in it works beside the test
// but what a test waits for: the driver would let that meet on the screen.
func openWindow(t testing.TB, lib *storage.Library, e *essay.Essay, b clip.Board) *Window {
	t.Helper()
	id, err := lib.Create(e)
	if err != nil {
		t.Fatal(err)
	}
	w := &Window{app: test.NewTempApp(t), lib: lib, status: newStatus(nil, nil)}
	w.win = test.NewTempWindow(t, w.status.content)
	w.board = clipboard{w: w, board: b, asked: true}
	w.clip = page.Clip{Copy: w.board.copy, Paste: w.board.paste}
	save := storage.NewAutosave(lib, id, func(storage.SaveState) {})
	w.desk = newDesk(id, e, save, w.win.Canvas(), usualLook.settings(), &w.clip, func(x *page.Text) { x.OnError = w.fail })
	t.Cleanup(func() {
		if err := w.desk.close(); err != nil {
			t.Error(err)
		}
	})
	w.win.SetContent(w.desk.page)
	w.win.Canvas().Focus(w.desk.page)
	return w
}

func (w *Window) selected(from, to doc.Pos) {
	w.desk.page.Select(editor.Selection{Anchor: from, Head: to})
}

func body(w *Window) string { return w.desk.session.Essay().Body().String() }

func TestCopyAndPasteInTheWindow(t *testing.T) {
	for name, board := range map[string]clip.Board{"all types": &memoryBoard{}, "plain text": nil} {
		t.Run(name, func(t *testing.T) {
			w := openWindow(t, library(t), harbour(), board)
			end := w.desk.session.Essay().Body().Len()
			w.selected(26, end)
			w.copy()
			w.selected(end, end)
			w.paste()
			notes := w.desk.session.Essay().Numbered()
			if got := body(w); got != "The office kept a ledger. It wrote of vessels\uFFFC. It wrote of vessels\uFFFC. " || len(notes) != 2 {
				t.Errorf("pasted %q with %d notes", got, len(notes))
			}
			w.selected(0, 0)
			w.pastePlain()
			if got := body(w); strings.Count(got, "\uFFFC") != 2 || !strings.HasPrefix(got, "It wrote of vessels[^1].") {
				t.Errorf("pasted without formatting %q", got)
			}
		})
	}
}

// TestACutSentenceTakesItsNoteBackAfterARestart leaves no more than the text
// on the clipboard, as a desktop may.
func TestACutSentenceTakesItsNoteBackAfterARestart(t *testing.T) {
	lib := library(t)
	w := openWindow(t, lib, harbour(), nil)
	w.selected(26, w.desk.session.Essay().Body().Len())
	w.cut()
	text, e := w.app.Clipboard().Content(), w.desk.session.Essay()
	if len(e.Bin()) != 1 || !strings.Contains(text, "[^1]: Ledger, 4.") {
		t.Fatalf("cut %q, %d notes in the bin", text, len(e.Bin()))
	}
	again := openWindow(t, lib, e, nil)
	again.app.Clipboard().SetContent(text)
	again.selected(26, 26)
	again.paste()
	if e := again.desk.session.Essay(); len(e.Bin()) != 0 || e.Number("n") != 1 || body(again) != "The office kept a ledger. It wrote of vessels\uFFFC. " {
		t.Errorf("pasted %q, %d notes in the bin", body(again), len(e.Bin()))
	}
}

func TestWhatIsPastedFirst(t *testing.T) {
	dot := picture(t)
	tests := []struct {
		name  string
		holds [][2]string
		want  string
		notes int
	}{
		{"a piece", [][2]string{{clip.Text, "t"}, {clip.HTML, "<p>h"}, {clip.Piece, `{"piece":{"blocks":[{"kind":"paragraph","spans":[{"text":"p"}]}]}}`}}, "p", 0},
		{"a piece that cannot be read", [][2]string{{clip.HTML, "<p>h"}, {clip.Piece, "x"}}, "h", 0},
		{"HTML", [][2]string{{clip.Text, "t"}, {clip.HTML, `<p>h<a id=a href="#b">1</a></p><p><a id=b href="#a">1</a> note</p>`}}, "h\uFFFC", 1},
		{"HTML without text", [][2]string{{clip.Text, "t"}, {clip.HTML, "<img src=x>"}}, "t", 0},
		{"a picture", [][2]string{{clip.HTML, "<img src=x>"}, {clip.PNG, dot}, {clip.Text, "http://x"}}, "\n", 0},
		{"text with notes", [][2]string{{clip.Text, "a[^1]\n\n[^1]: b"}}, "a\uFFFC", 1},
		{"text", [][2]string{{clip.Text, "# a\n\n*b*\x00"}}, "# a\n*b*", 0},
		{"nothing", nil, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := &memoryBoard{}
			for _, h := range tt.holds {
				b.holds(h[0], h[1])
			}
			lib := library(t)
			w := openWindow(t, lib, essay.New(doc.New()), b)
			w.paste()
			e := w.desk.session.Essay()
			if got := body(w); got != tt.want || len(e.Numbered()) != tt.notes {
				t.Errorf("pasted %q with %d notes, want %q", got, len(e.Numbered()), tt.want)
			}
			if tt.name == "a picture" {
				block := e.Body().Block(0)
				if _, found, err := lib.Picture(block.Info.Source); block.Kind != doc.Image || !found || err != nil {
					t.Errorf("the picture is a block of kind %d, kept: %v, %v", block.Kind, found, err)
				}
			}
		})
	}
}

func picture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTypingWhileAPasteIsSlow types before the place that waits for a paste.
func TestTypingWhileAPasteIsSlow(t *testing.T) {
	b := &memoryBoard{open: make(chan struct{})}
	b.holds(clip.Text, "slow")
	w := openWindow(t, library(t), essay.New(doc.FromText("ab")), b)
	w.selected(1, 1)
	w.paste()
	if w.status.text.text.Text != "Pasting…" {
		t.Errorf("the status line says %q", w.status.text.text.Text)
	}
	w.selected(0, 0)
	w.desk.page.TypedRune('x')
	// What comes later from another goroutine is told by the session.
	var done sync.WaitGroup
	done.Add(1)
	w.desk.session.Observe(func(editor.Update) { done.Done() })
	close(b.open)
	done.Wait()
	if got := body(w); got != "xaslowb" {
		t.Errorf("the text is %q", got)
	}
}

func TestAPasteThatFails(t *testing.T) {
	w := openWindow(t, library(t), harbour(), &failing{})
	before := body(w)
	w.paste()
	if got := w.status.text.text.Text; got != "The owner is gone." || body(w) != before {
		t.Errorf("the status line says %q", got)
	}
}

type failing struct{ memoryBoard }

func (failing) Read(context.Context, ...string) (string, []byte, error) {
	return "", nil, errors.New("the owner is gone")
}

func TestAPieceBringsItsPicturesToAnotherLibrary(t *testing.T) {
	here, there := library(t), library(t)
	source, err := here.AddPicture([]byte(picture(t)))
	if err != nil {
		t.Fatal(err)
	}
	image := doc.NewBlock(doc.Image, 0, doc.Span{Text: "A quay"}).WithInfo(doc.Info{Source: source})
	e := essay.New(doc.New(image))
	f, err := unpack(pack(e.Cut("", 0, e.Body().Len()), here), there)
	if err != nil || !f.Slice.Blocks[0].Equal(image) {
		t.Errorf("%v, %v", f.Slice.Blocks, err)
	}
	if _, found, err := there.Picture(source); !found || err != nil {
		t.Errorf("the picture is there: %v, %v", found, err)
	}
	kinds := []string{}
	for _, f := range flavours(f, there) {
		kinds = append(kinds, f.Type)
	}
	if !slices.Contains(kinds, clip.PNG) {
		t.Errorf("a picture is offered as %v", kinds)
	}
}
