package page

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/ibid-editor/ibid/editor/doc"
)

// drawHits draws the ground of what was found in line n of a block.
func (t *Text) drawHits(l *layout, n int, y float32) {
	for _, kind := range [...]Decoration{Hit, CurrentHit} {
		fill := t.view.colors.hit
		if kind == CurrentHit {
			fill = t.view.colors.currentHit
		}
		for _, r := range t.Decorations.In(kind, l.block) {
			if x, w, ok := l.across(n, r); ok {
				inset := round((l.set.line - l.set.face.size*1.3) / 2)
				t.rect(fill, round(t.left+x)-1, y+inset, round(w)+2, l.set.line-2*inset).CornerRadius = 2
			}
		}
	}
}

// drawSquiggles underlines the misspelled words of line n of a block that
// starts at a position.
func (t *Text) drawSquiggles(l *layout, n int, start doc.Pos, base float32) {
	for _, r := range t.Decorations.In(Misspelled, l.block) {
		if x, w, ok := l.across(n, r); ok && !t.writing(l, start, r) {
			t.view.wave(round(t.left+x), base+round(l.set.face.size*0.21), int(round(w)))
		}
	}
}

// across is where a range of the block lies in line n, and how wide it is there.
func (l *layout) across(n int, r Range) (x, w float32, ok bool) {
	ln := l.lines[n]
	from, to := max(int(r.From), ln.start), min(int(r.To), ln.end)
	if from >= to {
		return 0, 0, false
	}
	x, end := l.xOf(n, from), l.xOf(n, to)
	return min(x, end), max(x, end) - min(x, end), true // from right to left it ends before it begins
}

// waves are wavy lines by their widths in pixels. Fyne keeps the texture of an
// image for as long as the image is drawn, also when what it stands in is drawn
// anew; so a line is made once for each width and place in view.
type waves struct {
	made map[int][]*canvas.Image
	used map[int]int
	ink  color.Color
}

const (
	waveHeight = 4   // pixels, as all here
	waveLength = 7   // from crest to crest
	waveFine   = 2   // texture pixels for each
	wavesMax   = 400 // widths that are kept
)

// restart has all lines free to be used again.
func (w *waves) restart(ink color.Color) {
	if w.made == nil || w.ink != ink || len(w.made) > wavesMax {
		w.made, w.used, w.ink = map[int][]*canvas.Image{}, map[int]int{}, ink
	}
	clear(w.used)
}

// wave takes a line of a width from the pool.
func (v *view) wave(x, y float32, width int) {
	w := &v.waves
	if width < 1 {
		return
	}
	k := w.used[width]
	w.used[width]++
	if k == len(w.made[width]) {
		o := canvas.NewImageFromImage(drawWave(width, w.ink))
		o.Resize(fyne.NewSize(float32(width), waveHeight))
		w.made[width] = append(w.made[width], o)
	}
	o := w.made[width][k]
	o.Move(fyne.NewPos(x, y))
	v.lines = append(v.lines, o)
}

// drawWave draws a wavy line with soft edges.
func drawWave(width int, ink color.Color) image.Image {
	c := color.NRGBAModel.Convert(ink).(color.NRGBA)
	img := image.NewNRGBA(image.Rect(0, 0, width*waveFine, waveHeight*waveFine))
	const half, crest = 0.38, 1.2 // of the stroke, and of the wave, in pixels
	for py := range img.Rect.Dy() {
		for px := range img.Rect.Dx() {
			x, y := (float64(px)+0.5)/waveFine, (float64(py)+0.5)/waveFine
			phase := 2 * math.Pi * x / waveLength
			line := waveHeight/2 - crest*math.Sin(phase)
			slope := crest * 2 * math.Pi / waveLength * math.Cos(phase)
			away := math.Abs(y-line) / math.Sqrt(1+slope*slope)
			cover := max(0, min(1, (half-away)*waveFine+0.5))
			img.SetNRGBA(px, py, color.NRGBA{c.R, c.G, c.B, uint8(float64(c.A)*cover + 0.5)})
		}
	}
	return img
}
