"""Why a TOML file cannot be read, in words for whoever wrote it."""

from __future__ import annotations

import tomllib


def why_unreadable(error: ValueError) -> str:
    """What the reader of TOML says of the file. Python itself refuses a number of thousands of digits, in its words."""
    return str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a number in it has too many digits"
