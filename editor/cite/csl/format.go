package csl

// Format is how a span differs from what surrounds it. The zero Format
// changes nothing; "normal" values take a surrounding format back.
type Format struct {
	Style   FontStyle
	Variant FontVariant
	Weight  FontWeight
	Line    TextDecoration
	Align   VerticalAlign
}

// FontStyle is the value of font-style.
type FontStyle uint8

// The values of font-style. The zero value is inherited.
const (
	StyleInherit FontStyle = iota
	StyleNormal
	StyleItalic
	StyleOblique
)

// FontVariant is the value of font-variant.
type FontVariant uint8

// The values of font-variant. The zero value is inherited.
const (
	VariantInherit FontVariant = iota
	VariantNormal
	VariantSmallCaps
)

// FontWeight is the value of font-weight.
type FontWeight uint8

// The values of font-weight. The zero value is inherited.
const (
	WeightInherit FontWeight = iota
	WeightNormal
	WeightBold
	WeightLight
)

// TextDecoration is the value of text-decoration.
type TextDecoration uint8

// The values of text-decoration. The zero value is inherited.
const (
	LineInherit TextDecoration = iota
	LineNone
	LineUnder
)

// VerticalAlign is the value of vertical-align.
type VerticalAlign uint8

// The values of vertical-align. The zero value is inherited.
const (
	AlignInherit VerticalAlign = iota
	AlignBaseline
	AlignSuper
	AlignSub
)

// over returns the format that holds inside f when outer holds around it.
func (f Format) over(outer Format) Format {
	if f.Style != StyleInherit {
		outer.Style = f.Style
	}
	if f.Variant != VariantInherit {
		outer.Variant = f.Variant
	}
	if f.Weight != WeightInherit {
		outer.Weight = f.Weight
	}
	if f.Line != LineInherit {
		outer.Line = f.Line
	}
	if f.Align != AlignInherit {
		outer.Align = f.Align
	}
	return outer
}

// effective returns f without what outer already says, and without "normal"
// values that take nothing back.
func (f Format) effective(outer Format) Format {
	if f.Style == outer.Style || f.Style == StyleNormal && outer.Style == StyleInherit {
		f.Style = StyleInherit
	}
	if f.Variant == outer.Variant || f.Variant == VariantNormal && outer.Variant == VariantInherit {
		f.Variant = VariantInherit
	}
	if f.Weight == outer.Weight || f.Weight == WeightNormal && outer.Weight == WeightInherit {
		f.Weight = WeightInherit
	}
	if f.Line == outer.Line || f.Line == LineNone && outer.Line == LineInherit {
		f.Line = LineInherit
	}
	if f.Align == outer.Align || f.Align == AlignBaseline && outer.Align == AlignInherit {
		f.Align = AlignInherit
	}
	return f
}

// flipped returns f with every value that outer already holds turned back to
// normal: an italic word in an italic title stands upright.
func (f Format) flipped(outer Format) Format {
	if f.Style == outer.Style && f.Style > StyleNormal {
		f.Style = StyleNormal
	}
	if f.Variant == outer.Variant && f.Variant > VariantNormal {
		f.Variant = VariantNormal
	}
	if f.Weight == outer.Weight && f.Weight > WeightNormal {
		f.Weight = WeightNormal
	}
	if f.Line == outer.Line && f.Line > LineNone {
		f.Line = LineNone
	}
	return f
}

// Display is the block that part of a bibliography entry stands in.
type Display uint8

// The values of the display attribute. The zero value stands in the line.
const (
	DisplayInline Display = iota
	DisplayBlock
	DisplayLeftMargin
	DisplayRightInline
	DisplayIndent
)

func parseFormat(n *xmlNode) Format {
	var f Format
	for _, a := range n.attrs {
		switch a.Name.Local {
		case "font-style":
			f.Style = map[string]FontStyle{"normal": StyleNormal, "italic": StyleItalic, "oblique": StyleOblique}[a.Value]
		case "font-variant":
			f.Variant = map[string]FontVariant{"normal": VariantNormal, "small-caps": VariantSmallCaps}[a.Value]
		case "font-weight":
			f.Weight = map[string]FontWeight{"normal": WeightNormal, "bold": WeightBold, "light": WeightLight}[a.Value]
		case "text-decoration":
			f.Line = map[string]TextDecoration{"none": LineNone, "underline": LineUnder}[a.Value]
		case "vertical-align":
			f.Align = map[string]VerticalAlign{"baseline": AlignBaseline, "sup": AlignSuper, "sub": AlignSub}[a.Value]
		}
	}
	return f
}

func parseDisplay(v string) Display {
	switch v {
	case "block":
		return DisplayBlock
	case "left-margin":
		return DisplayLeftMargin
	case "right-inline":
		return DisplayRightInline
	case "indent":
		return DisplayIndent
	}
	return DisplayInline
}
