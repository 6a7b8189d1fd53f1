# `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BINARY := .build/release/genauth-emulator
STATIC_BINARY := .build/static/genauth-emulator
FUZZ := .build-fuzz
PEERS := .build-bench-peers
SECONDS := 60
SOURCES := Package.swift Sources Tests Fuzz Benchmarks
# What a build needs beside the Swift toolchain, as Debian packages.
APT := $(if $(filter 0,$(shell id -u)),apt-get,sudo -n apt-get)

# A crashed test otherwise hangs in Swift's interactive backtracer.
export SWIFT_BACKTRACE := enable=no

.PHONY: help run build dist man test test-swift test-e2e test-clients property crash schemathesis test-static test-portable test-image test-dockerfile image test-asan test-tsan fuzz bench-throughput bench-size bench-startup bench-first-test instructions compare abuse static check contract tables reference llms client-tools format format-check warnings clean libsqlite3 nginx python

help: ## List the targets.
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## */  make \1\t/' | expand -t 28

run: build ## Serve on http://127.0.0.1:8930, state in ./genauth-data.
	$(BINARY) serve

build: libsqlite3 ## Build the release program, .build/release/genauth-emulator.
	swift build -c release --product genauth-emulator

# ld.lld comes with Swift. It leaves the program's code where the kernel cannot map it 2 MB at a time, so that only what is
# used is resident: 13 in place of 18 MB. Without the folder of the sources in
# its texts, and the compiler's hashes of its own options, the program has the same bytes wherever it is built.
# Nothing unwinds the stack, so the tables for that are left out.
static: libsqlite3 ## Build a fully static, stripped program, .build/static/genauth-emulator.
	swift build -c release --product genauth-emulator --scratch-path .build-static -Xswiftc -static-executable -Xswiftc -use-ld=lld \
	  -Xcc -ffile-prefix-map=$(CURDIR)=. -Xcxx -ffile-prefix-map=$(CURDIR)=. -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. \
	  -Xlinker --no-eh-frame-hdr -Xlinker -T$(CURDIR)/Tools/release/static.ld
	mkdir -p $(dir $(STATIC_BINARY))
	strip --remove-section=.swift_modhash --remove-section=.note.gnu.build-id -o $(STATIC_BINARY) .build-static/release/genauth-emulator

dist: static python ## Pack the static program, its manual, licenses and bill of materials into .build/dist, with checksums.
	swift build --product generate-manual
	rm -rf .build/dist
	$(PYTHON) Tools/release/dist.py $(STATIC_BINARY) .build/debug/generate-manual .build-static/checkouts .build/dist

man: build ## Write the manual page and completion scripts of the release program into .build/man.
	swift build --product generate-manual
	mkdir -p .build/man
	.build/debug/generate-manual $(BINARY) --output-directory .build/man --date $$(git log -1 --format=%cs)
	for shell in bash zsh fish; do $(BINARY) --generate-completion-script $$shell > .build/man/completion.$$shell; done

test-static: static ## As root: start the static program in an empty directory under chroot.
	Tests/static.sh $(STATIC_BINARY)

test-image: static $(VENV)/installed ## As root, on Debian: test the image with Docker, Compose and Podman; PYTEST='-k stop' selects tests.
	PYTHON=$(VENV)/bin/python Tests/image/run.sh $(STATIC_BINARY) $(PYTEST)

test-dockerfile: $(VENV)/installed ## Like test-image, with an image built from the whole Dockerfile (Tests/image/build.sh).
	mkdir -p .build
	Tests/image/build.sh .build/image.tar
	PYTHON=$(VENV)/bin/python Tests/image/run.sh .build/image.tar $(PYTEST)

# The labels say which commit it is, and where its repository is when it has a public address, without credentials.
image: ## Build the container image genauth-emulator with Docker.
	docker build -t genauth-emulator --build-arg REVISION=$$(git rev-parse HEAD) \
	  --build-arg SOURCE=$$(git config --get remote.origin.url | grep -E '^https?://' | sed -E 's#//[^/]*@#//#' \
	  || echo unknown) .

# Found inputs are left in the folder; an ordinary test is made of each. Leaks are left out as in test-asan below.
fuzz: libsqlite3 ## Run each fuzz target for SECONDS=60.
	for target in FuzzRequestParser FuzzConversation FuzzJSON FuzzSignature; do \
	  GENAUTH_EMULATOR_FUZZ=1 swift build -c release --scratch-path $(FUZZ) --product $$target; \
	done
	$(PYTHON) Fuzz/corpus.py $(FUZZ)/corpus
	for pair in FuzzRequestParser:http FuzzConversation:conversation FuzzJSON:json FuzzSignature:http; do \
	  target=$${pair%%:*}; found=$(FUZZ)/found/$$target; mkdir -p $$found; \
	  echo "== $$target"; \
	  ASAN_OPTIONS=detect_leaks=0 $(FUZZ)/release/$$target -detect_leaks=0 -max_total_time=$(SECONDS) -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	    -verbosity=0 -dict=Fuzz/http.dict -artifact_prefix=$$found/ $$found $(FUZZ)/corpus/$${pair##*:} 2>&1 \
	    | grep -vE '^INFO|^$$' ; \
	done

# Swift keeps flags in the spare bits of pointers, so the leak detector takes what static values hold for lost.
test-asan: libsqlite3 ## Run the Swift tests under Address Sanitizer.
	ASAN_OPTIONS=detect_leaks=0 swift test --no-parallel --sanitize=address --scratch-path .build-asan

test-tsan: libsqlite3 ## Run the Swift tests under Thread Sanitizer.
	swift test --no-parallel --sanitize=thread --scratch-path .build-tsan

test: test-swift test-e2e ## Run all tests: Swift, then end to end against the release program.

# One after another: tests of time-outs would starve beside those that use every core.
test-swift: libsqlite3 ## Run the Swift tests.
	swift test --no-parallel

test-e2e: build $(VENV)/installed nginx ## Run the end-to-end tests: a real server, the official SDKs and plain HTTP.
	swift build --product generate-manual
	GENAUTH_EMULATOR_BINARY=$(BINARY) $(VENV)/bin/python -m pytest -q Tests/e2e

test-clients: build $(VENV)/installed client-tools ## Try each client for test suites as its page says, with the tools of its language.
	GENAUTH_EMULATOR_BINARY=$(BINARY) $(VENV)/bin/python -m pytest -q -rs Tests/clients

# The build of systems other than Linux, on Linux. Left out are the tests that make calls of Linux fail, and the costs, which are
# those of the release program. The other tests of the server are run.
test-portable: libsqlite3 $(VENV)/installed ## Build every module for poll(2) and run the tests of the server's behaviour with it.
	swift build --product genauth-emulator --scratch-path .build-portable -Xswiftc -DPORTABLE
	! nm -u .build-portable/debug/genauth-emulator | grep -wE 'epoll_wait|eventfd|accept4'
	GENAUTH_EMULATOR_BINARY=.build-portable/debug/genauth-emulator $(VENV)/bin/python -m pytest -q Tests/e2e/server \
	  -k 'not test_costs and not test_reading_costs and not test_faults and not cannot_be_waited_for'

# How many, how long and from where: GENAUTH_PROPERTY_SEQUENCES, GENAUTH_PROPERTY_STEPS, GENAUTH_PROPERTY_SEED.
property: build $(VENV)/installed ## Compare 2,000 random sequences of calls with a model of the directory.
	GENAUTH_EMULATOR_BINARY=$(BINARY) GENAUTH_PROPERTY_SEQUENCES=$(or $(GENAUTH_PROPERTY_SEQUENCES),2000) \
	  $(VENV)/bin/python -m pytest -q -s Tests/e2e/sequences

# How many and from which seed: GENAUTH_CRASH_ROUNDS, GENAUTH_CRASH_SEED.
crash: build $(VENV)/installed ## Kill servers and copies of pools 200 times each; no acknowledged change may be lost.
	GENAUTH_EMULATOR_BINARY=$(BINARY) GENAUTH_CRASH_ROUNDS=$(or $(GENAUTH_CRASH_ROUNDS),200) \
	  $(VENV)/bin/python -m pytest -q -s Tests/e2e/crash
	GENAUTH_CRASH_ROUNDS=$(or $(GENAUTH_CRASH_ROUNDS),200) swift test --no-parallel --filter DirectoryTests.CampaignTests

# Leave the machine alone meanwhile. OPTIONS=--write writes the tables of docs/performance.md and the README anew.
bench-throughput: build $(PEERS)/installed ## Measure requests a second beside nginx, SQLite and others; needs nginx and wrk.
	$(PYTHON) Benchmarks/throughput/measure.py --peers $(PEERS) $(OPTIONS)

bench-size: build ## Measure large pools: reads, a million users, snapshots; needs wrk and 5 GB.
	$(PYTHON) Benchmarks/size/measure.py $(OPTIONS)

bench-startup: build static ## Measure start, memory and size of the program beside nginx; needs nginx.
	$(PYTHON) Benchmarks/startup/measure.py $(OPTIONS)

bench-first-test: build python ## Measure a first test beside other emulators of user directories.
	$(PYTHON) -m venv --clear .build-first-test
	.build-first-test/bin/pip install -q --disable-pip-version-check -r Benchmarks/first_test/requirements.txt ./clients/python
	$(PYTHON) Benchmarks/first_test/measure.py --environment .build-first-test $(OPTIONS) $(BINARY)

instructions: build ## Count the instructions of a request, beside COMPARED=PROGRAM; needs valgrind.
	$(PYTHON) Benchmarks/throughput/instructions.py $(COMPARED) $(BINARY)

compare: build ## Compare requests a second with COMPARED=PROGRAM, in turns; needs wrk.
	$(PYTHON) Benchmarks/throughput/programs.py $(COMPARED) $(BINARY) $(OPTIONS)

abuse: build $(VENV)/installed ## Abuse the server for minutes, print figures with their bounds; uses strace and slowhttptest if installed.
	$(VENV)/bin/python Tests/abuse/measure.py

schemathesis: build $(VENV)/installed ## Call every operation in hundreds of generated ways.
	GENAUTH_EMULATOR_BINARY=$(BINARY) SCHEMATHESIS_EXAMPLES=$${SCHEMATHESIS_EXAMPLES:-500} \
	  $(VENV)/bin/python -m pytest -q Tests/e2e/contract/test_schemathesis.py

contract: ## Generate what follows from the contract: Swift sources and docs/SUPPORTED.md.
	$(PYTHON) Tools/contract/generate.py
	$(MAKE) --no-print-directory build
	$(PYTHON) Tools/contract/supported.py $(BINARY)

check: format-check warnings test test-clients ## Run everything that CI runs: format, warnings as errors, tests.

reference: build ## Write the generated pages and tables of docs/reference.
	$(PYTHON) Tools/documents/reference.py $(BINARY)

llms: ## Write llms.txt from the index of documents.
	$(PYTHON) Tools/documents/llms.py

tables: libsqlite3 ## Write the script that makes the tables of new pools, from the migrations.
	GENAUTH_EMULATOR_WRITE_TABLES=1 swift test --filter NewPoolTests

format: ## Format the Swift sources.
	swift format format --in-place --recursive --parallel $(SOURCES)

format-check: ## Fail when a Swift source is not formatted or not documented.
	swift format lint --strict --recursive --parallel $(SOURCES)

# The flag is not given to the packages: their warnings are not ours. The build folder is the one `test` uses.
warnings: libsqlite3 ## Fail on any compiler warning in our own code.
	mkdir -p .build
	swift build --build-tests 2>&1 | tee .build/warnings.log
	! grep -E '^(/.*/)?(Sources|Tests)/.*(warning|error):' .build/warnings.log

clean: ## Remove everything built.
	rm -rf .build .build-* $(VENV)

libsqlite3:
	@test -e /usr/include/sqlite3.h \
	  || { $(APT) update -q && $(APT) install -y -q libsqlite3-dev; } \
	  || { echo "libsqlite3-dev is missing; as root: apt-get install libsqlite3-dev" >&2; exit 1; }

# The tests of a client whose tools cannot be installed are skipped.
client-tools:
	@missing=; for pair in go:golang-go javac:default-jdk-headless node:nodejs tsc:node-typescript \
	    php:php-cli phpunit:phpunit mcs:mono-mcs mono:mono-runtime; do \
	  command -v $${pair%%:*} >/dev/null || missing+=" $${pair##*:}"; \
	done; \
	test -e /usr/share/java/junit-platform-console.jar || missing+=" junit5"; \
	test -e /usr/lib/mono/4.5/System.Net.Http.dll || missing+=" libmono-system-net-http4.0-cil"; \
	[ -z "$$missing" ] || { $(APT) update -q && $(APT) install -y -q --no-install-recommends $$missing; } \
	  || echo "the tests of some clients are skipped; as root: apt-get install$$missing" >&2

# Debian's package is only unpacked, so that no service is started.
nginx:
	@command -v nginx >/dev/null || test -e .build-nginx/usr/sbin/nginx \
	  || { mkdir -p .build-nginx && cd .build-nginx \
	    && { apt-get -o APT::Sandbox::User=root download -q nginx || { $(APT) update -q && apt-get -o APT::Sandbox::User=root download -q nginx; }; } \
	    && dpkg-deb -x nginx_*.deb .; } \
	  || echo "nginx is missing; the tests of TLS are skipped" >&2

python:
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { $(APT) update -q && $(APT) install -y -q python3 python3-venv; } \
	  || { echo "Python 3 with venv is missing; as root: apt-get install python3 python3-venv" >&2; exit 1; }

$(PEERS)/installed: Benchmarks/shared/requirements.txt | python
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/pip install -q --disable-pip-version-check -r $<
	touch $@

$(VENV)/installed: Tests/e2e/requirements.txt | python
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check -r Tests/e2e/requirements.txt
	touch $@
