package theme

import (
	"fyne.io/fyne/v2"
	"github.com/go-fonts/stix/stix2textbold"
	"github.com/go-fonts/stix/stix2textbolditalic"
	"github.com/go-fonts/stix/stix2textitalic"
	"github.com/go-fonts/stix/stix2textregular"
	"github.com/go-fonts/stix/stix2textsemibold"
	"github.com/go-fonts/stix/stix2textsemibolditalic"
)

// The text faces are STIX Two Text, under the SIL Open Font Licence. Fyne asks
// a theme's font only for bold and italic; text that is given its face as a
// source can be set in any weight.
var (
	regular    = &fyne.StaticResource{StaticName: "STIXTwoText-Regular.otf", StaticContent: stix2textregular.TTF}
	italic     = &fyne.StaticResource{StaticName: "STIXTwoText-Italic.otf", StaticContent: stix2textitalic.TTF}
	semi       = &fyne.StaticResource{StaticName: "STIXTwoText-SemiBold.otf", StaticContent: stix2textsemibold.TTF}
	semiItalic = &fyne.StaticResource{StaticName: "STIXTwoText-SemiBoldItalic.otf", StaticContent: stix2textsemibolditalic.TTF}
	bold       = &fyne.StaticResource{StaticName: "STIXTwoText-Bold.otf", StaticContent: stix2textbold.TTF}
	boldItalic = &fyne.StaticResource{StaticName: "STIXTwoText-BoldItalic.otf", StaticContent: stix2textbolditalic.TTF}
)

// Weight is the heaviness of a text face.
type Weight uint8

// The weights in use: headings are semibold, strong words bold.
const (
	Regular Weight = iota
	SemiBold
	Bold
)

// Serif returns the text face of a weight and slope.
func Serif(w Weight, slanted bool) fyne.Resource {
	switch {
	case w == Bold && slanted:
		return boldItalic
	case w == Bold:
		return bold
	case w == SemiBold && slanted:
		return semiItalic
	case w == SemiBold:
		return semi
	case slanted:
		return italic
	}
	return regular
}
