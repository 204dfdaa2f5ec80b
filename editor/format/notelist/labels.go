package notelist

import (
	"strings"

	"golang.org/x/text/language"
)

// Labels are the words that stand around notes in what is written, in the
// language of the essay, not of the program.
type Labels struct {
	Notes     string // the heading of a list of notes
	Footnote  string // before a number, for those who hear it
	Endnote   string
	Back      string // of a link from a note to its marker; the number follows
	Reference string // the heading that others give to lists of notes, by which they are known
}

// labels are those of the languages that essays are most often in, by their
// tags.
var labels = map[string]Labels{
	"bg": {"Бележки", "Бележка", "Бележка", "Обратно към препратка", "Източници"},
	"ca": {"Notes", "Nota", "Nota final", "Torna a la referència", "Referències"},
	"cs": {"Poznámky", "Poznámka", "Závěrečná poznámka", "Zpět k odkazu", "Reference"},
	"da": {"Noter", "Fodnote", "Slutnote", "Tilbage til henvisning", "Referencer"},
	"de": {"Anmerkungen", "Fußnote", "Endnote", "Zurück zur Stelle", "Einzelnachweise"},
	"el": {"Σημειώσεις", "Υποσημείωση", "Σημείωση τέλους", "Πίσω στην παραπομπή", "Παραπομπές"},
	"en": {"Notes", "Footnote", "Endnote", "Back to reference", "References"},
	"es": {"Notas", "Nota", "Nota final", "Volver a la referencia", "Referencias"},
	"et": {"Märkused", "Joonealune märkus", "Lõpumärkus", "Tagasi viite juurde", "Viited"},
	"eu": {"Oharrak", "Oin-oharra", "Amaierako oharra", "Itzuli erreferentziara", "Erreferentziak"},
	"fi": {"Viitteet", "Alaviite", "Loppuviite", "Takaisin viittaukseen", "Lähteet"},
	"fr": {"Notes", "Note", "Note de fin", "Retour à l’appel", "Références"},
	"ga": {"Nótaí", "Fonóta", "Iarnóta", "Ar ais go dtí an tagairt", "Tagairtí"},
	"gl": {"Notas", "Nota", "Nota final", "Volver á referencia", "Referencias"},
	"hr": {"Bilješke", "Bilješka", "Završna bilješka", "Natrag na mjesto", "Izvori"},
	"hu": {"Jegyzetek", "Lábjegyzet", "Végjegyzet", "Vissza a hivatkozáshoz", "Hivatkozások"},
	"is": {"Skýringar", "Neðanmálsgrein", "Aftanmálsgrein", "Til baka í tilvísun", "Tilvísanir"},
	"it": {"Note", "Nota", "Nota di chiusura", "Torna al richiamo", "Riferimenti"},
	"lt": {"Pastabos", "Išnaša", "Galinė išnaša", "Atgal į nuorodą", "Šaltiniai"},
	"lv": {"Piezīmes", "Vēre", "Beigu vēre", "Atpakaļ pie atsauces", "Atsauces"},
	"mt": {"Noti", "Nota", "Nota finali", "Lura għar-referenza", "Referenzi"},
	"nb": {"Noter", "Fotnote", "Sluttnote", "Tilbake til henvisning", "Referanser"},
	"nl": {"Noten", "Voetnoot", "Eindnoot", "Terug naar verwijzing", "Referenties"},
	"nn": {"Notar", "Fotnote", "Sluttnote", "Tilbake til tilvising", "Referansar"},
	"pl": {"Przypisy", "Przypis", "Przypis końcowy", "Wróć do odsyłacza", "Bibliografia"},
	"pt": {"Notas", "Nota", "Nota final", "Voltar à referência", "Referências"},
	"ro": {"Note", "Notă", "Notă finală", "Înapoi la trimitere", "Referințe"},
	"ru": {"Примечания", "Сноска", "Концевая сноска", "Назад к ссылке", "Источники"},
	"sk": {"Poznámky", "Poznámka", "Koncová poznámka", "Späť na odkaz", "Referencie"},
	"sl": {"Opombe", "Opomba", "Končna opomba", "Nazaj na sklic", "Viri"},
	"sr": {"Напомене", "Фуснота", "Завршна напомена", "Назад на позив", "Референце"},
	"sv": {"Noter", "Fotnot", "Slutnot", "Tillbaka till hänvisning", "Källor"},
	"tr": {"Notlar", "Dipnot", "Son not", "Göndermeye dön", "Kaynakça"},
	"uk": {"Примітки", "Виноска", "Кінцева виноска", "Назад до посилання", "Джерела"},
	"ar": {"الحواشي", "حاشية", "حاشية ختامية", "العودة إلى الإحالة", "المراجع"},
	"fa": {"یادداشت\u200cها", "پانویس", "پی\u200cنوشت", "بازگشت به ارجاع", "منابع"},
	"he": {"הערות", "הערת שוליים", "הערת סיום", "חזרה להפניה", "מקורות"},
	"ja": {"注", "脚注", "文末脚注", "参照箇所に戻る", "出典"},
	"ko": {"주", "각주", "미주", "참조로 돌아가기", "출처"},
	"la": {"Adnotationes", "Adnotatio", "Adnotatio finalis", "Ad locum", "Fontes"},
	"zh": {"注释", "脚注", "尾注", "返回引用处", "参考文献"},
}

// LabelsFor are the labels in a language, given as a BCP 47 tag. They are
// English for a language that is not known.
func LabelsFor(tag string) Labels {
	if l, ok := labels[baseOf(tag)]; ok {
		return l
	}
	return labels["en"]
}

// baseOf is the language of a tag without script and country.
func baseOf(tag string) string {
	if tag == "" {
		return "en"
	}
	base, _ := language.Make(tag).Base()
	if base.String() == "no" {
		return "nb"
	}
	return base.String()
}

// endnotes head a list of endnotes where one of footnotes stands beside it.
var endnotes = map[string]string{
	"da": "Slutnoter", "de": "Endnoten", "en": "Endnotes", "es": "Notas finales", "fi": "Loppuviitteet", "fr": "Notes de fin", "it": "Note di chiusura",
	"nb": "Sluttnoter", "nl": "Eindnoten", "pl": "Przypisy końcowe", "pt": "Notas finais", "ru": "Концевые сноски", "sv": "Slutnoter",
}

// Endnotes is the heading of a list of endnotes beside one of footnotes; where
// the language has no word of its own here, that of notes.
func Endnotes(tag string) string {
	if s, ok := endnotes[baseOf(tag)]; ok {
		return s
	}
	return LabelsFor(tag).Notes
}

// headings are the words that lists of notes are headed with, in small letters.
var headings = func() map[string]bool {
	known := map[string]bool{"footnotes": true, "endnotes": true, "footnote": true, "endnote": true, "note": true, "fußnoten": true, "endnoten": true, "notes de bas de page": true, "notas al pie": true}
	for _, s := range endnotes {
		known[strings.ToLower(s)] = true
	}
	for _, l := range labels {
		known[strings.ToLower(l.Notes)], known[strings.ToLower(l.Reference)] = true, true
	}
	return known
}()

// IsHeading reports whether a text is one with which lists of notes are headed,
// in any of the languages.
func IsHeading(s string) bool {
	return headings[strings.ToLower(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), ":")))]
}
