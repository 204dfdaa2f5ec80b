-- The part of a file that a block was read from, and how it is divided (see
-- source.go); NULL where it came from none. A note has the label that the file
-- called it by. The head is what is known of an essay beside its text and what
-- stood above the text in its file, as JSON or ''.
ALTER TABLE block ADD COLUMN source TEXT;
ALTER TABLE block ADD COLUMN parts TEXT;
ALTER TABLE note ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE essay ADD COLUMN head TEXT NOT NULL DEFAULT '';
