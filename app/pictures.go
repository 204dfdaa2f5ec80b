package app

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // pictures that can be shown
	_ "image/jpeg" // the same
	_ "image/png"  // the same
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	_ "golang.org/x/image/webp" // the same

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor/format"
	pictures "github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/storage"
)

// pictureEndings are those of the files that can be shown.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp"}

// pictureBytes bounds a picture's file, and picturePixels what it holds, so
// that one picture cannot fill the memory.
const (
	pictureBytes  = 64 << 20
	picturePixels = 100 << 20
)

// gallery holds the pictures that were shown. It belongs to the
// user interface's goroutine.
type gallery struct {
	w     *Window
	shown map[where]*page.Picture
}

// where is the place at which a picture was looked for: a source means another file beside
// another text.
type where struct{ folder, source string }

// picture is what a source leads to. Its size is known at once; its pixels are
// read off this goroutine, and the page drawn again when they are there.
func (g *gallery) picture(source string) page.Picture {
	var at where
	if at.source = source; !pictures.InLibrary(source) && g.w.desk != nil {
		at.folder = g.w.desk.folder
	}
	if p := g.shown[at]; p != nil {
		return *p
	}
	p := &page.Picture{}
	g.shown[at] = p
	data, found := format.Beside([]string{at.folder}, g.w.libraryPicture)(source)
	if !found {
		return *p
	}
	config, err := checkPicture(data)
	if err != nil {
		g.w.fail(err)
		return *p
	}
	p.Width, p.Height = config.Width, config.Height
	go func() {
		img, _, err := image.Decode(bytes.NewReader(data))
		fyne.Do(func() {
			if err != nil {
				g.w.fail(fmt.Errorf("a picture cannot be shown: %w", err))
				return
			}
			p.Pixels = img
			if g.w.desk != nil {
				g.w.desk.page.Refresh()
			}
		})
	}()
	return *p
}

// libraryPicture finds the bytes of a picture that is kept in the library. It may
// be called on any goroutine.
func (w *Window) libraryPicture(source string) ([]byte, bool) {
	data, found, err := w.lib.Picture(source)
	if err != nil {
		w.do(func() { w.fail(err) })
	}
	return data, found && err == nil
}

func checkPicture(data []byte) (image.Config, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return config, errors.New("this is no picture that can be shown: choose a PNG, JPEG, GIF or WebP file")
	case config.Width < 1 || config.Height < 1 || config.Width*config.Height > picturePixels:
		return config, fmt.Errorf("the picture is too large to be shown (%d × %d pixels): make it smaller first", config.Width, config.Height)
	}
	return config, nil
}

func isPicture(path string) bool {
	return slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(path)))
}

func (w *Window) insertPicture() {
	w.choose(lang.L("Which picture is to be inserted? Type its path."), withSlash(w.exportFolder()), files(isPicture, false), func(paths []string) {
		w.addPicture(paths[0])
	})
}

// addPicture keeps a picture's file in the library, off this goroutine, and
// puts it into the essay.
func (w *Window) addPicture(path string) {
	w.status.sayQuietly(lang.L("Reading {{.File}}…", map[string]any{"File": filepath.Base(path)}))
	d := w.desk
	go func() {
		source, err := w.keepPictureFile(path)
		fyne.Do(func() {
			w.status.sayQuietly("")
			if err != nil {
				w.fail(fmt.Errorf("%s: %w", filepath.Base(path), err))
			} else if w.desk == d {
				w.edit(func() error { return d.session.InsertImage(source, "") })
			}
		})
	}()
}

func (w *Window) keepPictureFile(path string) (source string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, pictureBytes+1))
	if err != nil {
		return "", err
	}
	return keepPicture(data, w.lib)
}

// keepPicture keeps a picture's bytes in the library, if it can be shown.
func keepPicture(data []byte, lib *storage.Library) (source string, err error) {
	if len(data) > pictureBytes {
		return "", errors.New("the picture's file is larger than 64 MB: make it smaller first")
	}
	if _, err := checkPicture(data); err != nil {
		return "", err
	}
	return lib.AddPicture(data)
}
