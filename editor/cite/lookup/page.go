package lookup

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// byPage reads what a web page says of itself. If it names a DOI, what is
// registered under that is better.
func (c *Client) byPage(ctx context.Context, address string) (*csl.Item, error) {
	answer, err := c.get(ctx, address, "text/html, application/xhtml+xml;q=0.9, */*;q=0.1")
	if err != nil {
		return nil, err
	}
	if kind, _, _ := strings.Cut(answer.kind, ";"); kind != "" && kind != "text/html" && kind != "application/xhtml+xml" {
		return nil, errors.New("it is no web page but a file of the kind " + strings.TrimSpace(kind))
	}
	p, err := parsePage(answer)
	if err != nil {
		return nil, err
	}
	today := c.now()
	accessed := csl.Date{From: csl.DateParts{Year: today.Year(), Month: int(today.Month()), Day: today.Day()}}
	if id, err := Identify(p.first("citation_doi", "dc.identifier.doi", "prism.doi")); err == nil && id.Kind == DOI {
		if it, err := c.byDOI(ctx, id.Value); err == nil {
			return it, nil
		}
	}
	it := p.item()
	if it.Fields["title"] == "" {
		return nil, errors.New("the page does not say what it is called; enter it by hand")
	}
	if it.Fields["URL"] == "" {
		it.Fields["URL"] = answer.address
	}
	it.Dates["accessed"] = accessed
	return it, nil
}

// page is what a page says of itself: the contents of its meta elements by their
// names in small letters, and what else its head holds.
type page struct {
	meta      map[string][]string
	title     string
	language  string
	canonical string
	linked    []linked
}

func (p *page) first(names ...string) string {
	for _, n := range names {
		if v := p.meta[n]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

func (p *page) all(names ...string) []string {
	for _, n := range names {
		if v := p.meta[n]; len(v) > 0 {
			return v
		}
	}
	return nil
}

// parsePage reads the elements of a page that describe it.
func parsePage(a answer) (*page, error) {
	utf8, err := charset.NewReader(bytes.NewReader(a.body), a.kind)
	if err != nil {
		return nil, errors.New("the page is in an encoding that is not known")
	}
	p := &page{meta: map[string][]string{}}
	z := html.NewTokenizer(utf8)
	inside := "" // title or a script about the page
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p, nil
		case html.TextToken:
			switch {
			case inside == "title" && p.title == "":
				p.title = flat(string(z.Text()))
			case inside == "script":
				p.linked = append(p.linked, parseLinked(z.Text())...)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inside = ""
			p.start(t, a.address)
			if t.Data == "title" || t.Data == "script" && attr(t, "type") == "application/ld+json" {
				inside = t.Data
			}
		case html.EndTagToken:
			inside = ""
		}
	}
}

func (p *page) start(t html.Token, base string) {
	switch t.Data {
	case "html":
		p.language = attr(t, "lang")
	case "meta":
		name := strings.ToLower(attr(t, "name"))
		if name == "" {
			name = strings.ToLower(attr(t, "property"))
		}
		// Dublin Core is written in several ways: DC.title, dcterms:title.
		name = strings.Replace(name, "dcterms", "dc", 1)
		if strings.HasPrefix(name, "dc:") {
			name = "dc." + name[3:]
		}
		if content := flat(attr(t, "content")); name != "" && content != "" {
			p.meta[name] = append(p.meta[name], content)
		}
	case "link":
		if strings.EqualFold(attr(t, "rel"), "canonical") && p.canonical == "" {
			p.canonical = resolved(base, attr(t, "href"))
		}
	}
}

// resolved is an address as it is meant on a page, or "" if it is none of the
// web.
func resolved(base, href string) string {
	from, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := from.Parse(strings.TrimSpace(href))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// flat is a text without its line ends; what stands for a tag stays a text, as
// items carry markup.
func flat(text string) string {
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

// item makes an item of what a page says: what is written for those who cite
// first (Highwire's names, which scholarly search engines ask for), then Dublin
// Core, then what is written for search engines and for sharing.
func (p *page) item() *csl.Item {
	about := p.about()
	it := blank(about.kind)
	put := func(variable string, texts ...string) {
		for _, text := range texts {
			if text != "" {
				it.Fields[variable] = text
				return
			}
		}
	}
	put("title", p.first("citation_title", "dc.title"), about.title, p.first("og:title", "twitter:title"), p.title)
	put("container-title", p.first("citation_journal_title", "citation_inbook_title", "citation_conference_title", "prism.publicationname"))
	put("volume", p.first("citation_volume", "prism.volume"))
	put("issue", p.first("citation_issue", "prism.number"))
	put("DOI", strings.TrimPrefix(p.first("citation_doi"), "doi:"))
	put("ISSN", p.first("citation_issn", "prism.issn"))
	put("ISBN", p.first("citation_isbn"))
	put("language", p.first("citation_language", "dc.language"), p.language)
	put("abstract", p.first("citation_abstract", "dc.description"), p.first("description", "og:description"))
	put("URL", p.canonical, p.first("og:url"))
	if from := p.first("citation_firstpage", "prism.startingpage"); from != "" {
		it.Fields["page"] = from
		if to := p.first("citation_lastpage", "prism.endingpage"); to != "" && to != from {
			it.Fields["page"] += "-" + to
		}
	}
	switch {
	case p.first("citation_conference_title") != "":
		it.Type = "paper-conference"
	case p.first("citation_journal_title", "prism.publicationname") != "":
		it.Type = "article-journal"
	case p.first("citation_inbook_title") != "":
		it.Type = "chapter"
	case p.first("citation_dissertation_institution") != "":
		it.Type = "thesis"
		put("publisher", p.first("citation_dissertation_institution"))
	case p.first("citation_isbn") != "":
		it.Type = "book"
	default:
		put("container-title", p.first("og:site_name"), about.publisher)
	}
	put("publisher", it.Fields["publisher"], p.first("citation_publisher", "dc.publisher"))
	authors := p.all("citation_author", "citation_authors", "dc.creator", "dc.contributor")
	if authors == nil {
		authors = about.authors
	}
	if authors == nil {
		authors = p.all("author", "article:author")
	}
	for _, a := range authors {
		for _, one := range strings.Split(a, ";") {
			if one = strings.TrimSpace(one); one != "" && !strings.Contains(one, "://") {
				it.Names["author"] = append(it.Names["author"], personal(one))
			}
		}
	}
	for _, text := range []string{
		p.first("citation_publication_date", "citation_date", "citation_online_date", "citation_year", "dc.date", "dc.issued", "prism.publicationdate"),
		about.date, p.first("article:published_time", "date", "og:published_time"),
	} {
		if d := csl.ParseDate(strings.ReplaceAll(day(text), "/", "-")); !d.IsZero() && d.Literal == "" {
			it.Dates["issued"] = d
			break
		}
	}
	return it
}

// day is a date without its time.
func day(text string) string {
	if before, _, ok := strings.Cut(text, "T"); ok && strings.Count(before, "-") == 2 {
		return before
	}
	return text
}
