package format

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Save writes a file so that at any moment the old or the new one is there,
// whole: into a temporary file beside it, synced, renamed, and its folder
// synced. A link is followed and the target's permissions are kept.
func Save(path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return fmt.Errorf("%s is a folder: name a file in it", path)
		}
		mode = info.Mode().Perm()
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, ".ibid-*")
	if err != nil {
		return cannotWrite(path, err)
	}
	err = write(f)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return cannotWrite(path, err)
	}
	return syncFolder(folder)
}

// Save writes the output, and before it the pictures beside it.
func (w Written) Save(path string) error {
	folder := filepath.Dir(path)
	for _, name := range slices.Sorted(maps.Keys(w.Pictures)) {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return cannotWrite(file, err)
		}
		if err := Save(file, writing(w.Pictures[name])); err != nil {
			return err
		}
	}
	return Save(path, writing(w.Output))
}

func writing(b []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write(b)
		return err
	}
}

func cannotWrite(path string, err error) error {
	var reason *os.PathError
	if errors.As(err, &reason) {
		err = reason.Err
	}
	return fmt.Errorf("%s cannot be written (%w): choose another place", path, err)
}

// syncFolder makes a rename last. Systems that cannot sync a folder say so;
// the file itself is there.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	defer d.Close()
	_ = d.Sync()
	return nil
}
