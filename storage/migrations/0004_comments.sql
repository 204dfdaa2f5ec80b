-- A comment is about the text from an offset of one block to an offset of another,
-- in runes, of the body or of a note as those blocks are; once that text is
-- deleted both ends are one place. Words are what it is or was about.
CREATE TABLE comment (
	essay      INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	id         TEXT    NOT NULL,
	block      INTEGER NOT NULL,
	"offset"   INTEGER NOT NULL,
	end_block  INTEGER NOT NULL,
	end_offset INTEGER NOT NULL,
	words      TEXT    NOT NULL,
	resolved   INTEGER NOT NULL,
	PRIMARY KEY (essay, id)
) WITHOUT ROWID;

-- What a comment says, with the answers to it in their order. Times are
-- milliseconds since 1970 (UTC).
CREATE TABLE remark (
	essay   INTEGER NOT NULL,
	comment TEXT    NOT NULL,
	rank    INTEGER NOT NULL,
	author  TEXT    NOT NULL,
	made    INTEGER NOT NULL,
	text    TEXT    NOT NULL,
	PRIMARY KEY (essay, comment, rank),
	FOREIGN KEY (essay, comment) REFERENCES comment (essay, id) ON DELETE CASCADE
) WITHOUT ROWID;
