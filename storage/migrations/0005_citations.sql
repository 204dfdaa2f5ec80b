-- Sources belong to the library. An item is CSL-JSON; its hash leaves the key
-- out, so that a source that comes again is known. Line and words are copies
-- of what the item says, for the list of sources and its search. A source with a time
-- in trashed is only there for the essays that cite it.
CREATE TABLE source (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	key     TEXT    NOT NULL UNIQUE,
	item    TEXT    NOT NULL,
	hash    TEXT    NOT NULL,
	line    TEXT    NOT NULL,
	words   TEXT    NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	trashed INTEGER
);

CREATE INDEX source_hash ON source (hash);
CREATE INDEX source_line ON source (line);

CREATE VIRTUAL TABLE source_word USING fts4 (
	words, content="source", matchinfo="fts3", prefix="1,2,3", tokenize=unicode61 "remove_diacritics=2"
);

CREATE TRIGGER source_insert AFTER INSERT ON source BEGIN
	INSERT INTO source_word (docid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER source_before_update BEFORE UPDATE OF words ON source WHEN old.words IS NOT new.words BEGIN
	DELETE FROM source_word WHERE docid = old.id;
END;

CREATE TRIGGER source_after_update AFTER UPDATE OF words ON source WHEN old.words IS NOT new.words BEGIN
	INSERT INTO source_word (docid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER source_delete BEFORE DELETE ON source BEGIN
	DELETE FROM source_word WHERE docid = old.id;
END;

-- An essay calls its sources by keys of its own, which usually are the
-- library's.
CREATE TABLE essay_source (
	essay  INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	key    TEXT    NOT NULL,
	source INTEGER NOT NULL REFERENCES source (id),
	PRIMARY KEY (essay, key)
) WITHOUT ROWID;

CREATE INDEX essay_source_source ON essay_source (source);

-- What a citation cites, as JSON; its place is in the text.
CREATE TABLE citation (
	essay INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	id    TEXT    NOT NULL,
	cites TEXT    NOT NULL,
	PRIMARY KEY (essay, id)
) WITHOUT ROWID;

-- The style and language of an essay's citations, as JSON or '' for the usual.
ALTER TABLE essay ADD COLUMN citing TEXT NOT NULL DEFAULT '';
