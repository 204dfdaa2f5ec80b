package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what is known of a tree's own addresses.
type page struct {
	ids  map[string]bool
	self map[string]bool // addresses that it says are its own
}

func pageOf(root *html.Node) page {
	p := page{ids: map[string]bool{}, self: map[string]bool{}}
	for d := range root.Descendants() {
		switch {
		case d.Type == html.CommentNode:
			if _, address, ok := strings.Cut(d.Data, "saved from url=("); ok {
				_, address, _ = strings.Cut(address, ")")
				p.self[strings.TrimSpace(address)] = true
			}
		case d.Type != html.ElementNode:
		case d.DataAtom == atom.Link && attr(d, "rel") == "canonical":
			p.self[attr(d, "href")] = true
		case d.DataAtom == atom.Meta && attr(d, "property") == "og:url":
			p.self[attr(d, "content")] = true
		}
		if d.Type == html.ElementNode {
			p.ids[attr(d, "id")], p.ids[attr(d, "name")] = true, true
		}
	}
	delete(p.ids, "")
	delete(p.self, "")
	return p
}

// local is the identity in the page that an address leads to, and the address
// before it; "" if there is none. Some writers escape it.
func (p page) local(href string) (address, id string) {
	address, id, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(id); err == nil && !p.ids[id] {
		id = plain
	}
	if !p.ids[id] {
		id = ""
	}
	return address, id
}

// localisePage makes the links within a page local again that browsers write
// with its address when they save it. An address that the page does not call
// its own is that if all links to places in it find their place here, and to
// more than one.
func localisePage(root *html.Node) {
	p := pageOf(root)
	links := map[string][]*html.Node{} // to places, by address
	foreign := map[string]bool{}
	places := map[string]map[string]bool{}
	for d := range root.Descendants() {
		href := attr(d, "href")
		if d.DataAtom != atom.A || !strings.Contains(href, "#") {
			continue
		}
		address, id := p.local(href)
		if id == "" {
			_, place, _ := strings.Cut(href, "#")
			foreign[address] = foreign[address] || place != ""
			continue
		}
		links[address] = append(links[address], d)
		if places[address] == nil {
			places[address] = map[string]bool{}
		}
		places[address][id] = true
	}
	for address, list := range links {
		if address != "" && !p.self[address] && (foreign[address] || len(places[address]) < 2) {
			continue
		}
		for _, d := range list {
			_, id := p.local(attr(d, "href"))
			setHref(d, "#"+id)
		}
	}
}

// localisePiece does the same for a piece of a page, in which links may lead to
// what was not copied. Other links must lead to an address that can do no harm,
// or are none.
func localisePiece(root *html.Node) {
	p := pageOf(root)
	here := map[string]bool{} // the addresses of the page
	var others []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		if address, id := p.local(attr(d, "href")); id != "" {
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
			return
		}
	}
	if address != "" {
		a.Attr = append(a.Attr, html.Attribute{Key: "href", Val: address})
	}
}
