package citing

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// bibliographies lists the bibliographies that an essay's body shows, each once.
func bibliographies(e *essay.Essay) []essay.ListID {
	var lists []essay.ListID
	for _, a := range e.Body().Atoms() {
		if a.Kind == doc.Bibliography && !slices.Contains(lists, essay.ListID(a.ID)) {
			lists = append(lists, essay.ListID(a.ID))
		}
	}
	return lists
}

// uncited are the sources that some bibliography lists although nothing cites
// them.
func uncited(e *essay.Essay, lists []essay.ListID) []string {
	if !slices.ContainsFunc(lists, func(id essay.ListID) bool { return id.List().Uncited }) {
		return nil
	}
	var keys []string
	for _, it := range e.Sources() {
		keys = append(keys, it.ID)
	}
	return keys
}

// entries prints one bibliography.
func (p *Printer) entries(e *essay.Essay, rendered *csl.Rendered, id essay.ListID) []Entry {
	list := id.List()
	cited := map[string]bool{}
	for _, place := range e.CitePlaces() {
		for _, key := range place.Citation.Keys() {
			cited[key] = true
		}
	}
	b := rendered.Bibliography(func(it *csl.Item) bool {
		return (list.Uncited || cited[it.ID]) && (list.Type == "" || it.Type == list.Type) &&
			(list.Tag == "" || slices.ContainsFunc(cite.Tags(it), func(tag string) bool { return strings.EqualFold(tag, list.Tag) }))
	})
	out := make([]Entry, len(b.Entries))
	for i, entry := range b.Entries {
		out[i] = Entry{Key: entry.ID, Spans: spansOf(entry.Spans)}
		runs := entry.Spans.Runs()
		for b.SecondFieldAlign != "" && out[i].First < len(runs) && runs[out[i].First].Display == csl.DisplayLeftMargin {
			out[i].First++
		}
	}
	return out
}

// Bibliography is what a bibliography of the essay lists; nil where it was not
// printed.
func (p *Printed) Bibliography(id essay.ListID) []Entry {
	if p == nil {
		return nil
	}
	return p.lists[string(id)]
}

// Line is an entry as one paragraph.
func (e Entry) Line() []doc.Span {
	if e.First == 0 || e.First >= len(e.Spans) {
		return e.Spans
	}
	return slices.Concat(e.Spans[:e.First], []doc.Span{{Text: " "}}, e.Spans[e.First:])
}
