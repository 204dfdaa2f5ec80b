package bibtex

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents are the commands that put a mark on a letter, with the mark as
// Unicode's combining character.
var accents = map[string]rune{
	"`": '\u0300', "'": '\u0301', "^": '\u0302', "~": '\u0303', "=": '\u0304', "u": '\u0306', ".": '\u0307', `"`: '\u0308',
	"h": '\u0309', "r": '\u030a', "H": '\u030b', "v": '\u030c', "G": '\u030f', "d": '\u0323', "c": '\u0327', "k": '\u0328',
	"b": '\u0331', "horn": '\u031b', "textcommabelow": '\u0326',
}

// accent puts a mark on the first letter of a text, as one character where
// Unicode has it.
func accent(mark rune, text string) string {
	letter, size := utf8.DecodeRuneInString(text)
	switch letter {
	case 'ı':
		letter = 'i'
	case 'ȷ':
		letter = 'j'
	}
	return norm.NFC.String(string(letter)+string(mark)) + text[size:]
}

// symbols are the commands that stand for a text.
var symbols = map[string]string{
	"ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
	"i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
	"textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "slash": "/", "hyphen": "-", "allowbreak": "",
	"textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "quotedblbase": "„",
	"quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "flqq": "«",
	"frqq": "»", "glqq": "„", "grqq": "“", "lq": "‘", "rq": "’", "textquotesingle": "'", "textquotedbl": `"`,
	"P": "¶", "S": "§", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£",
	"textsterling": "£", "euro": "€", "texteuro": "€", "textyen": "¥", "textcent": "¢", "textdollar": "$", "textdegree": "°",
	"degree": "°", "textordfeminine": "ª", "textordmasculine": "º", "textmu": "µ", "textonehalf": "½", "textonequarter": "¼",
	"textthreequarters": "¾", "textexclamdown": "¡", "textquestiondown": "¿", "textbullet": "•", "textperiodcentered": "·",
	"textsection": "§", "textparagraph": "¶", "dag": "†", "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡",
	"textbackslash": `\`, "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textasciitilde": "~",
	"textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
	"textasciiacute": "´", "textasciigrave": "`", "textasciidieresis": "¨", "textprime": "′", "nobreakspace": "\u00a0",
	"space": " ", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "thinspace": "\u202f", "adddot": ".",
	"addcomma": ",", "addspace": " ", "addcolon": ":", "isdot": "", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX",
	"XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "today": "", "relax": "", "protect": "", "noop": "", "bibrangedash": "–",

	// Mathematics.
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
	"sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
	"Psi": "Ψ", "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗", "star": "⋆", "circ": "∘",
	"leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅",
	"equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
	"int": "∫", "sqrt": "√", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "cup": "∪", "cap": "∩",
	"emptyset": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "wedge": "∧", "vee": "∨", "oplus": "⊕",
	"otimes": "⊗", "to": "→", "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐",
	"mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "langle": "⟨", "rangle": "⟩", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
	"aleph": "ℵ", "prime": "′", "cdots": "⋯", "dagger": "†", "ddagger": "‡", "mid": "∣", "parallel": "∥", "perp": "⊥", "angle": "∠",
	"left": "", "right": "", "big": "", "Big": "", "displaystyle": "", "textstyle": "", "limits": "",
}
