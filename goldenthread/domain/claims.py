"""Claims in prose that can be held against the figures: "N of M", "all but Qn", "above target", "fell from x to y".

A false alarm costs more than a claim that is missed: the officer stops reading. So a claim counts as untrue only where
it surely speaks of this measure's own numbers, or where its own arithmetic cannot be; of any other nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.measures import Polarity
from goldenthread.domain.units import (
    HUNDRED,
    QUOTIENT,
    Unit,
    decimals_of,
    decimals_to_tell_apart,
    print_number,
    print_value,
    round_half_up,
)

MOST_DECIMALS = 6
# Smaller numbers stand in any text for many things.
SMALLEST_TELLING = 10


class ClaimKind(StrEnum):
    """The pattern that a claim follows."""

    N_OF_M = "n-of-m"
    ALL_BUT = "all-but"
    TARGET = "target"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True)
class KnownQuarter:
    """A quarter that prose may speak of: its number in the year, "2019-20 Q1", its value and target."""

    period: str
    value: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, kw_only=True)
class OwnNumbers:
    """What is known of the measure that a text is about. `earlier` are the periods before, oldest first."""

    unit: Unit
    decimals: int
    polarity: Polarity
    period: str
    value: Decimal | None
    target: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    numerator_label: str = ""
    denominator_label: str = ""
    earlier: tuple[KnownQuarter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim as it stands in the text. `holds` is None where nothing can be said of it; `why` says what is untrue."""

    kind: ClaimKind
    text: str
    holds: bool | None
    why: str = ""


def claims_in(text: str, *, numbers: OwnNumbers) -> tuple[Claim, ...]:
    """Every claim of the four patterns, in the order of the text."""
    found = [
        (start + match.start(), claim)
        for start, sentence in _sentences(text)
        for pattern, judge in _PATTERNS
        for match in pattern.finditer(sentence)
        if (claim := judge(match, sentence, numbers)) is not None
    ]
    return tuple(claim for _, claim in sorted(found, key=lambda one: one[0]))


def untrue_claims(text: str, *, numbers: OwnNumbers) -> tuple[Claim, ...]:
    """The claims that do not hold."""
    return tuple(claim for claim in claims_in(text, numbers=numbers) if claim.holds is False)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences and list points, with where each begins."""
    start = 0
    for end in (*(found.end() for found in re.finditer(r"[.!?;](?=\s|$)|\n", text)), len(text)):
        yield start, text[start:end]
        start = end


_AMOUNT = r"£?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%|\s?per cent\b|m\b|k\b|\s?days?\b)?"


@dataclass(frozen=True)
class _Amount:
    """A number as written: its value, what is written around it, and how many decimals it has."""

    value: Decimal
    sign: str  # "%", "£", "£m", "£k", "days" or ""
    decimals: int


def _amount(written: str) -> _Amount:
    digits = re.sub(r"[^\d.]", "", written).rstrip(".")
    value = Decimal(digits)
    tail = written.casefold()
    sign = "%" if "%" in tail or "per cent" in tail else "days" if "day" in tail else ""
    if "£" in written:
        sign = "£" + (tail[-1] if tail[-1] in "mk" else "")
    exponent = value.as_tuple().exponent
    return _Amount(value, sign, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


_SIGNS = {
    Unit.PERCENTAGE: ("%",),
    Unit.DAYS: ("days", ""),
    Unit.GBP: ("£",),
    Unit.GBP_THOUSAND: ("£k",),
    Unit.GBP_MILLION: ("£m",),
    Unit.COUNT: ("",),
    Unit.RATIO: ("",),
}


def _is_in_the_unit(amount: _Amount, numbers: OwnNumbers) -> bool:
    return amount.sign in _SIGNS.get(numbers.unit, ())


def _says(amount: _Amount, value: Decimal | None) -> bool:
    """Whether the amount is the value, at as many decimals as were written."""
    return value is not None and round_half_up(value, decimals=min(amount.decimals, MOST_DECIMALS)) == amount.value


def _shown(value: Decimal, numbers: OwnNumbers, *, beside: Decimal | None = None) -> str:
    """The value at the decimals of the measure, or at as many as tell it from what stands beside it."""
    decimals = numbers.decimals
    if beside is not None:
        decimals = decimals_to_tell_apart(value, beside, decimals=decimals)
    return print_value(value, unit=numbers.unit, decimals=decimals)


# --- N of M -----------------------------------------------------------------------------------------------------------

_N_OF_M = re.compile(
    r"(?<![\d.,£])(?P<n>\d+(?:,\d{3})*)\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+)?(?P<m>\d+(?:,\d{3})*)"
    r"(?![\d%]|[.,]\d|\s?per cent)(?:\s*\((?P<percent>\d+(?:\.\d+)?)\s?%\))?"
)


def _n_of_m(match: re.Match[str], sentence: str, numbers: OwnNumbers) -> Claim | None:
    n, m = (Decimal(match[name].replace(",", "")) for name in ("n", "m"))

    def claim(*, holds: bool | None, why: str = "") -> Claim:
        return Claim(kind=ClaimKind.N_OF_M, text=match[0], holds=holds, why=why)

    if match["percent"] and m:
        typed = _amount(f"{match['percent']}%")
        makes = QUOTIENT.divide(n * HUNDRED, m)
        if not _says(typed, makes):
            shown = print_value(makes, unit=Unit.PERCENTAGE, decimals=typed.decimals)
            return claim(holds=False, why=f"{match['n']} of {match['m']} is {shown}, not {match['percent']}%.")
    numerator, denominator = numbers.numerator, numbers.denominator
    if numerator is None or denominator is None or (n, m) == (numerator, denominator):
        return claim(holds=None if numerator is None or denominator is None else True)
    own = f"{_cases(numerator)} of {_cases(denominator)} were returned"
    if n == numerator >= SMALLEST_TELLING and _speaks_of_the_cases(sentence[match.end() :], numbers):
        return claim(holds=False, why=f"{own}.")
    if m == denominator >= SMALLEST_TELLING and n != denominator - numerator:
        after = sentence[match.end() :]
        # As many as neither part holds can be a part of neither: they are the figure, mistyped. Fewer may be anything:
        # "9 of the 1,733 invoices were disputed".
        is_of_neither = n > min(numerator, denominator - numerator) and not _QUALIFIED.search(after)
        if is_of_neither or _speaks_of_the_cases(after, numbers):
            return claim(holds=False, why=f"{own}.")
    return claim(holds=None)


def _cases(number: Decimal) -> str:
    return print_number(number, decimals=min(decimals_of(number), MOST_DECIMALS))


def _speaks_of_the_cases(after: str, numbers: OwnNumbers) -> bool:
    """Whether what follows names what the numerator counts, by every word that the denominator's name has not.

    "9 of 173 invoices were disputed" is no statement about "invoices paid in 30 days".
    """
    words = _words(numbers.numerator_label) - _words(numbers.denominator_label)
    if _QUALIFIED.search(after):
        return False
    return bool(words) and words <= _words(after)


def _words(text: str) -> set[str]:
    """Words that carry meaning, cut to their stems."""
    return {word[:5] for word in re.findall(r"[a-z0-9]+", text.casefold()) if len(word) > 3 or word.isdigit()}


# Such a sentence speaks of a part, of another time, or of what did not happen.
_QUALIFIED = re.compile(r"\b(?:not|no|never|without|failed|late|last|previous|earlier|other|against|compared|would)\b")

# --- all but Qn -------------------------------------------------------------------------------------------------------

_ALL_BUT = re.compile(
    r"\b(?:all|each|every)\s+(?:the\s+|of\s+the\s+)?(?:four\s+|three\s+)?(?:quarters?\s+)?"
    r"(?:but|except(?:\s+for)?|apart\s+from|other\s+than)\s+(?:for\s+)?(?:quarter\s+|Q)(?P<quarter>[1-4])\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:met|meets|achieved|hit|on|exceed\w*|above|beat\w*)\b[^.]*\btargets?\b"
    r"|\btargets?\b[^.]*\b(?:met|achieved|hit|exceeded|beaten)\b|\bexceeded\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|missed|below|failed|last\s+year|20\d\d)\b", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:exceed\w*|above|beat\w*)\b", re.IGNORECASE)


def _all_but(match: re.Match[str], sentence: str, numbers: OwnNumbers) -> Claim | None:
    def claim(*, holds: bool | None, why: str = "") -> Claim:
        return Claim(kind=ClaimKind.ALL_BUT, text=match[0], holds=holds, why=why)

    speaks_of_target = _MET.search(sentence) and not _NEGATED.search(sentence)
    if not speaks_of_target or numbers.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return claim(holds=None)
    if numbers.polarity is Polarity.LOWER and _BEYOND.search(sentence):
        return claim(holds=None)  # to exceed such a target may be meant either way
    year, newest = numbers.period.split(" Q") if " Q" in numbers.period else (numbers.period, "4")
    now = KnownQuarter(period=numbers.period, value=numbers.value, target=numbers.target)
    known = {one.period: one for one in (*numbers.earlier, now)}
    excepted = int(match["quarter"])
    met = {quarter: _meets(known.get(f"{year} Q{quarter}"), numbers) for quarter in range(1, int(newest) + 1)}
    if excepted > int(newest):
        return claim(holds=None)
    wrong = [f"Q{quarter} was not" for quarter, is_met in met.items() if quarter != excepted and is_met is False]
    if met[excepted]:
        wrong.append(f"Q{excepted} was")
    if wrong:
        return claim(holds=False, why=f"On target {' and '.join(wrong)}.")
    is_known = all(is_met is not None for is_met in met.values())
    return claim(holds=True if is_known else None)


def _meets(quarter: KnownQuarter | None, numbers: OwnNumbers) -> bool | None:
    if quarter is None or quarter.value is None or quarter.target is None:
        return None
    if numbers.polarity is Polarity.HIGHER:
        return quarter.value >= quarter.target
    return quarter.value <= quarter.target


# --- above and below target -------------------------------------------------------------------------------------------

# The whole sentence up to the claim: it is the measure that is above or below, now.
_TARGET = re.compile(
    r"^\s*(?:•\s*)?(?:overall,?\s+)?(?:the\s+|this\s+|our\s+)?"
    r"(?P<subject>performance|figure|result|outturn|measure|indicator|collection|rate|it|we|this)"
    r"(?:\s+(?:for|in)\s+(?:the\s+|this\s+)?quarter|\s+this\s+quarter)?,?\s+"
    r"(?:is|was|are|were|remains|remained|stands|stood|has\s+been)\s+"
    r"(?:(?:just|slightly|well|still|now|currently|marginally|far|significantly|comfortably)\s+){0,2}"
    r"(?P<side>above|over|below|under)\s+(?:the\s+|its\s+|our\s+)?(?:quarterly\s+|quarter's\s+)?target\b"
    r"(?!\s+(?:in|for|last|until|by|at)\b)",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:last|previous|earlier|until|had|Q[1-4]|year|annual|forecast|expect\w*|but)\b", re.IGNORECASE
)


def _against_target(match: re.Match[str], sentence: str, numbers: OwnNumbers) -> Claim | None:
    value, target = numbers.value, numbers.target
    holds: bool | None = None
    # Of a measure that is better when low, "below target" is said of what is worse and of what is less.
    if value is not None and target is not None and numbers.polarity is Polarity.HIGHER:
        is_above = match["side"].casefold() in ("above", "over")
        holds = value > target if is_above else value < target
    why = ""
    if _ELSEWHEN.search(sentence):
        holds = None
    if holds is False and value is not None and target is not None:
        shown, shown_target = _shown(value, numbers, beside=target), _shown(target, numbers, beside=value)
        why = f"The figure is {shown} against a target of {shown_target}."
    return Claim(kind=ClaimKind.TARGET, text=match[0].strip(" •"), holds=holds, why=why)


# --- rose and fell ----------------------------------------------------------------------------------------------------

_CHANGE = re.compile(
    r"\b(?P<verb>rose|risen|rising|increased|increasing|grew|grown|went\s+up|gone\s+up|"
    r"fell|fallen|falling|dropped|dropping|decreased|decreasing|declined|declining|reduced|went\s+down|gone\s+down)"
    rf"\s+(?:sharply\s+|slightly\s+)?(?:by\s+{_AMOUNT}(?:\s+(?:percentage\s+)?points?)?,?\s+)?from\s+(?P<old>{_AMOUNT})(?:\s+in\s+[^.,;]{{1,30}}?)?\s+to\s+(?P<new>{_AMOUNT})"
    r"(?![\d]|[.,/-]\d|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)
_UPWARDS = ("rose", "rise", "risi", "incr", "grew", "grow")


def _change(match: re.Match[str], _sentence: str, numbers: OwnNumbers) -> Claim | None:
    old, new = _amount(match["old"]), _amount(match["new"])

    def claim(*, holds: bool | None, why: str = "") -> Claim:
        return Claim(kind=ClaimKind.CHANGE, text=match[0], holds=holds, why=why)

    if old.sign != new.sign and "" not in (old.sign, new.sign):
        return claim(holds=None)  # from £900k to £1.2m: of two sizes
    is_up = match["verb"].casefold()[:4] in _UPWARDS or match["verb"].casefold().endswith(" up")
    is_larger, is_equal = new.value > old.value, new.value == old.value
    if not is_equal and old.sign == new.sign and is_up != is_larger:
        verb = "rise" if is_up else "fall"
        return claim(holds=False, why=f"From {match['old']} to {match['new']} is no {verb}.")
    value = numbers.value
    if value is None or not _is_in_the_unit(new, numbers) or old.sign != new.sign:
        return claim(holds=None)
    values = [one.value for one in numbers.earlier if one.value is not None]
    if not values or not _is_telling(old, new):
        return claim(holds=None)
    ends, begins = _says(new, value), any(_says(old, one) for one in values)
    if ends and begins:
        return claim(holds=True)
    last = values[-1]
    if ends and not begins and numbers.unit is Unit.PERCENTAGE and new.decimals:
        return claim(
            holds=False,
            why=f"No earlier figure that is known here is {match['old']}; the last was {_shown(last, numbers)}.",
        )
    was_newer = any(_says(new, one) for one in values)
    if not ends and not was_newer and _says(old, last) and numbers.unit is Unit.PERCENTAGE and old.decimals:
        return claim(holds=False, why=f"The figure is {_shown(value, numbers)}, not {match['new']}.")
    return claim(holds=None)


def _is_telling(*amounts: _Amount) -> bool:
    """Whether these could hardly be the numbers of something else."""
    return all(amount.decimals or amount.value >= SMALLEST_TELLING for amount in amounts)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, OwnNumbers], Claim | None]], ...] = (
    (_N_OF_M, _n_of_m),
    (_ALL_BUT, _all_but),
    (_TARGET, _against_target),
    (_CHANGE, _change),
)
