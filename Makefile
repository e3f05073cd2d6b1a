# `make site` and `make test` are the two commands; everything else helps them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PORT   ?= 8000

.PHONY: site serve test audit fuzz bench update check lint lock clean

site: $(READY)            ## both editions and the start page, in build/site/
	@$(BIN)/taiyaku site

serve: site               ## read the site at http://127.0.0.1:8000/
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site $(PORT)

test: $(READY) lint       ## every test: text, data, code and page
	$(BIN)/pytest -n 2

audit: site               ## the pages before axe-core, the Nu checker and Lighthouse
	$(BIN)/python tests/audit/audit.py

fuzz: $(READY)            ## ten times the mutated files of `make test`
	TAIYAKU_FUZZ=20000 $(BIN)/pytest -n 2 tests/test_fuzz.py

bench: $(READY)           ## what the term check and the gate cost
	$(BIN)/python tests/bench/terms.py
	$(BIN)/python tests/bench/gate.py

update: $(READY)          ## carry changes of docs/ and glossary/ into the PO files
	$(BIN)/taiyaku update

check: $(READY)           ## the terms, without building anything
	$(BIN)/taiyaku check

lint: $(READY)
	$(BIN)/ruff check --quiet .

lock:                     ## needs uv; the result holds names, versions and hashes, no addresses
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --extra dev \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --quiet --output-file requirements.lock pyproject.toml

clean:
	rm -rf build $(VENV)

# The lock holds the build backend too, so the project itself is installed without asking anyone.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("taiyaku needs Python 3.11 or newer: make PYTHON=python3.12 site")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
