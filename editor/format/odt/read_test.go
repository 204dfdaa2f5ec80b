package odt

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// file makes an OpenDocument text of a body and automatic styles.
func file(body, styles string) []byte {
	var out bytes.Buffer
	err := archive.Write(&out, []archive.Part{
		{Name: "mimetype", Data: []byte(MediaType), Stored: true},
		{Name: "content.xml", Data: []byte(content(body, styles))},
	})
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

func content(body, styles string) string {
	s := root("document-content", "<office:automatic-styles>"+styles+"</office:automatic-styles><office:body><office:text>"+body+"</office:text></office:body>")
	return strings.Replace(s, " xmlns:office", ` xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" xmlns:office`, 1)
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
		if b.Info.Start > 0 {
			fmt.Fprintf(s, " from %d", b.Info.Start)
		}
		s.WriteString(b.Info.Source + " ")
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
	note1   = `<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>One.</text:p><text:p>More.</text:p></text:note-body></text:note>`
	numbers = `<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>`
)

func p(s string) string { return "<text:p>" + s + "</text:p>" }

func li(s string) string { return "<text:list-item>" + p(s) + "</text:list-item>" }

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, body, styles, want string
		warning                  string // the start of one; "" is none at all
	}{
		{"note", p("A" + note1 + "."), "", "p A[n1].\n1: p One.\np More.", ""},
		{"blanks", p("\n  A  <text:span> B</text:span><text:s text:c=\"2\"/>C<text:tab/>D<text:line-break/>"), "", "p A B  C\tD\u2028", ""},
		{"further marker", p(note1 + `a<text:span text:style-name="S"><text:note-ref text:ref-name="f1">1</text:note-ref></text:span><text:note-ref text:ref-name="f1">1</text:note-ref><text:note-ref text:ref-name="gone">7</text:note-ref>`), `<style:style style:name="S" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>`, "p [n1]a[n1](see n1)7\n1: p One.\np More.", ""},
		{"Word's field", p(`<text:bookmark-start text:name="_R"/>` + note1 + `<text:bookmark-end text:name="_R"/><field:fieldmark-start><field:param field:name="vnd.oasis.opendocument.field.code" field:value="NOTEREF _R \f"/></field:fieldmark-start><field:fieldmark-separator/>1<field:fieldmark-end/>`), "", "p [n1][n1]\n1: p One.\np More.", ""},
		{"own mark", p(`A<text:note text:note-class="endnote"><text:note-citation text:label="†">†</text:note-citation><text:note-body>` + p("† Sign") + `</text:note-body></text:note>`), "", "p A[n1]\n*: p † Sign", "Notes bear marks of their own"},
		{"styles of paragraphs", `<text:p text:style-name="P1">A</text:p><text:p text:style-name="P2">B</text:p>`, `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="P2" style:family="paragraph" style:parent-style-name="P2"/>`, "q1 {2|A}\np B", ""},
		{"lists", `<text:list xml:id="l" text:style-name="N">` + li("a") + li("b") + `</text:list>` + p("x") + `<text:list text:continue-list="l" text:style-name="N">` + li("c") + `</text:list><text:list><text:list-item>` + p("d") + p("e") + `<text:list>` + li("f") + `</text:list></text:list-item></text:list>`, numbers, "ol1 a\nol1 b\np x\nol1 from 3 c\nul1 d\np e\nul2 f", ""},
		{"tracked", `<text:tracked-changes><text:changed-region><text:deletion>` + p("gone") + `</text:deletion></text:changed-region></text:tracked-changes>` + p(`A<text:change/><text:change-start/>B<text:change-end/>`), "", "p AB", "Passages that are marked as deleted are left out: 1."},
		{"comments", p(`A<office:annotation>` + p("what?") + `</office:annotation>`), "", "p A", "Comments, which are left out: 1."},
		{"links", p(`<text:a xlink:href="https://a.org/ b">A</text:a><text:a xlink:href="javascript:x">B</text:a>`), "", "p {0https://a.org/%20b|A}B", "The link to"},
		{"contents", `<text:section><text:table-of-content><text:index-body>` + p("A 3") + `</text:index-body></text:table-of-content>` + p("B") + `</text:section>`, "", "p B", "The table of contents"},
		{"table", `<table:table><table:table-header-rows><table:table-row><table:table-cell>` + p("A"+note1) + `</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2">` + p("B") + p("C") + `</table:table-cell></table:table-row></table:table>`, "", "td A[n1]\ntd1 \ntd B\u2028C\ntd1 \n1: p One.\np More.", "Cells of a table"},
		{"picture in a box", p(`<draw:frame><draw:text-box>` + p(`<draw:frame draw:name="Image1"><draw:image xlink:href="https://a.org/x.png"/></draw:frame>Figure 1`) + `</draw:text-box></draw:frame>`), "", "imghttps://a.org/x.png Figure 1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _, warnings, err := Read(file(c.body, c.styles))
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

func FuzzRead(f *testing.F) {
	f.Add(p("A"+note1+`<text:note-ref text:ref-name="f1">1</text:note-ref>`), numbers)
	f.Add(`<text:list xml:id="l" text:style-name="N">`+li("a")+`</text:list><text:list text:continue-list="l" text:style-name="N">`+li("c")+`</text:list>`, numbers)
	f.Add(`<table:table><table:table-row><table:table-cell table:number-columns-repeated="99999999">`+p("B")+`</table:table-cell></table:table-row></table:table>`, "")
	f.Fuzz(func(t *testing.T, body, styles string) {
		e, _, _, err := Read(file(body, styles))
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
	f.Add(file(p("A"+note1), ""))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _, _, _ = Read(b) })
}
