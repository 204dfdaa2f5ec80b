package wordpress

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
)

// The spaces of the names of two elements that are both called “encoded”.
const (
	contentSpace = "http://purl.org/rss/1.0/modules/content/"
	excerptSpace = "http://wordpress.org/export/1.2/excerpt/"
)

// Text is a post or a page that was read. The essay knows its author, its
// excerpt and its day.
type Text struct {
	Essay    *essay.Essay
	Typed    bool     // see [html.Page]
	Warnings []string // sentences for the author
}

// item is what is read of an entry of a file.
type item struct {
	Title   string `xml:"title"`
	Author  string `xml:"creator"`
	Content string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	Excerpt string `xml:"http://wordpress.org/export/1.2/excerpt/ encoded"`
	Type    string `xml:"post_type"`
	Status  string `xml:"status"`
	Date    string `xml:"post_date_gmt"`
	Meta    []struct {
		Key   string `xml:"meta_key"`
		Value string `xml:"meta_value"`
	} `xml:"postmeta"`
}

// Read reads the posts and pages of a file that WordPress exported, in its
// order; what is in the trash, and what is no text, such as menus and pictures,
// is left out. Or it reads the markup of a single post. An error says why there
// is nothing to read.
func Read(src string) ([]Text, error) {
	if !strings.Contains(src[:min(len(src), 4096)], "<rss") {
		if strings.Contains(src, "<!-- wp:") {
			t, err := read(item{Content: src}, "")
			return []Text{t}, err
		}
		return nil, errors.New("this is not a file that WordPress exported: in WordPress, choose Tools, then Export")
	}
	d := xml.NewDecoder(strings.NewReader(src))
	d.Strict = false
	var texts []Text
	language := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the file that WordPress exported is damaged: %w", err)
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "language":
			if err := d.DecodeElement(&language, &start); err != nil {
				return nil, fmt.Errorf("the file that WordPress exported is damaged: %w", err)
			}
		case start.Name.Local == "item":
			var x item
			if err := d.DecodeElement(&x, &start); err != nil {
				return nil, fmt.Errorf("the file that WordPress exported is damaged: %w", err)
			}
			if x.Type != "post" && x.Type != "page" && x.Type != "" || x.Status == "trash" || x.Status == "auto-draft" {
				continue
			}
			t, err := read(x, strings.TrimSpace(language))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", x.Title, err)
			}
			texts = append(texts, t)
		}
	}
	if len(texts) == 0 {
		return nil, errors.New("the file that WordPress exported holds no posts")
	}
	return texts, nil
}

var footnotesBlock = lazyregexp.New(`<!-- wp:footnotes(?: \{[^>]*\})? /-->`)

func read(x item, language string) (Text, error) {
	var notes []footnote
	for _, m := range x.Meta {
		if m.Key == "footnotes" && m.Value != "" {
			notes = readFootnotes(m.Value)
		}
	}
	content := strings.ReplaceAll(x.Content, "\r\n", "\n")
	if !strings.Contains(content, "<!-- wp:") {
		content = paragraphs(content)
	}
	page, err := html.ReadPage("<body>" + markup(shortcodes(content), notes))
	if err != nil {
		return Text{}, err
	}
	meta := essay.Meta{Description: strings.TrimSpace(x.Excerpt)}
	if author := strings.TrimSpace(x.Author); author != "" {
		meta.Authors = []string{author}
	}
	if date, err := time.Parse(time.DateTime, strings.TrimSpace(x.Date)); err == nil && date.Year() > 1 {
		meta.Date = date.Format(time.DateOnly)
	}
	t := Text{Essay: page.Essay.WithLanguage(language).WithMeta(meta), Typed: page.Typed, Warnings: page.Warnings}
	if title := strings.TrimSpace(x.Title); title != "" {
		body := t.Essay.Body()
		heading := doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})
		if body.Blocks() == 1 && body.Len() == 0 {
			body = doc.New(heading)
		} else {
			body, _ = body.ReplaceBlocks(0, 0, heading)
		}
		t.Essay = t.Essay.WithBody(body)
	}
	return t, nil
}

// readFootnotes reads the field “footnotes”; where an importer has taken the
// backslashes out of it, as far as the order of its parts tells them.
func readFootnotes(value string) []footnote {
	var list []footnote
	if json.Unmarshal([]byte(value), &list) == nil {
		return list
	}
	list = nil
	for _, m := range damaged.FindAllStringSubmatch(value, -1) {
		list = append(list, footnote{m[1], m[2]})
	}
	return list
}

var damaged = lazyregexp.New(`(?s)\{"content":"(.*?)","id":"([0-9a-f-]{36})"\}`)
