package app

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Command is something that can be done in the window. The menu, the keys, the
// palette and the tests all call the same one.
type Command struct {
	Menu  string // the menu it stands in
	Title string // as the menu and the palette name it; a key for translations
	Keys  []Key  // the first is shown in the menu
	Do    func(*Window)
	Rule  bool // a line stands above it in the menu
}

// Key is a key with its modifiers.
type Key struct {
	Name fyne.KeyName
	Mod  fyne.KeyModifier
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	shift     = fyne.KeyModifierShift
	alt       = fyne.KeyModifierAlt
	ctrlAlt   = ctrl | alt
	ctrlShift = ctrl | shift
)

// sectionMod are the modifiers of the keys that move sections. On a Mac ⌥⇧ with an
// arrow selects words and paragraphs.
var sectionMod = func() fyne.KeyModifier {
	if runtime.GOOS == "darwin" {
		return fyne.KeyModifierControl | fyne.KeyModifierSuper
	}
	return alt | shift
}()

func keys(k ...Key) []Key { return k }

// Menus are the names of the menus, in order.
var Menus = []string{"File", "Edit", "Insert", "Format", "Table", "Notes", "Sources", "View", "Help"}

// Commands is the table of all commands, in the order of the menus.
func Commands() []Command {
	return []Command{
		{"File", "New essay", keys(Key{fyne.KeyN, ctrl}), (*Window).newEssay, false},
		{"File", "Open files…", keys(Key{fyne.KeyO, ctrl}), (*Window).openFile, false},
		{"File", "Rename essay…", keys(Key{fyne.KeyF2, 0}), (*Window).rename, false},
		{"File", "Versions…", keys(Key{fyne.KeyH, ctrlAlt}), (*Window).showVersions, false},
		{"File", "Collection: new…", nil, (*Window).newCollection, true},
		{"File", "Collection: put this essay into…", nil, (*Window).collect, false},
		{"File", "Collection: take this essay out", nil, ownCommand(takeOut), false},
		{"File", "Collection: essay up", keys(Key{fyne.KeyPageUp, ctrlAlt}), ownCommand(shiftEssay(-1)), false},
		{"File", "Collection: essay down", keys(Key{fyne.KeyPageDown, ctrlAlt}), ownCommand(shiftEssay(+1)), false},
		{"File", "Collection: numbers of notes run on", nil, ownCommand(runOn), false},
		{"File", "Collection: rename…", nil, (*Window).renameCollection, false},
		{"File", "Collection: dissolve, its essays stay", nil, ownCommand(dissolve), false},
		{"File", "Collection: undo the last change of collections", nil, (*Window).undoShelf, false},
		{"File", "New essay from the clipboard", nil, (*Window).pasteEssay, false},
		{"File", "Take back the last import", nil, (*Window).takeBack, false},
		{"File", "Export…", keys(Key{fyne.KeyE, ctrlShift}), (*Window).export, true},
		{"File", "Export again", keys(Key{fyne.KeyE, ctrl}), (*Window).exportAgain, false},
		{"File", "Export several essays…", nil, (*Window).exportSeveral, false},
		{"File", "Save to file", keys(Key{fyne.KeyS, ctrl}), (*Window).saveToFile, false},
		{"File", "Move essay to trash", nil, (*Window).trash, true},
		{"File", "Show trash", nil, (*Window).toggleTrash, false},
		{"File", "Quit", keys(Key{fyne.KeyQ, ctrl}), (*Window).quit, true},

		{"Edit", "Undo", keys(Key{fyne.KeyZ, ctrl}), (*Window).undo, false},
		{"Edit", "Redo", keys(Key{fyne.KeyZ, ctrlShift}, Key{fyne.KeyY, ctrl}), (*Window).redo, false},
		{"Edit", "Cut", keys(Key{fyne.KeyX, ctrl}), (*Window).cut, true},
		{"Edit", "Copy", keys(Key{fyne.KeyC, ctrl}), (*Window).copy, false},
		{"Edit", "Copy for WordPress", nil, copyFor(forWordPress), false},
		{"Edit", "Copy for Substack", nil, copyFor(forSubstack), false},
		{"Edit", "Copy for Ghost", nil, copyFor(forGhost), false},
		{"Edit", "Copy for Word", nil, copyFor(forWord), false},
		{"Edit", "Copy as Markdown", nil, copyFor(asMarkdown), false},
		{"Edit", "Paste", keys(Key{fyne.KeyV, ctrl}), (*Window).paste, false},
		{"Edit", "Paste without formatting", keys(Key{fyne.KeyV, ctrlShift}), (*Window).pastePlain, false},
		{"Edit", "Select all", keys(Key{fyne.KeyA, ctrl}), (*Window).selectAll, false},
		{"Edit", "Find", keys(Key{fyne.KeyF, ctrl}), (*Window).find, true},
		{"Edit", "Find and replace", keys(Key{fyne.KeyH, ctrl}), (*Window).findReplace, false},
		{"Edit", "Find next", keys(Key{fyne.KeyF3, 0}), func(w *Window) { w.findStep(+1) }, false},
		{"Edit", "Find previous", keys(Key{fyne.KeyF3, shift}), func(w *Window) { w.findStep(-1) }, false},
		{"Edit", "Find and replace in all essays", keys(Key{fyne.KeyR, ctrlShift}), (*Window).findEverywhere, false},
		{"Edit", "Take back the replacement in all essays", nil, (*Window).takeBackEverywhere, false},
		{"Edit", "Go to…", keys(Key{fyne.KeyG, ctrl}), (*Window).goTo, true},
		{"Edit", "Search all essays", keys(Key{fyne.KeyF, ctrlShift}), (*Window).searchAll, true},
		{"Edit", "Next misspelling", keys(Key{fyne.KeyF7, 0}, Key{fyne.KeyPeriod, ctrl}), (*Window).nextMisspelling, true},
		{"Edit", "Language of the essay…", nil, (*Window).chooseLanguage, false},
		{"Edit", markdownHabit.title, nil, habitCommand(markdownHabit), true},
		{"Edit", quotesHabit.title, nil, habitCommand(quotesHabit), false},
		{"Edit", dashesHabit.title, nil, habitCommand(dashesHabit), false},
		{"Edit", spacesHabit.title, nil, habitCommand(spacesHabit), false},

		{"Insert", "Note", keys(Key{fyne.KeyF, ctrlAlt}, Key{fyne.KeyN, ctrlShift}), (*Window).insertNote, false},
		{"Insert", "Refer to a note again…", keys(Key{fyne.KeyR, ctrlAlt}), (*Window).referAgain, false},
		{"Insert", "Number of a note…", keys(Key{fyne.KeyN, ctrlAlt}), (*Window).crossRef, false},
		{"Insert", "Comment", keys(Key{fyne.KeyM, ctrlAlt}, Key{fyne.KeyM, ctrlShift}), (*Window).comment, true},
		{"Insert", "Citation…", keys(Key{fyne.KeyC, ctrlAlt}, Key{fyne.KeyC, ctrlShift}), (*Window).citation, false},
		{"Insert", "Bibliography…", nil, (*Window).insertBibliography, false},
		{"Insert", "Link…", keys(Key{fyne.KeyK, ctrl}), (*Window).link, true},
		{"Insert", "Remove link", nil, (*Window).removeLink, false},
		{"Insert", "Open link", nil, (*Window).followLink, false},
		{"Insert", "Thematic break", nil, sessionCommand((*editor.Session).InsertRule), true},
		{"Insert", "Picture…", nil, (*Window).insertPicture, false},
		{"Insert", "Table", nil, sessionCommand(func(s *editor.Session) error { return s.InsertTable(3, 3) }), false},

		{"Format", "Bold", keys(Key{fyne.KeyB, ctrl}), styleCommand(doc.Bold), false},
		{"Format", "Italic", keys(Key{fyne.KeyI, ctrl}), styleCommand(doc.Italic), false},
		{"Format", "Underline", keys(Key{fyne.KeyU, ctrl}), styleCommand(doc.Underline), false},
		{"Format", "Small capitals", keys(Key{fyne.KeyK, ctrlShift}), styleCommand(doc.SmallCaps), false},
		{"Format", "Highlight", keys(Key{fyne.KeyH, ctrlShift}), styleCommand(doc.Lit), false},
		{"Format", "Strikethrough", keys(Key{fyne.KeyX, ctrlShift}), styleCommand(doc.Strike), false},
		{"Format", "Code", keys(Key{fyne.KeyBackTick, ctrl}), styleCommand(doc.Mono), false},
		{"Format", "Superscript", nil, styleCommand(doc.Super), false},
		{"Format", "Subscript", nil, styleCommand(doc.Sub), false},
		{"Format", "Paragraph", keys(Key{fyne.Key0, ctrlAlt}), kindCommand(doc.Paragraph, 0), true},
		{"Format", "Heading 1", keys(Key{fyne.Key1, ctrlAlt}), kindCommand(doc.Heading, 1), false},
		{"Format", "Heading 2", keys(Key{fyne.Key2, ctrlAlt}), kindCommand(doc.Heading, 2), false},
		{"Format", "Heading 3", keys(Key{fyne.Key3, ctrlAlt}), kindCommand(doc.Heading, 3), false},
		{"Format", "Heading 4", keys(Key{fyne.Key4, ctrlAlt}), kindCommand(doc.Heading, 4), false},
		{"Format", "Heading 5", keys(Key{fyne.Key5, ctrlAlt}), kindCommand(doc.Heading, 5), false},
		{"Format", "Heading 6", keys(Key{fyne.Key6, ctrlAlt}), kindCommand(doc.Heading, 6), false},
		{"Format", "Block quote", keys(Key{fyne.KeyPeriod, ctrlShift}), kindCommand(doc.Quote, 1), false},
		{"Format", "Bulleted list", keys(Key{fyne.Key8, ctrlShift}), kindCommand(doc.Bullet, 1), false},
		{"Format", "Numbered list", keys(Key{fyne.Key7, ctrlShift}), kindCommand(doc.Numbered, 1), false},
		{"Format", "Task list", keys(Key{fyne.Key9, ctrlShift}), kindCommand(doc.Task, 1), false},
		{"Format", "Task done or open", nil, sessionCommand((*editor.Session).ToggleDone), false},
		{"Format", "Begin or continue numbering", nil, sessionCommand((*editor.Session).RestartList), false},
		{"Format", "Verse", nil, kindCommand(doc.Verse, 0), false},
		{"Format", "Code block", nil, kindCommand(doc.Code, 0), false},
		{"Format", "Further in", keys(Key{fyne.KeyRightBracket, ctrl}), sessionCommand((*editor.Session).Indent), true},
		{"Format", "Further out", keys(Key{fyne.KeyLeftBracket, ctrl}), sessionCommand((*editor.Session).Outdent), false},
		{"Format", "Move section up", keys(Key{fyne.KeyUp, sectionMod}), sectionCommand((*editor.Session).MoveSectionBy, -1), true},
		{"Format", "Move section down", keys(Key{fyne.KeyDown, sectionMod}), sectionCommand((*editor.Session).MoveSectionBy, +1), false},
		{"Format", "Raise section’s rank", keys(Key{fyne.KeyLeft, sectionMod}), sectionCommand((*editor.Session).ShiftSection, -1), false},
		{"Format", "Lower section’s rank", keys(Key{fyne.KeyRight, sectionMod}), sectionCommand((*editor.Session).ShiftSection, +1), false},

		{"Table", "Row above", nil, sessionCommand(func(s *editor.Session) error { return s.AddRow(false) }), false},
		{"Table", "Row below", nil, sessionCommand(func(s *editor.Session) error { return s.AddRow(true) }), false},
		{"Table", "Column to the left", nil, sessionCommand(func(s *editor.Session) error { return s.AddColumn(false) }), false},
		{"Table", "Column to the right", nil, sessionCommand(func(s *editor.Session) error { return s.AddColumn(true) }), false},
		{"Table", "Move row up", nil, sessionCommand(func(s *editor.Session) error { return s.MoveRow(-1) }), true},
		{"Table", "Move row down", nil, sessionCommand(func(s *editor.Session) error { return s.MoveRow(1) }), false},
		{"Table", "Move column to the left", nil, sessionCommand(func(s *editor.Session) error { return s.MoveColumn(-1) }), false},
		{"Table", "Move column to the right", nil, sessionCommand(func(s *editor.Session) error { return s.MoveColumn(1) }), false},
		{"Table", "Column set to the left", nil, sessionCommand(func(s *editor.Session) error { return s.AlignColumn(doc.Left) }), true},
		{"Table", "Column set in the middle", nil, sessionCommand(func(s *editor.Session) error { return s.AlignColumn(doc.Center) }), false},
		{"Table", "Column set to the right", nil, sessionCommand(func(s *editor.Session) error { return s.AlignColumn(doc.Right) }), false},
		{"Table", "Delete row", nil, sessionCommand((*editor.Session).DeleteRow), true},
		{"Table", "Delete column", nil, sessionCommand((*editor.Session).DeleteColumn), false},

		{"Notes", "Go between note and marker", keys(Key{fyne.KeyJ, ctrl}), (*Window).jump, false},
		{"Notes", "Next note", keys(Key{fyne.KeyPageDown, alt}), (*Window).nextNote, false},
		{"Notes", "Previous note", keys(Key{fyne.KeyPageUp, alt}), (*Window).previousNote, false},
		{"Notes", "Choose or leave note", keys(Key{fyne.KeySpace, ctrl}), (*Window).chooseNote, false},
		{"Notes", "Choose all notes", nil, (*Window).chooseAllNotes, false},
		{"Notes", "Move up…", keys(Key{fyne.KeyUp, alt}), func(w *Window) { w.moveNote(-1) }, true},
		{"Notes", "Move down…", keys(Key{fyne.KeyDown, alt}), func(w *Window) { w.moveNote(+1) }, false},
		{"Notes", "Duplicate", nil, eachNote((*editor.Session).DuplicateNote), false},
		{"Notes", "Merge", nil, noteCommand(mergeNotes), false},
		{"Notes", "Split at the caret", nil, (*Window).splitNote, false},
		{"Notes", "Into a parenthesis", nil, noteCommand(toParentheses), false},
		{"Notes", "Parenthesis into a note", nil, sessionCommand((*editor.Session).ParenthesisToNote), false},
		{"Notes", "Footnote or endnote", nil, noteCommand(footOrEnd), false},
		{"Notes", "Make marker independent", nil, (*Window).makeIndependent, false},
		{"Notes", "Copy as text", nil, (*Window).copyNotes, false},
		{"Notes", "Delete note", nil, noteCommand(deleteNotes), false},
		{"Notes", "Numbering…", nil, (*Window).numbering, true},
		{"Notes", "Find typed notes…", keys(Key{fyne.KeyD, ctrlShift}), (*Window).review, true},
		{"Notes", "All notes", nil, func(w *Window) { w.beside.OnlyProblems(false) }, true},
		{"Notes", "Only notes with problems", nil, func(w *Window) { w.beside.OnlyProblems(true) }, false},
		{"Notes", "Checks", nil, (*Window).showChecks, false},
		{"Notes", "Bin", nil, (*Window).showBin, false},
		{"Notes", "Comments: next", keys(Key{fyne.KeyPageDown, alt | shift}), (*Window).nextComment, true},
		{"Notes", "Comments: previous", keys(Key{fyne.KeyPageUp, alt | shift}), (*Window).previousComment, false},
		{"Notes", "Comments: write on", nil, (*Window).editComment, false},
		{"Notes", "Comments: answer", nil, (*Window).answerComment, false},
		{"Notes", "Comments: resolve or reopen", nil, (*Window).resolveComment, false},
		{"Notes", "Comments: delete", nil, (*Window).deleteComment, false},
		{"Notes", "Comments: beside the page", nil, (*Window).toggleComments, false},
		{"Notes", "Comments: resolved ones too", nil, (*Window).toggleResolved, false},
		{"Notes", "Comments: name to sign with…", nil, (*Window).askAuthor, false},

		{"Sources", "Show sources", keys(Key{fyne.KeyF6, 0}), (*Window).toggleSources, false},
		{"Sources", "Add a source…", nil, (*Window).newSource, false},
		{"Sources", "Look up a source…", keys(Key{fyne.KeyF6, fyne.KeyModifierShift}), (*Window).lookUp, false},
		{"Sources", "Import sources…", nil, (*Window).openSources, false},
		{"Sources", "Import sources from the clipboard", nil, (*Window).pasteSources, false},
		{"Sources", "Import sources from Zotero", nil, (*Window).importZotero, false},
		{"Sources", "Find duplicates…", nil, (*Window).findTwins, true},
		{"Sources", "Undo the last change of sources", nil, (*Window).undoSources, false},
		{"Sources", "Redo the last change of sources", nil, (*Window).redoSources, false},
		{"Sources", "Pattern of the sources’ keys…", nil, (*Window).askKeyPattern, true},
		{"Sources", "Give the listed sources keys anew", nil, (*Window).newKeys, false},
		{"Sources", "Find typed citations…", nil, (*Window).recite, true},
		{"Sources", "Style of the citations…", nil, (*Window).citeStyle, true},
		{"Sources", "Add a style…", nil, (*Window).openStyle, false},
		{"Sources", "Language of the citations…", nil, (*Window).citeLanguage, false},
		{"Sources", "“Ibid.” or short forms", nil, (*Window).toggleIbid, false},

		{"View", "Essays and outline", keys(Key{fyne.KeyF8, 0}), (*Window).toggleSide, false},
		{"View", "Notes beside the page", keys(Key{fyne.KeyF9, 0}), (*Window).toggleNotes, false},
		{"View", "Source as Markdown", keys(Key{fyne.KeyU, ctrlShift}), (*Window).toggleSource, true},
		{"View", "Apply the source", keys(Key{fyne.KeyReturn, ctrl}), (*Window).applySource, false},
		{"View", "Discard the source", nil, (*Window).discardSource, false},
		{"View", "Check spelling", nil, (*Window).toggleSpelling, true},
		{"View", "Typewriter scrolling", nil, lookCommand(toggleTypewriter), true},
		{"View", "Focus on the paragraph", nil, focusCommand(page.FocusParagraph), false},
		{"View", "Focus on the sentence", nil, focusCommand(page.FocusSentence), false},
		{"View", "Page width: narrow", nil, measureCommand(0), true},
		{"View", "Page width: usual", nil, measureCommand(1), false},
		{"View", "Page width: wide", nil, measureCommand(2), false},
		{"View", "Leading: tight", nil, leadingCommand(0), false},
		{"View", "Leading: usual", nil, leadingCommand(1), false},
		{"View", "Leading: loose", nil, leadingCommand(2), false},
		{"View", "Text face: serif", nil, faceCommand(false), false},
		{"View", "Text face: sans serif", nil, faceCommand(true), false},
		{"View", "Larger type", keys(Key{fyne.KeyEqual, ctrl}, Key{fyne.KeyPlus, ctrl}), zoomCommand(+1), true},
		{"View", "Smaller type", keys(Key{fyne.KeyMinus, ctrl}), zoomCommand(-1), false},
		{"View", "Usual type", keys(Key{fyne.Key0, ctrl}), zoomCommand(0), false},
		{"View", "Colours as the desktop", nil, modeCommand(theme.System), true},
		{"View", "Light", nil, modeCommand(theme.Light), false},
		{"View", "Dark", nil, modeCommand(theme.Dark), false},
		{"View", "Sepia", nil, modeCommand(theme.Sepia), false},
		{"View", "Words, characters or time to read", nil, (*Window).nextMeasure, true},
		{"View", "Target for today…", nil, (*Window).askTarget, false},
		{"View", "Full screen", keys(Key{fyne.KeyF11, 0}), (*Window).fullScreen, true},

		{"Help", "All commands…", keys(Key{fyne.KeyP, ctrlShift}), (*Window).palette, false},
		{"Help", "About Ibid", nil, (*Window).about, true},
	}
}

func styleCommand(s doc.Style) func(*Window) {
	return func(w *Window) { w.edit(func() error { return w.desk.session.ToggleStyle(s) }) }
}

// sessionCommand does a command of the session at the selection of the text
// that had the focus last.
func sessionCommand(do func(*editor.Session) error) func(*Window) {
	return func(w *Window) { w.edit(func() error { return do(w.desk.session) }) }
}

// sectionCommand moves the caret's section, or changes its rank, by a step.
func sectionCommand(do func(*editor.Session, int) error, by int) func(*Window) {
	return sessionCommand(func(s *editor.Session) error { return do(s, by) })
}

func kindCommand(k doc.Kind, level int) func(*Window) {
	return func(w *Window) { w.edit(func() error { return w.desk.session.SetKind(k, level) }) }
}

func modeCommand(m theme.Mode) func(*Window) { return func(w *Window) { w.setMode(m) } }

// shortcut is the key as Fyne matches it.
func (k Key) shortcut() fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Mod}
}

// standard gives Fyne's own shortcut for a key that Fyne turns into one before
// any menu sees it.
func (k Key) standard(c fyne.Clipboard) fyne.Shortcut {
	if k.Mod != ctrl {
		return nil
	}
	switch k.Name {
	case fyne.KeyZ:
		return &fyne.ShortcutUndo{}
	case fyne.KeyY:
		return &fyne.ShortcutRedo{}
	case fyne.KeyX:
		return &fyne.ShortcutCut{Clipboard: c}
	case fyne.KeyC:
		return &fyne.ShortcutCopy{Clipboard: c}
	case fyne.KeyV:
		return &fyne.ShortcutPaste{Clipboard: c}
	case fyne.KeyA:
		return &fyne.ShortcutSelectAll{}
	}
	return nil
}

// String writes a key as the platform does: Ctrl+Alt+F, or ⌥⌘F.
func (k Key) String() string {
	name := string(k.Name)
	switch k.Name {
	case fyne.KeyBackTick:
		name = "`"
	case fyne.KeyUp:
		name = "↑"
	case fyne.KeyDown:
		name = "↓"
	case fyne.KeyLeft:
		name = "←"
	case fyne.KeyRight:
		name = "→"
	}
	if runtime.GOOS == "darwin" {
		var s strings.Builder
		for _, m := range []struct {
			mod  fyne.KeyModifier
			sign string
		}{{fyne.KeyModifierControl, "⌃"}, {alt, "⌥"}, {shift, "⇧"}, {fyne.KeyModifierSuper, "⌘"}} {
			if k.Mod&m.mod != 0 {
				s.WriteString(m.sign)
			}
		}
		return s.String() + name
	}
	var s strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		sign string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {alt, "Alt+"}, {shift, "Shift+"}, {fyne.KeyModifierSuper, "Super+"}} {
		if k.Mod&m.mod != 0 {
			s.WriteString(m.sign)
		}
	}
	return s.String() + name
}
