# Everything about installing, checking and measuring lies here; `make` alone lists it.
#
# A target that installs leaves a stamp in .venv: a second call does nothing and needs no network.
# Plain make and sh, so that the make of macOS (3.81) can read it too.

PYTHON ?= python3# any Python from 3.11 on; `make clean` first to change it later
UV     ?= uv#      only for `make lock`
ARGS   ?=#         handed on: make test ARGS="tests/unit -x"

VENV := .venv
BIN  := $(VENV)/bin
OURS := graph queries cli dashboard seed

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow test-all coverage bench bench-quick lint fmt docs dev lock release clean FORCE

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1 \2/p' $(MAKEFILE_LIST) \
	  | while read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

setup: $(VENV)/.project ## Install the program into .venv (once, about a minute)
	@:

demo: setup ## Show the program with the example organisation
	@$(BIN)/ansvar demo $(ARGS)

# Two processes, one for each engine; for a few tests, or to see them one after the other: ARGS="-n 0 tests/unit".
# Kept under eight minutes on two cores with both engines: what takes a test more than a few seconds is marked slow.
test: dev ## Run the tests, all but the slow ones (minutes)
	@$(BIN)/pytest -n 2 -m "not benchmark and not slow" $(ARGS)

test-slow: dev ## Run the slow tests (half an hour)
	@$(BIN)/pytest -n 2 -m "slow and not benchmark" $(ARGS)

test-all: test test-slow ## Run all tests, as .ci/run does

coverage: dev ## Run all tests, and tell which lines they do not reach (htmlcov/index.html)
	@$(BIN)/pytest -n 2 -m "not benchmark" --cov --cov-report=html --cov-report=term:skip-covered $(ARGS)

bench: dev ## Measure the speed at all sizes, and write docs/performance.md (hours)
	@BENCH_SIZES=whole BENCH_PAGE=docs/performance.md BENCH_COMMAND="make bench" \
	  $(BIN)/pytest -m benchmark tests/benchmarks $(ARGS)
	@EDIT_WORLDS=200 $(BIN)/pytest tests/oracle/test_update.py -k after_any_edit # 10,000 edits

bench-quick: dev ## Measure the speed at 1,000 places, and write docs/performance.md (minutes)
	@BENCH_SIZES=quick BENCH_PAGE=docs/performance.md BENCH_COMMAND="make bench-quick" \
	  $(BIN)/pytest -m benchmark tests/benchmarks/test_scale.py $(ARGS)

# All four run even when one finds something, so that one call shows everything.
lint: dev ## Check code style, types and the law of imports
	@failed=; \
	$(BIN)/ruff check --quiet . || failed="$$failed ruff-check"; \
	$(BIN)/ruff format --quiet --check . || failed="$$failed ruff-format(make-fmt-mends-it)"; \
	$(BIN)/mypy --no-error-summary || failed="$$failed mypy"; \
	$(BIN)/lint-imports --no-logo >$(VENV)/lint-imports.log 2>&1 \
	  || { cat $(VENV)/lint-imports.log; failed="$$failed lint-imports"; }; \
	if [ -n "$$failed" ]; then echo "lint: found something:$$failed"; exit 1; fi; \
	echo "lint: nothing found"

fmt: dev ## Write the code in the house's format
	@$(BIN)/ruff check --quiet --fix --exit-zero . >/dev/null
	@$(BIN)/ruff format --quiet .

docs: dev ## Write the generated parts of the pages anew
	@export ANSVAR_LANG=en; pages=$$(grep -rlF --include='*.md' '[[[cog' docs README.md 2>/dev/null) || exit 0; \
	for page in $$pages; do $(BIN)/cog -r -I . "$$page" || exit 1; done
	@$(BIN)/python -m ansvar.queries.gaps.pages docs/rules

dev: setup $(VENV)/.dev $(VENV)/typing/ansvar $(VENV)/typing/suite ## Install the tools for tests and checks too
	@:

# Exact versions with hashes, one set for every Python and machine. No addresses and no paths get into the files.
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: ## Choose the exact versions anew (maintainers; needs uv; ARGS=--upgrade for newer ones)
	@$(LOCK) $(ARGS) pyproject.toml -o requirements/run.txt
	@$(LOCK) $(ARGS) pyproject.toml --group dev --group build -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) $(ARGS) --group build -c requirements/dev.txt -o requirements/build.txt

release: dev ## Make a release: version, dated changelog and tag; uploads nothing (VERSION=0.2.0)
	@$(BIN)/python .ci/release $(VERSION)

clean: ## Remove .venv and everything else that these targets made
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@for folder in $(OURS) tests docs; do \
	  if [ -d $$folder ]; then find $$folder -name __pycache__ -type d -prune -exec rm -rf {} +; fi; done

# ---------------------------------------------------------------------------------------------------------
# The environment. Each file below is a stamp.

PIP = $(BIN)/python -m pip --no-input --disable-pip-version-check
# $(call pip,words) runs pip silently; when it fails, the end of what it said is shown.
pip = $(PIP) $(1) >$(VENV)/pip.log 2>&1 || { tail -n 40 $(VENV)/pip.log; \
	echo; echo "pip failed; the end of its log stands above, all of it in $(VENV)/pip.log"; exit 1; }

# A .venv that was copied or moved here, or whose Python is gone, is made anew: it has its old place written in it.
ifneq ($(shell [ -x $(BIN)/python ] && cat $(VENV)/.made 2>/dev/null),$(CURDIR))
$(VENV)/.made: FORCE
endif

$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "$(PYTHON) was not found; ansvar needs Python 3.11 or newer. Name one: make setup PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "ansvar needs Python 3.11 or newer, but $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Name another: make setup PYTHON=python3.12"; exit 1; }
	@echo "Setting up in $(VENV) (once; about a minute and 600 MB)"
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make $(VENV); on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "$(CURDIR)" >$@

$(VENV)/.run: $(VENV)/.made requirements/run.txt requirements/build.txt
	@echo "  fetching what the program needs ..."
	@$(call pip,install --require-hashes --requirement requirements/run.txt --requirement requirements/build.txt)
	@touch $@

# The project itself, editable: a path file that points here and the script .venv/bin/ansvar. It is built with
# the setuptools that requirements/build.txt pins, so nothing is fetched that has no hash, and it works offline.
$(VENV)/.project: $(VENV)/.run pyproject.toml
	@$(call pip,install --no-index --no-deps --no-build-isolation --editable .)
	@touch $@
	@echo "  ready: $(BIN)/ansvar"

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "  fetching the tools for tests and checks ..."
	@$(call pip,install --require-hashes --requirement requirements/dev.txt)
	@touch $@

# The checker of types knows no `package-dir`: for it, `ansvar` is a folder in which the packages lie, and
# `suite` lies beside it.
$(VENV)/typing/ansvar: | $(VENV)/.made
	@mkdir -p $(VENV)/typing && ln -s ../.. $@

$(VENV)/typing/suite: | $(VENV)/.made
	@mkdir -p $(VENV)/typing && ln -s ../../tests/suite $@

FORCE:
