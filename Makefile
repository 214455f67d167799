# Needs Python 3.11+ and make. `make PYTHON=python3.12 test` chooses another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080
# Named after the Python that was asked for, so that asking for another one builds the folder anew.
READY := $(VENV)/.ready-$(subst /,-,$(PYTHON))
# Four at a time: on two cores they wait for one another's browsers and sockets about half of the time.
PYTEST := $(BIN)/python -m pytest -n 4 --dist loadfile
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes

.DEFAULT_GOAL := help
.PHONY: help test coverage lint demo check sandbox pictures lock upgrade clean

help:  ## Say what can be made
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: lint  ## Check everything, then run the tests; ARGS="-k home" is passed on to pytest
	$(PYTEST) $(ARGS)

coverage: $(READY)  ## Run the tests and say which lines none of them reaches; it takes twice the time
	$(PYTEST) --cov $(ARGS)

lint: $(READY)  ## Check format, style, types, and who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

demo: $(READY)  ## Start Fanfare in a pretend company, and say which address to open; PORT=8081 for another
	@PATH="$(CURDIR)/$(BIN):$$PATH" python -m sandbox --open --port $(PORT) --manifest manifest.json --run "python -m demo"

check: $(READY)  ## Say what is wrong with tokens, scopes, channels and database
	$(BIN)/python -m bot check

sandbox: $(READY)  ## Start the sandbox with the example app in it
	@PATH="$(CURDIR)/$(BIN):$$PATH" python -m sandbox --port $(PORT) --run "python sandbox/examples/echo.py"

pictures: $(READY)  ## Make the README's pictures anew, by telling the story in the demo
	PICTURES=1 $(BIN)/python -m pytest tests/test_story.py

lock: $(READY)  ## Pin what pyproject.toml asks for; pins that still fit stay
	$(LOCK) $(UPGRADE) --extra sandbox --group dev --output-file requirements-dev.txt pyproject.toml
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt pyproject.toml

upgrade: UPGRADE := --upgrade
upgrade: lock  ## Move every pin to the newest version that pyproject.toml allows

clean:  ## Remove everything that was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov tests/screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo 'Fanfare needs Python 3.11 or newer, and "$(PYTHON)" is not: try "make PYTHON=python3.12 test" with one that is.'; exit 1; }
	@echo 'Setting up $(VENV): once, a minute or so.'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
