# Every command starts from a bare clone with Python 3.11 or later; council/run/bootstrap.py does the work.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) -m council.run.bootstrap

.DEFAULT_GOAL := help
.PHONY: help run test check bench assets lock screenshots

help:  ## show these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/'

run:  ## start the portal with demonstration data (PORT=8000, DATABASE_URL=…); Ctrl-C stops everything
	@$(BOOTSTRAP) run

test:  ## the whole suite (ARGS="tests/projects -x" for a part)
	@$(BOOTSTRAP) test $(ARGS)

check:  ## lint, types, migrations, translations, production settings
	@$(BOOTSTRAP) check $(ARGS)

bench:  ## requests per second beside a bare Django list view
	@$(BOOTSTRAP) bench $(ARGS)

assets:  ## environment, stylesheet, fonts and message catalogues only
	@$(BOOTSTRAP) assets

lock:  ## write the lock files anew from pyproject.toml and package.json
	@$(BOOTSTRAP) lock $(ARGS)

screenshots:  ## the README's pictures, of a running portal (BASE=http://127.0.0.1:8000)
	@var/venv/bin/python -m council.run.screenshots --base $(or $(BASE),http://127.0.0.1:8000)
