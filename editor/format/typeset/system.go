package typeset

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

const moveTo = opentype.SegmentOpMoveTo

// systemFile is a font of the system. What is in it is read when a character is
// looked for.
type systemFile struct {
	path  string
	rank  int
	once  sync.Once
	cmaps []font.Cmap
}

// systemFonts lists the system's fonts, those that go best with ours first. It
// is made at first need, and the order depends on the names of the files alone.
var systemFonts = sync.OnceValue(func() []*systemFile {
	var list []*systemFile
	for _, dir := range fontFolders() {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // a folder that cannot be read has no fonts for us
			}
			name := strings.ToLower(d.Name())
			if ending := filepath.Ext(name); d.Type().IsDir() || ending != ".ttf" && ending != ".otf" && ending != ".ttc" {
				return nil
			}
			if rank := rankOf(name); rank >= 0 && len(list) < maxFontFiles {
				list = append(list, &systemFile{path: path, rank: rank})
			}
			return nil
		})
	}
	slices.SortFunc(list, func(a, b *systemFile) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(filepath.Base(a.path), filepath.Base(b.path))
	})
	return list
})

const maxFontFiles = 5000

func fontFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts")}
}

// rankOf says how well a font goes with ours by its file's name: small is
// well; -1 is not at all, such as a cut other than the upright one.
func rankOf(name string) int {
	for _, cut := range []string{"italic", "oblique", "bold", "light", "thin", "black", "condensed", "medium", "heavy", "emoji", "icon", "lastresort"} {
		if strings.Contains(name, cut) && !strings.Contains(name, "regular") && !strings.Contains(name, "notoemoji") {
			return -1
		}
	}
	for i, sign := range []string{"notoserif", "notonaskh", "songti", "hiragino mincho", "times", "georgia", "noto", "freeserif", "dejavuserif", "dejavusans", "symbol"} {
		if strings.Contains(name, sign) {
			return i
		}
	}
	return 99
}

// has reports which face of a file has a character, or -1.
func (s *systemFile) has(r rune) int {
	s.once.Do(func() {
		f, err := os.Open(s.path)
		if err != nil {
			return
		}
		defer f.Close()
		loaders, err := opentype.NewLoaders(f)
		if err != nil {
			return
		}
		for _, l := range loaders {
			s.cmaps = append(s.cmaps, cmapOf(l))
		}
	})
	for i, c := range s.cmaps {
		if c == nil {
			continue
		}
		if gid, ok := c.Lookup(r); ok && gid != 0 {
			return i
		}
	}
	return -1
}

func cmapOf(l *opentype.Loader) font.Cmap {
	raw, err := l.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return nil
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil
	}
	c, _, err := font.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return nil
	}
	return c
}

// system finds a face of the system that can show a character, or nil.
func (f *Fonts) system(r rune) *Face {
	for _, s := range systemFonts() {
		i := s.has(r)
		if i < 0 {
			continue
		}
		face := f.load(s.path, i)
		if face == nil {
			continue
		}
		if id, ok := face.face.NominalGlyph(r); ok && len(face.Outline(uint32(id))) > 0 {
			return face
		}
	}
	return nil
}

type fileFace struct {
	path  string
	index int
}

// load reads a face of a file, or gives nil if it cannot be read.
func (f *Fonts) load(path string, index int) *Face {
	key := fileFace{path, index}
	if face, known := f.files[key]; known {
		return face
	}
	f.files[key] = nil
	read, ok := parsed.Load(key)
	if !ok {
		read, _ = parsed.LoadOrStore(key, readFont(path, index))
	}
	if read, ok := read.(*font.Font); ok && read != nil {
		f.files[key] = newFace(font.NewFace(read), 0)
		f.files[key].coarse = true
	}
	return f.files[key]
}

// readFont reads a font of a file, or gives nil if it cannot be read.
func readFont(path string, index int) *font.Font {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || index >= len(loaders) {
		return nil
	}
	read, err := font.NewFont(loaders[index])
	if err != nil {
		return nil
	}
	return read
}
