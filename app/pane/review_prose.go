package pane

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/ibid-editor/ibid/app/theme"
)

// piece is a part of a text in one ink and slope.
type piece struct {
	text   string
	ink    fyne.ThemeColorName
	italic bool
	strong bool
}

// typeface is what a text is set in: the serif of the page or the interface's
// own face, with its size and the height of a line in pixels.
type typeface struct {
	serif      bool
	size, line float32
}

// The faces of the review.
var (
	readingFace = typeface{true, 15.5, 22}
	cardFace    = typeface{true, 14.5, 20}
	smallFace   = typeface{false, 11.5, 16}
	plainFace   = typeface{false, 13, 19}
)

// look is what words must have in common to be drawn as one.
type look struct {
	ink                     fyne.ThemeColorName
	italic, strong, foreign bool
}

// run is a stretch of a line in one look.
type run struct {
	look
	text string
	line int
	x, w float32
}

// prose is a text broken into lines.
type prose struct {
	typeface
	runs  []run
	lines int
}

func (p prose) height() float32 { return float32(p.lines) * p.line }

// source is the font of a look, or nil for the interface's. Scripts that the
// serif does not have are drawn in the interface's faces.
func (f typeface) source(l look) fyne.Resource {
	switch {
	case !f.serif || l.foreign:
		return nil
	case l.strong:
		return theme.Serif(theme.SemiBold, l.italic)
	}
	return theme.Serif(theme.Regular, l.italic)
}

func (f typeface) style(l look) fyne.TextStyle {
	if f.serif && !l.foreign {
		return fyne.TextStyle{}
	}
	return fyne.TextStyle{Bold: l.strong, Italic: l.italic}
}

// measure is how far a text advances, how high it is and where it stands.
func (f typeface) measure(s string, l look) (size fyne.Size, base float32) {
	return fyne.CurrentApp().Driver().RenderedTextSize(s, f.size, f.style(l), f.source(l))
}

// word is a word of a text with the blanks behind it.
type word struct {
	look
	text    string
	bare, w float32 // how far it advances, without and with the blanks
}

// open reports whether the line must not end behind a word.
func (w word) open() bool {
	return !w.foreign && !strings.HasSuffix(w.text, " ") && !strings.HasSuffix(w.text, "\n")
}

// words parts pieces into words and measures them.
func (f typeface) words(pieces []piece) []word {
	var list []word
	for _, pc := range pieces {
		for s := range blanked(pc.text) {
			w := word{look: look{pc.ink, pc.italic, pc.strong, foreignWord(s)}, text: s}
			bare, _ := f.measure(strings.TrimRight(s, " \n"), w.look)
			full, _ := f.measure(strings.TrimRight(s, "\n"), w.look)
			w.bare, w.w = bare.Width, full.Width
			list = append(list, w)
		}
	}
	return list
}

// set breaks pieces into lines of a width; of more lines than most, the last
// ends with an ellipsis. A marker stays with the word before it.
func (f typeface) set(width float32, most int, pieces ...piece) prose {
	p := prose{typeface: f, lines: 1}
	x := float32(0)
	list := f.words(pieces)
	for i, w := range list {
		together := w.bare
		for k := i; list[k].open() && k+1 < len(list); k++ {
			together += list[k+1].bare
		}
		if free := i == 0 || !list[i-1].open(); free && x > 0 && x+together > width {
			if p.lines == most {
				p.end(width)
				return p
			}
			p.lines, x = p.lines+1, 0
		}
		for x == 0 && w.bare > width && p.lines < most { // a word longer than a line
			n := f.fits(w.text, width, w.look)
			p.add(w.text[:n], w.look, 0, width)
			p.lines++
			w.text = w.text[n:]
			bare, _ := f.measure(strings.TrimRight(w.text, " \n"), w.look)
			w.w += bare.Width - w.bare
			w.bare = bare.Width
		}
		p.add(strings.TrimRight(w.text, "\n"), w.look, x, w.w)
		x += w.w
		if x > width && w.bare > width {
			p.end(width)
			return p
		}
		if strings.HasSuffix(w.text, "\n") && p.lines < most {
			p.lines, x = p.lines+1, 0
		}
	}
	return p
}

// fits is how many bytes of a word fit into a width, at least one character.
func (f typeface) fits(s string, width float32, l look) int {
	n := 0
	for i := range s {
		if size, _ := f.measure(s[:i], l); i > 0 && size.Width > width {
			break
		}
		n = i
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(s)
	}
	return n
}

func (p *prose) add(s string, l look, x, w float32) {
	if n := len(p.runs); n > 0 && p.runs[n-1].line == p.lines-1 && p.runs[n-1].look == l {
		p.runs[n-1].text += s
		p.runs[n-1].w += w
		return
	}
	p.runs = append(p.runs, run{l, s, p.lines - 1, x, w})
}

// end shortens the last line so that an ellipsis has room.
func (p *prose) end(width float32) {
	if len(p.runs) == 0 {
		return
	}
	r := &p.runs[len(p.runs)-1]
	s := []rune(strings.TrimRight(r.text, " "))
	for len(s) > 0 {
		if size, _ := p.measure(string(s)+"…", r.look); r.x+size.Width <= width {
			break
		}
		s = s[:len(s)-1]
	}
	r.text = string(s) + "…"
}

// draw makes the objects of a text whose first line begins at a place.
func (p prose) draw(x, y float32, ink func(fyne.ThemeColorName) color.Color) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(p.runs))
	usual, stands := p.measure("x", look{})
	for _, r := range p.runs {
		t := canvas.NewText(strings.TrimRight(r.text, " "), ink(r.ink))
		t.TextSize, t.TextStyle, t.FontSource = p.size, p.style(r.look), p.source(r.look)
		size, base := p.measure(t.Text, r.look)
		top := y + float32(r.line)*p.line + (p.line-usual.Height)/2 + stands - base
		t.Move(fyne.NewPos(float32(int(x+r.x+0.5)), float32(int(top+0.5))))
		t.Resize(size)
		objects = append(objects, t)
	}
	return objects
}

// blanked parts a text behind its blanks and line feeds.
func blanked(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for s != "" {
			n := strings.IndexAny(s, " \n")
			if n < 0 {
				yield(s)
				return
			}
			n++
			for n < len(s) && s[n] == ' ' && s[n-1] == ' ' {
				n++
			}
			if !yield(s[:n]) {
				return
			}
			s = s[n:]
		}
	}
}

// foreignWord reports whether a word has letters of scripts that the serif has
// no glyphs for.
func foreignWord(s string) bool {
	for _, r := range s {
		if r >= 0x0530 && r < 0x1D00 || r >= 0x2E80 && r < 0xFB00 || r >= 0xFB07 {
			return true
		}
	}
	return false
}
