# Commands for writers and engineers: `make help` lists them. Nothing is installed outside this
# folder, except by `make test`, which may install the system packages it names (see
# tests/tools/provision.py).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
UV := uv==0.13.9

bin := .venv/bin
pip := $(bin)/python -m pip --disable-pip-version-check install -qq
run := .venv/.run-installed
dev := .venv/.dev-installed
project := .venv/.project-installed
rivals := .venv/.rivals-installed

say = @printf '%s: %s\n' '$@' $(1)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##### Publish

.PHONY: site
site: $(run) $(project) ## Build the site into site/ (installs what that needs into .venv/)
	$(call say,'building into site/')
	@$(bin)/psea site

.PHONY: serve
serve: $(run) $(project) ## Show the site on this machine, renewed at each change
	@$(bin)/psea serve

.PHONY: check
check: $(run) $(project) ## Check everything in content/
	@$(bin)/psea check

##### Develop

.PHONY: test
test: tools lint ## Everything that must pass: tools, style, types, imports, tests
	$(call say,'pytest')
	@$(bin)/python -m pytest

.PHONY: lint
lint: $(dev) $(project) ## Style, types and the direction of imports
	$(call say,'ruff check')
	@$(bin)/ruff check --quiet
	$(call say,'ruff format --check')
	@$(bin)/ruff format --check --quiet || { echo 'Some files are not formatted: run `make format`.' >&2; exit 1; }
	$(call say,'mypy')
	@$(bin)/mypy --no-error-summary
	$(call say,'lint-imports')
	@report=$$($(bin)/lint-imports --no-cache 2>&1) || { printf '%s\n' "$$report" >&2; exit 1; }

.PHONY: format
format: $(dev) ## Put the code in its one format
	@$(bin)/ruff check --fix-only --quiet
	@$(bin)/ruff format

.PHONY: accept
accept: tools $(dev) $(project) ## Rewrite the golden files in tests/ with what is made now
	@$(bin)/python -m pytest tests --accept

.PHONY: bench
bench: tools $(rivals) $(project) ## Measure, side by side with what one would use instead
	@$(bin)/python -m bench

.PHONY: audit
audit: tools $(dev) $(project) ## Every page in every view, every annex, random figures, and the spare engine (over an hour)
	@$(bin)/python -m tests.audit.every_page --on "$$(date -u +%F)"
	@$(bin)/python -m tests.audit.every_annex
	@$(bin)/python -m tests.audit.disclosure
	@$(bin)/python -m tests.audit.spare_engine

.PHONY: soak
soak: $(dev) $(project) ## Broadcasts under kills, power cuts and servers that fail (ten minutes)
	@$(bin)/python -m tests.audit.power_cut
	@$(bin)/python -m tests.audit.soak

.PHONY: lock
lock: ## Renew requirements/ from pyproject.toml (UPGRADE=1 takes newer versions)
	$(call say,'requirements/*.txt')
	@away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT; \
	$(PYTHON) -m venv "$$away"; "$$away"/bin/python -m pip --disable-pip-version-check install -qq '$(UV)'; \
	compile() { "$$away"/bin/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	  --python-version 3.11 --custom-compile-command 'make lock' --no-emit-index-url \
	  $(if $(UPGRADE),--upgrade) "$$@"; }; \
	compile --group build --output-file requirements/run.txt >/dev/null; \
	compile --group build --group dev --constraints requirements/run.txt \
	  --output-file requirements/dev.txt >/dev/null; \
	compile --group build --group dev --group bench --constraints requirements/dev.txt \
	  --output-file requirements/bench.txt >/dev/null; \
	compile --group spare --constraints requirements/run.txt --no-emit-package mkdocs \
	  --no-emit-package mkdocs-get-deps --no-emit-package mergedeep \
	  --output-file requirements/spare.txt >/dev/null

.PHONY: clean
clean: ## Remove what was built, and caches (.venv*/ stay)
	@rm -rf site preview .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . \( -name '.venv*' -o -name node_modules -o -name .git \) -prune \
	  -o -name __pycache__ -type d -exec rm -rf {} +

##### What the others stand on

# Browser, office suite and the like, for tests. Quick when all is there.
.PHONY: tools
tools: $(dev)
	@$(bin)/python tests/tools/provision.py

# Everything in .venv/ comes from the locks, checked by hash, and anew only when a lock changed.
.venv/.made:
	@echo 'venv: making .venv/'
	@command -v '$(PYTHON)' >/dev/null || { echo 'Python is missing: install Python 3.11 or newer' \
	  '(Debian, Ubuntu: apt-get install python3 python3-venv).' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { $(PYTHON) --version >&2; \
	  echo 'That Python is too old: install Python 3.11 or newer, and name it if it is not' \
	  'the first one found, as in: make PYTHON=python3.12 site' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing:" \
	  'install it (Debian, Ubuntu: apt-get install python3-venv).' >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(run): requirements/run.txt | .venv/.made
	@echo 'venv: installing requirements/run.txt'
	@$(pip) --require-hashes -r $<
	@touch $@

# The development lock holds the run lock, so this satisfies both.
$(dev): requirements/dev.txt requirements/run.txt | .venv/.made
	@echo 'venv: installing requirements/dev.txt'
	@$(pip) --require-hashes -r $<
	@touch $@ $(run)

# What annexes are measured against, besides all the rest.
$(rivals): requirements/bench.txt $(dev)
	@echo 'venv: installing requirements/bench.txt'
	@$(pip) --require-hashes -r $<
	@touch $@

# Editable: only a change of name, version or command would need it again. Needs either lock.
$(project): pyproject.toml | .venv/.made
	@echo 'venv: installing the project itself'
	@$(pip) --no-deps --no-build-isolation -e .
	@touch $@
