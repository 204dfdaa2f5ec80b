package rtf

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// left out are groups that hold nothing of the text.
var leftOut = map[string]bool{
	"colortbl": true, "info": true, "header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true, "footerr": true,
	"footerf": true, "ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true, "annotation": true, "atnid": true,
	"atnauthor": true, "bkmkstart": true, "bkmkend": true, "revtbl": true, "listtable": true, "listoverridetable": true, "object": true, "objdata": true,
	"nonshppict": true, "themedata": true, "datastore": true, "latentstyles": true, "generator": true, "xmlnstbl": true, "do": true, "tc": true, "xe": true,
	"filetbl": true, "rsidtbl": true, "pgptbl": true, "mmathPr": true, "nonesttables": true, "shpinst": true, "falt": true, "panose": true, "fontemb": true,
}

var styleWords = map[string]doc.Style{
	"b": doc.Bold, "i": doc.Italic, "ul": doc.Underline, "strike": doc.Strike, "striked": doc.Strike, "super": doc.Super, "sub": doc.Sub, "scaps": doc.SmallCaps,
	"ulw": doc.Underline, "uldb": doc.Underline, "uld": doc.Underline,
}

// word does what a control word says.
func (r *reader) word(t token) {
	optional := r.star && r.place == inText // \* before it: it is left out if it is not known
	r.star = false
	if s, ok := signs[t.name]; ok {
		if r.pass > 0 {
			r.pass--
			return
		}
		if r.place == inText || r.place == inLabel {
			r.add(s)
		}
		return
	}
	if s, ok := styleWords[t.name]; ok {
		r.style &^= s
		if !t.given || t.value != 0 {
			if s == doc.Super || s == doc.Sub {
				r.style &^= doc.Super | doc.Sub
			}
			r.style |= s
		}
		return
	}
	if leftOut[t.name] {
		r.place = nowhere
		return
	}
	if r.character(t) || r.paragraphWord(t) || r.tables(t) || r.noteWord(t) {
		return
	}
	if optional && !known[t.name] {
		r.place = nowhere
	}
}

// known are words that may stand after \* and hold text all the same.
var known = map[string]bool{"shppict": true, "fldinst": true}

// character does what concerns characters and the tables about them.
func (r *reader) character(t token) bool {
	switch t.name {
	case "u":
		r.rune16(t.value)
	case "uc":
		r.skip = min(max(0, t.value), 8)
	case "plain":
		r.style, r.hidden, r.font = 0, false, r.base
	case "nosupersub":
		r.style &^= doc.Super | doc.Sub
	case "ulnone":
		r.style &^= doc.Underline
	case "up", "dn":
		r.style &^= doc.Super | doc.Sub
		if t.value > 0 {
			r.style |= map[string]doc.Style{"up": doc.Super, "dn": doc.Sub}[t.name]
		}
	case "highlight":
		r.style &^= doc.Lit
		if t.value > 0 {
			r.style |= doc.Lit
		}
	case "v", "deleted":
		r.hidden = !t.given || t.value != 0
		if t.name == "deleted" {
			r.Add("The file has changes that were recorded: what they delete was left out.")
		}
	case "f":
		if r.place == inFonts {
			r.entry = t.value
		}
		r.font = t.value
	case "fcharset":
		if r.place == inFonts && len(r.fonts) < 10_000 {
			f := r.fonts[r.entry]
			f.charset, f.given, f.symbol = t.value, true, t.value == 2
			r.fonts[r.entry] = f
		}
	case "deff":
		r.base, r.font = t.value, t.value
	case "ansicpg":
		r.page = t.value
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "deflang":
		r.language = t.value
	case "fonttbl":
		r.place = inFonts
	case "stylesheet":
		r.place, r.entry = inStyles, 0
	case "field":
		r.field = &link{shown: r.place == inText}
	case "fldinst":
		r.place = inAddress
	case "fldrslt":
		if r.field != nil && r.field.shown {
			r.place = inText
		}
	case "pict":
		if r.place == inText {
			r.place, r.pict = inPicture, picture{}
		}
	case "pngblip", "jpegblip":
		r.pict.kind = t.name
	case "shppict":
	default:
		return false
	}
	return true
}

// paragraphWord does what concerns paragraphs.
func (r *reader) paragraphWord(t token) bool {
	switch t.name {
	case "par", "sect", "nestcell", "nestrow":
		if r.place == inText {
			r.endParagraph()
		}
	case "pard":
		r.para = para{}
	case "s":
		if r.place == inStyles {
			r.entry = t.value
			r.styles[t.value] = ""
		}
		r.para.style = t.value
	case "cs", "ds", "ts":
		if r.place == inStyles {
			r.entry = -1 // of no paragraph
		}
	case "outlinelevel":
		if r.place == inText && t.value < 6 {
			r.para.outline = t.value + 1
		}
	case "ls":
		r.para.list = t.value > 0
	case "ilvl":
		r.para.level = min(max(0, t.value), 20)
	case "listtext", "pntext":
		r.place = inLabel
		r.label.Reset()
		r.para.list = true
		if n := len(r.stack); n > 0 {
			r.stack[n-1].para.list = true
		}
	case "pnlvlblt", "pnlvlbody", "pnlvl":
		r.para.list = true
	case "qc":
		r.para.align = doc.Center
	case "qr":
		r.para.align = doc.Right
	case "ql", "qj":
		r.para.align = doc.Natural
	default:
		return false
	}
	return true
}

// tables does what concerns tables.
func (r *reader) tables(t token) bool {
	text := r.texts[len(r.texts)-1]
	switch t.name {
	case "intbl":
		r.para.table = true
	case "cell":
		if r.place == inText {
			r.para.table = true
			r.endParagraph()
			text.endCell(r.para.align, &r.Warnings)
		}
	case "row":
		if r.place == inText {
			text.endRow()
		}
	case "trowd":
	default:
		return false
	}
	return true
}

var numberWords = map[string]essay.NumberStyle{"ar": "", "alc": essay.LowerLetters, "auc": essay.UpperLetters, "rlc": essay.LowerRoman, "ruc": essay.UpperRoman, "chi": essay.Symbols}

// noteWord does what concerns notes.
func (r *reader) noteWord(t token) bool {
	switch t.name {
	case "footnote":
		if r.place == inText {
			r.beginNote()
		}
	case "ftnalt":
		if n := r.texts[len(r.texts)-1].note; n != nil {
			n.Class = office.Endnote
		}
	case "chftn":
		text := r.texts[len(r.texts)-1]
		text.numbered = true
	case "ftnrestart":
		r.foot.Restart = true
	case "aftnrestart":
		r.end.Restart = true
	case "enddoc", "aenddoc", "endnotes", "aendnotes":
	default:
		if style, ok := numberWords[strings.TrimPrefix(t.name, "ftnn")]; ok && strings.HasPrefix(t.name, "ftnn") {
			r.foot.Style = style
			return true
		}
		if style, ok := numberWords[strings.TrimPrefix(t.name, "aftnn")]; ok && strings.HasPrefix(t.name, "aftnn") {
			r.end.Style = style
			return true
		}
		return false
	}
	return true
}

// series is how the file numbers a class of notes.
func (r *reader) series(c office.Class) essay.Series {
	if c == office.Endnote {
		s := r.end
		s.Place = essay.EssayEnd
		return s
	}
	return r.foot
}

// sign does what a control sign says.
func (r *reader) sign(name string) {
	switch name {
	case "*":
		r.star = true
		return
	case "\n", "\r":
		if r.place == inText {
			r.endParagraph()
		}
		return
	}
	s, ok := map[string]string{"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}[name]
	if !ok {
		return
	}
	if r.pass > 0 {
		r.pass--
		return
	}
	r.add(s)
}
