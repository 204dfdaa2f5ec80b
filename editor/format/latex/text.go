package latex

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// maxNest is how deep lists and quotes may be within each other: LaTeX has four
// levels of each kind of list.
const maxNest = 4

// blocks writes blocks; items and quotes that follow one another are put into
// their lists and quotes.
func (p *printer) blocks(blocks []*doc.Block) {
	numbers := office.Numbers(blocks)
	var open []string // environments
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.IsItem():
			open = p.item(open, b, numbers[i], i == 0 || !blocks[i-1].IsItem())
			continue
		case b.Kind == doc.Quote:
			if len(open) > 0 && open[0] != "quote" {
				open = p.close(open, 0)
			}
			open = p.close(open, min(b.Level, maxNest))
			for len(open) < min(b.Level, maxNest) {
				p.WriteString("\\begin{quote}\n")
				open = append(open, "quote")
			}
			p.add("%s\n\n", p.paragraph(b))
			continue
		}
		open = p.close(open, 0)
		if b.Kind == doc.Cell {
			i += p.table(blocks[i:]) - 1
			continue
		}
		p.block(b)
	}
	p.close(open, 0)
}

// close ends environments below a level.
func (p *printer) close(open []string, level int) []string {
	for n := len(open); n > level; n-- {
		p.add("\\end{%s}\n\n", open[n-1])
		open = open[:n-1]
	}
	return open
}

func (p *printer) item(open []string, b *doc.Block, number int, first bool) []string {
	list := "itemize"
	if b.Kind == doc.Numbered {
		list = "enumerate"
	}
	level := min(b.Level, maxNest)
	if first || len(open) > 0 && open[0] == "quote" {
		open = p.close(open, 0)
	}
	open = p.close(open, level)
	if len(open) == level && open[level-1] != list {
		open = p.close(open, level-1)
	}
	for len(open) < level {
		if len(open) > 0 && first {
			p.WriteString("\\item[]\n") // a list has no other place for a list
		}
		p.add("\\begin{%s}\n", list)
		open = append(open, list)
		first = true
	}
	switch {
	case b.Kind == doc.Task && b.Info.Done:
		p.WriteString("\\item[\\boxdone] ")
	case b.Kind == doc.Task:
		p.WriteString("\\item[\\boxopen] ")
	case b.Kind == doc.Numbered && b.Info.Start > 0:
		p.add("\\setcounter{enum%s}{%d}\\item ", []string{"i", "ii", "iii", "iv"}[enumerates(open)-1], number-1)
	default:
		p.WriteString("\\item ")
	}
	p.add("%s\n", p.inline(b.Spans()))
	return open
}

func enumerates(open []string) int {
	n := 0
	for _, o := range open {
		if o == "enumerate" {
			n++
		}
	}
	return max(1, n)
}

// paragraph is a paragraph that begins with nothing that LaTeX would take for
// something else.
func (p *printer) paragraph(b *doc.Block) string {
	s := p.inline(b.Spans())
	if strings.TrimSpace(s) == "" {
		return "\\mbox{}"
	}
	return s
}

func (p *printer) block(b *doc.Block) {
	switch b.Kind {
	case doc.Heading:
		if p.inNote {
			p.add("\\textbf{%s}\n\n", p.inline(b.Spans()))
			return
		}
		p.heading(b)
	case doc.Rule:
		p.WriteString("\\scenebreak\n\n")
	case doc.Code, doc.Verbatim:
		p.add("\\begin{codelines}\n%s\n\\end{codelines}\n\n", p.lines(b, true))
	case doc.Verse:
		p.add("\\begin{verse}\n%s\n\\end{verse}\n\n", p.lines(b, false))
	case doc.Image:
		p.image(b)
	default:
		p.add("%s\n\n", p.paragraph(b))
	}
}

// lines is a block whose lines stay as they are.
func (p *printer) lines(b *doc.Block, blanks bool) string {
	spans := slices.Clone(b.Spans())
	for i := range spans {
		if blanks {
			spans[i].Text = strings.NewReplacer("\t", "\u00a0\u00a0\u00a0\u00a0", " ", "\u00a0").Replace(spans[i].Text)
		}
		spans[i].Text = strings.ReplaceAll(spans[i].Text, "\n", "\u2028")
	}
	s := strings.ReplaceAll(p.inline(spans), "\\\\\n\\\\", "\\\\\n\\mbox{}\\\\")
	return strings.TrimSuffix(s, "\\\\\n")
}

func (p *printer) image(b *doc.Block) {
	m, ok := fileOf(b, p.o)
	if !ok {
		p.Add("The picture “%s” is not at hand, or of a kind that LaTeX cannot show: what it shows stands in its place.", b.Info.Source)
		if x := picture.Instead(b); !office.Empty(x) {
			p.block(x)
		}
		return
	}
	p.add("\\illustration{%s}{%s}{%s}\n\n", m.Name(), escape(picture.Alt(b)), p.inline(b.Spans()))
}

// table writes the table that the blocks begin with and counts its cells. Its
// first row is its head, which is repeated on each page.
func (p *printer) table(blocks []*doc.Block) (cells int) {
	rows, cells := runs.Table(blocks)
	if p.inNote { // where no table can go over pages
		p.add("\\begin{tabular}{%s}\n\\toprule\n", columns(rows))
		p.row(rows[0])
		p.WriteString("\\midrule\n")
	} else {
		p.add("\\begin{longtable}{%s}\n\\toprule\n", columns(rows))
		p.row(rows[0])
		p.WriteString("\\midrule\n\\endfirsthead\n\\toprule\n")
		p.again = true
		p.row(rows[0])
		p.again = false
		p.WriteString("\\midrule\n\\endhead\n")
	}
	for _, row := range rows[1:] {
		p.row(row)
	}
	p.add("\\bottomrule\n\\end{%s}\n\n", map[bool]string{true: "tabular", false: "longtable"}[p.inNote])
	return cells
}

func (p *printer) row(row []*doc.Block) {
	var cells []string
	for _, c := range row {
		spans := slices.Clone(c.Spans())
		for i := range spans {
			spans[i].Text = strings.ReplaceAll(spans[i].Text, "\u2028", "\u2029") // within a cell a line ends in another way
		}
		cells = append(cells, p.inline(spans))
	}
	p.add("%s \\\\\n", strings.Join(cells, " & "))
}

// columns says how columns stand, and how wide they are where the text of a row
// is more than a line.
func columns(rows [][]*doc.Block) string {
	most := make([]int, len(rows[0]))
	total := 0
	for k := range most {
		for _, row := range rows {
			most[k] = max(most[k], int(row[k].Len()))
		}
		most[k] = min(max(most[k], 3), 120)
		total += most[k]
	}
	var s strings.Builder
	for k, c := range rows[0] {
		a := c.Info.Align
		if total <= 70 {
			s.WriteString(map[doc.Align]string{doc.Right: "r", doc.Center: "c"}[a])
			if a != doc.Right && a != doc.Center {
				s.WriteString("l")
			}
			continue
		}
		set := map[doc.Align]string{doc.Right: "\\raggedleft", doc.Center: "\\centering"}[a]
		if set == "" {
			set = "\\raggedright"
		}
		fmt.Fprintf(&s, ">{%s\\arraybackslash}p{%.3f\\linewidth}", set, 0.92*float64(most[k])/float64(total)-0.02)
	}
	return s.String()
}

var commands = []struct {
	style doc.Style
	name  string
}{
	{doc.Lit, "lit"},
	{doc.Bold, "textbf"},
	{doc.Italic, "emph"},
	{doc.SmallCaps, "textsc"},
	{doc.Mono, "texttt"},
	{doc.Strike, "sout"},
	{doc.Underline, "uline"},
	{doc.Super, "textsuperscript"},
	{doc.Sub, "textsubscript"},
}

// inline is the content of a block.
func (p *printer) inline(spans []doc.Span) string {
	var s strings.Builder
	for _, sp := range spans {
		if sp.Atom != nil {
			s.WriteString(p.atom(sp))
			continue
		}
		end := ""
		link := office.Link(sp.Link)
		if link == "" && sp.Link != "" {
			p.Add("The link to “%s” is left out: addresses of that kind can do harm.", sp.Link)
		}
		if link != "" {
			s.WriteString("\\href{" + addressEscapes.Replace(link) + "}{")
			end = "}"
		}
		for _, c := range commands {
			if sp.Style&c.style != 0 {
				s.WriteString("\\" + c.name + "{")
				end += "}"
			}
		}
		s.WriteString(escape(sp.Text) + end)
	}
	return s.String()
}

// atom is a note, or a note's number within the text.
func (p *printer) atom(sp doc.Span) string {
	n := p.plan.Of(sp.Atom.ID)
	switch {
	case sp.IsMarker() && (n == nil || p.inNote):
		p.Add("Markers within notes are left out: notes cannot have notes.")
		return ""
	case n == nil:
		p.Add("A cross-reference names a note that has no marker: it is written as “?”.")
		return "?"
	case sp.IsMarker():
		return p.note(n)
	case office.ClassOf(p.essay.Scheme().Of(n.Series)) == office.Endnote:
		return fmt.Sprintf("\\notenumber{%s}{%s}", label(n), escape(n.Label))
	}
	return fmt.Sprintf("\\ref{fn:%s}", label(n))
}

var addressEscapes = strings.NewReplacer("%", "\\%", "#", "\\#", "&", "\\&", "_", "\\_")

// escapes are what stands for signs that mean something to LaTeX, or that it
// would make others of.
var escapes = map[rune]string{
	'\\': "\\textbackslash{}", '{': "\\{", '}': "\\}", '$': "\\$", '&': "\\&", '#': "\\#", '_': "\\_", '%': "\\%",
	'~': "\\textasciitilde{}", '^': "\\textasciicircum{}", '"': "\\textquotedbl{}", '\'': "\\textquotesingle{}", '`': "\\textasciigrave{}",
	'[': "{[}", ']': "{]}", '\u00a0': "~", '\u202f': "\\,", '\u00ad': "\\-", '\u2011': "\\mbox{-}", '\u2028': "\\\\\n", '\u2029': "\\newline ", '|': "\\textbar{}",
	'<': "\\textless{}", '>': "\\textgreater{}", '\u200b': "\\hspace{0pt}",
}

// twins are signs of which two are made one.
const twins = "-,!?"

// escape is a text as LaTeX has it.
func escape(text string) string {
	var s strings.Builder
	var last rune
	for _, r := range text {
		if r == '\n' || r == '\r' || r == '\t' {
			r = ' '
		}
		if r < ' ' || r == 0x7F {
			r = utf8.RuneError
		}
		if last == r && strings.ContainsRune(twins, r) {
			s.WriteString("{}")
		}
		if e, ok := escapes[r]; ok {
			s.WriteString(e)
		} else {
			s.WriteRune(r)
		}
		last = r
	}
	return s.String()
}
