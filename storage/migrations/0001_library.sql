-- An essay's title, words and notes are copies of what its body and notes say,
-- kept for the list of essays. Times are milliseconds since 1970 (UTC); an
-- essay with a time in trashed lies in the trash.
CREATE TABLE essay (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	title   TEXT    NOT NULL,
	words   INTEGER NOT NULL,
	notes   INTEGER NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	trashed INTEGER
);

CREATE TABLE note (
	essay   INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	id      TEXT    NOT NULL,
	context TEXT    NOT NULL,
	PRIMARY KEY (essay, id)
) WITHOUT ROWID;

-- A block belongs to the text of a note or, with NULL there, to the body. Ranks
-- order the blocks of one text and leave gaps. Spans say how text is styled
-- (see encode.go); NULL is plain text.
CREATE TABLE block (
	id    INTEGER PRIMARY KEY,
	essay INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	note  TEXT,
	rank  INTEGER NOT NULL,
	kind  TEXT    NOT NULL,
	level INTEGER NOT NULL,
	text  TEXT    NOT NULL,
	spans TEXT,
	FOREIGN KEY (essay, note) REFERENCES note (essay, id) ON DELETE CASCADE
);

CREATE INDEX block_order ON block (essay, note, rank);

-- The index of words takes its text from block; it must be told of a text's end
-- while that text still stands there.
CREATE VIRTUAL TABLE word USING fts4 (
	text, content="block", matchinfo="fts3", tokenize=unicode61 "remove_diacritics=2"
);

CREATE TRIGGER block_insert AFTER INSERT ON block BEGIN
	INSERT INTO word (docid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER block_before_update BEFORE UPDATE OF text ON block WHEN old.text IS NOT new.text BEGIN
	DELETE FROM word WHERE docid = old.id;
END;

CREATE TRIGGER block_after_update AFTER UPDATE OF text ON block WHEN old.text IS NOT new.text BEGIN
	INSERT INTO word (docid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER block_delete BEFORE DELETE ON block BEGIN
	DELETE FROM word WHERE docid = old.id;
END;

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;
