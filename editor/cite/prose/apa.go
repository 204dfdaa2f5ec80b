package prose

import "strings"

// apa reads “Ko, S. H., & Oh, Y. (2004). Title. Journal, 28(2), 65–99.”
func (f *full) apa(m []string) bool {
	head := editors.ReplaceAllString(m[1], "")
	list, ok := names(head)
	if !ok {
		return false
	}
	if head != m[1] {
		f.item.Names["editor"] = list
	} else {
		f.item.Names["author"] = list
	}
	f.year(m[2])
	f.text = f.text.from(len(f.text.s) - len(m[4]))
	title, rest, _ := sentence(f.text.s)
	if a, b, ok := f.text.italics(); ok && a == 0 {
		f.marked = true
		title, rest = f.text.s[:b], f.text.s[b:]
	}
	f.set("title", strings.Trim(title, " .,"))
	f.text = f.text.from(len(f.text.s) - len(rest))
	if t := inBook.FindString(f.text.s); t != "" {
		f.text = f.text.from(len(t))
		if head, rest, ok := strings.Cut(f.text.s, "(Ed"); ok {
			if list, ok := names(head); ok {
				f.item.Names["editor"] = list
			}
			_, rest, _ = strings.Cut(rest, "),")
			f.text = f.text.from(len(f.text.s) - len(rest))
		}
		if p := f.take(pagesAside); p != nil {
			f.set("page", strings.ReplaceAll(p[1], "-", "–"))
		}
		book, house, _ := sentence(f.text.s)
		f.set("container-title", strings.Trim(book, " .,"))
		f.set("publisher", strings.Trim(house, " .,"))
		return true
	}
	if numbers.MatchString(f.text.s) || f.item.Fields["DOI"] != "" {
		f.numbersAndPages()
		f.container()
		return true
	}
	place, house, ok := strings.Cut(f.text.s, ": ")
	if !ok {
		place, house = "", f.text.s
	}
	if len(strings.Fields(house)) > 8 {
		return false
	}
	f.set("publisher-place", strings.Trim(place, " ."))
	f.set("publisher", strings.Trim(house, " ."))
	return true
}

// sentence cuts a text behind its first sentence.
func sentence(s string) (head, rest string, ok bool) {
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '?' || s[i] == '!') && s[i+1] == ' ' && !initialAtEnd.MatchString(s[:i+1]) {
			return s[:i+1], s[i+2:], true
		}
	}
	return s, "", false
}
