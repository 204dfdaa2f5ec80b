package storage

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// sentence says what could not be done to the library, why, and what helps.
// What the person wrote is still in the window then, and is saved by the next
// try.
func (l *Library) sentence(done string, err error) error { return sentence(l.path, done, err) }

func sentence(path, done string, err error) error {
	why := "its file cannot be used"
	var e sqlite3.Error
	if errors.As(err, &e) {
		switch e.Code {
		case sqlite3.ErrFull:
			why = "the disk is full; free some space"
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			why = "it is open in another window or another program; close it there"
		case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
			why = "it is write-protected; allow writing to the file and its folder"
		case sqlite3.ErrCantOpen:
			why = "its file cannot be opened or no file can be made beside it; check that the folder is there and may be written to"
		case sqlite3.ErrIoErr:
			why = "the disk reports an error; check the disk and the connection to it"
		case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			why = "its file is damaged; restore it from a backup"
		}
	}
	return fmt.Errorf("the library %s cannot be %s: %s (%w)", path, done, why, err)
}
