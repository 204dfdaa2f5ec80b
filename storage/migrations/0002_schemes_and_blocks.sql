-- How an essay's notes are numbered, as JSON or '' for the usual way, and its
-- language (BCP 47, or ''). A note belongs to a series by its name. Where it
-- lost its last marker is the sentence in context, the marker's offset there in
-- runes, and the time in milliseconds since 1970 (UTC).
ALTER TABLE essay ADD COLUMN scheme TEXT NOT NULL DEFAULT '';
ALTER TABLE essay ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN series TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN "offset" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;

-- What a block has beside its level, as JSON; NULL for most.
ALTER TABLE block ADD COLUMN info TEXT;

-- Pictures are named by the SHA-256 of their bytes, so that a picture that is
-- used twice is kept once.
CREATE TABLE picture (
	hash TEXT PRIMARY KEY,
	data BLOB NOT NULL
);
