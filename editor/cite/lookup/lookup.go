// Package lookup asks the network about a source: what a DOI, an ISBN, a PubMed
// or arXiv number or the address of a web page names, and what is in the library
// of a Zotero that runs beside.
//
// Nothing here asks by itself: every question is one call, made because the
// person at the screen wants to know. It takes at most half a minute and a few
// megabytes, and is never led to an address inside a private network. Absent are
// searching by words, and attachments.
package lookup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/csljson"
)

const (
	maxTime  = 30 * time.Second
	maxBytes = 8 << 20
)

// Client asks. Use [New].
type Client struct {
	doi, books, pubmed, zotero string // the addresses of the services
	public                     func(netip.Addr) bool
	now                        func() time.Time
}

// New makes a client that asks the services themselves: doi.org, which passes
// on to the agency that registered a DOI; Open Library; and the National Library
// of Medicine.
func New() *Client {
	return &Client{
		doi:    "https://doi.org",
		books:  "https://openlibrary.org",
		pubmed: "https://api.ncbi.nlm.nih.gov",
		zotero: "http://127.0.0.1:23119",
		public: isPublic,
		now:    time.Now,
	}
}

// At makes a client that asks one server of this machine in the place of all
// services, and nobody else: for tests.
func At(address string) *Client {
	return &Client{doi: address, books: address, pubmed: address, zotero: address, public: netip.Addr.IsLoopback, now: time.Now}
}

// ErrNotFound says that a service knows nothing under a number.
var ErrNotFound = errors.New("nothing is known under this number")

// Find asks what an identifier names. The item has no ID: the library gives it a
// citation key.
func (c *Client) Find(ctx context.Context, id Identifier) (*csl.Item, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	var it *csl.Item
	var err error
	switch id.Kind {
	case DOI:
		it, err = c.byDOI(ctx, id.Value)
	case ArXiv:
		// arXiv registers its papers under this prefix.
		if it, err = c.byDOI(ctx, "10.48550/arXiv."+id.Value); it != nil {
			it.Fields["URL"] = "https://arxiv.org/abs/" + id.Value
		}
	case PMID:
		it, err = c.csl(ctx, c.pubmed+"/lit/ctxp/v1/pubmed/?format=csl&id="+url.QueryEscape(id.Value))
	case ISBN:
		it, err = c.byISBN(ctx, id.Value)
	case Page:
		it, err = c.byPage(ctx, id.Value)
	default:
		return nil, errors.New("there is nothing to look up")
	}
	if err != nil {
		return nil, fmt.Errorf("the %s %s could not be looked up: %w", id.Kind, id.Value, err)
	}
	return it, nil
}

func (c *Client) byDOI(ctx context.Context, doi string) (*csl.Item, error) {
	it, err := c.csl(ctx, c.doi+"/"+url.PathEscape(doi))
	if it != nil && it.Fields["DOI"] == "" {
		it.Fields["DOI"] = doi
	}
	return it, err
}

// csl asks for an item in CSL-JSON.
func (c *Client) csl(ctx context.Context, address string) (*csl.Item, error) {
	answer, err := c.get(ctx, address, "application/vnd.citationstyles.csl+json, application/json;q=0.5")
	if err != nil {
		return nil, err
	}
	return readCSL(answer.body)
}

// readCSL reads what the services call CSL-JSON: lists where CSL has one text,
// markup in abstracts, and much that is not about the source.
func readCSL(data []byte) (*csl.Item, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, errors.New("the answer is not about a source; the service may be out of order, so try again later")
	}
	plain := map[string]json.RawMessage{}
	for key, value := range raw {
		var list []string
		if json.Unmarshal(value, &list) == nil && !slices.Contains(csl.NameVariables, key) {
			if len(list) == 0 {
				continue
			}
			value, _ = json.Marshal(list[0]) // a text can always be written
		}
		if isWanted(key) {
			plain[key] = value
		}
	}
	data, err := json.Marshal(plain)
	if err != nil {
		return nil, err
	}
	items := csljson.Read(data, nil)
	if len(items) == 0 || items[0].Fields["title"] == "" && len(items[0].Names) == 0 {
		return nil, ErrNotFound
	}
	it := items[0]
	it.ID, it.Other = "", nil
	for key, text := range it.Fields {
		text = jatsFaces.ReplaceAllStringFunc(text, func(tag string) string {
			m := jatsFaces.FindStringSubmatch(tag)
			return "<" + m[1] + cslFaces[m[2]] + ">"
		})
		text = inlineTags.ReplaceAllString(blockTags.ReplaceAllString(text, " "), "")
		text = strings.TrimSpace(spaces.ReplaceAllString(text, " "))
		if text == "" {
			delete(it.Fields, key)
			continue
		}
		it.Fields[key] = text
	}
	if kind, ok := crossrefTypes[it.Type]; ok {
		it.Type = kind
	}
	return it, nil
}

// crossrefTypes are types in Crossref's own words, which it sometimes sends.
var crossrefTypes = map[string]string{
	"journal-article": "article-journal", "book-chapter": "chapter", "monograph": "book", "edited-book": "book", "reference-book": "book",
	"proceedings-article": "paper-conference", "dissertation": "thesis", "posted-content": "article", "reference-entry": "entry",
	"": "document",
}

var (
	spaces = lazyregexp.New(`\s+`)
	// Abstracts come in the tags of JATS, with or without their prefix. CSL knows
	// faces alone.
	jatsFaces  = lazyregexp.New(`<(/?)jats:(italic|bold|sup|sub)>`)
	cslFaces   = map[string]string{"italic": "i", "bold": "b", "sup": "sup", "sub": "sub"}
	blockTags  = lazyregexp.New(`</?(?:[a-z]+:)?(?:p|div|title|sec|br|list|list-item)(?:\s[^<>]*)?/?>`)
	inlineTags = lazyregexp.New(`</?(?:[a-z]+:[a-z-]+|span|mml)(?:\s[^<>]*)?/?>`)
)

// isWanted tells the variables of a source from what the services say about
// their own records.
func isWanted(key string) bool {
	return slices.Contains(csl.NameVariables, key) || slices.Contains(csl.DateVariables, key) || slices.Contains(wanted, key)
}

var wanted = []string{
	"type", "title", "title-short", "container-title", "container-title-short", "collection-title", "collection-number", "volume",
	"issue", "number", "number-of-pages", "number-of-volumes", "page", "edition", "publisher", "publisher-place", "event-title",
	"event-place", "genre", "medium", "archive", "archive_location", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL", "language",
	"abstract", "keyword", "section", "status", "version", "authority", "jurisdiction", "original-title",
}

// byISBN asks Open Library.
func (c *Client) byISBN(ctx context.Context, isbn string) (*csl.Item, error) {
	answer, err := c.get(ctx, c.books+"/api/books?format=json&jscmd=data&bibkeys=ISBN:"+isbn, "application/json")
	if err != nil {
		return nil, err
	}
	type named struct {
		Name string `json:"name"`
	}
	var books map[string]struct {
		Title     string  `json:"title"`
		Subtitle  string  `json:"subtitle"`
		Authors   []named `json:"authors"`
		Publisher []named `json:"publishers"`
		Places    []named `json:"publish_places"`
		Date      string  `json:"publish_date"`
		Pages     int     `json:"number_of_pages"`
	}
	if err := json.Unmarshal(answer.body, &books); err != nil {
		return nil, errors.New("the answer of Open Library cannot be read; try again later")
	}
	book, ok := books["ISBN:"+isbn]
	if !ok || book.Title == "" {
		return nil, ErrNotFound
	}
	it := blank("book")
	it.Fields["title"] = book.Title
	if book.Subtitle != "" {
		it.Fields["title"] += ": " + book.Subtitle
	}
	it.Fields["ISBN"] = isbn
	if len(book.Publisher) > 0 {
		it.Fields["publisher"] = book.Publisher[0].Name
	}
	if len(book.Places) > 0 {
		it.Fields["publisher-place"] = book.Places[0].Name
	}
	if book.Pages > 0 {
		it.Fields["number-of-pages"] = fmt.Sprint(book.Pages)
	}
	for _, a := range book.Authors {
		it.Names["author"] = append(it.Names["author"], personal(a.Name))
	}
	if d := csl.ParseDate(book.Date); !d.IsZero() {
		it.Dates["issued"] = d
	}
	return it, nil
}

func blank(kind string) *csl.Item {
	return &csl.Item{Type: kind, Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
}

// personal reads the name of a person, written either way round.
func personal(text string) csl.Name {
	text = strings.TrimSpace(text)
	if i := strings.LastIndexByte(text, ' '); i > 0 && !strings.Contains(text, ",") {
		return csl.Name{Given: text[:i], Family: text[i+1:]}
	}
	return csl.ParseName(text)
}

// answer is what a service sent.
type answer struct {
	body    []byte
	kind    string // of the content, as its header says
	address string // where it came from in the end
}

// get asks for an address and reads the answer, of a bounded size.
func (c *Client) get(ctx context.Context, address, accept string) (answer, error) {
	return read(ctx, c.outward(), address, accept)
}

func read(ctx context.Context, client *http.Client, address, accept string) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, fmt.Errorf("%s is no address of the web", address)
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("User-Agent", "Ibid (an editor; asked by its user)")
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, explained(err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		return answer{}, ErrNotFound
	case resp.StatusCode == http.StatusTooManyRequests:
		return answer{}, errors.New("the service wants fewer questions; try again in a minute")
	case resp.StatusCode == http.StatusNotAcceptable:
		return answer{}, errors.New("its agency does not describe sources; enter it by hand")
	case resp.StatusCode != http.StatusOK:
		return answer{}, fmt.Errorf("%s answers %s; try again later", resp.Request.URL.Host, resp.Status)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBytes+1))
	if err != nil {
		return answer{}, explained(err)
	}
	if len(body) > maxBytes {
		return answer{}, fmt.Errorf("the answer of %s is longer than %d MB", resp.Request.URL.Host, maxBytes>>20)
	}
	return answer{bytes.TrimSpace(body), resp.Header.Get("Content-Type"), resp.Request.URL.String()}, nil
}

// explained says what went wrong on the way.
func explained(err error) error {
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("there was no answer in time; is the network there?")
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return fmt.Errorf("the network could not be reached or did not answer (%w)", err)
}
