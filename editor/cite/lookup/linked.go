package lookup

import (
	"encoding/json"
	"strings"
)

// linked is one thing that a page describes in schema.org's words.
type linked struct {
	kind, title, date, publisher string
	authors                      []string
}

// schemaTypes says which CSL type one of schema.org's is. Things of other types,
// such as breadcrumbs, are not what the page is.
var schemaTypes = map[string]string{
	"Article": "webpage", "WebPage": "webpage", "NewsArticle": "article-newspaper", "ReportageNewsArticle": "article-newspaper",
	"OpinionNewsArticle": "article-newspaper", "BlogPosting": "post-weblog", "ScholarlyArticle": "article-journal", "Book": "book",
	"Report": "report", "Thesis": "thesis", "Dataset": "dataset", "SoftwareSourceCode": "software", "VideoObject": "motion_picture",
}

// parseLinked reads a script of JSON-LD: one thing, a list, or a graph of them.
func parseLinked(data []byte) []linked {
	var value any
	if json.Unmarshal(data, &value) != nil {
		return nil
	}
	var out []linked
	for _, v := range things(value, 0) {
		kind := ""
		for _, t := range texts(v["@type"], "") {
			if schemaTypes[t] != "" {
				kind = schemaTypes[t]
			}
		}
		if kind == "" {
			continue
		}
		l := linked{kind: kind, authors: texts(v["author"], "name")}
		for _, name := range []string{"headline", "name"} {
			if t := texts(v[name], ""); l.title == "" && len(t) > 0 {
				l.title = flat(t[0])
			}
		}
		if t := texts(v["datePublished"], ""); len(t) > 0 {
			l.date = t[0]
		}
		if t := texts(v["publisher"], "name"); len(t) > 0 {
			l.publisher = t[0]
		}
		out = append(out, l)
	}
	return out
}

// things lists the objects of a script.
func things(value any, depth int) []map[string]any {
	switch v := value.(type) {
	case map[string]any:
		out := []map[string]any{v}
		if depth < 3 {
			out = append(out, things(v["@graph"], depth+1)...)
		}
		return out
	case []any:
		var out []map[string]any
		for _, one := range v {
			if depth < 3 {
				out = append(out, things(one, depth+1)...)
			}
		}
		return out
	}
	return nil
}

// texts are the texts of a value that may be a text, a list, or an object with
// the text under a key.
func texts(value any, key string) []string {
	switch v := value.(type) {
	case string:
		if v = strings.TrimSpace(v); v != "" {
			return []string{v}
		}
	case []any:
		var out []string
		for _, one := range v {
			if _, list := one.([]any); !list {
				out = append(out, texts(one, key)...)
			}
		}
		return out
	case map[string]any:
		if s, ok := v[key].(string); ok && key != "" {
			return texts(s, "")
		}
	}
	return nil
}

// about is the thing that says most of the page: one with authors before one
// without, and a work before the page itself.
func (p *page) about() linked {
	best, most := linked{kind: "webpage"}, -1
	for _, l := range p.linked {
		says := min(len(l.authors), 1)*4 + min(len(l.date), 1)*2
		if l.kind != "webpage" {
			says++
		}
		if l.title != "" && says > most {
			best, most = l, says
		}
	}
	return best
}
