package essay

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// noHost is the fault of an address that is nothing but a scheme.
const noHost = "it names no host"

// start is how an address starts: its scheme, if it has one, and what parts it
// from the host.
var start = lazyregexp.New(`^(?i)([a-z]+)([:;]?)([/\\]+)`)

// faultOf says why an address of the web cannot be one, and what was meant if
// that is clear; "" if it may be one.
func faultOf(s string) (fault, mend string) {
	m := start.FindStringSubmatch(s)
	if m == nil { // www.…
		return faultOfHost(s), ""
	}
	scheme, rest := strings.ToLower(m[1]), s[len(m[0]):]
	if rest == "" {
		return noHost, ""
	}
	is := meant(scheme)
	if is != scheme {
		fault = "it starts with " + m[1] + " and not with " + is
	} else if m[2] != ":" || m[3] != "//" {
		fault = "behind " + scheme + " come a colon and two slashes"
	}
	if why := faultOfHost(rest); why != "" {
		return why, ""
	}
	if fault != "" {
		mend = is + "://" + rest
	}
	return fault, mend
}

// faultOfHost says why what stands behind the slashes cannot be a host with its
// path, or "".
func faultOfHost(s string) string {
	if i := strings.IndexAny(s, "/?#\\"); i >= 0 {
		s = s[:i]
	}
	s = s[strings.LastIndexByte(s, '@')+1:]
	if strings.HasPrefix(s, "[") {
		return "" // an address of numbers
	}
	host, port, hasPort := strings.Cut(s, ":")
	if n, err := strconv.ParseUint(port, 10, 16); hasPort && port != "" && (err != nil || n == 0) {
		return "“:" + port + "” is no port"
	}
	host = strings.TrimSuffix(host, ".")
	if host == "localhost" {
		return ""
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	labels := strings.Split(host, ".")
	for _, l := range labels {
		if l == "" {
			return "the host “" + host + "” is not whole"
		}
		if strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") || strings.ContainsFunc(l, noHostRune) {
			return "no host is called “" + host + "”"
		}
	}
	last := []rune(labels[len(labels)-1])
	switch {
	case len(labels) < 2 || len(labels) == 2 && strings.EqualFold(labels[0], "www") && len(last) > 3:
		return "the host “" + host + "” lacks a dot"
	case len(last) < 2 || strings.ContainsFunc(string(last), unicode.IsDigit) && !strings.HasPrefix(string(last), "xn--"):
		return "no host ends in “." + string(last) + "”"
	}
	return ""
}

// noHostRune reports whether no name of a host holds a rune. Underlines are no
// letters of hosts either, but are met.
func noHostRune(r rune) bool {
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// faultOfLink is [faultOf] for the address behind a link, in which nothing
// belongs to the sentence around it.
func faultOfLink(s string) (fault, mend string) {
	web := strings.HasPrefix(strings.ToLower(s), "www.")
	if m := start.FindStringSubmatch(s); m != nil {
		web = isWeb(strings.ToLower(m[1]))
	}
	if !web {
		return "", "" // within the essay, or of another scheme
	}
	if trimmed := strings.TrimSpace(s); trimmed != s || strings.ContainsFunc(s, unicode.IsSpace) {
		return "a space stands in it", sound(trimmed)
	}
	fault, mend = faultOf(s)
	if fault == "" && !start.MatchString(s) {
		return "it does not start with https://", sound("https://" + s)
	}
	if end := string([]rune(s)[:trimAddress([]rune(s))]); fault == "" && end != s && !strings.HasSuffix(s, "!") &&
		!strings.HasSuffix(s, "?") && !strings.Contains(s, "/wiki/") {
		return "it ends in punctuation", sound(end)
	}
	return fault, mend
}

// sound is an address, or "" if it cannot be one.
func sound(s string) string {
	if fault, _ := faultOfLink(s); fault != "" {
		return ""
	}
	return s
}
