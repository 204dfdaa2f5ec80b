package bibtex

// types says which CSL type an entry type is, and which kind of work it names.
// Of the entry types for one CSL type, the first is written.
var types = []struct{ bib, csl, genre string }{
	{bib: "article", csl: "article-journal"},
	{bib: "suppperiodical", csl: "article-journal"},
	{bib: "periodical", csl: "periodical"},
	{bib: "book", csl: "book"},
	{bib: "mvbook", csl: "book"},
	{bib: "collection", csl: "book"},
	{bib: "mvcollection", csl: "book"},
	{bib: "proceedings", csl: "book"},
	{bib: "mvproceedings", csl: "book"},
	{bib: "reference", csl: "book"},
	{bib: "mvreference", csl: "book"},
	{bib: "manual", csl: "book"},
	{bib: "booklet", csl: "pamphlet"},
	{bib: "incollection", csl: "chapter"},
	{bib: "inbook", csl: "chapter"},
	{bib: "bookinbook", csl: "chapter"},
	{bib: "suppbook", csl: "chapter"},
	{bib: "suppcollection", csl: "chapter"},
	{bib: "inproceedings", csl: "paper-conference"},
	{bib: "conference", csl: "paper-conference"},
	{bib: "inreference", csl: "entry-encyclopedia"},
	{bib: "misc", csl: "document"},
	{bib: "online", csl: "webpage"},
	{bib: "electronic", csl: "webpage"},
	{bib: "www", csl: "webpage"},
	{bib: "patent", csl: "patent"},
	{bib: "report", csl: "report"},
	{bib: "techreport", csl: "report", genre: "technical report"},
	{bib: "thesis", csl: "thesis"},
	{bib: "phdthesis", csl: "thesis", genre: "PhD thesis"},
	{bib: "mastersthesis", csl: "thesis", genre: "Master’s thesis"},
	{bib: "unpublished", csl: "manuscript"},
	{bib: "software", csl: "software"},
	{bib: "dataset", csl: "dataset"},
	{bib: "artwork", csl: "graphic"},
	{bib: "image", csl: "figure"},
	{bib: "audio", csl: "song"},
	{bib: "music", csl: "song"},
	{bib: "movie", csl: "motion_picture"},
	{bib: "video", csl: "motion_picture"},
	{bib: "performance", csl: "performance"},
	{bib: "legislation", csl: "legislation"},
	{bib: "jurisdiction", csl: "legal_case"},
	{bib: "legal", csl: "treaty"},
	{bib: "standard", csl: "standard"},
	{bib: "review", csl: "review"},
	{bib: "letter", csl: "personal_communication"},
	{bib: "commentary", csl: "document"},
	{bib: "bibnote", csl: "document"},
	{bib: "set", csl: "collection"},
}

// subtypes are the CSL types that are written as a wider entry type, with
// themselves as entrysubtype. "magazine" and "newspaper" are BibLaTeX's own
// words.
var subtypes = map[string]string{
	"article": "misc", "article-magazine": "article", "article-newspaper": "article", "bill": "legislation", "broadcast": "misc",
	"classic": "book", "entry": "inreference", "entry-dictionary": "inreference", "event": "misc", "hearing": "misc",
	"interview": "misc", "map": "misc", "musical_score": "misc", "post": "online", "post-weblog": "online",
	"regulation": "legislation", "review-book": "review", "speech": "unpublished",
}

var subtypeNames = map[string]string{"magazine": "article-magazine", "newspaper": "article-newspaper"}

var (
	known   = map[string]bool{"string": true, "comment": true, "preamble": true, "xdata": true}
	cslType = map[string]struct{ csl, genre string }{}
	bibType = map[string]string{}
)

func init() {
	for _, t := range types {
		known[t.bib] = true
		cslType[t.bib] = struct{ csl, genre string }{t.csl, t.genre}
		if _, ok := bibType[t.csl]; !ok {
			bibType[t.csl] = t.bib
		}
	}
}

func entryTypes() []string {
	out := make([]string, 0, len(types))
	for _, t := range types {
		out = append(out, t.bib)
	}
	return out
}

// isArticle are the CSL types whose container is a periodical.
var isArticle = map[string]bool{
	"article-journal": true, "article-magazine": true, "article-newspaper": true, "review": true, "review-book": true,
}

// isVolume are the CSL types that may be one volume of a larger work, whose
// title BibLaTeX has as maintitle.
var isVolume = map[string]bool{"book": true, "classic": true}

// isNumbered are the CSL types whose number is their own, not that of an issue
// or in a series.
var isNumbered = map[string]bool{
	"patent": true, "report": true, "standard": true, "legislation": true, "bill": true, "regulation": true, "legal_case": true,
	"document": true, "manuscript": true, "thesis": true, "dataset": true, "software": true, "song": true, "motion_picture": true,
}

// keys are what BibLaTeX's keys mean that stand in fields for words.
var keys = map[string]string{
	"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis",
	"techreport": "technical report", "resreport": "research report", "software": "computer software", "datacd": "data CD",
	"audiocd": "audio CD", "patent": "patent", "patentus": "U.S. patent", "patenteu": "European patent", "patentde": "German patent",
	"patentuk": "British patent", "patentfr": "French patent", "patreq": "patent request", "patrequs": "U.S. patent request",
	"patreqeu": "European patent request", "patreqde": "German patent request", "patrequk": "British patent request",
	"patreqfr": "French patent request", "newseries": "new series", "oldseries": "old series", "countryde": "Germany",
	"countryeu": "European Union", "countryep": "European Union", "countryfr": "France", "countryuk": "United Kingdom",
	"countryus": "United States of America",
}

// languages are babel's names of languages, as BCP 47 tags. Of the names for
// one tag, the first is written.
var languages = []struct{ name, tag string }{
	{"american", "en-US"},
	{"english", "en-US"},
	{"usenglish", "en-US"},
	{"USenglish", "en-US"},
	{"british", "en-GB"},
	{"ukenglish", "en-GB"},
	{"UKenglish", "en-GB"},
	{"australian", "en-AU"},
	{"canadian", "en-CA"},
	{"newzealand", "en-NZ"},
	{"ngerman", "de-DE"},
	{"german", "de-DE"},
	{"naustrian", "de-AT"},
	{"austrian", "de-AT"},
	{"nswissgerman", "de-CH"},
	{"swissgerman", "de-CH"},
	{"french", "fr-FR"},
	{"francais", "fr-FR"},
	{"acadian", "fr-CA"},
	{"canadien", "fr-CA"},
	{"italian", "it-IT"},
	{"spanish", "es-ES"},
	{"mexican", "es-MX"},
	{"portuguese", "pt-PT"},
	{"portuges", "pt-PT"},
	{"brazilian", "pt-BR"},
	{"brazil", "pt-BR"},
	{"dutch", "nl-NL"},
	{"danish", "da-DK"},
	{"swedish", "sv-SE"},
	{"norsk", "nb-NO"},
	{"norwegian", "nb-NO"},
	{"nynorsk", "nn-NO"},
	{"finnish", "fi-FI"},
	{"icelandic", "is-IS"},
	{"polish", "pl-PL"},
	{"czech", "cs-CZ"},
	{"slovak", "sk-SK"},
	{"slovene", "sl-SI"},
	{"croatian", "hr-HR"},
	{"serbian", "sr-RS"},
	{"hungarian", "hu-HU"},
	{"magyar", "hu-HU"},
	{"romanian", "ro-RO"},
	{"bulgarian", "bg-BG"},
	{"russian", "ru-RU"},
	{"ukrainian", "uk-UA"},
	{"greek", "el-GR"},
	{"turkish", "tr-TR"},
	{"estonian", "et-EE"},
	{"latvian", "lv-LV"},
	{"lithuanian", "lt-LT"},
	{"catalan", "ca-AD"},
	{"galician", "gl-ES"},
	{"basque", "eu-ES"},
	{"hebrew", "he-IL"},
	{"arabic", "ar"},
	{"japanese", "ja-JP"},
	{"chinese", "zh-CN"},
	{"korean", "ko-KR"},
	{"latin", "la"},
	{"irish", "ga-IE"},
	{"welsh", "cy-GB"},
	{"afrikaans", "af-ZA"},
	{"vietnamese", "vi-VN"},
	{"persian", "fa-IR"},
	{"esperanto", "eo"},
}
