package storage

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
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
