// Package twins finds sources that are there more than once, says in what such
// sources differ, and makes one of them. Everything here is a value: what
// becomes of a library and of the texts that cite it is decided elsewhere.
package twins

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Reason says why sources are taken for the same.
type Reason string

// The reasons, the surest first. They are keys for translations.
const (
	SameDOI   Reason = "The same DOI"
	SameISBN  Reason = "The same ISBN"
	SamePMID  Reason = "The same PubMed number"
	SameWork  Reason = "The same author, year and title"
	NearTitle Reason = "The same author and year, and nearly the same title"
)

var reasons = []Reason{SameDOI, SameISBN, SamePMID, SameWork, NearTitle}

// Group are sources that seem to be one, by their places in the list, ascending.
type Group struct {
	Why Reason // the surest that holds between any two of them
	Of  []int
}

const (
	// crowd is the most titles that are compared with each other. A larger
	// bucket, as the year's letters to an editor, is parted by how titles begin.
	crowd = 60
	// between is how many sources are looked at from one asking whether to stop
	// to the next.
	between = 512
)

// Find groups the sources that seem to be the same, in the order of the list. It
// compares only those that share a number, or an author and a year. Only the
// context's end is an error.
func Find(ctx context.Context, items []*csl.Item) ([]Group, error) {
	f := finder{marks: make([]mark, len(items)), parent: make([]int, len(items)), why: map[int]Reason{}}
	buckets := map[string][]int{}
	var keys []string
	for i, it := range items {
		if i%between == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f.parent[i], f.marks[i] = i, markOf(it)
		for _, key := range f.marks[i].keys() {
			if buckets[key] == nil {
				keys = append(keys, key)
			}
			buckets[key] = append(buckets[key], i)
		}
	}
	// The surest first, so that a weaker reason never hides it.
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(a[0], b[0]) })
	for n, key := range keys {
		if n%between == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f.compare(reasons[key[0]-'0'], buckets[key])
	}
	return f.groups(), nil
}

// finder joins sources into groups: each points to another of its group, and
// one to itself.
type finder struct {
	marks  []mark
	parent []int
	why    map[int]Reason // of the group that a source stands for
}

func (f *finder) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *finder) join(i, j int, why Reason) {
	a, b := f.root(i), f.root(j)
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	for _, old := range []Reason{f.why[a], f.why[b]} {
		if old != "" && slices.Index(reasons, old) < slices.Index(reasons, why) {
			why = old
		}
	}
	f.parent[b], f.why[a] = a, why
}

func (f *finder) compare(why Reason, bucket []int) {
	switch {
	case len(bucket) < 2:
	case why == NearTitle && len(bucket) > crowd:
		parts := map[string][]int{}
		for _, i := range bucket {
			start := f.marks[i].title
			parts[start[:min(len(start), 8)]] = append(parts[start[:min(len(start), 8)]], i)
		}
		for _, part := range parts {
			f.pairs(why, part[:min(len(part), crowd)])
		}
	case why == SameDOI || why == SameISBN || why == SamePMID:
		for _, i := range bucket[1:] {
			f.join(bucket[0], i, why)
		}
	default:
		f.pairs(why, bucket[:min(len(bucket), 4*crowd)])
	}
}

func (f *finder) pairs(why Reason, bucket []int) {
	for n, i := range bucket {
		for _, j := range bucket[n+1:] {
			a, b := f.marks[i], f.marks[j]
			if a.doi != "" && b.doi != "" && a.doi != b.doi {
				continue // whoever numbers works says that they are two
			}
			if why == SameWork || near(a, b) {
				f.join(i, j, why)
			}
		}
	}
}

func (f *finder) groups() []Group {
	var list []Group
	at := map[int]int{} // the place of a group by its root, which is its first
	for i := range f.parent {
		r := f.root(i)
		if r == i {
			continue
		}
		if _, there := at[r]; !there {
			at[r] = len(list)
			list = append(list, Group{f.why[r], []int{r}})
		}
		list[at[r]].Of = append(list[at[r]].Of, i)
	}
	slices.SortFunc(list, func(a, b Group) int { return cmp.Compare(a.Of[0], b.Of[0]) })
	return list
}

// mark is what sources are compared by.
type mark struct {
	doi, isbn, pmid      string
	family, title, short string // folded; short is the title before its colon
	year                 int
	part                 bool // of a book, whose ISBN it shares with other parts
}

func markOf(it *csl.Item) mark {
	title := cite.Title(it)
	before, _, _ := strings.Cut(title, ":")
	m := mark{
		doi: DOI(it.Fields["DOI"]), isbn: ISBN(it.Fields["ISBN"]), pmid: strings.TrimSpace(it.Fields["PMID"]),
		title: cite.Fold(title), short: cite.Fold(before), year: it.Dates["issued"].From.Year,
	}
	if makers := cite.Makers(it); len(makers) > 0 {
		m.family = cite.Fold(makers[0])
	}
	m.part = it.Type == "chapter" || strings.HasPrefix(it.Type, "entry") || strings.HasPrefix(it.Type, "paper")
	return m
}

// keys are the buckets that a source belongs to. Each begins with the place of
// its reason.
func (m mark) keys() []string {
	var keys []string
	if m.doi != "" {
		keys = append(keys, "0"+m.doi)
	}
	if m.isbn != "" && m.part {
		keys = append(keys, "1"+m.isbn+"|"+m.title)
	} else if m.isbn != "" {
		keys = append(keys, "1"+m.isbn)
	}
	if m.pmid != "" {
		keys = append(keys, "2"+m.pmid)
	}
	// Without an author only a long title tells: there is many an “Introduction”.
	if m.title != "" && (m.family != "" || len(m.title) >= 16) {
		keys = append(keys, fmt.Sprintf("3%s|%d|%s", m.family, m.year, m.title))
	}
	if m.title != "" && m.family != "" && m.year != 0 {
		keys = append(keys, fmt.Sprintf("4%s|%d", m.family, m.year))
	}
	return keys
}

// near reports whether two titles may be one that was typed twice: one has a
// subtitle that the other leaves out, or a letter in twelve differs. The numbers
// in them must be the same: those of volumes tell works apart.
func near(a, b mark) bool {
	if a.part != b.part || digits(a.title) != digits(b.title) {
		return false
	}
	if len(a.short) >= 8 && (a.short == b.title || a.title == b.short) {
		return true
	}
	x, y := []rune(a.title), []rune(b.title)
	most := min(len(x), len(y)) / 12
	return most > 0 && max(len(x)-len(y), len(y)-len(x)) <= most && cite.Distance(x, y) <= most
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// DOI is a DOI without its address, in small letters, for they are the same in
// capitals; "" is none.
func DOI(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.Index(s, "10."); i >= 0 {
		return s[i:]
	}
	return ""
}

// ISBN is the first ISBN in a text with its 13 figures, or "". One with ten
// (ISO 2108, before 2007) is the same book as that with 978 before it.
func ISBN(s string) string {
	var figures strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || (r == 'X' || r == 'x') && figures.Len() == 9:
			figures.WriteRune(r)
		case r == '-' || r == '‐' || r == '–':
		case figures.Len() > 0 && r == ' ' && figures.Len() != 10 && figures.Len() != 13:
		case figures.Len() == 10 || figures.Len() == 13:
			return isbn13(figures.String())
		default:
			figures.Reset()
		}
	}
	return isbn13(figures.String())
}

func isbn13(s string) string {
	switch len(s) {
	case 13:
		return s
	case 10:
		s = "978" + s[:9]
	default:
		return ""
	}
	sum := 0
	for i, r := range s {
		sum += int(r-'0') * (1 + 2*(i%2))
	}
	return s + string(rune('0'+(10-sum%10)%10))
}
