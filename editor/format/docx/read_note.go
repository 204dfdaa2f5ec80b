package docx

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// classProps is how the notes of a class are numbered and where they stand.
type classProps struct{ place, format, restart, start string }

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

// assemble makes the essay of what was read.
func (r *reader) assemble(b *builder) *essay.Essay {
	rank := sectionRank(b.Blocks, b.sections)
	series := func(class office.Class) essay.Series { return r.classSeries(class, rank) }
	return r.notes.Essay(b.Blocks, series, &r.Warnings).WithLanguage(r.styles.language).WithMeta(r.facts())
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
		s.Restart = rank != noSections
		if rank == 0 {
			r.Add("The notes' numbers begin again at breaks of sections; here they begin again at headings.")
		}
	case "eachPage":
		r.Add("The notes' numbers begin again on each page; here they go on.")
	}
	if rank != 2 && rank != noSections && (s.Restart || s.Place == essay.SectionEnd) {
		s.Section = rank
	}
	if c.start != "" && c.start != "1" {
		r.Add("The notes' numbers begin at %s; here they begin at 1.", c.start)
	}
	return s
}

// sectionRank is the lowest rank of the headings that begin sections, or 0 if
// a section begins otherwise. Of a text in one section it is a rank that no
// heading has that would begin another, or noSections.
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
	if rank > 0 {
		return rank
	}
	highest := 7
	for i, b := range blocks {
		if b.Kind == doc.Heading && i > 0 {
			highest = min(highest, b.Level)
		}
	}
	if highest == 1 {
		return noSections
	}
	return min(highest-1, 2)
}

// noSections is the rank of a text in one section where each rank of headings
// would begin another.
const noSections = -1

// facts are who wrote the text and what it is about.
func (r *reader) facts() essay.Meta {
	const core = "docProps/core.xml"
	b, err := r.zip.Read(core)
	if err != nil {
		return essay.Meta{}
	}
	return office.ReadFacts(core, b, "")
}
