package prose

import "github.com/ibid-editor/ibid/editor/lazyregexp"

// The marks by which the parts of a citation are known.
var (
	webAddress = lazyregexp.New(`<?(https?://[^\s<>]+[^\s<>.,;)])>?`)
	doiNumber  = lazyregexp.New(`(?i)\b(?:doi:\s*)(10\.\d{4,9}/[^\s<>]+[^\s<>.,;)])`)
	accessed   = lazyregexp.New(`(?i)[\s,.(\[]*(?:accessed|retrieved|visited|viewed|abgerufen(?: am)?|zuletzt (?:abgerufen|besucht)(?: am)?|letzter zugriff:?|aufgerufen(?: am)?)\s+(?:on\s+)?([^,;()\]]*?\d{4}(?:-\d\d-\d\d)?|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})(?:,?\s+from)?[)\]]?`)
	quoted     = lazyregexp.New(`“([^”“]{4,})”|"([^"]{4,})"|„([^“”„]{4,})[“”]|«\s*([^»«]{4,}?)\s*»|»([^«»]{4,})«|‘([^’‘]{4,}?)[,.]?’[\s,.]`)
	lostQuote  = lazyregexp.New(`^([^“”"]{8,}?)”`)
	publisher  = lazyregexp.New(`\(\s*([^():;]{2,60}):\s*([^();]{2,80}?),?\s+((?:1[4-9]|20)\d\d)[a-z]?\s*\)`)
	imprint    = lazyregexp.New(`(?:^|[.,;]\s+)(\p{Lu}[^.:;,()]{1,40}(?:, \p{Lu}{2}|, [A-Z][a-z]+\.)?(?:/\p{Lu}[^.:;,()]{1,30})*):\s*(\p{L}[^:;()]{1,70}?),?\s+((?:1[4-9]|20)\d\d)[a-z]?\b`)
	placeYear  = lazyregexp.New(`(?:,|\.)\s+(\p{Lu}[\p{L}./\- ]{2,40}?)\s+((?:1[4-9]|20)\d\d)\b`)
	onlyYear   = lazyregexp.New(`\(((?:1[4-9]|20)\d\d)\)`)
	houseYear  = lazyregexp.New(`(?:^|[.,]\s+)(\p{Lu}[^.,:;()]{1,60}),\s+((?:1[4-9]|20)\d\d)\b`)
	volIssue   = lazyregexp.New(`(?i)\bvol\.?\s*(\d+|[ivxlc]+)\b(?:[,.]?\s*(?:no|nr|issue)\.?\s*(\d+(?:[-–/]\d+)?))?|\b(?:bd|jg)\.\s*(\d+)\b(?:[,.]?\s*(?:h|heft|nr)\.?\s*(\d+))?`)
	numbers    = lazyregexp.New(`(?:^|[\s,])(\d{1,4})(?:,\s*(?i:no|nr|h)\.\s*(\d+(?:[-–/]\d+)?)|\((\d+(?:[-–/]\d+)?)\)|\.(\d{1,2})\b|/(\d{1,2})\b)?\s*(?:,\s*|\s+|$)?(\((?:[^()]{0,20}\s)?((?:1[4-9]|20)\d\d)\)|,\s*\d+[-–]\d+)`)
	months     = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)`
	fullDate   = lazyregexp.New(`\b(` + months + `\s+\d{1,2},\s+(?:1[4-9]|20)\d\d|\d{1,2}\.?\s+` + months + `\s+(?:1[4-9]|20)\d\d)\b|\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:1[4-9]|20)\d\d)\b`)
	aYear      = lazyregexp.New(`\b((?:1[4-9]|20)\d\d)[a-z]?\b`)
	pagesNamed = lazyregexp.New(`(?i)(?:\bpp?\.|\bS\.|\bpages?)\s*(\d+(?:\s*[-–]\s*\d+)?f{0,2}\.?)`)
	pagesAside = lazyregexp.New(`\(\s*pp?\.\s*(\d+[-–]\d+)\s*\)`)
	pagesColon = lazyregexp.New(`:\s*(\d+(?:[-–]\d+)?)\b`)
	inBook     = lazyregexp.New(`^[\s,.]*(?:in|In):?\s+`)
	editedBy   = lazyregexp.New(`,?\s*\(?(?:\bed(?:s|ited by)?\.?|\bhg\.\s*v(?:on|\.)|\bhrsg\.\s*v(?:on|\.)|Edited by)\s+([^()]+?)(?:\)|\s*\(|,\s+(?:\d|pp?\.)|\.\s|,\s+[^,]+,\s+\d{4}|$)`)
	editors    = lazyregexp.New(`\s*\((?:Eds?\.|Hgg?\.|Hrsg\.)\)`)
	apa        = lazyregexp.New(`^(.{2,200}?)\s*\(((?:1[4-9]|20)\d\d)[a-z]?(?:,\s*(` + months + `(?:\s+\d{1,2})?))?\)[.,:]\s*(.+)$`)
	aNumber    = lazyregexp.New(`(?:^|,)\s*(\d+(?:[-–]\d+)?)\s*(?:[,.]|$)`)
	issueNamed = lazyregexp.New(`(?i),?\s*\b(?:no|nr|h|heft)\.?\s*(\d+(?:[-–/]\d+)?)\b`)
	anEdition  = lazyregexp.New(`(?i),?\s*\(?(\d+)(?:st|nd|rd|th|\.)\s+(?:rev\.\s+)?(?:ed|edn|edition|aufl|auflage)\b\.?\)?`)
	series     = lazyregexp.New(`(?i),?\s*(\d+(?:st|nd|rd|th)\s+ser\.)`)
)
