//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// Selections, as X11 calls them, by the rules of the Inter-Client Communication
// Conventions Manual, version 2.0, part 2.

// silence is how long another program may take for its next answer.
const silence = 3 * time.Second

// chunk is the size of the pieces that go through the server, in bytes. More
// than that is sent piece by piece.
const chunk = 128 << 10

// names are the platform's names for a type, the best first.
func names(kind string) []string {
	if kind == Text {
		return []string{"UTF8_STRING", "text/plain;charset=utf-8", "text/plain"}
	}
	return []string{kind}
}

func init() { xgb.Logger = log.New(io.Discard, "", 0) } // a lost connection is told by errors

// display is a connection to the server with a window that is never shown.
type display struct {
	conn   *xgb.Conn
	window xproto.Window
	atoms  map[string]xproto.Atom
	err    error // the first that asking for an atom met
}

func dial() (*display, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("the clipboard cannot be reached: %w", err)
	}
	d := &display{conn: conn, atoms: map[string]xproto.Atom{}}
	setup := xproto.Setup(conn)
	if len(setup.Roots) == 0 {
		conn.Close()
		return nil, errors.New("the clipboard cannot be reached: the display has no screen")
	}
	if d.window, err = xproto.NewWindowId(conn); err == nil {
		err = xproto.CreateWindowChecked(conn, 0, d.window, setup.Roots[0].Root, 0, 0, 1, 1, 0,
			xproto.WindowClassInputOnly, 0, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("the clipboard cannot be reached: %w", err)
	}
	return d, nil
}

// atom is the number that the server has for a name; 0, which is no atom, when
// it gives none.
func (d *display) atom(name string) xproto.Atom {
	if a, ok := d.atoms[name]; ok {
		return a
	}
	r, err := xproto.InternAtom(d.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		d.err = errors.Join(d.err, err)
		return xproto.AtomNone
	}
	d.atoms[name] = r.Atom
	return r.Atom
}

// event waits for the next event; nil when the connection is closed. Errors of
// requests that nobody waits for, such as those about windows that are gone
// meanwhile, are passed over.
func (d *display) event() xgb.Event {
	for {
		ev, err := d.conn.WaitForEvent()
		if ev != nil || err == nil {
			return ev
		}
	}
}

func (d *display) put(to xproto.Window, property, kind xproto.Atom, data []byte) error {
	return xproto.ChangePropertyChecked(d.conn, xproto.PropModeReplace, to, property, kind, 8, uint32(len(data)), data).Check()
}

func (d *display) putLongs(to xproto.Window, property, kind xproto.Atom, longs ...uint32) error {
	data := make([]byte, 0, 4*len(longs))
	for _, n := range longs {
		data = binary.LittleEndian.AppendUint32(data, n)
	}
	return xproto.ChangePropertyChecked(d.conn, xproto.PropModeReplace, to, property, kind, 32, uint32(len(longs)), data).Check()
}

// longs reads what putLongs wrote.
func longs(data []byte) []uint32 {
	list := make([]uint32, len(data)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return list
}
