"""The heads of an exception report: how long each may be, and whether it says something new."""

from __future__ import annotations

import re
import unicodedata
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


# --- numbers in words, which an edit may leave out and never add ------------------------------------------------------

_UNITS = "nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELLED = {
    **{word: str(number) for number, word in enumerate(f"{_UNITS} seventeen eighteen nineteen".split())},
    **{word: str(number * 10) for number, word in enumerate(_TENS.split(), start=2)},
    **{"zero": "0", "hundred": "100", "thousand": "1000", "million": "1000000", "half": "0.5", "dozen": "12"},
}
# "One of the causes" counts nothing.
_NO_NUMBER = frozenset({"one", "nil"})


def numbers_in(text: str) -> frozenset[str]:
    """Every number that a text states, in figures or spelled, in one spelling: 1,595 and 1595.0 are one number.

    The word "one" is no number: "one of the causes" counts nothing.
    """
    kept = unicodedata.normalize("NFKC", text).casefold()
    found = {_plain(written) for written in _NUMBER.findall(kept)}
    for word in re.findall(r"[a-z]+", kept):
        if word in _SPELLED and word not in _NO_NUMBER:
            found.add(_SPELLED[word])
    return frozenset(found)


def numbers_added(*, original: str, edited: str) -> tuple[str, ...]:
    """Numbers that the edited words state and the original does not, in order."""
    return tuple(sorted(numbers_in(edited) - numbers_in(original)))


def _plain(written: str) -> str:
    """1,595 as 1595, 92.10 as 92.1. Full stops between more than two numbers are a date or a version, and stay."""
    if written.count(".") > 1:
        return written
    number = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written) else written
    whole, point, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if point and decimals else "")
