PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= runs/quick

export OMP_WAIT_POLICY ?= PASSIVE

.PHONY: quick test check bench published clean

quick: $(VENV)/.installed
	$(BIN)/lcmnas run quick --out $(OUT)
	$(BIN)/lcmnas report $(OUT)

test: $(VENV)/.installed-dev
	$(BIN)/pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/.installed-dev
	$(BIN)/pytest bench --benchmark-only

# The committed pages, from the records beside them.
published: $(VENV)/.installed
	set -e; for records in reports/published/*/*.parquet; do \
	  page=$${records%.parquet}; folder=runs/$${page#reports/}; \
	  [ -f $$page-aggregates.json ] || continue; \
	  rm -rf $$folder; \
	  $(BIN)/lcmnas merge $$records --out $$folder; \
	  cp $$page-aggregates.json $$folder/aggregates.json; \
	  $(BIN)/lcmnas report $$folder; \
	  cp $$folder/index.html $$page.html; \
	done

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) runs .pytest_cache .mypy_cache .ruff_cache
