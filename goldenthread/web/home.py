"""The home page: what there is to do, oldest deadline first; the quarter at a glance; what is public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.components.lists import Count, Tag, Task
from goldenthread.components.marks import Rating
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.figures.queries.mine import OpenFigure, open_figures, within
from goldenthread.figures.rules import Reach, reach_of
from goldenthread.figures.views.shown import RATING_WORDS, counted, sentence_of, task_of
from goldenthread.partnership.permissions import ROLE_WORDS, Permission, Role
from goldenthread.publishing.queries import released_publications
from goldenthread.terminal.clock import now, today

# So many figures are listed one by one; of more, each service's together.
_ONE_BY_ONE = 12
_NEWEST = 3


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The newest quarter under way, as far as the person sees it."""

    heading: str
    sentence: str
    counts: tuple[Count, ...]  # for whom lists stand behind them
    table: Table | None  # for all others


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """What there is to do, and how the quarter stands."""
    person = person_of(request)
    if person is None:
        raise Http404
    day, reach = today(), reach_of(person, at=now())
    seen = open_figures(reach, Permission.READ_FIGURES_IN_PROGRESS)
    own = within(seen, reach, Permission.RETURN_FIGURES)
    tasks = tuple(task for _, task in sorted(_tasks(seen, own, reach=reach, day=day), key=lambda one: one[0]))
    return render(
        request,
        "web/home.html",
        {
            "name": person.name,
            "roles": _roles(reach),
            "sentence": sentence_of(own, today=day) or _nothing_to_do(tasks),
            "tasks": tasks,
            "glance": _glance(seen, has_lists=bool(own)),
            "published": [
                Link(words=entry.title, address=f"{reverse('web:publications')}#{entry.public_id}")
                for entry in released_publications()[:_NEWEST]
            ],
        },
    )


def _tasks(
    seen: Sequence[OpenFigure], own: Sequence[OpenFigure], *, reach: Reach, day: date
) -> Iterator[tuple[tuple[date, int], Task]]:
    """Each with what it is ordered by: its day, and its place within the day."""
    to_return = [one for one in own if one.is_to_return]
    if len(to_return) <= _ONE_BY_ONE:
        for place, one in enumerate(to_return):
            yield (one.due_on, place), task_of(one, today=day)
    else:
        yield from _by_service(to_return, day=day)
    submitted = [one for one in seen if one.state == "submitted"]
    for place, group in enumerate(_groups(within(submitted, reach, Permission.SIGN_OFF_FIGURES))):
        first = group[0]
        yield (
            (min(one.due_on for one in group), place),
            Task(
                words=f"{first.service}, {first.quarter.label}: {counted(len(group))} to sign off",
                key=f"sign-off-{first.quarter.number}-{first.service_slug}",
                state=Tag(words="Sign off", tone="due"),
                hint="Signing off has no page yet: tell the performance officer, who records it.",
            ),
        )


def _by_service(figures: Sequence[OpenFigure], *, day: date) -> Iterator[tuple[tuple[date, int], Task]]:
    for place, group in enumerate(_groups(figures)):
        first = group[0]
        due_on = min(one.due_on for one in group)
        late = sum(one.is_late(today=day) for one in group)
        awaited = sum(not one.is_returned for one in group)
        said = [f"{awaited} not returned"] if awaited else []
        said += [f"{late} late"] if late else []
        key = f"{str(first.quarter).replace(' ', '-').casefold()}-{first.service_slug}"
        yield (
            (due_on, place),
            Task(
                words=f"{first.service}, {first.quarter.label}: {counted(len(group))} not submitted",
                key=key,
                state=Tag(words=f"Due {day_words(due_on)}", tone="late" if late else "quiet"),
                address=f"{reverse('figures:returns')}#{key}",
                hint=", ".join(said),
            ),
        )


def _groups(figures: Sequence[OpenFigure]) -> list[list[OpenFigure]]:
    groups: dict[tuple[str, int], list[OpenFigure]] = {}
    for one in figures:
        groups.setdefault((str(one.quarter), one.service_id), []).append(one)
    return list(groups.values())


def _glance(seen: Sequence[OpenFigure], *, has_lists: bool) -> Glance | None:
    """Of the newest quarter under way; None where none is, or the person sees none of it."""
    if not seen:
        return None
    quarter = max((one.quarter for one in seen), key=str)
    figures = [one for one in seen if one.quarter == quarter]
    base = len(figures)
    numbers = {"awaited": sum(not one.is_returned for one in figures)} | {
        code: sum(one.is_returned and one.rating == code for one in figures) for code in RATING_WORDS
    }
    submitted = sum(one.is_given for one in figures)
    return Glance(
        heading=f"{quarter.label} at a glance",
        sentence=f"{base - numbers['awaited']} of {counted(base)} returned, {submitted} of them submitted. Ratings may "
        "still change until the figures are frozen.",
        counts=tuple(_count(code, number, base=base) for code, number in numbers.items()) if has_lists else (),
        table=None if has_lists else _table(numbers, base=base, caption=f"Ratings so far, {quarter.label}"),
    )


def _count(code: str, number: int, *, base: int) -> Count:
    return Count(
        number=str(number),
        words="Not returned yet",
        address=f"{reverse('figures:returns')}?show={code}",
        base=f"of {base}",
        rating=None if code == "awaited" else Rating(code, RATING_WORDS[code]),
    )


def _table(numbers: dict[str, int], *, base: int, caption: str) -> Table:
    rows = []
    for code, number in numbers.items():
        word = "Not returned yet" if code == "awaited" else RATING_WORDS[code]
        rows.append(row_of(word, f"{number} of {base}"))
    columns = (Column(title="Rating"), Column(title="Figures", numeric=True))
    return Table(caption=caption, columns=columns, rows=tuple(rows), key="glance", scrolls=False)


def _nothing_to_do(tasks: Sequence[Task]) -> str:
    return "" if tasks else "There is nothing for you to do now."


def _roles(reach: Reach) -> tuple[str, ...]:
    """Each role that the person holds, with what it is for."""
    return tuple(dict.fromkeys(f"{held.post}: {ROLE_WORDS[Role(held.role)]}" for held in reach.held))
