package pane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// KeyList is a list that can have the focus: the arrows choose an item, Return
// taps it.
type KeyList struct {
	widget.BaseWidget

	// Other is given the keys that are not the list's own; it may be nil.
	Other func(*fyne.KeyEvent)

	list    *List
	items   []Item
	chosen  int
	focused bool
}

var _ fyne.Focusable = (*KeyList)(nil)

// NewKeyList makes an empty list.
func NewKeyList() *KeyList {
	k := &KeyList{list: NewList()}
	k.ExtendBaseWidget(k)
	return k
}

// Set shows items in the place of those before.
func (k *KeyList) Set(items []Item) {
	k.items = items
	k.choose(k.chosen, 1)
}

// Items lists what is shown.
func (k *KeyList) Items() []Item { return k.items }

// choose chooses the first item from index i on, in a direction, that does
// something.
func (k *KeyList) choose(i, step int) {
	for ; i >= 0 && i < len(k.items); i += step {
		if k.items[i].Tap != nil {
			k.chosen = i
			break
		}
	}
	shown := make([]Item, len(k.items))
	for i, it := range k.items {
		it.Selected = it.Selected || k.focused && i == k.chosen && it.Tap != nil
		shown[i] = it
	}
	k.list.Set(shown)
	if k.focused {
		k.list.Reveal(k.chosen)
	}
}

// FocusGained shows which item is chosen.
func (k *KeyList) FocusGained() { k.focused = true; k.choose(k.chosen, 1) }

// FocusLost shows it no longer.
func (k *KeyList) FocusLost() { k.focused = false; k.choose(k.chosen, 1) }

// TypedRune takes no text.
func (k *KeyList) TypedRune(rune) {}

// TypedKey chooses by the arrows and taps by Return.
func (k *KeyList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		k.choose(k.chosen+1, 1)
	case fyne.KeyUp:
		k.choose(k.chosen-1, -1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if k.chosen < len(k.items) && k.items[k.chosen].Tap != nil {
			k.items[k.chosen].Tap()
		}
	default:
		if k.Other != nil {
			k.Other(e)
		}
	}
}

// MinSize is that of the list.
func (k *KeyList) MinSize() fyne.Size { return k.list.MinSize() }

// CreateRenderer shows the list.
func (k *KeyList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(k.list) }
