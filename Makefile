# Capaian. `make run` and `make demo` need Go only; `make test` gets the rest itself.
SHELL := /bin/bash

.PHONY: run demo run-aws demo-aws sam-local reviu test test-go check bench fuzz faults build ekspor impor

run: ## pages and API on CAPAIAN_ADDR (127.0.0.1:8080), data in CAPAIAN_DATA (./var)
	go run ./infra/local run

demo: ## the main job from nothing; files in out/
	go run ./infra/local demo

# The same from the pieces that go to the cloud: needs Java, npm and a minute to build an S3 server, once.
run-aws: ## template.yaml's functions on DynamoDB Local and VersityGW, data in CAPAIAN_DATA/aws
	infra/test/servers.sh
	go run ./infra/aws run

demo-aws: ## the main job from nothing on them; files in out/
	infra/test/servers.sh
	go run ./infra/aws demo

FORMAT ?= teks
reviu: ## what contradicts itself in a report: make reviu FILE=…, a text, XLSX or statements as JSON; FORMAT=json or pernyataan
	@go build -o build/reviu ./infra/reviu
	@build/reviu -format "$(FORMAT)" "$(FILE)"

FUNCTION ?= recalc
EVENT ?= detak
sam-local: ## functions/FUNCTION/testdata/EVENT.json by `sam local invoke`, on a running make run-aws; SAM_FLAGS go to sam
	@infra/test/sam-local.sh "$(FUNCTION)" "$(EVENT)" $(SAM_FLAGS)

test: ## everything that must hold before a change lands
	infra/test/deps.sh
	$(MAKE) check
	go test -race -shuffle=on -count=1 -timeout 60m ./...

# What needs nothing but Go. Tests that need a server, a browser or LibreOffice are not in these packages.
GO_ONLY := $(addprefix ./internal/,api app dispatch fault httpx locale objects objects/dir receiver recalc record report/document report/html report/huruf report/xlsx reporter \
  sakip sample service sqs store store/embedded web wire) ./infra/templat
test-go: ## the fast part, which needs only Go
	go vet ./...
	go test -shuffle=on -count=1 $(GO_ONLY)

check: ## formatting, vet, staticcheck, govulncheck, shellcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	infra/test/vuln.sh
	shellcheck .ci/run $$(git ls-files '*.sh')

bench: ## figures for docs/performance.md
	infra/test/servers.sh
	go test -run '^$$' -bench . -benchmem -timeout 60m ./internal/sakip ./internal/store/embedded ./internal/recalc ./internal/web ./internal/report ./internal/review ./internal/review/baca ./infra/local ./infra/aws

FUZZTIME ?= 30s
fuzz: ## every fuzz target for FUZZTIME
	@set -e; for pkg in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$pkg; \
	  done; \
	done

faults: ## kill functions, tables, machines and whole stacks a thousand times; fill disks
	infra/test/servers.sh
	CAPAIAN_KILLS=1000 go test -count=1 -run 'Kill|FullDisk' -timeout 60m ./internal/store/embedded ./infra/local ./infra/aws ./infra/cadangan

ARCH ?= arm64
build: ## Lambda packages build/<function>/bootstrap and build/<function>.zip
	go run ./infra/paket -arch $(ARCH)

TEMPAT ?= lokal:./var
ekspor: ## an agency as one file: make ekspor OPD=… KE=….zip, from TEMPAT (lokal:./var or aws)
	go run ./infra/cadangan ekspor -opd "$(OPD)" -dari "$(TEMPAT)" -ke "$(KE)"

impor: ## and into TEMPAT: make impor DARI=….zip; BUAT=1 makes its kabupaten too
	go run ./infra/cadangan impor -dari "$(DARI)" -ke "$(TEMPAT)" $(if $(BUAT),-buat-kabupaten)
