# Needs Python 3.11+, pip, make and a POSIX shell; everything else is installed from the lock files.
#   make PYTHON=/path/to/python3.12 up      chooses the interpreter
#   make up PORT=8077                       serves there
#   make test ARGS="-k holds -x"            passes arguments on
SHELL = /bin/sh
.DEFAULT_GOAL := help

RUN := .venv/bin
DEV := .venv-dev/bin
PYTHON ?=
ARGS ?=
PORT ?=
# Tests run in two processes, which share an OceanBase server; WORKERS=0 runs them in one.
WORKERS ?= 2
export PYTHON
# Tests start hundreds of processes: each would compile the program anew where Python is told not to keep it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help up test test-fast check check-style check-types check-layers check-docs check-sdk bench lock docs docs-site sdk examples
.PHONY: format clean venv venv-dev

help: ## show this
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

up: venv ## make the environment, load a small pilot, serve http://127.0.0.1:8000
	@exec $(RUN)/jiaozi up $(if $(PORT),--port $(PORT)) $(ARGS)

test: venv-dev ## the whole test suite, on SQLite and on OceanBase
	@$(DEV)/python -m pytest --engine both -n $(WORKERS) --dist worksteal $(ARGS)

test-fast: venv-dev ## the quick tests, on SQLite only
	@$(DEV)/python -m pytest --engine sqlite -m "not slow" -n $(WORKERS) --dist worksteal $(ARGS)

check: check-style check-types check-layers check-docs check-sdk ## style, types, layers, what is generated (make -k: all)

check-style: venv-dev
	$(DEV)/python -m ruff check .
	$(DEV)/python -m ruff format --check .

check-types: venv-dev
	$(DEV)/python -m mypy --strict src tests tools sdk/python/src

check-layers: venv-dev
	$(DEV)/lint-imports

check-docs: venv-dev
	$(DEV)/python -m tools.refusals --check
	$(DEV)/python -m tools.docs --check

check-sdk: venv-dev
	$(DEV)/python -m tools.sdk --check

bench: venv ## the benchmarks, small, printed as JSON
	@$(RUN)/jiaozi bench post --accounts 10000 --transfers 400000 --batch 8189 --json $(ARGS)
	@$(RUN)/jiaozi bench pay --wallets 50000 --payments 50000 --json $(ARGS)

docs: venv-dev ## write the generated reference again
	@$(DEV)/python -m tools.refusals
	@$(DEV)/python -m tools.docs

docs-site: venv-dev ## build the documentation as a site, for servers and wheels
	@$(DEV)/python -m tools.docs_site

examples: venv-dev ## record the examples of the reference again
	@$(DEV)/python -m tools.examples

sdk: venv-dev ## write the generated SDKs again
	@$(DEV)/python -m tools.sdk

format: venv-dev ## let ruff put the code in order
	@$(DEV)/python -m ruff check --fix --quiet .
	@$(DEV)/python -m ruff format .

# Versions stay where they are unless ARGS=--upgrade (or ARGS="-P name") says otherwise.
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(DEV)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --annotation-style line \
	--build-deps-for editable --find-links build/sdk $(ARGS)
# Our own SDK is installed from its folder: its dependencies are in the lock files, it is not.
LOCKED = awk '/^[^ ]/ { ours = /^jiaozi-sdk==/ } !ours'

lock: venv-dev ## write the lock files again from pyproject.toml
	@mkdir -p build/sdk
	@$(DEV)/python -m build --wheel --no-isolation --outdir build/sdk sdk/python >build/sdk.log
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@for lock in requirements.lock requirements-dev.lock; do $(LOCKED) $$lock >build/lock && cp build/lock $$lock; done

clean: ## remove environments and caches (never data)
	@rm -rf .venv .venv-dev .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

venv:
	@tools/make-venv .venv requirements.lock

venv-dev:
	@tools/make-venv .venv-dev requirements-dev.lock
