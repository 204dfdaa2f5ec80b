package storage

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// pictureScheme begins the source of an image whose bytes are in the library.
const pictureScheme = "ibid:"

// AddPicture keeps a picture's bytes and returns the source by which an image
// names it.
func (l *Library) AddPicture(data []byte) (source string, err error) {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.db.Exec("INSERT INTO picture (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", hash, data); err != nil {
		return "", l.sentence("written", err)
	}
	return pictureScheme + hash, nil
}

// KeepPictures keeps the pictures that came with an essay, and has its images
// name them there. Images whose source is none of them stay as they are.
func (l *Library) KeepPictures(e *essay.Essay, pictures map[string][]byte) (*essay.Essay, error) {
	if len(pictures) == 0 {
		return e, nil
	}
	body, err := l.keepPictures(e.Body(), pictures)
	if err != nil {
		return nil, err
	}
	var notes []*essay.Note
	for n := range e.Notes() {
		text, err := l.keepPictures(n.Text, pictures)
		if err != nil {
			return nil, err
		}
		if text != n.Text {
			kept := *n
			kept.Text = text
			notes = append(notes, &kept)
		}
	}
	return e.WithBody(body).WithNotes(notes...), nil
}

func (l *Library) keepPictures(text *doc.Document, pictures map[string][]byte) (*doc.Document, error) {
	for i, b := range text.All() {
		data, ok := pictures[b.Info.Source]
		if b.Kind != doc.Image || !ok {
			continue
		}
		source, err := l.AddPicture(data)
		if err != nil {
			return nil, err
		}
		info := b.Info
		info.Source = source
		text = text.SetInfo(i, info)
	}
	return text, nil
}

// Picture returns the bytes of a picture that is kept in the library; false if
// the source names none.
func (l *Library) Picture(source string) (data []byte, found bool, err error) {
	hash, ok := strings.CutPrefix(source, pictureScheme)
	if !ok {
		return nil, false, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	err = l.db.QueryRow("SELECT data FROM picture WHERE hash = ?", hash).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, l.sentence("read", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != hash {
		return nil, false, l.sentence("read", fmt.Errorf("the picture %.12s… is damaged", hash))
	}
	return data, true, nil
}
