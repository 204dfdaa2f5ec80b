package office

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Link is an address as it can stand in a file: its scheme is one that does no
// harm, and what an address cannot hold is written in percents. It is "" if
// the address must not be written.
func Link(url string) string {
	url = strings.TrimSpace(url)
	scheme, _, found := strings.Cut(url, ":")
	if found && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto", "ftp", "tel", "doi":
		default:
			return ""
		}
	}
	var out strings.Builder
	for i := range len(url) {
		c := url[i]
		switch {
		case c == '%' && !isHex(url, i+1), c <= ' ', c >= 0x7F, strings.IndexByte("\"<>\\^`{|}", c) >= 0,
			c == '#' && strings.IndexByte(url[:i], '#') >= 0:
			fmt.Fprintf(&out, "%%%02X", c)
		case strings.IndexByte("[]", c) >= 0 && !strings.Contains(url, "//["):
			fmt.Fprintf(&out, "%%%02X", c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func isHex(s string, i int) bool {
	return i+2 <= len(s) && strings.Trim(s[i:i+2], "0123456789abcdefABCDEF") == ""
}

// Addressed is a block whose links are as [Link] writes them. Those that must
// not be written stay, so that their loss is seen.
func Addressed(b *doc.Block) *doc.Block {
	var spans []doc.Span
	for i, s := range b.Spans() {
		link := Link(s.Link)
		if link == "" || link == s.Link {
			continue
		}
		if spans == nil {
			spans = slices.Clone(b.Spans())
		}
		spans[i].Link = link
	}
	if spans == nil {
		return b
	}
	return b.WithSpans(spans...)
}
