-- Words that are right although no installed dictionary has them: everywhere,
-- with NULL for the essay, or in one essay.
CREATE TABLE dictionary (
	word  TEXT NOT NULL,
	essay INTEGER REFERENCES essay (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX dictionary_word ON dictionary (word, ifnull(essay, 0));

CREATE INDEX dictionary_essay ON dictionary (essay);
