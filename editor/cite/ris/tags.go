package ris

// types says which CSL type a reference type is. Of the types for one CSL type,
// the first is written.
var types = []struct{ ris, csl string }{
	{"JOUR", "article-journal"},
	{"EJOUR", "article-journal"},
	{"JFULL", "periodical"},
	{"ABST", "article-journal"},
	{"INPR", "article-journal"},
	{"MGZN", "article-magazine"},
	{"NEWS", "article-newspaper"},
	{"BOOK", "book"},
	{"EBOOK", "book"},
	{"EDBOOK", "book"},
	{"CLSWK", "classic"},
	{"SER", "book"},
	{"MANSCPT", "manuscript"},
	{"UNPB", "manuscript"},
	{"CHAP", "chapter"},
	{"ECHAP", "chapter"},
	{"CONF", "paper-conference"},
	{"CPAPER", "paper-conference"},
	{"ENCYC", "entry-encyclopedia"},
	{"DICT", "entry-dictionary"},
	{"THES", "thesis"},
	{"RPRT", "report"},
	{"GOVDOC", "report"},
	{"GRNT", "report"},
	{"ELEC", "webpage"},
	{"WEB", "webpage"},
	{"BLOG", "post-weblog"},
	{"ICOMM", "personal_communication"},
	{"PCOMM", "personal_communication"},
	{"PAMP", "pamphlet"},
	{"PAT", "patent"},
	{"STAND", "standard"},
	{"DATA", "dataset"},
	{"AGGR", "dataset"},
	{"DBASE", "dataset"},
	{"COMP", "software"},
	{"MAP", "map"},
	{"MUSIC", "musical_score"},
	{"SOUND", "song"},
	{"VIDEO", "motion_picture"},
	{"MPCT", "motion_picture"},
	{"MULTI", "motion_picture"},
	{"ADVS", "motion_picture"},
	{"ART", "graphic"},
	{"FIGURE", "figure"},
	{"SLIDE", "speech"},
	{"HEAR", "hearing"},
	{"BILL", "bill"},
	{"UNBILL", "bill"},
	{"STAT", "legislation"},
	{"LEGAL", "regulation"},
	{"CASE", "legal_case"},
	{"ANCIENT", "classic"},
	{"CHART", "figure"},
	{"EQUA", "figure"},
	{"CTLG", "book"},
	{"JPAPER", "article"},
	{"GEN", "document"},
}

// tags are the tags that are one variable whatever the type is. Of the tags for
// one variable, the first is written; of those that an entry has, the first in
// this order is taken.
var tags = []struct{ tag, csl string }{
	{"TI", "title"},
	{"T1", "title"},
	{"CT", "title"},
	{"ST", "title-short"},
	{"T2", "container-title"},
	{"JF", "container-title"},
	{"JO", "container-title"},
	{"BT", "container-title"},
	{"J2", "container-title-short"},
	{"JA", "container-title-short"},
	{"J1", "container-title-short"},
	{"T3", "collection-title"},
	{"VL", "volume"},
	{"NV", "number-of-volumes"},
	{"ET", "edition"},
	{"SE", "section"},
	{"PB", "publisher"},
	{"CY", "publisher-place"},
	{"PP", "publisher-place"},
	{"AB", "abstract"},
	{"N2", "abstract"},
	{"N1", "note"},
	{"DO", "DOI"},
	{"UR", "URL"},
	{"LK", "URL"},
	{"LA", "language"},
	{"M3", "genre"},
	{"CN", "call-number"},
	{"DP", "source"},
	{"DB", "archive"},
	{"AN", "archive_location"},
	{"RN", "annote"},
	{"AD", "authority"},
	{"C2", "PMCID"},
	{"OP", "original-title"},
}

// people are the tags of names, likewise.
var people = []struct{ tag, csl string }{
	{"AU", "author"}, {"A1", "author"}, {"ED", "editor"}, {"A2", "editor"}, {"A3", "collection-editor"}, {"A4", "translator"},
}

// issued are the tags of the date, with the fullest first.
var issued = []string{"DA", "PY", "Y1"}

// isReport are the CSL types whose number is in M1 and not that of an issue.
var isReport = map[string]bool{
	"report": true, "patent": true, "standard": true, "legislation": true, "bill": true, "regulation": true, "legal_case": true,
	"hearing": true, "dataset": true, "software": true, "manuscript": true, "thesis": true, "document": true,
}

// hasISSN are the CSL types whose serial number is an ISSN.
var hasISSN = map[string]bool{
	"article-journal": true, "article-magazine": true, "article-newspaper": true, "periodical": true, "article": true,
}

var (
	cslType = map[string]string{}
	risType = map[string]string{}
	isKnown = map[string]bool{"TY": true, "ER": true, "ID": true, "KW": true, "SP": true, "EP": true, "SN": true, "IS": true, "M1": true, "Y2": true}
)

func init() {
	for _, t := range types {
		cslType[t.ris] = t.csl
		if _, ok := risType[t.csl]; !ok {
			risType[t.csl] = t.ris
		}
	}
	for _, t := range tags {
		isKnown[t.tag] = true
	}
	for _, p := range people {
		isKnown[p.tag] = true
	}
	for _, t := range issued {
		isKnown[t] = true
	}
}
