# The points ledger. Needs Python >= 3.11, make, and, the first time, a network; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help setup install demo up test histories faults bench check format lock clean

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv from requirements.txt (the other targets do it themselves, when it has changed)
	@cmp -s requirements.txt $(VENV)/installed.txt 2>/dev/null && test -x $(BIN)/points || $(MAKE) --no-print-directory install

install:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "  Install a newer one and name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: its modules venv and ensurepip are missing."; \
	  echo "  On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing the pinned packages into $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
	 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || { \
	  echo "The packages could not be installed; the lines above say why."; \
	  echo "  Without a way to the package index: check the network and, behind a proxy, HTTPS_PROXY. Then again."; exit 1; }
	@cp requirements.txt $(VENV)/installed.txt

demo: setup ## Replay a real purchase history through the whole way (ARGS="--keep", "--no-redemptions")
	@$(BIN)/points demo $(ARGS)

up: setup ## Run broker, database, ledger, and projector until Ctrl-C (ARGS="--data DIR")
	@$(BIN)/points up $(ARGS)

test: setup ## Run every test but the full kill matrix (ARGS="-k name")
	@$(BIN)/python -m pytest -m "not faults" $(ARGS)

histories: setup ## Compare 25 times as many histories with the second ledger as a test run does (TEST_HISTORIES=100)
	@TEST_HISTORIES=$${TEST_HISTORIES:-25} $(BIN)/python -m pytest $(ARGS) \
	  tests/ledger/test_oracle_core.py tests/ledger/test_oracle_database.py tests/ledger/test_oracle_kafka.py

faults: setup ## Kill the processes at every point, and print the matrix
	@$(BIN)/python -m pytest -m faults -s $(ARGS)

bench: setup ## Measure, print the table, and write var/bench.json
	@$(BIN)/points bench $(ARGS)

check: setup ## Lint, format, types, and the floors of the architecture
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## Format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: ## Resolve requirements.txt anew from pyproject.toml
	@$(PYTHON) -m venv var/lock
	@var/lock/bin/python -m pip install --quiet --disable-pip-version-check $(UV)
	@var/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --all-extras pyproject.toml -o requirements.txt

clean: ## Remove what was made here (.venv, var, caches); Kafka's files stay in the user's cache
	@rm -rf $(VENV) var *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
