# Works with GNU make 3.81 (macOS) and later. `make` alone lists the targets.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

# A stamp per set of requirements: make installs again only when a requirements file is newer than its stamp.
RUNTIME := $(VENV)/.installed-runtime
DEV     := $(VENV)/.installed-dev
BENCH   := $(VENV)/.installed-bench

.DEFAULT_GOAL := help
.PHONY: help run test check bench mutation clean

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME) ## make the customs lines of the samples' latest day and show them
	@$(BIN)/python -m chalicelib generate samples --latest || [ $$? -eq 1 ] # 1: some entry needs input

test: $(DEV) ## run the whole test suite (make test ARGS="-k fees" for a part)
	@$(BIN)/python -m pytest $(ARGS)

check: $(DEV) ## lint, format, types, and the repository's checks of itself
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --quiet tests/repo

bench: $(BENCH) ## measure the engine (make bench ARGS="--help" for the options)
	@$(BIN)/python -m bench $(ARGS)

mutation: $(DEV) ## break the engine on purpose and see that the tests notice
	@$(BIN)/python -m tests.mutation.run $(ARGS)

clean: ## remove the virtual environment, caches and build output
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "'$(PYTHON)' was not found. Install Python 3.11 or later, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1)." >&2; \
	  echo "Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Making $(VENV) ..."; $(PYTHON) -m venv --clear $(VENV); }
	@$(PIP) install -r requirements.txt
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@echo "Installing what the tests and checks need ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $@

$(BENCH): $(DEV) requirements-bench.txt
	@echo "Installing what the benchmarks measure against ..."
	@$(PIP) install -r requirements-bench.txt
	@touch $@
