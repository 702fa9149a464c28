"""Words and resolutions as HTML that any reader shows, and from which ours gets them back to the letter."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from goldenthread.committee.forms.record_file import VERBS, DecisionRecord

_AS_TYPED = 'style="white-space:pre-wrap"'
_WORDS = re.compile(rf'<div data-words="whole" {_AS_TYPED}>([^<]*)</div>')
_DECISION = re.compile(
    r'<p data-number="([0-9a-z.]+)" data-under="([0-9a-z.]*)" '
    rf'data-verb="({"|".join(VERBS)})" {_AS_TYPED}><b>[^<]*</b> ([^<]*)</p>'
)
_DECISIONS = re.compile(rf'<div data-resolutions="whole">((?:{_DECISION.pattern})*+)</div>')
_MOST_ESCAPED = 4


def html_of_words(text: str) -> str:
    """Words in one block that keeps their lines and spaces; "" for none."""
    return f'<div data-words="whole" {_AS_TYPED}>{html.escape(text, quote=False)}</div>' if text else ""


def exact_words(body: str) -> str | None:
    """What `html_of_words` was given; None where this is HTML of somebody else."""
    found = _WORDS.fullmatch(body.strip()) if "data-words" in body[:60] else None
    return html.unescape(found[1]) if found else None


def html_of_decisions(decisions: Sequence[DecisionRecord]) -> str:
    """A paragraph for each resolution, under its number and verb; "" for none."""
    written = "".join(
        f'<p data-number="{one.number}" data-under="{one.parent}" data-verb="{one.verb}" {_AS_TYPED}>'
        f"<b>{one.number} {one.verb.capitalize()}:</b> {html.escape(one.text, quote=False)}</p>"
        for one in decisions
    )
    return f'<div data-resolutions="whole">{written}</div>' if decisions else ""


def exact_decisions(body: str) -> tuple[DecisionRecord, ...] | None:
    """What `html_of_decisions` was given; None where this is HTML of somebody else."""
    found = _DECISIONS.fullmatch(body.strip()) if "data-resolutions" in body[:60] else None
    if found is None:
        return None
    return tuple(
        DecisionRecord(number=number, parent=parent, verb=verb, text=html.unescape(text))
        for number, parent, verb, text in _DECISION.findall(found[1])
    )


def escaped_for(text: str, *, read: Callable[[str], str]) -> str:
    """The text, escaped as often as its reader takes it apart: mostly not at all."""
    said = text
    for _ in range(_MOST_ESCAPED):
        if read(said) == text:
            return said
        said = html.escape(said, quote=False)
    return html.escape(text, quote=False)
