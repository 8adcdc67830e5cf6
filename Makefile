# What can be done here. `make demo` and `make test` set up what they need.
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests demo test journeys check messages lock bench coverage-study clean

PYTHON := .venv/bin/python
KAPEA := .venv/bin/kapea

help: ## Show what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Set up what the product needs (virtual environment from the lock file)
	@scripts/setup.sh run

setup-tests: ## Set up what the tests need besides (Chromium, PostgreSQL, gettext)
	@scripts/setup.sh dev

demo: setup ## Serve the site with fictitious cases on http://127.0.0.1:8000/
	@$(KAPEA) demo $(if $(PORT),--port $(PORT)) $(if $(CASES),--cases $(CASES))

test: setup-tests ## Run every check and test
	@scripts/test.sh

journeys: setup-tests ## Walk every journey in a real browser, in both languages (long)
	@KAPEA_HOME=$(CURDIR)/.cache/tests KAPEA_HTTPS=0 KAPEA_FICTITIOUS=1 $(PYTHON) -m pytest -q -n 2 --dist loadfile tests/browser

check: ## Run the fast checks only: format, lint, types, layers
	@scripts/check.sh

messages: ## Compile the translations
	@$(PYTHON) scripts/compile_messages.py

lock: ## Write the lock files anew from pyproject.toml
	@scripts/lock.sh

bench: setup-tests ## Measure on generated data in PostgreSQL (long)
	@$(PYTHON) -m benchmarks

coverage-study: setup ## Simulate how often estimates' intervals hold the truth (hours)
	@$(PYTHON) -m benchmarks.coverage_study $(if $(TABLES),--tables $(TABLES))

clean: ## Remove the virtual environment and everything generated; never a production database
	rm -rf .venv .cache var/demo build dist
