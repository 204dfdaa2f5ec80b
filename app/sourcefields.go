package app

import "fyne.io/fyne/v2/lang"

// sourceTypes are the types of CSL with their names for the author, those that
// are used most first.
var sourceTypes = []struct{ kind, title string }{
	{"book", "Book"},
	{"article-journal", "Article in a journal"},
	{"chapter", "Chapter of a book"},
	{"article-newspaper", "Article in a newspaper"},
	{"article-magazine", "Article in a magazine"},
	{"webpage", "Web page"},
	{"post-weblog", "Post in a blog"},
	{"thesis", "Thesis"},
	{"report", "Report"},
	{"paper-conference", "Conference paper"},
	{"entry-encyclopedia", "Entry in an encyclopedia"},
	{"entry-dictionary", "Entry in a dictionary"},
	{"manuscript", "Manuscript"},
	{"interview", "Interview"},
	{"personal_communication", "Letter or message"},
	{"motion_picture", "Film"},
	{"broadcast", "Broadcast"},
	{"song", "Recording"},
	{"speech", "Speech"},
	{"map", "Map"},
	{"graphic", "Picture"},
	{"legal_case", "Legal case"},
	{"legislation", "Statute"},
	{"bill", "Bill"},
	{"patent", "Patent"},
	{"dataset", "Data set"},
	{"software", "Software"},
	{"review", "Review"},
	{"review-book", "Review of a book"},
	{"pamphlet", "Pamphlet"},
	{"periodical", "Periodical"},
	{"classic", "Classical work"},
	{"document", "Document"},
	{"article", "Preprint or other article"},
	{"collection", "Collection"},
	{"entry", "Entry"},
	{"event", "Event"},
	{"figure", "Figure"},
	{"hearing", "Hearing"},
	{"musical_score", "Score"},
	{"performance", "Performance"},
	{"post", "Post"},
	{"regulation", "Regulation"},
	{"standard", "Standard"},
	{"treaty", "Treaty"},
}

// sourceKind is the name of a type.
func sourceKind(kind string) string {
	for _, t := range sourceTypes {
		if t.kind == kind {
			return lang.L(t.title)
		}
	}
	return kind
}

// usualFields are the fields that the form always shows, with their names.
var usualFields = []struct{ name, title string }{
	{"title", "Title"},
	{"container-title", "In: journal, book or site"},
	{"publisher", "Publisher"},
	{"publisher-place", "Place"},
	{"volume", "Volume"},
	{"issue", "Number"},
	{"page", "Pages"},
	{"edition", "Edition"},
	{"title-short", "Short title"},
	{"DOI", "DOI"},
	{"URL", "Web address"},
	{"keyword", "Tags, parted by commas"},
	{"note", "Remark"},
}

// furtherFields can be added to the form.
var furtherFields = []string{
	"abstract", "annote", "archive", "archive-place", "archive_location", "authority", "call-number",
	"chapter-number", "citation-key", "collection-number", "collection-title", "container-title-short", "dimensions", "division", "event-place",
	"event-title", "genre", "ISBN", "ISSN", "jurisdiction", "language", "license", "medium", "number", "number-of-pages", "number-of-volumes",
	"original-publisher", "original-publisher-place", "original-title", "part-number", "part-title", "PMCID", "PMID", "printing-number",
	"references", "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement-number", "version", "volume-title", "year-suffix",
}
