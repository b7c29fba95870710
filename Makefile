# The two commands of the README, and those of the developer.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: site test test-long audit browser checkers bench bench-preview lint clean

site: $(VENV)/.ready
	$(BIN)/sitegen build
	@echo "Look at it, and work on it:  $(BIN)/sitegen serve --open"

# Two processes more than there are processors: some tests wait for browsers, clocks and files.
WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 2))

test: $(VENV)/.ready lint browser checkers
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-long: $(VENV)/.ready browser checkers
	SITEGEN_LONG=1 $(BIN)/pytest -n $(WORKERS)

# For the tests of the preview and of the built site.
browser: $(VENV)/.ready
	sh tests/preview/install-browser $(BIN)/python

# For the tests of the built site: axe and the Nu HTML checker.
checkers: $(VENV)/.ready
	sh tests/audit/install $(BIN)/python

# Every figure of the built demonstration site, in a real browser.
audit: $(VENV)/.ready browser
	sh tests/audit/install $(BIN)/python lighthouse
	$(BIN)/python -m tests.audit

# Beside other generators, on the corpus of the reference folder. BENCH="--articles 5000 --peers hugo" chooses what.
REFERENCE ?= ../shared/bench
BENCH ?= --articles 1000 --peers hugo --runs 3
bench: $(VENV)/.ready
	sh $(REFERENCE)/setup.sh
	$(BIN)/python -m compileall -q sitegen    # as an installed program is, whatever PYTHONDONTWRITEBYTECODE says
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python $(REFERENCE)/run.py $(BENCH)

# How long an editor waits for the preview; `--hugo` for Hugo's server beside it.
PREVIEW ?= --articles 5000
bench-preview: $(VENV)/.ready
	$(BIN)/python -m compileall -q sitegen
	$(BIN)/python -m tests.bench.preview --reference $(REFERENCE) $(PREVIEW)

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) .sitegen .mypy_cache .ruff_cache .pytest_cache .hypothesis
