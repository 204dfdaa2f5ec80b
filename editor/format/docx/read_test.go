package docx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// file makes a Word file of a body and further parts below word/.
func file(body string, more map[string]string) []byte {
	rels := fmt.Sprintf(`<Relationship Id="link" Type="%s" Target="https://a.org/" TargetMode="External"/>`, relHyperlink)
	parts := []archive.Part{
		text("_rels/.rels", relationships([]relation{{relDocument, "word/document.xml", false}})),
		text("word/document.xml", fmt.Sprintf(`%s<w:document %s xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>%s<w:sectPr/></w:body></w:document>`, xmlHead, namespaces, body)),
	}
	for _, name := range []string{"styles", "numbering", "settings", "footnotes", "endnotes", "comments"} {
		if s, ok := more[name]; ok {
			parts = append(parts, text("word/"+name+".xml", fmt.Sprintf(`%s<w:%s %s>%s</w:%s>`, xmlHead, name, namespaces, s, name)))
			rels += fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s.xml"/>`, name, nsRel, name, name)
		}
	}
	parts = append(parts, text("word/_rels/document.xml.rels", fmt.Sprintf(`<Relationships xmlns="%s">%s</Relationships>`, nsPackageRel, rels)))
	var out bytes.Buffer
	if err := archive.Write(&out, parts); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// show is an essay in short: blocks with their kinds, levels, styles and links,
// then notes.
func show(e *essay.Essay) string {
	var s strings.Builder
	showBlocks(&s, e.Body())
	for _, r := range e.Refs() {
		if r.First {
			fmt.Fprintf(&s, "%s: ", r.Label)
			showBlocks(&s, e.Note(r.Note).Text)
		}
	}
	return strings.TrimSuffix(s.String(), "\n")
}

func showBlocks(s *strings.Builder, d *doc.Document) {
	names := []string{"p", "h", "q", "ul", "ol", "code", "hr", "md", "task", "verse", "img", "td"}
	for _, b := range d.All() {
		s.WriteString(names[b.Kind])
		if b.Level > 0 {
			fmt.Fprint(s, b.Level)
		}
		if b.Info != (doc.Info{}) {
			fmt.Fprintf(s, "%+v", b.Info)
		}
		s.WriteString(" ")
		for _, sp := range b.Spans() {
			switch {
			case sp.IsMarker():
				s.WriteString("[" + sp.Atom.ID + "]")
			case sp.Atom != nil:
				s.WriteString("(see " + sp.Atom.ID + ")")
			case sp.Style != 0 || sp.Link != "":
				fmt.Fprintf(s, "{%d%s|%s}", sp.Style, sp.Link, sp.Text)
			default:
				s.WriteString(sp.Text)
			}
		}
		s.WriteString("\n")
	}
}

const (
	note1 = `<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> One.</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote>`
	ref1  = `<w:r><w:footnoteReference w:id="1"/></w:r>`
)

func runOf(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func parOf(s string) string { return "<w:p>" + s + "</w:p>" }

func fieldOf(code, shows string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + shows + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, body string
		more       map[string]string
		want       string
		warning    string // the start of one; "" is none at all
	}{
		{"note", parOf(runOf("A") + ref1 + runOf(".")), map[string]string{"footnotes": note1}, "p A[n1].\n1: p One.\np More.", ""},
		{"wrappers", `<w:sdt><w:sdtContent>` + parOf(`<w:smartTag>`+runOf("A")+`</w:smartTag><w:sdt><w:sdtContent>`+ref1+`</w:sdtContent></w:sdt><w:hyperlink r:id="link">`+runOf("B")+`</w:hyperlink>`) + `</w:sdtContent></w:sdt>`, map[string]string{"footnotes": note1}, "p A[n1]{0https://a.org/|B}\n1: p One.\np More.", ""},
		{"tracked", parOf(`<w:ins>`+runOf("in")+ref1+`</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>`+runOf("!")) + parOf(`<w:moveFrom>`+runOf("x")+`</w:moveFrom><w:moveTo>`+runOf("y")+`</w:moveTo>`), map[string]string{"footnotes": note1}, "p in[n1]!\np y\n1: p One.\np More.", "Passages that are marked as deleted are left out: 2."},
		{"deleted paragraph mark", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + runOf("A") + `</w:p>` + parOf(runOf("B")), nil, "p AB", "Passages"},
		{"deleted note", parOf(runOf("A") + `<w:del>` + ref1 + `</w:del>`), map[string]string{"footnotes": note1}, "p A", "Passages"},
		{"missing note", parOf(runOf("A") + ref1), nil, "p A[n1]\n1: p ", "A note that the text refers to"},
		{"comments", parOf(runOf("A")), map[string]string{"comments": `<w:comment w:id="1"/><w:comment w:id="2"/>`}, "p A", "Comments, which are left out: 2."},
		{"text box", parOf(runOf("A") + `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + parOf(runOf("box")) + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + parOf(runOf("box")) + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`), nil, "p A", "Text boxes"},
		{"further marker", parOf(`<w:bookmarkStart w:id="4" w:name="_R"/>` + ref1 + `<w:bookmarkEnd w:id="4"/>` + runOf("a") + fieldOf(` NOTEREF _R \f \h `, runOf("1")) + fieldOf(` NOTEREF _R \h `, runOf("1")) + fieldOf(` NOTEREF other `, runOf("7"))), map[string]string{"footnotes": note1}, "p [n1]a[n1](see n1)7\n1: p One.\np More.", ""},
		{"fields", parOf(fieldOf(` HYPERLINK "https://b.org/" `, runOf("B")) + `<w:fldSimple w:instr=" PAGE ">` + runOf("3") + `</w:fldSimple>` + fieldOf(` IF `+`</w:instrText></w:r>`+fieldOf("X", runOf("hidden"))+`<w:r><w:instrText>`, runOf("shown"))), nil, "p {0https://b.org/|B}3shown", ""},
		{"field without an end", parOf(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`+runOf("lost")) + parOf(runOf("A")), nil, "p A", ""},
		{"harmful link", parOf(fieldOf(` HYPERLINK "javascript:alert(1)" `, runOf("B"))), nil, "p B", "The link to"},
		{"own mark", parOf(`<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>` + runOf("A")), map[string]string{"footnotes": `<w:footnote w:id="1"><w:p>` + runOf("* The author.") + `</w:p></w:footnote>`}, "p [n1]A\n*: p The author.", ""},
		{"own mark in a run of its own", parOf(`<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/></w:r>` + runOf("a") + runOf("A")), map[string]string{"footnotes": `<w:footnote w:id="1"><w:p>` + runOf("a The author.") + `</w:p></w:footnote>`}, "p [n1]A\na: p a The author.", ""},
		{"note in a table and a heading", `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>` + runOf("H") + ref1 + `</w:p><w:tbl><w:tr><w:tc>` + parOf(runOf("A")) + parOf(runOf("B")) + `</w:tc><w:tc>` + parOf(`<w:r><w:endnoteReference w:id="5"/></w:r>`) + `</w:tc></w:tr></w:tbl>`, map[string]string{"footnotes": note1, "endnotes": `<w:endnote w:id="5">` + parOf(runOf("End.")) + `</w:endnote>`}, "h2 H[n1]\ntd A\u2028B\ntd1 [n2]\n1: p One.\np More.\ni: p End.", ""},
		{"frame", `<w:tbl><w:tr><w:tc>` + parOf(runOf("A")) + parOf(runOf("B")) + `</w:tc></w:tr></w:tbl>`, nil, "p A\np B", ""},
		{"joined cells", `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + parOf(runOf("A")) + `</w:tc><w:tc>` + parOf(runOf("C")) + `</w:tc></w:tr></w:tbl>`, nil, "td A\ntd1 \ntd2 C", "Cells of a table"},
		{"styles", parOf(`<w:r><w:rPr><w:rStyle w:val="S"/><w:b w:val="0"/><w:u w:val="single"/></w:rPr><w:t>A</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>`), map[string]string{"styles": `<w:style w:type="character" w:styleId="S"><w:basedOn w:val="T"/><w:rPr><w:i/></w:rPr></w:style><w:style w:type="character" w:styleId="T"><w:basedOn w:val="S"/><w:rPr><w:b/><w:smallCaps/></w:rPr></w:style>`}, "p {194|A}", "Hidden text"},
		{"heading by outline", `<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr>` + runOf("A") + `</w:p>`, map[string]string{"styles": `<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Chapter"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>`}, "h3 A", ""},
		{"lists", itemOf(1, 0, "a") + itemOf(2, 1, "b") + itemOf(2, 1, "c") + itemOf(1, 0, "d") + parOf(runOf("between")) + itemOf(2, 0, "e") + itemOf(2, 0, "f") + parOf(runOf("x")) + itemOf(2, 0, "g"), map[string]string{"numbering": lists}, "ul1 a\nol2 b\nol2 c\nul1 d\np between\nol1 e\nol1 f\np x\nol1{Start:3 Done:false Language: Source: Alt: Align:0} g", ""},
		{"box", parOf(`<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>` + runOf("☒") + `</w:sdtContent></w:sdt>` + runOf(" done")), nil, "task1{Start:0 Done:true Language: Source: Alt: Align:0} done", ""},
		{"contents", `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>` + runOf("A 3") + `</w:p>` + parOf(runOf("B")), nil, "p B", "The table of contents"},
		{"symbols", parOf(`<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/><w:noBreakHyphen/><w:tab/><w:br/><w:br w:type="page"/><w:t> a </w:t></w:r>`), nil, "p α→\u2011\t\u2028a", ""},
		{"line", parOf(`<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>`) + `<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>`, nil, "hr \nhr ", ""},
		{"formula", parOf(runOf("A ") + `<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>`), nil, "p A x=1", "Formulas"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _, warnings, err := Read(file(c.body, c.more))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(e); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if said := strings.Join(warnings, "\n"); c.warning == "" && said != "" || !strings.Contains("\n"+said, "\n"+c.warning) {
				t.Errorf("warnings %q, want %q", warnings, c.warning)
			}
		})
	}
}

func itemOf(list, level int, s string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>%s</w:p>`, level, list, runOf(s))
}

const lists = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`

func TestReadScheme(t *testing.T) {
	sect := `<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>`
	h := func(s, more string) string {
		return `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` + runOf(s) + more + `</w:p>`
	}
	note2 := strings.Replace(note1, `w:id="1"`, `w:id="2"`, 1)
	b := file(h("A", ref1)+`<w:p><w:pPr>`+sect+`</w:pPr></w:p>`+h("B", strings.Replace(ref1, `"1"`, `"2"`, 1))+sect, map[string]string{"footnotes": note1 + note2})
	e, _, warnings, err := Read(b)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if got, want := e.Scheme().Of(""), (essay.Series{Style: essay.LowerLetters, Restart: true, Section: 1}); got != want {
		t.Errorf("the series is %+v, want %+v", got, want)
	}
	if e.Label("n1") != "a" || e.Label("n2") != "a" {
		t.Errorf("the notes are %s and %s, want a and a", e.Label("n1"), e.Label("n2"))
	}
}

// A text in one section whose numbers would begin again in each has numbers that
// go on, whatever headings it has.
func TestReadOneSection(t *testing.T) {
	sect := `<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>`
	for level := 1; level <= 3; level++ {
		heading := fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="Heading%d"/></w:pPr>%s</w:p>`, level, runOf("H"))
		note2 := strings.Replace(note1, `w:id="1"`, `w:id="2"`, 1)
		e, _, warnings, err := Read(file(parOf(ref1)+heading+parOf(strings.Replace(ref1, `"1"`, `"2"`, 1))+sect, map[string]string{"footnotes": note1 + note2}))
		if err != nil || len(warnings) > 0 {
			t.Fatal(err, warnings)
		}
		if e.Label("n2") != "2" {
			t.Errorf("below a heading of rank %d the second note is %s", level, e.Label("n2"))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(parOf(runOf("A")+ref1+fieldOf(` NOTEREF _R \f `, runOf("1"))), note1, lists)
	f.Add(itemOf(1, 0, "a")+itemOf(2, 1, "b")+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99"/></w:tcPr>`+parOf(runOf("A"))+`</w:tc></w:tr></w:tbl>`, note1, lists)
	f.Add(parOf(`<w:ins>`+runOf("in")+`</w:ins><w:del>`+ref1+`</w:del>`), `<w:footnote w:id="1"><w:tbl/></w:footnote>`, `<w:num/>`)
	f.Fuzz(func(t *testing.T, body, notes, numbering string) {
		e, _, _, err := Read(file(body, map[string]string{"footnotes": notes, "numbering": numbering}))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if _, err := Write(&out, e, Options{}); err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := Read(out.Bytes()); err != nil {
			t.Fatal("what was written cannot be read:", err)
		}
	})
}

func FuzzReadBytes(f *testing.F) {
	f.Add(file(parOf(runOf("A")+ref1), map[string]string{"footnotes": note1}))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _, _, _ = Read(b) })
}
