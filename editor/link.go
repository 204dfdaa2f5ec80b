package editor

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Address is a link's address as it is kept, from what was typed: a host alone
// gets “https://”, an e-mail address “mailto:”. What begins with “/”, “.” or
// “#” leads to somewhere near the essay and stays as it is. Other schemes than
// http, https and mailto are refused.
func Address(typed string) (string, error) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return "", errors.New("the address is empty: type one such as https://example.org")
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "", fmt.Errorf("“%s” is no address: there are blanks in it, which are written %%20", essay.Excerpt(s, 40))
	}
	if strings.ContainsRune("/.#?", rune(s[0])) {
		return s, nil
	}
	scheme, rest, named := strings.Cut(s, ":")
	switch scheme = strings.ToLower(scheme); {
	case named && slices.Contains([]string{"http", "https"}, scheme):
		u, err := url.Parse(s)
		if err != nil || u.Host == "" {
			return "", fmt.Errorf("“%s” is no address: a host must follow, as in https://example.org", essay.Excerpt(s, 40))
		}
		return s, nil
	case named && scheme == "mailto":
		if !strings.Contains(rest, "@") {
			return "", fmt.Errorf("“%s” is no e-mail address: it is written mailto:name@example.org", essay.Excerpt(s, 40))
		}
		return s, nil
	case named && !strings.Contains(scheme, ".") && !strings.Contains(scheme, "/"):
		return "", fmt.Errorf("links that begin with “%s:” are not made: use http, https or mailto", essay.Excerpt(scheme, 40))
	}
	host, _, _ := strings.Cut(s, "/")
	switch {
	case strings.Contains(host, "@"):
		return "mailto:" + s, nil
	case strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(host, `()[]{}<>"'`):
		return "https://" + s, nil
	}
	return "", fmt.Errorf("“%s” is no address: write it with its host, as in https://example.org", essay.Excerpt(s, 40))
}

// Opens reports whether an address is one that may be opened outside.
func Opens(address string) bool {
	scheme, _, _ := strings.Cut(address, ":")
	return slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(scheme))
}

// Link is the address that the selection leads to, or the link at the caret.
func (s *Session) Link() string {
	text, from := s.essay.Text(s.sel.In), s.sel.Head
	if !s.sel.Empty() {
		from, _ = s.sel.Range()
		from++ // the link that begins there, not one that ends
	}
	_, _, address := text.LinkAt(from)
	return address
}

// SetLink has the selection, or without one the link at the caret, lead to an
// address; "" removes the link. See [Address] for what may be given.
func (s *Session) SetLink(typed string) error {
	address := ""
	if strings.TrimSpace(typed) != "" {
		var err error
		if address, err = Address(typed); err != nil {
			return err
		}
	}
	return s.Do("Link", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		if from == to {
			old := ""
			if from, to, old = text.LinkAt(from); old == "" {
				return errors.New("no link stands here: select the text that is to be one")
			}
		}
		if err := linkable(text, from, to); err != nil && address != "" {
			return err
		}
		t.Relink(in, from, to, address)
		return nil
	})
}

// InsertLink puts a text that leads to an address in the place of the
// selection; without a text it is the address itself.
func (s *Session) InsertLink(text, typed string) error {
	address, err := Address(typed)
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		text = strings.TrimSpace(typed)
	}
	return s.Do("Link", func(t *Transaction) error {
		in, from, to := t.selected()
		d := t.essay.Text(in)
		if err := linkable(d, from, from); err != nil {
			return err
		}
		i, off := d.Find(from)
		style, _ := d.Block(i).StyleAt(off)
		slice := doc.TextSlice(text, style, address)
		t.Replace(in, from, to, slice)
		t.sel = Caret(in, from+slice.Len())
		return nil
	})
}

// RemoveLink takes the links out of the selection, or the one at the caret.
func (s *Session) RemoveLink() error { return s.SetLink("") }

// linkable says why a link cannot stand in some text.
func linkable(d *doc.Document, from, to doc.Pos) error {
	first, _ := d.Find(from)
	last, _ := d.Find(to)
	for i := first; i <= last; i++ {
		if b := d.Block(i); b.Kind == doc.Code || b.Kind == doc.Verbatim {
			return errors.New("a link cannot stand in code: put it into a paragraph")
		}
	}
	return nil
}
