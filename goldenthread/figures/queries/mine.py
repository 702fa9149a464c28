"""What is under way: the figures of rounds that are not frozen, as far as a person answers for them; and one of them.

For pages: as many reads whatever the number of figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.fields.json import KT

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import EXCEPTIONS, Figure, FigureQuery, ValueWarning
from goldenthread.figures.queries.due import WHOLE_PARTNERSHIP, DueFigure, figures_due
from goldenthread.figures.queries.promises import carried_promises
from goldenthread.figures.rules import Reach
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope

State = Figure.State
# Named one by one, and not as all but frozen: an index finds these few among the figures of many years.
UNDER_WAY = (State.DUE, State.RETURNED, State.QUERIED, State.SUBMITTED, State.SIGNED_OFF)
GIVEN = (State.SUBMITTED, State.SIGNED_OFF)


@dataclass(frozen=True, kw_only=True)
class OpenFigure:
    """A figure that is not frozen, as far as it has come."""

    figure_id: int
    version: int
    quarter: Quarter
    council_id: int | None
    council: str
    service_id: int
    service: str
    service_slug: str
    ref: str
    title: str
    due_on: date
    state: str
    is_returned: bool
    rating: str
    wants_words: bool  # amber or red, and nothing is said of it yet
    has_warnings: bool  # that have no answer
    has_question: bool  # that has no answer
    has_promises: bool = False  # of earlier quarters, of which nothing is said yet

    @property
    def name(self) -> str:
        return f"{self.ref}, {self.council}"

    @property
    def is_given(self) -> bool:
        """Whether it is submitted or signed off, so that nothing more is asked of its service but answers."""
        return self.state in GIVEN

    @property
    def is_to_return(self) -> bool:
        """Whether its service has something to do: give it, explain it, answer for it, or submit it."""
        return not self.is_given or (self.state == State.SUBMITTED and self.has_warnings)

    def is_late(self, *, today: date) -> bool:
        """Whether its day has passed and it is not submitted; the day itself is in time."""
        return not self.is_given and today > self.due_on


def open_figures(reach: Reach, permission: Permission) -> tuple[OpenFigure, ...]:
    """Every figure that is not frozen, for which the person holds the permission; newest quarter first, then in the
    order of reports."""
    rows = (
        Figure.objects.filter(
            state__in=UNDER_WAY, terms__absence=None, service_id__in=_services(reach, permission)
        )
        .annotate(
            ref=KT("terms__indicator_ref"),
            title=KT("terms__title"),
            warned=Exists(
                ValueWarning.objects.filter(figure=OuterRef("pk"), answer="", returned_value=OuterRef("value_id"))
            ),
            questioned=Exists(FigureQuery.objects.filter(figure=OuterRef("pk"), answered_at=None)),
            council=F("measure__council__name"),
            council_key=F("measure__council_id"),
            place=F("measure__council__position"),
        )
        .values(
            "pk", "measure_id", "round__period", "council_key", "council", "place", "service_id", "service__name",
            "service__slug", "service__position", "ref", "title", "due_on", "state", "value__kind", "rating", "beside",
            "words_id", "warned", "questioned", "version",
        )
    )  # fmt: skip
    found = [
        row for row in rows if reach.post_at(permission, council_id=row["council_key"], service_id=row["service_id"])
    ]
    found.sort(key=_order)
    found.sort(key=lambda row: str(row["round__period"]), reverse=True)
    promised = _unanswered({str(row["round__period"]) for row in found if row["state"] not in GIVEN})
    return tuple(_open(row, promised=(row["round__period"], row["measure_id"]) in promised) for row in found)


def _unanswered(periods: Iterable[str]) -> set[tuple[str, int]]:
    """Measures that were promised something earlier of which the quarter says nothing yet; five reads for a quarter."""
    found: set[tuple[str, int]] = set()
    for period in sorted(periods):
        waiting = Figure.objects.filter(round__period=period, state__in=UNDER_WAY).exclude(state__in=GIVEN)
        for measure, promises in carried_promises(waiting, period=period, of_many=True).items():
            if not all(promise.outcome for promise in promises):
                found.add((period, measure))
    return found


def within(figures: Iterable[OpenFigure], reach: Reach, permission: Permission) -> tuple[OpenFigure, ...]:
    """Those of the figures for which the person holds another permission too."""
    return tuple(
        one for one in figures if reach.post_at(permission, council_id=one.council_id, service_id=one.service_id)
    )


def _services(reach: Reach, permission: Permission) -> list[int]:
    """Ids of the services for which the person holds the permission for some council."""
    councils = {one.council_id for one in reach.held}
    return [
        service
        for service in reach.services
        if any(reach.post_at(permission, council_id=council, service_id=service) for council in councils)
    ]


def _order(row: Mapping[str, Any]) -> tuple[int, str, str, int, int]:
    place = 1 << 30 if row["place"] is None else row["place"]
    return row["service__position"], row["service__name"], row["ref"], place, row["pk"]


def _open(row: Mapping[str, Any], *, promised: bool) -> OpenFigure:
    own = row["beside"].get("own", {}).get("rating")
    return OpenFigure(
        figure_id=row["pk"],
        version=row["version"],
        quarter=Quarter.parse(row["round__period"]),
        council_id=row["council_key"],
        council=row["council"] or WHOLE_PARTNERSHIP,
        service_id=row["service_id"],
        service=row["service__name"],
        service_slug=row["service__slug"],
        ref=row["ref"],
        title=row["title"],
        due_on=row["due_on"],
        state=row["state"],
        is_returned=row["value__kind"] not in (None, "blank"),
        rating=row["rating"],
        wants_words=row["words_id"] is None and (row["rating"] in EXCEPTIONS or own in EXCEPTIONS),
        has_warnings=row["warned"],
        has_question=row["questioned"],
        has_promises=promised and row["state"] not in GIVEN,
    )


@dataclass(frozen=True, kw_only=True)
class AskedFigure:
    """One figure with everything that its page shows, and where it belongs."""

    due: DueFigure
    quarter: Quarter
    scope: Scope
    due_on: date
    own_rating: str  # under the council's own policy; "" where it has none, or it says the same
    own_reason: str
    year_end_reason: str  # of the forecast against the annual target; "" where nothing can be said
    questions: tuple[str, ...]  # that have no answer
    is_open: bool  # takes a return
    takes_answers: bool  # of warnings


def figure_asked(figure_id: int) -> AskedFigure | None:
    """The figure of this id; None where there is none, or nothing is asked of it."""
    found = Figure.objects.filter(pk=figure_id).values_list("round_id", "round__period").first()
    if found is None:
        return None
    round_id, period = found
    quarter = Quarter.parse(period)
    due = next(iter(figures_due(round_id, quarter=quarter, only=figure_id, with_earlier=True)), None)
    if due is None:
        return None
    row = due.row
    own, year_end = row.beside.get("own", {}), row.beside.get("year_end", {})
    asked = FigureQuery.objects.filter(figure_id=figure_id, answered_at=None).order_by("pk")
    return AskedFigure(
        due=due,
        quarter=quarter,
        scope=Scope(due.council_id, row.service.directorate_id, due.service_id, name=due.service),
        due_on=row.due_on,
        own_rating=own.get("rating", "") if own.get("rating") != due.rating else "",
        own_reason=own.get("reason", ""),
        year_end_reason=year_end.get("reason", "") if due.reading and due.reading.forecast is not None else "",
        questions=tuple(asked.values_list("asked", flat=True)),
        is_open=row.state in (State.DUE, State.RETURNED, State.QUERIED),
        takes_answers=row.state not in (State.SIGNED_OFF, State.FROZEN),
    )


@dataclass(frozen=True, kw_only=True)
class LastChange:
    """Who changed a figure last, and when."""

    who: str
    at: datetime


def last_change(figure_id: int) -> LastChange | None:
    """The newest entry of the log about the figure; None where there is none."""
    entries = history_of(subject="figure", subject_id=figure_id)
    if not entries:
        return None
    last = entries[-1]
    name = User.objects.filter(pk=last.by or 0).values_list("name", flat=True).first()
    return LastChange(who=name or "Somebody", at=last.at)


def to_submit(figures: Sequence[OpenFigure]) -> tuple[OpenFigure, ...]:
    """Those that are returned with all that is asked about them, and wait to be submitted."""
    return tuple(
        one
        for one in figures
        if one.state == State.RETURNED
        and not (one.wants_words or one.has_warnings or one.has_question or one.has_promises)
    )
