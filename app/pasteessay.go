package app

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// pasteEssay makes a new essay of what the clipboard holds; files that were
// copied are imported.
func (w *Window) pasteEssay() {
	board := w.board.orPlain(w.app.Clipboard())
	w.status.sayQuietly(lang.L("Pasting…"))
	w.later(0, func() {
		ctx, cancel := context.WithTimeout(context.Background(), pasteFor)
		defer cancel()
		p := read(ctx, board, w.lib, false)
		fyne.Do(func() {
			w.status.sayQuietly("")
			e := p.piece.Essay()
			paths := pathsIn(e)
			switch {
			case p.err != nil:
				w.fail(p.err)
			case len(paths) > 0:
				w.importPaths(paths)
			case len(p.piece.Slice.Blocks) == 0:
				w.status.say(lang.L("The clipboard holds no text."))
			default:
				if err := w.openImport(format.Import{Essay: e}); err != nil {
					w.fail(err)
				} else if isLong(p.piece) && len(p.piece.Notes) == 0 {
					w.examine(func() {})
				}
			}
		})
	})
}

// pathsIn lists the files that a text names, one a line, as file managers copy
// them; nil if it is another text.
func pathsIn(e *essay.Essay) (paths []string) {
	for line := range strings.SplitSeq(strings.TrimSpace(e.Body().String()), "\n") {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "file://"); ok {
			if u := unescape(rest); u != "" {
				line = u
			}
		}
		if _, err := os.Stat(line); err != nil || !filepath.IsAbs(line) {
			return nil
		}
		paths = append(paths, line)
	}
	return paths
}

// unescape is the path of a file's address; "" if it is none.
func unescape(path string) string {
	p, err := url.PathUnescape(path)
	if err != nil {
		return ""
	}
	return p
}
