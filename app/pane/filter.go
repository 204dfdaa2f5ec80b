package pane

import (
	"errors"
	"regexp"
	"strings"

	"github.com/ibid-editor/ibid/editor/essay"
)

// filter says which notes are shown. The zero value shows all.
type filter struct {
	match func(text string) bool
}

// newFilter reads what was typed: words, whatever their case, or a regular
// expression between slashes. While the second slash is not there yet, or what
// stands before it is no regular expression yet, the error says so.
func newFilter(s string) (filter, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return filter{}, nil
	}
	if inner, ok := strings.CutPrefix(s, "/"); ok {
		inner, closed := strings.CutSuffix(inner, "/")
		if !closed || inner == "" {
			return filter{}, errors.New("close the regular expression with a slash")
		}
		re, err := regexp.Compile("(?i)" + inner)
		if err != nil {
			return filter{}, errors.New("this is no regular expression yet")
		}
		return filter{re.MatchString}, nil
	}
	s = strings.ToLower(s)
	return filter{func(text string) bool { return strings.Contains(strings.ToLower(text), s) }}, nil
}

func (f filter) matches(n *essay.Note) bool { return f.match == nil || f.match(n.Text.String()) }
