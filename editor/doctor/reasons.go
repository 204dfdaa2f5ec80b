package doctor

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// why says what speaks for a pair, the strongest first.
func (e *evidence) why(i, j, m, x int) []string {
	mk := e.f.marks[m]
	c := e.settings[mk.block]
	if c == nil {
		return nil
	}
	var list []string
	if weight := e.page(e.marks[m].page, x); weight > 0 {
		page, as := pageBefore(e.f.texts[mk.block][:mk.From])
		if weight == pageNamed {
			list = append(list, fmt.Sprintf("“%s” stands before the marker, and %d is in the note", as, page))
		} else {
			list = append(list, fmt.Sprintf("“%s” stands before the marker, and the note's pages include it", as))
		}
	}
	phrase := e.sharedPhrase(c, x)
	if phrase != "" {
		list = append(list, fmt.Sprintf("the paragraph names “%s”, as the note does", phrase))
	}
	if s := e.sharedWords(c, i, j, e.marks[m].words, x); s != "" && phrase == "" {
		list = append(list, s)
	}
	return list
}

// sharedPhrase is the longest run of words that a note shares with a
// paragraph, if it is long enough to say something.
func (e *evidence) sharedPhrase(c *setting, x int) string {
	note := e.notes[x]
	at := map[int][]int{}
	for k, w := range c.words {
		at[w.id] = append(at[w.id], k)
	}
	bestFrom, best := 0, 2
	for a := range note {
		for _, b := range at[note[a].id] {
			n := 0
			for a+n < len(note) && b+n < len(c.words) && n < 40 && note[a+n].id == c.words[b+n].id {
				n++
			}
			if n > best && weakOnes(note[a:a+n]...) <= n-2 {
				bestFrom, best = a, n
			}
		}
		if a > 400 {
			break
		}
	}
	if best < 3 {
		return ""
	}
	for best > 1 && note[bestFrom].weak && !note[bestFrom].capital {
		bestFrom, best = bestFrom+1, best-1
	}
	for best > 1 && note[bestFrom+best-1].weak {
		best--
	}
	if best == 1 {
		return ""
	}
	s := e.noteText[x]
	last := note[bestFrom+best-1].at
	return s[note[bestFrom].at : last+wordLen(s[last:])]
}

// sharedWords names the rarest words that a note shares with the text around a
// marker.
func (e *evidence) sharedWords(c *setting, i, j, before, x int) string {
	type shared struct {
		text   string
		weight float64
	}
	var list []shared
	seen := map[int]bool{}
	for k, w := range e.notes[x] {
		if w.weak || seen[w.id] {
			continue
		}
		seen[w.id] = true
		if weight := e.word(k, w, c, before, i, j); weight > 1 {
			s := e.noteText[x][w.at:]
			list = append(list, shared{"“" + s[:wordLen(s)] + "”", weight})
		}
	}
	slices.SortStableFunc(list, func(a, b shared) int { return int(math.Copysign(1, b.weight-a.weight)) })
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, s := range list[:min(len(list), 3)] {
		names = append(names, s.text)
	}
	return "the text around the marker and the note share " + strings.Join(names, ", ")
}
