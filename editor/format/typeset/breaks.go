package typeset

import "math"

// Box is a piece of a paragraph that stays together on a line. Its measures are
// in points.
type Box struct {
	Wide   float64
	Blank  float64 // the blank after it, which disappears at a line's end
	Break  bool    // a line may end after it
	Forced bool    // a line must end after it
	Hyphen float64 // of a hyphen that is shown if the line ends after it
}

// Measure says how wide lines are, in points.
type Measure struct {
	Wide    float64
	First   float64 // what the first line is indented by
	Hang    float64 // what further lines are indented by
	Justify bool    // blanks are made wider and narrower so that lines are full
}

func (m Measure) of(first bool) float64 {
	if first {
		return m.Wide - m.First
	}
	return m.Wide - m.Hang
}

// The bounds of how blanks may change, as parts of their width. The algorithm
// is that of Knuth and Plass (Breaking Paragraphs into Lines, 1981): of all ways
// to break a paragraph it takes the one whose lines are the best as a whole.
const (
	stretch = 0.55
	shrink  = 0.25
	loosest = 2.2 // a ratio of stretching beyond which a line is bad
)

// Breaks finds where a paragraph's lines end: the indexes after the last box of
// each line.
func Breaks(boxes []Box, m Measure) []int {
	if len(boxes) == 0 {
		return nil
	}
	var ends []int
	from := 0
	for i := range boxes {
		if boxes[i].Forced || i == len(boxes)-1 {
			first := from == 0
			for _, e := range breaks(boxes[from:i+1], m, first) {
				ends = append(ends, from+e)
			}
			from = i + 1
		}
	}
	return ends
}

// breaks finds the lines of a paragraph without forced ends within it.
func breaks(boxes []Box, m Measure, first bool) []int {
	n := len(boxes)
	wide, blank := make([]float64, n+1), make([]float64, n+1) // sums before each box
	for i, b := range boxes {
		wide[i+1], blank[i+1] = wide[i]+b.Wide, blank[i]+b.Blank
	}
	cost, before := make([]float64, n+1), make([]int, n+1)
	for end := 1; end <= n; end++ {
		cost[end] = math.Inf(1)
		if end < n && !boxes[end-1].Break {
			continue
		}
		for from := end - 1; from >= 0; from-- {
			if math.IsInf(cost[from], 1) {
				continue
			}
			room := m.of(first && from == 0)
			size := wide[end] - wide[from] + boxes[end-1].Hyphen
			gaps := blank[end-1] - blank[from]
			if size+gaps*(1-shrink) > room && from < end-1 && !math.IsInf(cost[end], 1) {
				break
			}
			c := cost[from] + m.badness(size, gaps, room, end == n)
			if boxes[end-1].Hyphen > 0 {
				c += 80
			}
			if c < cost[end] {
				cost[end], before[end] = c, from
			}
			if size+gaps*(1-shrink) > room {
				break
			}
		}
	}
	var ends []int
	for at := n; at > 0; at = before[at] {
		ends = append(ends, at)
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}

// badness is what a line costs whose boxes and blanks have the given widths.
func (m Measure) badness(size, gaps, room float64, last bool) float64 {
	slack := room - size - gaps
	switch {
	case slack < 0 && gaps*shrink < -slack-1e-6: // it does not fit
		return 1e6 + 1e3*-slack
	case slack < 0:
		r := -slack / (gaps * shrink)
		if !m.Justify { // blanks stay as they are: it does not fit
			return 1e6 + 1e3*-slack
		}
		return square(1 + 100*r*r*r)
	case last:
		if size < room/8 { // a last line of one short word
			return 900
		}
		return 1
	case !m.Justify:
		r := slack / room
		return square(1 + 100*r*r*4)
	case gaps == 0:
		return 2e7 * slack / room
	}
	r := slack / (gaps * stretch)
	if r > loosest {
		return square(1+100*loosest*loosest*loosest) * (1 + r - loosest)
	}
	return square(1 + 100*r*r*r)
}

func square(x float64) float64 { return x * x }
