package bibtex

import (
	"fmt"
	"strings"
)

// family resolves what entries take from others.
type family struct {
	entries map[string]*entry // by key
	folded  map[string]*entry // by key in lower case
	done    map[*entry]map[string]string
	open    map[*entry]bool
	report  Report
}

func newFamily(entries []*entry, report Report) *family {
	f := &family{
		entries: map[string]*entry{}, folded: map[string]*entry{}, done: map[*entry]map[string]string{}, open: map[*entry]bool{},
		report: report,
	}
	for _, e := range entries {
		for _, key := range append([]string{e.key}, strings.Split(e.fields["ids"], ",")...) {
			key = strings.TrimSpace(key)
			if f.entries[key] == nil {
				f.entries[key] = e
			}
			if low := strings.ToLower(key); f.folded[low] == nil {
				f.folded[low] = e
			}
		}
	}
	return f
}

func (f *family) find(key string) *entry {
	if e := f.entries[key]; e != nil {
		return e
	}
	return f.folded[strings.ToLower(key)]
}

// fields are an entry's own fields, under the names of today, and those that it
// inherits.
func (f *family) fields(e *entry) map[string]string {
	if all, ok := f.done[e]; ok {
		return all
	}
	all := make(map[string]string, len(e.fields))
	for _, name := range e.order {
		if now, ok := aliases[name]; ok {
			if _, taken := e.fields[now]; !taken {
				all[now] = e.fields[name]
				continue
			}
		}
		all[name] = e.fields[name]
	}
	f.open[e] = true
	for _, key := range strings.Split(all["xdata"], ",") {
		if parent := f.parent(e, strings.TrimSpace(key)); parent != nil {
			for name, value := range f.fields(parent) {
				inherit(all, name, value)
			}
		}
	}
	if parent := f.parent(e, strings.TrimSpace(all["crossref"])); parent != nil {
		dated := all["date"] != "" || all["year"] != ""
		inherited := f.fields(parent)
		for _, renamed := range []bool{true, false} { // a proceedings' title goes before its booktitle
			for name, value := range inherited {
				if dated && (name == "date" || name == "year" || name == "month" || name == "day") {
					continue
				}
				for _, as := range inheritedAs(parent.kind, e.kind, name) {
					if (as != name) == renamed {
						inherit(all, as, value)
					}
				}
			}
		}
	}
	delete(f.open, e)
	f.done[e] = all
	return all
}

// parent finds the entry that another one refers to.
func (f *family) parent(e *entry, key string) *entry {
	if key == "" {
		return nil
	}
	parent := f.find(key)
	switch {
	case parent == nil:
		f.report(e.line, fmt.Sprintf("%s refers to %s, which is not in the file.", e.name(), key))
		return nil
	case f.open[parent]:
		f.report(e.line, fmt.Sprintf("%s and %s refer to each other.", e.name(), parent.name()))
		return nil
	}
	return parent
}

func inherit(all map[string]string, name, value string) {
	if _, ok := all[name]; !ok && !uninherited[name] {
		all[name] = value
	}
}

var (
	mainTitles    = map[string]string{"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
	bookTitles    = map[string]string{"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
	journalTitles = map[string]string{"title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon"}

	multiVolume = set("mvbook", "mvcollection", "mvproceedings", "mvreference")
	inVolume    = set("incollection", "inbook", "bookinbook", "suppbook", "suppcollection", "inproceedings", "conference", "inreference")
)

// inheritedAs names the fields that take over a field of another entry: a
// volume's title is the title of the book that a chapter stands in.
func inheritedAs(parent, child, name string) []string {
	var titles map[string]string
	switch {
	case multiVolume[parent] && child != parent:
		titles = mainTitles
	case parent == "periodical":
		titles = journalTitles
	case inVolume[child]:
		titles = bookTitles
	}
	if as, ok := titles[name]; ok {
		return []string{as}
	}
	if name == "author" && (child == "inbook" || child == "bookinbook" || child == "suppbook") {
		return []string{"author", "bookauthor"}
	}
	return []string{name}
}
