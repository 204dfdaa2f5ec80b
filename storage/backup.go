package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Verify looks for damage: in the file, in the index of words, and in what each
// essay, its past and its pictures hold. What it finds are sentences; none says
// that the library is whole. An error is that it could not look.
func (l *Library) Verify() ([]string, error) {
	found, err := l.verifyFile()
	if err != nil {
		return nil, err
	}
	list, err := l.List()
	if err != nil {
		return found, err
	}
	trash, err := l.Trash()
	if err != nil {
		return found, err
	}
	for _, x := range append(list, trash...) {
		if _, err := l.Load(x.ID); err != nil {
			found = append(found, fmt.Sprintf("The essay “%s” (%d) cannot be read: %v.", x.Title, x.ID, err))
		} else if _, err := l.Past(x.ID); err != nil {
			found = append(found, fmt.Sprintf("The past of the essay “%s” (%d) cannot be read: %v.", x.Title, x.ID, err))
		}
	}
	sources, err := l.column("SELECT hash FROM picture")
	if err != nil {
		return found, l.sentence("read", err)
	}
	for _, hash := range sources {
		if _, _, err := l.Picture(pictureScheme + hash); err != nil {
			found = append(found, fmt.Sprintf("The picture %.12s… is damaged.", hash))
		}
	}
	return found, nil
}

func (l *Library) verifyFile() ([]string, error) {
	var found []string
	says, err := l.column("PRAGMA integrity_check(20)")
	if err != nil {
		return nil, l.sentence("read", err)
	}
	for _, s := range says {
		if s != "ok" {
			found = append(found, fmt.Sprintf("The file is damaged: %s.", s))
		}
	}
	if says, err = l.column("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check"); err != nil {
		return nil, l.sentence("read", err)
	}
	for _, s := range says {
		found = append(found, fmt.Sprintf("In the table %s there is something that belongs to nothing.", s))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.db.Exec("INSERT INTO word (word) VALUES ('integrity-check')"); err != nil {
		found = append(found, "The index of words does not fit the texts, so a search may miss some.")
	}
	return found, nil
}

// column reads the first column of a query's rows as texts.
func (l *Library) column(query string) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s sql.NullString
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s.String)
	}
	return list, rows.Err()
}

// Backup writes a copy of the library as it is now. The file at path is replaced
// when the copy is whole and on the disk, and not before.
func (l *Library) Backup(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("the backup %s cannot be written: %w", path, err)
	}
	if abs == l.path {
		return fmt.Errorf("the backup %s would replace the library itself: choose another place", path)
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file in it", path)
	}
	folder, err := os.MkdirTemp(filepath.Dir(abs), ".ibid-")
	if err != nil {
		return fmt.Errorf("the backup %s cannot be written (%w): choose another place", path, err)
	}
	defer os.RemoveAll(folder)
	part := filepath.Join(folder, "library.ibid")
	if err := l.copyTo(part); err != nil {
		return err
	}
	if err := checkCopy(part); err != nil {
		return fmt.Errorf("the backup %s is not whole and was not kept: %w", path, err)
	}
	if err := syncFile(part); err != nil {
		return fmt.Errorf("the backup %s cannot be written (%w): choose another place", path, err)
	}
	if err := os.Rename(part, abs); err != nil {
		return fmt.Errorf("the backup %s cannot be written (%w): choose another place", path, err)
	}
	// Systems that cannot sync a folder say so; the file itself is there.
	_ = syncFile(filepath.Dir(abs))
	return nil
}

func (l *Library) copyTo(path string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.db.Exec("VACUUM INTO ?", path); err != nil {
		return l.sentence("copied", err)
	}
	return nil
}

// checkCopy opens a copy as a library and asks SQLite whether it is whole.
func checkCopy(path string) (err error) {
	l, err := Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	found, err := l.verifyFile()
	if err == nil && len(found) > 0 {
		err = errors.New(found[0])
	}
	return err
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		if f, err = os.Open(path); err != nil { // a folder
			return err
		}
	}
	return errors.Join(f.Sync(), f.Close())
}
