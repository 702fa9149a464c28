"""Makes the workbooks in tests/figures/files anew, saved by LibreOffice, which must be installed.

    .venv/bin/python -m pytest tests/figures/remake_files.py

Each was made here, opened and saved by LibreOffice as ods, and that opened and saved as xlsx: as a
service lead with LibreOffice would send it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from goldenthread.accounts.models import User
from tests.figures.tiny import filled_tiny_workbook, make_tiny_partnership

FILES = Path(__file__).parent / "files"


def test_remake_the_files(lead: User, officer: User, tmp_path: Path) -> None:
    make_tiny_partnership(by=officer)
    made = tmp_path / "returned-libreoffice.xlsx"
    made.write_bytes(filled_tiny_workbook())

    for source, form in ((made, "ods"), (FILES / "returned-libreoffice.ods", "xlsx")):
        done = subprocess.run(
            ["soffice", "--headless", "--convert-to", form, "--outdir", FILES, source],
            capture_output=True,
            check=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )
        assert done.returncode == 0
