package format

import (
	"strings"
	"testing"
)

func TestCitationsOfMarkdownStay(t *testing.T) {
	const src = "See [@ko2019, p. 72]  \nand @lee [p. 3].[^1]\n\n[^1]: Also [-@ko2019].\n"
	for _, to := range []string{"markdown", "pandoc"} {
		c, err := Convert([]byte(src), named(t, "markdown"), named(t, to), Options{}, false)
		if err != nil {
			t.Fatal(err)
		}
		if out := string(c.Output); to == "markdown" && out != src || !strings.Contains(out, "[@ko2019, p. 72]") || !strings.Contains(out, "[-@ko2019]") {
			t.Errorf("%s: %s", to, out)
		}
		if !strings.HasSuffix(c.Certificate.String(), " 0 changed") || c.Warnings != nil {
			t.Errorf("%s: %s, %q", to, c.Certificate, c.Warnings)
		}
	}
}

// Each dialect says what it can in its own way, and its own reader finds it.
func TestDialects(t *testing.T) {
	const src = "# T\n\n~~a~~[^1] b[^1] c[^2]\n\n- d\n\n|e|f|\n|-|-|\n|g|h|\n\n[^1]: One.\n\n    - i\n[^2]: Two.\n"
	for _, tt := range []struct{ to, has, certificate, warning string }{
		{"markdown", src, "3 markers, 2 notes, 0 changed", "second marker"},
		{"gfm", "~~a~~[^1] b[^1] c[^2]", "3 markers, 2 notes, 0 changed", ""},
		{"pandoc", "~~a~~[^1] b[^2] c[^3]", "3 markers, 3 notes, 0 changed", "second marker"},
		{"commonmark", `<del>a</del><a id="fnref-1" href="#fn-1" class="fn-ref" role="doc-noteref"><sup>1</sup></a> b<a id="fnref-1-2" href="#fn-1"`, "3 markers, 2 notes, 4 changed", "no tables"},
	} {
		t.Run(tt.to, func(t *testing.T) {
			c, err := Convert([]byte(src), named(t, "markdown"), named(t, tt.to), Options{}, false)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(c.Output), tt.has) {
				t.Errorf("wrote\n%s", c.Output)
			}
			if c.Certificate.String() != tt.certificate {
				t.Errorf("%s", c.Certificate)
			}
			if all := strings.Join(c.Warnings, " "); tt.warning == "" && all != "" || !strings.Contains(all, tt.warning) {
				t.Errorf("warnings %q", c.Warnings)
			}
		})
	}
}
