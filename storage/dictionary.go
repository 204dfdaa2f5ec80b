package storage

// The words that the person in front of the screen calls right: the personal
// dictionary, and those that are ignored in one essay.

// Words lists the personal dictionary, in order.
func (l *Library) Words() ([]string, error) {
	return l.words("SELECT word FROM dictionary WHERE essay IS NULL ORDER BY word")
}

// Ignored lists the words that are ignored in an essay, in order.
func (l *Library) Ignored(id EssayID) ([]string, error) {
	return l.words("SELECT word FROM dictionary WHERE essay = ? ORDER BY word", id)
}

// AddWord puts a word into the personal dictionary.
func (l *Library) AddWord(word string) error {
	return l.exec("INSERT OR IGNORE INTO dictionary (word, essay) VALUES (?, NULL)", word)
}

// RemoveWord takes a word out of the personal dictionary.
func (l *Library) RemoveWord(word string) error {
	return l.exec("DELETE FROM dictionary WHERE word = ? AND essay IS NULL", word)
}

// IgnoreWord has a word ignored in an essay.
func (l *Library) IgnoreWord(id EssayID, word string) error {
	return l.exec("INSERT OR IGNORE INTO dictionary (word, essay) VALUES (?, ?)", word, id)
}

func (l *Library) words(query string, args ...any) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(query, args...)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var w string
		if err := rows.Scan(&w); err != nil {
			return nil, l.sentence("read", err)
		}
		list = append(list, w)
	}
	if err := rows.Err(); err != nil {
		return nil, l.sentence("read", err)
	}
	return list, nil
}

func (l *Library) exec(query string, args ...any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.db.Exec(query, args...); err != nil {
		return l.sentence("written", err)
	}
	return nil
}
