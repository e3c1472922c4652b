.DEFAULT_GOAL := help
.PHONY: help install run serve index ask test check format eval eval-smoke bench

UV := $(shell command -v uv 2>/dev/null || echo "python3 -m uv")
RUN := $(UV) run --no-sync

help: ## Show these verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

install: ## Install what the lock file names (and uv itself where it is missing)
	@command -v uv >/dev/null 2>&1 || python3 -m uv --version >/dev/null 2>&1 || python3 -m pip install --quiet uv
	@$(UV) sync --locked --quiet

run: install serve ## Set up, read the bundled documents, serve http://127.0.0.1:8000

serve: ## Serve what is installed
	@$(RUN) zhengce serve

index: install ## Read the bundled documents into the index
	@$(RUN) zhengce ingest corpus/documents

ask: install ## Ask one question: make ask Q="科技贷累计放款多少"
	@$(RUN) zhengce ask "$(Q)"

test: install ## Set up and run every test, two files at a time
	@$(RUN) pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

check: install ## Format, lint, types, layers (of the benchmarks too, hence their libraries)
	@$(UV) sync --locked --quiet --all-groups
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(RUN) lint-imports

format: ## Format and fix what ruff can
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

eval: install ## Answer the gold questions, print the table by category, fail below the gate
	@$(RUN) python -m eval run --name eval
	@$(RUN) python -m eval score --gate eval/gate.toml
	@$(RUN) python -m eval report

eval-smoke: install ## The same on ten questions
	@$(RUN) python -m eval run --name smoke --limit 10
	@$(RUN) python -m eval report

bench: install ## Speed and memory beside the langchain tutorial set-up
	@$(UV) sync --locked --quiet --all-groups
	@$(RUN) python -m benchmarks.first_run
