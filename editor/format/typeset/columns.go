package typeset

// Columns gives each column of a table its width: what its longest cell takes
// on one line, its most, if all fit into the room; else a share by how much text
// it has, and at least its longest word. Where not even the words fit, each
// column gets its part of what it lacks. All are of one unit.
func Columns(least, most []float64, room float64) []float64 {
	sum := func(list []float64) (t float64) {
		for _, v := range list {
			t += v
		}
		return t
	}
	if sum(most) <= room {
		return most
	}
	wides := make([]float64, len(most))
	if need := sum(least); need >= room {
		for k := range wides {
			wides[k] = least[k] * room / need
		}
		return wides
	}
	extra, want := room-sum(least), sum(most)-sum(least)
	for k := range wides {
		wides[k] = least[k] + extra*(most[k]-least[k])/want
	}
	return wides
}
