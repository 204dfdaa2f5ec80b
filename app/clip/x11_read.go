//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jezek/xgb/xproto"
)

// asking is one reading of the clipboard, on a connection of its own: it ends
// when it is closed, whatever the owner of the clipboard does or does not.
type asking struct {
	*display
	patience *time.Timer // closes the connection
}

// read asks the owner of the clipboard.
func read(ctx context.Context, wanted []string) (kind string, data []byte, err error) {
	d, err := dial()
	if err != nil {
		return "", nil, err
	}
	defer d.conn.Close()
	a := &asking{d, time.AfterFunc(silence, d.conn.Close)}
	defer a.patience.Stop()
	defer context.AfterFunc(ctx, d.conn.Close)()

	owner, err := xproto.GetSelectionOwner(d.conn, d.atom("CLIPBOARD")).Reply()
	if err != nil {
		return "", nil, a.failure(ctx)
	}
	if owner.Owner == xproto.WindowNone {
		return "", nil, nil
	}
	targets, found, err := a.convert("TARGETS")
	if err != nil {
		return "", nil, a.because(ctx, err)
	}
	has := func(name string) bool { return slices.Contains(longs(targets), uint32(d.atom(name))) }
	if !found { // an old program that knows of nothing but text
		has = func(name string) bool { return name == "UTF8_STRING" }
	}
	for _, kind := range wanted {
		for _, name := range names(kind) {
			if !has(name) {
				continue
			}
			data, found, err := a.convert(name)
			if err != nil {
				return "", nil, a.because(ctx, err)
			}
			if found {
				return kind, data, nil
			}
		}
	}
	return "", nil, nil
}

// because is why the reading failed: what closed the connection, if it did.
func (a *asking) because(ctx context.Context, err error) error {
	if errors.Is(err, errLarge) {
		return err
	}
	return a.failure(ctx)
}

func (a *asking) failure(ctx context.Context) error {
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return errSilent
}

// convert has the owner write the clipboard's content in one of the server's
// types, and reports whether it could.
func (a *asking) convert(target string) (data []byte, found bool, err error) {
	property := a.atom("IBID_CLIPBOARD")
	kind := a.atom(target)
	if a.err != nil {
		return nil, false, a.err
	}
	xproto.ConvertSelection(a.conn, a.window, a.atom("CLIPBOARD"), kind, property, xproto.TimeCurrentTime)
	for {
		ev := a.event()
		if ev == nil {
			return nil, false, errSilent
		}
		n, ok := ev.(xproto.SelectionNotifyEvent)
		if !ok || n.Target != kind {
			continue
		}
		a.patience.Reset(silence)
		if n.Property == xproto.AtomNone {
			return nil, false, nil
		}
		data, kind, err := a.property(nil, property)
		if err == nil && kind == a.atom("INCR") {
			data, err = a.pieces(property)
		}
		return data, err == nil, err
	}
}

// property appends what a property holds to data, and takes it away.
func (a *asking) property(data []byte, property xproto.Atom) ([]byte, xproto.Atom, error) {
	for at := uint32(0); ; {
		r, err := xproto.GetProperty(a.conn, true, a.window, property, xproto.GetPropertyTypeAny, at/4, chunk/4).Reply()
		if err != nil {
			return nil, 0, errSilent
		}
		if len(data)+len(r.Value)+int(r.BytesAfter) > Limit {
			return nil, 0, errLarge
		}
		data = append(data, r.Value...)
		at += uint32(len(r.Value))
		a.patience.Reset(silence)
		if r.BytesAfter == 0 || len(r.Value) == 0 {
			return data, r.Type, nil
		}
	}
}

// pieces reads what the owner sends piece by piece, until an empty one.
func (a *asking) pieces(property xproto.Atom) ([]byte, error) {
	var data []byte
	for {
		ev := a.event()
		if ev == nil {
			return nil, errSilent
		}
		if n, ok := ev.(xproto.PropertyNotifyEvent); !ok || n.Atom != property || n.State != xproto.PropertyNewValue {
			continue
		}
		more, _, err := a.property(data, property)
		if err != nil {
			return nil, err
		}
		if len(more) == len(data) {
			return data, nil
		}
		data = more
	}
}
