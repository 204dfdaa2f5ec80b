package format

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/ibid-editor/ibid/editor/format/picture"
)

// pictureBytes bounds a picture's file, so that one cannot fill the memory.
const pictureBytes = 64 << 20

// Beside finds pictures as library does, which may be nil, and those that stand as
// files where a text in one of some folders says; a folder "" is none. Only relative addresses count,
// and only files that are pictures by their first bytes: a text from somebody
// else can name any file of this machine.
func Beside(folders []string, library func(source string) ([]byte, bool)) func(source string) ([]byte, bool) {
	return func(source string) ([]byte, bool) {
		if library != nil {
			if b, ok := library(source); ok {
				return b, true
			}
		}
		name, ok := relative(source)
		if !ok {
			return nil, false
		}
		for _, folder := range folders {
			if folder == "" {
				continue
			}
			if b, err := readPicture(filepath.Join(folder, name)); err == nil {
				return b, true
			}
		}
		return nil, false
	}
}

// relative is the path that a relative address names; false if it is none.
func relative(source string) (path string, ok bool) {
	u, err := url.Parse(source)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	path = filepath.FromSlash(u.Path)
	return path, !filepath.IsAbs(path)
}

func readPicture(path string) ([]byte, error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() > pictureBytes {
		return nil, os.ErrNotExist
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head) // a shorter file is judged by what it has
	if _, ok := picture.Of(head[:n]); !ok {
		return nil, os.ErrNotExist
	}
	rest, err := io.ReadAll(io.LimitReader(f, pictureBytes))
	return append(head[:n], rest...), err
}

// Reach is how a text finds its pictures when it goes from a file in one of
// some folders into the file at path. A text that stays in its folder goes on
// naming the files there, and Markdown names them wherever it goes, so that it
// stays as it was; all others take the pictures along.
func (f Format) Reach(folders []string, path string, library func(source string) ([]byte, bool)) func(source string) ([]byte, bool) {
	stays := func() bool {
		to := filepath.Dir(path)
		for _, folder := range folders {
			if folder != to {
				return false
			}
		}
		return true
	}
	if len(folders) == 0 || f.exact || f.IsText() && stays() {
		return library
	}
	return Beside(folders, library)
}
