module github.com/ibid-editor/ibid

go 1.26.8

require (
	fyne.io/fyne/v2 v2.8.1 // indirect
	github.com/clipperhouse/uax29/v2 v2.2.0 // indirect
	github.com/mattn/go-sqlite3 v1.14.53 // indirect
)
