package doctor

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// mark is a typed marker. from and to count bytes in the block's text.
type mark struct {
	typed.Label
	block, from, to int
}

func itoa(n int) string { return strconv.Itoa(n) }

func isNumber(s string) bool {
	return s != "" && len(s) <= 4 && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}

// kind tells the kinds of labels apart that are numbered each on their own.
type kind int

const (
	numbers kind = iota
	letters
	symbols
	names // Markdown's “[^harbour]”
)

func kindOf(key string) kind {
	switch {
	case isNumber(key):
		return numbers
	case typed.Ordinal(key, true) == 0:
		return names
	case key[0] < utf8.RuneSelf && key[0] != '*':
		return letters
	}
	return symbols
}

// candidates are what could be markers of the given forms in a block.
func (f *findings) candidates(i int, forms ...typed.Form) []mark {
	b := f.blocks[i]
	if b.Kind == doc.Code || b.Kind == doc.Verbatim {
		return nil
	}
	var list []mark
	for _, m := range typed.Marks(f.texts[i], forms...) {
		list = append(list, mark{m.Label, i, m.From, m.To})
	}
	if slices.Contains(forms, typed.Raised) {
		list = f.raisedSpans(i, list)
	}
	return list
}

// raisedSpans adds the digits that are raised by their style.
func (f *findings) raisedSpans(i int, list []mark) []mark {
	at := 0
	for _, s := range f.blocks[i].Spans() {
		if s.Atom != nil {
			at += utf8.RuneLen(doc.AtomRune)
			continue
		}
		key := strings.Trim(s.Text, "[]() \u00a0")
		if s.Style&doc.Super != 0 && isNumber(key) && at > 0 {
			m := mark{typed.Label{Key: key, Form: typed.Raised}, i, at, at + len(s.Text)}
			k, _ := slices.BinarySearchFunc(list, m, func(a, b mark) int { return a.from - b.from })
			for k < len(list) && list[k].from < m.to {
				list = slices.Delete(list, k, k+1)
			}
			if k > 0 && list[k-1].to > m.from {
				k--
				list = slices.Delete(list, k, k+1)
			}
			list = slices.Insert(list, k, m)
		}
		at += len(s.Text)
	}
	return list
}

// findMarks finds the markers for the notes. For each kind of label it takes
// the form that stands for most notes; “(1)” and digits glued to a word only
// where they clearly do better than “[1]” and “¹”.
func (f *findings) findMarks(page chrome) {
	want := map[string]int{}
	for _, n := range f.notes {
		want[n.Key]++
	}
	var all []mark
	hits := map[kind]map[typed.Form]int{}
	seen := map[typed.Label]int{}
	for i := range f.blocks {
		if f.gone[i] || page[i] != "" {
			continue
		}
		for _, m := range f.candidates(i, typed.Bracket, typed.Raised, typed.Symbol, typed.Paren, typed.Bare) {
			all = append(all, m)
			k := kindOf(m.Key)
			if hits[k] == nil {
				hits[k] = map[typed.Form]int{}
			}
			if seen[m.Label]++; seen[m.Label] <= want[m.Key] {
				hits[k][m.Form]++
			}
		}
	}
	var form [names + 1]typed.Form
	for k := range form {
		form[k] = typed.Bracket
		for _, weak := range []typed.Form{typed.Symbol, typed.Paren, typed.Bare} {
			clear := hits[kind(k)][weak]*2 > 3*(hits[kind(k)][typed.Bracket]+hits[kind(k)][typed.Raised])
			if clear && hits[kind(k)][weak] > hits[kind(k)][form[k]] {
				form[k] = weak
			}
		}
	}
	last := 0 // the last number kept
	for _, m := range all {
		k := kindOf(m.Key)
		strongMark := m.Form == typed.Bracket || m.Form == typed.Raised
		if m.Form != form[k] && (!strongMark || form[k] != typed.Bracket) {
			continue
		}
		n := typed.Ordinal(m.Key, true)
		if want[m.Key] > 0 || k == numbers && strongMark && n < 1000 && (n == 1 || n > last && n <= last+2 && last > 0) {
			f.marks = append(f.marks, m)
			if k == numbers {
				last = n
			}
		}
	}
}
