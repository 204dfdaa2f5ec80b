package clip

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"time"
	"unicode/utf16"
	"unsafe"
)

// Native is the clipboard of Windows.
func Native(bool) Board { return &windowsBoard{} }

// windowsBoard is a store: what is offered is put there in all its types at
// once, on a goroutine of its own, and reading waits until that is done.
type windowsBoard struct{ mu sync.Mutex }

var (
	user32   = syscall.NewLazyDLL("user32.dll")
	kernel32 = syscall.NewLazyDLL("kernel32.dll")

	openClipboard    = user32.NewProc("OpenClipboard")
	closeClipboard   = user32.NewProc("CloseClipboard")
	emptyClipboard   = user32.NewProc("EmptyClipboard")
	getClipboardData = user32.NewProc("GetClipboardData")
	setClipboardData = user32.NewProc("SetClipboardData")
	registerFormat   = user32.NewProc("RegisterClipboardFormatW")

	globalAlloc  = kernel32.NewProc("GlobalAlloc")
	globalFree   = kernel32.NewProc("GlobalFree")
	globalLock   = kernel32.NewProc("GlobalLock")
	globalUnlock = kernel32.NewProc("GlobalUnlock")
	globalSize   = kernel32.NewProc("GlobalSize")
	moveMemory   = kernel32.NewProc("RtlMoveMemory")
)

const (
	unicodeText = 13 // CF_UNICODETEXT
	moveable    = 2  // GMEM_MOVEABLE
)

// formatOf is Windows's number for a type; 0 if it gives none.
func formatOf(kind string) uintptr {
	name := kind
	switch kind {
	case Text:
		return unicodeText
	case HTML:
		name = "HTML Format"
	case PNG:
		name = "PNG"
	}
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return 0
	}
	n, _, _ := registerFormat.Call(uintptr(unsafe.Pointer(p)))
	return n
}

func encoded(kind string, data []byte) []byte {
	switch kind {
	case Text:
		text := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
		var b []byte
		for _, u := range append(utf16.Encode([]rune(string(text))), 0) {
			b = append(b, byte(u), byte(u>>8))
		}
		return b
	case HTML:
		return append(toCFHTML(data), 0)
	}
	return data
}

func decoded(kind string, data []byte) []byte {
	switch kind {
	case Text:
		units := make([]uint16, 0, len(data)/2)
		for i := 0; i+1 < len(data); i += 2 {
			u := uint16(data[i]) | uint16(data[i+1])<<8
			if u == 0 {
				break
			}
			units = append(units, u)
		}
		return []byte(string(utf16.Decode(units)))
	case HTML:
		return fromCFHTML(data)
	case Piece:
		return bytes.TrimRight(data, "\x00") // memory is given in whole pages
	}
	return data
}

// opened does something with the clipboard open. Another program may have it
// for a moment.
func opened(ctx context.Context, do func() error) error {
	runtime.LockOSThread() // the clipboard is opened for a thread
	defer runtime.UnlockOSThread()
	for range 20 {
		if ok, _, _ := openClipboard.Call(0); ok != 0 {
			defer closeClipboard.Call()
			return do()
		}
		select {
		case <-ctx.Done():
			return errSilent
		case <-time.After(25 * time.Millisecond):
		}
	}
	return errSilent
}

func (w *windowsBoard) Offer(flavours ...Flavour) error {
	w.mu.Lock()
	go func() {
		defer w.mu.Unlock()
		contents := map[string][]byte{}
		for _, f := range flavours {
			if data := f.Data(); data != nil {
				contents[f.Type] = encoded(f.Type, data)
			}
		}
		// Nobody is there to be told of a failure: the clipboard then holds what
		// it held before.
		_ = opened(context.Background(), func() error {
			emptyClipboard.Call()
			var err error
			for _, f := range flavours {
				if data := contents[f.Type]; data != nil {
					err = errors.Join(err, store(formatOf(f.Type), data))
				}
			}
			return err
		})
	}()
	return nil
}

// store gives the system a copy of data.
func store(format uintptr, data []byte) error {
	if format == 0 || len(data) == 0 {
		return nil
	}
	memory, _, err := globalAlloc.Call(moveable, uintptr(len(data)))
	if memory == 0 {
		return fmt.Errorf("there is no room on the clipboard: %w", err)
	}
	at, _, err := globalLock.Call(memory)
	if at == 0 {
		globalFree.Call(memory)
		return fmt.Errorf("there is no room on the clipboard: %w", err)
	}
	moveMemory.Call(at, uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	globalUnlock.Call(memory)
	if done, _, err := setClipboardData.Call(format, memory); done == 0 {
		globalFree.Call(memory)
		return fmt.Errorf("the clipboard does not take what was copied: %w", err)
	}
	return nil // the memory is the system's now
}

func (w *windowsBoard) Read(ctx context.Context, wanted ...string) (kind string, data []byte, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = opened(ctx, func() error {
		for _, k := range wanted {
			memory, _, _ := getClipboardData.Call(formatOf(k))
			if memory == 0 {
				continue
			}
			size, _, _ := globalSize.Call(memory)
			if size > 2*Limit {
				return errLarge
			}
			at, _, _ := globalLock.Call(memory)
			if at == 0 || size == 0 {
				continue
			}
			copied := make([]byte, size)
			moveMemory.Call(uintptr(unsafe.Pointer(&copied[0])), at, size)
			globalUnlock.Call(memory)
			kind, data = k, decoded(k, copied)
			return nil
		}
		return nil
	})
	return kind, data, err
}

// Close waits until what was offered is stored.
func (w *windowsBoard) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
}
