package endnote

// types says which CSL type a reference type is. Of the types for one CSL type,
// the first is written.
var types = []struct{ number, name, csl string }{
	{"17", "Journal Article", "article-journal"},
	{"43", "Electronic Article", "article-journal"},
	{"19", "Magazine Article", "article-magazine"},
	{"23", "Newspaper Article", "article-newspaper"},
	{"6", "Book", "book"},
	{"28", "Edited Book", "book"},
	{"44", "Electronic Book", "book"},
	{"5", "Book Section", "chapter"},
	{"60", "Electronic Book Section", "chapter"},
	{"47", "Conference Paper", "paper-conference"},
	{"10", "Conference Proceedings", "paper-conference"},
	{"53", "Encyclopedia", "entry-encyclopedia"},
	{"52", "Dictionary", "entry-dictionary"},
	{"32", "Thesis", "thesis"},
	{"27", "Report", "report"},
	{"46", "Government Document", "report"},
	{"12", "Web Page", "webpage"},
	{"16", "Electronic Source", "webpage"},
	{"56", "Blog", "post-weblog"},
	{"26", "Personal Communication", "personal_communication"},
	{"36", "Manuscript", "manuscript"},
	{"34", "Unpublished Work", "manuscript"},
	{"51", "Classical Work", "classic"},
	{"24", "Pamphlet", "pamphlet"},
	{"25", "Patent", "patent"},
	{"58", "Standard", "standard"},
	{"59", "Dataset", "dataset"},
	{"45", "Online Database", "dataset"},
	{"9", "Computer Program", "software"},
	{"20", "Map", "map"},
	{"61", "Music", "musical_score"},
	{"21", "Film or Broadcast", "motion_picture"},
	{"3", "Audiovisual Material", "motion_picture"},
	{"48", "Online Multimedia", "motion_picture"},
	{"2", "Artwork", "graphic"},
	{"37", "Figure", "figure"},
	{"38", "Chart or Table", "figure"},
	{"18", "Hearing", "hearing"},
	{"4", "Bill", "bill"},
	{"31", "Statute", "legislation"},
	{"50", "Legal Rule or Regulation", "regulation"},
	{"7", "Case", "legal_case"},
	{"57", "Serial", "periodical"},
	{"62", "Interview", "interview"},
	{"13", "Generic", "document"},
}

// field says which variable an element is. Of the elements for one variable,
// the first is written; of those that a record has, the first is taken.
type field struct {
	path, csl string
	join      string   // between the texts where an element is repeated
	only      []string // the CSL types that have it; nil for all
}

var (
	articles = []string{"article-journal", "article-magazine", "article-newspaper", "periodical", "article"}
	numbered = []string{"report", "patent", "standard", "legislation", "bill", "regulation", "legal_case", "hearing", "dataset", "software"}
	others   = []string{
		"book", "chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "thesis", "webpage", "post-weblog",
		"personal_communication", "manuscript", "classic", "pamphlet", "map", "musical_score", "motion_picture", "graphic",
		"figure", "interview", "document",
	}
	series    = []string{"book", "report", "thesis", "map"}
	inSeries  = []string{"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"}
	contained = []string{
		"article-journal", "article-magazine", "article-newspaper", "article", "chapter", "paper-conference", "entry-encyclopedia",
		"entry-dictionary", "webpage", "post-weblog", "personal_communication", "manuscript", "classic", "pamphlet", "patent",
		"standard", "dataset", "software", "musical_score", "motion_picture", "graphic", "figure", "hearing", "bill",
		"legislation", "regulation", "legal_case", "periodical", "interview", "document",
	}
)

var fields = []field{
	{path: "titles/title", csl: "title"},
	{path: "titles/short-title", csl: "title-short"},
	{path: "titles/secondary-title", csl: "container-title", only: contained},
	{path: "periodical/full-title", csl: "container-title", only: contained},
	{path: "titles/secondary-title", csl: "collection-title", only: series},
	{path: "titles/tertiary-title", csl: "collection-title", only: inSeries},
	{path: "titles/alt-title", csl: "container-title-short"},
	{path: "periodical/abbr-1", csl: "container-title-short"},
	{path: "titles/translated-title", csl: "original-title"},
	{path: "pages", csl: "page"},
	{path: "volume", csl: "volume"},
	{path: "number", csl: "issue", only: articles},
	{path: "number", csl: "number", only: numbered},
	{path: "number", csl: "collection-number", only: others},
	{path: "report-id", csl: "number"},
	{path: "num-vols", csl: "number-of-volumes"},
	{path: "edition", csl: "edition"},
	{path: "section", csl: "section"},
	{path: "keywords/keyword", csl: "keyword", join: ", "},
	{path: "pub-location", csl: "publisher-place"},
	{path: "publisher", csl: "publisher"},
	{path: "isbn", csl: "ISSN", only: articles},
	{path: "isbn", csl: "ISBN", only: append(append([]string{}, numbered...), others...)},
	{path: "electronic-resource-num", csl: "DOI"},
	{path: "urls/related-urls/url", csl: "URL"},
	{path: "urls/web-urls/url", csl: "URL"},
	{path: "language", csl: "language"},
	{path: "work-type", csl: "genre"},
	{path: "call-num", csl: "call-number"},
	{path: "remote-database-name", csl: "archive"},
	{path: "accession-num", csl: "archive_location"},
	{path: "remote-database-provider", csl: "source"},
	{path: "abstract", csl: "abstract"},
	{path: "notes", csl: "note", join: "\n"},
	{path: "research-notes", csl: "annote", join: "\n"},
	{path: "custom2", csl: "PMCID", only: []string{"article-journal"}},
}

// people are the elements of names. The second authors of a part are the editors
// of the whole; those of a whole are the editors of its series.
var people = []struct{ path, csl string }{
	{"contributors/authors/author", "author"},
	{"contributors/secondary-authors/author", "editor"},
	{"contributors/tertiary-authors/author", "collection-editor"},
	{"contributors/subsidiary-authors/author", "translator"},
}

// isWhole are the types whose second authors edit a series.
var isWhole = map[string]bool{"book": true, "report": true, "map": true}
