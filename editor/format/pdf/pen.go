package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// pen writes glyphs into a page: those of one font that follow each other on a
// line are one operator, with what moves them from where they would stand.
type pen struct {
	open    bool // within a text object
	font    int
	size    float64
	x, y    float64
	codes   strings.Builder // those that are not written yet
	inCodes bool            // within a string of codes
}

// show writes a glyph at a place. Wide is its own width in thousandths of its
// size.
func (p *pen) show(out *bytes.Buffer, font, code int, x, y, size, wide float64) {
	if !p.open {
		out.WriteString("BT\n")
		*p = pen{open: true, font: -1}
	}
	if p.font != font || p.size != size {
		p.flush(out)
		fmt.Fprintf(out, "/F%d %s Tf\n", font, number(size))
		p.font, p.size = font, size
	}
	move := (x - p.x) * 1000 / size
	if math.Abs(y-p.y) > 0.005 || math.Abs(move) > 5000 {
		p.flush(out)
		fmt.Fprintf(out, "1 0 0 1 %s %s Tm\n", number(x), number(y))
		p.x, p.y = x, y
	} else if adjust := math.Round(move); adjust != 0 {
		p.endCodes()
		fmt.Fprintf(&p.codes, "%d ", int(-adjust))
		p.x += adjust * size / 1000
	}
	if !p.inCodes {
		p.codes.WriteByte('<')
		p.inCodes = true
	}
	fmt.Fprintf(&p.codes, "%04X", code)
	p.x += math.Round(wide*100) / 100 * size / 1000
}

func (p *pen) endCodes() {
	if p.inCodes {
		p.codes.WriteString("> ")
		p.inCodes = false
	}
}

func (p *pen) flush(out *bytes.Buffer) {
	p.endCodes()
	if p.codes.Len() > 0 {
		fmt.Fprintf(out, "[%s] TJ\n", strings.TrimSpace(p.codes.String()))
		p.codes.Reset()
	}
}

// end ends the text object.
func (p *pen) end(out *bytes.Buffer) {
	if p.open {
		p.flush(out)
		out.WriteString("ET\n")
		p.open = false
	}
}
