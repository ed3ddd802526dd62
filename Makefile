# Set-up, checks and the usual commands. `make help` lists them; all can be run again at any time.
# MODELS_FROM=FOLDER looks for the models in a folder before anything is downloaded.

PYTHON ?= python3
BIN := .venv/bin
# Nothing that we depend on reports home.
export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_DISABLE_TELEMETRY := 1
export ANONYMIZED_TELEMETRY := False
export DO_NOT_TRACK := 1

.DEFAULT_GOAL := help
.PHONY: help setup chat ask test gate eval lint format screenshots models lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | \
		while IFS='|' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

setup: ## make .venv with everything installed, and pull the models
	@$(PYTHON) build/install.py setup

chat: ## set up, index seeds/, and serve the chat page at http://127.0.0.1:7860
	@$(PYTHON) build/install.py run
	@$(BIN)/qa add seeds/
	@$(BIN)/qa chat

ask: export QUESTION := $(value Q)
ask: ## answer in the terminal: make ask Q="Who signed the agreement?"
	@test -n "$$QUESTION" || { echo 'error: no question: make ask Q="Who signed it?"'; exit 1; }
	@$(PYTHON) build/install.py run
	@test -n "$$(ls -A data 2>/dev/null)" || $(BIN)/qa add seeds/
	@$(BIN)/qa ask -- "$$QUESTION"

test: ## set up what the tests need, and run all checks and tests
	@$(PYTHON) build/install.py test
	@pages=$$(mktemp); trap 'rm -f "$$pages"' EXIT; \
		$(BIN)/pytest -m "browser and not axe" >"$$pages" 2>&1 & page=$$!; \
		if $(MAKE) --no-print-directory lint gate; \
		then $(BIN)/pytest -m "not browser or axe"; failed=$$?; \
		else failed=$$?; kill $$page; fi; \
		wait $$page || failed=$$?; cat "$$pages"; exit $$failed

gate: ## hold retrieval and refusals to their thresholds, without a model (after make test)
	@$(BIN)/qa eval --fast --gate evals/gates/fast.toml

eval: ## ask the whole suite with the answering model, and write a report
	@$(PYTHON) build/install.py run
	@$(BIN)/qa eval

lint: ## check style and types (after make test or make setup)
	@$(BIN)/ruff check . build
	@$(BIN)/ruff format --check . build
	@$(BIN)/mypy

format: ## put the code into the agreed form
	@$(BIN)/ruff check --fix-only . build
	@$(BIN)/ruff format . build

screenshots: ## take the pictures of docs/ with the real product
	@PYTHONPATH=. $(BIN)/python docs/screenshots/make.py

models: ## list the models and whether they are here
	@PYTHONPATH=. $(PYTHON) -m qa.models list

lock: ## write the lock files from what is installed
	@$(BIN)/python build/lock.py

clean: ## remove .venv and caches (articles and models stay)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "clean; data/ and the models are still there"
