package clip

import (
	"strings"
	"testing"
)

func TestCFHTML(t *testing.T) {
	const piece = "<p>grün</p>"
	data := toCFHTML([]byte(piece))
	at := map[string]int{"StartHTML": strings.Index(string(data), "<html>"), "StartFragment": strings.Index(string(data), piece), "EndFragment": strings.Index(string(data), piece) + len(piece), "EndHTML": len(data)}
	for name, want := range at {
		if got := offset(t, string(data), name); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
	if got := string(fromCFHTML(data)); got != cfOpen+piece+cfEnd {
		t.Errorf("read as %q", got)
	}
	for src, want := range map[string]string{
		"":         "",
		"no head":  "no head",
		"<p>x</p>": "<p>x</p>",
		"Version:0.9\r\nStartHTML:-1\r\nEndHTML:-1\r\nStartFragment:0000000080\r\n<p>x</p>\x00": "<p>x</p>",
		"StartHTML:99999999999999999999\nEndHTML:5\n<p>x</p>":                                   "<p>x</p>",
	} {
		if got := string(fromCFHTML([]byte(src))); got != want {
			t.Errorf("%q is read as %q, want %q", src, got, want)
		}
	}
}

func offset(t *testing.T, data, name string) int {
	t.Helper()
	_, rest, ok := strings.Cut(data, name+":")
	if !ok {
		t.Fatalf("no %s", name)
	}
	n := 0
	for _, r := range rest {
		if r < '0' || r > '9' {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// FuzzCFHTML holds that a piece comes back as it was, and that no head makes the
// reading of one fall over.
func FuzzCFHTML(f *testing.F) {
	f.Add([]byte("<p>grün</p>"))
	f.Add([]byte("Version:0.9\r\nStartHTML:5\r\nEndHTML:3\r\n<p>"))
	f.Fuzz(func(t *testing.T, piece []byte) {
		_ = fromCFHTML(piece)
		if got := fromCFHTML(toCFHTML(piece)); string(got) != cfOpen+string(piece)+cfEnd {
			t.Errorf("%q comes back as %q", piece, got)
		}
	})
}
