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
from goldenthread.components.quarter_slugs import slug_of
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.board import TO_RETURN
from goldenthread.figures.queries.mine import OpenFigure, open_figures, within
from goldenthread.figures.queries.to_clear import to_clear
from goldenthread.figures.rules import Reach, reach_of
from goldenthread.figures.views.clearing import clearance_task
from goldenthread.figures.views.shown import RATING_WORDS, counted, sentence_of, task_of
from goldenthread.partnership.permissions import ROLE_WORDS, Permission, Role, roles_with
from goldenthread.partnership.queries.people import deputies
from goldenthread.partnership.views.shown_people import acting_words
from goldenthread.plans.queries.kept_under_review import plans_to_review
from goldenthread.plans.queries.mine import to_report
from goldenthread.publishing.queries import PublicationEntry, released_publications
from goldenthread.reports.issuing import issued_to_holder
from goldenthread.reports.pages.addresses import figures_address, quarter_address
from goldenthread.requests.queries.mine import requests_to_do
from goldenthread.terminal.clock import now, today
from goldenthread.web.administering import administering_tasks

# So many figures are listed one by one; of more, each service's together.
_ONE_BY_ONE = 12
_NEWEST = 3
# Of what was issued to a person, as many: a year of quarters and its end.
_ISSUED = 5


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The newest quarter under way, as far as the person sees it."""

    heading: str
    sentence: str
    counts: tuple[Count, ...]
    whole: str  # where the whole quarter is


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """What there is to do, and how the quarter stands."""
    person = person_of(request)
    if person is None:
        raise Http404
    day, reach = today(), reach_of(person, at=now())
    seen = open_figures(reach, Permission.READ_FIGURES_IN_PROGRESS)
    own = within(seen, reach, Permission.RETURN_FIGURES)
    # Who keeps every service's figures chases them; whoever leads a service returns them.
    leads = any(held.role == Role.SERVICE_LEAD for held in reach.held)
    tasks = (
        *(task for _, task in sorted(_tasks(seen, own, leads=leads, reach=reach, day=day), key=lambda one: one[0])),
        *_plan_tasks(reach),
        *_review_tasks(reach, day=day),
        *_request_tasks(reach, person_id=person.pk, day=day),
        *administering_tasks(request),
    )
    issued = issued_to_holder(person, held=reach.held)
    return render(
        request,
        "web/home.html",
        {
            "name": person.name,
            "roles": _roles(reach),
            "acts_for": _acts_for(reach, day=day),
            "sentence": (sentence_of(own, today=day) if leads else "") or _to_do(tasks),
            "tasks": tasks,
            "glance": _glance(seen, returns=leads),
            "issued": [
                Link(words=entry.title, address=reverse("reports:kept", args=[entry.public_id]))
                for entry in issued[:_ISSUED]
            ],
            "sits": any(held.role == Role.MEMBER for held in reach.held),
            "issued_before": max(0, len(issued) - _ISSUED),
            "published": [
                Link(words=entry.title, address=reverse("web:publication", args=[entry.public_id]))
                for entry in _latest()
            ],
        },
    )


def _latest() -> list[PublicationEntry]:
    """The newest that are public, without those whose correction is public too."""
    public = released_publications()
    known = {entry.public_id for entry in public}
    return [entry for entry in public if entry.replaced_by not in known][:_NEWEST]


def _tasks(
    seen: Sequence[OpenFigure], own: Sequence[OpenFigure], *, leads: bool, reach: Reach, day: date
) -> Iterator[tuple[tuple[date, int], Task]]:
    """Each with what it is ordered by: its day, and its place within the day."""
    to_return = [one for one in own if one.is_to_return]
    if leads and len(to_return) <= _ONE_BY_ONE:
        for place, one in enumerate(to_return):
            yield (one.due_on, place), task_of(one, today=day, with_quarter=True)
    else:
        yield from _by_service(to_return, day=day)
    submitted = [one for one in seen if one.state == "submitted"]
    for place, group in enumerate(_groups(within(submitted, reach, Permission.SIGN_OFF_FIGURES))):
        first = group[0]
        yield (
            (min(one.due_on for one in group), place),
            Task(
                words=f"{first.service}, {first.quarter.label}: {counted(len(group))} to sign off",
                key=f"sign-off-{slug_of(first.quarter)}-{first.service_slug}",
                state=Tag(words="Sign off", tone="due"),
                address=reverse("figures:sign-off"),
            ),
        )
    clearing = [one for one in reach.held if one.role in roles_with(Permission.CLEAR_FIGURES)]
    for place, frozen in enumerate(to_clear(clearing) if clearing else ()):
        if not frozen.still_holds:
            yield (frozen.frozen_at.date(), place), clearance_task(frozen)


def _plan_tasks(reach: Reach) -> Iterator[Task]:
    """Actions of plans of which the person has not said yet how they stand."""
    for one in to_report(reach.held):
        number = len(one.refs)
        yield Task(
            words=f"{one.title}, {one.quarter.label}: {number} action{'' if number == 1 else 's'} to report on",
            key=f"plan-{one.slug}-{slug_of(one.quarter)}",
            state=Tag(words="To report", tone="due"),
            address=reverse("plans:quarter", args=[one.slug, slug_of(one.quarter)]),
            hint=", ".join(one.refs),
        )


def _review_tasks(reach: Reach, *, day: date) -> Iterator[Task]:
    """Plans of which a review is due, for whoever keeps plans."""
    if not any(held.role in roles_with(Permission.KEEP_PLANS) for held in reach.held):
        return
    for one in plans_to_review(on=day):
        yield Task(
            words=f"{one.title}: to be reviewed",
            key=f"review-{one.slug}",
            state=Tag(words=f"Due {day_words(one.due.on)}", tone="late" if one.due.on < day else "due"),
            address=reverse("plans:review", args=[one.slug]),
            hint=one.due.because,
        )


def _request_tasks(reach: Reach, *, person_id: int, day: date) -> Iterator[Task]:
    """Requests of outside bodies that wait for a council's view, for a score, or for a review."""
    for one in requests_to_do(reach.held, person_id=person_id, today=day):
        about = f"Request {one.reference}, {one.requester}"
        if one.kind == "view":
            yield Task(
                words=f"{about}: say {one.council_name}’s view",
                key=f"view-{one.reference}-{one.council}",
                state=Tag(words="To say", tone="due"),
                address=reverse("requests:view", args=[one.reference, one.council]),
            )
        elif one.kind == "score":
            yield Task(
                words=f"{about}: to be scored",
                key=f"score-{one.reference}",
                state=Tag(words="To score", tone="due"),
                address=reverse("requests:score", args=[one.reference]),
            )
        elif one.due_on is not None:
            yield Task(
                words=f"{about}: to be reviewed",
                key=f"review-{one.reference}",
                state=Tag(words=f"Due {day_words(one.due_on)}", tone="late" if one.due_on < day else "due"),
                address=reverse("requests:review", args=[one.reference]),
            )


def _by_service(figures: Sequence[OpenFigure], *, day: date) -> Iterator[tuple[tuple[date, int], Task]]:
    for place, group in enumerate(_groups(figures)):
        first = group[0]
        due_on = min(one.due_on for one in group)
        late = sum(one.is_late(today=day) for one in group)
        awaited = sum(not one.is_returned for one in group)
        said = [f"{awaited} to return"] if awaited else []
        said += [f"{late} late"] if late else []
        key = f"{slug_of(first.quarter)}-{first.service_slug}"
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


def _glance(seen: Sequence[OpenFigure], *, returns: bool) -> Glance | None:
    """Of the newest quarter under way; None where none is, or the person sees none of it."""
    if not seen:
        return None
    quarter = max((one.quarter for one in seen), key=str)
    figures = [one for one in seen if one.quarter == quarter]
    base = len(figures)
    numbers = {"awaited": sum(not one.is_returned for one in figures)} | {
        code: sum(one.is_returned and one.rating == code for one in figures) for code in RATING_WORDS
    }
    return Glance(
        heading=f"{quarter.label} at a glance",
        sentence=_how_far(base, returned=base - numbers["awaited"], submitted=sum(one.is_given for one in figures)),
        counts=tuple(
            _count(code, number, base=base, quarter=quarter, returns=returns)
            for code, number in numbers.items()
            if number or code != "not-rated"
        ),
        whole=quarter_address(quarter),
    )


def _how_far(base: int, *, returned: int, submitted: int) -> str:
    if not returned:
        return f"None of {counted(base)} is returned yet."
    return (
        f"{returned} of {counted(base)} returned, {submitted or 'none'} of them submitted. "
        "Ratings may still change until the figures are frozen."
    )


def _count(code: str, number: int, *, base: int, quarter: Quarter, returns: bool) -> Count:
    """A number that leads to the list behind it: of the person's own returns, or of the quarter."""
    own = f"{reverse('figures:returns')}?show={code}"
    return Count(
        number=str(number),
        words=TO_RETURN,
        address=own if returns else figures_address(quarter, rating="" if code == "awaited" else code),
        base=f"of {base}",
        rating=None if code == "awaited" else Rating(code, RATING_WORDS[code]),
    )


def _to_do(tasks: Sequence[Task]) -> str:
    return "" if tasks else "There is nothing for you to do now."


def _acts_for(reach: Reach, *, day: date) -> tuple[str, ...]:
    """For whom the person acts today, as what and until when."""
    if not any(held.is_deputy for held in reach.held):
        return ()
    found = deputies(from_day=day, person_id=reach.person.pk)
    return tuple(acting_words(one, on=day) for one in found if one.deputy_id == reach.person.pk and one.is_on(day))


def _roles(reach: Reach) -> tuple[str, ...]:
    """Each role that the person holds, with what it is for."""
    return tuple(dict.fromkeys(f"{held.post}: {ROLE_WORDS[Role(held.role)]}" for held in reach.held))
