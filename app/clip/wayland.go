//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Native is the clipboard of the desktop that the program's window is on.
func Native(wayland bool) Board {
	if wayland {
		return waylandBoard{}
	}
	return NewX11()
}

// waylandBoard reads through wl-paste of the package wl-clipboard, where that is
// installed. It offers nothing: wl-copy could offer HTML only in the place of
// the text, and a compositor takes an offer from none but the window that has
// the keys.
type waylandBoard struct{}

func (waylandBoard) Offer(...Flavour) error { return errors.ErrUnsupported }

func (waylandBoard) Close() {}

func (waylandBoard) Read(ctx context.Context, wanted ...string) (string, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	list, err := run(ctx, "wl-paste", "--list-types")
	var failed *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", nil, errors.ErrUnsupported
	case errors.As(err, &failed) && ctx.Err() == nil:
		return "", nil, nil // nothing was copied
	case err != nil:
		return "", nil, err
	}
	types := strings.Fields(string(list))
	for _, kind := range wanted {
		for _, name := range names(kind) {
			if !slices.Contains(types, name) {
				continue
			}
			data, err := run(ctx, "wl-paste", "--no-newline", "--type", name)
			return kind, data, err
		}
	}
	return "", nil, nil
}

// run returns what a command prints, if it is not too much and comes in time.
func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c := exec.CommandContext(ctx, name, args...)
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = b.ReadFrom(io.LimitReader(out, Limit+1))
	if err == nil && b.Len() > Limit {
		stop()
		_ = c.Wait()
		return nil, errLarge
	}
	if failed := c.Wait(); ctx.Err() != nil {
		return nil, errSilent
	} else if failed != nil {
		return nil, failed
	}
	return b.Bytes(), err
}
