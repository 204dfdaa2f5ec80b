// Package bibtex reads and writes sources in the formats of BibTeX and
// BibLaTeX.
//
// [Read] takes a whole file and gives its entries as CSL items: strings and
// concatenations are resolved, data of crossref and xdata inherited, LaTeX is
// turned into Unicode with the markup of CSL. It never fails. What is wrong in
// an entry is reported with its line, and the entry keeps what can be read of
// it. Fields for which CSL has no variable stay with the item as they were
// written, and [Write] gives them back.
//
// The rules of names, dates, types and inheritance are those of the BibLaTeX
// manual. Absent are the parts that only concern typesetting: sorting and
// label fields, options except useprefix, and related entries.
package bibtex
