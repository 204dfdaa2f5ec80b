//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"time"
)

// The protocol ext-data-control-v1, and wlr-data-control-unstable-v1 that it was
// made of, let a program offer and read the clipboard without a window that has
// the keys. wlroots (sway, labwc, river), KWin, Hyprland, COSMIC and others know
// it, GNOME does not. Both have the same requests and events.
var controllers = []string{"ext_data_control_manager_v1", "zwlr_data_control_manager_v1"}

// Requests and events, by the order in which the protocols have them.
const (
	registryBind = 0 // wl_registry

	managerSource = 0
	managerDevice = 1

	deviceSelect  = 0
	deviceOffers  = 0 // event: an offer is made known
	deviceHolds   = 1 // event: it is the clipboard
	sourceOffer   = 0
	sourceSend    = 0 // event: somebody wants what was copied
	sourceGone    = 1 // event: somebody else has copied something
	offerReceive  = 0
	offerHas      = 0 // event: in this type
	boundVersion  = 1
	displayGlobal = 1 // wl_display.get_registry
)

// control is a connection that controls the clipboard.
type control struct {
	*wire
	manager, device uint32
	types           map[uint32][]string // of the offers that were made known
	holds           uint32              // the offer that is the clipboard, or 0
}

// controlClipboard connects to the compositor; errors.ErrUnsupported if it lets
// nobody control the clipboard.
func controlClipboard() (*control, error) {
	w, err := dialWayland()
	if err != nil {
		return nil, err
	}
	c := &control{wire: w, types: map[uint32][]string{}}
	w.patience(silence)
	if err := c.begin(); err != nil {
		w.close()
		return nil, err
	}
	return c, nil
}

func (c *control) begin() error {
	registry := c.make()
	if err := c.send(ask(display1, displayGlobal).put(registry), -1); err != nil {
		return err
	}
	globals := map[string]uint32{}
	err := c.wait(func(m message) {
		if m.object == registry && m.code == 0 {
			name := m.number()
			globals[m.string()] = name
		}
	})
	if err != nil {
		return err
	}
	bind := func(kind string) (uint32, error) {
		object := c.make()
		return object, c.send(ask(registry, registryBind).put(globals[kind]).text(kind).put(boundVersion).put(object), -1)
	}
	known := slices.IndexFunc(controllers, func(kind string) bool { return globals[kind] != 0 })
	if known < 0 || globals["wl_seat"] == 0 {
		return errors.ErrUnsupported
	}
	seat, err := bind("wl_seat")
	if err != nil {
		return err
	}
	if c.manager, err = bind(controllers[known]); err != nil {
		return err
	}
	c.device = c.make()
	if err := c.send(ask(c.manager, managerDevice).put(c.device).put(seat), -1); err != nil {
		return err
	}
	return c.wait(c.told)
}

// told keeps what the compositor tells of the clipboard.
func (c *control) told(m message) {
	switch {
	case m.object == c.device && m.code == deviceOffers:
		c.types[m.number()] = nil
	case m.object == c.device && m.code == deviceHolds:
		c.holds = m.number()
	case m.code == offerHas:
		if list, offer := c.types[m.object]; offer {
			c.types[m.object] = append(list, m.string())
		}
	}
}

// offer gives the clipboard what was copied, and serves it until somebody else
// copies something, or the connection is closed.
func (c *control) offer(flavours []Flavour) error {
	source := c.make()
	err := c.send(ask(c.manager, managerSource).put(source), -1)
	for _, f := range flavours {
		for _, name := range names(f.Type) {
			err = errors.Join(err, c.send(ask(source, sourceOffer).text(name), -1))
		}
	}
	err = errors.Join(err, c.send(ask(c.device, deviceSelect).put(source), -1))
	if err != nil {
		return err
	}
	c.patience(0)
	go c.serve(source, flavours)
	return nil
}

func (c *control) serve(source uint32, flavours []Flavour) {
	defer c.close()
	for {
		m, err := c.receive()
		if err != nil || m.object == source && m.code == sourceGone {
			return
		}
		if m.object != source || m.code != sourceSend {
			continue
		}
		name, to := m.string(), c.file()
		if to == nil {
			return
		}
		go give(to, flavours, name)
	}
}

// give writes what was copied in one of the platform's types, for as long as
// whoever asked reads it.
func give(to *os.File, flavours []Flavour, name string) {
	defer to.Close()
	for _, f := range flavours {
		if slices.Contains(names(f.Type), name) {
			_ = to.SetWriteDeadline(time.Now().Add(time.Minute)) // where files have one
			_, _ = to.Write(f.Data())                            // who asked sees what is missing
			return
		}
	}
}

// read reads the clipboard in the first of the wanted types that it has.
func (c *control) read(ctx context.Context, wanted []string) (string, []byte, error) {
	for _, kind := range wanted {
		for _, name := range names(kind) {
			if !slices.Contains(c.types[c.holds], name) {
				continue
			}
			data, err := c.fetch(ctx, name)
			return kind, data, err
		}
	}
	return "", nil, nil
}

func (c *control) fetch(ctx context.Context, name string) ([]byte, error) {
	from, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer from.Close()
	err = c.send(ask(c.holds, offerReceive).text(name), int(to.Fd()))
	to.Close()
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, func() { from.Close() })()
	data, err := io.ReadAll(io.LimitReader(from, Limit+1))
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, errSilent
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case len(data) > Limit:
		return nil, errLarge
	}
	return data, err
}
