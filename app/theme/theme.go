// Package theme holds Ibid's type, colours and spacing: the serif faces that
// essays are set in, and one Fyne theme in light, dark and sepia.
//
// Absent: widgets, and sizes that only one widget needs.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Colours that Fyne has no name for.
const (
	ColorNamePage      fyne.ThemeColorName = "ibid.page"      // the paper that text stands on
	ColorNameSide      fyne.ThemeColorName = "ibid.side"      // what stands beside the page
	ColorNameLine      fyne.ThemeColorName = "ibid.line"      // hairlines
	ColorNameInk       fyne.ThemeColorName = "ibid.ink"       // text
	ColorNameQuiet     fyne.ThemeColorName = "ibid.quiet"     // text that steps back
	ColorNameAccent    fyne.ThemeColorName = "ibid.accent"    // markers, numbers, the caret
	ColorNameLit       fyne.ThemeColorName = "ibid.lit"       // behind what is active
	ColorNameCard      fyne.ThemeColorName = "ibid.card"      // the active note
	ColorNameSelection fyne.ThemeColorName = "ibid.selection" // behind selected text

	ColorNameMisspelled fyne.ThemeColorName = "ibid.misspelled"  // below words that are wrong
	ColorNameHit        fyne.ThemeColorName = "ibid.hit"         // behind what was searched for
	ColorNameCurrentHit fyne.ThemeColorName = "ibid.current-hit" // behind the one that the search is at
	ColorNameComment    fyne.ThemeColorName = "ibid.comment"     // below what is commented on
)

// Mode is the choice of colours.
type Mode string

// The modes; System follows the desktop between light and dark.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
	Sepia  Mode = "sepia"
)

type palette struct {
	page, side, line, ink, quiet, accent, lit, card, selection color.NRGBA
	misspelled, hit, currentHit, comment                       color.NRGBA
}

var palettes = map[Mode]palette{
	Light: {
		page: rgb(0xfbfaf7), side: rgb(0xf3f1ec), line: rgb(0xe4e0d8), ink: rgb(0x2a2825), quiet: rgb(0x6f6a62),
		accent: rgb(0xa5452d), lit: rgb(0xf6e9dc), card: rgb(0xffffff), selection: rgb(0xf0dccb),
		misspelled: rgb(0xd4675c), hit: rgb(0xf5e9b8), currentHit: rgb(0xeeca62), comment: rgb(0xdcb49c),
	},
	Dark: {
		page: rgb(0x1e1d1b), side: rgb(0x191816), line: rgb(0x2e2c29), ink: rgb(0xdcd7ce), quiet: rgb(0x989186),
		accent: rgb(0xe0886b), lit: rgb(0x33271f), card: rgb(0x24221f), selection: rgb(0x4b382b),
		misspelled: rgb(0xd06a5c), hit: rgb(0x453d22), currentHit: rgb(0x7a6224), comment: rgb(0x74503f),
	},
	Sepia: {
		page: rgb(0xf6efe0), side: rgb(0xece3d0), line: rgb(0xdccfb6), ink: rgb(0x3a2f22), quiet: rgb(0x6d5d47),
		accent: rgb(0x98411f), lit: rgb(0xefdcbd), card: rgb(0xfbf6ea), selection: rgb(0xe6cfa9),
		misspelled: rgb(0xc2523c), hit: rgb(0xeeda9a), currentHit: rgb(0xe0b452), comment: rgb(0xcf9c72),
	},
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff}
}

// Theme is Ibid's theme for Fyne.
type Theme struct {
	Mode Mode
}

var _ fyne.Theme = Theme{}

// Color gives Ibid's own colours, and Fyne's names in them.
func (t Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	mode := t.Mode
	if mode == System {
		mode = Light
		if variant == fynetheme.VariantDark {
			mode = Dark
		}
	}
	if mode == Dark {
		variant = fynetheme.VariantDark
	} else {
		variant = fynetheme.VariantLight
	}
	p := palettes[mode]
	switch name {
	case ColorNamePage:
		return p.page
	case ColorNameSide, fynetheme.ColorNameBackground, fynetheme.ColorNameMenuBackground, fynetheme.ColorNameHeaderBackground:
		return p.side
	case fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameInputBackground, ColorNameCard:
		return p.card
	case ColorNameLine, fynetheme.ColorNameSeparator, fynetheme.ColorNameInputBorder, fynetheme.ColorNameDisabledButton:
		return p.line
	case ColorNameInk, fynetheme.ColorNameForeground:
		return p.ink
	case ColorNameQuiet, fynetheme.ColorNamePlaceHolder, fynetheme.ColorNameDisabled:
		return p.quiet
	case ColorNameAccent, fynetheme.ColorNamePrimary, fynetheme.ColorNameHyperlink:
		return p.accent
	case ColorNameLit, fynetheme.ColorNameHover, fynetheme.ColorNamePressed:
		return p.lit
	case ColorNameSelection, fynetheme.ColorNameSelection:
		return p.selection
	case ColorNameMisspelled:
		return p.misspelled
	case ColorNameHit:
		return p.hit
	case ColorNameCurrentHit:
		return p.currentHit
	case ColorNameComment:
		return p.comment
	case fynetheme.ColorNameFocus:
		return withAlpha(p.ink, 0x28)
	case fynetheme.ColorNameButton:
		return p.line
	case fynetheme.ColorNameForegroundOnPrimary:
		return p.page
	case fynetheme.ColorNameScrollBar:
		return withAlpha(p.quiet, 0x60)
	case fynetheme.ColorNameScrollBarBackground:
		return color.Transparent
	case fynetheme.ColorNameShadow:
		return color.NRGBA{A: 0x30}
	}
	return fynetheme.DefaultTheme().Color(name, variant)
}

func withAlpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

// Font gives the interface's sans serif, which is Fyne's own.
func (Theme) Font(style fyne.TextStyle) fyne.Resource { return fynetheme.DefaultTheme().Font(style) }

// Icon gives Fyne's icons.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return fynetheme.DefaultTheme().Icon(name) }

// Size gives the interface's sizes in pixels at scale 1.
func (Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameText:
		return 13
	case fynetheme.SizeNameCaptionText:
		return 11
	case fynetheme.SizeNameSubHeadingText:
		return 15
	case fynetheme.SizeNameHeadingText:
		return 19
	case fynetheme.SizeNamePadding:
		return 4
	case fynetheme.SizeNameInnerPadding:
		return 7
	case fynetheme.SizeNameInlineIcon:
		return 16
	case fynetheme.SizeNameScrollBar:
		return 10
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameSelectionRadius:
		return 5
	}
	return fynetheme.DefaultTheme().Size(name)
}
