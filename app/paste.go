package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/editor/format/text"
	"github.com/ibid-editor/ibid/storage"
)

const (
	// atOnce is how long a paste may hold the window up, so that what is typed
	// after it comes after it. What takes longer goes on beside the typing.
	atOnce = 60 * time.Millisecond
	// pasteFor is how long a paste may take altogether.
	pasteFor = 2 * time.Minute
	// short is the length of a text that is read in no time, in bytes.
	short = 1 << 16
	// reviewed is the least length of a text that may hold typed notes, in bytes.
	reviewed = 200
)

// pasted is what a clipboard held, ready to be put into the essay.
type pasted struct {
	piece   essay.Fragment
	picture string // its source in the library, if it is a picture
	err     error
}

func (p pasted) empty() bool { return p.picture == "" && len(p.piece.Slice.Blocks) == 0 }

// paste puts what a clipboard holds in the place of what is selected in a
// text. The clipboard is read and understood off the user interface's
// goroutine.
func (c *clipboard) paste(into *page.Text, from fyne.Clipboard, plain bool) {
	if c.cancel != nil {
		c.cancel()
	}
	d, sel := c.w.desk, into.Selection()
	d.session.Select(sel)
	board := c.system(from)
	if board == nil {
		board = clip.Plain(from.Content())
	}
	if t, ok := board.(clip.Plain); ok {
		if t != "" && string(t) == c.text && !plain {
			c.put(d, sel, pasted{piece: c.kept})
			return
		} else if len(t) < short {
			c.put(d, sel, read(context.Background(), board, c.w.lib, plain))
			return
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), pasteFor)
	c.cancel = cancel
	ready := make(chan pasted, 1)
	go func() { ready <- read(ctx, board, c.w.lib, plain) }()
	select {
	case p := <-ready:
		cancel()
		c.finish(d, sel, p, from, plain)
	case <-time.After(atOnce):
		c.w.status.sayQuietly(lang.L("Pasting…"))
		place := follow(d.session, sel)
		go func() {
			p := <-ready
			fyne.Do(func() {
				cancel()
				place.stop()
				if errors.Is(p.err, context.Canceled) || c.w.desk != d || d.session.Essay().Text(place.sel.In) == nil {
					return
				}
				c.w.status.sayQuietly("")
				c.finish(d, place.sel, p, from, plain)
			})
		}()
	}
}

// finish puts in what was read. Where the platform has no way to all types,
// the text of Fyne's clipboard is all there is.
func (c *clipboard) finish(d *desk, sel editor.Selection, p pasted, from fyne.Clipboard, plain bool) {
	if errors.Is(p.err, errors.ErrUnsupported) {
		t := from.Content()
		p = pasted{piece: c.kept}
		if t == "" || t != c.text || plain {
			p = read(context.Background(), clip.Plain(t), c.w.lib, plain)
		}
	}
	c.put(d, sel, p)
}

// put puts what was read in the place of a selection. When typed notes come
// with it, or stand there already, the doctor offers to make them real.
func (c *clipboard) put(d *desk, sel editor.Selection, p pasted) {
	if p.err != nil || p.empty() {
		c.w.fail(p.err)
		return
	}
	d.session.Select(sel)
	if p.picture != "" {
		c.w.edit(func() error { return d.session.InsertImage(p.picture, "") })
		return
	}
	c.w.edit(func() error { return d.session.Paste(p.piece) })
	if sel.In != "" || len(p.piece.Notes) > 0 || !isLong(p.piece) {
		return
	}
	if c.w.desk == d {
		c.w.examine(func() {})
	}
}

// isLong reports whether a piece is long enough to hold typed notes.
func isLong(f essay.Fragment) bool {
	n := 0
	for _, b := range f.Slice.Blocks {
		if n += int(b.Len()); n >= reviewed {
			return true
		}
	}
	return false
}

// place is a selection that moves with the text while something is waited for.
type place struct {
	sel  editor.Selection
	stop func()
}

func follow(s *editor.Session, sel editor.Selection) *place {
	p := &place{sel: sel}
	p.stop = s.Observe(func(u editor.Update) {
		p.sel.Anchor = u.Map(sel.In, p.sel.Anchor, doc.After)
		p.sel.Head = u.Map(sel.In, p.sel.Head, doc.After)
	})
	return p
}

// read reads a clipboard: a piece of an essay whole, else HTML, else a picture,
// else a text, in which Markdown with notes is understood. What cannot be read
// gives way to the next.
func read(ctx context.Context, board clip.Board, lib *storage.Library, plain bool) pasted {
	wanted := []string{clip.Piece, clip.HTML, clip.PNG, clip.Text}
	if plain {
		wanted = []string{clip.Text}
	}
	for {
		kind, data, err := board.Read(ctx, wanted...)
		if ctx.Err() != nil && err == nil {
			err = context.Cause(ctx)
		}
		if err != nil || kind == "" {
			return pasted{err: err}
		}
		p := understand(kind, data, lib, plain)
		if wanted = wanted[slices.Index(wanted, kind)+1:]; len(wanted) == 0 || p.err == nil && !p.empty() {
			return p
		}
	}
}

func understand(kind string, data []byte, lib *storage.Library, plain bool) (p pasted) {
	switch kind {
	case clip.Piece:
		p.piece, p.err = unpack(data, lib)
	case clip.HTML:
		src, err := text.Decode(data)
		if err != nil {
			return pasted{err: err}
		}
		p.piece, _, p.err = html.Paste(src)
	case clip.PNG:
		p.picture, p.err = keepPicture(data, lib)
	case clip.Text:
		t := strings.TrimRight(strings.ToValidUTF8(string(data), "\uFFFD"), "\x00")
		if f, ok := markdown.ReadFragment(t); ok && !plain {
			return pasted{piece: f}
		} else if t != "" {
			p.piece = essay.Fragment{Slice: editor.PlainSlice(t)}
		}
	}
	return p
}

// pastePlain pastes the clipboard's text alone, in the text that had the focus
// last.
func (w *Window) pastePlain() {
	if e, ok := w.win.Canvas().Focused().(*pickEntry); ok {
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	} else if t := w.textInUse(); t != nil {
		t.Paste(w.app.Clipboard(), true)
	}
}
