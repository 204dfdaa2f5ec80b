package app

import "fyne.io/fyne/v2"

// calm is the program without animations: an entry's caret stands still, where
// Fyne would have the whole window painted at each step of its fading, and an
// idle window with the find bar open take a fifth of a processor.
type calm struct{ fyne.App }

// Settings are those of the user, but for the animations.
func (a calm) Settings() fyne.Settings { return calmSettings{a.App.Settings()} }

type calmSettings struct{ fyne.Settings }

// ShowAnimations says no.
func (calmSettings) ShowAnimations() bool { return false }
