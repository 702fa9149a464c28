"""The clerk's pages of a committee: its settings, who sits on it, who holds its chair."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.bodies import LastDayForm, OfficeForm, SeatForm, SettingsForm
from goldenthread.committee.operations import change_committee, end_membership, name_office, seat_member
from goldenthread.committee.queries.desk import (
    OFFICES,
    CommitteeFacts,
    MemberFacts,
    committees,
    councils_to_sit_for,
    members_of,
)
from goldenthread.committee.queries.seats import accounts_to_seat
from goldenthread.committee.views.steps import Step, clerk, step_page
from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import MunicipalYear
from goldenthread.terminal.clock import now, today


@require_safe
def committee_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """A committee with its settings and everybody who sits or sat on it."""
    clerk(request)
    facts = committee_or_404(committee_id)
    return render(
        request,
        "committee/committee.html",
        {
            "facts": facts,
            "settings": _settings(facts),
            "change": reverse("committee:settings", args=[committee_id]),
            "members": _members(members_of(committee_id)),
            "links": (
                Link(words="Add a member or a substitute", address=reverse("committee:seat", args=[committee_id])),
                Link(words="What is pending", address=reverse("committee:pending", args=[committee_id])),
                Link(words="Closed days", address=reverse("committee:closed-days", args=[committee_id])),
                Link(words="Rules of call-in", address=reverse("committee:call-in-rules", args=[committee_id])),
                Link(words="Name the Chair or Vice-Chair", address=reverse("committee:office", args=[committee_id])),
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """The law that its meetings follow, notice, briefing, quorum, contact, standing items, terms of reference."""
    by, facts = clerk(request), committee_or_404(committee_id)
    form = SettingsForm(request.POST if request.method == "POST" else None, facts=facts, today=today())
    step = Step(heading="Settings", button="Save", done="The settings are saved.", caption=facts.name)

    def act() -> None:
        change_committee(committee_id=committee_id, said=form.said, by=by, at=now())

    return step_page(request, form, step, back=_address(committee_id), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """Somebody who sits on it from a day."""
    by, facts = clerk(request), committee_or_404(committee_id)
    form = SeatForm(
        request.POST if request.method == "POST" else None,
        councils=councils_to_sit_for(),
        accounts=accounts_to_seat(on=today()),
        today=today(),
    )
    step = Step(
        heading="Add a member or a substitute", button="Add them", done="They sit on the committee.", caption=facts.name
    )

    def act() -> None:
        seat_member(committee_id=committee_id, said=form.said, by=by, at=now())

    return step_page(request, form, step, back=_address(committee_id), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def end_page(request: HttpRequest, committee_id: int, membership_id: int) -> HttpResponse:
    """Somebody's last day on it."""
    by, facts = clerk(request), committee_or_404(committee_id)
    member = next((one for one in members_of(committee_id) if one.id == membership_id), None)
    if member is None:
        raise Http404
    form = LastDayForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"End the seat of {member.name}", button="Save", done="Their last day is recorded.", caption=facts.name
    )

    def act() -> None:
        end_membership(membership_id=membership_id, last_day=form.cleaned_data["last_day"], by=by, at=now())

    return step_page(request, form, step, back=_address(committee_id), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def office_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """Its Chair or Vice-Chair in a municipal year."""
    by, facts, day = clerk(request), committee_or_404(committee_id), today()
    year = MunicipalYear.containing(day).start
    form = OfficeForm(
        request.POST if request.method == "POST" else None, members=members_of(committee_id), year=year, today=day
    )
    step = Step(
        heading="Name the Chair or Vice-Chair", button="Save", done="The office is recorded.", caption=facts.name
    )

    def act() -> None:
        typed = form.cleaned_data
        name_office(
            kind=typed["kind"],
            year=int(typed["year"]),
            membership_id=int(typed["membership"]),
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=_address(committee_id), act=act)


def committee_or_404(committee_id: int) -> CommitteeFacts:
    """The committee; 404 where there is none."""
    found = next((one for one in committees() if one.id == committee_id), None)
    if found is None:
        raise Http404
    return found


def _address(committee_id: int) -> str:
    return reverse("committee:committee", args=[committee_id])


def _settings(facts: CommitteeFacts) -> tuple[Fact, ...]:
    return (
        Fact(name="Law", words=facts.regime_words),
        Fact(name="Clear days of notice", words=str(facts.notice_days)),
        Fact(name="Chair’s briefing", words=_briefing(facts.briefing_days)),
        Fact(name="Decision notices", words=f"Within {_working_days(facts.notices_within)} of the meeting"),
        Fact(name="Quorum", words="Not recorded" if facts.quorum is None else f"{facts.quorum} members"),
        Fact(name="Contact for the public", words=facts.contact or "Not recorded"),
        Fact(name="Standing items", words=facts.standing_items or "None"),
        Fact(name="Sides of a report", words=facts.implication_sides or "None"),
        Fact(name="Terms of reference", words=facts.terms_of_reference or "Not recorded"),
    )


def _briefing(days: int | None) -> str:
    return "None" if days is None else f"{_working_days(days)} before the agenda"


def _working_days(days: int) -> str:
    return f"{days} working {'day' if days == 1 else 'days'}"


def _members(members: tuple[MemberFacts, ...]) -> Table:
    rows = (
        row_of(
            Cell(words=one.name, small="; ".join(_office(*office) for office in one.offices)),
            one.council,
            "Substitute" if one.is_substitute else "Member",
            day_words(one.starts_on),
            _end(one),
        )
        for one in members
    )
    columns = tuple(Column(title=title) for title in ("Name", "Council", "Seat", "From", "Until"))
    return Table(caption="Who sits on it", columns=columns, rows=tuple(rows), empty="Nobody is recorded yet.")


def _office(kind: str, year: int) -> str:
    """Chair 2019/20"""
    return f"{dict(OFFICES)[kind]} {year}/{(year + 1) % 100:02}"


def _end(member: MemberFacts) -> Cell:
    if member.ended_on is not None:
        return Cell(words=day_words(member.ended_on))
    return Cell(words="End this seat", address=reverse("committee:end-seat", args=[member.committee_id, member.id]))
