// Package clip is the system's clipboard with all that one thing copied can be
// at once: plain text, HTML, a picture, and a piece of an essay whole.
//
// On X11 the clipboard is a conversation with its owner, which this package
// holds itself; on Windows and on a Mac it is a store. On Wayland only the
// program whose window has the keys may offer anything, and Fyne has that window:
// this package offers where the compositor lets clipboard managers do so, and
// elsewhere reads alone.
//
// Absent: what a piece of an essay looks like in each of the types, and the
// clipboard of plain text that Fyne has. Both live in peace: whoever copied
// last has the clipboard, and Fyne reads from here what is plain text.
package clip

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// The types in which something is offered and read, as MIME types. Each
// platform has its own names for them.
const (
	Text  = "text/plain;charset=utf-8"
	HTML  = "text/html"
	PNG   = "image/png"
	Piece = "application/x-ibid" // a piece of an essay, between two Ibids
)

// Limit bounds what is read from the clipboard, in bytes.
const Limit = 64 << 20

// Flavour is what was copied, in one type. Data makes its bytes when somebody
// asks for them, on any goroutine; nil says that it cannot.
type Flavour struct {
	Type string
	Data func() []byte
}

// Board is a clipboard of the system. Its methods may be called from any
// goroutine.
type Board interface {
	// Offer takes the clipboard and gives it what was copied, the type that
	// tells most first. It does not wait for other programs. The error is
	// errors.ErrUnsupported where the platform lets nobody offer more than
	// plain text.
	Offer(flavours ...Flavour) error
	// Read returns what the clipboard holds in the first of the wanted types
	// that it has, and which that is; "" if it has none of them.
	Read(ctx context.Context, wanted ...string) (kind string, data []byte, err error)
	// Close lets go of the clipboard. What was offered stays where the platform
	// has a place for it.
	Close()
}

// Errors are sentences for the author.
var (
	errSilent = errors.New("the program that holds the clipboard does not answer: copy once more and paste again")
	errLarge  = fmt.Errorf("the clipboard holds more than %d MB: copy and paste it in parts", Limit>>20)
)

// Plain is a clipboard that holds nothing but a text.
type Plain string

// Offer takes nothing.
func (Plain) Offer(...Flavour) error { return errors.ErrUnsupported }

// Close has nothing to let go of.
func (Plain) Close() {}

// Read returns the text.
func (p Plain) Read(_ context.Context, wanted ...string) (string, []byte, error) {
	switch {
	case p == "" || !slices.Contains(wanted, Text):
		return "", nil, nil
	case len(p) > Limit:
		return "", nil, errLarge
	}
	return Text, []byte(p), nil
}

// held finds what is offered in the first of the wanted types.
func held(offer []Flavour, wanted []string) (kind string, data []byte) {
	for _, kind := range wanted {
		for _, f := range offer {
			if f.Type != kind {
				continue
			}
			if data := f.Data(); data != nil {
				return kind, data
			}
		}
	}
	return "", nil
}
