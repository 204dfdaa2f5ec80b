package pdf

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// Read reads a file that [Write] has written: its text is what the glyphs on its
// pages stand for, in the order and with the structure that the file tells, its
// markers are links that lead to notes.
func Read(b []byte) (*essay.Essay, error) {
	r, trailer, err := open(b)
	if err != nil {
		return nil, err
	}
	catalog := r.dict(trailer["Root"])
	t := &reading{reader: r, pieces: map[ref][]piece{}, notes: map[string]*essay.Note{}}
	if err := t.pages(r.dict(catalog["Pages"])); err != nil {
		return nil, err
	}
	tree := r.dict(catalog["StructTreeRoot"])
	if tree == nil {
		return nil, errForeign
	}
	root := &body{}
	t.element(root, tree["K"], within{})
	var notes []*essay.Note
	for _, id := range sortedKeys(t.notes) {
		notes = append(notes, t.notes[id])
	}
	lang, _ := catalog["Lang"].(string)
	return essay.New(doc.New(root.blocks...), notes...).WithLanguage(text16(lang)), nil
}

// reading is the text of a file while it is read.
type reading struct {
	*reader
	pieces map[ref][]piece // of each page, by number
	notes  map[string]*essay.Note
	fonts  map[name]map[uint16]string
}

// piece is a piece of a page: words in their styles.
type piece []doc.Span

// pages reads the words of all pages.
func (t *reading) pages(tree dict) error {
	for _, kid := range t.array(tree["Kids"]) {
		page, ok := kid.(ref)
		d := t.dict(kid)
		if !ok || d == nil {
			return errForeign
		}
		if t.fonts == nil { // all pages have the same
			if err := t.readFonts(t.dict(t.dict(d["Resources"])["Font"])); err != nil {
				return err
			}
		}
		_, content, err := t.stream(d["Contents"])
		if err != nil {
			return err
		}
		if t.pieces[page], err = t.page(content); err != nil {
			return err
		}
	}
	return nil
}

// readFonts reads for which text each glyph stands.
func (t *reading) readFonts(fonts dict) error {
	t.fonts = map[name]map[uint16]string{}
	for k, v := range fonts {
		_, table, err := t.stream(t.dict(v)["ToUnicode"])
		if err != nil {
			return err
		}
		texts := map[uint16]string{}
		l := lexer{b: table}
		var last []string
		for {
			v, err := l.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			switch x := v.(type) {
			case string:
				if last = append(last, x); len(last) == 2 && len(last[0]) == 2 {
					texts[uint16(last[0][0])<<8|uint16(last[0][1])] = utf16Text(last[1])
					last = nil
				}
			default:
				last = nil
			}
		}
		t.fonts[k] = texts
	}
	return nil
}

// span is a stretch of a page between BDC and EMC.
type span struct {
	number  int // of a piece; -1 for what is within one
	style   doc.Style
	leftway bool
	begun   bool // some of it was shown
	actual  *string
	mute    bool // no part of the text
}

// page reads the pieces of a page.
func (t *reading) page(content []byte) ([]piece, error) {
	l := lexer{b: content}
	var pieces []piece
	var open []span
	var args []any
	var font map[uint16]string
	for {
		v, err := l.next()
		if errors.Is(err, io.EOF) {
			return pieces, nil
		}
		if err != nil {
			return nil, err
		}
		o, ok := v.(op)
		if !ok {
			args = append(args, v)
			continue
		}
		switch o {
		case "BDC", "BMC":
			s := t.opening(args)
			if s.number >= 0 {
				for len(pieces) <= s.number && len(pieces) < 1<<20 {
					pieces = append(pieces, nil)
				}
			}
			open = append(open, s)
		case "EMC":
			if len(open) > 0 {
				if s := open[len(open)-1]; s.actual != nil {
					open[len(open)-1].actual = nil
					show(pieces, open, *s.actual)
				}
				open = open[:len(open)-1]
			}
		case "Tf":
			if len(args) == 2 {
				k, _ := args[0].(name)
				font = t.fonts[k]
			}
		case "TJ":
			if len(args) == 1 {
				list, _ := args[0].([]any)
				show(pieces, open, glyphs(list, font, leftway(open)))
			}
		}
		args = args[:0]
	}
}

func leftway(open []span) bool {
	for _, s := range open {
		if s.leftway {
			return true
		}
	}
	return false
}

func (t *reading) opening(args []any) span {
	s := span{number: -1}
	if len(args) == 0 || args[0] == name("Artifact") {
		s.mute = true
		return s
	}
	if len(args) < 2 {
		return s
	}
	d, _ := args[1].(dict)
	if n, ok := d["MCID"].(float64); ok && n >= 0 && n < 1<<20 {
		s.number = int(n)
	}
	if n, ok := d["Style"].(float64); ok {
		s.style = doc.Style(n)
	}
	s.leftway = d["Leftway"] == true
	if a, ok := d["ActualText"].(string); ok {
		a = text16(a)
		s.actual = &a
	}
	return s
}

// glyphs is what the glyphs of a string of codes stand for.
func glyphs(list []any, font map[uint16]string, leftway bool) string {
	var parts []string
	for _, v := range list {
		s, _ := v.(string)
		for ; len(s) >= 2; s = s[2:] {
			parts = append(parts, font[uint16(s[0])<<8|uint16(s[1])])
		}
	}
	if leftway {
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
	return strings.Join(parts, "")
}

// show adds words to the piece that is open. Of a word from right to left what
// is drawn later stands before.
func show(pieces []piece, open []span, words string) {
	number, left := -1, -1
	var style doc.Style
	for i, s := range open {
		if s.mute || s.actual != nil {
			return
		}
		style |= s.style
		if s.number >= 0 {
			number = s.number
		}
		if s.leftway {
			left = i
		}
	}
	if number < 0 || words == "" {
		return
	}
	p := &pieces[number]
	if left >= 0 && open[left].begun && len(*p) > 0 {
		last := &(*p)[len(*p)-1]
		last.Text = words + last.Text
		return
	}
	if left >= 0 {
		open[left].begun = true
	}
	*p = append(*p, doc.Span{Text: words, Style: style})
}

// body is blocks while they are read.
type body struct {
	blocks []*doc.Block
	spans  []doc.Span
	link   string
}

// within is where in the structure the walk is.
type within struct {
	page   ref
	quotes int
	lists  int
	column *int
	depth  int
	note   bool
}

// element reads an element of the structure.
func (t *reading) element(b *body, v any, in within) {
	d := t.dict(v)
	if d == nil || in.depth > 200 {
		return
	}
	in.depth++
	if p, ok := d["Pg"].(ref); ok {
		in.page = p
	}
	kind, _ := d["S"].(name)
	switch kind {
	case "Aside", "Lbl":
		return
	case "Note":
		n := &body{}
		t.kids(n, d, within{page: in.page, depth: in.depth, note: true})
		id, _ := d["ID"].(string)
		t.notes[id] = &essay.Note{ID: essay.NoteID(id), Text: doc.New(n.blocks...)}
		return
	case "BlockQuote":
		in.quotes++
	case "L":
		in.lists++
	case "TR":
		in.column = new(int)
	case "Marker", "CrossRef", "Link":
		t.reference(b, d, kind, in)
		return
	}
	block, info, ok := t.block(kind, d, in)
	if !ok {
		t.kids(b, d, in)
		return
	}
	own := &body{}
	t.kids(own, d, in)
	made := block.WithSpans(own.spans...).WithInfo(info)
	if kind == "Figure" || !office.Empty(made) || made.Kind == doc.Cell {
		b.blocks = append(b.blocks, made)
	}
	b.blocks = append(b.blocks, own.blocks...)
}

// block is the kind of a block that an element of a kind is; false if it is
// none.
func (t *reading) block(kind name, d dict, in within) (*doc.Block, doc.Info, bool) {
	make := func(k doc.Kind, level int) (*doc.Block, doc.Info, bool) {
		return doc.NewBlock(k, level), doc.Info{}, true
	}
	switch kind {
	case "P":
		if in.quotes > 0 {
			return make(doc.Quote, in.quotes)
		}
		return make(doc.Paragraph, 0)
	case "H1", "H2", "H3", "H4", "H5", "H6":
		level, _ := strconv.Atoi(string(kind[1:]))
		return make(doc.Heading, level)
	case "Code":
		return make(doc.Code, 0)
	case "Verbatim":
		return make(doc.Verbatim, 0)
	case "Verse":
		return make(doc.Verse, 0)
	case "Bullet":
		return make(doc.Bullet, in.lists)
	case "Numbered":
		return make(doc.Numbered, in.lists)
	case "Task":
		return make(doc.Task, in.lists)
	case "Done":
		return doc.NewBlock(doc.Task, in.lists), doc.Info{Done: true}, true
	case "TH", "TD":
		if in.column == nil {
			in.column = new(int)
		}
		*in.column++
		return make(doc.Cell, *in.column-1)
	case "Figure":
		source, _ := d["T"].(string)
		alt, _ := d["Alt"].(string)
		return doc.NewBlock(doc.Image, 0), doc.Info{Source: text16(source), Alt: text16(alt)}, true
	}
	return nil, doc.Info{}, false
}

// kids reads what an element holds, in its order.
func (t *reading) kids(b *body, d dict, in within) {
	for _, v := range t.array(d["K"]) {
		page := in.page
		number, ok := v.(float64)
		if k := t.dict(v); k != nil {
			switch {
			case k["Type"] == name("MCR"):
				page, _ = k["Pg"].(ref)
				number, ok = k["MCID"].(float64)
			case k["Type"] == name("OBJR"):
				continue
			default:
				t.element(b, v, in)
				continue
			}
		}
		if pieces := t.pieces[page]; ok && number >= 0 && int(number) < len(pieces) {
			for _, s := range pieces[int(number)] {
				s.Link = b.link
				b.spans = append(b.spans, s)
			}
		}
	}
}

// reference reads a marker, a note's number, or a link.
func (t *reading) reference(b *body, d dict, kind name, in within) {
	uri, dest := t.target(d)
	switch {
	case kind == "Link":
		link := b.link
		b.link = uri
		t.kids(b, d, in)
		b.link = link
	case dest == "":
		t.kids(b, d, in)
	case kind == "Marker":
		b.spans = append(b.spans, essay.MarkerOf(essay.NoteID(dest)))
	default:
		b.spans = append(b.spans, essay.CrossRefTo(essay.NoteID(dest)))
	}
}

// target is where the links of an element lead.
func (t *reading) target(d dict) (uri, dest string) {
	for _, v := range t.array(d["K"]) {
		k := t.dict(v)
		if k["Type"] != name("OBJR") {
			continue
		}
		a := t.dict(k["Obj"])
		dest, _ = a["Dest"].(string)
		uri, _ = t.dict(a["A"])["URI"].(string)
		return uri, dest
	}
	return "", ""
}
