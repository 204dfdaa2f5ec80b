-- What was done to an essay, in the order of the rows' ids: first the steps
-- that led to what it is now, then those that were undone. From where the essay
-- is now, each row's patch (see patch.go) leads on to the state on the row's far
-- side: before the step, or after one that was undone. The step's name is its
-- own as long as it lives, its revision grows when it is extended. Words are
-- those it added, less those it took away. Times are milliseconds since 1970
-- (UTC). The state before a milestone is kept; a step aside leads to what was
-- undone, or back from there. Before and after are what was selected.
CREATE TABLE step (
	id        INTEGER PRIMARY KEY,
	essay     INTEGER NOT NULL REFERENCES essay (id) ON DELETE CASCADE,
	name      INTEGER NOT NULL,
	revision  INTEGER NOT NULL,
	undone    INTEGER NOT NULL,
	label     TEXT    NOT NULL,
	began     INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	words     INTEGER NOT NULL,
	milestone INTEGER NOT NULL,
	aside     INTEGER NOT NULL,
	before    TEXT    NOT NULL,
	after     TEXT    NOT NULL,
	patch     BLOB    NOT NULL
);

CREATE INDEX step_essay ON step (essay);

-- A collection is an ordered list of essays, such as the chapters of a book; an
-- essay is in one at most. Ranks order collections, and essays in one. Where
-- numbers run on, an essay's notes are numbered on from those of the essays
-- before it.
CREATE TABLE collection (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	name    TEXT    NOT NULL,
	rank    INTEGER NOT NULL,
	runs_on INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE member (
	essay      INTEGER PRIMARY KEY REFERENCES essay (id) ON DELETE CASCADE,
	collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
	rank       INTEGER NOT NULL
);

CREATE INDEX member_collection ON member (collection, rank);
