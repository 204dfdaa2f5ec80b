package storage

import (
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations lists the steps to the newest version, the first being version 1.
func migrations() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic("storage: " + err.Error())
	}
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic("storage: " + err.Error())
		}
		steps[i] = string(text)
	}
	return steps
}

// migrate brings the file up to the newest version. It writes in any case, so
// that a place where nothing can be saved is known before anything is typed.
func migrate(path string, db *sql.DB) error {
	var version int
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return sentence(path, "opened", err)
	}
	if err := checkVersion(path, version); err != nil { // a rollback may have changed what the header said
		return err
	}
	if err := bringUp(db, version, migrations()); err != nil {
		return sentence(path, "opened", err)
	}
	return nil
}

func bringUp(db *sql.DB, version int, steps []string) error {
	if version == len(steps) {
		return transact(db, func(tx *sql.Tx) error { return setVersion(tx, version) })
	}
	for version < len(steps) {
		err := transact(db, func(tx *sql.Tx) error {
			if _, err := tx.Exec(steps[version]); err != nil {
				return err
			}
			return setVersion(tx, version+1)
		})
		if err != nil {
			return err
		}
		version++
	}
	return nil
}

func setVersion(tx *sql.Tx, version int) error {
	_, err := tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, version))
	return err
}
