"""The register of requests, and the page of one: what is asked, what the protocol makes of it, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.committee.queries.desk import desk_meeting_of_item
from goldenthread.components.lists import Count, Fact
from goldenthread.components.narrowing import NarrowingForm
from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.request_decisions import RequestState, RequestStep, request_steps_from
from goldenthread.domain.request_prices import pounds
from goldenthread.domain.request_records import Aspect
from goldenthread.partnership.access import Person, holds_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, Scope, councils
from goldenthread.requests.forms import register_as_csv, register_as_workbook
from goldenthread.requests.queries.afterwards import before_and_after
from goldenthread.requests.queries.dossiers import RequestFacts, request_called
from goldenthread.requests.queries.known import known_of
from goldenthread.requests.queries.protocols import protocol_in_force
from goldenthread.requests.queries.register import QuarterReport, RegisterRow, quarter_report, register_rows
from goldenthread.requests.rules import levels_of
from goldenthread.requests.views import shown
from goldenthread.requests.views.own import check_is_not_its_own, councils_of
from goldenthread.terminal.clock import now, today
from goldenthread.thread.queries.reading import Reading, reading_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {"csv": (register_as_csv, "text/csv; charset=utf-8"), "xlsx": (register_as_workbook, _XLSX)}


class RegisterForm(NarrowingForm):
    """What the register is narrowed to."""

    state = forms.ChoiceField(label="State", required=False)
    service = forms.ChoiceField(label="Service", required=False)


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Every request with its state; narrowed by state and service."""
    every = _rows(request)
    form = RegisterForm(request.GET.dict())
    form.offer(
        {
            "state": [(one.value, one.value.capitalize()) for one in RequestState],
            "service": [(one, one) for one in sorted({row.service for row in every})],
        }
    )
    chosen = {name: code for name, (code, _) in form.chosen.items()}
    rows = [row for row in every if all(getattr(row, name) == code for name, code in chosen.items())]
    counts = tuple(
        Count(number=str(number), words=state.capitalize(), address=f"?state={state}", base=f"of {len(every)}")
        for state in RequestState
        if (number := sum(row.state == state for row in every))
    )
    quarter = Quarter.containing(today())
    keeps = holds_here(request, Permission.KEEP_REQUESTS, of=WHOLE)
    context = {
        "form": form,
        "chosen": form.undone_at(request.GET.dict()),
        "table": _table(rows, any_at_all=bool(every)),
        "counts": counts,
        "links": tuple(_register_links(keeps=keeps)),
        "quarter": Link(words=f"What happened in {quarter.label}", address=_quarter_address(quarter)),
        "has_protocol": protocol_in_force() is not None,
    }
    return render(request, "requests/register.html", context)


@require_safe
def quarter_page(request: HttpRequest, period: str) -> HttpResponse:
    """What happened of requests in a quarter: received, decided, begun, waiting, income."""
    quarter = quarter_of_slug(period)
    if quarter is None:
        raise Http404
    report = quarter_report(quarter, but=councils_of(request))
    names = {one.slug: one.name for one in councils()}
    others = [quarter.previous, *([quarter.next] if quarter.last_day < today() else [])]
    context = {
        "quarter": quarter,
        "tables": (*_report_tables(report), _income_table(report, names=names)),
        "others": tuple(Link(words=one.label, address=_quarter_address(one)) for one in others),
    }
    return render(request, "requests/quarter.html", context)


@require_safe
def export_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The register as a file."""
    if kind not in _KINDS:
        raise Http404
    write, media_type = _KINDS[kind]
    name = f"requests-{today().isoformat()}.{kind}"
    return HttpResponse(
        write(_rows(request)),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_safe
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A request, whole."""
    facts = seen_request(reference)
    check_is_not_its_own(request, facts.asked.requester)
    person = person_of(request)
    assert person is not None, "the address asks for somebody who is signed in"
    reading = _reading(request, person)
    keeps = holds_here(request, Permission.KEEP_REQUESTS, of=WHOLE)
    scores = holds_here(request, Permission.SCORE_REQUESTS, of=service_scope(facts))
    is_open = RequestStep.STATE in request_steps_from(facts.state)
    kept = facts.kept
    is_decided = facts.decided is not None and kept is not None
    known = (
        kept.record.known
        if is_decided and kept is not None
        else known_of(
            facts.service_id, asked=facts.asked, staff=facts.dossier.known.staff, reading=reading, but=facts.id
        )
    )
    names = {one.slug: one.name for one in councils()}
    evaluation = facts.evaluation
    context = {
        "facts": facts,
        "heading": facts.asked.requester,
        "standing": (*shown.standing_facts(facts), *_put_to(facts)),
        "links": tuple(_links(request, facts, person)),
        "asked": shown.asked_list(facts),
        "gates": None if evaluation is None else shown.gates_table(facts, evaluation, can_state=keeps and is_open),
        "scores": None if evaluation is None else shown.scores_table(facts, evaluation, can_settle=scores and is_open),
        "price": shown.price_table(facts),
        "known": shown.known_tables(known),
        "known_then": is_decided,
        "considerations": shown.considerations_list(facts),
        "views": shown.views_table(facts, can_state=_councils_to_enter(request, facts) if is_open else ()),
        "case": facts.dossier.case,
        "decided": None if facts.decision is None else tuple(shown.decided_facts(facts.decision)),
        "agreed": None if facts.agreed is None else tuple(shown.agreed_facts(facts.agreed, names=names)),
        "income": shown.income_table(facts.income, names=names),
        "reviews": shown.reviews_table(facts.reviews),
        "before": None
        if facts.agreed is None
        else shown.before_table(before_and_after(facts.service_id, starts_on=facts.agreed.starts_on, reading=reading)),
        "history": shown.history_table(facts),
    }
    return render(request, "requests/request.html", context)


def _rows(request: HttpRequest) -> tuple[RegisterRow, ...]:
    own = councils_of(request)
    return tuple(one for one in register_rows() if one.requester not in own)


def seen_request(reference: str) -> RequestFacts:
    """The request; 404 where there is none."""
    facts = request_called(reference)
    if facts is None:
        raise Http404
    return facts


def service_scope(facts: RequestFacts) -> Scope:
    """Where a request belongs."""
    return Scope(directorate_id=facts.directorate_id, service_id=facts.service_id, name=facts.service)


def _put_to(facts: RequestFacts) -> Iterator[Fact]:
    """The item under which the committee is asked to decide it."""
    meeting = None if facts.item_id is None else desk_meeting_of_item(facts.item_id)
    if meeting is not None:
        item = next(one for one in meeting.items if one.id == facts.item_id)
        yield Fact(name="Put to", words=f"{meeting.committee_name}, {day_words(meeting.date)}, item {item.place}")


def _reading(request: HttpRequest, person: Person) -> Reading:
    return reading_of(person.pk, what_may_here(request), today=today(), at=now())


def _councils_to_enter(request: HttpRequest, facts: RequestFacts) -> tuple[str, ...]:
    """The councils whose view whoever looks may enter."""
    return tuple(
        one.slug
        for one in councils()
        if one.slug in facts.dossier.partners
        and holds_here(request, Permission.GIVE_A_VIEW, of=Scope(council_id=one.id, name=one.name))
    )


def _links(request: HttpRequest, facts: RequestFacts, person: Person) -> Iterator[Link]:
    """What whoever looks may do with it, in the order in which it is done."""
    steps = request_steps_from(facts.state)

    def link(words: str, name: str) -> Link:
        return Link(words=words, address=shown.request_address(facts.reference, name))

    is_acknowledged = any(one.kind == "acknowledged" for one in facts.history)
    if holds_here(request, Permission.KEEP_REQUESTS, of=WHOLE):
        offered = (
            (RequestStep.CORRECT, "Correct what is asked", "correct", True),
            (RequestStep.ACKNOWLEDGE, "Acknowledge it", "acknowledge", not is_acknowledged),
            (RequestStep.STATE, "Say which staff it takes", "needs", facts.protocol is not None),
            (RequestStep.STATE, "Build the price", "build-price", facts.protocol is not None),
            (RequestStep.STATE, _considered(facts), "considerations", facts.protocol is not None),
            (RequestStep.STATE, "Say what is expected of it", "case", facts.protocol is not None),
            (RequestStep.STATE, "Use another version of the protocol", "use-protocol", facts.protocol is not None),
        )
        yield from (link(words, name) for step, words, name, is_so in offered if step in steps and is_so)
    scores = holds_here(request, Permission.SCORE_REQUESTS, of=service_scope(facts))
    if scores and RequestStep.STATE in steps and facts.protocol is not None:
        yield link("Score it", "score")
    decides = bool(levels_of(person, service_scope(facts), on=today()))
    if decides and RequestStep.STATE in steps and facts.protocol is not None:
        yield link("Evaluate it as it stands", "evaluate")
    if decides and RequestStep.DECIDE in steps:
        yield link("Record the decision", "decide")
    if holds_here(request, Permission.KEEP_REQUESTS, of=WHOLE):
        after = (
            (RequestStep.REPLY, "Reply to whoever asks", "reply"),
            (RequestStep.AGREE, "Enter the agreement", "agreement"),
            (RequestStep.INCOME, "Enter income", "enter-income"),
            (RequestStep.REVIEW, "Review it", "review"),
            (RequestStep.END, "Record that it has ended", "end"),
            (RequestStep.WITHDRAW, "Record that it is withdrawn", "withdraw"),
        )
        yield from (link(words, name) for step, words, name in after if step in steps)


def _considered(facts: RequestFacts) -> str:
    left = len(Aspect) - len(facts.dossier.considerations)
    return "Say what else was found" + (f" ({left} of {len(Aspect)} left)" if left else "")


def _register_links(*, keeps: bool) -> Iterator[Link]:
    if keeps:
        yield Link(words="Enter a request", address=reverse("requests:new"))
        yield Link(words="Read a form that was filled in", address=reverse("requests:upload"))
        yield Link(words="The form to send out (Excel)", address=reverse("requests:form"))
    yield Link(words="The protocol", address=reverse("requests:protocol"))
    yield Link(words="The register as CSV", address=reverse("requests:export", args=["csv"]))
    yield Link(words="The register as Excel", address=reverse("requests:export", args=["xlsx"]))


def _table(rows: list[RegisterRow], *, any_at_all: bool) -> Table:
    empty = "No request is of this kind." if any_at_all else "No request was received yet."
    return Table(
        caption="Requests",
        caption_hidden=True,
        columns=(
            Column(title="Request"),
            Column(title="Service"),
            Column(title="Received"),
            Column(title="State"),
            Column(title="Value", numeric=True),
            Column(title="Who decides"),
        ),
        rows=tuple(_row(one) for one in rows),
        empty=empty,
        key="requests",
    )


def _row(one: RegisterRow) -> tuple[Cell, ...]:
    decided = "" if one.decided_on is None else f"{one.decided} on {day_words(one.decided_on)}"
    review = "" if one.review_on is None else f"review on {day_words(one.review_on)}"
    return row_of(
        Cell(
            words=f"{one.reference} {one.requester}",
            address=shown.request_address(one.reference),
            small="; ".join(filter(None, (one.body, "illustrative" if one.illustrative else ""))),
        ),
        one.service,
        day_words(one.received_on),
        Cell(words=one.state.capitalize(), small="; ".join(filter(None, (decided, review)))),
        "Not known" if one.value is None else pounds(one.value),
        one.level.capitalize() or "–",
    )


def _report_tables(report: QuarterReport) -> Iterator[Table]:
    for caption, rows, key, empty in (
        ("Received", report.received, "received", "None was received."),
        ("Decided", report.decided, "decided", "None was decided."),
        ("Begun", report.begun, "begun", "None began."),
        ("Withdrawn", report.withdrawn, "withdrawn", "None was withdrawn."),
        ("Not decided at its end", report.waiting, "waiting", "None was waiting."),
    ):
        yield Table(
            caption=f"{caption}: {len(rows)}",
            caption_hidden=True,
            columns=(
                Column(title="Request"),
                Column(title="Service"),
                Column(title="State now"),
                Column(title="Value", numeric=True),
                Column(title="Decided by"),
            ),
            rows=tuple(
                row_of(
                    Cell(
                        words=f"{one.reference} {one.requester}",
                        address=shown.request_address(one.reference),
                        small="illustrative" if one.illustrative else "",
                    ),
                    one.service,
                    one.state.capitalize(),
                    "Not known" if one.value is None else pounds(one.value),
                    one.decided_by or "–",
                )
                for one in rows
            ),
            empty=empty,
            key=key,
        )


def _income_table(report: QuarterReport, *, names: dict[str, str]) -> Table:
    return Table(
        caption="Income by council",
        caption_hidden=True,
        columns=(Column(title="Council"), Column(title="Part", numeric=True)),
        rows=tuple(row_of(names.get(slug, slug), pounds(part)) for slug, part in report.income_by_council.items()),
        empty="No income was entered for the quarter.",
        key="income",
    )


def _quarter_address(quarter: Quarter) -> str:
    return reverse("requests:quarter", args=[slug_of(quarter)])
