package officetest

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Sample is an essay with every kind of block, and notes in most of them: six
// notes with seven markers.
func Sample() *essay.Essay {
	block, text := doc.NewBlock, func(s string) doc.Span { return doc.Span{Text: s} }
	mark := func(id essay.NoteID) doc.Span { return essay.MarkerOf(id) }
	body := doc.New(
		block(doc.Heading, 1, text("The Title"), mark("h")),
		block(doc.Paragraph, 0, text("Hello "), doc.Span{Text: "bold", Style: doc.Bold}, mark("a"), text(" again"), mark("a"),
			text(", see note "), essay.CrossRefTo("b"), text("."), doc.Span{Text: "link", Link: "http://a.b/c d"}),
		block(doc.Heading, 2, text("Part")),
		block(doc.Bullet, 1, text("one")),
		block(doc.Numbered, 2, text("first below one"), mark("b")),
		block(doc.Numbered, 2, text("second below one")),
		block(doc.Bullet, 1, text("two")),
		block(doc.Task, 1, text("to do")),
		block(doc.Task, 1, text("done")).WithInfo(doc.Info{Done: true}),
		block(doc.Paragraph, 0, text("between")),
		block(doc.Numbered, 1, text("third")).WithInfo(doc.Info{Start: 3}),
		block(doc.Quote, 1, text("quoted"), mark("c")),
		block(doc.Quote, 2, text("deeper")),
		block(doc.Code, 0, text("func x() {\n\treturn\n}")).WithInfo(doc.Info{Language: "go"}),
		block(doc.Verse, 0, text("A line\nAnother")),
		block(doc.Rule, 0),
		block(doc.Cell, 0, text("A")),
		block(doc.Cell, 1, text("B"), mark("d")),
		block(doc.Cell, 0, text("1")),
		block(doc.Cell, 1, text("2")),
		block(doc.Image, 0, text("The caption"), mark("e")).WithInfo(doc.Info{Source: "x.png", Alt: "what it shows"}),
		block(doc.Paragraph, 0, text("End")),
	)
	var notes []*essay.Note
	for _, id := range []essay.NoteID{"h", "a", "b", "c", "d", "e"} {
		n := &essay.Note{ID: id, Text: doc.FromText("Note "+string(id)+".", "Its second paragraph.")}
		switch id {
		case "d":
			n.Series = "editor"
		case "e":
			n.Series = essay.Endnotes
		}
		notes = append(notes, n)
	}
	return essay.New(body, notes...).WithLanguage("en-GB").
		WithScheme(essay.Scheme{Series: []essay.Series{{}, {Name: "editor", Style: essay.Symbols}}})
}

// PandocNotes is the words of the notes that Pandoc finds in a file. The test is
// skipped where there is no Pandoc.
func PandocNotes(t *testing.T, format string, b []byte) []string {
	t.Helper()
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("pandoc is not installed")
	}
	file := filepath.Join(t.TempDir(), "essay."+format)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	cmd := exec.Command(pandoc, "-f", format, "-t", "json", file)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatal(err, said.String())
	}
	var tree any
	if err := json.Unmarshal(out.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	return NotesOf(tree)
}

// NotesOf is the words of the notes in a tree of Pandoc's.
func NotesOf(tree any) []string {
	var notes []string
	collect(tree, &notes)
	return notes
}

// collect finds the notes in Pandoc's tree.
func collect(tree any, notes *[]string) {
	switch x := tree.(type) {
	case []any:
		for _, k := range x {
			collect(k, notes)
		}
	case map[string]any:
		if x["t"] == "Note" {
			var s strings.Builder
			words(x["c"], &s)
			*notes = append(*notes, strings.Join(strings.Fields(s.String()), " "))
			return
		}
		if meta, ok := x["meta"].(map[string]any); ok {
			collect(meta["title"], notes)
		}
		collect(x["blocks"], notes)
		collect(x["c"], notes)
	}
}

func words(tree any, s *strings.Builder) {
	switch x := tree.(type) {
	case []any:
		for _, k := range x {
			words(k, s)
		}
	case map[string]any:
		if text, ok := x["c"].(string); ok {
			s.WriteString(text)
			return
		}
		s.WriteString(" ")
		words(x["c"], s)
	}
}

// Long is an essay of that many words with a note to every sixty.
func Long(words int) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	sentence := strings.Repeat("word after word, and ", 15) // 60 words
	for n := 0; n < words; n += 180 {
		if n%3600 == 0 {
			blocks = append(blocks, doc.NewBlock(doc.Heading, 2, doc.Span{Text: "A section"}))
		}
		var spans []doc.Span
		for range 3 {
			note := &essay.Note{ID: id(len(notes)), Text: doc.New(doc.NewBlock(doc.Paragraph, 0,
				doc.Span{Text: "Author, "}, doc.Span{Text: "Title", Style: doc.Italic}, doc.Span{Text: ", p. 7."}))}
			notes = append(notes, note)
			spans = append(spans, doc.Span{Text: sentence}, essay.MarkerOf(note.ID))
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}
