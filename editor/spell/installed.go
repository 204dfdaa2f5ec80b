package spell

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Source is a dictionary that is installed: the language's tag (BCP 47) and its
// two files.
type Source struct {
	Tag      string
	Aff, Dic string
}

// Folders lists where a system's programs keep dictionaries, as patterns, the
// user's own first. The environment variable DICPATH names others before them,
// as for Hunspell.
func Folders(system, home string, env func(string) string) []string {
	list := filepath.SplitList(env("DICPATH"))
	in := func(base string, sub ...string) {
		if base != "" {
			list = append(list, filepath.Join(append([]string{base}, sub...)...))
		}
	}
	const office = "extensions/dict-*"
	switch system {
	case "windows":
		for _, name := range []string{"LOCALAPPDATA", "APPDATA", "PROGRAMDATA"} {
			in(env(name), "hunspell")
		}
		for _, name := range []string{"PROGRAMFILES", "PROGRAMFILES(X86)"} {
			in(env(name), "Hunspell")
			in(env(name), "LibreOffice", "share", filepath.FromSlash(office))
		}
		return list
	case "darwin":
		in(home, "Library", "Spelling")
		return append(list, "/Library/Spelling", "/opt/homebrew/share/hunspell", "/usr/local/share/hunspell",
			"/opt/local/share/hunspell", "/Applications/LibreOffice.app/Contents/Resources/"+office)
	}
	data := env("XDG_DATA_HOME")
	if !filepath.IsAbs(data) {
		data = filepath.Join(home, ".local", "share")
	}
	in(data, "hunspell")
	shared := env("XDG_DATA_DIRS")
	if shared == "" {
		shared = "/usr/local/share:/usr/share"
	}
	for _, dir := range strings.Split(shared, ":") {
		in(dir, "hunspell")
	}
	return append(list, "/usr/local/share/hunspell", "/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts",
		"/run/current-system/sw/share/hunspell", "/usr/lib/libreoffice/share/"+office, "/usr/lib64/libreoffice/share/"+office,
		"/opt/libreoffice*/share/"+office, "/snap/libreoffice/current/lib/libreoffice/share/"+office)
}

// Installed lists the dictionaries in folders, one for each language, by tag.
// Of several for one the first is taken; in a folder that is the one with the
// shortest name.
func Installed(folders []string) []Source {
	var list []Source
	seen := map[string]bool{}
	for _, pattern := range folders {
		files, err := filepath.Glob(filepath.Join(pattern, "*.aff"))
		if err != nil {
			continue // a folder's name that is no pattern holds nothing for us
		}
		slices.SortStableFunc(files, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		for _, aff := range files {
			base := strings.TrimSuffix(aff, ".aff")
			tag := tagOf(filepath.Base(base))
			if _, err := os.Stat(base + ".dic"); err != nil || tag == "" || seen[tag] {
				continue
			}
			seen[tag] = true
			list = append(list, Source{Tag: tag, Aff: aff, Dic: base + ".dic"})
		}
	}
	slices.SortFunc(list, func(a, b Source) int { return cmp.Compare(a.Tag, b.Tag) })
	return list
}

// tagOf is the language's tag in the name of a dictionary's file, such as
// en_US, de_DE_frami, sr-Latn or ca_ES-valencia, or "" if it names none.
func tagOf(name string) string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' })
	if len(parts) == 0 || !isLetters(parts[0], 2, 3) {
		return ""
	}
	tag := []string{strings.ToLower(parts[0])}
	for _, p := range parts[1:] {
		switch {
		case isLetters(p, 4, 4) && len(tag) == 1:
			tag = append(tag, strings.ToUpper(p[:1])+strings.ToLower(p[1:]))
		case isLetters(p, 2, 2) && len(tag[len(tag)-1]) != 2 || isLetters(p, 2, 2) && len(tag) == 1:
			tag = append(tag, strings.ToUpper(p))
		case strings.EqualFold(p, "valencia"):
			tag = append(tag, "valencia")
		}
	}
	return strings.Join(tag, "-")
}

func isLetters(s string, least, most int) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return len(s) >= least && len(s) <= most
}

// Best finds the dictionary for a language's tag: the very one, else one of the
// language, of English and Portuguese those of the most speakers.
func Best(installed []Source, tag string) (Source, bool) {
	language, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	usual := map[string]string{"en": "en-US", "pt": "pt-BR", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}[language]
	for _, want := range []string{strings.ReplaceAll(tag, "_", "-"), usual} {
		for _, s := range installed {
			if strings.EqualFold(s.Tag, want) {
				return s, true
			}
		}
	}
	for _, s := range installed {
		if of, _, _ := strings.Cut(s.Tag, "-"); of == language {
			return s, true
		}
	}
	return Source{}, false
}

// Load reads the dictionary.
func (s Source) Load() (*Dictionary, error) {
	aff, err := os.Open(s.Aff)
	if err != nil {
		return nil, fmt.Errorf("the dictionary %s cannot be opened: %w", s.Aff, err)
	}
	defer aff.Close()
	dic, err := os.Open(s.Dic)
	if err != nil {
		return nil, fmt.Errorf("the dictionary %s cannot be opened: %w", s.Dic, err)
	}
	defer dic.Close()
	d, err := Load(aff, dic)
	if err != nil {
		return nil, fmt.Errorf("the spelling cannot be checked with %s: %w", s.Dic, err)
	}
	return d, nil
}
