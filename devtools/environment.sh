#!/bin/sh
# Makes .venv and installs what a lock file names, checked against its hashes; then the product itself, editable.
# usage: environment.sh requirements.txt|requirements-dev.txt
# What was installed is kept beside it, so that a second run does nothing and needs no network.
set -eu

lock=$1
stamp=.venv/installed-$lock

wanted() {
    pwd
    cat "$lock" pyproject.toml
}

works() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3 /usr/local/bin/python3; do
        if "$candidate" -c 'import sys, ssl, sqlite3, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    {
        echo "Python 3.11 or newer is needed, with its venv module, and was not found."
        echo "Found: $(python3 --version 2>&1 || true)"
        echo "Install it (on Debian and Ubuntu: python3 and python3-venv), or name one: make run PYTHON=/path/to/python3"
    } >&2
    exit 1
}

if works && wanted | cmp -s - "$stamp"; then
    exit 0
fi

# An environment cannot be moved: its scripts name the folder that it was made in.
if ! works || { [ -f .venv/made-in ] && [ "$(cat .venv/made-in)" != "$(pwd)" ]; }; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)" >&2
    rm -rf .venv
    "$python" -m venv .venv
    pwd > .venv/made-in
fi

echo "Installing what $lock names (the first time, this needs a network)" >&2
pip() {
    .venv/bin/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --no-deps "$@"
}
pip --require-hashes --only-binary :all: -r "$lock" || {
    echo "Not everything could be installed. Is there a network? What is said above tells which package." >&2
    exit 1
}
pip --no-index --no-build-isolation --editable .
wanted > "$stamp"
