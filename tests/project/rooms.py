"""The rooms in their order, as the import contract states it."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "goldenthread"


def room_heights() -> dict[str, int]:
    """Each room with its height: a room may know only rooms of lesser height. Charts and spreadsheets share one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        room.strip(): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }  # fmt: skip


def room_of(path: Path) -> str:
    """The room that a file of the package lies in."""
    return path.relative_to(PACKAGE).parts[0]


def source_files() -> list[Path]:
    """Every Python file of the package that people write: not the migrations."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
