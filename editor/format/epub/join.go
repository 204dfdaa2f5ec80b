package epub

import (
	"encoding/xml"
	"errors"
	"fmt"
	stdhtml "html"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

// A book's files become one page of HTML, in which the names of places bear the
// number of their file before them, so that links from file to file are links
// within the page. What calls itself a note but does not lead back is given a
// link back, for that is how notes are known.

// page is the whole text as one page.
func (s *shelf) page() (string, error) {
	var out strings.Builder
	fmt.Fprintf(&out, "<!DOCTYPE html><html lang=\"%s\"><head><title>", stdhtml.EscapeString(s.language))
	if s.title != untitled {
		out.WriteString(stdhtml.EscapeString(s.title))
	}
	out.WriteString("</title></head><body>\n")
	j := &joiner{shelf: s, refs: map[string][]string{}}
	texts := make([]string, len(s.files))
	total := 0
	for i, name := range s.files {
		data, err := s.Read(name)
		if err != nil {
			return "", err
		}
		if total += len(data); total > maxText {
			return "", errors.New("the e-book holds far more text than a book does and was not read")
		}
		texts[i] = string(data)
		j.file, j.name = i, name
		j.each(texts[i], j.noteRef)
	}
	j.out = &out
	j.marker = 0
	for i, name := range s.files {
		j.file, j.name, j.body, j.hidden = i, name, 0, 0
		fmt.Fprintf(&out, "<section id=\"f%d-\">\n", i)
		j.each(texts[i], j.token)
		out.WriteString("</section>\n")
		texts[i] = ""
	}
	out.WriteString("</body></html>\n")
	return out.String(), nil
}

// joiner writes files into a page.
type joiner struct {
	*shelf
	out    *strings.Builder
	file   int
	name   string
	body   int                 // how deep in the file's body the walk is; 0 is outside
	hidden int                 // how deep in something that is no text
	marker int                 // counts links to notes
	refs   map[string][]string // the names of the links that lead to a place as to a note
}

// each gives f the elements and texts of a file.
func (j *joiner) each(text string, f func(xml.Token)) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.RawToken()
		if err != nil { // at the end, or where the file is no XML: the rest is read as text
			if !errors.Is(err, io.EOF) {
				rest := text[min(int(d.InputOffset()), len(text)):]
				if strings.HasPrefix(rest, "/") { // in the middle of a tag
					_, rest, _ = strings.Cut(rest, ">")
				}
				f(xml.CharData(loose(rest)))
			}
			return
		}
		f(t)
	}
}

// loose is the text of a piece of a file that cannot be read as XML.
func loose(s string) string {
	var out strings.Builder
	for s != "" {
		at := strings.IndexByte(s, '<')
		if at < 0 {
			out.WriteString(s)
			break
		}
		out.WriteString(s[:at])
		end := strings.IndexByte(s[at:], '>')
		if end < 0 {
			break
		}
		out.WriteByte(' ')
		s = s[at+end+1:]
	}
	return stdhtml.UnescapeString(out.String())
}

// noteRef gathers the places to which links lead as to notes.
func (j *joiner) noteRef(t xml.Token) {
	start, ok := t.(xml.StartElement)
	if !ok || !isNoteRef(start) {
		return
	}
	if to := j.target(attr(start, "href")); strings.HasPrefix(to, "#") {
		j.marker++
		j.refs[to[1:]] = append(j.refs[to[1:]], markerName(j.marker))
	}
}

func markerName(n int) string { return fmt.Sprintf("ibid-ref-%d", n) }

func isNoteRef(e xml.StartElement) bool {
	return e.Name.Local == "a" && (slices.Contains(strings.Fields(attr(e, "type")), "noteref") || attr(e, "role") == "doc-noteref")
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// skipped are elements that hold nothing of the text.
var skipped = []string{"script", "style", "svg", "math", "audio", "video", "object", "iframe", "template"}

// voids are elements without an end in HTML.
var voids = []string{"br", "hr", "img", "col", "wbr", "input"}

func (j *joiner) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		switch {
		case t.Name.Local == "body" && j.body == 0:
			j.body = 1
		case j.body > 0 && (j.hidden > 0 || slices.Contains(skipped, t.Name.Local)):
			if !slices.Contains(voids, t.Name.Local) {
				j.hidden++
			}
		case j.body > 0:
			j.element(t)
		}
	case xml.EndElement:
		switch {
		case j.body == 0 || slices.Contains(voids, t.Name.Local):
		case j.hidden > 0:
			j.hidden--
		case t.Name.Local != "body" && plain(t.Name.Local):
			j.out.WriteString("</" + t.Name.Local + ">")
		}
	case xml.CharData:
		if j.body > 0 && j.hidden == 0 {
			j.out.WriteString(stdhtml.EscapeString(string(t)))
		}
	}
}

// plain reports whether a name is one that an element of HTML can have.
func plain(name string) bool {
	return name != "" && len(name) < 20 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "" && name != "html" && name != "head"
}

// kept are the attributes that say something of the text.
var kept = []string{"class", "style", "start", "value", "type", "alt", "role", "reversed", "colspan", "rowspan"}

func (j *joiner) element(e xml.StartElement) {
	name := e.Name.Local
	if !plain(name) {
		return
	}
	j.out.WriteString("<" + name)
	id := ""
	for _, a := range e.Attr {
		switch local := a.Name.Local; {
		case local == "id" || local == "name" && name == "a":
			if id == "" && a.Value != "" {
				id = j.place(a.Value)
				j.attribute("id", id)
			}
		case local == "href" && name == "a":
			j.attribute("href", j.target(a.Value))
		case local == "src" && name == "img":
			j.attribute("src", j.picture(a.Value))
		case a.Name.Space == "" && slices.Contains(kept, local):
			j.attribute(local, a.Value)
		}
	}
	noteRef := isNoteRef(e)
	j.out.WriteString(">")
	if noteRef && strings.HasPrefix(j.target(attr(e, "href")), "#") {
		j.marker++
		fmt.Fprintf(j.out, "<span id=\"%s\"></span>", markerName(j.marker))
	}
	if name != "a" || !noteRef {
		for _, back := range j.refs[id] {
			fmt.Fprintf(j.out, "<a href=\"#%s\" role=\"doc-backlink\"></a>", back)
		}
		delete(j.refs, id)
	}
}

func (j *joiner) attribute(name, value string) {
	fmt.Fprintf(j.out, " %s=\"%s\"", name, stdhtml.EscapeString(value))
}

// place is the name in the page of a place in the file that is being read.
func (j *joiner) place(id string) string { return fmt.Sprintf("f%d-%s", j.file, id) }

// target is where a link of the file leads in the page.
func (j *joiner) target(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || u.Scheme != "" || u.Host != "" {
		return href
	}
	file := j.file
	if u.Path != "" {
		n, ok := j.number[resolve(j.name, u.Path)]
		if !ok {
			return ""
		}
		file = n
	}
	return fmt.Sprintf("#f%d-%s", file, u.Fragment)
}

// picture is the source of a picture, whose bytes are kept.
func (j *joiner) picture(src string) string {
	if strings.Contains(src, ":") {
		return src
	}
	part := resolve(j.name, src)
	name := strings.TrimPrefix(part, j.dir)
	if _, known := j.pictures[name]; !known && j.Has(part) && j.size < maxPictures {
		data, err := j.Read(part)
		if err != nil {
			j.warnings = append(j.warnings, fmt.Sprintf("The picture “%s” cannot be read: %v.", name, err))
			return ""
		}
		j.size += len(data)
		j.pictures[name] = data
	}
	return name
}

// resolve is the part that a reference in another part names.
func resolve(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if s, err := url.PathUnescape(href); err == nil {
		href = s
	}
	if strings.HasPrefix(href, "/") {
		return path.Clean(href)[1:]
	}
	return strings.TrimPrefix(path.Clean(path.Dir(from)+"/"+href), "./")
}
