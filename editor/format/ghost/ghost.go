// Package ghost writes essays as files that Ghost imports, and reads the posts of
// such files.
//
// Ghost's editor takes links within the page, and with them notes, from what is
// pasted into it. It keeps them in a Markdown card, whose Markdown has footnotes;
// an essay is written as a post with one such card, since each card numbers its
// own notes. See https://ghost.org/docs/migration/custom/ for the file.
//
// Absent: pictures, which stand in an archive beside such a file.
package ghost

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
)

// file is what Ghost imports. Its own exports put the same into a list “db”.
type file struct {
	Meta meta    `json:"meta"`
	Data data    `json:"data"`
	DB   []*file `json:"db,omitempty"`
}

type meta struct {
	ExportedOn int64  `json:"exported_on"` // milliseconds since 1970 (UTC)
	Version    string `json:"version"`
}

type data struct {
	Posts []post `json:"posts"`
}

type post struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Slug      string  `json:"slug"`
	Status    string  `json:"status"`
	Type      string  `json:"type,omitempty"`
	Locale    string  `json:"locale,omitempty"`
	Excerpt   string  `json:"custom_excerpt,omitempty"`
	Lexical   *string `json:"lexical"`
	HTML      string  `json:"html,omitempty"`
	Published string  `json:"published_at,omitempty"`
}

// node is a node of a post's text, as far as it is read or written.
type node struct {
	Type     string  `json:"type"`
	Version  int     `json:"version"`
	Markdown string  `json:"markdown,omitempty"`
	HTML     string  `json:"html,omitempty"`
	Children []*node `json:"children,omitempty"`
}

// Write writes an essay as a draft in a file for Ghost's importer. Its title, if
// it is the first block, becomes the post's, its description the excerpt. The
// warnings are sentences for the
// author; an error is one of w.
func Write(w io.Writer, e *essay.Essay) (warnings []string, err error) {
	title, body := parted(e)
	body = body.WithHead(essay.Head{}).WithLanguage("") // the card is text alone
	var text strings.Builder
	warnings, err = markdown.Write(&text, body, markdown.Options{})
	if err != nil {
		return nil, err
	}
	lexical, err := marshal(map[string]*node{"root": {Type: "root", Version: 1, Children: []*node{{Type: "markdown", Version: 1, Markdown: text.String()}}}})
	if err != nil {
		return nil, err
	}
	p := post{ID: "1", Title: title, Slug: slug(title), Status: "draft", Type: "post", Locale: e.Language(), Excerpt: e.Meta().Description, Lexical: &lexical}
	if day, err := time.Parse(time.DateOnly, e.Meta().Date); err == nil {
		p.Published = day.Format(time.RFC3339)
	}
	out, err := marshal(file{Meta: meta{Version: "5.0.0"}, Data: data{Posts: []post{p}}})
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, out+"\n")
	return warnings, err
}

func marshal(v any) (string, error) {
	var s strings.Builder
	enc := json.NewEncoder(&s)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(s.String(), "\n"), err
}

// parted is an essay's title, and the essay without it.
func parted(e *essay.Essay) (string, *essay.Essay) {
	first := e.Body().Block(0)
	if first.Kind != doc.Heading || first.Level != 1 || first.Atoms() > 0 {
		return "", e
	}
	body, _ := e.Body().ReplaceBlocks(0, 1)
	return strings.ReplaceAll(first.Text(), "\u2028", " "), e.WithBody(body)
}

// slug is what an address ends in for a title.
func slug(title string) string {
	s := strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
	if s == "" {
		return "untitled"
	}
	return s[:min(len(s), 180)]
}

// Text is a post that was read.
type Text struct {
	Essay    *essay.Essay
	Warnings []string // sentences for the author
}

// Read reads the posts of a file that Ghost exported: the Markdown or HTML of
// posts that are one card, and of others what Ghost made of them for readers. An
// error says why there is nothing to read.
func Read(src string) ([]Text, error) {
	var f file
	if err := json.Unmarshal([]byte(src), &f); err != nil {
		return nil, fmt.Errorf("this is not a file that Ghost exported: %w", err)
	}
	posts := f.Data.Posts
	for _, x := range f.DB {
		if x != nil {
			posts = append(posts, x.Data.Posts...)
		}
	}
	var texts []Text
	for _, p := range posts {
		t, err := read(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Title, err)
		}
		texts = append(texts, t)
	}
	if len(texts) == 0 {
		return nil, errors.New("the file holds no posts of Ghost: in Ghost, choose Settings, then Export")
	}
	return texts, nil
}

func read(p post) (t Text, err error) {
	if card := onlyCard(p.Lexical); card != nil && card.Type == "markdown" {
		t.Essay, t.Warnings, err = markdown.Read(card.Markdown)
	} else {
		source := p.HTML
		if card != nil && card.Type == "html" {
			source = card.HTML
		}
		t.Essay, t.Warnings, err = html.Read("<body>" + source)
	}
	if err != nil {
		return Text{}, err
	}
	if p.Title != "" {
		heading := doc.NewBlock(doc.Heading, 1, doc.Span{Text: p.Title})
		body := doc.New(heading)
		if t.Essay.Body().Blocks() > 1 || t.Essay.Body().Len() > 0 {
			body, _ = t.Essay.Body().ReplaceBlocks(0, 0, heading)
		}
		t.Essay = t.Essay.WithBody(body)
	}
	about := essay.Meta{Description: p.Excerpt}
	if day, err := time.Parse(time.RFC3339, p.Published); err == nil {
		about.Date = day.UTC().Format(time.DateOnly)
	}
	t.Essay = t.Essay.WithMeta(about)
	if p.Locale != "" {
		t.Essay = t.Essay.WithLanguage(p.Locale)
	}
	return t, nil
}

// onlyCard is the card that a post is, or nil.
func onlyCard(lexical *string) *node {
	if lexical == nil {
		return nil
	}
	var root struct {
		Root *node `json:"root"`
	}
	if json.Unmarshal([]byte(*lexical), &root) != nil || root.Root == nil || len(root.Root.Children) != 1 {
		return nil
	}
	return root.Root.Children[0]
}

// Shown is the essay as Ghost can hold it.
func Shown(e *essay.Essay) *essay.Essay { return markdown.Shown(e, markdown.Options{}) }
