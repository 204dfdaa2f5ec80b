package lookup

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// refusal says why an address was not asked.
type refusal string

func (r refusal) Error() string { return string(r) }

// outward is a client for the world outside: no address of a private network is
// asked, whatever name or redirection leads to it, since the check is on the
// address that is about to be dialled. The user's own proxy may be anywhere.
func (c *Client) outward() *http.Client {
	checked := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !c.public(to.Addr().Unmap()) {
			return refusal(fmt.Sprintf("%s lies in a private network, which is not asked", address))
		}
		return nil
	}}
	free := &net.Dialer{Timeout: 10 * time.Second}
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 20 * time.Second,
		DisableKeepAlives:     true,
		ForceAttemptHTTP2:     true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if isProxy(address) {
				return free.DialContext(ctx, network, address)
			}
			return checked.DialContext(ctx, network, address)
		},
	}
	return &http.Client{Transport: transport, CheckRedirect: checkRedirect}
}

// checkRedirect follows few redirections, and none that gives up encryption.
func checkRedirect(req *http.Request, via []*http.Request) error {
	switch scheme := req.URL.Scheme; {
	case len(via) > 6:
		return refusal("it leads from one address to the next without an end")
	case scheme != "https" && scheme != "http":
		return refusal(fmt.Sprintf("it leads to an address of the kind %s, which is not asked", scheme))
	case scheme == "http" && via[0].URL.Scheme == "https":
		return refusal("it leads to an address without encryption")
	}
	return nil
}

// isProxy tells whether an address that is about to be dialled is that of the
// proxy that the environment names.
func isProxy(address string) bool {
	for _, scheme := range []string{"http", "https"} {
		req, err := http.NewRequest(http.MethodGet, scheme+"://example.org", nil)
		if err != nil {
			continue
		}
		proxy, err := http.ProxyFromEnvironment(req)
		if err != nil || proxy == nil {
			continue
		}
		port := proxy.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[proxy.Scheme]
		}
		if net.JoinHostPort(proxy.Hostname(), port) == address {
			return true
		}
	}
	return false
}

// special are the networks beside the private ones that are not the internet, or
// hide an address of IPv4 in one of IPv6 (IANA's registries of special-purpose
// addresses).
var special = func() []netip.Prefix {
	var out []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
		"3fff::/20", "5f00::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// isPublic tells whether an address is one of the internet's.
func isPublic(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
