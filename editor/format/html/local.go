package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// localise makes the links within what was copied local ones again: browsers
// write them with the page's address. Other links must lead to an address that
// can do no harm, or are none.
func localise(root *html.Node) {
	ids := map[string]bool{}
	for d := range root.Descendants() {
		if d.Type == html.ElementNode {
			ids[attr(d, "id")], ids[attr(d, "name")] = true, true
		}
	}
	delete(ids, "")
	here := map[string]bool{} // the addresses of the page
	var others []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		address, id, _ := strings.Cut(attr(d, "href"), "#")
		if plain, err := url.PathUnescape(id); err == nil && !ids[id] {
			id = plain
		}
		if ids[id] {
			here[address] = true
			setHref(d, "#"+id)
		} else {
			others = append(others, d)
		}
	}
	for _, d := range others {
		address := strings.TrimSpace(attr(d, "href"))
		if page, _, within := strings.Cut(address, "#"); within && here[page] || !strings.Contains(address, ":") {
			address = "" // to what was not copied
		}
		setHref(d, allowed(address))
	}
}

func setHref(a *html.Node, address string) {
	for i := range a.Attr {
		if a.Attr[i].Key == "href" {
			a.Attr[i].Val = address
		}
	}
}
