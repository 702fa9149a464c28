"""What opening a quarter's round would ask of whom: read from the register as it is now, and nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.figures.models import Round
from goldenthread.figures.queries.board import Answering, who_answers
from goldenthread.figures.queries.due import WHOLE_PARTNERSHIP
from goldenthread.figures.queries.terms import terms_of
from goldenthread.indicators.queries.due import DueMeasure, measures_due
from goldenthread.indicators.queries.lists import agreed_list

# So many quarters before today are offered where no round was ever opened.
_FIRST_OFFERED = 2


class NothingToOpen(Refused):
    """The quarter has no list, or no measure on it."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(
            f"No measure is on a list for {quarter.year.label} on the last day of {quarter.label}. Enter the year’s "
            "list in the register first."
        )


@dataclass(frozen=True, kw_only=True)
class ServiceOpened:
    """A service whose figures would be asked for, and who answers for it on the day."""

    name: str
    figures: int
    answering: Answering


@dataclass(frozen=True, kw_only=True)
class WouldOpen:
    """A round as it would be opened. Counts are of figures that a value is asked of; `seen` stands for all of it."""

    quarter: Quarter
    list_title: str
    is_proposed: bool
    due: int
    by_council: tuple[tuple[str, int], ...]  # in the order of reports
    by_service: tuple[ServiceOpened, ...]
    due_days: tuple[tuple[date, int], ...]
    absences: tuple[tuple[str, int], ...]  # why nothing is asked of others, with how many
    without_target: tuple[str, ...]  # names: these are not rated
    not_agreed: tuple[str, ...]  # names, of targets that no decision agreed; none of a list that is proposed whole
    late: tuple[str, ...]  # names, of targets agreed after the quarter began
    seen: str


def quarters_to_open(*, today: date) -> tuple[Quarter, ...]:
    """Quarters that have begun and have no round yet, newest first: those after the newest round, or, where there is
    none, the one under way and the one before it."""
    newest = Round.objects.order_by("-period").values_list("period", flat=True).first()
    now = Quarter.containing(today)
    if newest is None:
        found = [now]
        while len(found) < _FIRST_OFFERED:
            found.append(found[-1].previous)
        return tuple(found)
    quarter, found = Quarter.parse(newest).next, []
    while quarter.first_day <= today:
        found.append(quarter)
        quarter = quarter.next
    return tuple(reversed(found))


def would_open(quarter: Quarter, *, on: date) -> WouldOpen:
    """What opening the quarter would ask for; as many reads however many measures there are.

    Raises NothingToOpen or MeasuresIncomplete.
    """
    year_list, measures = agreed_list(quarter.year), measures_due(quarter)
    if year_list is None or not measures:
        raise NothingToOpen(quarter)
    every = [(one, terms_of(one, quarter=quarter, year_list=year_list)) for one in measures]
    due = [(measure, terms) for measure, terms in every if terms.absence is None]
    has_target = [(measure, terms) for measure, terms in due if terms.target_kind is not TargetKind.NONE]
    seen = (str(quarter), [(measure.measure_id, terms) for measure, terms in every])
    return WouldOpen(
        quarter=quarter,
        list_title=year_list.title,
        is_proposed=year_list.is_proposed,
        due=len(due),
        by_council=tuple(_by_council(measure for measure, _ in due)),
        by_service=tuple(_by_service(due, who_answers(on=on))),
        due_days=tuple(sorted(Counter(measure.due_on for measure, _ in due).items())),
        absences=tuple(sorted(Counter(str(terms.absence) for _, terms in every if terms.absence is not None).items())),
        without_target=_names(one for one in due if one[1].target_kind is TargetKind.NONE),
        not_agreed=() if year_list.is_proposed else _names(one for one in has_target if not one[1].authority),
        late=_names(one for one in has_target if one[1].target_agreed_late),
        seen=sha256(repr(seen).encode()).hexdigest()[:32],
    )


def _by_council(due: Iterable[DueMeasure]) -> Iterable[tuple[str, int]]:
    """In the councils' own order, the whole partnership last."""
    every = list(due)
    councils = {one.council.position: one.council.name for one in every if one.council is not None}
    counts = Counter(None if one.council is None else one.council.position for one in every)
    yield from ((councils[place], counts[place]) for place in sorted(councils))
    if counts[None]:
        yield WHOLE_PARTNERSHIP, counts[None]


def _by_service(due: Iterable[tuple[DueMeasure, Terms]], answering: Mapping[str, Answering]) -> Iterable[ServiceOpened]:
    counts = Counter((measure.service.slug, measure.service.name) for measure, _ in due)
    nobody = Answering(leads=(), directors=())
    for (slug, name), count in counts.items():
        yield ServiceOpened(name=name, figures=count, answering=answering.get(slug, nobody))


def _names(which: Iterable[tuple[DueMeasure, Terms]]) -> tuple[str, ...]:
    return tuple(f"{measure.ref}, {terms.council or WHOLE_PARTNERSHIP}" for measure, terms in which)
