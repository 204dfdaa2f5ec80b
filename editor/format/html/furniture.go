package html

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furniture is what web pages have around their text: what it is called for the
// author, and the classes, identities and roles by which it is known.
var furniture = []struct {
	what  string
	roles []string
	names *lazyregexp.Regexp
}{
	{"menus", []string{"navigation", "menu", "menubar", "search", "banner", "contentinfo"}, lazyregexp.New(`^(?:nav(?:bar|igation|box|-links|-menu)?|site-(?:nav|navigation|header|footer|branding)|(?:main|primary|top|mobile)-(?:nav|navigation|menu)|menu|breadcrumbs?|pagination|post-navigation|skip-link|toc|table-of-contents|ez-toc-container|catlinks|printfooter|mw-(?:editsection|jump-link|indicators|authority-control|footer-container|panel)|vector-(?:header|toc|page-toolbar|column-start).*|mw-cite-backlink-hidden)$`)},
	{"buttons to share and subscribe", nil, lazyregexp.New(`^(?:sharedaddy|sd-(?:block|sharing).*|share(?:-bar|-buttons?|-links|-icons|-dialog)?|sharing(?:-.*)?|social(?:-.*)?|(?:post|entry)-(?:share|sharing|social|ufi)|addtoany.*|a2a_.*|ssba.*|heateor.*|jp-(?:likes|post-flair)|post-likes-widget.*|wpl-likebox|sharing-.*|subscri(?:be|ption)(?:-.*)?|newsletter(?:-.*)?|button-wrapper|like-button.*|clap.*)$`)},
	{"comments", nil, lazyregexp.New(`^(?:comments?|comments-(?:area|section|list|container)|comment-?(?:list|form|respond|reply-form)|respond|disqus.*|livefyre|fb-comments|remark42|giscus|utterances|webmentions)$`)},
	{"cookie banners", nil, lazyregexp.New(`(?i)^(?:.*cookie-?_?(?:banner|notice|consent|bar|law|popup|policy-banner|message).*|gdpr.*|cc-(?:window|banner)|onetrust.*|cmplz.*|cky-consent.*|cybot.*|osano.*|qc-cmp2.*|(?:eu-)?consent-?(?:banner|popup|modal)?)$`)},
	{"lists of other texts", []string{"complementary"}, lazyregexp.New(`^(?:related(?:-?posts?|-articles|-content|-stories)?|jp-relatedposts|yarpp.*|recommended(?:-.*)?|read-(?:next|more)|more-(?:posts|stories)|sidebar|widget-area|post-footer-cards|crp_related)$`)},
	{"notices", nil, lazyregexp.New(`^(?:noprint|hatnote|ambox|mw-empty-elt|pw-multi-vote-count|robots-nocontent)$`)},
	{"advertisements", nil, lazyregexp.New(`^(?:ads?|adsbygoogle|advert.*|ad-(?:container|slot|unit|wrapper)|sponsor(?:ed)?(?:-.*)?|promo(?:-.*)?|paywall(?:-.*)?|wordads.*)$`)},
}

// unseen are the classes of what only programs that read a page aloud show.
var unseen = lazyregexp.New(`^(?:sr-only|screen-reader-text|visually-?hidden|mw-cite-up-arrow-hidden|accessibility)$`)

// around marks what surrounds a page's text, and says what that was. It never
// marks what a note or its marker stands in, nor what holds nearly all text.
func (r *reader) around(root *html.Node, found notes, comments bool) {
	s := &surroundings{reader: r, holds: map[*html.Node]bool{}, size: map[*html.Node]int{}, what: map[string]bool{}}
	if comments {
		s.what["comments"] = true
	}
	for _, l := range found.links {
		for _, n := range []*html.Node{l.anchor, l.block} {
			for ; n != nil && !s.holds[n]; n = n.Parent {
				s.holds[n] = true
			}
		}
	}
	s.all = s.measure(root)
	s.look(root)
	s.all = s.measure(root) // without what is left out
	if text := s.text(root); text != nil {
		s.beside(text)
	}
	if len(s.what) > 0 {
		var list []string
		for what := range s.what {
			list = append(list, what)
		}
		slices.Sort(list)
		r.warn("furniture", fmt.Sprintf("Left out because they surround the page’s text: %s.", strings.Join(list, ", ")))
	}
}

type surroundings struct {
	*reader
	holds map[*html.Node]bool // elements with a note or a marker in them
	size  map[*html.Node]int  // of the text in elements, in bytes
	all   int
	what  map[string]bool
}

// measure takes the lengths of texts, from within; a page is nested no deeper
// than the parser lets it.
func (s *surroundings) measure(n *html.Node) int {
	size := 0
	if n.Type == html.TextNode {
		size = len(strings.TrimSpace(n.Data))
	}
	if !s.skip[n] && n.DataAtom != atom.Script && n.DataAtom != atom.Style && n.DataAtom != atom.Head {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			size += s.measure(c)
		}
	}
	if n.Type == html.ElementNode {
		s.size[n] = size
	}
	return size
}

// text is the one element that a page says its text stands in, if the greater
// part of all text does.
func (s *surroundings) text(root *html.Node) *html.Node {
	var found []*html.Node
	for d := range root.Descendants() {
		is := d.DataAtom == atom.Main || d.DataAtom == atom.Article || attr(d, "role") == "main"
		if is && 2*s.size[d] > s.all && !slices.ContainsFunc(found, func(o *html.Node) bool { return !contains(o, d) }) {
			found = append(found, d)
		}
	}
	if len(found) == 0 {
		return nil
	}
	text := found[len(found)-1]
	for ; text != nil && text.DataAtom != atom.Body; text = text.Parent {
		// A note or a marker outside belongs to the text.
		if !slices.ContainsFunc(s.siblings(text), func(n *html.Node) bool { return s.holds[n] }) {
			return text
		}
	}
	return nil
}

// siblings are the elements beside a node and beside those that it stands in.
func (s *surroundings) siblings(n *html.Node) []*html.Node {
	var list []*html.Node
	for ; n.Parent != nil && n.DataAtom != atom.Body; n = n.Parent {
		for c := range n.Parent.ChildNodes() {
			if c != n && c.DataAtom != atom.Head {
				list = append(list, c)
			}
		}
	}
	return list
}

// beside marks what stands beside a page's text.
func (s *surroundings) beside(text *html.Node) {
	for _, n := range s.siblings(text) {
		if s.skip[n] || n.Type == html.CommentNode || blank(n) && !hasImage(n) {
			continue
		}
		if n.Type == html.ElementNode && (n.DataAtom == atom.Hgroup || n.DataAtom == atom.H1) {
			continue // a title
		}
		if what := kindOf(n); what != "" {
			s.what[what] = true
		} else {
			s.what["what stands beside the text"] = true
		}
		s.skip[n] = true
	}
}

func hasImage(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img {
			return true
		}
	}
	return false
}

// maxAround is how many hundredths of a page's text may be one part of its
// furniture: beyond that, it is taken for what holds the text. Comments are
// often longer than what they are about.
const maxAround = 85

func (s *surroundings) look(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || s.skip[c] {
			continue
		}
		if hidden(c) || isUnseen(c) {
			s.skip[c] = true
			continue
		}
		if what := kindOf(c); what != "" && !s.holds[c] && (c.DataAtom == atom.Nav || 100*s.size[c] <= maxAround*s.all) {
			s.skip[c] = true
			if !blank(c) {
				s.what[what] = true
			}
			continue
		}
		s.look(c)
	}
}

func isUnseen(n *html.Node) bool {
	_, is := attribute(n, "hidden")
	return is || slices.ContainsFunc(strings.Fields(attr(n, "class")), unseen.MatchString)
}

// kindOf is what an element is of a page's furniture, or "".
func kindOf(n *html.Node) string {
	switch n.DataAtom {
	case atom.Nav:
		return "menus"
	case atom.Form:
		return "forms"
	case atom.Dialog:
		return "dialogs"
	case atom.P, atom.Li, atom.Sup, atom.Div, atom.Section, atom.Aside, atom.Ul, atom.Ol, atom.Header, atom.Footer, atom.Span, atom.A, atom.Table:
	default:
		return ""
	}
	if title := attr(n, "title"); n.DataAtom == atom.Div && (title == "header" || title == "footer") { // as LibreOffice saves them
		return "the pages’ heads and feet"
	}
	names := append(strings.Fields(attr(n, "class")), attr(n, "id"))
	for _, f := range furniture {
		if slices.Contains(f.roles, attr(n, "role")) || slices.ContainsFunc(names, f.names.MatchString) {
			return f.what
		}
	}
	return ""
}
