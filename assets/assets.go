// Package assets holds what is embedded in the program. So far that is the
// sample essay and the translations; icons and styles are not here yet. The
// package imports only embed, so that anything may import it.
package assets

import "embed"

// Sample is the essay the editor opens with at first start: three posts pasted
// from a web page into one, with what such a paste brings along. The typed
// markers restart in every post, the notes stand at the end in another order
// than the posts, and the page's comment form follows them.
//
// Towneley, Heberden, Jevons and Symons, their papers and their figures are
// history. Harriet Lisle and her register, Eleanor Marsh and her book are
// invented.
//
//go:embed sample.txt
var Sample string

// Translations holds, for each language, the texts of the interface that need
// a plural; other texts are their own keys in English.
//
//go:embed translations
var Translations embed.FS
