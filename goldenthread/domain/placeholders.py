"""Words that stand for words still to come: "minute ??" stood in a published resolution."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"\?\?+|\A\s*(?:…|\.{2,})\s*\Z|\b(?:TBC|TBA|TBD|tbc|tba|tbd)\b|\bX{2,}\b|\b(?i:lorem)\b"
    r"|\[(?i:insert|add|name|date|tbc)\b[^\]]*\]"
    r"|\((?i:to follow)\)|(?<=[–—-] )(?i:to follow)(?=\s*(?:[.;\n]|$))"
    # Alone, or as the end of a few words: "Reasons to follow." But "there was no process to follow" says something.
    r"|(?:(?<=[.!?:;\n])|^)\s*(?P<short>(?:\w+\s+){0,2}(?i:to (?:follow|be (?:confirmed|advised|announced|added))))"
    r"\s*(?=[.!;\n]|$)"
)
_AROUND = 40


def placeholder_in(text: str) -> str:
    """The first placeholder in the text, as it stands there; "" where there is none."""
    found = _PLACEHOLDER.search(text)
    return "" if found is None else found["short"] or found[0]


def around_placeholder(text: str) -> str:
    """The words on both sides of the first placeholder, on one line."""
    found = _PLACEHOLDER.search(text)
    if found is None:
        return ""
    return text[max(0, found.start() - _AROUND) : found.end() + _AROUND].replace("\n", " ").strip()
