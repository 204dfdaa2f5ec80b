package cite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Folders are where styles and locales lie.
type Folders struct {
	Styles, Locales []string
}

// places are where systems and other programs keep styles, with "styles" and
// "locales" below, or the styles alone. Variables are those of the environment;
// a list such as $XDG_DATA_DIRS stands for all its folders.
var places = []struct {
	system string // "" is any
	folder string
	alone  bool // it holds styles itself
}{
	{folder: "$XDG_DATA_HOME/citation-style-language"},
	{folder: "$HOME/.local/share/citation-style-language"},
	{folder: "$XDG_DATA_DIRS/citation-style-language"},
	{folder: "/usr/local/share/citation-style-language"},
	{folder: "/usr/share/citation-style-language"},
	{system: "darwin", folder: "$HOME/Library/Application Support/citation-style-language"},
	{system: "darwin", folder: "/Library/Application Support/citation-style-language"},
	{system: "darwin", folder: "/opt/homebrew/share/citation-style-language"},
	{system: "windows", folder: "$APPDATA/citation-style-language"},
	{system: "windows", folder: "$ProgramData/citation-style-language"},
	{system: "windows", folder: "$APPDATA/pandoc/csl", alone: true},
	{system: "windows", folder: "$USERPROFILE/Zotero/styles", alone: true},
	{folder: "$HOME/Zotero/styles", alone: true}, // also on a Mac
	{folder: "$XDG_DATA_HOME/pandoc/csl", alone: true},
	{folder: "$HOME/.local/share/pandoc/csl", alone: true},
	{folder: "$HOME/.pandoc/csl", alone: true},
}

// SystemFolders are the folders of this system that may hold styles and
// locales, in the order in which they are searched. Not all need exist.
func SystemFolders() Folders { return foldersFor(runtime.GOOS, os.Getenv) }

func foldersFor(system string, getenv func(string) string) Folders {
	var f Folders
	for _, p := range places {
		if p.system != "" && p.system != system {
			continue
		}
		for _, folder := range expand(p.folder, getenv) {
			switch {
			case p.alone:
				f.Styles = append(f.Styles, folder)
			default:
				f.Styles = append(f.Styles, filepath.Join(folder, "styles"))
				f.Locales = append(f.Locales, filepath.Join(folder, "locales"))
			}
		}
	}
	return f
}

// expand replaces a variable at the beginning of a folder's name.
func expand(folder string, getenv func(string) string) []string {
	if !strings.HasPrefix(folder, "$") {
		return []string{filepath.FromSlash(folder)}
	}
	name, rest, _ := strings.Cut(folder[1:], "/")
	var out []string
	for _, root := range filepath.SplitList(getenv(name)) {
		if filepath.IsAbs(root) {
			out = append(out, filepath.Join(root, filepath.FromSlash(rest)))
		}
	}
	return out
}

// Style loads a style: one of the own styles, or one of the folders by its
// name, also by a former one, or a file by its path. A style that only refers
// to another is replaced by that one, in its own language.
func (f Folders) Style(name string) (*csl.Style, error) {
	if strings.EqualFold(filepath.Ext(name), ".csl") || filepath.Base(name) != name {
		s, err := readStyle(name)
		if err != nil {
			return nil, err
		}
		beside := Folders{Styles: append([]string{filepath.Dir(name)}, f.Styles...)}
		return beside.independent(s, name)
	}
	if slices.Contains(csl.BuiltinStyles, name) {
		return csl.Builtin(name)
	}
	path, ok := f.find(name)
	if !ok {
		return nil, f.missing(name)
	}
	s, err := readStyle(path)
	if err != nil {
		return nil, err
	}
	return f.independent(s, path)
}

func readStyle(path string) (*csl.Style, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s", path)
	}
	if err != nil {
		return nil, fmt.Errorf("the style %s cannot be read: %w", path, err)
	}
	s, err := csl.ParseStyleBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// independent is the style that a style refers to, or itself.
func (f Folders) independent(s *csl.Style, path string) (*csl.Style, error) {
	if !s.Dependent() {
		return s, nil
	}
	parent := csl.StyleName(s.Parent)
	at, ok := f.find(parent)
	if !ok {
		return nil, fmt.Errorf("the style %s only refers to the style %s, which is not on this machine: put %s.csl beside it", path, parent, parent)
	}
	independent, err := readStyle(at)
	if err != nil {
		return nil, err
	}
	if s.DefaultLocale != "" {
		own := *independent
		own.DefaultLocale = s.DefaultLocale
		independent = &own
	}
	return independent, nil
}

// find is the path of the style that has a name, or had it formerly.
func (f Folders) find(name string) (path string, ok bool) {
	for _, folder := range f.Styles {
		names := []string{name}
		if data, err := os.ReadFile(filepath.Join(folder, "renamed-styles.json")); err == nil {
			if renamed, err := csl.ParseRenamed(data); err == nil {
				names = append(names, renamed.Current(name))
			}
		}
		for _, n := range names {
			for _, path := range []string{filepath.Join(folder, n+".csl"), filepath.Join(folder, "dependent", n+".csl")} {
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					return path, true
				}
			}
		}
	}
	return "", false
}

// Names lists the styles that there are, by name.
func (f Folders) Names() []string {
	names := slices.Clone(csl.BuiltinStyles)
	for _, folder := range f.Styles {
		for _, below := range []string{folder, filepath.Join(folder, "dependent")} {
			files, _ := os.ReadDir(below) // a folder that is not there has no styles
			for _, file := range files {
				if name, ok := strings.CutSuffix(file.Name(), ".csl"); ok {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (f Folders) missing(name string) error {
	if near := Near(name, f.Names()); len(near) > 0 {
		return fmt.Errorf("there is no style %s on this machine; near it are %s", name, strings.Join(near, ", "))
	}
	return fmt.Errorf("there is no style %s on this machine; name a .csl file, or one of %s", name, strings.Join(csl.BuiltinStyles, ", "))
}

// Locale finds a locale file, as [csl.Locales] asks for it.
func (f Folders) Locale(lang string) ([]byte, error) {
	if filepath.Base(lang) != lang {
		return nil, fs.ErrNotExist
	}
	for _, folder := range f.Locales {
		data, err := csl.LocaleFS(os.DirFS(folder))(lang)
		if err == nil {
			return data, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, fs.ErrNotExist
}
