package prose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// full reads one full citation.
type full struct {
	text    text
	item    *csl.Item
	label   string
	locator string
	suffix  string
	marked  bool // the title stands in quotation marks or italics
	left    int  // words that could not be read
}

func isYear(s string) bool { return aYear.MatchString(s) && len(s) == 4 }

func (f *full) set(name, value string) {
	if value = strings.Trim(value, " ,;:\u00a0"); value != "" {
		f.item.Fields[name] = value
	}
}

func (f *full) year(s string) {
	if n, err := strconv.Atoi(s); err == nil && f.item.Dates["issued"].IsZero() {
		f.item.Dates["issued"] = csl.Date{From: csl.DateParts{Year: n}}
	}
}

// take takes the first match of a pattern out of the text and returns its
// groups; a mark stays where it stood.
func (f *full) take(p *lazyregexp.Regexp) []string {
	m := p.FindStringSubmatchIndex(f.text.s)
	if m == nil {
		return nil
	}
	groups := make([]string, len(m)/2)
	for i := range groups {
		if m[2*i] >= 0 {
			groups[i] = f.text.s[m[2*i]:m[2*i+1]]
		}
	}
	f.cut(m[0], m[1])
	return groups
}

// cut puts a space in the place of what stands between two bytes.
func (f *full) cut(a, b int) {
	f.text = text{f.text.s[:a] + " " + f.text.s[b:], slices.Concat(f.text.italic[:a], []bool{false}, f.text.italic[b:])}
}

// read reads what can be read, and reports whether that is a source.
func (f *full) read() bool {
	if len(f.text.s) < 12 || len(f.text.s) > 900 {
		return false
	}
	f.web()
	if m := f.take(anEdition); m != nil {
		f.set("edition", m[1])
	}
	var ok bool
	if m := f.quotedTitle(); m != nil {
		ok = f.part(m[0], m[1], m[2])
	} else if m := apa.FindStringSubmatch(f.text.s); m != nil {
		ok = f.apa(m)
	} else {
		ok = f.book()
	}
	if !ok || f.item.Fields["title"] == "" {
		return false
	}
	f.kind()
	return true
}

// web takes addresses, and when they were looked at.
func (f *full) web() {
	if m := f.take(accessed); m != nil {
		f.item.Dates["accessed"] = csl.ParseDate(strings.TrimSpace(m[1]))
	}
	if m := f.take(doiNumber); m != nil {
		f.set("DOI", m[1])
	}
	if m := f.take(webAddress); m != nil {
		if _, doi, ok := strings.Cut(m[1], "doi.org/"); ok {
			f.set("DOI", doi)
		} else {
			f.set("URL", m[1])
		}
	}
	f.text = f.text.trim()
}

// quotedTitle is what stands before, in and behind the first quotation marks;
// one whose opening mark was lost begins the text.
func (f *full) quotedTitle() []string {
	s := f.text.s
	if m := quoted.FindStringSubmatchIndex(s); m != nil {
		for k := 1; k < len(m)/2; k++ {
			if m[2*k] >= 0 {
				return []string{s[:m[0]], s[m[2*k]:m[2*k+1]], s[m[1]:]}
			}
		}
	}
	if m := lostQuote.FindStringSubmatchIndex(s); m != nil {
		return []string{"", s[m[2]:m[3]], s[m[1]:]}
	}
	return nil
}

// part reads something that stands in something else: its title was in
// quotation marks.
func (f *full) part(before, title, after string) bool {
	f.marked = true
	f.set("title", strings.TrimRight(strings.TrimSpace(title), ",."))
	at := len(f.text.s) - len(after)
	f.text = f.text.from(min(at, len(f.text.s)))
	if before = strings.Trim(before, " ,:"); before != "" {
		list, ok := names(before)
		if !ok {
			return false
		}
		f.item.Names["author"] = list
	} else {
		list, rest := leadingNames(strings.TrimLeft(f.text.s, " ,."))
		f.item.Names["author"] = list
		f.text = f.text.from(len(f.text.s) - len(rest))
	}
	if m := inBook.FindString(f.text.s); m != "" {
		f.text = f.text.from(len(m))
	}
	f.numbersAndPages()
	f.container()
	return f.item.Fields["container-title"] != "" || f.item.Fields["URL"] != "" || f.item.Fields["DOI"] != ""
}

// numbersAndPages takes dates, volumes, numbers, pages and the imprint.
func (f *full) numbersAndPages() {
	f.takeImprint()
	if m := editedBy.FindStringSubmatchIndex(f.text.s); m != nil {
		if list, ok := names(f.text.s[m[2]:m[3]]); ok {
			f.item.Names["editor"] = list
			f.cut(m[0], m[3])
		}
	}
	if m := f.take(fullDate); m != nil {
		f.item.Dates["issued"] = date(m)
	}
	if m := f.take(series); m != nil {
		f.set("collection-title", m[1])
	}
	if m := f.take(volIssue); m != nil {
		f.set("volume", m[1]+m[3])
		f.set("issue", m[2]+m[4])
	}
	if m := f.take(pagesNamed); m != nil {
		f.pages(m[1])
	}
	if f.item.Fields["volume"] == "" {
		if m := numbers.FindStringSubmatchIndex(f.text.s); m != nil {
			group := func(k int) string {
				if m[2*k] < 0 {
					return ""
				}
				return f.text.s[m[2*k]:m[2*k+1]]
			}
			f.set("volume", group(1))
			f.set("issue", group(2)+group(3)+group(4)+group(5))
			f.year(group(7))
			end := m[1]
			if group(7) == "" { // “12(3), 61–90”
				end = m[12]
			}
			f.cut(m[0], end)
		}
	}
	if f.item.Fields["issue"] == "" {
		if m := f.take(issueNamed); m != nil {
			f.set("issue", m[1])
		}
	}
	if m := f.take(onlyYear); m != nil {
		f.year(m[1])
	}
	if m := f.take(pagesColon); m != nil {
		f.pages(m[1])
	}
	if f.item.Dates["issued"].IsZero() {
		if m := f.take(aYear); m != nil {
			f.year(m[1])
		}
	}
	if m := f.take(aNumber); m != nil {
		f.pages(m[1])
	}
}

func date(m []string) csl.Date {
	if m[2] != "" {
		day, _ := strconv.Atoi(m[2])
		month, _ := strconv.Atoi(m[3])
		year, _ := strconv.Atoi(m[4])
		return csl.Date{From: csl.DateParts{Year: year, Month: month, Day: day}}
	}
	d := csl.ParseDate(germanMonths.Replace(strings.ReplaceAll(m[1], ".", "")))
	return d
}

var germanMonths = strings.NewReplacer("Januar ", "January ", "Februar ", "February ", "März", "March", "Mai", "May", "Juni", "June", "Juli", "July", "Oktober", "October", "Dezember", "December")

// takeImprint takes place, publisher and year.
func (f *full) takeImprint() {
	for _, p := range []*lazyregexp.Regexp{publisher, imprint} {
		if m := f.take(p); m != nil {
			f.set("publisher-place", m[1])
			f.set("publisher", m[2])
			f.year(m[3])
			return
		}
	}
}

// pages are those of a part where they span several, else the place that is
// cited.
func (f *full) pages(s string) {
	s = strings.TrimSuffix(strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "-", "–"), ".")
	from, to, ranged := strings.Cut(s, "–")
	a, _ := strconv.Atoi(from)
	b, _ := strconv.Atoi(to)
	if ranged && b < a && len(to) < len(from) {
		b, _ = strconv.Atoi(from[:len(from)-len(to)] + to)
	}
	if ranged && b-a >= 4 && f.item.Fields["page"] == "" {
		f.set("page", s)
		return
	}
	if f.locator == "" {
		f.locator = s
	}
}

// container is what is left before the numbers: a journal, a book, a site.
func (f *full) container() {
	s := strings.Trim(f.text.s, " ,.;:()")
	if a, b, ok := f.text.italics(); ok {
		f.set("container-title", strings.Trim(f.text.s[a:b], ".,;"))
		s = strings.Trim(f.text.s[:a]+" "+f.text.s[b:], " ,.;:()")
	} else {
		head := s
		for _, mark := range []string{"  ", ", ", ". ", " ("} {
			if h, _, ok := strings.Cut(head, mark); ok && strings.TrimSpace(h) != "" {
				head = h
			}
		}
		f.set("container-title", strings.Trim(head, "()., "))
		s = strings.Trim(strings.TrimPrefix(s, head), " ,.;:()")
	}
	f.leave(s)
}

// leave counts the words that say nothing that was read.
func (f *full) leave(s string) {
	f.left += len(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,.;:()[]", r) }))
}

// book reads a work that stands on its own: its title is in italics, or behind
// the names.
func (f *full) book() bool {
	all := f.text.s
	end := len(all)
	title := 0 // where the italics of a title end
	if _, b, ok := f.text.italics(); ok {
		title = b
	}
	for _, p := range []*lazyregexp.Regexp{publisher, imprint, placeYear, houseYear, onlyYear} {
		m := p.FindStringSubmatchIndex(all[title:])
		if m == nil || title+m[0] < 5 {
			continue
		}
		for k := range m {
			m[k] += title
		}
		group := func(k int) string { return all[m[2*k]:m[2*k+1]] }
		switch p {
		case publisher, imprint:
			f.set("publisher-place", group(1))
			f.set("publisher", group(2))
			f.year(group(3))
		case placeYear:
			f.set("publisher-place", group(1))
			f.year(group(2))
		case houseYear:
			f.set("publisher", group(1))
			f.year(group(2))
		default:
			f.year(group(1))
		}
		f.behind(all[m[1]:])
		end = m[0]
		break
	}
	if f.item.Dates["issued"].IsZero() {
		return false
	}
	head := f.text.slice(0, end).trim()
	if a, b, ok := head.italics(); ok {
		f.marked = true
		f.set("title", strings.Trim(head.s[a:b], " .,;"))
		before := strings.Trim(editors.ReplaceAllString(head.s[:a], ""), " ,:")
		if list, ok := names(before); ok {
			f.item.Names["author"] = list
		} else if before != "" {
			return false
		}
		f.editorsIn(head.s[b:])
		return true
	}
	return f.namesAndTitle(head.s)
}

// behind reads what follows the imprint: a locator, and perhaps a remark.
func (f *full) behind(s string) {
	s = strings.TrimLeft(s, " ,.)")
	label, locator, rest := cite.ParseLocator(strings.TrimSuffix(s, "."))
	f.label, f.locator = label, locator
	f.suffix = strings.Trim(rest, " .,")
	f.leave(f.suffix)
}

// editorsIn reads editors that stand behind a title.
func (f *full) editorsIn(s string) {
	if m := editedBy.FindStringSubmatch(s); m != nil {
		if list, ok := names(m[1]); ok {
			f.item.Names["editor"] = list
			return
		}
	}
	f.leave(s)
}

// namesAndTitle parts names from the title that follows them without any mark.
func (f *full) namesAndTitle(s string) bool {
	if m := editedBy.FindStringSubmatchIndex(s); m != nil && m[0] > 10 {
		f.editorsIn(s[m[0]:])
		s = s[:m[0]]
	}
	// “Nachname, Vorname: Titel”
	if head, title, ok := strings.Cut(s, ":"); ok && len(head) < 80 {
		if list, ok := names(editors.ReplaceAllString(head, "")); ok {
			f.setMakers(list, head)
			f.set("title", strings.Trim(title, " .,"))
			return true
		}
	}
	// “Last, First. Title.”
	if head, title, ok := sentence(s); ok {
		if list, ok := names(head); ok {
			f.setMakers(list, head)
			f.set("title", strings.Trim(title, " .,"))
			return true
		}
	}
	list, title := leadingNames(s)
	if len(list) == 0 {
		return false
	}
	f.item.Names["author"] = list
	f.set("title", strings.Trim(title, " .,"))
	return len(strings.Fields(title)) > 0
}

func (f *full) setMakers(list []csl.Name, head string) {
	if editors.MatchString(head) {
		f.item.Names["editor"] = list
		return
	}
	f.item.Names["author"] = list
}

// kind says what the source is by what was read of it.
func (f *full) kind() {
	has := func(name string) bool { return f.item.Fields[name] != "" }
	d := f.item.Dates["issued"].From
	switch {
	case !has("container-title") && has("URL") && !has("publisher"):
		f.item.Type = "webpage"
	case !has("container-title"):
		f.item.Type = "book"
	case has("publisher") || len(f.item.Names["editor"]) > 0:
		f.item.Type = "chapter"
	case has("volume") || has("issue") || has("DOI"):
		f.item.Type = "article-journal"
	case d.Day > 0:
		f.item.Type = "article-newspaper"
	case has("URL"):
		f.item.Type = "webpage"
	case has("page") || f.locator != "":
		f.item.Type = "article-journal"
	default:
		f.item.Type = "document"
	}
}

// sure is how much of what such a citation has was found, less what could not be
// read.
func (f *full) sure() float64 {
	sure := 0.4
	for _, found := range []bool{
		f.marked, len(f.item.Names["author"])+len(f.item.Names["editor"]) > 0, !f.item.Dates["issued"].IsZero(),
		f.item.Fields["container-title"] != "" || f.item.Fields["publisher"] != "" || f.item.Fields["publisher-place"] != "",
		f.item.Fields["volume"] != "" || f.item.Fields["URL"] != "" || f.item.Fields["publisher"] != "" || f.item.Fields["DOI"] != "",
	} {
		if found {
			sure += 0.11
		}
	}
	return max(0, sure-0.05*float64(f.left))
}
