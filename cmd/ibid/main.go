// Command ibid is the editor, and its work without a window: converting essays,
// pairing typed notes, checking notes, citing sources.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// version is the release; a build from a checkout adds the revision.
const version = "0.1.0"

// The exit statuses.
const (
	done      = 0
	failed    = 1 // the reason stands on standard error in one line
	wrong     = 2 // wrong usage
	uncertain = 3 // done only as far as certain: a pairing needs an answer
)

const usage = `usage: ibid [--library FILE] [FILE…]                     open the editor
       ibid convert IN -o OUT [--from F] [--to F] [--numbering N] [--fragment] [--accept]
                    [--style S] [--locale L] [--bibliography REFS]   how citations are printed, and of what sources
                    [--option NAME=VALUE]…     what a format lets one choose, such as page=fragment
       ibid doctor IN [--json]                         how typed markers and notes pair
       ibid check IN [--json]                          the checks on notes
       ibid cite --style S [--locale L] [--format F] REFS KEY…   citations and bibliography
       ibid library [--file F] info | verify | backup OUT | list | export ESSAY -o OUT | import FILE…
       ibid version
IN and OUT may be -. Formats are markdown (what was not edited leaves as it came),
gfm, pandoc, commonmark, html, text, docx, odt, epub, wordpress and ghost, rtf to be
read, pdf and latex to be written; they are known by a file's ending or named.
--numbering says how notes are numbered, in words parted
by commas: continuous, section or section:N (again from each heading of rank N
or higher); arabic, roman, letters or symbols; foot, end or section-end.
REFS is a .bib, .ris, .json, .yaml or .xml file of sources. A KEY may go on with a comma and a
locator: 'ko2019,72' or 'ko2019,chap. 3'. S is a .csl file or the name of a style:
ibid-notes, ibid-author-date, or one in the system's folders. L is a language
such as de-DE; F is text, html or markdown. ESSAY is the number or the title of
an essay, as list shows them.
`

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// command is one thing that is done without a window.
type command func(c *call) error

var commands = map[string]command{
	"convert": convert, "doctor": diagnose, "check": check, "cite": renderCitations,
	"library": library, "version": printVersion,
}

// call is what a command was called with.
type call struct {
	args        []string
	in          io.Reader
	out, errors io.Writer
	certain     bool // false turns the exit status of success into 3
	flags       *flag.FlagSet
}

func run(args []string, in io.Reader, out, errs io.Writer) int {
	if len(args) == 1 && (args[0] == "--help" || args[0] == "-h" || args[0] == "help") {
		fmt.Fprint(out, usage)
		return done
	}
	do, name := command(open), "ibid"
	if len(args) > 0 && commands[args[0]] != nil {
		do, name, args = commands[args[0]], args[0], args[1:]
	}
	c := &call{args: args, in: in, out: out, errors: errs, certain: true, flags: flag.NewFlagSet(name, flag.ContinueOnError)}
	c.flags.SetOutput(io.Discard)
	err := do(c)
	var misuse usageError
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		return done
	case errors.As(err, &misuse):
		fmt.Fprintf(errs, "ibid: %s\n%s", misuse, usage)
		return wrong
	case err != nil:
		fmt.Fprintf(errs, "ibid: %s\n", oneLine(err.Error()))
		return failed
	case !c.certain:
		return uncertain
	}
	return done
}

// usageError says how a command was called wrongly.
type usageError string

func (e usageError) Error() string { return string(e) }

// operands parses the flags, which may stand between the operands, and returns
// the operands.
func (c *call) operands(want int) ([]string, error) {
	var operands []string
	rest := c.args
	for {
		if err := c.flags.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usageError(err.Error())
		}
		rest = c.flags.Args()
		if len(rest) == 0 {
			break
		}
		if i := len(c.args) - len(rest); i > 0 && c.args[i-1] == "--" {
			operands = append(operands, rest...)
			break
		}
		operands, rest = append(operands, rest[0]), rest[1:]
	}
	if want >= 0 && len(operands) != want {
		return nil, usageError(fmt.Sprintf("%s wants %d file, not %d", c.flags.Name(), want, len(operands)))
	}
	return operands, nil
}

// warn writes sentences to standard error, one a line.
func (c *call) warn(sentences []string) {
	for _, s := range sentences {
		fmt.Fprintf(c.errors, "ibid: %s\n", oneLine(s))
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
