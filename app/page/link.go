package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// linkAt is the address of the link under a point of the widget, or "".
func (t *Text) linkAt(pt fyne.Position) string {
	y := float64(pt.Y-t.inset.top) + t.offset
	if y < 0 || y > t.flow.Total() {
		return ""
	}
	block, top := t.blockAt(y, pt.X-t.left)
	l, _ := t.ensure(block)
	dy := float32(y-top) - t.gap(block) - l.lineTop(0)
	n := int(dy / l.set.line)
	if dy < 0 || n >= len(l.lines) {
		return ""
	}
	x := pt.X - t.left
	for _, r := range l.lines[n].runs {
		if r.link != "" && x >= r.x && x < r.x+r.w {
			return r.link
		}
	}
	return ""
}

// follow has the link under the mouse opened if Ctrl is held, on a Mac ⌘.
func (t *Text) follow(m *desktop.MouseEvent) bool {
	if m.Button != desktop.MouseButtonPrimary || m.Modifier != fyne.KeyModifierShortcutDefault || t.OnLink == nil {
		return false
	}
	address := t.linkAt(m.Position)
	if address == "" {
		return false
	}
	t.OnLink(address)
	return true
}

// following reports whether a click at a point would open a link.
func (t *Text) following(pt fyne.Position) bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers() == fyne.KeyModifierShortcutDefault && t.linkAt(pt) != ""
}
