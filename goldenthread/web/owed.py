"""What somebody still owes of figures and promises: told to whoever is about to close their account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.days import day_words
from goldenthread.figures.queries.mine import OpenFigure, open_figures, within
from goldenthread.figures.queries.to_clear import to_clear
from goldenthread.figures.rules import reach_of
from goldenthread.figures.views.shown import counted
from goldenthread.partnership.permissions import Permission, Role, roles_with


def owed_of_figures(person_id: int, at: datetime) -> tuple[str, ...]:
    """ "3 figures to return for Q2 2019/20", "2 figures to sign off", "2 promises not done, the first due on …"."""
    person = User.objects.filter(pk=person_id).first()
    return () if person is None else tuple(_owed(person, at=at))


def _owed(person: User, *, at: datetime) -> Iterator[str]:
    reach = reach_of(person, at=at)
    if not reach.held:
        return
    seen = open_figures(reach, Permission.READ_FIGURES_IN_PROGRESS)
    # Who keeps every service's figures chases them; whoever leads a service returns them.
    if any(held.role == Role.SERVICE_LEAD for held in reach.held):
        own = [one for one in within(seen, reach, Permission.RETURN_FIGURES) if one.is_to_return]
        yield from _by_quarter(own, "to return, explain or submit")
    submitted = [one for one in seen if one.state == "submitted"]
    yield from _by_quarter(within(submitted, reach, Permission.SIGN_OFF_FIGURES), "to sign off")
    clearing = [one for one in reach.held if one.role in roles_with(Permission.CLEAR_FIGURES)]
    for frozen in to_clear(clearing) if clearing else ():
        if not frozen.still_holds:
            yield f"Figures of {frozen.council.name} to clear for {frozen.quarter.label}"
    yield from _promised({held.office for held in reach.held if not held.is_deputy})


def _by_quarter(figures: list[OpenFigure] | tuple[OpenFigure, ...], what: str) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for one in figures:
        numbers[one.quarter.label] = numbers.get(one.quarter.label, 0) + 1
    for quarter, number in numbers.items():
        yield f"{counted(number)} {what} for {quarter}"


def _promised(posts: set[str]) -> Iterator[str]:
    """What is promised in the posts and not done. Promises name a post, and a post may have more than one holder."""
    open_ones = Action.objects.filter(state=Action.State.OPEN, owner_post__in=posts).order_by("due_on", "id")
    days = list(open_ones.values_list("due_on", flat=True))
    if days:
        promises = "1 promise" if len(days) == 1 else f"{len(days)} promises"
        yield f"{promises} not done, the first due on {day_words(days[0])}"
