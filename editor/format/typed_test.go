package format

import (
	"os"
	"strings"
	"testing"
)

// Notes that a page has typed, or links one way only, become real by the doctor.
func TestTypedNotesOfPages(t *testing.T) {
	for _, name := range []string{"medium", "one-sided"} {
		src, err := os.ReadFile("html/testdata/producers/" + name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		c, err := Convert(src, named(t, "html"), named(t, "markdown"), Options{}, false)
		if err != nil {
			t.Fatal(err)
		}
		out := string(c.Output)
		if c.Certificate.String() != "3 markers, 3 notes, 0 changed" || !c.Certain || !strings.Contains(out, "[^1]: *Daily Ledger*, p. 4.") || !strings.Contains(out, "[a page](https://example.org/a?b=1)") {
			t.Errorf("%s: %s, certain %v, warnings %q\n%s", name, c.Certificate, c.Certain, c.Warnings, out)
		}
	}
	// Real notes stay beside typed ones, and what is written is not diagnosed.
	const page = `<p>One<a id=r href=#n><sup>1</sup></a> and two<sup><a href="#x">2</a></sup>, and much is said here of quays.</p><p>Three<sup><a href="#y">3</a></sup> and so on for a while.</p>
<ol><li id=n>Real. <a href=#r>↩</a></li></ol><p id=x>2. Second, typed.</p><p id=y>3. Third, typed.</p>`
	in, err := named(t, "html").Read([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	e := in.Repaired(true)
	var notes []string
	for _, n := range e.Numbered() {
		notes = append(notes, n.Text.String())
	}
	if got := strings.Join(notes, "|"); got != "Real.|Second, typed.|Third, typed." {
		t.Errorf("notes %q, text %q", got, e.Body().String())
	}
}
