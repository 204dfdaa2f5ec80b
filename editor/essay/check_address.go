package essay

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/say"
)

// address is what is typed where an address on the web seems meant.
type address struct {
	extent
	text  string
	fault string // why it cannot be one, or ""
	mend  string // what was meant, or ""
}

// addresses finds addresses, typed or behind a link, that cannot lead anywhere,
// and marks the typed ones as no prose.
func (c *checker) addresses(n *noteText) {
	typed := n.typedAddresses()
	for _, a := range typed {
		n.opaque = append(n.opaque, a.extent)
		linked := slices.ContainsFunc(n.links, func(l link) bool { return a.from < l.to && l.from < a.to })
		if a.fault != "" && !linked {
			c.address(n, a, "")
		}
	}
	slices.SortFunc(n.opaque, func(a, b extent) int { return cmp.Compare(a.from, b.from) })
	for _, l := range n.links {
		a := address{extent: l.extent, text: l.address}
		a.fault, a.mend = faultOfLink(l.address)
		if a.fault != "" {
			c.address(n, a, l.address)
		}
	}
}

// address adds the finding about an address. The mend of a link changes its
// text too where that is the address.
func (c *checker) address(n *noteText, a address, link string) {
	var m *Mend
	if a.mend != "" {
		var spans []doc.Span
		for _, s := range n.note.Text.Slice(doc.Pos(a.from), doc.Pos(a.to)).Blocks[0].Spans() {
			if link == "" {
				spans = []doc.Span{{Text: a.mend, Style: s.Style}}
				break
			}
			if s.Link = a.mend; s.Text == link {
				s.Text = a.mend
			}
			spans = append(spans, s)
		}
		m = &Mend{Label: say.Of("Write %s", a.mend), Edits: []Edit{{n.note.ID, doc.Pos(a.from), doc.Pos(a.to), inline(spans)}}}
	}
	c.inNote("url", n, a.from, a.to,
		say.Of("Note %s has an address that cannot be one, %s: %s.", n.ref.Label, Excerpt(a.text, 48), say.Plain(a.fault)), m)
}

// typedAddresses finds what is typed as an address in the note's text.
func (n *noteText) typedAddresses() []address {
	var list []address
	for i := 0; i < len(n.text); i++ {
		if r := n.text[i]; r != '/' && r != '\\' && r != 'w' && r != 'W' {
			continue
		}
		a, ok := n.addressAt(i)
		if !ok || len(list) > 0 && a.from < list[len(list)-1].to {
			continue
		}
		list = append(list, a)
		i = max(i, a.to-1)
	}
	return list
}

// addressAt reads the address whose first slash, or whose “www.”, is at i.
func (n *noteText) addressAt(i int) (address, bool) {
	from := i
	if n.text[i] == '/' || n.text[i] == '\\' {
		if n.at(i-1) == ':' || n.at(i-1) == ';' {
			from--
		} else if n.at(i+1) != n.text[i] {
			return address{}, false
		}
		end := from
		for isScheme(n.at(from - 1)) {
			from--
		}
		if !isWeb(strings.ToLower(string(n.text[from:end]))) || isWord(n.at(from-1)) {
			return address{}, false
		}
	} else if isWord(n.at(i-1)) || n.at(i-1) == '.' || !strings.EqualFold(string(n.text[i:min(i+4, len(n.text))]), "www.") {
		return address{}, false
	}
	to := from
	for to < len(n.text) && !unicode.IsSpace(n.text[to]) && !strings.ContainsRune("<>\"“”«»„‘", n.text[to]) {
		to++
	}
	end := trimAddress(n.text[from:to]) + from
	if end-from < len("www.a") {
		return address{}, false
	}
	a := address{extent: extent{from, end}, text: string(n.text[from:end])}
	a.fault, a.mend = faultOf(a.text)
	switch {
	case a.fault == noHost:
		return n.parted(a, to)
	case a.fault != "":
	case strings.HasPrefix(string(n.text[end:to]), "…"), strings.HasPrefix(string(n.text[end:to]), "..."):
		a.fault = "it is cut short"
	default:
		a = n.tail(a, to)
	}
	return a, true
}

// parted reads an address after whose slashes a blank stands: “http:// www.…”.
// Slashes behind which no address comes are not one.
func (n *noteText) parted(a address, end int) (address, bool) {
	at := end
	for isBlank(n.at(at)) {
		at++
	}
	to := at
	for to < len(n.text) && !unicode.IsSpace(n.text[to]) && !strings.ContainsRune("<>\"“”«»", n.text[to]) {
		to++
	}
	rest := string(n.text[at : at+trimAddress(n.text[at:to])])
	host, _, _ := strings.Cut(rest, "/")
	if end == at || strings.Count(host, ".") == 0 || faultOfHost(rest) != "" {
		return address{}, false
	}
	a.to = at + utf8.RuneCountInString(rest)
	a.text = string(n.text[a.from:a.to])
	scheme, _, _ := strings.Cut(a.text, "/")
	a.fault, a.mend = "a space stands in it", meant(strings.ToLower(strings.TrimRight(scheme, ":; ")))+"://"+rest
	return a, true
}

// tail looks for the end of an address behind a blank: “…/pages/ 49c.html”.
func (n *noteText) tail(a address, to int) address {
	if a.to != to || !strings.ContainsRune("/-_=", n.at(to-1)) || n.at(to) != ' ' {
		return a
	}
	end := to + 1
	for end < len(n.text) && !unicode.IsSpace(n.text[end]) {
		end++
	}
	rest := n.text[to+1 : end]
	rest = rest[:trimAddress(rest)]
	if tailForm.MatchString(string(rest)) {
		a.to = to + 1 + len(rest)
		a.text = string(n.text[a.from:a.to])
		a.fault = "a space stands in it"
	}
	return a
}

var tailForm = lazyregexp.New(`^[\w\-./%?=&]*\.(?:html?|pdf|php|aspx?|jsp|xml)$`)

// trimAddress is the length of an address without the punctuation of the
// sentence behind it.
func trimAddress(s []rune) int {
	n := len(s)
	for n > 0 {
		switch r := s[n-1]; {
		case strings.ContainsRune(".,;:!?'’…*", r):
		case r == ')' && count(s[:n], ')') > count(s[:n], '('):
		case r == ']' && count(s[:n], ']') > count(s[:n], '['):
		case r == '}':
		default:
			return n
		}
		n--
	}
	return 0
}

func count(s []rune, r rune) int {
	n := 0
	for _, x := range s {
		if x == r {
			n++
		}
	}
	return n
}

func isScheme(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// isWeb reports whether a scheme is the web's, or was meant to be.
func isWeb(scheme string) bool { return meant(scheme) != "" }

// meant is the scheme of the web that a word is, or is one slip away from: a
// letter left out, doubled, wrong, or two changed places.
func meant(scheme string) string {
	for _, known := range []string{"http", "https", "ftp"} {
		if scheme == known {
			return known
		}
	}
	switch {
	case len(scheme) < 3:
	case slip(scheme, "http"):
		return "http"
	case slip(scheme, "https"):
		return "https"
	}
	return ""
}

// slip reports whether two words differ by one slip of the hand.
func slip(s, t string) bool {
	a, b := []rune(s), []rune(t)
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i == len(a) || slices.Equal(a[i+1:], b[i+1:]) ||
			i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
	case 1:
		return slices.Equal(a[i:], b[i+1:])
	}
	return false
}
