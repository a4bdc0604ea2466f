# Works with GNU make 3.81 (macOS) and later. `make` alone lists the targets.

PYTHON   ?= python3
VENV     := .venv
BIN      := $(VENV)/bin
EMULATOR := .venv-emulator
PIP      := -m pip --disable-pip-version-check --no-input --quiet

# A stamp per set of requirements: make installs again only when a requirements file is newer than its stamp.
RUNTIME  := $(VENV)/.installed-runtime
INFRA    := $(VENV)/.installed-infra
DEV      := $(VENV)/.installed-dev
BENCH    := $(VENV)/.installed-bench
EMULATED := $(EMULATOR)/.installed
CDK      := node_modules/.installed
NODE     := frontend/node_modules/.installed
WEB      := frontend/dist/index.html

FIND_PYTHON = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < $(1))' 2>/dev/null || { \
  echo "Python 3.11 or later is needed; '$(PYTHON)' is $$(command -v $(PYTHON) >/dev/null && $(PYTHON) -V 2>&1 || echo not there)." >&2; \
  echo "Install it, or name one that is there: make PYTHON=python3.12" >&2; exit 1; }

# What follows the messages of pip and npm themselves.
UNREACHED = { echo; \
  echo "$(1) could not install what $(2) names; its own words are above."; \
  echo "It has to reach its package registry: look at the connection, and at the settings of a proxy or a"; \
  echo "mirror ($(3)). The same command then goes on where this one ended."; exit 1; } >&2
INSTALL = $(1)/bin/python $(PIP) install -r $(2) || $(call UNREACHED,pip,$(2),HTTPS_PROXY / PIP_INDEX_URL)

NPM_CI = npm --prefix $(1) ci --no-audit --no-fund --no-progress --loglevel=error >/dev/null || $(call UNREACHED,npm,$(1)/package-lock.json,npm config / HTTPS_PROXY)

.DEFAULT_GOAL := help
.PHONY: help run local deploy test e2e check bench mutation clean clean-local

help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the local stack with the samples, and stay (ARGS=--day: fetch again, ARGS=--fresh: start over)
	@$(call FIND_PYTHON,(3, 7))
	@$(PYTHON) -m infra.local.preflight
	@$(MAKE) -s $(INFRA) $(EMULATED) $(CDK) $(WEB)
	@exec $(BIN)/python -m infra.local run $(ARGS)

local: $(INFRA) ## serve the API from this folder against the running stack, anew when a file changes
	@exec $(BIN)/python -m infra.local api $(ARGS)

deploy: ## deploy to AWS: make deploy STAGE=dev
	@test -n "$(STAGE)" || { echo "Say which stage: make deploy STAGE=dev" >&2; exit 2; }
	@test "$(STAGE)" != local || { echo "The local stage is deployed by: make run" >&2; exit 2; }
	@$(MAKE) -s $(INFRA) $(CDK)
	node_modules/.bin/cdk deploy --all --no-notices --app "$(BIN)/python -m infra.app" -c stage=$(STAGE) $(ARGS)

# Without npm the tests of the web app, and those that deploy, are skipped; those in a browser without Chromium.
test: $(DEV) $(EMULATED) $(if $(shell command -v npm 2>/dev/null),$(CDK) $(WEB)) ## run the whole test suite (make test ARGS="-k fees" for a part)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

e2e: $(DEV) $(EMULATED) $(CDK) $(WEB) ## run only the web app's pages and stories in Chromium, on a local stack of their own
	@$(BIN)/python -m pytest -m browser tests/web $(ARGS)

check: $(DEV) ## lint, format, types, and the repository's checks of itself
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive app.py chalicelib infra
	@$(BIN)/python -m pytest --quiet tests/repo

bench: $(BENCH) ## measure the engine (make bench ARGS="--help" for the options)
	@$(BIN)/python -m bench $(ARGS)

mutation: $(DEV) ## break the engine on purpose and see that the tests notice
	@$(BIN)/python -m tests.mutation.run $(ARGS)

clean: ## remove the environments, caches and build output
	rm -rf $(VENV) $(EMULATOR) node_modules frontend/node_modules frontend/dist cdk.out build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

clean-local: ## throw away the data of the local stack
	@$(PYTHON) -m infra.local clean

$(RUNTIME): requirements.txt
	@$(call FIND_PYTHON,(3, 11))
	@$(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Making $(VENV) ..."; $(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing what the product needs into $(VENV) ..."
	@$(call INSTALL,$(VENV),requirements.txt)
	@touch $@

$(INFRA): $(RUNTIME) requirements-infra.txt
	@echo "Installing what deploys the stacks into $(VENV) (the AWS CDK is large: a minute or two) ..."
	@$(call INSTALL,$(VENV),requirements-infra.txt)
	@touch $@

$(DEV): $(INFRA) requirements-dev.txt
	@echo "Installing what the tests and checks need into $(VENV) ..."
	@$(call INSTALL,$(VENV),requirements-dev.txt)
	@touch $@

$(BENCH): $(DEV) requirements-bench.txt
	@echo "Installing what the benchmarks measure against into $(VENV) ..."
	@$(call INSTALL,$(VENV),requirements-bench.txt)
	@touch $@

# Its functions run in its interpreter: the same Python as the product's, beside another botocore.
$(EMULATED): $(RUNTIME) requirements.txt requirements-emulator.txt
	@echo "Installing the emulator of AWS into $(EMULATOR) ..."
	@$(EMULATOR)/bin/python -c 'import pip' 2>/dev/null || $(BIN)/python -m venv --clear $(EMULATOR)
	@$(call INSTALL,$(EMULATOR),requirements-emulator.txt)
	@touch $@

$(CDK): package-lock.json
	@echo "Installing the CDK's command line into node_modules ..."
	@$(call NPM_CI,.)
	@touch $@

$(NODE): frontend/package-lock.json
	@echo "Installing what the web app is made of into frontend/node_modules ..."
	@$(call NPM_CI,frontend)
	@touch $@

$(WEB): $(NODE) $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts
	@echo "Building the web app into frontend/dist ..."
	@npm --prefix frontend run --silent bundle -- --logLevel error
	@touch $@
