"""A whole that is said to be made of parts: "120, comprising 51, 60 and 9"; "a variance of £1.2m, made up of …"; "a
variance of £0.8m (Havering £0.5m, Newham £0.3m)"; "51 + 60 + 9 = 120"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from goldenthread.reports.papers.checks.amounts import AMOUNT, NUMBER, Amount, amount_of
from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper, Sentence

_MADE_OF = (
    r"(?:comprising(?:\s+of)?|comprises(?:\s+of)?|comprised\s+of|made\s+up\s+of|consisting\s+of|consists\s+of"
    r"|being\s+the\s+sum\s+of)"
)
_AMOUNT = re.compile(rf"(?<![\w.,/-]){AMOUNT}(?![\w%/-]|[.,]\d|\s?per\s?cent)")
# Between a whole and its parts stands no other number.
_WHOLE = re.compile(rf"(?<![\w.,/-]){AMOUNT}(?![\w%/-]|[.,]\d|\s?per\s?cent)(?P<of>[^\d£.;:]*?)\b{_MADE_OF}\b:?", re.I)
# What makes a part something else than a part of that whole, or the whole no exact one.
_QUALIFIED = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|over|more\s+than|up\s+to|at\s+least|some|net|offset|less|minus|"
    r"including|of\s+which|partly|mainly|mostly|other|others|rest|remainder|each|both|compared|against|from|by)\b",
    re.IGNORECASE,
)
# Parts are only those that a list counts: each followed by its name, then a comma or "and".
_BETWEEN = re.compile(r"[^.;:()]{1,80}?(?:,|;|\band\b|,\s*and\b)\s*(?:an?\s+)?(?:[\w-]+\s+of\s+)?")
_OVER, _UNDER = re.compile(r"\boverspen\w+\b", re.I), re.compile(r"\b(?:underspen\w+|saving\w*|credit\w*)\b", re.I)

# From where a written sum begins, and never back into it.
_TERM = rf"£?(?:{NUMBER})(?:\s?(?:k|m|bn)\b)?"
_WRITTEN = re.compile(rf"(?<![\w.,/£+-])(?<!\+ )({_TERM}(?:\s?\+\s?{_TERM})++)\s?=\s?({_TERM})(?![\w%]|[.,]\d)", re.I)
_IN_BRACKETS = re.compile(rf"(?<![\w.,/-]){AMOUNT}\s\((?P<inside>[^()]{{1,300}})\)", re.IGNORECASE)
_NAMED_PART = re.compile(rf"[a-z][a-z .’'&/-]{{0,60}}?:?\s{AMOUNT}", re.IGNORECASE)
_PARTED = re.compile(r",?\s+and\s+|,(?!\d)\s*|;\s*")
# In brackets after an amount may also stand what it is held against.
_BESIDE = re.compile(
    r"\b(?:budget\w*|target|forecast|actual|outturn|last|previous|year|limit|estimate\w*|original\w*|revised|planned|"
    r"profile\w*|maximum|minimum|average|was|now)\b",
    re.IGNORECASE,
)
# Of other things the parts would hardly come so near to the whole.
_NEAR = Decimal("0.25")


def sums_that_disagree(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """A whole beside parts that make another sum; the parts of a rounded sum may miss it by their rounding."""
    for sentence in paper.sentences():
        yield from _in_sentence(sentence)
        yield from _written(sentence)
        yield from _in_brackets(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Finding]:
    for match in _WHOLE.finditer(sentence.text):
        after = sentence.text[match.end() :]
        if len(after) > _LONGEST_LIST:
            continue
        clause = sentence.text[: match.start()].rpartition(",")[2] + match[0] + after
        parts = _parts(after)
        whole = amount_of(match)
        if len(parts) < 2 or _is_qualified(clause, before=sentence.text[: match.start()]):
            continue
        if _is_a_label(match, whole, before=sentence.text[: match.start()]):
            continue
        # "2 phases, comprising 120 homes and 300 flats": such parts are of another kind than the whole.
        if any(part.is_money != whole.is_money or part.value > whole.value for part in parts):
            continue
        if _disagrees(whole, parts):
            yield _finding(sentence, whole, parts)


def _written(sentence: Sentence) -> Iterator[Finding]:
    """ "51 + 60 + 9 = 121"."""
    for match in _WRITTEN.finditer(sentence.text):
        whole, *parts = (_term(one) for one in (match[2], *match[1].split("+")))
        if _disagrees(whole, parts):
            yield _finding(sentence, whole, parts)


def _term(written: str) -> Amount:
    match = re.fullmatch(AMOUNT, written.strip(), re.IGNORECASE)
    assert match is not None  # a term is an amount
    return amount_of(match)


def _in_brackets(sentence: Sentence) -> Iterator[Finding]:
    """ "£0.893m (Havering £0.239m, Newham £0.433m and Bexley £0.121m)"."""
    for match in _IN_BRACKETS.finditer(sentence.text):
        inside, before = match["inside"], sentence.text[: match.start()]
        named = [_NAMED_PART.fullmatch(one.strip()) for one in _PARTED.split(inside)]
        whole, parts = amount_of(match), [amount_of(one) for one in named if one is not None]
        if len(parts) < 2 or len(parts) < len(named) or not all(one.is_money for one in (whole, *parts)):
            continue
        if _BESIDE.search(inside) or _is_qualified(inside, before=before):
            continue
        apart = abs(sum((part.value for part in parts), Decimal(0)) - whole.value)
        if _disagrees(whole, parts) and apart <= whole.value * _NEAR:
            yield _finding(sentence, whole, parts)


def _disagrees(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts make another sum than rounding can explain."""
    total = sum((part.value for part in parts), Decimal(0))
    return abs(total - whole.value) > sum((part.half_a_digit for part in parts), whole.half_a_digit)


def _finding(sentence: Sentence, whole: Amount, parts: Sequence[Amount]) -> Finding:
    total, pound = sum((part.value for part in parts), Decimal(0)), "£" if whole.is_money else ""
    listed = " + ".join(_shown(part.value, pound) for part in parts)
    return Finding(
        code=Code.SUM,
        severity=Severity.BLOCKING,
        where=sentence.place,
        what=f"{listed} makes {_shown(total, pound)}, not {_shown(whole.value, pound)}.",
        why="Whoever adds the parts doubts every other number of the paper.",
        mend="Correct the whole or the part that is wrong, or name what is left out.",
    )


def _shown(value: Decimal, pound: str) -> str:
    return f"{pound}{value.normalize():,f}"


def _parts(after: str) -> list[Amount]:
    """The amounts of the list that begins here; [] where what follows is no plain list."""
    found = list(_AMOUNT.finditer(after))
    every_number = re.findall(r"(?<![\w£.,])£?\d", after)
    if not found or len(every_number) != len(found) or found[0].start() > _FARTHEST:
        return []
    for one, following in pairwise(found):
        if _BETWEEN.fullmatch(after[one.end() : following.start()]) is None:
            return []
    return [amount_of(one) for one in found]


_FARTHEST = 25
_LONGEST_LIST = 600
_LABEL = re.compile(
    r"\b(?:phase|appendix|section|part|stage|lot|block|year|paragraph|table|item|version|class|band|level|tier|option|"
    r"no|number|figure|annex|schedule|quarter|in|since)\.?\s*$",
    re.IGNORECASE,
)


def _is_a_label(match: re.Match[str], whole: Amount, *, before: str) -> bool:
    """Whether the number is none of a count: "Phase 2, comprising …", "in 2019 …"."""
    is_year = re.fullmatch(r"(?:19|20)\d\d", match["digits"]) is not None
    return not whole.is_money and (is_year or _LABEL.search(before) is not None)


def _is_qualified(clause: str, *, before: str) -> bool:
    if _QUALIFIED.search(clause) or _QUALIFIED.search(before[-30:]):
        return True
    return bool(_OVER.search(clause) and _UNDER.search(clause))
