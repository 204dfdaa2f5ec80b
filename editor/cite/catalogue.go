package cite

import (
	"html"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// StyleInfo is what a style says of itself.
type StyleInfo struct {
	Name   string   // by which [Folders.Style] finds it
	Title  string   // the name where the file tells no title
	Short  string   // such as APA; often ""
	Kind   string   // note, author-date, author, numeric or label; "" where it does not say
	Fields []string // such as history
	Parent string   // the name of the style that it only refers to, or ""
}

// Matches reports whether a style has all words of a query in its titles, its
// name, its kind or its fields, in lower case.
func (s StyleInfo) Matches(words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(s.Title + " " + s.Short + " " + s.Name + " " + s.Kind + "s " + strings.Join(s.Fields, " ")) // “notes” too
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// own describes the program's own styles.
var own = map[string]StyleInfo{
	"ibid-notes":       {Name: "ibid-notes", Title: "Ibid Notes", Kind: "note"},
	"ibid-author-date": {Name: "ibid-author-date", Title: "Ibid Author–Date", Kind: "author-date"},
}

// Catalogue lists the styles that there are, the program's own first and the
// others by title. Of each file it reads but the head.
func (f Folders) Catalogue() []StyleInfo {
	var files []string
	seen := map[string]bool{}
	for _, folder := range f.Styles {
		for _, below := range []string{folder, filepath.Join(folder, "dependent")} {
			entries, _ := os.ReadDir(below) // a folder that is not there has no styles
			for _, e := range entries {
				name, ok := strings.CutSuffix(e.Name(), ".csl")
				if ok && !seen[name] && own[name].Name == "" {
					seen[name] = true
					files = append(files, filepath.Join(below, e.Name()))
				}
			}
		}
	}
	list := make([]StyleInfo, len(files))
	var work sync.WaitGroup
	readers := runtime.NumCPU()
	for k := range readers {
		work.Go(func() {
			for i := k; i < len(files); i += readers {
				list[i] = describe(files[i])
			}
		})
	}
	work.Wait()
	titles := make(map[string]string, len(list))
	for _, s := range list {
		titles[s.Name] = strings.ToLower(s.Title)
	}
	slices.SortStableFunc(list, func(a, b StyleInfo) int { return strings.Compare(titles[a.Name], titles[b.Name]) })
	all := make([]StyleInfo, 0, len(list)+len(own))
	for _, name := range csl.BuiltinStyles {
		all = append(all, own[name])
	}
	return append(all, list...)
}

// headMax bounds what is read of a file to know its style.
const headMax = 32 << 10

// describe reads a style's head. One that cannot be read is known by its name;
// what is wrong with it is said when it is chosen.
func describe(path string) StyleInfo {
	name := strings.TrimSuffix(filepath.Base(path), ".csl")
	s := StyleInfo{Name: name, Title: name}
	f, err := os.Open(path)
	if err != nil {
		return s
	}
	defer f.Close()
	var head []byte
	for buf := make([]byte, 4096); len(head) < headMax; {
		n, err := f.Read(buf)
		head = append(head, buf[:n]...)
		if err == io.EOF || err != nil || strings.Contains(string(head[max(0, len(head)-n-len("</info>")):]), "</info>") {
			break
		}
	}
	top, _, _ := strings.Cut(string(head), "</info>")
	if title := element(top, "title"); title != "" {
		s.Title = title
	}
	s.Short = element(top, "title-short")
	for rest := top; ; {
		var tag string
		var found bool
		if _, rest, found = strings.Cut(rest, "<category "); !found {
			break
		}
		tag, rest, _ = strings.Cut(rest, ">")
		if kind := attribute(tag, "citation-format"); kind != "" {
			s.Kind = kind
		}
		if field := attribute(tag, "field"); field != "" {
			s.Fields = append(s.Fields, strings.ReplaceAll(field, "_", " "))
		}
	}
	for rest := top; ; {
		var tag string
		var found bool
		if _, rest, found = strings.Cut(rest, "<link "); !found {
			break
		}
		tag, rest, _ = strings.Cut(rest, ">")
		if attribute(tag, "rel") == "independent-parent" {
			s.Parent = csl.StyleName(attribute(tag, "href"))
		}
	}
	return s
}

// element is the text of the first element of a name.
func element(src, name string) string {
	for {
		_, rest, found := strings.Cut(src, "<"+name)
		if !found {
			return ""
		}
		if rest != "" && (rest[0] == '>' || rest[0] == ' ') {
			_, rest, _ = strings.Cut(rest, ">")
			text, _, _ := strings.Cut(rest, "</")
			return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
		}
		src = rest
	}
}

// attribute is the value of a tag's attribute.
func attribute(tag, name string) string {
	for _, quote := range []string{`"`, `'`} {
		if _, rest, found := strings.Cut(tag, name+"="+quote); found {
			value, _, _ := strings.Cut(rest, quote)
			return html.UnescapeString(value)
		}
	}
	return ""
}
