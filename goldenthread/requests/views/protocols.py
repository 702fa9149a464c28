"""The protocol as a page: the version in force, each version, and that one was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.queries import decisions_to_rest_on
from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.request_prices import pounds
from goldenthread.domain.request_protocols import ProtocolRecord
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.plans.queries.pages import actions_offered
from goldenthread.requests.forms import read_protocol
from goldenthread.requests.forms.asking import ProtocolFileForm
from goldenthread.requests.forms.deciding import AgreeProtocolForm
from goldenthread.requests.operations import agree_protocol, write_protocol
from goldenthread.requests.queries.protocols import (
    ProtocolFacts,
    protocol_in_force,
    protocol_numbered,
    protocol_versions,
)
from goldenthread.requests.queries.wording import number
from goldenthread.requests.views.asking import keeper, told_with_places, typed
from goldenthread.terminal.clock import now, today


@require_safe
def protocol_page(request: HttpRequest) -> HttpResponse:
    """The version in force; the newest draft where none was agreed."""
    return _shown(request, protocol_in_force())


@require_safe
def version_page(request: HttpRequest, version: int) -> HttpResponse:
    """One version, as it was written."""
    return _shown(request, _seen(version))


@require_http_methods(["GET", "HEAD", "POST"])
def write_page(request: HttpRequest) -> HttpResponse:
    """A version, from its file."""
    by = keeper(request)
    is_sent = request.method == "POST"
    form = ProtocolFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, today=today())
    step = Step(
        heading="Write a version of the protocol",
        button="Write it",
        done="The version is written. It is a draft until a decision agreed it.",
        about=(
            "The protocol stands in a file, as docs/reference/protocol-file.md describes it. Versions before it stay, "
            "and so does what was evaluated by them.",
        ),
    )

    def act() -> str:
        sent = form.cleaned_data["file"]
        try:
            written = read_protocol(sent.read(), file=PurePosixPath(sent.name).name)
            made = write_protocol(written, by=by, at=now())
        except InputRefused as refused:
            raise told_with_places(refused) from None
        if made is None:
            raise InputRefused([Problem("The newest version says the same already.", column="file")])
        return reverse("requests:protocol-version", args=[made.number])

    return step_page(request, form, step, back=reverse("requests:protocol"), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def agree_page(request: HttpRequest, version: int) -> HttpResponse:
    """A decision agreed the version."""
    protocol = _seen(version)
    by = keeper(request)
    form = AgreeProtocolForm(
        typed(request),
        decisions=[one.choice for one in decisions_to_rest_on(on=today()) if one.meeting_on >= protocol.written_on],
        actions=actions_offered(),
        today=today(),
    )
    step = Step(
        heading="Record that it was agreed",
        button="Record it",
        done=f"Version {version} of the protocol is agreed. Requests are decided by it from now on.",
        caption=f"Protocol, version {version}",
        about=("Decisions of meetings on the day that this version was written, or later, can be chosen.",),
    )

    def act() -> None:
        said = form.cleaned_data
        agree_protocol(number=version, decision=said["decision"], action=said["action"], by=by, at=now())

    back = reverse("requests:protocol-version", args=[protocol.number])
    return step_page(request, form, step, back=back, act=act)


def _seen(version: int) -> ProtocolFacts:
    # A whole number of the database has no more digits.
    found = protocol_numbered(version) if version < 10**9 else None
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, protocol: ProtocolFacts | None) -> HttpResponse:
    keeps = holds_here(request, Permission.KEEP_REQUESTS, of=WHOLE)
    context = {
        "protocol": protocol,
        "facts": () if protocol is None else tuple(_facts(protocol)),
        "gates": None if protocol is None else _gates_table(protocol.record),
        "criteria": None if protocol is None else _criteria_table(protocol.record),
        "guidance": () if protocol is None else tuple(_guidance_tables(protocol.record)),
        "versions": _versions_table(protocol_versions()),
        "write": reverse("requests:write-protocol") if keeps else "",
        "agree": ""
        if protocol is None or protocol.is_agreed or not keeps
        else reverse("requests:agree-protocol", args=[protocol.number]),
    }
    return render(request, "requests/protocol.html", context)


def _facts(protocol: ProtocolFacts) -> Iterator[Fact]:
    record = protocol.record
    yield Fact(name="Purpose", words=record.purpose)
    yield Fact(name="Agreed", words="Not agreed yet" if protocol.decision is None else protocol.decision.words)
    if protocol.action:
        slug, _, ref = protocol.action.partition("/")
        address = reverse("plans:action", args=[slug, ref])
        yield Fact(name="Deliverable of", link=Link(words=f"Action {protocol.action}", address=address))
    yield Fact(name="Least total", words=f"{number(record.least_total)} of 100")
    yield Fact(name="An officer decides", words=f"up to {pounds(record.officer_up_to)}")
    yield Fact(name="A director decides", words=f"up to {pounds(record.director_up_to)}")
    yield Fact(name="The joint committee decides", words="what is above that, or has no known value")
    yield Fact(name="Overheads", words=f"{number(record.overheads)}% of staff and other costs")
    yield Fact(name="Margin", words=f"{number(record.margin)}% of the full cost")


def _gates_table(record: ProtocolRecord) -> Table:
    return Table(
        caption="Gates: each has to be passed",
        columns=(Column(title="Gate"), Column(title="How it is passed")),
        rows=tuple(row_of(Cell(words=one.gate.heading, small=one.gate.question), one.words) for one in record.gates),
        key="gates",
    )


def _criteria_table(record: ProtocolRecord) -> Table:
    return Table(
        caption="Criteria, and their weights of 100",
        columns=(Column(title="Criterion"), Column(title="Weight", numeric=True)),
        rows=tuple(row_of(one.title, number(one.weight)) for one in record.criteria),
        key="criteria",
    )


def _guidance_tables(record: ProtocolRecord) -> Iterator[Table]:
    for one in record.criteria:
        yield Table(
            caption=f"What the scores mean: {one.title}",
            columns=(Column(title="Score"), Column(title="What it means")),
            rows=tuple(row_of(str(score), words) for score, words in enumerate(one.guidance)),
            key=f"guidance-{one.key}",
        )


def _versions_table(versions: tuple[ProtocolFacts, ...]) -> Table:
    return Table(
        caption="Versions",
        columns=(Column(title="Version"), Column(title="Written"), Column(title="Agreed")),
        rows=tuple(
            row_of(
                Cell(words=f"Version {one.number}", address=reverse("requests:protocol-version", args=[one.number])),
                day_words(one.written_on),
                "Not agreed yet" if one.decision is None else one.decision.words,
            )
            for one in versions
        ),
        empty="None is written yet. Whoever keeps requests reads one from a file.",
        key="versions",
    )
