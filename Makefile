# The index of what one can do here: `make help`. Only relative paths, for the path to this folder may have spaces.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint format types arch bench docs lock clean moved

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) -m optom.config.cli
BENCHES ?= order window search
ARGS ?=

FRONT_END := src/optom/interfaces/kit/static/kit/build/built.json
FRONT_END_SOURCES := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)
CATALOGS := $(patsubst %.po,%.mo,$(wildcard src/optom/locale/*/LC_MESSAGES/*.po))
# Containers forbid it; then each of the hundred processes of `make test` would compile the program and its tests anew.
unexport PYTHONDONTWRITEBYTECODE
# A virtual environment remembers where it was made; in a folder that was moved it is made anew.
MOVED := $(if $(wildcard .venv/installed),$(shell [ "$$(cat .venv/installed)" = "$$PWD" ] || echo moved))

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

install: .venv/installed $(FRONT_END) $(CATALOGS) ## the virtual environment, the pinned dependencies, the front end, the translations
	@:

run: install ## the whole program on http://localhost:8000 (OPTOM_PORT=8001 make run): Ctrl-C stops it, the data stay in .optom
	@$(MANAGE) run

test: install ## all tests, in a real browser and on both PostgreSQLs too; or some (make test ARGS="-k credit")
	@$(PYTHON) -m tests.chromium
	@$(PYTHON) frontend/build.py test
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)
	@$(if $(strip $(ARGS)),,$(PYTHON) -m tests.oldest)

lint: .venv/installed ## ruff: rules and format
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check

format: .venv/installed ## put the code into ruff's format
	@.venv/bin/ruff format
	@.venv/bin/ruff check --fix

types: install ## mypy and tsc, both at their strictest
	@$(PYTHON) -m mypy
	@$(PYTHON) frontend/build.py check

arch: install ## the arrows of the house: imports, foreign keys, SQL files, private things of rooms, file length
	@.venv/bin/lint-imports
	@$(PYTHON) -m pytest -q tests/architecture

bench: install ## measure against the SQL floor (make bench BENCHES=order ARGS="--size medium --json")
	@$(MANAGE) bench $(BENCHES) $(ARGS)

docs: install ## write docs/reference anew; check that every link and every command in the documents leads somewhere
	@$(PYTHON) scripts/reference.py
	@$(PYTHON) frontend/build.py reference
	@$(PYTHON) -m pytest -q tests/architecture/test_docs.py

lock: ## choose the newest allowed versions of all dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--extra dev --extra build pyproject.toml -o requirements.lock

clean: ## remove what `make` has made; the data in .optom stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache frontend/node_modules \
		src/optom/interfaces/kit/static/kit/build $(CATALOGS)

.venv/installed: requirements.lock pyproject.toml scripts/make-venv $(MOVED)
	@sh scripts/make-venv

$(FRONT_END): .venv/installed $(FRONT_END_SOURCES)
	@$(PYTHON) frontend/build.py
	@touch $@

%.mo: %.po .venv/installed
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
