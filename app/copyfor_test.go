package app

import (
	"context"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/format/html"
)

func TestCopyFor(t *testing.T) {
	board := &memoryBoard{}
	w := openWindow(t, library(t), harbour(), board)
	tests := []struct {
		name   string
		to     recipient
		page   string // is in its HTML; "" is none
		inText string
	}{
		{"WordPress", forWordPress, `-ref-1" href="#`, "vessels[1]."},
		{"Substack", forSubstack, `class="footnote-anchor"`, "vessels[1]."},
		{"Ghost", forGhost, "", "[^1]: Ledger, 4."},
		{"Word", forWord, "mso-element:footnote-list", "[1] Ledger, 4."},
		{"Markdown", asMarkdown, "", "vessels[^1]."},
	}
	for _, tt := range tests {
		copyFor(tt.to)(w)
		_, page, _ := board.Read(context.Background(), clip.HTML)
		_, text, _ := board.Read(context.Background(), clip.Text)
		if (tt.page == "") != (page == nil) || !strings.Contains(string(page), tt.page) || !strings.Contains(string(text), tt.inText) {
			t.Errorf("for %s: %s\n%s", tt.name, page, text)
		}
		if page == nil {
			continue
		}
		// What is copied is pasted with its note.
		f, _, err := html.Paste(string(page))
		if err != nil || len(f.Notes) != 1 || f.Notes[0].Text.String() != "Ledger, 4." {
			t.Errorf("for %s, pasted: %+v, %v\n%s", tt.name, f.Notes, err, page)
		}
	}
	w.desk.session.Select(editor.Selection{Anchor: 0, Head: 10})
	copyFor(asMarkdown)(w)
	if _, text, _ := board.Read(context.Background(), clip.Text); strings.TrimSpace(string(text)) != "The office" {
		t.Errorf("the selection is copied as %q", text)
	}
}
