"""Under which address the stylesheet and the scripts are served: one that changes when any of them does."""

from __future__ import annotations

import hashlib
from pathlib import Path


def static_address(folder: Path) -> str:
    """ "/static/3f2a90b1c4d5/", made from every file of the folder.

    The scripts import each other by where they lie, so what changes stands in front of them and not in their names.
    """
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"/static/{digest.hexdigest()[:12]}/"
