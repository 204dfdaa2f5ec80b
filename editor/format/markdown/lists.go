package markdown

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
)

// box is what stands before the text of an item that can be done.
func box(b *doc.Block) string {
	switch {
	case b.Kind != doc.Task:
		return ""
	case b.Info.Done:
		return "[x] "
	}
	return "[ ] "
}

// listStack is the lists that an item stands in, the outermost first.
type listStack []list

type list struct {
	bullet string // of an item, "" if the items have numbers
	sign   string // after a number
	last   int    // the number of the last item
	indent int    // of its markers
	width  int    // from there to its text
}

// maxNumber is the largest number of an item that readers take for one.
const maxNumber = 999999999

// opened is a list that begins with b.
func opened(b *doc.Block) list {
	if b.Kind != doc.Numbered {
		return list{bullet: "- "}
	}
	return list{sign: ". ", last: max(b.Info.Start, 1) - 1}
}

// holds reports whether b can be the next item of a list.
func (l list) holds(b *doc.Block) bool {
	numbered := b.Kind == doc.Numbered
	return numbered == (l.bullet == "") && (!numbered || b.Info.Start == 0 || b.Info.Start == l.last+1)
}

// next is what stands before the text of an item, the indentation of further
// lines, and whether the item follows the one before without a blank line.
func (s *listStack) next(b *doc.Block) (prefix string, width int, joins bool) {
	open, level := *s, b.Level
	own := opened(b)
	joins = len(open) > 0
	if len(open) >= level {
		open = open[:level]
		if last := open[level-1]; !last.holds(b) {
			open, joins = open[:level-1], false
			if last.sign == own.sign && last.sign != "" { // only another sign begins another list
				own.sign = ") "
			}
		}
	}
	at := 0
	if len(open) == level {
		at = open[level-1].indent
	} else if len(open) > 0 {
		at = open[len(open)-1].indent + open[len(open)-1].width
	}
	if len(open) == level-1 && own.last > 0 {
		joins = false // only a list from 1 may follow text without a blank line
	}
	prefix = strings.Repeat(" ", at)
	for len(open) < level {
		l := list{bullet: "+ ", indent: at, width: 2}
		if len(open) == level-1 {
			l = own
			l.indent = at
		} else {
			prefix += l.bullet // a level that was skipped
		}
		open = append(open, l)
		at += l.width
	}
	l := &open[level-1]
	mark := l.bullet
	if mark == "" {
		l.last = min(l.last+1, maxNumber)
		mark = strconv.Itoa(l.last) + l.sign
	}
	l.width = len(mark)
	*s = open
	return prefix + mark, l.indent + l.width, joins
}

// learn takes over the marks before an item's text as they stand in a file;
// false if they are those of none.
func (s *listStack) learn(level int, lead string) bool {
	line := lead[strings.LastIndexByte(lead, '\n')+1:]
	var own []list
	at := 0
	for {
		for at < len(line) && line[at] == ' ' {
			at++
		}
		m := itemMark.FindStringSubmatch(line[at:])
		if m == nil {
			break
		}
		l := list{indent: at, width: len(m[0])}
		if m[1] != "" {
			l.last, _ = strconv.Atoi(m[1])
			l.sign = m[0][len(m[1]):]
		} else {
			l.bullet = m[0]
		}
		own = append(own, l)
		at += len(m[0])
	}
	if len(own) == 0 || len(own) > level || len(*s) < level-len(own) {
		return false
	}
	*s = append((*s)[:level-len(own):level-len(own)], own...)
	return true
}

// itemMark matches the marks before an item with the blanks after them.
var itemMark = lazyregexp.New(`^(?:([0-9]{1,9})[.)]|[-+*])(?: {1,4}|$)`)
