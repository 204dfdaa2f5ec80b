package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// BenchmarkLongPaste is a long paste into a window with its notes: what goes on
// beside the typing (copy, read, doctor), and what the window waits for (put,
// delete all, undo of either). The page alone is measured in app/page.
func BenchmarkLongPaste(b *testing.B) {
	const size = 10 << 20
	sentence := "The office that kept the ledger never used the word; it wrote of moorings held. "
	plain := strings.Repeat(strings.Repeat(sentence, 8)+"\n\n", size/8/len(sentence))
	var blocks []*doc.Block
	var notes []*essay.Note
	for n := 0; n*4*len(sentence) < size; n++ {
		id := essay.NoteID(fmt.Sprint("n", n))
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: strings.Repeat(sentence, 4)}, essay.MarkerOf(id)))
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText(fmt.Sprint("Daily Ledger, ", n, "."))})
	}
	e := essay.New(doc.New(blocks...), notes...)
	noted := e.Cut("", 0, e.Body().Len())
	lib := library(b)
	var data [3][]byte
	copied := timed(func() {
		for i, f := range flavours(noted, lib) {
			data[i] = f.Data()
		}
	})
	for _, c := range []struct {
		name, kind string
		data       []byte
	}{{"text", clip.Text, []byte(plain)}, {"piece", clip.Piece, data[0]}, {"HTML", clip.HTML, data[1]}, {"Markdown", clip.Text, data[2]}} {
		b.Run(c.name, func(b *testing.B) {
			var reading, putting, undoing, deleting, restoring, examining time.Duration
			for b.Loop() {
				board := &memoryBoard{}
				board.holds(c.kind, string(c.data))
				w := openWindow(b, lib, essay.New(doc.FromText("a")), board)
				var p pasted
				reading += timed(func() { p = read(context.Background(), board, lib, false) })
				putting += timed(func() { w.edit(func() error { return w.desk.session.Paste(p.piece) }) })
				examining += timed(func() { doctor.Examine(w.desk.session.Essay().Body()) })
				w.win.Canvas().Focus(w.desk.page)
				w.desk.page.TypedShortcut(&fyne.ShortcutSelectAll{})
				deleting += timed(func() { w.desk.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) })
				restoring += timed(func() { w.desk.session.Undo() })
				undoing += timed(func() { w.desk.session.Undo() })
			}
			for what, d := range map[string]time.Duration{"copy": copied * time.Duration(b.N), "read": reading, "put": putting, "undo": undoing, "delete": deleting, "undo-delete": restoring, "doctor": examining} {
				b.ReportMetric(float64(d.Microseconds())/1000/float64(b.N), what+"-ms")
			}
		})
	}
}

func timed(do func()) time.Duration {
	start := time.Now()
	do()
	return time.Since(start)
}
