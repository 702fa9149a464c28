"""The heads of an exception report: how long each may be, and whether it says something new."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Head(StrEnum):
    """A head of an exception report that somebody writes; the difference is computed."""

    REASONS = "reasons"
    BACK_ON_TRACK = "back on track"
    ACTION = "a remedial action"


# Oxford's scrutiny panel complained of reasons two pages long; 250 words are about half a page.
MOST_WORDS = {Head.REASONS: 250, Head.BACK_ON_TRACK: 20, Head.ACTION: 60}


@dataclass(frozen=True, kw_only=True)
class LongHead:
    """A head that is longer than members will read."""

    head: Head
    words: int

    def __str__(self) -> str:
        subject = "One remedial action is" if self.head is Head.ACTION else f"“{self.head.capitalize()}” is"
        return f"{subject} {self.words} words long; members ask for at most {MOST_WORDS[self.head]}."


def long_heads(*, reasons: str, back_on_track: str, actions: tuple[str, ...]) -> Iterator[LongHead]:
    """The heads over their limits, in the order of a report."""
    said = [(Head.REASONS, reasons), (Head.BACK_ON_TRACK, back_on_track), *((Head.ACTION, one) for one in actions)]
    for head, text in said:
        count = len(text.split())
        if count > MOST_WORDS[head]:
            yield LongHead(head=head, words=count)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same words, whatever their case, spaces and punctuation; nothing is no words."""
    folded = _folded(one)
    return bool(folded) and folded == _folded(other)


def _folded(text: str) -> str:
    """Letters and digits alone. A point or comma within a number is a part of it: 9.21 is not 92.1."""
    kept = unicodedata.normalize("NFKC", text).casefold()
    spelled = _NUMBER.sub(lambda found: found[0].replace(",", "").replace(".", "p"), kept)
    return " ".join("".join(character if character.isalnum() else " " for character in spelled).split())


# --- numbers in words, which an edit may leave out and neither add nor move -------------------------------------------

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_ONES.split(), start=1)}
_SPELLED = {
    **_UNITS,
    **{word: number for number, word in enumerate(_TEENS.split(), start=10)},
    **{word: number * 10 for number, word in enumerate(_TENS.split(), start=2)},
    **{"zero": 0, "hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12},
}
_TIMES = ("hundred", "thousand", "million", "dozen")
# Parts and multiples say how much, as numbers do; they are no other number.
_PARTS = {
    **{word: word for word in ("half", "third", "fifth", "tenth", "twice", "thrice", "double", "treble", "triple")},
    **{"halves": "half", "thirds": "third", "fifths": "fifth", "tenths": "tenth", "quarters": "quarter"},
    **{"doubled": "double", "doubles": "double", "trebled": "treble", "tripled": "triple", "halved": "half"},
}
_ROMAN = re.compile(r"\b(?=[IVXLCDM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[.,;:!?]")


def numbers_in(text: str) -> tuple[str, ...]:
    """Every number that a text states, in its order, in figures or spelled, in one spelling: 1,595 is 1595.0.

    Twenty-five is 25, two hundred 200, XCIX 99, where a letter alone is none; a third and twice stand for themselves.
    The word "one" is a number only before what it is a part of, "one of 12", "one in five": "one of the causes" counts
    nothing. "The quarter" is a period, and "a quarter of" a part.
    """
    plain = _ROMAN.sub(lambda numeral: str(_roman(numeral[0])), unicodedata.normalize("NFKC", text))
    tokens = _TOKEN.findall(plain.casefold())
    found: list[str] = []
    place = 0
    while place < len(tokens):
        number, taken = _number_at(tokens, place)
        found += [number] if number else []
        place += taken
    return tuple(found)


def _roman(numeral: str) -> int:
    """A letter before a larger one is taken from it: IX is 9."""
    values = [_LETTERS[letter] for letter in numeral]
    return sum(-own if own < following else own for own, following in zip(values, [*values[1:], 0], strict=True))


def numbers_added(*, original: str, edited: str) -> tuple[str, ...]:
    """Numbers that the edited words state and the original does not, or states less often, as the edited words go."""
    left, added = Counter(numbers_in(original)), []
    for number in numbers_in(edited):
        if left[number]:
            left[number] -= 1
        else:
            added.append(number)
    return tuple(added)


def numbers_moved(*, original: str, edited: str) -> tuple[str, ...]:
    """The numbers of the edited words where the original has every one, but not in this order; else nothing.

    "From 40 to 50" of "from 50 to 40" says something else.
    """
    before, after = iter(numbers_in(original)), numbers_in(edited)
    if numbers_added(original=original, edited=edited) or all(number in before for number in after):
        return ()
    return after


def _number_at(tokens: list[str], place: int) -> tuple[str, int]:
    """The number that begins at this place, "" where none does, and how many tokens it takes."""
    word, following = tokens[place], tokens[place + 1 : place + 4]
    if word[0].isdigit():
        return _plain(word), 1
    if word == "quarter" and tokens[max(place - 1, 0)] == "a" and following[:1] == ["of"]:
        return word, 1
    if word in _PARTS:
        return _PARTS[word], 1
    if word not in _SPELLED:
        return "", 1
    number, taken = _SPELLED[word], 1
    if number in range(20, 100) and following[:1] and following[0] in _UNITS:
        number, taken = number + _UNITS[following[0]], 2
    after = tokens[place + taken : place + taken + 1]
    if word not in _TIMES and after and after[0] in _TIMES:
        return str(number * _SPELLED[after[0]]), taken + 1
    if word == "one" and not _is_part_of_a_number(following):
        return "", 1
    return str(number), taken


def _is_part_of_a_number(following: list[str]) -> bool:
    """Whether what follows "one" says of how many: "of 12", "in five", "out of 12"."""
    if following[:2] == ["out", "of"]:
        following = following[1:]
    return (
        len(following) > 1 and following[0] in ("of", "in") and (following[1][0].isdigit() or following[1] in _SPELLED)
    )


def _plain(written: str) -> str:
    """1,595 as 1595, 92.10 as 92.1. Full stops between more than two numbers are a date or a version, and stay."""
    if written.count(".") > 1:
        return written
    number = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written) else written
    whole, point, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if point and decimals else "")
