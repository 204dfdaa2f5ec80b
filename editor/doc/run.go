package doc

// Run is a piece of a document: whole blocks that follow one another. Documents
// made from one another share the runs in which no block differs, so that what
// is derived from a run need not be derived again.
type Run struct{ chunk }

// Runs lists the runs that the document is made of, in order. Where they begin
// and end says nothing about the text.
func (d *Document) Runs() func(yield func(int, Run) bool) {
	return func(yield func(int, Run) bool) {
		for i, c := range d.chunks {
			if !yield(i, Run{c}) {
				return
			}
		}
	}
}

// Same reports, at no cost, whether both are known to hold the very same blocks.
// False does not say that they differ.
func (r Run) Same(s Run) bool { return sameChunk(r.chunk, s.chunk) }

// Blocks lists the run's blocks. The caller must not modify the list.
func (r Run) Blocks() []*Block { return r.blocks }

// Atoms is the number of atoms in the run.
func (r Run) Atoms() int { return r.atoms }
