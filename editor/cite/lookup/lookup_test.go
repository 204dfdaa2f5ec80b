package lookup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestIdentify(t *testing.T) {
	for text, want := range map[string]string{
		"10.1000/182":                               "DOI 10.1000/182",
		" https://doi.org/10.1000/a%2Fb%3C1%3E":     "DOI 10.1000/a/b<1>",
		"doi:10.1016/S0140-6736(05)17984-5.":        "DOI 10.1016/S0140-6736(05)17984-5",
		"DOI 10.1000/182),":                         "DOI 10.1000/182",
		"PMID: 31209238":                            "PubMed 31209238",
		"https://pubmed.ncbi.nlm.nih.gov/31209238/": "PubMed 31209238",
		"arXiv:1501.00001v2":                        "arXiv 1501.00001",
		"https://arxiv.org/abs/math.GT/0309136":     "arXiv math.GT/0309136",
		"https://arxiv.org/pdf/2301.12345v1.pdf":    "arXiv 2301.12345",
		"ISBN 978-0-306-40615-7":                    "ISBN 9780306406157",
		"0-306-40615-2":                             "ISBN 9780306406157",
		"080442957x":                                "ISBN 9780804429573",
		"https://example.org/a":                     "web address https://example.org/a",
	} {
		id, err := Identify(text)
		if got := fmt.Sprint(id.Kind, " ", id.Value); err != nil || got != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                  "nothing that can be looked up",
		"Ko 2019":           "nothing that can be looked up",
		"file:///etc/hosts": "nothing that can be looked up",
		"978-0-306-40615-8": "mistyped",
		"0306406153":        "mistyped",
		"978030640615":      "10 or 13 digits",
	} {
		if id, err := Identify(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, %v; want %q", text, id, err, want)
		}
	}
}

// services answers for all services on one local server.
func services(t *testing.T, answers map[string]string) *Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if strings.HasPrefix(answer, "> ") {
			http.Redirect(w, r, answer[2:], http.StatusFound)
			return
		}
		if strings.HasPrefix(answer, "<") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	c := At(server.URL)
	c.now = func() time.Time { return time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC) }
	return c
}

func find(t *testing.T, c *Client, text string) (string, error) {
	t.Helper()
	id, err := Identify(text)
	if err != nil {
		t.Fatal(err)
	}
	it, err := c.Find(context.Background(), id)
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(it)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), nil
}

func TestFind(t *testing.T) {
	crossref := `{"type":"journal-article","title":["Reading <i>Walden</i>"],"container-title":["Margins"],"ISSN":["1234-5678","2345"],"DOI":"10.1000/ko","author":[{"given":"Min-jae","family":"Ko","sequence":"first","affiliation":[]}],"issued":{"date-parts":[[2019,3]]},"page":"101-108","abstract":"<jats:p>One <jats:italic>two</jats:italic>.</jats:p>","reference-count":3,"indexed":{"x":1},"publisher":"Press"}`
	c := services(t, map[string]string{
		"/10.1000%2Fko":                               "> /agency",
		"/agency":                                     crossref,
		"/10.48550%2FarXiv.1501.0001":                 `[]`,
		"/10.48550%2FarXiv.2301.12345":                `{"type":"article","title":"On Notes","author":[{"family":"Oh","given":"Sun"}]}`,
		"/lit/ctxp/v1/pubmed/?format=csl&id=31209238": `{"id":"pmid:31209238","type":"article-journal","title":"A Trial","PMID":"31209238","issued":{"date-parts":[["2019","6","17"]]}}`,
		"/api/books?format=json&jscmd=data&bibkeys=ISBN:9780306406157": `{"ISBN:9780306406157":{"title":"Light","subtitle":"A Study","authors":[{"name":"Ha Chung"}],"publishers":[{"name":"Press"}],"publish_places":[{"name":"Seoul"}],"publish_date":"May 2, 1980","number_of_pages":321}}`,
		"/api/books?format=json&jscmd=data&bibkeys=ISBN:9780804429573": `{}`,
	})
	for text, want := range map[string]string{
		"10.1000/ko":        `{"DOI":"10.1000/ko","ISSN":"1234-5678","abstract":"One \u003ci\u003etwo\u003c/i\u003e.","author":[{"family":"Ko","given":"Min-jae"}],"container-title":"Margins","id":"","issued":{"date-parts":[[2019,3]]},"page":"101-108","publisher":"Press","title":"Reading \u003ci\u003eWalden\u003c/i\u003e","type":"article-journal"}`,
		"arXiv:2301.12345":  `{"DOI":"10.48550/arXiv.2301.12345","URL":"https://arxiv.org/abs/2301.12345","author":[{"family":"Oh","given":"Sun"}],"id":"","title":"On Notes","type":"article"}`,
		"PMID:31209238":     `{"PMID":"31209238","id":"","issued":{"date-parts":[[2019,6,17]]},"title":"A Trial","type":"article-journal"}`,
		"978-0-306-40615-7": `{"ISBN":"9780306406157","author":[{"family":"Chung","given":"Ha"}],"id":"","issued":{"date-parts":[[1980,5,2]]},"number-of-pages":"321","publisher":"Press","publisher-place":"Seoul","title":"Light: A Study","type":"book"}`,
	} {
		if got, err := find(t, c, text); err != nil || got != want {
			t.Errorf("%s gives %s, %v\nwant %s", text, got, err, want)
		}
	}
	for _, text := range []string{"10.1000/none", "PMID:1", "080442957x"} {
		if got, err := find(t, c, text); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s gives %s, %v", text, got, err)
		}
	}
}

func TestPage(t *testing.T) {
	for _, p := range []struct{ head, want string }{
		{
			`<html lang="en-GB"><head><title> A &amp; B
 | Site</title><link rel="canonical" href="/a?x=1"></head>`,
			`{"URL":"HERE/a?x=1","accessed":{"date-parts":[[2026,5,4]]},"id":"","language":"en-GB","title":"A \u0026 B | Site","type":"webpage"}`,
		},
		{
			`<head><meta name="citation_title" content="Reading"><meta name="citation_author" content="Ko, Min-jae"><meta name="citation_author" content="Sun Oh"><meta name="citation_journal_title" content="Margins"><meta name="citation_publication_date" content="2019/03/04"><meta name="citation_firstpage" content="1"><meta name="citation_lastpage" content="9"><meta property="og:title" content="Reading – Margins">`,
			`{"URL":"HERE/page","accessed":{"date-parts":[[2026,5,4]]},"author":[{"family":"Ko","given":"Min-jae"},{"family":"Oh","given":"Sun"}],"container-title":"Margins","id":"","issued":{"date-parts":[[2019,3,4]]},"page":"1-9","title":"Reading","type":"article-journal"}`,
		},
		{
			`<head><script type="application/ld+json">{"@graph":[{"@type":"BreadcrumbList","name":"x"},{"@type":["NewsArticle"],"headline":"Flood &amp; Fire","author":[{"@type":"Person","name":"Ha Chung"}],"datePublished":"2020-01-02T03:04:05Z","publisher":{"name":"The Paper"}}]}</script><meta property="og:title" content="Other">`,
			`{"URL":"HERE/page","accessed":{"date-parts":[[2026,5,4]]},"author":[{"family":"Chung","given":"Ha"}],"container-title":"The Paper","id":"","issued":{"date-parts":[[2020,1,2]]},"title":"Flood \u0026 Fire","type":"article-newspaper"}`,
		},
		{
			`<head><meta name="DC.Title" content="Old"><meta name="DC.Creator" content="Lee, A.; Park, B."><meta name="DC.Date" content="1999"><meta name="citation_doi" content="10.1000/gone">`,
			`{"DOI":"10.1000/gone","URL":"HERE/page","accessed":{"date-parts":[[2026,5,4]]},"author":[{"family":"Lee","given":"A."},{"family":"Park","given":"B."}],"id":"","issued":{"date-parts":[[1999]]},"title":"Old","type":"webpage"}`,
		},
		{`<head><meta name="citation_doi" content="10.1000/here"><title>x</title>`, `{"DOI":"10.1000/here","id":"","title":"From the agency","type":"book"}`},
	} {
		c := services(t, map[string]string{"/page": p.head, "/10.1000%2Fhere": `{"type":"book","title":"From the agency"}`})
		got, err := find(t, c, c.doi+"/page")
		if got = strings.ReplaceAll(got, c.doi, "HERE"); err != nil || got != p.want {
			t.Errorf("%s\ngives %s, %v\nwant  %s", p.head, got, err, p.want)
		}
	}
	c := services(t, map[string]string{"/page": "<html><body>nothing</body>", "/file": "%PDF-1.4"})
	for path, want := range map[string]string{"/page": "what it is called", "/file": "no web page"} {
		if got, err := find(t, c, c.doi+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %s, %v", path, got, err)
		}
	}
}

// TestRefusals: no private network is asked, whatever leads to it, and no answer
// is without a bound.
func TestRefusals(t *testing.T) {
	c := services(t, map[string]string{
		"/10.1000%2Fprivate": "> http://10.0.0.1/admin",
		"/10.1000%2Fv6":      "> http://[fd00::1]/admin",
		"/10.1000%2Ffile":    "> file:///etc/passwd",
		"/10.1000%2Fround":   "> /10.1000%2Fround",
		"/10.1000%2Flong":    `{"title":"` + strings.Repeat("x", maxBytes) + `"}`,
		"/10.1000%2Fhtml":    "not what was asked for",
		"/10.1000%2Fempty":   `{"type":"book"}`,
	})
	for path, want := range map[string]string{
		"private": "private network", "v6": "private network", "file": "of the kind file", "round": "without an end",
		"long": "longer than 8 MB", "html": "not about a source", "empty": ErrNotFound.Error(),
	} {
		if got, err := find(t, c, "10.1000/"+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %.80s, %v; want %q", path, got, err, want)
		}
	}
	// The client for everyday use does not even ask this machine.
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer server.Close()
	for _, host := range []string{"127.0.0.1", "localhost"} {
		address := strings.Replace(server.URL, "127.0.0.1", host, 1)
		if _, err := find(t, New(), address); err == nil || !strings.Contains(err.Error(), "private network") || asked {
			t.Errorf("%s: %v, asked %v", host, err, asked)
		}
	}
	encrypted := httptest.NewRequest(http.MethodGet, "https://example.org", nil)
	if err := checkRedirect(httptest.NewRequest(http.MethodGet, "http://example.org", nil), []*http.Request{encrypted}); err == nil {
		t.Error("encryption is given up")
	}
}

func TestIsPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "::1": false,
		"fe80::1": false, "fc00::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "ff02::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestStop: a question can be taken back while it waits.
func TestStop(t *testing.T) {
	asked := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	}))
	defer server.Close()
	c := services(t, nil)
	c.doi = server.URL
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-asked
		cancel()
	}()
	if it, err := c.Find(ctx, Identifier{DOI, "10.1000/slow"}); !errors.Is(err, context.Canceled) {
		t.Errorf("gives %v, %v", it, err)
	}
}

func TestZotero(t *testing.T) {
	var first []string
	for i := range 100 {
		first = append(first, fmt.Sprintf(`{"id":"http://zotero.org/users/1/items/K%d","type":"book","title":"T%d"}`, i, i))
	}
	c := services(t, map[string]string{
		"/api/users/0/items/top?format=csljson&limit=100&start=0":   `{"items":[` + strings.Join(first, ",") + `]}`,
		"/api/users/0/items/top?format=csljson&limit=100&start=100": `{"items":[{"id":"x","citation-key":"ko2019","type":"book","title":"Last"}]}`,
	})
	var seen []int
	items, err := c.Zotero(context.Background(), func(n int) { seen = append(seen, n) })
	if err != nil || len(items) != 101 || items[3].ID != "K3" || items[100].ID != "ko2019" || fmt.Sprint(seen) != "[100 101]" {
		t.Errorf("%d items, %v, %v", len(items), err, seen)
	}
	c = services(t, map[string]string{"/better-bibtex/export/library?/1/library.csljson": `[{"id":"ko2019","type":"book","title":"T"}]`})
	if items, err = c.Zotero(context.Background(), nil); err != nil || len(items) != 1 || items[0].ID != "ko2019" {
		t.Errorf("%v, %v", items, err)
	}
	c = services(t, nil)
	if items, err = c.Zotero(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "Zotero") {
		t.Errorf("%v, %v", items, err)
	}
	c.zotero = "http://10.0.0.1:23119"
	if items, err = c.Zotero(context.Background(), nil); err == nil {
		t.Errorf("another machine is asked: %v", items)
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte(`<html lang=de><title>A</title><meta name="citation_author" content="Ko; Oh"><meta name=date content="2019-03-04T01:02">`))
	f.Add([]byte(`<script type="application/ld+json">[[{"@type":"Article","@graph":[{}],"author":["a",{"name":"b"}]}]]</script>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := parsePage(answer{body, "text/html", "https://example.org/"})
		if err != nil {
			return
		}
		if it := p.item(); it.Type == "" {
			t.Error("an item without a type")
		}
		if it, err := readCSL(body); err == nil && it.Fields["title"] == "" && len(it.Names) == 0 {
			t.Errorf("%+v", it)
		}
	})
}
