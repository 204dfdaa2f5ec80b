package markdown

import (
	"testing"
	"unicode/utf8"
)

// FuzzKept holds that a text that can be read leaves as it came.
func FuzzKept(f *testing.F) {
	for _, src := range []string{
		"", "\ufeff\r\na\rb\r\n", "---\ntitle: a\n---\n\nb", "[^1]: a\n\n    b\n\nc[^1] ^[d] [@e, 1]", "> - a\n>   > b\n\n1) c\n\n   d",
		"a|b\n-|-\n`\\|`|[^x]\n\n[^x]:", "::: a\n~~~ b\nc", "a\n===\n[b]: c\n'd'\n- [ ] e\n    f", "<div>\n*a*\n\n$$\nb\n$$\n: c", "- - a\n-\n  b\n\t- c\x00",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip()
		}
		e, _, err := Read(src)
		if err != nil {
			return // which says why
		}
		if got := write(e); got != src {
			t.Fatalf("%q leaves as %q", src, got)
		}
	})
}
