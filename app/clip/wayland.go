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
	"sync"
)

// Native is the clipboard of the desktop that the program's window is on.
func Native(wayland bool) Board {
	if wayland {
		return &waylandBoard{}
	}
	return NewX11()
}

// waylandBoard offers and reads by the protocol for clipboard managers where the
// compositor knows it. Elsewhere it offers nothing, for there a compositor takes
// an offer from none but the window that has the keys, which is Fyne's, and reads
// through wl-paste of the package wl-clipboard, where that is installed.
type waylandBoard struct {
	mu      sync.Mutex
	offered *control // what was offered last, or nil
}

func (b *waylandBoard) Offer(flavours ...Flavour) error {
	c, err := controlClipboard()
	if err != nil {
		return errors.ErrUnsupported
	}
	if err := c.offer(flavours); err != nil {
		c.close()
		return errors.ErrUnsupported
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.offered = c // what was before is told that it is no more
	return nil
}

// Close ends what is offered: a compositor keeps nothing itself.
func (b *waylandBoard) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.offered != nil {
		b.offered.conn.Close()
	}
}

// Read reads the clipboard.
func (b *waylandBoard) Read(ctx context.Context, wanted ...string) (string, []byte, error) {
	if c, err := controlClipboard(); err == nil {
		defer c.close()
		ctx, cancel := context.WithTimeout(ctx, silence)
		defer cancel()
		return c.read(ctx, wanted)
	}
	return wlPaste(ctx, wanted)
}

func wlPaste(ctx context.Context, wanted []string) (string, []byte, error) {
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
