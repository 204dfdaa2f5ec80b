package docx

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// classProps is how the notes of a class are numbered and where they stand.
type classProps struct{ place, format, restart, start string }

func (r *reader) readSettings(root *archive.Node) {
	r.readClasses(root)
}

// readClasses reads how notes are numbered, from the settings or a section. A
// section says it more closely.
func (r *reader) readClasses(n *archive.Node) {
	for class, names := range classNames {
		props := n.Kid("w:" + names.tag + "Pr")
		if props == nil {
			continue
		}
		c := r.classes[class]
		if c == nil {
			c = &classProps{}
			r.classes[class] = c
		}
		for name, to := range map[string]*string{"w:numFmt": &c.format, "w:numRestart": &c.restart, "w:numStart": &c.start} {
			if v := props.Kid(name).Attr("w:val"); v != "" {
				*to = v
			}
		}
		if v := props.Kid("w:pos").Attr("w:val"); v != "" && n.Name == "w:settings" {
			c.place = v
		}
	}
}

// assemble makes the essay of the body and the notes that have a marker.
func (r *reader) assemble(b *builder) *essay.Essay {
	e := essay.New(doc.New())
	names := r.series()
	for _, n := range r.order {
		blocks := r.resolve(n.blocks)
		if n.fixed {
			blocks = withoutMark(blocks, n.mark)
		}
		e = e.WithNote(&essay.Note{ID: n.id, Text: doc.New(blocks...), Series: names[n]})
	}
	blocks := r.resolve(b.blocks)
	e = e.WithBody(doc.New(blocks...)).WithLanguage(r.styles.language)
	return r.number(e, names, sectionRank(blocks, b.sections))
}

// series names the series of each note, as its style does if it names one. Of
// others the footnotes that Word numbers are the essay's own; where there are
// none, the endnotes are. Notes with marks of their own are a series apart.
func (r *reader) series() map[*note]string {
	footnotes := slices.ContainsFunc(r.order, func(n *note) bool {
		return n.class == office.Footnote && !n.fixed && n.series == ""
	})
	names := map[*note]string{}
	for _, n := range r.order {
		switch {
		case n.series != "":
			names[n] = n.series
		case n.fixed:
			names[n] = "marks"
		case n.class == office.Endnote && footnotes:
			names[n] = essay.Endnotes
		}
	}
	return names
}

// number numbers an essay's notes as the file does. Sections begin at headings
// down to a rank; 0 is unknown.
func (r *reader) number(e *essay.Essay, names map[*note]string, rank int) *essay.Essay {
	first := map[string]*note{}
	for _, n := range r.order {
		if name := names[n]; first[name] == nil {
			first[name] = n
		}
	}
	// The essay's own series comes first: others are numbered like it unless
	// the scheme says otherwise.
	for _, name := range slices.Sorted(maps.Keys(first)) {
		n := first[name]
		s := r.classSeries(n.class, rank)
		s.Name = name
		if n.fixed {
			e = r.marked(e, names, s)
		} else if s != e.Scheme().Of(name) {
			e = e.WithScheme(e.Scheme().With(s))
		}
	}
	return e
}

// marked numbers the notes of a series that have marks of their own: in the
// way that gives them these marks, if there is one.
func (r *reader) marked(e *essay.Essay, names map[*note]string, s essay.Series) *essay.Essay {
	var first *note
	differs := func(e *essay.Essay) bool {
		return slices.ContainsFunc(r.order, func(n *note) bool { return names[n] == s.Name && e.Label(n.id) != n.mark })
	}
	for _, n := range r.order {
		if names[n] == s.Name && first == nil {
			first = n
		}
	}
	s = essay.Series{Name: s.Name, Place: s.Place, Style: styleOfMark(first.mark)}
	plain := e.WithScheme(e.Scheme().With(s))
	if !differs(plain) {
		return plain
	}
	s.Restart = true
	for s.Section = 1; s.Section <= 6; s.Section++ {
		if again := e.WithScheme(e.Scheme().With(s)); !differs(again) {
			return again
		}
	}
	r.Add("Notes bear marks of their own, such as “%s”: they are numbered %s, %s, %s.", first.mark, s.Style.Format(1), s.Style.Format(2), s.Style.Format(3))
	return plain
}

// classSeries is how Word numbers a class of notes.
func (r *reader) classSeries(class office.Class, rank int) essay.Series {
	c := r.classes[class]
	if c == nil {
		c = &classProps{}
	}
	s := essay.Series{}
	if class == office.Endnote {
		s.Place, s.Style = essay.EssayEnd, essay.LowerRoman
		if c.place == "sectEnd" {
			s.Place = essay.SectionEnd
		}
	}
	for style, format := range numberFormats {
		if format == c.format {
			s.Style = style
		}
	}
	if s.Style == essay.Arabic {
		s.Style = ""
	}
	switch c.restart {
	case "eachSect":
		s.Restart = true
		if rank == 0 {
			r.Add("The notes' numbers begin again at breaks of sections; here they begin again at headings.")
		}
	case "eachPage":
		r.Add("The notes' numbers begin again on each page; here they go on.")
	}
	if rank != 2 && (s.Restart || s.Place == essay.SectionEnd) {
		s.Section = rank
	}
	if c.start != "" && c.start != "1" {
		r.Add("The notes' numbers begin at %s; here they begin at 1.", c.start)
	}
	return s
}

// sectionRank is the lowest rank of the headings that begin sections, or 0 if
// a section begins otherwise.
func sectionRank(blocks []*doc.Block, sections []int) int {
	rank := 0
	for _, i := range sections {
		if i == 0 || i >= len(blocks) {
			continue
		}
		if blocks[i].Kind != doc.Heading {
			return 0
		}
		rank = max(rank, blocks[i].Level)
	}
	return rank
}

// styleOfMark is the style of numbers that a series beginning with a mark has.
func styleOfMark(mark string) essay.NumberStyle {
	for _, style := range essay.NumberStyles {
		if style.Format(1) == mark && style != essay.Arabic {
			return style
		}
	}
	if _, err := strconv.Atoi(mark); err == nil {
		return ""
	}
	return essay.Symbols
}

// withoutMark is a note's text without the mark that it repeats at its start:
// raised, or a sign that a blank follows.
func withoutMark(blocks []*doc.Block, mark string) []*doc.Block {
	if len(blocks) == 0 || mark == "" || !strings.HasPrefix(blocks[0].Text(), mark) {
		return blocks
	}
	first := blocks[0]
	rest := trimStart(first.Slice(doc.Pos(utf8.RuneCountInString(mark)), first.Len()))
	raised := first.Spans()[0].Style&doc.Super != 0 && strings.TrimSpace(first.Spans()[0].Text) == mark
	letter, _ := utf8.DecodeRuneInString(mark)
	parted := strings.TrimLeft(first.Text()[len(mark):], blanks) != first.Text()[len(mark):]
	if !raised && (unicode.IsLetter(letter) || !parted) {
		return blocks
	}
	trimmed := first.WithSpans(rest...)
	if office.Empty(trimmed) {
		return blocks[1:]
	}
	return append([]*doc.Block{trimmed}, blocks[1:]...)
}

// trimStart drops the blanks before the text of spans.
func trimStart(spans []doc.Span) []doc.Span {
	for i, s := range spans {
		if s.Atom != nil {
			return spans[i:]
		}
		if s.Text = strings.TrimLeft(s.Text, blanks); s.Text != "" {
			return append([]doc.Span{s}, spans[i+1:]...)
		}
	}
	return nil
}

// resolve puts notes in the place of the bookmarks that fields name; a field
// whose bookmark stands at no note leaves what it shows.
func (r *reader) resolve(blocks []*doc.Block) []*doc.Block {
	out := make([]*doc.Block, len(blocks))
	for i, b := range blocks {
		out[i] = b
		if b.Atoms() == 0 {
			continue
		}
		var spans []doc.Span
		for _, s := range b.Spans() {
			k, provisional := "", false
			if s.Atom != nil {
				k, provisional = strings.CutPrefix(s.Atom.ID, "?")
			}
			if !provisional {
				spans = append(spans, s)
				continue
			}
			index, _ := strconv.Atoi(k)
			p := r.pending[index]
			if id, ok := r.bookmarks[p.bookmark]; ok {
				spans = append(spans, doc.Span{Atom: &doc.Atom{Kind: s.Atom.Kind, ID: string(id)}, Style: s.Style})
			} else {
				spans = append(spans, p.shows...)
			}
		}
		out[i] = b.WithSpans(spans...)
	}
	return out
}
