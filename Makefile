# One command surface; CI runs only these. `make help` lists them.
PORT ?= 8000
PYTHON = .venv/bin/python
export XUNCHA_HOME ?= $(CURDIR)/.home
JOBS ?= 2
# Where a branch that no test takes is one too many: the core, the door, what both rest on, every rule and workflow.
DOOR = src/xuncha/foundation/usecases.py,src/xuncha/foundation/reach.py,src/xuncha/foundation/guards.py
WHOLE = src/xuncha/core/*,$(DOOR),*/workflow.py,*/workflow/*.py,*/rules.py,*/rules/*.py

.PHONY: help setup run test stories-on-sqlite stories-on-postgresql check fix docs shots bench lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install into .venv what the product needs
	@scripts/setup run

run: setup ## serve the product with the demo at 127.0.0.1:$(PORT)
	@.venv/bin/xuncha demo --port $(PORT)

setup-test:
	@scripts/setup test

# Coverage is counted over the tests that lie beside what they test; the sweeps of tests/conformance and the tests
# marked no_cover, which look at every page there is, touch everything and prove none of it. Counting doubles a test.
test: setup-test check ## every check and test, on SQLite and PostgreSQL, with a real browser
	$(PYTHON) -m coverage erase
	DATABASE_URL= $(PYTHON) -m pytest -q -n $(JOBS) -m "not browser" --ignore tests/conformance --cov --cov-report=
	DATABASE_URL= $(PYTHON) -m pytest -q -n $(JOBS) tests/conformance
	scripts/with-postgresql $(PYTHON) -m pytest -q -n $(JOBS) -m "not browser"
	$(MAKE) -j $(JOBS) --output-sync=target stories-on-sqlite stories-on-postgresql
	$(PYTHON) -m coverage report --fail-under=90 --skip-covered --sort=cover | tail -n 40
	$(PYTHON) -m coverage report --fail-under=100 --include='$(WHOLE)' --omit='*/views/*'

stories-on-sqlite:
	DATABASE_URL= $(PYTHON) -m pytest -q -m browser

stories-on-postgresql:
	scripts/with-postgresql $(PYTHON) -m pytest -q -m browser

check: setup-test ## format, lint, types
	$(PYTHON) -m ruff format --check -q src tests
	$(PYTHON) -m ruff check -q src tests
	$(PYTHON) -m mypy

fix: ## format and mend what can be mended
	$(PYTHON) -m ruff format src tests
	$(PYTHON) -m ruff check --fix src tests

docs: ## write the generated reference and the message catalogues
	.venv/bin/xuncha docs
	$(PYTHON) -m xuncha.site.catalogues update

shots: setup-test ## play the browser stories and renew the manual's pictures
	XUNCHA_SHOTS=1 DATABASE_URL= $(PYTHON) -m pytest -q -m browser

bench: setup-test ## print speed figures beside their floors
	$(PYTHON) -m benchmarks

lock: ## renew requirements/*.lock (needs uv)
	printf 'setuptools>=80,<81\n' | uv pip compile pyproject.toml - --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements/run.lock
	printf 'setuptools>=80,<81\n' | uv pip compile pyproject.toml - --extra dev --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements/dev.lock
