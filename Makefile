# The one front door. `make` alone lists what can be asked for.

PYTHON_IN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run demo test check css bench bench-web docs pictures lock clean environment tools node

help: ## list what can be asked for
	@sed -n 's/^\([a-z-]*\):.*## /\1  /p' Makefile | while read -r name words; do printf '  make %-9s %s\n' "$$name" "$$words"; done

run: demo ## make the demonstration, then show it at http://127.0.0.1:8000 (Ctrl-C stops it)
	@.venv/bin/goldenthread serve

demo: environment ## make the demonstration and take its quarter to a published pack
	@.venv/bin/goldenthread demo

test: check ## everything: checks, every test on SQLite and PostgreSQL, pages in a browser (ONLY=tests/figures runs a part)
	@$(PYTHON_IN) -m devtools.run_tests $(ONLY)

check: tools node ## format, lint, types, import contracts, migrations and stylesheet in step (needs Node)
	@$(PYTHON_IN) -m devtools.check

css: tools node ## make the pages' stylesheet and scripts anew (needs Node)
	@$(PYTHON_IN) -m devtools.look

bench: tools ## how fast it is; rewrites docs/reference/performance.md
	@$(PYTHON_IN) -m bench

bench-web: tools ## how fast pages answer, on both databases (needs wrk); rewrites docs/reference/performance-of-pages.md
	@$(PYTHON_IN) -m bench.web $(ONLY)

docs: tools ## write the reference of commands, settings and policies from the code
	@$(PYTHON_IN) -m devtools.reference

pictures: tools node ## take the pictures of the README and the how-to pages anew, in a browser
	@PICTURES_IN=docs/pictures $(PYTHON_IN) -m devtools.run_tests tests/browser/test_pictures_of_the_manual.py -n 0

lock: tools ## choose versions anew within pyproject.toml, with their hashes (needs a network)
	@sh devtools/lock.sh

clean: ## remove the environment and what tools leave behind; the data in var/ stays
	rm -rf .venv node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@sh devtools/environment.sh requirements.txt

tools:
	@sh devtools/environment.sh requirements-dev.txt

node:
	@sh devtools/node.sh
