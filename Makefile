# make run serves the finished site; make test proves it; make admin makes a staff account. README.md says more.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run admin test lint types contracts migrations catalogue suite prove-exit tools audit lighthouse bench-directory bench-reports requirements export clean

BIN := .venv/bin
# Two workers on two cores; each has a database of its own, and whole-site tests share one crawl.
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup

help: ## Say what each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Serve the site on http://127.0.0.1:8000/ (PORT=… changes it)
	@scripts/environment base
	@scripts/serve

admin: ## Make a staff account, interactively
	@scripts/environment base
	@DJANGO_SETTINGS_MODULE=config.settings.local $(BIN)/python manage.py migrate --no-input --verbosity 0
	@DJANGO_SETTINGS_MODULE=config.settings.local $(BIN)/python manage.py createsuperuser

test: tools lint types contracts migrations catalogue suite ## Install what the tests need, and run every check and test

lint: ## Style and formatting of Python and templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')

types: ## Types
	$(BIN)/mypy config publishing campaign hotlines reports

contracts: ## Who may import whom
	$(BIN)/lint-imports

migrations: ## The migrations say what the models say
	DJANGO_SETTINGS_MODULE=config.settings.local VAR_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run

catalogue: ## The French catalogue is complete
	DJANGO_SETTINGS_MODULE=config.settings.local VAR_DIR=$$(mktemp -d) $(BIN)/python manage.py compile_catalogue --strict

suite: ## The tests alone (DATABASE_URL and CACHE_URL choose what they run on; ARGS=… goes to pytest)
	$(PYTEST) $(ARGS)

prove-exit: ## Prove in real windows of three browsers that leaving works (ARGS=--help says more)
	@scripts/environment dev
	@scripts/system-packages Xvfb:xvfb openbox:openbox xdotool:xdotool xprop:x11-utils chromium:chromium firefox-esr:firefox-esr
	$(BIN)/python -m tests.exit $(ARGS)

tools:
	@scripts/environment dev
	@scripts/system-packages chromium-headless-shell:chromium-headless-shell java:default-jre-headless xgettext:gettext node:nodejs npm:npm \
	  '/usr/lib/*/libpangoft2-1.0.so.0:libpangoft2-1.0-0' '/usr/lib/*/libharfbuzz-subset.so.0:libharfbuzz-subset0' \
	  '/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf:fonts-liberation'
	@if command -v npm >/dev/null; then npm --prefix tests/nu-checker ci --ignore-scripts --silent --no-audit --no-fund; fi

audit: tools ## axe on every page in both schemes at two widths, and the Nu checker (ARGS=--help says more)
	$(BIN)/python -m tests.audit $(ARGS)

lighthouse: tools ## Lighthouse, as on a phone, on one page of each kind (ARGS='home "first person"' chooses kinds)
	@scripts/system-packages chromium:chromium
	@npm --prefix tests/lighthouse ci --ignore-scripts --silent --no-audit --no-fund
	$(BIN)/python -m tests.lighthouse $(ARGS)

bench-directory: ## What the directory costs among 50, 500 and 5,000 services, as ratios within the run
	@scripts/environment dev
	$(BIN)/python -m tests.bench_directory

bench-reports: ## What the reports cost with 25 and with 60 editions, in queries, time, bytes and memory
	@scripts/environment dev
	$(BIN)/python -m tests.bench_reports

requirements: ## Compile the hashed requirements again (needs uv)
	@for extra in "" postgres print dev; do \
	  echo "requirements/$${extra:-base}.txt"; \
	  uv pip compile pyproject.toml $${extra:+--extra $$extra} $$([ "$$extra" != dev ] || echo --extra postgres --extra print) --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make requirements" -o requirements/$${extra:-base}.txt; \
	done

export: ## Write the content files back from the database of make run
	DJANGO_SETTINGS_MODULE=config.settings.local $(BIN)/python manage.py export_content .

clean: ## Remove the environment and what was compiled; the database in var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache tests/nu-checker/node_modules tests/lighthouse/node_modules var/static
