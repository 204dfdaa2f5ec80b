package format

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
