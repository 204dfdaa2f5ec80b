package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// xclip reads one of the types that the clipboard holds, as another program
// would; nothing if it does not hold it.
func (d *desktop) xclip(target string) string {
	out, err := d.command("timeout", "20", "xclip", "-selection", "clipboard", "-o", "-t", target).Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// fill has another program hold something on the clipboard.
func (d *desktop) fill(target, data string) {
	d.t.Helper()
	c := d.command("xclip", "-selection", "clipboard", "-i", "-t", target)
	c.Stdin = strings.NewReader(data)
	if err := c.Run(); err != nil {
		d.t.Fatalf("xclip: %v", err)
	}
	d.until("the clipboard is another program's", func() bool { return d.xclip(target) == data })
}

// TestClipboardBetweenPrograms copies in the window and pastes there what
// others copied.
func TestClipboardBetweenPrograms(t *testing.T) {
	if _, err := exec.LookPath("xclip"); err != nil {
		t.Skip("xclip is not there; sh setup.sh test installs it")
	}
	d := newDesktop(t)
	binary := filepath.Join(t.TempDir(), "ibid")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	file := filepath.Join(t.TempDir(), "harbour.md")
	if err := os.WriteFile(file, []byte("# Harbour\n\nThe office kept *a ledger*.[^1] It went on.\n\n[^1]: Daily Ledger, 4.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := &window{desktop: d, binary: binary, library: filepath.Join(t.TempDir(), "library.ibid")}
	w.open(file)
	w.until("the essay is open", func() bool { return w.titled("Harbour") })

	w.keys("ctrl+a", "ctrl+c")
	w.until("the whole essay is on the clipboard", func() bool { return strings.Contains(w.xclip("TARGETS"), "application/x-ibid") })
	for target, wants := range map[string][]string{
		"text/html":          {"<h1>Harbour</h1>", "<em>a ledger</em>", `role="doc-noteref"`, "Daily Ledger, 4."},
		"UTF8_STRING":        {"The office kept *a ledger*.[^1] It went on.\n", "\n[^1]: Daily Ledger, 4."},
		"application/x-ibid": {`"kind":"heading"`, `"text":"Daily Ledger, 4."`},
	} {
		got := w.xclip(target)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s has no %q: %s", target, want, got)
			}
		}
	}

	// The line of the search is Fyne's own: it reads what the page copied, and
	// takes the clipboard itself.
	w.keys("ctrl+f", "ctrl+v", "ctrl+a", "ctrl+c")
	w.until("Fyne has read and taken the clipboard", func() bool {
		return strings.Contains(w.xclip("UTF8_STRING"), "Daily Ledger, 4.") && !strings.Contains(w.xclip("TARGETS"), "application/x-ibid")
	})
	w.keys("Escape")

	w.fill("text/html", `<meta charset="utf-8"><p>From a <b>page</b><sup id="r1"><a href="https://a.example/x#f1">[1]</a></sup></p><ol><li id="f1">Its note. <a href="https://a.example/x#r1">↩</a></li></ol>`)
	// A paste may take its time, so what it did is waited for.
	holds := func(text string) func() bool {
		return func() bool {
			w.keys("ctrl+a", "ctrl+c")
			return strings.Contains(w.xclip("UTF8_STRING"), text)
		}
	}
	w.keys("ctrl+End", "Return", "ctrl+v")
	w.until("the page's text is pasted", holds("Its note."))
	w.fill("UTF8_STRING", " plain text")
	w.keys("ctrl+End", "ctrl+v")
	w.until("the plain text is pasted", holds("plain text"))
	out := filepath.Join(t.TempDir(), "out.md")
	w.export(out)
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"It went on.\n\nFrom a **page**[^2] plain text\n", "\n[^1]: Daily Ledger, 4.\n", "\n[^2]: Its note.\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the export has no %q:\n%s", want, text)
		}
	}
	w.close()
}
