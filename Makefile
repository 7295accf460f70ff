# Every target prepares what it needs by itself (bootstrap.py): the first time takes a minute, later ones look and go on.
.PHONY: help run test check fix contract release faults look bench lock sbom
PYTHON ?= python3
# Tests and drills start some hundred processes; each would compile the whole project anew.
unexport PYTHONDONTWRITEBYTECODE
BIN = .venv/bin
PREPARE = @command -v $(PYTHON) >/dev/null || { echo 'Coalition: Python 3.11 or newer is needed; $(PYTHON) was not found.' >&2; exit 1; }; $(PYTHON) bootstrap.py
TYPES = npx --no-install openapi-typescript ../openapi/openapi.json --default-non-nullable=false

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: ## serve it on http://localhost:8000, with a database of its own and demonstration data
	$(PREPARE) environment frontend
	@exec $(BIN)/coalition serve

test: ## every test, in a browser too, with the generators and drills in short form
	$(PREPARE) environment linters frontend browser
	$(BIN)/pytest -n 2 --dist worksteal
	cd frontend && npm run --silent test && npm run --silent size

check: ## what needs no running service: style, types, imports, drift of contract and lock, the frontend's own checks
	$(PREPARE) environment packages
	$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports --no-logo
	$(BIN)/coalition openapi | cmp - openapi/openapi.json || { echo 'openapi.json is not what the code says: make fix' >&2; exit 1; }
	cd frontend && $(TYPES) | cmp - src/lib/contract.d.ts || { echo 'contract.d.ts is not what openapi.json says: make fix' >&2; exit 1; }
	$(BIN)/python -m openapi.generation --check && $(BIN)/python -m openapi.gate
	$(BIN)/pytest -q tests/house/test_lock.py
	cd frontend && npm run --silent check

fix: ## put style, contract and generated types in order
	$(PREPARE) environment packages
	$(BIN)/ruff check --fix; $(BIN)/ruff format
	$(BIN)/coalition openapi > openapi/openapi.new && mv openapi/openapi.new openapi/openapi.json
	$(BIN)/python -m openapi.generation
	cd frontend && $(TYPES) > src/lib/contract.new && mv src/lib/contract.new src/lib/contract.d.ts

contract: ## contract, routes and rights at full length: three seeds, all phases, linters, generated clients
	$(PREPARE) environment packages linters frontend
	$(BIN)/pytest -n 2 --dist worksteal --full tests/contract tests/authorisation tests/routes

release: ## keep the present contract as the last release, with which the gate compares the next one
	$(PREPARE) environment
	$(BIN)/python -m openapi.gate && $(BIN)/python -m openapi.gate --release

faults: ## the drills at full length, and all else that takes turns but contract, routes, rights and browser
	$(PREPARE) environment frontend
	$(BIN)/pytest -n 2 --dist worksteal --full tests/backups tests/jobs tests/rules tests/year
	$(BIN)/pytest --full tests/faults

look: ## every screen in every look, with pictures in tests/browser/pictures, and Lighthouse on the main ones
	$(PREPARE) environment frontend browser
	$(BIN)/pytest --full tests/browser

bench: ## what requests cost, here and with django-ninja, Django REST framework, Litestar and PostgREST; wants a quiet machine
	$(PREPARE) environment frontend
	$(BIN)/python -m tests.benchmarks.measure --write
	$(BIN)/python -m tests.benchmarks.yearly
	$(BIN)/python -m tests.benchmarks.mirroring

lock: ## requirements.lock anew from pyproject.toml, keeping what still fits
	$(PREPARE) lock

sbom: ## what the project is built of, as components.cdx.json (CycloneDX), from the locks
	$(PREPARE) environment
	$(BIN)/python -m tests.house.components > components.cdx.json
