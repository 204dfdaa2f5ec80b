package prose

import "regexp"

// The marks by which the parts of a citation are known.
var (
	webAddress = regexp.MustCompile(`<?(https?://[^\s<>]+[^\s<>.,;)])>?`)
	doiNumber  = regexp.MustCompile(`(?i)\b(?:doi:\s*)(10\.\d{4,9}/[^\s<>]+[^\s<>.,;)])`)
	accessed   = regexp.MustCompile(`(?i)[\s,.(\[]*(?:accessed|retrieved|visited|viewed|abgerufen(?: am)?|zuletzt (?:abgerufen|besucht)(?: am)?|letzter zugriff:?|aufgerufen(?: am)?)\s+(?:on\s+)?([^,;()\]]*?\d{4}(?:-\d\d-\d\d)?|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})(?:,?\s+from)?[)\]]?`)
	quoted     = regexp.MustCompile(`“([^”“]{4,})”|"([^"]{4,})"|„([^“”„]{4,})[“”]|«\s*([^»«]{4,}?)\s*»|»([^«»]{4,})«|‘([^’‘]{4,}?)[,.]?’[\s,.]`)
	lostQuote  = regexp.MustCompile(`^([^“”"]{8,}?)”`)
	publisher  = regexp.MustCompile(`\(\s*([^():;]{2,60}):\s*([^();]{2,80}?),?\s+((?:1[4-9]|20)\d\d)[a-z]?\s*\)`)
	imprint    = regexp.MustCompile(`(?:^|[.,;]\s+)(\p{Lu}[^.:;,()]{1,40}(?:, \p{Lu}{2}|, [A-Z][a-z]+\.)?(?:/\p{Lu}[^.:;,()]{1,30})*):\s*(\p{L}[^:;()]{1,70}?),?\s+((?:1[4-9]|20)\d\d)[a-z]?\b`)
	placeYear  = regexp.MustCompile(`(?:,|\.)\s+(\p{Lu}[\p{L}./\- ]{2,40}?)\s+((?:1[4-9]|20)\d\d)\b`)
	onlyYear   = regexp.MustCompile(`\(((?:1[4-9]|20)\d\d)\)`)
	houseYear  = regexp.MustCompile(`(?:^|[.,]\s+)(\p{Lu}[^.,:;()]{1,60}),\s+((?:1[4-9]|20)\d\d)\b`)
	volIssue   = regexp.MustCompile(`(?i)\bvol\.?\s*(\d+|[ivxlc]+)\b(?:[,.]?\s*(?:no|nr|issue)\.?\s*(\d+(?:[-–/]\d+)?))?|\b(?:bd|jg)\.\s*(\d+)\b(?:[,.]?\s*(?:h|heft|nr)\.?\s*(\d+))?`)
	numbers    = regexp.MustCompile(`(?:^|[\s,])(\d{1,4})(?:,\s*(?i:no|nr|h)\.\s*(\d+(?:[-–/]\d+)?)|\((\d+(?:[-–/]\d+)?)\)|\.(\d{1,2})\b|/(\d{1,2})\b)?\s*(?:,\s*|\s+|$)?(\((?:[^()]{0,20}\s)?((?:1[4-9]|20)\d\d)\)|,\s*\d+[-–]\d+)`)
	months     = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)`
	fullDate   = regexp.MustCompile(`\b(` + months + `\s+\d{1,2},\s+(?:1[4-9]|20)\d\d|\d{1,2}\.?\s+` + months + `\s+(?:1[4-9]|20)\d\d)\b|\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:1[4-9]|20)\d\d)\b`)
	aYear      = regexp.MustCompile(`\b((?:1[4-9]|20)\d\d)[a-z]?\b`)
	pagesNamed = regexp.MustCompile(`(?i)(?:\bpp?\.|\bS\.|\bpages?)\s*(\d+(?:\s*[-–]\s*\d+)?f{0,2}\.?)`)
	pagesColon = regexp.MustCompile(`:\s*(\d+(?:[-–]\d+)?)\b`)
	inBook     = regexp.MustCompile(`^[\s,.]*(?:in|In):?\s+`)
	editedBy   = regexp.MustCompile(`,?\s*\(?(?:\bed(?:s|ited by)?\.?|\bhg\.\s*v(?:on|\.)|\bhrsg\.\s*v(?:on|\.)|Edited by)\s+([^()]+?)(?:\)|\s*\(|,\s+(?:\d|pp?\.)|\.\s|,\s+[^,]+,\s+\d{4}|$)`)
	editors    = regexp.MustCompile(`\s*\((?:Eds?\.|Hgg?\.|Hrsg\.)\)`)
	apa        = regexp.MustCompile(`^(.{2,200}?)\s*\(((?:1[4-9]|20)\d\d)[a-z]?(?:,\s*(` + months + `(?:\s+\d{1,2})?))?\)[.,:]\s*(.+)$`)
	aNumber    = regexp.MustCompile(`(?:^|,)\s*(\d+(?:[-–]\d+)?)\s*(?:[,.]|$)`)
	issueNamed = regexp.MustCompile(`(?i),?\s*\b(?:no|nr|h|heft)\.?\s*(\d+(?:[-–/]\d+)?)\b`)
	anEdition  = regexp.MustCompile(`(?i),?\s*\(?(\d+)(?:st|nd|rd|th|\.)\s+(?:rev\.\s+)?(?:ed|edn|edition|aufl|auflage)\b\.?\)?`)
	series     = regexp.MustCompile(`(?i),?\s*(\d+(?:st|nd|rd|th)\s+ser\.)`)
)
