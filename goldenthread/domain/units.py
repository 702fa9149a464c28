"""The units of figures: what people type is read exactly, and printed once, rounded half up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

# Wide enough that no sum, difference or product of typed numbers is ever rounded: Python's own
# context keeps 28 digits, and silently rounds the 29th. Minus and abs() round too: copy_negate and
# copy_abs do not.
EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
# A quotient need not end. Forty digits tell any two percentages of real counts apart.
QUOTIENT = Context(prec=40, rounding=ROUND_HALF_UP)

# Rounds to the places of another number, half away from zero; `one_unit` gives that number.
quantize = EXACT.quantize
_ONES = tuple(Decimal(1).scaleb(-decimals, context=EXACT) for decimals in range(EXACT.prec))
_NOUGHTS = tuple(Decimal(0).scaleb(-decimals, context=EXACT) for decimals in range(EXACT.prec))

MOST_WHOLE_DIGITS = 15
MOST_DECIMALS = 20
ZERO = Decimal(0)
HUNDRED = Decimal(100)


class ValueUnreadable(ValueError):
    """What was typed is no value of the unit. The text is a whole sentence that says what to type."""


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    GBP = "gbp"
    GBP_THOUSAND = "gbp-thousand"
    GBP_MILLION = "gbp-million"
    DAYS = "days"
    RATIO = "ratio"
    YES_NO = "yes-no"
    RANK = "rank"
    TEXT = "text"


# What people call a unit, as `read_unit` finds it beside the code itself.
UNIT_NAMES = {
    "": Unit.PERCENTAGE,
    "%": Unit.PERCENTAGE,
    "number": Unit.COUNT,
    "£": Unit.GBP,
    "£000": Unit.GBP_THOUSAND,
    "£k": Unit.GBP_THOUSAND,
    "£m": Unit.GBP_MILLION,
    "yes/no": Unit.YES_NO,
}

# Powers of ten from pounds: £1.5m is 1,500 in £000.
MONEY_SCALE = {Unit.GBP: 0, Unit.GBP_THOUSAND: 3, Unit.GBP_MILLION: 6}
_MAGNITUDES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}


class ReadingKind(StrEnum):
    """What stands in a cell. Each of these means something else, and none of them is 0 but a value.

    The marks are those of the Government Statistical Service: c confidential, k and low round to
    zero, u low reliability, w none recorded, x not available, z not applicable; b, e, f, p, r and t
    say something about a value that is missing here.
    """

    VALUE = "value"
    TEXT = "text"
    BLANK = "blank"
    DASH = "dash"
    NIL = "nil"
    NOT_APPLICABLE = "not-applicable"
    MARK_B = "mark-b"
    MARK_C = "mark-c"
    MARK_E = "mark-e"
    MARK_F = "mark-f"
    MARK_K = "mark-k"
    MARK_LOW = "mark-low"
    MARK_P = "mark-p"
    MARK_R = "mark-r"
    MARK_T = "mark-t"
    MARK_U = "mark-u"
    MARK_W = "mark-w"
    MARK_X = "mark-x"
    MARK_Z = "mark-z"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. `value` is None unless `kind` is value, or nil, which is a typed 0.

    `text` is what was typed, trimmed. `marks` are the bracketed letters as typed: "r1", "p".
    """

    kind: ReadingKind
    value: Decimal | None
    text: str
    provisional: bool = False
    revised: bool = False
    marks: tuple[str, ...] = ()
    percent_sign: bool = False

    @property
    def is_missing(self) -> bool:
        """No value, and no words either."""
        return self.value is None and self.kind is not ReadingKind.TEXT


_WORDS_FOR_NOTHING = {
    "": ReadingKind.BLANK,
    "-": ReadingKind.DASH,
    "--": ReadingKind.DASH,
    "nil": ReadingKind.NIL,
    "n/a": ReadingKind.NOT_APPLICABLE,
    "na": ReadingKind.NOT_APPLICABLE,
    "n.a.": ReadingKind.NOT_APPLICABLE,
    "not applicable": ReadingKind.NOT_APPLICABLE,
}
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})
_PLAIN = re.compile(rf"-?[0-9]{{1,{MOST_WHOLE_DIGITS}}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?")
_MARKS_AT_END = re.compile(r"((?:\s*\[\s*[A-Za-z][A-Za-z0-9 ]*\])+)$")
_MARK = re.compile(r"\[\s*([A-Za-z][A-Za-z0-9 ]*?)\s*\]")
_NUMBER = re.compile(
    r"(?P<joint>=)?(?P<sign>[-+]?) ?(?P<pound>£?) ?(?P<sign_after>-?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?P<fraction>\.[0-9]+)?"
    r" ?(?P<suffix>%|per cent|percent|k|thousand|m|million|bn|billion|(?:working |calendar )?days?|st|nd|rd|th)?"
)
_YES_AND_NO = {"yes": Decimal(1), "y": Decimal(1), "true": Decimal(1), "no": ZERO, "n": ZERO, "false": ZERO}


def read_unit(text: str) -> Unit:
    """The unit by its code or by what people call it; blank is a percentage."""
    name = " ".join(text.casefold().split())
    if name in UNIT_NAMES:
        return UNIT_NAMES[name]
    try:
        return Unit(name.replace(" ", "-").replace("_", "-"))
    except ValueError:
        known = ", ".join(Unit)
        raise ValueUnreadable(f"{text!r} is not a unit; give one of {known}.") from None


LONGEST_SHOWN = 80

# Nothing but digits, a point and a minus was typed, as in by far most cells; bound, because each cell is asked.
is_plain_number = _PLAIN.fullmatch


def is_kept_exactly(number: Decimal) -> bool:
    """Whether it has no more digits than `read_value` takes; infinity and not-a-number have."""
    if not number.is_finite():
        return False
    _, _, exponent = number.as_tuple()
    return number.adjusted() < MOST_WHOLE_DIGITS and isinstance(exponent, int) and exponent >= -MOST_DECIMALS


def read_value(text: str, *, unit: Unit | None) -> Reading:
    """What a cell says, exactly; raises ValueUnreadable, in a sentence, for what is no value of the unit.

    Brackets make a number negative, as in accounts. No unit: any number is read, as a percentage's
    numerator is. A number with an exponent is refused: a spreadsheet has already dropped digits.
    """
    typed = text.strip()
    if _PLAIN.fullmatch(typed) and unit not in (Unit.YES_NO, Unit.TEXT):
        plain = Decimal(typed)
        return Reading(ReadingKind.VALUE, plain if plain else plain.copy_abs(), typed)
    tidy = " ".join(typed.translate(_DASHES).split())
    found = _MARKS_AT_END.search(tidy)
    body = tidy[: found.start()].rstrip() if found else tidy
    marks = tuple(mark.casefold() for mark in _MARK.findall(found[1])) if found else ()
    # r1 to r4 say which quarter was revised, as the receipts tables of DLUHC do.
    letters = {mark.rstrip("0123456789") for mark in marks}
    nothing = _WORDS_FOR_NOTHING.get(body.casefold())
    if nothing is ReadingKind.BLANK and marks:
        return Reading(_kind_of_mark(marks, text=typed), None, typed, "p" in letters, "r" in letters, marks)
    if nothing is not None:
        value = ZERO if nothing is ReadingKind.NIL else None
        return Reading(nothing, value, typed, "p" in letters, "r" in letters, marks)
    if unit is Unit.TEXT:
        return Reading(ReadingKind.TEXT, None, typed, "p" in letters, "r" in letters, marks)
    value, has_sign = _number(body, unit=unit, text=_cut(typed))
    return Reading(ReadingKind.VALUE, value, typed, "p" in letters, "r" in letters, marks, has_sign)


def _cut(typed: str) -> str:
    """As much of what was typed as a sentence about it can carry."""
    return typed if len(typed) <= LONGEST_SHOWN else typed[: LONGEST_SHOWN - 1] + "…"


def _kind_of_mark(marks: tuple[str, ...], *, text: str) -> ReadingKind:
    """The first mark that stands for a missing value, else the first of the others."""
    for mark in sorted(marks, key=lambda one: one.rstrip("0123456789") not in ("c", "k", "low", "w", "x", "z")):
        letter = mark.rstrip("0123456789")
        if f"mark-{letter}" in ReadingKind.__members__.values():
            return ReadingKind(f"mark-{letter}")
    raise ValueUnreadable(f"{text!r} is not a mark that is known; use [x] not available, [z] not applicable.")


def _number(body: str, *, unit: Unit | None, text: str) -> tuple[Decimal, bool]:
    """The number, and whether it was typed with a percent sign."""
    if unit is Unit.YES_NO:
        if body.casefold() not in _YES_AND_NO and body not in ("0", "1"):
            raise ValueUnreadable(f"{text!r} is neither yes nor no.")
        return _YES_AND_NO.get(body.casefold(), Decimal(1) if body == "1" else ZERO), False
    in_brackets = body.startswith("(") and body.endswith(")")
    match = _NUMBER.fullmatch((body[1:-1].strip() if in_brackets else body).casefold())
    if match is None or not (match["whole"] or match["fraction"]):
        raise ValueUnreadable(_not_a_number(text, unit=unit))
    signs = (match["sign"] == "-") + (match["sign_after"] == "-") + in_brackets
    if signs > 1 or (match["sign"] == "+" and signs):
        raise ValueUnreadable(f"{text!r} has two signs; type one, or brackets alone, for a number below 0.")
    whole, fraction = (match["whole"] or "0").replace(",", ""), match["fraction"] or ""
    if len(whole) > MOST_WHOLE_DIGITS or len(fraction) > MOST_DECIMALS + 1:
        raise ValueUnreadable(
            f"{text!r} has more digits than are kept exactly: {MOST_WHOLE_DIGITS} before the point, "
            f"{MOST_DECIMALS} after it."
        )
    scale = _scale(match, unit=unit, text=text)
    number = Decimal(whole + fraction).scaleb(scale, context=EXACT)
    if scale > 0 and number == number.to_integral_value():
        # 1.5 scaled is 1.5E+3, which nobody wants to meet in a file.
        number = number.quantize(Decimal(1), context=EXACT)
    # Nought has no sign: -0 would print as such.
    return (number.copy_negate() if signs and number else number), (match["suffix"] or "") in (
        "%",
        "per cent",
        "percent",
    )


def _scale(match: re.Match[str], *, unit: Unit | None, text: str) -> int:
    """The power of ten that a suffix asks for; raises where a sign or suffix is not the unit's."""
    suffix = match["suffix"] or ""
    fits = True
    scale = 0
    if suffix in ("%", "per cent", "percent"):
        fits = unit in (Unit.PERCENTAGE, None) and not match["pound"]
    elif suffix in _MAGNITUDES:
        fits = unit in MONEY_SCALE
        scale = _MAGNITUDES[suffix] - MONEY_SCALE[unit] if unit in MONEY_SCALE else 0
    elif suffix.endswith(("day", "days")):
        fits = unit in (Unit.DAYS, None)
    elif suffix:
        fits = unit is Unit.RANK
    if match["pound"]:
        fits = fits and (unit in MONEY_SCALE or unit is None)
    if match["joint"]:
        fits = fits and unit is Unit.RANK
    if not fits:
        raise ValueUnreadable(f"{text!r} does not fit the unit {unit or 'number'}.")
    return scale


def _not_a_number(text: str, *, unit: Unit | None) -> str:
    if re.fullmatch(r"[-+(]?[0-9.]+e[-+]?[0-9]+\)?", text.casefold()):
        return f"{text!r} is written with an exponent, which drops digits; type all of its digits."
    if re.fullmatch(r"[-+(£]*[0-9.,]+[%)]?", text):
        return f"{text!r} has its commas or points in odd places; type it as 1,234.5."
    return f"{text!r} is not {'a number' if unit is None else f'a value of the unit {unit}'}."


def one_unit(decimals: int) -> Decimal:
    """1 in the last place that is kept: 0.01 for two decimals."""
    return _ONES[decimals]


def round_half_up(value: Decimal, *, decimals: int) -> Decimal:
    """Rounded once, half away from zero, as a person does it: 95.25 is 95.3, and -0.04 is 0.0."""
    return quantize(value, _ONES[decimals]) or _NOUGHTS[decimals]


@lru_cache(maxsize=8192)
def decimals_of(value: Decimal) -> int:
    """How many decimals the number needs, trailing noughts apart: 95.50 needs 1."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    needed = value.normalize(context=EXACT).as_tuple().exponent
    return -needed if isinstance(needed, int) and needed < 0 else 0


def decimals_to_tell_apart(value: Decimal, other: Decimal, *, decimals: int) -> int:
    """The fewest decimals, from `decimals` up, at which two different numbers look different.

    95.96 against 96.0 needs two: with one, "96.0 is below the target of 96.0" would be untrue.
    """
    if value == other:
        return decimals
    places = decimals
    while round_half_up(value, decimals=places) == round_half_up(other, decimals=places):
        places += 1
    return places


def percentage_of(numerator: Decimal, denominator: Decimal) -> Decimal:
    """100 n / d to forty digits; raises ValueUnreadable for a denominator of 0."""
    if not denominator:
        raise ValueUnreadable("A percentage of 0 cases does not exist.")
    return QUOTIENT.divide(EXACT.multiply(numerator, HUNDRED), denominator)


def print_number(value: Decimal, *, decimals: int) -> str:
    """1,234.5"""
    return _digits(round_half_up(value, decimals=decimals))


def _digits(shown: Decimal) -> str:
    # Grouping thousands takes six times as long as printing a number that has none; str writes the
    # very small with an exponent.
    if -1000 < shown < 1000 and shown.adjusted() > -6:
        return str(shown)
    return f"{shown:,f}"


def print_value(value: Decimal, *, unit: Unit, decimals: int) -> str:
    """The value as a report prints it: 92.1%, £1,234.50, (£0.630m) for money below 0, 3rd, Yes."""
    shown = round_half_up(value, decimals=decimals)
    if unit is _PERCENTAGE:
        return f"{_digits(shown)}%"
    if unit in MONEY_SCALE:
        money = f"£{_digits(shown.copy_abs())}{_MONEY_LETTER[unit]}"
        return f"({money})" if shown < 0 else money
    if unit is _DAYS:
        return "1 day" if shown == 1 and not decimals else f"{_digits(shown)} days"
    if unit is _YES_NO and value in (0, 1):
        return "Yes" if value else "No"
    if unit is _RANK and value == value.to_integral_value() and value > 0:
        return f"{int(value):,}{_ordinal_ending(int(value))}"
    return _digits(shown)


def print_difference(difference: Decimal, *, unit: Unit, decimals: int) -> str:
    """How far apart two values are, without a sign: 2.9 points, £1,200, 3 days, 2 places."""
    size = difference.copy_abs()
    word = _DIFFERENCE_WORD.get(unit)
    if word is None:
        return print_value(size, unit=unit, decimals=decimals)
    number = print_number(size, decimals=decimals)
    return f"{number} {word}" if number == "1" else f"{number} {word}s"


# Python 3.11 takes longer to look up a member of an enum than to print a number.
_PERCENTAGE, _DAYS, _YES_NO, _RANK = Unit.PERCENTAGE, Unit.DAYS, Unit.YES_NO, Unit.RANK
_MONEY_LETTER = {Unit.GBP: "", Unit.GBP_THOUSAND: "k", Unit.GBP_MILLION: "m"}
_DIFFERENCE_WORD = {Unit.PERCENTAGE: "point", Unit.DAYS: "day", Unit.RANK: "place"}


def _ordinal_ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
