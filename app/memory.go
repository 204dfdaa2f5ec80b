package app

import (
	"os"
	"runtime/debug"
	"time"
)

// garbage is how much of what lives may lie about as garbage, in per cent: half
// of Go's own, for a whole window is drawn by software into memory that no
// collector sees, and what an essay keeps alive is small enough to be gone
// through more often.
const garbage = 50

// thrifty has the program take less memory than Go would by itself, unless the
// user says how much.
func thrifty() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}

// restAfter is how long nothing must have been done before memory that is not
// used is given back.
const restAfter = 10 * time.Second

// rest gives memory back when nothing has been done for a while since the n-th
// count was asked for.
func (w *Window) rest(n int64) {
	time.AfterFunc(restAfter, func() {
		if w.counting.Load() == n {
			debug.FreeOSMemory()
		}
	})
}
