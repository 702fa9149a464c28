"""What the partnership is made of: councils, directorates and services, who leads them and what is provided to whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, CouncilFacts, ServiceFacts
from goldenthread.partnership.queries.overview import Extent, InPost, MadeOf, Provided, made_of
from goldenthread.terminal.clock import today

_NOBODY = "Nobody yet"
_EXTENTS = {"whole": "Wholly", "part": "In part", "not-provided": "Not provided"}


@require_safe
def partnership_page(request: HttpRequest) -> HttpResponse:
    """Everything that the partnership is made of, as it is today and is known to become."""
    found, keeps = made_of(on=today()), holds_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE)
    partnership = found.partnership
    return render(
        request,
        "indicators/partnership.html",
        {
            "name": "" if partnership is None else partnership.name,
            "facts": () if partnership is None else tuple(_facts(found)),
            "councils": _councils(found, keeps=keeps),
            "services": _services(found, keeps=keeps),
            "provided": _provision(found, keeps=keeps) if found.councils and found.services else None,
            "directorates": _directorates(found, keeps=keeps),
            "may": _may(found) if keeps else (),
        },
    )


def _facts(found: MadeOf) -> Iterable[Fact]:
    partnership = found.partnership
    if partnership is not None:
        yield Fact(name="Reports are written by", words=partnership.report_author)
        yield Fact(name="Contact", words=partnership.report_contact)
        if partnership.illustrative_note:
            yield Fact(name="Printed on every page", words=partnership.illustrative_note)


def _may(found: MadeOf) -> tuple[Link, ...]:
    """What whoever keeps the register can add or change here."""

    def link(words: str, name: str, *args: str) -> Link:
        return Link(words=words, address=reverse(f"indicators:{name}", args=args))

    return (
        *([link("Say how a service is provided to a council", "provide")] if found.councils and found.services else ()),
        *([link("Add a service", "add-part", "services")] if found.directorates else ()),
        link("Add a directorate", "add-part", "directorates"),
        link("Add a council", "add-part", "councils"),
        link("Change the partnership’s name, author and contact", "change-partnership"),
    )


def _councils(found: MadeOf, *, keeps: bool) -> Table:
    return Table(
        key="councils",
        caption="Councils",
        columns=(
            Column(title="Council"),
            Column(title="Services provided to it"),
            Column(title="Code"),
            Column(title="Clearance before release"),
            *([Column(title="Ratings")] if keeps else []),
        ),
        rows=tuple(_council_row(one, found=found, keeps=keeps) for one in found.councils),
        empty="There is no council yet. Add the first, or import a register.",
    )


def _council_row(council: CouncilFacts, *, found: MadeOf, keeps: bool) -> tuple[Cell, ...]:
    every = found.of_council(council.id)
    now = [one for one in every if one.is_provided]
    began = [one.versions[0].starts_on for one in every if one.versions[0].starts_on <= today()]
    ends = [one.last_day for one in every if one.last_day is not None]
    if now:
        span = f"since {day_words(min(began))}"
        if all(one.last_day is not None for one in now):
            span = f"{span}, until {day_words(max(ends))}"
    else:
        span = f"left on {day_words(max(ends))}" if ends and began else ""
    ratings = Cell(words="Words and colours", address=reverse("partnership:ratings", args=[council.slug]))
    return row_of(
        Cell(
            words=council.name,
            small=f"{council.full_name} ({council.short_name})",
            address=reverse("indicators:change-part", args=["councils", council.slug]) if keeps else "",
        ),
        Cell(words=str(len(now)) if now else "None", small=span),
        council.gss_code,
        "Required" if council.clearance_required else "Not required",
        *([ratings] if keeps else []),
    )


def _directorates(found: MadeOf, *, keeps: bool) -> Table:
    return Table(
        key="directorates",
        caption="Directorates",
        columns=(Column(title="Directorate"), Column(title="Director"), Column(title="Services", numeric=True)),
        rows=tuple(
            row_of(
                Cell(
                    words=one.name,
                    address=reverse("indicators:change-part", args=["directorates", one.slug]) if keeps else "",
                ),
                _in_post(one.directors),
                str(sum(service.directorate_id == one.id for service in found.services)),
            )
            for one in found.directorates
        ),
        empty="There is no directorate yet. Add the first, or import a register.",
    )


def _services(found: MadeOf, *, keeps: bool) -> Table:
    return Table(
        key="services",
        caption="Services",
        columns=(Column(title="Service"), Column(title="Directorate"), Column(title="Who leads it")),
        rows=tuple(
            row_of(
                Cell(words=one.name, address=_change_service(one) if keeps else ""),
                one.directorate,
                _in_post(found.leads.get(one.id, ())),
            )
            for one in found.services
        ),
        empty="There is no service yet. Add the first, or import a register.",
    )


def _change_service(service: ServiceFacts) -> str:
    return reverse("indicators:change-part", args=["services", service.slug])


def _provision(found: MadeOf, *, keeps: bool) -> Table:
    return Table(
        key="provision",
        caption="Which service is provided to whom",
        columns=(Column(title="Service"), *(Column(title=council.name) for council in found.councils)),
        rows=tuple(
            row_of(
                service.name,
                *(
                    _provided(
                        found.provided.get((service.id, council.id)),
                        address=reverse("indicators:change-provision", args=[service.slug, council.slug]),
                        keeps=keeps,
                    )
                    for council in found.councils
                ),
            )
            for service in found.services
        ),
    )


def _provided(provided: Provided | None, *, address: str, keeps: bool) -> Cell:
    if provided is None:
        return Cell(words="–")
    return Cell(words=_extent(provided), small=_when(provided), address=address if keeps else "")


def _extent(provided: Provided) -> str:
    if provided.now is None:
        return "Not yet"
    return _EXTENTS[provided.now.extent] if provided.is_provided else "No longer"


def _when(provided: Provided) -> str:
    """ "since 1 April 2014; payroll and pensions; until 31 July 2020"."""
    parts = []
    if provided.since is not None:
        parts.append(f"since {day_words(provided.since)}")
    if provided.now is not None and provided.now.parts:
        parts.append(provided.now.parts)
    if provided.last_day is not None:
        parts.append(f"until {day_words(provided.last_day)}")
    elif provided.to_come is not None:
        parts.append(_to_come(provided.to_come))
    return "; ".join(parts)


def _to_come(extent: Extent) -> str:
    words = f"{_EXTENTS[extent.extent].lower()} from {day_words(extent.starts_on)}"
    return f"{words}: {extent.parts}" if extent.parts else words


def _in_post(held: Iterable[InPost]) -> Cell:
    every = tuple(held)
    if not every:
        return Cell(words=_NOBODY)
    posts = dict.fromkeys(one.post for one in every)
    names = dict.fromkeys(one.name for one in every if one.name not in ("", one.post))
    return Cell(words="; ".join(posts), small=", ".join(names))
