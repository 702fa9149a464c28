#!/bin/sh
# Chooses versions within pyproject.toml and writes them down with their hashes, for every platform and Python from 3.11.
# The files name no registry and no host: they are read by pip with whatever index it is set up to use.
set -eu

# docopt, which the client of GOV.UK Notify names and never imports, comes as source alone and is left out.
lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-package docopt --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$@"
}
lock pyproject.toml --extra postgresql --extra production --extra install --output-file requirements.txt
lock pyproject.toml --extra postgresql --extra production --extra install --extra dev --constraint requirements.txt \
    --output-file requirements-dev.txt
