"""Text that a spreadsheet would run as a formula, guarded in a csv file and freed again when read."""

from __future__ import annotations

import re

# OWASP, "CSV injection": a cell that starts so may be run. The last four are the full-width forms.
_DANGEROUS = re.compile(r"[\s']*[=+\-@\t\r＝＋－＠]")
# A spreadsheet takes these for numbers, or for a dash, and runs nothing: they are left as they are.
_HARMLESS = re.compile(r"\s*(?:[+-]?\s?£?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-+–—])\s*")
_GUARD = "'"


def with_guard(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might run it."""
    if not _DANGEROUS.match(text) or _HARMLESS.fullmatch(text):
        return text
    return _GUARD + text


def without_guard(text: str) -> str:
    """The text as it was before `with_guard`; other apostrophes stay."""
    if text.startswith(_GUARD) and _DANGEROUS.match(text):
        return text[1:]
    return text
