// Package csl is a processor for the Citation Style Language (CSL) 1.0.2: it
// renders citations and bibliographies in any of the styles that reference
// managers share.
//
// A [Style] is read once, from a file of the public repository of styles or
// from [Builtin]. [NewProcessor] joins it with a language. The [Processor]
// holds the sources, as [Item] values in the shape of CSL-JSON, and renders a
// whole [Document] at a time: its citations in reading order, with the numbers
// of the notes that they stand in. First and later cites, "ibid.", citation
// numbers and the letters behind years follow from the order alone. After an
// insertion or deletion the same call renders the changed document; what has
// not changed is remembered, and the result is that of a new processor.
//
// Rendered text comes as [Spans], which know formats, blocks and links, and
// write themselves as HTML, Markdown or plain text; Runs flattens them for an
// editor.
//
// Locale files are found through a function ([Locales], [LocaleFS]); American
// English is built in. Names, dates, numbers, sorting, disambiguation and
// punctuation follow the specification, and where it is silent the test suite
// of the CSL project, whose fixtures are run by the package's tests.
//
// Absent are the extensions of other processors: parallel citations, legal
// jurisdictions, multilingual items, and right-to-left marks.
package csl
