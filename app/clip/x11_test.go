//go:build linux || freebsd || openbsd || netbsd

package clip

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
)

// server starts an X server for the test, and says which display it is.
func server(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xclip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not there; sh setup.sh test installs it", tool)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "320x200x24", "-nolisten", "tcp", "-noreset")
	c.ExtraFiles = []*os.File{w}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		r.Close()
	})
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Skipf("Xvfb does not start: %v", err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
}

// xclip reads one of the types as another program would.
func xclip(t *testing.T, target string) []byte {
	t.Helper()
	out, err := exec.Command("timeout", "60", "xclip", "-selection", "clipboard", "-o", "-t", target).Output()
	if err != nil {
		t.Fatalf("xclip -o -t %s: %v", target, err)
	}
	return out
}

// fill has another program own the clipboard, until it loses it.
func fill(t *testing.T, target string, data []byte) {
	t.Helper()
	c := exec.Command("timeout", "60", "xclip", "-selection", "clipboard", "-i", "-t", target)
	c.Stdin = bytes.NewReader(data)
	if err := c.Run(); err != nil {
		t.Fatalf("xclip -i -t %s: %v", target, err)
	}
	// It may take the clipboard a moment after the command has come back.
	waitUntil(t, func() bool {
		out, err := exec.Command("xclip", "-selection", "clipboard", "-o", "-t", "TARGETS").Output()
		return err == nil && slices.Equal(strings.Fields(string(out)), []string{"TARGETS", target})
	})
}

func offered(kind, data string) Flavour {
	return Flavour{kind, func() []byte { return []byte(data) }}
}

func TestOthersReadWhatIsOffered(t *testing.T) {
	server(t)
	x := NewX11()
	defer x.Close()
	large := strings.Repeat("<p>a large piece of text, ü</p>\n", 100_000)
	for range 2 { // also when it is offered anew
		if err := x.Offer(offered(Piece, "{}"), offered(HTML, large), offered(Text, "plain ü"), Flavour{PNG, func() []byte { return nil }}); err != nil {
			t.Fatal(err)
		}
		if got := string(xclip(t, "text/html")); got != large {
			t.Errorf("HTML comes as %d bytes, want %d", len(got), len(large))
		}
		for target, want := range map[string]string{"UTF8_STRING": "plain ü", "text/plain;charset=utf-8": "plain ü", Piece: "{}"} {
			if got := string(xclip(t, target)); got != want {
				t.Errorf("%s comes as %q, want %q", target, got, want)
			}
		}
	}
	if got := strings.Fields(string(xclip(t, "TARGETS"))); len(got) != 8 {
		t.Errorf("the targets are %q", got)
	}
	other := NewX11()
	kind, data, err := other.Read(t.Context(), "image/tiff", HTML, Text)
	if err != nil || kind != HTML || string(data) != large {
		t.Errorf("another Ibid reads %s of %d bytes, %v", kind, len(data), err)
	}
}

func TestReadWhatOthersOffer(t *testing.T) {
	server(t)
	x := NewX11()
	defer x.Close()
	if kind, _, err := x.Read(t.Context(), Text); kind != "" || err != nil {
		t.Errorf("an empty clipboard gives %q, %v", kind, err)
	}
	if err := x.Offer(offered(Text, "our own")); err != nil {
		t.Fatal(err)
	}
	if _, data, _ := x.Read(t.Context(), HTML, Text); string(data) != "our own" {
		t.Errorf("our own text comes as %q", data)
	}
	large := bytes.Repeat([]byte("0123456789abcdef"), 1<<18)
	fill(t, "text/html", large)
	// That another program took the clipboard is told by an event.
	waitUntil(t, func() bool { return x.(*x11).offered() == nil })
	kind, data, err := x.Read(t.Context(), Piece, HTML, Text)
	if kind != HTML || !bytes.Equal(data, large) || err != nil {
		t.Errorf("%s comes with %d bytes, %v; want %d", kind, len(data), err, len(large))
	}
	fill(t, "UTF8_STRING", []byte("grün"))
	if kind, data, err := x.Read(t.Context(), HTML, PNG, Text); kind != Text || string(data) != "grün" || err != nil {
		t.Errorf("%s comes as %d bytes, %v", kind, len(data), err)
	}
}

func TestMoreThanTheLimitIsNotRead(t *testing.T) {
	server(t)
	fill(t, "UTF8_STRING", make([]byte, Limit+1))
	if kind, _, err := NewX11().Read(t.Context(), Text); !errors.Is(err, errLarge) {
		t.Errorf("%q, %v", kind, err)
	}
}

// TestAnOwnerWhoDoesNotAnswer holds the clipboard with a window that nobody
// answers for.
func TestAnOwnerWhoDoesNotAnswer(t *testing.T) {
	server(t)
	dead, err := dial()
	if err != nil {
		t.Fatal(err)
	}
	defer dead.conn.Close()
	if err := xproto.SetSelectionOwnerChecked(dead.conn, dead.window, dead.atom("CLIPBOARD"), xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := NewX11().Read(ctx, Text); !errors.Is(err, errSilent) {
		t.Errorf("a silent owner gives %v", err)
	}
}

// TestAManagerKeepsTheClipboard plays a clipboard manager that asks for what a
// program that ends has to give.
func TestAManagerKeepsTheClipboard(t *testing.T) {
	server(t)
	m, err := dial()
	if err != nil {
		t.Fatal(err)
	}
	defer m.conn.Close()
	manager := m.atom("CLIPBOARD_MANAGER")
	if err := xproto.SetSelectionOwnerChecked(m.conn, m.window, manager, xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	x := NewX11()
	if err := x.Offer(offered(Piece, "whole")); err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 1)
	go func() {
		for ev := m.event(); ev != nil; ev = m.event() {
			if e, ok := ev.(xproto.SelectionRequestEvent); ok {
				_, data, _ := read(context.Background(), []string{Piece})
				got <- string(data) // before the program hears that it may end
				done := xproto.SelectionNotifyEvent{Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: e.Property}
				xproto.SendEvent(m.conn, false, e.Requestor, 0, string(done.Bytes()))
				return
			}
		}
	}()
	x.Close()
	select {
	case s := <-got:
		if s != "whole" {
			t.Errorf("the manager got %q", s)
		}
	default:
		t.Error("the program ended before the manager had asked")
	}
}

// waitUntil waits for what an event of the server brings about.
func waitUntil(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); <-time.After(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}
