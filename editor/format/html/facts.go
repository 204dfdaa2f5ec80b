package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/essay"
)

// factsOf is what the head of a page says of its text: who wrote it, when, and
// what it is about. Pages that say it twice, once for networks, say the same.
func factsOf(root *html.Node) essay.Meta {
	var m essay.Meta
	for d := range root.Descendants() {
		if d.DataAtom == atom.Body {
			break
		}
		content := strings.Join(strings.Fields(attr(d, "content")), " ")
		if d.DataAtom != atom.Meta || content == "" {
			continue
		}
		switch strings.ToLower(attr(d, "name") + attr(d, "property")) {
		case "author", "dc.creator", "dcterms.creator", "citation_author":
			if len(m.Authors) == 0 || m.Authors[len(m.Authors)-1] != content {
				m.Authors = append(m.Authors, content)
			}
		case "description", "dcterms.description":
			m.Description = content
		case "og:description":
			if m.Description == "" {
				m.Description = content
			}
		case "keywords":
			for word := range strings.SplitSeq(content, ",") {
				if word = strings.TrimSpace(word); word != "" {
					m.Keywords = append(m.Keywords, word)
				}
			}
		case "dcterms.date", "date", "dc.date", "article:published_time":
			if m.Date == "" {
				m.Date, _, _ = strings.Cut(content, "T")
			}
		}
	}
	return m
}
