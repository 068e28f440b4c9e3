# The two commands of the README are `make run` and `make test`; both set up what they need inside this folder (`.uv`, `.venv`).
SHELL := /bin/bash
PORT ?=
STORE ?=
UV := $(shell if uv --version >/dev/null 2>&1; then echo uv; else echo .uv/bin/uv; fi)
PYTEST_ARGS ?=
FUZZ_ARGS ?=
BENCH_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format bench fuzz clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/.ready ## the demo network on http://127.0.0.1:8765 or the next free port; PORT=N for another
	@.venv/bin/mutuals demo $(if $(PORT),--port $(PORT)) $(if $(STORE),--store $(STORE))

test: .venv/.ready ## every test: embedded store, a real Neo4j, a real browser
	@.venv/bin/pytest $(PYTEST_ARGS)

check: .venv/.ready ## formatting, lint, types, architecture
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/pytest -q --durations=0 tests/unit/test_architecture.py tests/unit/test_docs.py tests/unit/test_docker.py

format: .venv/.ready ## rewrite the files as `make check` wants them
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: .venv/.ready ## measure imports, memory, paths, identity and the quality of answers; writes docs/bench.md and docs/quality.md
	@OPENBLAS_NUM_THREADS=1 .venv/bin/python -m tests.bench $(BENCH_ARGS)

fuzz: .venv/.ready ## read ten thousand mutated files for every importer; writes docs/fuzz.md
	@.venv/bin/python -m tests.properties.fuzz $(FUZZ_ARGS)

clean: ## forget the environment and the caches, keep the data
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The second try serves a machine whose network is away and whose caches are warm.
.venv/.ready: uv.lock pyproject.toml | $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --frozen --quiet || $(UV) sync --frozen --quiet --offline
	@touch $@

.uv/bin/uv:
	@.ci/uv
