#!/bin/sh
# Installs what package-lock.json names into node_modules: what makes the stylesheet and checks the pages. To run the
# product nothing of it is needed. What was installed is kept beside it, so that a second run does nothing.
set -eu

stamp=node_modules/installed-package-lock.json

if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 19) ? 0 : 1)' 2>/dev/null \
    || ! command -v npm >/dev/null; then
    {
        echo "Checks and tests need Node 18.19 or newer with npm; running the product does not."
        echo "Found: $(node --version 2>/dev/null || echo no node), npm $(npm --version 2>/dev/null || echo missing)"
        echo "Install it (on Debian and Ubuntu: nodejs and npm), and run this again."
    } >&2
    exit 1
fi

if cmp -s package-lock.json "$stamp"; then
    exit 0
fi

echo "Installing what package-lock.json names (the first time, this needs a network)" >&2
npm ci --silent || {
    echo "Not everything could be installed. Is there a network? npm ci says which package." >&2
    exit 1
}
cp package-lock.json "$stamp"
