package cite

import (
	"cmp"
	"slices"
	"strings"
)

// Near finds, among names, the few that someone may have meant who typed
// another: nearest first.
func Near(typed string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	var found []candidate
	low := []rune(strings.ToLower(typed))
	for _, name := range names {
		other := []rune(strings.ToLower(name))
		d := Distance(low, other)
		if len(low) >= 3 && strings.Contains(string(other), string(low)) {
			d = min(d, 2)
		}
		if d <= max(min(2, len(low)-1), len(low)/3) {
			found = append(found, candidate{name, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var out []string
	for _, c := range found[:min(len(found), 3)] {
		out = append(out, c.name)
	}
	return out
}

// Distance counts the letters to insert, delete or exchange.
func Distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			d := diagonal
			if a[i] != b[j] {
				d = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
