"""What a return says, as plain values: what a form hands to the operations, whatever it was typed into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from string import ascii_uppercase, digits

from goldenthread.domain.units import ReadingKind


@dataclass(frozen=True, kw_only=True)
class ReturnedReading:
    """A figure as returned. `typed` is the value typed beside the numbers that `value` is worked out from.

    A forecast, a judgement or a note may come while the figure itself is still to come: its kind is
    then blank.
    """

    kind: ReadingKind = ReadingKind.BLANK
    value: Decimal | None = None
    typed: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    provisional: bool = False
    forecast: Decimal | None = None
    stated: str = ""
    note: str = ""

    @property
    def is_returned(self) -> bool:
        """Whether it says what the figure is, or why there is none."""
        return self.kind is not ReadingKind.BLANK

    def says_the_same_as(self, other: ReturnedReading) -> bool:
        """Equal in everything that counts: 92.1 and 92.10% are one value, however they were typed."""
        return self._counts() == other._counts()

    def _counts(self) -> tuple[object, ...]:
        words = self.text if self.kind is ReadingKind.TEXT else ""
        numbers = (self.value, self.typed, self.numerator, self.denominator, self.forecast)
        return (self.kind, *numbers, words, self.provisional, self.stated, self.note)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a file something stands: sheet "Figures", cell "J14". Empty for what was typed on a page."""

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}".strip()

    @property
    def row(self) -> int | None:
        number = self.cell.lstrip(ascii_uppercase)
        return int(number) if number else None

    @property
    def column(self) -> str:
        return self.cell.rstrip(digits)


@dataclass(frozen=True, kw_only=True)
class ReturnedWords:
    """The words of an exception report."""

    reasons: str
    back_on_track: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class ReturnedAction:
    """A remedial action as promised in a return."""

    words: str
    owner_post: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ReturnedAnswer:
    """What is said of an action promised before."""

    action_id: int
    outcome: str
    words: str
    new_due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ReturnedWarningAnswer:
    """The answer to a warning, and whether it is to be expected of the measure."""

    code: str
    answer: str
    is_expected: bool


@dataclass(frozen=True, kw_only=True)
class FigureReturn:
    """All that one return says of one figure. What is None or empty is not spoken of, and stays as it is.

    `version` is the figure's when it was read: a change in between shows.
    """

    figure_id: int
    version: int
    reading: ReturnedReading | None = None
    place: Place = Place()
    words: ReturnedWords | None = None
    actions: tuple[ReturnedAction, ...] = ()
    answers: tuple[ReturnedAnswer, ...] = ()
    warning_answers: tuple[ReturnedWarningAnswer, ...] = ()
    actions_place: Place = Place()  # the first row of actions
    answers_place: Place = Place()  # the first row that answers a promise or a warning

    @property
    def any_place(self) -> Place:
        """Where it is spoken of: beside the value, else the reasons, else where actions or answers begin."""
        words = Place() if self.words is None else self.words.place
        places = (self.place, words, self.actions_place, self.answers_place)
        return next((place for place in places if place.cell), self.place)


@dataclass(frozen=True, kw_only=True)
class ReturnedFile:
    """The file that a return came in, byte for byte."""

    name: str
    content: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing about a figure that a return changes. Old is "" where nothing was said before."""

    name: str  # "EXC01, Havering"
    what: str  # "value", "reasons", "action"
    old: str
    new: str
    place: str = ""  # "Figures J14"

    def __str__(self) -> str:
        if not self.old:
            return f"{self.name}: {self.what} {self.new}"
        return f"{self.name}: {self.what} {self.old} becomes {self.new or 'blank'}"


@dataclass(frozen=True, kw_only=True)
class TakenFigure:
    """A figure after a return changed it. `wants_words` says that an exception report is due and not given."""

    figure_id: int
    name: str
    value: str
    rating: str
    status: str
    reason: str
    wants_words: bool


@dataclass(frozen=True, kw_only=True)
class NewWarning:
    """Something unlikely that a return raised."""

    figure_id: int
    name: str
    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class TakenReturns:
    """What a return changed, or would change: every old and new value, and what is asked in turn."""

    changes: tuple[Change, ...]
    figures: tuple[TakenFigure, ...]
    warnings: tuple[NewWarning, ...]
    notes: tuple[str, ...]
    unchanged: int
