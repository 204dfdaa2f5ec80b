package spell

import (
	"slices"
	"strconv"
	"strings"
)

// flag names an affix or a property of words; 0 is none.
type flag uint64

type flags []flag

func (f flags) has(x flag) bool { return x != 0 && slices.Contains(f, x) }

// flagKind says how flags are written (the option FLAG).
type flagKind uint8

const (
	flagChar flagKind = iota // one character each
	flagLong                 // two characters each
	flagNum                  // numbers, parted by commas
)

// parse reads the flags of a field.
func (k flagKind) parse(s string) flags {
	var f flags
	switch k {
	case flagLong:
		r := []rune(s)
		for i := 0; i+1 < len(r); i += 2 {
			f = append(f, flag(r[i])<<32|flag(r[i+1]))
		}
	case flagNum:
		for n := range strings.SplitSeq(s, ",") {
			if v, err := strconv.ParseUint(strings.TrimSpace(n), 10, 32); err == nil && v > 0 {
				f = append(f, flag(v))
			}
		}
	default:
		for _, r := range s {
			f = append(f, flag(r))
		}
	}
	return f
}

// one reads a single flag.
func (k flagKind) one(s string) flag {
	if f := k.parse(s); len(f) > 0 {
		return f[0]
	}
	return 0
}

// flagsOf reads the flags of a field, or the set that a number there is the
// alias of (the option AF).
func (r *rules) flagsOf(field string) flags {
	if field == "" {
		return nil
	}
	if len(r.aliases) > 0 {
		if n, err := strconv.Atoi(field); err == nil {
			if n >= 1 && n <= len(r.aliases) {
				return r.aliases[n-1]
			}
			return nil
		}
	}
	return r.kind.parse(field)
}
