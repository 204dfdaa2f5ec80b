package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// application marks a SQLite file as a library: "Ibid" in ASCII.
const application = 0x49626964

// settings make each commit safe against a loss of power, and the file ours
// alone for as long as it is open: with the lock of the operating system, which
// ends with the process however that ends. The time (in milliseconds) is that
// which another process has to close the file.
const settings = "_journal_mode=TRUNCATE&_synchronous=FULL&_locking_mode=EXCLUSIVE&_txlock=immediate&_busy_timeout=2000&_foreign_keys=1&_stmt_cache_size=32"

// connect opens nothing yet: the first use does.
func connect(path string) *sql.DB {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive's letter
	}
	db := sql.OpenDB(connector((&url.URL{Scheme: "file", Path: slashed, RawQuery: settings}).String()))
	db.SetMaxOpenConns(1)
	return db
}

// connector makes connections that do not trust what they read: a library may
// come from anywhere.
type connector string

func (c connector) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		_, err := conn.Exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", nil)
		return err
	}}
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(string(c)) }

// checkHeader refuses a file that is not a library of a version known here. It
// reads the file itself: SQLite would mend what another program left behind,
// and that is not ours to change. A file without content is a library yet to be
// made.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("the library %s cannot be opened: %w", path, err)
	}
	defer f.Close()
	// The fields' places are those of the SQLite file format, section 1.3.
	var header [100]byte
	n, err := io.ReadFull(f, header[:])
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the library %s cannot be read: %w", path, err)
	case interruptedBirth(path):
		return nil
	case n < len(header) || string(header[:16]) != "SQLite format 3\x00":
		return fmt.Errorf("%s is not a library of Ibid: it holds something else, or is damaged. It was left as it is; choose another file", path)
	case binary.BigEndian.Uint32(header[68:]) != application:
		return fmt.Errorf("%s is not a library of Ibid: it is the database of another program. It was left as it is; choose another file", path)
	}
	return checkVersion(path, int(binary.BigEndian.Uint32(header[60:])))
}

func checkVersion(path string, version int) error {
	if known := len(migrations()); version > known {
		return fmt.Errorf("the library %s was written by a newer version of Ibid (its form is %d, this program knows up to %d). It was left as it is; install the newer version to open it", path, version, known)
	}
	return nil
}

// interruptedBirth reports whether the file was empty when a writing to it was
// interrupted: the journal beside it says so, and SQLite will make the file
// empty again.
func interruptedBirth(path string) bool {
	f, err := os.Open(path + "-journal")
	if err != nil {
		return false
	}
	defer f.Close()
	var header [28]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return false
	}
	return string(header[:8]) == "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" && binary.BigEndian.Uint32(header[16:]) == 0
}
