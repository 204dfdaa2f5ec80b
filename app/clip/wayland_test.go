//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// compositor is as much of one as the clipboard needs.
type compositor struct {
	mu     sync.Mutex
	owner  *wire
	source uint32
	types  []string
}

// startCompositor listens where the environment says, and knows some globals.
func startCompositor(t *testing.T, globals ...string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wl")
	t.Setenv("WAYLAND_DISPLAY", path)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	c := &compositor{}
	go func() {
		for {
			conn, err := l.AcceptUnix()
			if err != nil {
				return
			}
			go c.serve(&wire{conn: conn}, globals)
		}
	}()
}

func (c *compositor) serve(w *wire, globals []string) {
	defer w.close()
	kinds := map[uint32]string{display1: "display"}
	offered := map[uint32][]string{}
	for {
		m, err := w.receive()
		if err != nil {
			return
		}
		c.mu.Lock()
		switch kind := kinds[m.object]; {
		case kind == "display" && m.code == 0:
			_ = w.send(ask(m.number(), 0).put(0), -1)
		case kind == "display":
			registry := m.number()
			kinds[registry] = "registry"
			for i, g := range globals {
				_ = w.send(ask(registry, 0).put(uint32(i+1)).text(g).put(1), -1)
			}
		case kind == "registry":
			name := m.number()
			if said := m.string(); said != globals[name-1] {
				return
			}
			m.number()
			kinds[m.number()] = globals[name-1]
		case strings.Contains(kind, "manager") && m.code == managerSource:
			kinds[m.number()] = "source"
		case strings.Contains(kind, "manager"):
			device := m.number()
			kinds[device] = "device"
			if c.owner != nil {
				const offer = 0xff000001
				kinds[offer] = "offer"
				_ = w.send(ask(device, deviceOffers).put(offer), -1)
				for _, name := range c.types {
					_ = w.send(ask(offer, offerHas).text(name), -1)
				}
				_ = w.send(ask(device, deviceHolds).put(offer), -1)
			}
		case kind == "source":
			offered[m.object] = append(offered[m.object], m.string())
		case kind == "device" && m.code == deviceSelect:
			if c.owner != nil {
				_ = c.owner.send(ask(c.source, sourceGone), -1)
			}
			c.owner, c.source = w, m.number()
			c.types = offered[c.source]
		case kind == "offer":
			to := w.file()
			_ = c.owner.send(ask(c.source, sourceSend).text(m.string()), int(to.Fd()))
			to.Close()
		}
		c.mu.Unlock()
	}
}

func TestTheClipboardOfACompositor(t *testing.T) {
	long := bytes.Repeat([]byte("moored "), 200_000)
	for _, manager := range controllers {
		t.Run(manager, func(t *testing.T) {
			startCompositor(t, "wl_compositor", "wl_seat", manager)
			b, other := Native(true), Native(true)
			defer b.Close()
			defer other.Close()
			ctx := context.Background()
			if kind, _, err := b.Read(ctx, HTML, Text); kind != "" || err != nil {
				t.Errorf("an empty clipboard holds %q, %v", kind, err)
			}
			var made atomic.Bool
			err := b.Offer(Flavour{HTML, func() []byte { made.Store(true); return long }}, Flavour{Text, func() []byte { return []byte("grün") }})
			if err != nil {
				t.Fatal(err)
			}
			if made.Load() {
				t.Error("what was copied is written before somebody asks")
			}
			for _, who := range []Board{b, other} {
				if kind, data, err := who.Read(ctx, Piece, HTML, Text); kind != HTML || !bytes.Equal(data, long) || err != nil {
					t.Errorf("read %q of %d bytes, %v", kind, len(data), err)
				}
				if kind, data, err := who.Read(ctx, Text); kind != Text || string(data) != "grün" || err != nil {
					t.Errorf("read %q: %q, %v", kind, data, err)
				}
			}
			if err := other.Offer(Flavour{Text, func() []byte { return []byte("later") }}); err != nil {
				t.Fatal(err)
			}
			if kind, data, err := b.Read(ctx, HTML, Text); kind != Text || string(data) != "later" || err != nil {
				t.Errorf("after another copied, read %q: %q, %v", kind, data, err)
			}
		})
	}
}

func TestACompositorThatLetsNobodyControlTheClipboard(t *testing.T) {
	startCompositor(t, "wl_compositor", "wl_seat")
	if err := Native(true).Offer(Flavour{Text, func() []byte { return nil }}); err == nil {
		t.Error("an offer that nobody can see is no error")
	}
	t.Setenv("WAYLAND_DISPLAY", filepath.Join(t.TempDir(), "nobody"))
	if err := Native(true).Offer(Flavour{Text, func() []byte { return nil }}); err == nil {
		t.Error("an offer without a compositor is no error")
	}
}

// FuzzWaylandMessage holds that no message makes the reading of one fall over.
func FuzzWaylandMessage(f *testing.F) {
	f.Add([]byte("\x05\x00\x00\x00abcd\x00\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, body []byte) {
		m := message{body: body}
		for len(m.body) > 0 {
			_ = m.string()
			m.number()
		}
	})
}
