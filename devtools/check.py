"""Everything that can be checked without running a test, each check by its own tool; all are run, then it fails."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from os import environ
from pathlib import Path

TOOLS = Path(sys.executable).parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("formatting", ("ruff", "format", "--check", "--quiet")),
    ("lint", ("ruff", "check", "--quiet")),
    ("types", ("mypy", "--no-error-summary")),
    ("import contracts", ("lint-imports",)),
    ("stylesheet in step", ("python", "-m", "devtools.look", "--check")),
    ("migrations in step", ("goldenthread", "makemigrations", "--check", "--dry-run")),
)


def main() -> int:
    """Prints what a failed check said; 1 where one failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="goldenthread-check-") as folder:
        environment = {**environ, "GOLDENTHREAD_DATA": folder, "DATABASE_URL": ""}
        for name, (tool, *arguments) in CHECKS:
            done = subprocess.run(
                [TOOLS / tool, *arguments], env=environment, capture_output=True, text=True, check=False
            )
            print(f"{name:<20} {'failed' if done.returncode else 'ok'}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}. `ruff format` and `ruff check --fix` mend most of the first two.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
