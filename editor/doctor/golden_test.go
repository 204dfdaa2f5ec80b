package doctor_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// TestGolden reads texts that look like books, essays and pages do. Behind each
// stands what is expected: the pairs, as the text before the marker and the
// start of the note; notes without a marker; what is left out; what must stay
// in the text. All pairs must be certain.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no texts: ", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, string(raw))
		})
	}
}

func golden(t *testing.T, raw string) {
	src, want := expectations(raw)
	d, _ := text.Read(src)
	g := doctor.Examine(d)
	if found := len(want["pairs"]) > 0; g.Found() != found {
		t.Fatalf("notes are found: %t", g.Found())
	}
	for i := range max(len(g.Pairs), len(want["pairs"])) {
		if i >= len(g.Pairs) {
			t.Errorf("no pair for %q", want["pairs"][i])
			continue
		}
		p := g.Pairs[i]
		before := strings.TrimSpace(string([]rune(d.Block(p.Marker.Block).Text())[:p.Marker.From]))
		if i >= len(want["pairs"]) {
			t.Errorf("one pair too many: %q => %q", before[max(0, len(before)-30):], p.Note.Text)
			continue
		}
		context, note, _ := strings.Cut(want["pairs"][i], " => ")
		before = trimMarkers(before)
		if !strings.HasSuffix(before, context) || !strings.HasPrefix(p.Note.Text, note) || !p.Certain || len(p.Why) == 0 {
			t.Errorf("pair %d: %q => %q, certain %t, because %q; want %q", i, before[max(0, len(before)-30):], p.Note.Text[:min(40, len(p.Note.Text))], p.Certain, p.Why, want["pairs"][i])
		}
	}
	if len(g.Notes) != len(want["loose notes"]) {
		t.Errorf("%d notes without a marker, want %d", len(g.Notes), len(want["loose notes"]))
	}
	for i, n := range g.Notes[:min(len(g.Notes), len(want["loose notes"]))] {
		if !strings.HasPrefix(n.Text, want["loose notes"][i]) {
			t.Errorf("a note without a marker is %q, want %q", n.Text, want["loose notes"][i])
		}
	}
	var dropped []string
	for _, x := range g.Dropped {
		dropped = append(dropped, x.Why)
	}
	for _, why := range want["dropped"] {
		if !slices.ContainsFunc(dropped, func(s string) bool { return strings.Contains(s, why) }) {
			t.Errorf("%q is not left out, only %q", why, dropped)
		}
	}
	if len(want["dropped"]) == 0 && len(dropped) > 0 {
		t.Errorf("left out: %q", dropped)
	}
	body := g.Essay().Body().String()
	for _, s := range want["kept"] {
		if !strings.Contains(body, s) {
			t.Errorf("%q is not in the text any more:\n%s", s, body)
		}
	}
}

var atEnd = regexp.MustCompile(`\s*[\[{]\d+[\]}]$`)

// trimMarkers takes typed markers off the end of a text.
func trimMarkers(s string) string {
	for atEnd.MatchString(s) {
		s = atEnd.ReplaceAllString(s, "")
	}
	return s
}

// expectations parts a golden text from what is expected of it.
func expectations(raw string) (string, map[string][]string) {
	parts := strings.Split(raw, "\n-- ")
	want := map[string][]string{}
	for _, p := range parts[1:] {
		name, lines, _ := strings.Cut(p, " --\n")
		want[name] = strings.Split(strings.TrimSpace(lines), "\n")
	}
	return parts[0] + "\n", want
}
