package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/storage"
)

// clipboard is the window's way to the system's clipboard. Where the system
// has none but Fyne's of plain text, it keeps the piece that was copied for as
// long as the text there is the piece's. It belongs to the user interface's
// goroutine.
type clipboard struct {
	w      *Window
	board  clip.Board // the system's, once it was asked for; or nil
	asked  bool
	text   string
	kept   essay.Fragment
	cancel context.CancelFunc // ends the reading that goes on
}

// system is the system's clipboard if from is, or nil.
func (c *clipboard) system(from fyne.Clipboard) clip.Board {
	if from != c.w.app.Clipboard() {
		return nil
	}
	if window, native := c.w.win.(driver.NativeWindow); native && !c.asked {
		c.asked = true
		window.RunNative(func(ctx any) {
			_, wayland := ctx.(driver.WaylandWindowContext)
			c.board = clip.Native(wayland)
		})
	}
	return c.board
}

// orPlain is the system's clipboard, or the text that Fyne has.
func (c *clipboard) orPlain(from fyne.Clipboard) clip.Board {
	if b := c.system(from); b != nil {
		return b
	}
	return clip.Plain(from.Content())
}

func (c *clipboard) close() {
	if c.cancel != nil {
		c.cancel()
	}
	if c.board != nil {
		c.board.Close()
	}
}

// copy gives a piece of the essay to a clipboard, in as many types as it takes.
// They are written when another program asks for them.
func (c *clipboard) copy(to fyne.Clipboard, f essay.Fragment) {
	c.text, c.kept = "", essay.Fragment{}
	if b := c.system(to); b != nil && b.Offer(flavours(f, c.w.lib)...) == nil {
		return
	}
	c.text, c.kept = markdown.Fragment(asText(f, styleFolders(c.w.lib))), f
	to.SetContent(c.text)
}

// offer gives a clipboard what was made for another program; where the system
// has none but Fyne's, the text alone.
func (c *clipboard) offer(to fyne.Clipboard, text string, list []clip.Flavour) {
	c.text, c.kept = "", essay.Fragment{}
	if b := c.system(to); b == nil || b.Offer(list...) != nil {
		to.SetContent(text)
	}
}

func flavours(f essay.Fragment, lib *storage.Library) []clip.Flavour {
	text := sync.OnceValue(func() essay.Fragment { return asText(f, styleFolders(lib)) })
	list := []clip.Flavour{
		{Type: clip.Piece, Data: sync.OnceValue(func() []byte { return pack(f, lib) })},
		{Type: clip.HTML, Data: sync.OnceValue(func() []byte { return asHTML(text()) })},
		{Type: clip.Text, Data: sync.OnceValue(func() []byte { return []byte(markdown.Fragment(text())) })},
	}
	if blocks := f.Slice.Blocks; len(blocks) == 1 && blocks[0].Kind == doc.Image {
		data, found, err := lib.Picture(blocks[0].Info.Source)
		if err == nil && found && bytes.HasPrefix(data, []byte("\x89PNG")) {
			list = append(list, clip.Flavour{Type: clip.PNG, Data: func() []byte { return data }})
		}
	}
	return list
}

// asHTML is a piece as other programs read it. What was copied out of a line
// is no paragraph there.
func asHTML(f essay.Fragment) []byte {
	var s strings.Builder
	if _, err := html.Write(&s, f.Essay(), html.Options{IDPrefix: "ibid-" + strings.ToLower(rand.Text()[:6]) + "-"}); err != nil {
		return nil
	}
	out := strings.TrimSpace(s.String())
	if blocks := f.Slice.Blocks; len(blocks) == 1 && blocks[0].Kind == doc.Paragraph && len(f.Notes) == 0 {
		out = strings.TrimSuffix(strings.TrimPrefix(out, "<p>"), "</p>")
		// A blank at the edge of a line is kept only if it does not look like one.
		text := blocks[0].Text()
		if strings.HasPrefix(text, " ") {
			out = "&nbsp;" + strings.TrimPrefix(out, " ")
		}
		if strings.HasSuffix(text, " ") {
			out = strings.TrimSuffix(out, " ") + "&nbsp;"
		}
	}
	return []byte(`<meta charset="utf-8">` + out)
}

// packed is a piece of an essay between two Ibids, whose libraries may differ.
type packed struct {
	Piece    essay.Fragment    `json:"piece"`
	Pictures map[string][]byte `json:"pictures,omitempty"` // by their sources
}

// pack writes a piece with the pictures in it, as far as they are not too large
// to be carried.
func pack(f essay.Fragment, lib *storage.Library) []byte {
	p := packed{Piece: f, Pictures: map[string][]byte{}}
	size := 0
	for _, b := range f.Slice.Blocks {
		if b.Kind != doc.Image || p.Pictures[b.Info.Source] != nil {
			continue
		}
		data, found, err := lib.Picture(b.Info.Source)
		if err == nil && found && size+len(data) < clip.Limit/2 {
			p.Pictures[b.Info.Source] = data
			size += len(data)
		}
	}
	data, err := json.Marshal(p)
	if err != nil {
		return nil
	}
	return data
}

// unpack reads what pack wrote, and keeps the pictures that it brings.
func unpack(data []byte, lib *storage.Library) (essay.Fragment, error) {
	var p packed
	if err := json.Unmarshal(data, &p); err != nil {
		return essay.Fragment{}, err
	}
	for _, picture := range p.Pictures {
		if _, err := checkPicture(picture); err != nil {
			continue
		}
		// A source is made of the bytes alone, so that the image finds them.
		if _, err := lib.AddPicture(picture); err != nil {
			return essay.Fragment{}, err
		}
	}
	return p.Piece, nil
}
