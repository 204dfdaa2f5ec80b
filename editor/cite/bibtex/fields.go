package bibtex

import "strings"

// shape is how a field's text is written.
type shape uint8

const (
	prose     shape = iota // text with markup
	heading                // a title: braces in it protect upper and lower case
	list                   // texts joined by "and"
	verbatim               // an address or identifier, in which no LaTeX is meant
	pageRange              // pages
)

// fields are the fields that are one CSL variable whatever the entry type is.
// The first of several that an entry has is taken; of those for one variable
// the first is written. Titles and numbers depend on the type: see
// [record.titles] and [record.numbers].
var fields = []struct {
	bib, csl string
	shape    shape
}{
	{"shorttitle", "title-short", heading},
	{"shortjournal", "container-title-short", heading},
	{"series", "collection-title", heading},
	{"eventtitle", "event-title", heading},
	{"origtitle", "original-title", heading},
	{"reprinttitle", "reviewed-title", heading},
	{"venue", "event-place", prose},
	{"volume", "volume", prose},
	{"volumes", "number-of-volumes", prose},
	{"part", "part-number", prose},
	{"edition", "edition", prose},
	{"chapter", "chapter-number", prose},
	{"version", "version", prose},
	{"pagetotal", "number-of-pages", prose},
	{"pages", "page", pageRange},
	{"origpublisher", "original-publisher", list},
	{"origlocation", "original-publisher-place", list},
	{"pubstate", "status", prose},
	{"isbn", "ISBN", verbatim},
	{"issn", "ISSN", verbatim},
	{"url", "URL", verbatim},
	{"abstract", "abstract", prose},
	{"annotation", "annote", prose},
	{"annote", "annote", prose},
	{"keywords", "keyword", prose},
	{"library", "call-number", prose},
	{"note", "note", prose},
}

// own are CSL variables for which BibLaTeX has no field. They are written, and
// read, under their own names; programs that do not know them pass them over.
var own = func() map[string]string {
	all := map[string]string{}
	for _, v := range []string{
		"archive", "archive_collection", "archive_location", "archive-place", "authority", "citation-label", "dimensions",
		"division", "jurisdiction", "medium", "PMCID", "PMID", "references", "reviewed-genre", "scale", "section", "source",
		"supplement-number", "printing-number", "first-reference-note-number", "part-title",
	} {
		all[strings.ToLower(v)] = v
	}
	return all
}()

// aliases are older names of fields.
var aliases = map[string]string{
	"address": "location", "archiveprefix": "eprinttype", "journal": "journaltitle", "primaryclass": "eprintclass",
	"school": "institution", "hyphenation": "langid", "pdf": "file", "key": "sortkey", "shortbooktitle": "shortjournal",
}

// eprints are the archives with a fixed address or a CSL variable.
var eprints = map[string]string{
	"arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/", "hdl": "https://hdl.handle.net/",
	"googlebooks": "https://books.google.com/books?id=",
}

// editorTypes are the values of editortype that have a name variable.
var editorTypes = map[string]string{
	"": "editor", "editor": "editor", "compiler": "compiler", "organizer": "organizer", "director": "director",
	"translator": "translator", "producer": "producer", "collaborator": "contributor", "founder": "editor", "continuator": "editor",
	"redactor": "editor", "reviser": "editor",
}

// uninherited are the fields that an entry does not take from another: those
// that BibLaTeX names, and those that speak of the other one alone.
var uninherited = set("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
	"related", "relatedoptions", "relatedstring", "relatedtype", "shortauthor", "shorteditor", "shorthand", "shorthandintro",
	"sortkey", "sortname", "sorttitle", "indextitle", "indexsorttitle", "shorttitle", "file", "annotation", "annote", "abstract")

func set(names ...string) map[string]bool {
	all := map[string]bool{}
	for _, n := range names {
		all[n] = true
	}
	return all
}
