package rtf

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// codePages are encodings by Windows' numbers.
var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874, 932: japanese.ShiftJIS,
	936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, 65001: unicode.UTF8,
}

// charsets are code pages by the numbers that fonts have for them.
var charsets = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437,
}

// decode is a text in a code page.
func decode(b []byte, page int) string {
	e := codePages[page]
	if e == nil {
		e = charmap.Windows1252
	}
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return string(b)
	}
	return string(s)
}

// signs are control words that stand for characters.
var signs = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "tab": "\t", "line": "\u2028", "lbr": "\u2028",
	"softline": "\u2028", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060",
	"ltrmark": "\u200e", "rtlmark": "\u200f",
}

// languages are tags by Windows' numbers, of those that are written most.
var languages = map[int]string{
	1033: "en-US", 2057: "en-GB", 3081: "en-AU", 4105: "en-CA", 1031: "de", 2055: "de-CH", 3079: "de-AT", 1036: "fr", 3084: "fr-CA", 1034: "es", 3082: "es", 1040: "it",
	1043: "nl", 2067: "nl-BE", 2070: "pt", 1046: "pt-BR", 1053: "sv", 1030: "da", 1044: "nb", 2068: "nn", 1035: "fi", 1045: "pl", 1029: "cs", 1051: "sk", 1060: "sl",
	1050: "hr", 1038: "hu", 1048: "ro", 1055: "tr", 1032: "el", 1049: "ru", 1058: "uk", 1026: "bg", 1037: "he", 1025: "ar", 1041: "ja", 1042: "ko", 2052: "zh-CN",
	1028: "zh-TW", 1142: "la",
}
