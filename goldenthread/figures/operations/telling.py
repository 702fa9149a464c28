"""Who is told of a step of figures, in the transaction of that step: counts and a link, no word of any figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import tell
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, FigureQuery, FrozenFigure
from goldenthread.figures.queries.chased import who_returns
from goldenthread.figures.queries.clearances import (
    clearances_of,
    figures_sha256,
    frozen_of_council,
    newest_restatement,
)
from goldenthread.figures.queries.freezes import FrozenRound
from goldenthread.figures.rules import today_in_london
from goldenthread.mail import letters
from goldenthread.mail.letters import Letter
from goldenthread.partnership.permissions import Permission, permissions_of
from goldenthread.partnership.queries import CouncilFacts, Scope, councils, held_roles

_RETURNS, _LOOK, _CLEAR = "/returns", "/quarters", "/clearances"


def tell_asked(figures: Iterable[Figure], *, by: User, at: datetime) -> None:
    """That a question was asked: to who returns each figure, and who submitted it."""
    held = held_roles(on=today_in_london(at))
    concerned: dict[int, list[Figure]] = {}
    for figure in figures:
        of = Scope(figure.measure.council_id, figure.service.directorate_id, figure.service_id)
        submitted = () if figure.submitted_by_id is None else (figure.submitted_by_id,)
        for person in {*who_returns(held, of=of), *submitted}:
            concerned.setdefault(person, []).append(figure)
    _tell(concerned, letters.query_asked, path=_RETURNS, by=by, at=at)


def tell_answered(settled: Iterable[FigureQuery], figures: Mapping[int, Figure], *, by: User, at: datetime) -> None:
    """That a question is answered: to who asked it."""
    asked: dict[int, list[Figure]] = {}
    for query in settled:
        asked.setdefault(query.asked_by_id, []).append(figures[query.figure_id])
    _tell(asked, letters.answered, path=_LOOK, by=by, at=at)


def tell_signed_off(figures: Iterable[Figure], *, by: User, at: datetime) -> None:
    """That figures are signed off: to who submitted them."""
    submitted: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.submitted_by_id is not None:
            submitted.setdefault(figure.submitted_by_id, []).append(figure)
    _tell(submitted, letters.signed_off, path=_RETURNS, by=by, at=at)


def tell_to_clear(freeze: FrozenRound, *, by: User, at: datetime) -> None:
    """That figures wait for clearance: to who clears them, where their council asks for it and does not have it."""
    held = held_roles(on=today_in_london(at))
    for council in councils():
        count = FrozenFigure.objects.filter(freeze_id=freeze.id, measure__council_id=council.id).count()
        if not council.clearance_required or not count or _is_cleared(freeze, council=council, at=at):
            continue
        letter = letters.to_clear(quarter=freeze.quarter.label, version=freeze.number, count=count, path=_CLEAR)
        of = Scope(council_id=council.id)
        people = {
            one.person_id
            for one in held
            if Permission.CLEAR_FIGURES in permissions_of(one.role) and one.council_id is not None and one.reaches(of)
        }
        tell(letter, people=people, by=by, at=at)


def _is_cleared(freeze: FrozenRound, *, council: CouncilFacts, at: datetime) -> bool:
    """Whether the council's figures are those that it cleared in an earlier version, with what is known of them."""
    earlier = clearances_of(freeze.quarter, council=council, at=at)
    if not earlier:
        return False
    restated = newest_restatement(freeze.quarter, council=council, at=at)
    sha256 = figures_sha256(frozen_of_council(freeze, council=council))
    return earlier[-1].covers(sha256, restatement_id=0 if restated is None else restated.restatement_id)


def _tell(
    concerned: Mapping[int, Sequence[Figure]], say: Callable[..., Letter], *, path: str, by: User, at: datetime
) -> None:
    """A letter for each quarter and each set of figures, to everybody whom that set concerns."""
    readers: dict[tuple[str, frozenset[int]], list[int]] = {}
    for person, figures in concerned.items():
        for period in sorted({figure.round.period for figure in figures}):
            which = frozenset(figure.pk for figure in figures if figure.round.period == period)
            readers.setdefault((period, which), []).append(person)
    for (period, which), people in readers.items():
        letter = say(quarter=Quarter.parse(period).label, count=len(which), path=path)
        tell(letter, people=people, by=by, at=at)
