package storage

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
)

// filed makes a library file with one essay and returns its path.
func filed(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.ibid")
	l, err := Open(path)
	must(t, err)
	create(t, l, written("Harbours", strings.Repeat("Quays and piers. ", 2000)))
	must(t, l.Close())
	return path
}

// foreign runs statements on a file as another program would.
func foreign(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	defer db.Close()
	for _, s := range statements {
		_, err := db.Exec(s)
		must(t, err)
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}

func TestNewLibrary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?", "Ä%20#", "library.ibid")
	l, err := Open(path)
	must(t, err)
	create(t, l, written("Harbours"))
	must(t, l.Close())
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 || files[0].Name() != "library.ibid" {
		t.Errorf("a library that was closed leaves %v", files)
	}
	again, err := Open(path)
	must(t, err)
	defer again.Close()
	if got := titles(t, again.List); len(got) != 1 || got[0] != "Harbours" {
		t.Errorf("List = %q after opening again", got)
	}
	for pragma, want := range map[string]int{
		"application_id": application, "user_version": len(migrations()), "synchronous": 2,
		"foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
	} {
		var got int
		must(t, again.db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s = %d, want %d", pragma, got, want)
		}
	}
	var mode string
	must(t, again.db.QueryRow("PRAGMA journal_mode").Scan(&mode))
	if mode != "truncate" {
		t.Errorf("journal_mode = %s", mode)
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T) string
		says string
	}{
		{"a newer version", func(t *testing.T) string {
			path := filed(t)
			foreign(t, path, "PRAGMA user_version = 99")
			return path
		}, "newer version"},
		{"another program's database", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "places.sqlite")
			foreign(t, path, "PRAGMA journal_mode = WAL", "CREATE TABLE place (name)", "INSERT INTO place VALUES ('quay')")
			return path
		}, "another program"},
		{"a text", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "essay.md")
			must(t, os.WriteFile(path, []byte(strings.Repeat("# Harbours\n", 100)), 0o600))
			return path
		}, "not a library"},
		{"a short text", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "essay.md")
			must(t, os.WriteFile(path, []byte("x"), 0o600))
			return path
		}, "not a library"},
		{"cut short in its header", func(t *testing.T) string { return cutTo(t, 60) }, "not a library"},
		{"cut short after its header", func(t *testing.T) string { return cutTo(t, 700) }, "damaged"},
		{"cut to its first page", func(t *testing.T) string { return cutTo(t, 4096) }, "damaged"},
		{"cut by its last page", func(t *testing.T) string { return cutTo(t, -4096) }, "damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := tt.make(t)
			before := content(t, path)
			l, err := Open(path)
			if err == nil {
				l.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("the refusal %q names not %q and the file", err, tt.says)
			}
			if !bytes.Equal(before, content(t, path)) {
				t.Error("the file was changed")
			}
		})
	}
}

// cutTo makes a library file of n bytes, or of n bytes less than it had.
func cutTo(t *testing.T, n int64) string {
	t.Helper()
	path := filed(t)
	if n < 0 {
		n += int64(len(content(t, path)))
	}
	must(t, os.Truncate(path, n))
	return path
}

func TestEmptyFileBecomesALibrary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	must(t, os.WriteFile(path, nil, 0o600))
	l, err := Open(path)
	must(t, err)
	create(t, l, written("Harbours"))
	must(t, l.Close())
}

// A library that was being made when the power went may hold anything, beside
// a journal that says it was empty before.
func TestInterruptedBirth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	must(t, os.WriteFile(path, append(make([]byte, 512), "torn"...), 0o600))
	journal := make([]byte, 512)
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
	copy(journal[20:], []byte{0, 0, 2, 0, 0, 0, 16, 0}) // sectors of 512, pages of 4096 bytes
	must(t, os.WriteFile(path+"-journal", journal, 0o600))
	l, err := Open(path)
	must(t, err)
	create(t, l, written("Harbours"))
	checkFile(t, l)
	must(t, l.Close())
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	refused := func(t *testing.T, path string) {
		t.Helper()
		l, err := Open(path)
		if err == nil {
			l.Close()
			t.Fatal("it was opened")
		}
		if !strings.Contains(err.Error(), filepath.Dir(path)) {
			t.Errorf("the refusal %q does not name the place", err)
		}
	}
	t.Run("a file where the folder should be", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		must(t, os.WriteFile(file, nil, 0o600))
		refused(t, filepath.Join(file, "library.ibid"))
	})
	t.Run("a folder where the file should be", func(t *testing.T) {
		refused(t, t.TempDir())
	})
	readOnly := func(t *testing.T, path string, mode fs.FileMode) {
		t.Helper()
		must(t, os.Chmod(path, mode))
		t.Cleanup(func() { must(t, os.Chmod(path, 0o700)) })
		if f, err := os.OpenFile(filepath.Join(path, "probe"), os.O_CREATE|os.O_RDWR, 0o600); err == nil {
			f.Close()
			t.Skip("permissions do not bind this user")
		}
	}
	t.Run("a new library in a read-only folder", func(t *testing.T) {
		dir := t.TempDir()
		readOnly(t, dir, 0o500)
		refused(t, filepath.Join(dir, "library.ibid"))
	})
	t.Run("a library in a read-only folder", func(t *testing.T) {
		path := filed(t)
		readOnly(t, filepath.Dir(path), 0o500)
		refused(t, path)
	})
	t.Run("a read-only library", func(t *testing.T) {
		path := filed(t)
		must(t, os.Chmod(path, 0o400))
		if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
			f.Close()
			t.Skip("permissions do not bind this user")
		}
		refused(t, path)
	})
}

// A migration that fails leaves the file at the version before it.
func TestMigrationIsAllOrNothing(t *testing.T) {
	path := filed(t)
	db := connect(path)
	defer db.Close()
	at := len(migrations())
	next := func(step string) []string { return append(migrations(), step) }
	err := bringUp(db, at, next("CREATE TABLE added (x); INSERT INTO nowhere VALUES (1)"))
	if err == nil {
		t.Fatal("a wrong migration succeeded")
	}
	var version, tables int
	must(t, db.QueryRow("PRAGMA user_version").Scan(&version))
	must(t, db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'added'").Scan(&tables))
	if version != at || tables != 0 {
		t.Errorf("version %d, and the table was made: %d", version, tables)
	}
	must(t, bringUp(db, at, next("CREATE TABLE added (x)")))
	must(t, db.QueryRow("PRAGMA user_version").Scan(&version))
	if version != at+1 {
		t.Errorf("version %d after a migration to %d", version, at+1)
	}
}

// A library of the first version opens with all that is in it.
func TestLibraryOfTheFirstVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.ibid")
	db := connect(path)
	must(t, bringUp(db, 0, migrations()[:1]))
	_, err := db.Exec(`INSERT INTO essay (id, title, words, notes, created, changed) VALUES (7, 'Harbours', 3, 0, 0, 0);
		INSERT INTO note (essay, id, context) VALUES (7, 'n', 'It stood here.');
		INSERT INTO block (essay, note, rank, kind, level, text) VALUES (7, NULL, 0, 'heading', 1, 'Harbours'), (7, 'n', 0, 'paragraph', 0, 'Kept.')`)
	must(t, err)
	must(t, db.Close())
	l, err := Open(path)
	must(t, err)
	defer l.Close()
	e, err := l.Load(7)
	must(t, err)
	n := e.Note("n")
	if e.Title() != "Harbours" || n == nil || n.Text.String() != "Kept." || n.Lost.Sentence != "It stood here." || !e.Scheme().Equal(essay.Scheme{}) {
		t.Errorf("the old library holds %q and the note %+v", e.Title(), n)
	}
}

func TestDataFolder(t *testing.T) {
	abs := t.TempDir()
	tests := []struct {
		name, system string
		env          map[string]string
		want         string
	}{
		{"Linux", "linux", nil, filepath.Join("home", ".local", "share", "ibid")},
		{"Linux with a folder for data", "linux", map[string]string{"XDG_DATA_HOME": abs}, filepath.Join(abs, "ibid")},
		{"Linux with a relative one", "linux", map[string]string{"XDG_DATA_HOME": "data"}, filepath.Join("home", ".local", "share", "ibid")},
		{"macOS", "darwin", nil, filepath.Join("home", "Library", "Application Support", "Ibid")},
		{"Windows", "windows", map[string]string{"LOCALAPPDATA": abs}, filepath.Join(abs, "Ibid")},
		{"Windows without one", "windows", nil, filepath.Join("home", "AppData", "Local", "Ibid")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := dataFolder(tt.system, "home", func(k string) string { return tt.env[k] }); got != tt.want {
				t.Errorf("dataFolder = %s, want %s", got, tt.want)
			}
		})
	}
}

// A full disk stops nothing but the saving, which succeeds when there is room.
func TestDiskFull(t *testing.T) {
	l := openTemp(t)
	e := written("Harbours")
	id := create(t, l, e)
	full := written("Harbours", strings.Repeat("quay ", 100_000))
	setPages(t, l, 1)
	err := l.Save(id, full)
	if err == nil || !strings.Contains(err.Error(), "disk is full") || !strings.Contains(err.Error(), l.path) {
		t.Fatalf("Save on a full disk: %v", err)
	}
	if _, err := l.Create(full); err == nil {
		t.Fatal("Create succeeded on a full disk")
	}
	same(t, l, id, e)
	setPages(t, l, 1<<20)
	must(t, l.Save(id, full))
	same(t, l, id, full)
	checkFile(t, l)
}

// setPages bounds the file; a bound below its size stops it from growing.
func setPages(t *testing.T, l *Library, n int) {
	t.Helper()
	var got int
	if err := l.db.QueryRow(fmt.Sprint("PRAGMA max_page_count = ", n)).Scan(&got); err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
}
