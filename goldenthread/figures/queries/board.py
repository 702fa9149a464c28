"""The board of a round: every figure that something is asked of, as far as it has come, and the days of the round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from goldenthread.accounts.models import User
from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import Unit, print_value
from goldenthread.figures.models import EXCEPTIONS, Figure, FigureQuery, Freeze, Round, ValueWarning
from goldenthread.figures.queries.due import WHOLE_PARTNERSHIP
from goldenthread.partnership.permissions import Permission, roles_with
from goldenthread.partnership.queries import HeldRole, Scope, held_roles, services
from goldenthread.storage.json_parts import JSONParts
from goldenthread.storage.texts import as_text, day_of_text

State = Figure.State


@dataclass(frozen=True, kw_only=True)
class BoardFigure:
    """One figure of a round. `state` is "due" while it is not returned; `shown` is the figure as printed."""

    figure_id: int
    version: int
    quarter: Quarter
    scope: Scope
    council: str
    council_slug: str  # "" of the whole partnership
    service: str
    service_slug: str
    ref: str
    title: str
    owner_post: str
    due_on: date
    state: str
    is_returned: bool
    shown: str
    rating: str  # "" while it is not returned
    reason: str
    is_exception: bool
    has_words: bool
    was_warned: bool  # about the value as it is now, answered or not
    has_warnings: bool  # without an answer
    has_question: bool  # without an answer
    is_signed_off: bool = False  # by a director, whether frozen since or not
    is_by_email: bool = False  # and that by e-mail

    @property
    def name(self) -> str:
        return f"{self.ref}, {self.council}"

    @property
    def wants_words(self) -> bool:
        """Amber or red, and nothing is said of it."""
        return self.is_exception and not self.has_words

    @property
    def is_plain_green(self) -> bool:
        """Green under every policy, and nothing about it was unlikely or asked."""
        return self.rating == "green" and not (self.is_exception or self.was_warned or self.has_question)

    def is_late(self, *, on: date) -> bool:
        """Not returned, and its day has passed."""
        return not self.is_returned and is_late(self.due_on, on=on)


@dataclass(frozen=True, kw_only=True)
class BoardRound:
    """A round: its meeting, its freezes (number and moment, oldest first), and the figures that a reader sees."""

    quarter: Quarter
    opened_at: datetime
    meeting_on: date | None
    frozen: tuple[tuple[int, datetime], ...]
    figures: tuple[BoardFigure, ...]
    not_asked: int  # not due this quarter, suspended, ended or not provided

    @cached_property
    def is_frozen(self) -> bool:
        """Whether it was frozen, and nothing was opened again since."""
        return bool(self.frozen) and all(one.state == State.FROZEN for one in self.figures)


def round_on_board(quarter: Quarter, *, held: Iterable[HeldRole]) -> BoardRound | None:
    """The quarter's round with the figures that these roles reach; None where no round is open.

    In the order of reports; the number of reads does not depend on the number of figures.
    """
    row = Round.objects.filter(period=str(quarter)).values_list("pk", "opened_at", "meeting__date").first()
    if row is None:
        return None
    pk, opened_at, meeting_on = row
    figures, not_asked = _asked(Figure.objects.filter(round_id=pk), held=held)
    freezes = Freeze.objects.filter(round_id=pk).order_by("number").values_list("number", "frozen_at")
    return BoardRound(
        quarter=quarter,
        opened_at=opened_at,
        meeting_on=meeting_on,
        frozen=tuple(freezes),
        figures=figures,
        not_asked=not_asked,
    )


def open_quarters() -> tuple[Quarter, ...]:
    """Every quarter with a round, newest first."""
    return tuple(Quarter.parse(one) for one in Round.objects.order_by("-period").values_list("period", flat=True))


def board_figures(which: QuerySet[Figure], *, held: Iterable[HeldRole]) -> tuple[BoardFigure, ...]:
    """Those of the figures that something is asked of and that the roles reach, in the order of reports; two reads."""
    return _asked(which, held=held)[0]


def _asked(which: QuerySet[Figure], *, held: Iterable[HeldRole]) -> tuple[tuple[BoardFigure, ...], int]:
    """Those that something is asked of and that the roles reach; and of how many, whoever sees them, nothing is."""
    reaching = tuple(held)
    directorates = {service.id: service.directorate_id for service in services()}
    warned = ValueWarning.objects.filter(figure=OuterRef("pk"), returned_value=OuterRef("value_id"))
    rows = (
        which.annotate(
            terms_parts=JSONParts("terms", "indicator_ref", "title", "owner_post", "unit", "decimals", "absence"),
            own_parts=JSONParts("beside", "own__rating", "own__status"),
            due_day=as_text("due_on"),
            warned=Exists(warned),
            unanswered=Exists(warned.filter(answer="")),
            questioned=Exists(FigureQuery.objects.filter(figure=OuterRef("pk"), answered_at=None)),
            council=F("measure__council__name"),
            council_slug=F("measure__council__slug"),
            council_key=F("measure__council_id"),
            place=F("measure__council__position"),
        )
        .values(
            "pk", "version", "round__period", "council_key", "council", "council_slug", "place", "service_id",
            "service__name", "service__slug", "service__position", "terms_parts", "own_parts", "due_day",
            "state", "value__kind", "value__value", "value__text", "value__provisional", "rating", "reason",
            "words_id", "warned", "unanswered", "questioned", "signed_off_by",
            "signed_off_in",
        )
    )  # fmt: skip
    found, not_asked = [], 0
    for row in rows:
        *_, absence = row["terms_parts"]
        if absence is not None:
            not_asked += 1
            continue
        scope = Scope(row["council_key"], directorates[row["service_id"]], row["service_id"], row["service__name"])
        if any(one.reaches(scope) for one in reaching):
            figure = _figure(row, scope=scope)
            found.append((_order(row, ref=figure.ref), figure))
    found.sort(key=lambda one: one[0])
    return tuple(figure for _, figure in found), not_asked


def _order(row: Mapping[str, Any], *, ref: str) -> tuple[int, str, str, int, int]:
    place = 1 << 30 if row["place"] is None else row["place"]
    return row["service__position"], row["service__name"], ref, place, row["pk"]


@lru_cache(maxsize=128)
def _quarter(period: str) -> Quarter:
    """Read once, and not for each of its thousands of figures."""
    return Quarter.parse(period)


def _figure(row: Mapping[str, Any], *, scope: Scope) -> BoardFigure:
    is_returned = row["value__kind"] not in (None, "blank")
    ref, title, owner_post, unit, decimals, _ = row["terms_parts"]
    own_rating, _ = row["own_parts"]
    return BoardFigure(
        figure_id=row["pk"],
        version=row["version"],
        quarter=_quarter(row["round__period"]),
        scope=scope,
        council=row["council"] or WHOLE_PARTNERSHIP,
        council_slug=row["council_slug"] or "",
        service=row["service__name"],
        service_slug=row["service__slug"],
        ref=ref,
        title=title,
        owner_post=owner_post,
        due_on=day_of_text(row["due_day"]),
        state=row["state"],
        is_returned=is_returned,
        shown=_shown(row, unit=unit, decimals=decimals) if is_returned else "",
        rating=row["rating"] if is_returned else "",
        reason=row["reason"],
        is_exception=row["rating"] in EXCEPTIONS or own_rating in EXCEPTIONS,
        has_words=row["words_id"] is not None,
        was_warned=row["warned"],
        has_warnings=row["unanswered"],
        has_question=row["questioned"],
        is_signed_off=row["signed_off_by"] is not None,
        is_by_email=row["signed_off_in"] is not None,
    )


def _shown(row: Mapping[str, Any], *, unit: str, decimals: int) -> str:
    value: Decimal | None = row["value__value"]
    if value is None:
        return str(row["value__text"])
    printed = print_value(value, unit=Unit(unit), decimals=decimals)
    return f"{printed} [p]" if row["value__provisional"] else printed


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who returns a service's figures and who signs them off on a day, by name; a deputy as such."""

    leads: tuple[str, ...]
    directors: tuple[str, ...]


def who_answers(*, on: date) -> Mapping[str, Answering]:
    """By the service's short name; the performance officer, who may return everything, is not named. Three reads."""
    held = held_roles(on=on)
    names = dict(User.objects.filter(pk__in={one.person_id for one in held}).values_list("pk", "name"))
    lead, director = roles_with(Permission.RETURN_FIGURES)[0], roles_with(Permission.SIGN_OFF_FIGURES)[0]

    def named(role: str, scope: Scope) -> tuple[str, ...]:
        # Also who holds it for one council alone.
        found = [
            f"{names[one.person_id]} (deputy)" if one.is_deputy else names[one.person_id]
            for one in held
            if one.role == role
            and one.directorate_id in (None, scope.directorate_id)
            and one.service_id in (None, scope.service_id)
        ]
        return tuple(dict.fromkeys(found))

    return {
        service.slug: Answering(leads=named(lead, scope), directors=named(director, scope))
        for service in services()
        for scope in [Scope(None, service.directorate_id, service.id)]
    }


def round_as_seen(quarter: Quarter) -> str:
    """Stands for every figure of the round in the version that it has now: another word after any change."""
    rows = Figure.objects.filter(round__period=str(quarter)).order_by("pk").values_list("pk", "version")
    return sha256(repr(list(rows)).encode()).hexdigest()[:32]
