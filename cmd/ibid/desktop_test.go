package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A window of the built program, on a screen of its own, worked by keys alone.
// What it shows is read from the pixels of the screen.

// patience is how long a test waits for a condition. It is long, because a
// machine that builds and tests at once is slow, and costs nothing when all is well.
const patience = 60 * time.Second

// desktop is an X server with a window manager.
type desktop struct {
	t       *testing.T
	display string
	server  *process
}

// process is a command that runs until the test ends, with what it printed.
type process struct {
	*exec.Cmd
	printed safeBuffer
	ended   chan struct{} // closed when it has ended
	err     error         // why, to be read after that
}

// safeBuffer is a buffer that one goroutine writes while another reads.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func (p *process) running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	if testing.Short() {
		t.Skip("a real window takes a while; not in short mode")
	}
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import", "xprop"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not there; sh setup.sh test installs it", tool)
		}
	}
	d := &desktop{t: t}
	var problems []string
	for range 3 {
		err := d.up()
		if err == nil {
			return d
		}
		problems = append(problems, err.Error())
	}
	t.Fatalf("no desktop came up:\n%s", strings.Join(problems, "\n"))
	return nil
}

// up starts a server and a window manager, and waits until both answer.
func (d *desktop) up() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	// The server must find its end of the pipe open for as long as it runs.
	d.t.Cleanup(func() { r.Close() })
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{w}
	d.server = d.start(server)
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return fmt.Errorf("Xvfb names no display: %w\n%s", err, d.server.printed.String())
	}
	d.display = ":" + strings.TrimSpace(number)
	manager := d.start(d.command("openbox"))
	for begin := time.Now(); time.Since(begin) < patience && d.server.running() && manager.running(); <-time.After(50 * time.Millisecond) {
		out, err := d.command("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").Output()
		if err == nil && bytes.Contains(out, []byte("window id")) {
			return nil
		}
	}
	return fmt.Errorf("the screen %s has no window manager\nXvfb: %s\nopenbox: %s", d.display, d.server.printed.String(), manager.printed.String())
}

func (d *desktop) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.display, "WAYLAND_DISPLAY=", "XDG_RUNTIME_DIR="+d.t.TempDir(),
		"XDG_CONFIG_HOME="+d.t.TempDir(), "FYNE_SCALE=1", "LANG=C.UTF-8")
	return c
}

// start runs a command until the test ends.
func (d *desktop) start(c *exec.Cmd) *process {
	d.t.Helper()
	p := &process{Cmd: c, ended: make(chan struct{})}
	c.Stdout, c.Stderr = &p.printed, &p.printed
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() {
		p.err = c.Wait()
		close(p.ended)
	}()
	d.t.Cleanup(func() {
		_ = c.Process.Kill()
		<-p.ended
	})
	return p
}

func (d *desktop) xdotool(args ...string) string {
	d.t.Helper()
	out, err := d.command("xdotool", args...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (d *desktop) keys(names ...string) {
	d.xdotool(append([]string{"key", "--delay", "30"}, names...)...)
}

func (d *desktop) typed(text string) { d.xdotool("type", "--delay", "20", text) }

func (d *desktop) screen() image.Image {
	d.t.Helper()
	out, err := d.command("import", "-window", "root", "png:-").Output()
	if err != nil {
		d.t.Fatalf("no picture of the screen: %s", d.why(err))
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		d.t.Fatal(err)
	}
	return img
}

// why tells what a command that failed printed, and how the server is.
func (d *desktop) why(err error) string {
	s := err.Error()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		s += ": " + strings.TrimSpace(string(exit.Stderr))
	}
	if !d.server.running() {
		s += fmt.Sprintf("; Xvfb has ended (%v) and printed: %s", d.server.err, d.server.printed.String())
	}
	return s
}

// until waits for a condition, and fails the test with a picture of the screen
// when it does not come about.
func (d *desktop) until(what string, ok func() bool) {
	d.t.Helper()
	deadline := time.Now().Add(patience)
	for !ok() {
		if time.Now().After(deadline) {
			shot := filepath.Join(os.TempDir(), "ibid-window-test.png")
			if f, err := os.Create(shot); err == nil {
				_ = png.Encode(f, d.screen())
				f.Close()
			}
			d.t.Fatalf("waited in vain until %s; see %s", what, shot)
		}
		<-time.After(50 * time.Millisecond)
	}
}
