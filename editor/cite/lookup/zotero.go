package lookup

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/csljson"
)

// maxLibrary bounds how many sources are asked for.
const maxLibrary = 100_000

// Zotero reads the sources of a Zotero that runs on this machine, and calls
// progress, if it is not nil, with how many it has. Better BibTeX, where that is
// installed, gives them their citation keys; else they have Zotero's own.
func (c *Client) Zotero(ctx context.Context, progress func(read int)) ([]*csl.Item, error) {
	client := local()
	if a, err := read(ctx, client, c.zotero+"/better-bibtex/export/library?/1/library.csljson", "application/json"); err == nil {
		if items := csljson.Read(a.body, nil); len(items) > 0 {
			return items, nil
		}
	}
	const page = 100
	var all []*csl.Item
	for start := 0; start < maxLibrary; start += page {
		address := fmt.Sprintf("%s/api/users/0/items/top?format=csljson&limit=%d&start=%d", c.zotero, page, start)
		a, err := read(ctx, client, address, "application/json")
		switch {
		case errors.Is(err, context.Canceled):
			return nil, err
		case errors.Is(err, ErrNotFound) || err != nil && strings.Contains(err.Error(), "403"):
			return nil, errors.New("Zotero runs but does not answer other programs; allow them in Zotero's settings, under Advanced")
		case err != nil:
			return nil, errors.New("Zotero does not answer; start it, version 7 or later, and try again")
		}
		items := csljson.Read(a.body, nil)
		for _, it := range items {
			if key := it.Fields["citation-key"]; key != "" {
				it.ID = key
				delete(it.Fields, "citation-key")
			}
			// Zotero's own keys carry the address of the item before them.
			it.ID = it.ID[strings.LastIndexByte(it.ID, '/')+1:]
		}
		all = append(all, items...)
		if progress != nil {
			progress(len(all))
		}
		if len(items) < page {
			break
		}
	}
	return all, nil
}

// local is a client for this machine alone, which follows nothing elsewhere.
func local() *http.Client {
	dialer := &net.Dialer{Timeout: 2 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !to.Addr().Unmap().IsLoopback() {
			return refusal(address + " is not this machine")
		}
		return nil
	}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext},
		Timeout:       2 * time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return refusal("it leads elsewhere") },
	}
}
