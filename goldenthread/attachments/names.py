"""A file's name as it is kept: what somebody's machine called it, with nothing in it that could mislead or harm."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
# Marks that turn the direction of writing: "exe.fdp" would read as "pdf.exe" backwards.
_OUT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys('<>:"|?*\\/', "-"))


def clean_name(name: str) -> str:
    """The last part of the name, in composed characters, without control characters, path or leading dots.

    At most `LONGEST_NAME` characters; a longer one keeps its beginning and its ending. "file" where nothing is left.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if unicodedata.category(one) in _OUT else one for one in last)
    kept = " ".join(kept.translate(_NOT_IN_A_NAME).split()).strip(". ")
    if len(kept) <= LONGEST_NAME:
        return kept or "file"
    stem, dot, ending = kept.rpartition(".")
    ending = f"{dot}{ending}" if 0 < len(ending) < 8 else ""
    return f"{(stem or kept)[: LONGEST_NAME - len(ending) - 1]}…{ending}"
