// Package storage holds the library: all essays with their notes in one SQLite
// file. What an essay is made of are rows, one for each block, so that saving a
// keystroke writes one or two of them however long the essay is.
//
// Absent: the notes' numbers and everything else that follows from the text,
// except the copies that the list of essays needs; windows; other formats. Only
// this package knows SQL.
package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Library is an open library. Its methods may be called from several
// goroutines.
type Library struct {
	// Now tells the time of changes. It is called by one goroutine at a time.
	Now func() time.Time

	path string
	db   *sql.DB

	mu   sync.Mutex // held by every method; guards the file's one connection and open
	open map[EssayID]*state
}

// DefaultPath is the file of the user's own library, in the folder where the
// system keeps the data of programs.
func DefaultPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("the home folder is not known, so there is no place for the library; name a file for it: %w", err)
	}
	return filepath.Join(dataFolder(runtime.GOOS, home, os.Getenv), "library.ibid"), nil
}

func dataFolder(system, home string, env func(string) string) string {
	switch system {
	case "windows":
		if local := env("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "Ibid")
		}
		return filepath.Join(home, "AppData", "Local", "Ibid")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "Ibid")
	}
	if data := env("XDG_DATA_HOME"); filepath.IsAbs(data) { // the specification has others ignored
		return filepath.Join(data, "ibid")
	}
	return filepath.Join(home, ".local", "share", "ibid")
}

// StyleFolder is the folder beside the library in which its own styles of
// citing lie. It need not exist.
func (l *Library) StyleFolder() string { return filepath.Join(filepath.Dir(l.path), "styles") }

// Open opens the library at path, or makes one with the folders that it needs.
// A library of an older version is brought up to date. A file that is not a
// library, or one of a newer version, is refused and left as it is; so is one
// that is open already, in this process or another, and one that cannot be
// written.
func Open(path string) (*Library, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("the library %s cannot be found: %w", path, err)
	}
	l := &Library{Now: time.Now, path: abs, open: map[EssayID]*state{}}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return nil, fmt.Errorf("the folder %s for the library cannot be made; choose another place: %w", filepath.Dir(abs), err)
	}
	if _, taken := held.LoadOrStore(abs, l); taken {
		return nil, l.sentence("opened", sqlite3.Error{Code: sqlite3.ErrBusy})
	}
	if err := checkHeader(abs); err != nil {
		held.CompareAndDelete(abs, l)
		return nil, err
	}
	l.db = connect(abs)
	if err := migrate(abs, l.db); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// held has the paths of the libraries that this process has open. To open one
// again would end its lock: a Unix system drops a process's locks on a file as
// soon as the process closes that file anywhere, as reading the header does.
var held sync.Map

// Path is the library's file.
func (l *Library) Path() string { return l.path }

func (l *Library) release() error {
	defer held.CompareAndDelete(l.path, l)
	return l.db.Close()
}

// Close closes the file. Nothing stays beside it.
func (l *Library) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	// The journal can go only when the file is no longer held for this process
	// alone, which it is until the next reading.
	for _, q := range []string{"PRAGMA locking_mode = NORMAL", "SELECT count(*) FROM sqlite_master", "PRAGMA journal_mode = DELETE"} {
		if _, err := l.db.Exec(q); err != nil {
			return errors.Join(l.sentence("closed", err), l.release())
		}
	}
	if err := l.release(); err != nil {
		return l.sentence("closed", err)
	}
	return nil
}

// Setting is the value kept under a key, or "" if there is none.
func (l *Library) Setting(key string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var value string
	err := l.db.QueryRow("SELECT value FROM setting WHERE key = ?", key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", l.sentence("read", err)
	}
	return value, nil
}

// SetSetting keeps a value under a key.
func (l *Library) SetSetting(key, value string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.db.Exec("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	if err != nil {
		return l.sentence("written", err)
	}
	return nil
}

// now is Now for those who do not hold the mutex.
func (l *Library) now() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Now()
}

// transact runs f in a transaction: all of it comes about or nothing.
func transact(db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		// SQLite may have rolled back by itself, which is no second failure.
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}
