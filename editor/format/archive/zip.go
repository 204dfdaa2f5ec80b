// Package archive reads the zip files and the XML that word processors and
// e-books are made of, also hostile ones: what is inflated is counted while it
// is inflated, and everything that could grow without end has a limit. It
// writes zip files that depend on nothing but their content.
//
// Absent: files on a disk. Nothing is unpacked, so no name in an archive ever
// becomes a path.
package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of an archive. They are several times what the longest real books
// need.
const (
	maxEntries = 20_000
	maxPart    = 128 << 20 // bytes of one part, inflated
	maxTotal   = 512 << 20 // bytes of all parts that are read, inflated
	maxRatio   = 200       // inflated to packed, once freeRatio bytes are inflated; prose reaches some 20
	freeRatio  = 24 << 20
)

// Errors of archives that can be told apart. Each is a sentence for the author.
var (
	ErrNotZip    = errors.New("the file is not what its name says, or it is cut short: its parts cannot be found in it")
	ErrProtected = errors.New("the file is protected by a password: save it without one and try again")
	ErrOldWord   = errors.New("the file is in the format of Word before 2007 or protected by a password: save it as .docx without a password and try again")
	ErrTooLarge  = errors.New("the file unpacks to far more than a document holds and was not read any further")
)

// Reader is an opened archive. It counts what is read of it.
type Reader struct {
	files    map[string]*zip.File
	packed   int64
	inflated int64
}

// Open reads the list of parts. Parts are named with slashes, without one at
// the start.
func Open(b []byte) (*Reader, error) {
	if bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0")) {
		return nil, ErrOldWord
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrNotZip
	}
	if len(z.File) > maxEntries {
		return nil, ErrTooLarge
	}
	r := &Reader{files: make(map[string]*zip.File, len(z.File)), packed: int64(len(b))}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if strings.HasSuffix(name, "/") {
			continue
		}
		if clean := path.Clean(name); clean != name || strings.HasPrefix(clean, "../") || clean == ".." || strings.ContainsAny(name, "\x00:") {
			return nil, fmt.Errorf("the file holds a part with the name %.60q, which no word processor writes: it was not read", f.Name)
		}
		if r.files[name] != nil {
			return nil, fmt.Errorf("the file holds two parts with the name %.60q: it is damaged", name)
		}
		if f.Flags&1 != 0 {
			return nil, ErrProtected
		}
		r.files[name] = f
	}
	return r, nil
}

// Has reports whether there is a part of that name.
func (r *Reader) Has(name string) bool { return r.files[name] != nil }

// Read inflates a part. A part that is not there gives an error that wraps
// [ErrMissing].
func (r *Reader) Read(name string) ([]byte, error) {
	f := r.files[name]
	if f == nil {
		return nil, fmt.Errorf("the file's part %q %w", name, ErrMissing)
	}
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("the file's part %q cannot be unpacked: %w", name, err)
	}
	defer in.Close()
	limit := min(maxPart, maxTotal-r.inflated, max(freeRatio, maxRatio*r.packed)-r.inflated)
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(in, max(0, limit)+1))
	r.inflated += n
	switch {
	case n > limit:
		return nil, ErrTooLarge
	case err != nil:
		return nil, fmt.Errorf("the file's part %q is damaged: %w", name, err)
	}
	return out.Bytes(), nil
}

// ErrMissing says that a part is not in the archive.
var ErrMissing = errors.New("is missing")
