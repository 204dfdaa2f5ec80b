package format

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// measured is a text of so many words with a note per 60 of them.
func measured(words int) string {
	list := strings.Fields("the of and whoever treaty *border* state **law** refugees convention [link](http://example.org/a) camp year report signed between nations under which article seventeen was later")
	var out, notes strings.Builder
	out.WriteString("# A measured text\n\n")
	for i := range words {
		out.WriteString(list[i*7%len(list)])
		if n := i + 1; n%60 == 0 {
			fmt.Fprintf(&out, ".[^%d]", n/60)
			fmt.Fprintf(&notes, "[^%d]: Ko, *Title of a book* (London, 1986), p. %d, and others.\n\n", n/60, n/60)
			if n%120 == 0 {
				out.WriteString("\n\n")
				if n%1200 == 0 {
					fmt.Fprintf(&out, "## Section %d\n\n- an item\n- another\n\n", n)
				}
				continue
			}
		}
		out.WriteByte(' ')
	}
	return out.String() + "\n\n" + notes.String()
}

// BenchmarkPandoc times whole processes of ours and of pandoc in turn and gives
// how many times as long pandoc takes.
func BenchmarkPandoc(b *testing.B) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		b.Skip("pandoc is not there")
	}
	dir := b.TempDir()
	ibid := filepath.Join(dir, "ibid")
	if out, err := exec.Command("go", "build", "-o", ibid, "../../cmd/ibid").CombinedOutput(); err != nil {
		b.Skipf("the program cannot be built here: %s", out)
	}
	for _, words := range []int{2000, 20000, 100000} {
		in := filepath.Join(dir, fmt.Sprintf("%d.md", words))
		if err := os.WriteFile(in, []byte(measured(words)), 0o600); err != nil {
			b.Fatal(err)
		}
		for _, to := range []string{"html", "md"} {
			b.Run(fmt.Sprintf("%d words to %s", words, to), func(b *testing.B) {
				var ours, theirs time.Duration
				for b.Loop() {
					ours += cpu(b, ibid, "convert", in, "-o", filepath.Join(dir, "ours."+to))
					theirs += cpu(b, pandoc, "-s", "--metadata=title=A", in, "-o", filepath.Join(dir, "theirs."+to))
				}
				b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms-ours")
				b.ReportMetric(float64(theirs.Milliseconds())/float64(b.N), "ms-pandoc")
				b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times")
			})
		}
	}
}

// cpu is the time that a process takes of the processors.
func cpu(b *testing.B, name string, args ...string) time.Duration {
	b.Helper()
	c := exec.Command(name, args...)
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}
