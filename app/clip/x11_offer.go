//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/jezek/xgb/xproto"
)

// x11 is the clipboard of an X server. It answers other programs on a goroutine
// of its own, also while the window is busy.
type x11 struct {
	mu    sync.Mutex
	d     *display  // nil when nothing was offered yet, or the connection is lost
	offer []Flavour // nil when another program has the clipboard
	saved chan struct{}
}

// NewX11 is the clipboard of the X server that DISPLAY names.
func NewX11() Board { return &x11{} }

func (x *x11) Offer(flavours ...Flavour) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.d == nil {
		d, err := dial()
		if err != nil {
			return err
		}
		o := &owner{display: d, board: x, sending: map[transfer]rest{}}
		o.prepare()
		if d.err != nil {
			d.conn.Close()
			return d.err
		}
		x.d = d
		go o.serve()
	}
	x.offer = flavours
	return xproto.SetSelectionOwnerChecked(x.d.conn, x.d.window, x.d.atoms["CLIPBOARD"], xproto.TimeCurrentTime).Check()
}

func (x *x11) Read(ctx context.Context, wanted ...string) (string, []byte, error) {
	if offer := x.offered(); offer != nil {
		kind, data := held(offer, wanted)
		return kind, data, nil
	}
	return read(ctx, wanted)
}

func (x *x11) offered() []Flavour {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.offer
}

// saving is how long the end of the program waits for a clipboard manager.
const saving = time.Second

// Close gives what is offered to the clipboard manager, if one runs; without
// one it goes with its owner, as X11 has it.
func (x *x11) Close() {
	x.mu.Lock()
	d, has := x.d, x.offer != nil
	x.saved = make(chan struct{})
	saved := x.saved
	x.mu.Unlock()
	if d == nil {
		return
	}
	manager, err := xproto.GetSelectionOwner(d.conn, d.atoms["CLIPBOARD_MANAGER"]).Reply()
	if err == nil && has && manager.Owner != xproto.WindowNone {
		xproto.ConvertSelection(d.conn, d.window, d.atoms["CLIPBOARD_MANAGER"], d.atoms["SAVE_TARGETS"], xproto.AtomNone, xproto.TimeCurrentTime)
		select {
		case <-saved:
		case <-time.After(saving):
		}
	}
	d.conn.Close()
}

// owner answers those who ask for what was copied.
type owner struct {
	*display
	board   *x11
	sending map[transfer]rest // the contents that go piece by piece
}

type transfer struct {
	to       xproto.Window
	property xproto.Atom
}

// rest is what is left to be sent.
type rest struct {
	kind xproto.Atom
	data []byte
}

// prepare asks for all atoms, so that they are only read from then on.
func (o *owner) prepare() {
	for _, name := range []string{"CLIPBOARD", "TARGETS", "MULTIPLE", "ATOM_PAIR", "INCR", "CLIPBOARD_MANAGER", "SAVE_TARGETS"} {
		o.atom(name)
	}
	for _, kind := range []string{Text, HTML, PNG, Piece} {
		for _, name := range names(kind) {
			o.atom(name)
		}
	}
}

func (o *owner) serve() {
	for {
		switch e := o.event().(type) {
		case nil:
			o.board.mu.Lock()
			o.board.d, o.board.offer = nil, nil
			o.board.mu.Unlock()
			return
		case xproto.SelectionRequestEvent:
			o.answer(e)
		case xproto.PropertyNotifyEvent:
			if e.State == xproto.PropertyDelete {
				o.next(transfer{e.Window, e.Atom})
			}
		case xproto.DestroyNotifyEvent:
			o.forget(e.Window)
		case xproto.SelectionClearEvent:
			o.lost()
		case xproto.SelectionNotifyEvent:
			o.board.mu.Lock()
			if e.Selection == o.atoms["CLIPBOARD_MANAGER"] && o.board.saved != nil {
				close(o.board.saved)
				o.board.saved = nil
			}
			o.board.mu.Unlock()
		}
	}
}

// lost forgets what was offered, unless it is offered anew since.
func (o *owner) lost() {
	o.board.mu.Lock()
	defer o.board.mu.Unlock()
	now, err := xproto.GetSelectionOwner(o.conn, o.atoms["CLIPBOARD"]).Reply()
	if err != nil || now.Owner != o.window {
		o.board.offer = nil
	}
}

func (o *owner) answer(e xproto.SelectionRequestEvent) {
	if e.Property == xproto.AtomNone { // an old program
		e.Property = e.Target
	}
	done := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target}
	offer := o.board.offered()
	if e.Target == o.atoms["MULTIPLE"] && o.multiple(offer, e) || e.Target != o.atoms["MULTIPLE"] && o.convert(offer, e.Requestor, e.Target, e.Property) {
		done.Property = e.Property
	}
	xproto.SendEvent(o.conn, false, e.Requestor, xproto.EventMaskNoEvent, string(done.Bytes()))
}

// multiple answers a list of pairs of a target and a property.
func (o *owner) multiple(offer []Flavour, e xproto.SelectionRequestEvent) bool {
	r, err := xproto.GetProperty(o.conn, false, e.Requestor, e.Property, o.atoms["ATOM_PAIR"], 0, 256).Reply()
	if err != nil {
		return false
	}
	pairs := longs(r.Value)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !o.convert(offer, e.Requestor, xproto.Atom(pairs[i]), xproto.Atom(pairs[i+1])) {
			pairs[i+1] = xproto.AtomNone
		}
	}
	return o.putLongs(e.Requestor, e.Property, o.atoms["ATOM_PAIR"], pairs...) == nil
}

// convert writes one of the types to a property of the one who asks.
func (o *owner) convert(offer []Flavour, to xproto.Window, target, property xproto.Atom) bool {
	if target == o.atoms["TARGETS"] {
		targets := []uint32{uint32(target), uint32(o.atoms["MULTIPLE"])}
		for _, f := range offer {
			for _, name := range names(f.Type) {
				targets = append(targets, uint32(o.atoms[name]))
			}
		}
		return o.putLongs(to, property, xproto.AtomAtom, targets...) == nil
	}
	for _, f := range offer {
		if !slices.ContainsFunc(names(f.Type), func(name string) bool { return o.atoms[name] == target }) {
			continue
		}
		data := f.Data()
		switch {
		case data == nil:
			return false
		case len(data) <= chunk:
			return o.put(to, property, target, data) == nil
		}
		o.sending[transfer{to, property}] = rest{target, data}
		o.watch(to, xproto.EventMaskPropertyChange|xproto.EventMaskStructureNotify)
		return o.putLongs(to, property, o.atoms["INCR"], uint32(len(data))) == nil
	}
	return false
}

func (o *owner) watch(window xproto.Window, events uint32) {
	if window != o.window {
		xproto.ChangeWindowAttributes(o.conn, window, xproto.CwEventMask, []uint32{events})
	}
}

// next sends the next piece once the one before it was taken, and an empty one
// at the end.
func (o *owner) next(t transfer) {
	r, ok := o.sending[t]
	if !ok {
		return
	}
	n := min(chunk, len(r.data))
	if o.put(t.to, t.property, r.kind, r.data[:n]) != nil || n == 0 {
		delete(o.sending, t)
		if !o.isSendingTo(t.to) {
			o.watch(t.to, xproto.EventMaskNoEvent)
		}
		return
	}
	o.sending[t] = rest{r.kind, r.data[n:]}
}

func (o *owner) isSendingTo(window xproto.Window) bool {
	for t := range o.sending {
		if t.to == window {
			return true
		}
	}
	return false
}

func (o *owner) forget(window xproto.Window) {
	for t := range o.sending {
		if t.to == window {
			delete(o.sending, t)
		}
	}
}
