"""Percentages of one whole that cannot be of one: "68% green and 33% amber or red"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper, Sentence

_PERCENT = r"(?P<share>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_ON = r"(?:on\s+(?:track|target)|met\s+(?:their\s+|the\s+|its\s+)?targets?)"
_OFF = r"(?:off\s+(?:track|target)|(?:missed|did\s+not\s+meet)\s+(?:their\s+|the\s+|its\s+)?targets?|below\s+target)"
_STATE = rf"(?P<state>green|amber(?:\s+(?:or|and)\s+red)?|red|{_ON}|{_OFF})"
_SHARE = re.compile(
    rf"(?<![\d.,]){_PERCENT}\)?(?:\s+of\s+(?:the\s+|all\s+|our\s+)?(?:measures|indicators|figures|targets|PIs|KPIs))?"
    rf"(?:\s*,)?(?:\s+(?:is|are|was|were|being|rated|at|as))*\s+{_STATE}\b",
    re.IGNORECASE,
)
_ANY_PERCENT = re.compile(r"\d\s?(?:%|per\s?cent)")
_QUALIFIED = re.compile(
    r"\b(?:compared|previous(?:ly)?|last|earlier|from|against|than|target\s+of|increase\w*|decrease\w*|respectively|"
    r"up\s+to|rose|fell|was\s+expected|forecast)\b",
    re.IGNORECASE,
)
_UNRATED = re.compile(
    r"\b(?:unrated|not\s+rated|no\s+data|not\s+available|not\s+returned|awaited|remain\w*|other|rest)\b", re.I
)
_HUNDRED = Decimal(100)


def shares_of_one_whole(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """More than a hundred percent of the rated measures; or less, where a sentence names every rating."""
    for sentence in paper.sentences():
        yield from _in_sentence(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Finding]:
    found = list(_SHARE.finditer(sentence.text))
    states = [_state(match["state"]) for match in found]
    is_of_all_numbers = len(_ANY_PERCENT.findall(sentence.text)) == len(found)
    if len(found) < 2 or len(set(states)) != len(states) or not is_of_all_numbers:
        return
    if _QUALIFIED.search(sentence.text) or not _is_apart(states):
        return
    shares = [Decimal(match["share"]) for match in found]
    total = sum(shares, Decimal(0))
    # Each may be half of its last digit away from what it was rounded from.
    halves = sum((Decimal(5).scaleb(-len(match["share"].partition(".")[2]) - 1) for match in found), Decimal(0))
    is_whole = _is_every(states) and not _UNRATED.search(sentence.text)
    is_over = total - _HUNDRED >= halves
    if is_over or (is_whole and _HUNDRED - total >= halves):
        listed = " + ".join(f"{share}%" for share in shares)
        yield Finding(
            code=Code.SHARES,
            severity=Severity.BLOCKING if is_over else Severity.ADVICE,
            where=sentence.place,
            what=f"{listed} makes {total}%, so the shares are not of one whole.",
            why="Shares of different bases cannot be put beside each other, and one of them misleads.",
            mend="Work them all out of one base, and print it: “28 of 42 (67%)”.",
        )


def _state(written: str) -> str:
    plain = " ".join(written.casefold().split())
    if re.fullmatch(_ON, plain):
        return "on"
    return "off" if re.fullmatch(_OFF, plain) else plain.replace(" and ", " or ")


def _is_apart(states: list[str]) -> bool:
    """Whether no measure can be in two of these states."""
    named = set(states)
    if named <= {"on", "off"} or named <= {"green", "amber", "red"}:
        return True
    return named == {"green", "amber or red"}


def _is_every(states: list[str]) -> bool:
    return set(states) in ({"on", "off"}, {"green", "amber", "red"}, {"green", "amber or red"})
