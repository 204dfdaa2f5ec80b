// Package latex writes essays as documents for LaTeX, in which each note is a
// footnote at its marker, or an endnote where the essay has its notes at the
// end. The documents are for LuaLaTeX and XeLaTeX; of those in Latin letters
// pdfLaTeX makes the same.
//
// What is written is read back by [Read], which knows no LaTeX but such as is
// written here.
//
// Absent: documents of others, mathematics.
package latex

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// Options say how an essay is written. The zero value is ready.
type Options struct {
	Picture func(source string) ([]byte, bool) // the bytes of a picture; nil has none
	Author  string
	Lang    string // the language's tag; "" is the essay's
	Letter  bool   // on American Letter instead of A4
}

// Write writes an essay. The warnings are sentences that say what the document
// does not hold; an error is one of w.
func Write(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
	p := &printer{essay: e, o: o, plan: office.PlanOf(e), seen: map[*office.Note]bool{}, top: topRank(e)}
	p.preamble()
	p.WriteString("\\begin{document}\n\n")
	p.body()
	p.WriteString("\\end{document}\n")
	if _, err := io.WriteString(w, p.String()); err != nil {
		return p.List(), fmt.Errorf("the LaTeX document could not be written: %w", err)
	}
	return p.List(), nil
}

// Shown is the essay as a document holds it: pictures have the names of their
// files beside it, or are paragraphs of what they show, and addresses are
// written as such.
func Shown(e *essay.Essay, o Options) *essay.Essay {
	return runs.Map(e, func(b *doc.Block) *doc.Block {
		b = office.Addressed(b)
		if b.Kind != doc.Image {
			return b
		}
		if m, ok := fileOf(b, o); ok {
			return b.WithInfo(doc.Info{Source: m.Name(), Alt: b.Info.Alt})
		}
		return picture.Instead(b)
	})
}

// Pictures are the files beside the document, by their names.
func Pictures(e *essay.Essay, o Options) map[string][]byte {
	files := map[string][]byte{}
	runs.Map(e, func(b *doc.Block) *doc.Block {
		if b.Kind == doc.Image {
			if m, ok := fileOf(b, o); ok {
				files[m.Name()] = m.Data
			}
		}
		return b
	})
	if len(files) == 0 {
		return nil
	}
	return files
}

// fileOf is the picture of a block, if LaTeX can show it.
func fileOf(b *doc.Block, o Options) (picture.Picture, bool) {
	m, ok := picture.Find(b.Info.Source, o.Picture)
	return m, ok && (m.Type == "image/png" || m.Type == "image/jpeg")
}

// printer is a document while it is written.
type printer struct {
	office.Warnings
	strings.Builder
	essay  *essay.Essay
	o      Options
	plan   *office.Plan
	seen   map[*office.Note]bool // whose text is written
	top    int                   // the rank of the headings that are sections
	inNote bool
	again  bool // what is written stands in the text already: without notes
	ended  bool // endnotes are waiting
}

func (p *printer) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// topRank is the rank of sections: 2 if the only heading of rank 1 is the title.
func topRank(e *essay.Essay) int {
	for i, b := range e.Body().All() {
		if b.Kind == doc.Heading && b.Level == 1 && i > 0 {
			return 1
		}
	}
	return 2
}

// languages are babel's names of languages, by tag.
var languages = map[string]string{
	"en": "english", "en-GB": "british", "en-US": "american", "de": "ngerman", "de-AT": "naustrian", "de-CH": "nswissgerman", "fr": "french", "es": "spanish",
	"it": "italian", "pt": "portuguese", "pt-BR": "brazilian", "nl": "dutch", "sv": "swedish", "da": "danish", "nb": "norsk", "no": "norsk", "nn": "nynorsk",
	"fi": "finnish", "pl": "polish", "cs": "czech", "sk": "slovak", "sl": "slovene", "hr": "croatian", "hu": "magyar", "ro": "romanian", "tr": "turkish",
	"el": "greek", "ru": "russian", "uk": "ukrainian", "bg": "bulgarian", "la": "latin", "ca": "catalan", "is": "icelandic", "et": "estonian", "lv": "latvian",
	"lt": "lithuanian", "ga": "irish", "cy": "welsh", "eu": "basque", "gl": "galician", "eo": "esperanto",
}

// babel is babel's name of the essay's language; "" if it has none.
func (p *printer) babel() string {
	tag := cmp.Or(p.o.Lang, p.essay.Language())
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	region, _ := t.Region()
	name := cmp.Or(languages[base.String()+"-"+region.String()], languages[base.String()])
	if name == "" {
		p.Add("LaTeX is not told that the text is in %q: name the language in the document's head.", tag)
	}
	return name
}

func (p *printer) preamble() {
	size := "a4paper"
	if p.o.Letter {
		size = "letterpaper"
	}
	lang := ""
	if name := p.babel(); name != "" {
		lang = "\\usepackage[" + name + "]{babel}\n"
	}
	p.add(head, size, lang)
	p.add("%% Sections are headings of rank %d.\n", p.top)
	if tag := cmp.Or(p.o.Lang, p.essay.Language()); tag != "" {
		p.add("%% Language: %s\n", escape(tag))
	}
	p.add("\\renewcommand{\\notesname}{%s}\n", escape(notelist.LabelsFor(cmp.Or(p.o.Lang, p.essay.Language())).Notes))
	own := p.essay.Scheme().Of("")
	if f := map[essay.NumberStyle]string{essay.LowerRoman: "roman", essay.UpperRoman: "Roman", essay.LowerLetters: "alph", essay.UpperLetters: "Alph"}[own.Style]; f != "" {
		p.add("\\renewcommand{\\thefootnote}{\\%s{footnote}}\n\\renewcommand{\\theendnote}{\\%s{endnote}}\n", f, f)
	}
}

// head is the head of documents.
const head = `%% !TeX program = lualatex
\documentclass[11pt,%s]{article}
\usepackage{iftex}
\ifpdftex
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
%s\usepackage{amssymb,array,booktabs,longtable,graphicx,xcolor,endnotes}
\usepackage[normalem]{ulem}
\usepackage{microtype}
\usepackage[hidelinks,unicode]{hyperref}
\setcounter{secnumdepth}{0}
\makeatletter
\setkeys{Gin}{width=\ifdim\Gin@nat@width>\linewidth\linewidth\else\Gin@nat@width\fi,keepaspectratio}
\makeatother
%% A note again, and its number within the text.
\providecommand{\footref}[1]{\textsuperscript{\ref{#1}}}
\newcommand{\againnote}[2]{\textsuperscript{#2}}
\newcommand{\notenumber}[2]{#2}
%% Notes with marks of their own.
\newcommand{\markednote}[2]{\begingroup\renewcommand{\thefootnote}{#1}\footnote{#2}\addtocounter{footnote}{-1}\endgroup}
\newcommand{\markedend}[2]{\begingroup\renewcommand{\theendnote}{#1}\endnote{#2}\addtocounter{endnote}{-1}\endgroup}
\newcommand{\lit}[1]{\textcolor{brown}{#1}}
\newcommand{\scenebreak}{\begin{center}\rule{5em}{0.4pt}\end{center}}
\newcommand{\illustration}[3]{\begin{center}\includegraphics{#1}\par\medskip{\small #3}\end{center}}
\newcommand{\boxopen}{$\square$}
\newcommand{\boxdone}{$\boxtimes$}
\newenvironment{codelines}{\begin{flushleft}\small\ttfamily}{\end{flushleft}}
`

// body writes the text, and endnotes where they belong.
func (p *printer) body() {
	blocks := office.Shown(p.essay.Body())
	if len(blocks) > 0 && blocks[0].Kind == doc.Heading && blocks[0].Level == 1 && p.top == 2 {
		p.title(blocks[0])
		blocks = blocks[1:]
	}
	p.blocks(blocks)
	p.notesHere()
}

// title writes the title; with its notes, for which \title has no place.
func (p *printer) title(b *doc.Block) {
	if b.Atoms() == 0 {
		p.add("\\title{%s}\n\\author{%s}\n\\date{}\n\\maketitle\n\n", p.inline(b.Spans()), escape(p.author()))
		return
	}
	p.add("\\begin{center}\\LARGE %s\\par", p.inline(b.Spans()))
	if p.author() != "" {
		p.add("\\large %s\\par", escape(p.author()))
	}
	p.add("\\end{center}\n\n")
}

// author is the one that is asked for, or the essay's.
func (p *printer) author() string {
	return cmp.Or(p.o.Author, strings.Join(p.essay.Meta().Authors, ", "))
}

// notesHere writes the endnotes that are waiting.
func (p *printer) notesHere() {
	if p.ended {
		p.WriteString("\\theendnotes\n\n")
		p.ended = false
	}
}

var sections = []string{"section", "subsection", "subsubsection", "paragraph", "subparagraph"}

// heading writes a heading; what begins anew in its section does so before it.
func (p *printer) heading(b *doc.Block) {
	own := p.essay.Scheme().Of("")
	if !p.inNote {
		if own.Place == essay.SectionEnd && b.Level <= own.Rank() {
			p.notesHere()
		}
		if own.Restart && b.Level <= own.Rank() {
			p.WriteString("\\setcounter{footnote}{0}\\setcounter{endnote}{0}\n")
		}
	}
	level := min(max(0, b.Level-p.top), len(sections)-1)
	short := ""
	if b.Atoms() > 0 {
		short = "[" + escape(strings.TrimSpace(office.Plain(b.Spans()))) + "]"
	}
	p.add("\\%s%s{%s}\n\n", sections[level], short, p.inline(b.Spans()))
}

// label is what a note is known by in the document.
func label(n *office.Note) string { return "n" + strconv.Itoa(n.Order) }

// note writes a note at its first marker, or again what refers to it.
func (p *printer) note(n *office.Note) string {
	s := p.essay.Scheme().Of(n.Series)
	end := office.ClassOf(s) == office.Endnote
	switch {
	case p.again:
		return ""
	case p.seen[n] && end:
		return fmt.Sprintf("\\againnote{%s}{%s}", label(n), escape(n.Label))
	case p.seen[n]:
		return fmt.Sprintf("\\footref{fn:%s}", label(n))
	}
	p.seen[n] = true
	p.ended = p.ended || end
	own := n.Series == "" && s.Style != essay.Symbols
	text := p.noteText(n)
	switch {
	case end && own:
		return "\\endnote{" + text + "}"
	case end:
		return fmt.Sprintf("\\markedend{%s}{%s}", escape(n.Label), text)
	}
	if n.Named {
		text = "\\label{fn:" + label(n) + "}" + text
	}
	if own {
		return "\\footnote{" + text + "}"
	}
	return fmt.Sprintf("\\markednote{%s}{%s}", escape(n.Label), text)
}

func (p *printer) noteText(n *office.Note) string {
	q := &printer{essay: p.essay, o: p.o, plan: p.plan, seen: p.seen, top: p.top, inNote: true}
	q.blocks(office.Shown(n.Text))
	for _, s := range q.List() {
		p.Add("%s", s)
	}
	return strings.TrimSpace(q.String())
}
