//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// wire is a connection to a Wayland compositor of its own, beside that of the
// window: messages of objects that are known by numbers, as the protocol's book
// has them in chapter 4. It belongs to one goroutine at a time.
type wire struct {
	conn  *net.UnixConn
	last  uint32 // the object that was made last
	in    []byte // read and not yet taken
	files []int  // that came with it
}

const display1 = 1 // the object that is there from the start

// dialWayland reaches the compositor that the environment names.
func dialWayland() (*wire, error) {
	path := os.Getenv("WAYLAND_DISPLAY")
	if path == "" {
		path = "wayland-0"
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), path)
	}
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("the clipboard cannot be reached: %w", err)
	}
	return &wire{conn: conn, last: display1}, nil
}

// make is the number of a new object.
func (w *wire) make() uint32 {
	w.last++
	return w.last
}

// message is what one object is asked for, or tells.
type message struct {
	object uint32
	code   uint16
	body   []byte
}

func (m *message) put(n uint32) *message {
	m.body = binary.NativeEndian.AppendUint32(m.body, n)
	return m
}

func (m *message) text(s string) *message {
	m.put(uint32(len(s) + 1))
	m.body = append(append(m.body, s...), make([]byte, 4-len(s)%4)...) // a zero, and up to a multiple of four
	return m
}

// number takes the next number out of a message; 0 if there is none.
func (m *message) number() uint32 {
	if len(m.body) < 4 {
		m.body = nil
		return 0
	}
	n := binary.NativeEndian.Uint32(m.body)
	m.body = m.body[4:]
	return n
}

// string takes the next text out of a message.
func (m *message) string() string {
	n := int(m.number())
	room := (n + 3) &^ 3
	if n == 0 || room > len(m.body) {
		m.body = nil
		return ""
	}
	s := string(m.body[:n-1])
	m.body = m.body[room:]
	return s
}

func ask(object uint32, code uint16) *message { return &message{object: object, code: code} }

// send sends a message, with a file if fd is not negative.
func (w *wire) send(m *message, fd int) error {
	size := uint32(8 + len(m.body))
	data := binary.NativeEndian.AppendUint32(nil, m.object)
	data = binary.NativeEndian.AppendUint32(data, size<<16|uint32(m.code))
	var rights []byte
	if fd >= 0 {
		rights = syscall.UnixRights(fd)
	}
	_, _, err := w.conn.WriteMsgUnix(append(data, m.body...), rights, nil)
	return err
}

// receive waits for the next message.
func (w *wire) receive() (message, error) {
	for {
		if len(w.in) >= 8 {
			head := binary.NativeEndian.Uint32(w.in[4:])
			size := int(head >> 16)
			if size < 8 {
				return message{}, errors.New("the compositor sent a message that makes no sense")
			}
			if len(w.in) >= size {
				m := message{binary.NativeEndian.Uint32(w.in), uint16(head), w.in[8:size:size]}
				w.in = w.in[size:]
				return m, nil
			}
		}
		data, rights := make([]byte, 4096), make([]byte, 256)
		n, k, _, _, err := w.conn.ReadMsgUnix(data, rights)
		if err != nil {
			return message{}, err
		}
		w.in = append(w.in, data[:n]...)
		list, err := syscall.ParseSocketControlMessage(rights[:k])
		for i := range list {
			fds, rightsErr := syscall.ParseUnixRights(&list[i])
			w.files, err = append(w.files, fds...), errors.Join(err, rightsErr)
		}
		if err != nil {
			return message{}, err
		}
		if n == 0 {
			return message{}, net.ErrClosed
		}
	}
}

// file takes the next file that came.
func (w *wire) file() *os.File {
	if len(w.files) == 0 {
		return nil
	}
	fd := w.files[0]
	w.files = w.files[1:]
	_ = syscall.SetNonblock(fd, true) // what blocks all the same has no deadline, no more
	return os.NewFile(uintptr(fd), "clipboard")
}

// wait calls tell with all messages until the compositor has done what it was
// asked for so far.
func (w *wire) wait(tell func(message)) error {
	done := w.make()
	if err := w.send(ask(display1, 0).put(done), -1); err != nil { // wl_display.sync
		return err
	}
	for {
		m, err := w.receive()
		if err != nil {
			return err
		}
		switch {
		case m.object == done:
			return nil
		case m.object == display1 && m.code == 0: // wl_display.error: of an object, of a kind
			m.number()
			m.number()
			return errors.New("the compositor says: " + m.string())
		}
		tell(m)
	}
}

// patience has the compositor answer within a time, or for 0 whenever it likes.
func (w *wire) patience(d time.Duration) {
	until := time.Time{}
	if d > 0 {
		until = time.Now().Add(d)
	}
	_ = w.conn.SetDeadline(until) // a closed connection is told by what is asked next
}

func (w *wire) close() {
	w.conn.Close()
	for f := w.file(); f != nil; f = w.file() {
		f.Close()
	}
}
