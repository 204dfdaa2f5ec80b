# Tools are pinned here and nowhere else.
GOFUMPT  = go run mvdan.cc/gofumpt@v0.12.0
GOLANGCI = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME = 2000x

.PHONY: run test race bench eval fuzz fmt lint check-exports

run:
	@sh setup.sh run
	go run ./cmd/ibid

test:
	@sh setup.sh test
	go test ./...

# The packages in which goroutines share something; readers and writers of
# formats share nothing, and take long under the detector.
race:
	@sh setup.sh test
	go test -race -timeout 20m ./editor ./editor/doc ./editor/essay ./editor/spell ./editor/doctor ./storage/... ./app/...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# How often the doctor is right, asks, and is wrong; BOOK names a text with
# numbered notes to make documents of as well.
DOCUMENTS = 4000
eval:
	go test ./editor/doctor/eval -v -count=1 -eval=$(DOCUMENTS) $(if $(BOOK),-book=$(abspath $(BOOK)))

# go test fuzzes one target at a time. A number of inputs, not of seconds: when the
# seconds end while a worker is busy, go test calls that a failure (golang.org/issue/75804).
fuzz:
	@grep -r --include='*_test.go' '^func Fuzz' . | sed 's|/[^/]*:func |/ |; s|(.*||' | \
	while read -r dir name; do \
		echo "$$dir $$name"; \
		go test "$$dir" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x </dev/null || exit 1; \
	done

# What others say of the files we write: validators, Pandoc, LibreOffice.
check-exports:
	@sh checks.sh
	go test ./editor/format -run '^TestOthers' -v -count=1 -others

fmt:
	$(GOFUMPT) -w .

lint:
	$(GOFUMPT) -d .
	go vet ./...
	$(GOLANGCI) run
