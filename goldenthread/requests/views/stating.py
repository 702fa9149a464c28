"""What an evaluation rests on, entered at pages: a gate, staff, the price, what else was found, views, scores."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.queries import decisions_to_rest_on
from goldenthread.committee.views.steps import Step
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.request_protocols import Gate, ProtocolRecord
from goldenthread.domain.request_records import RequestRecord, StaffNeeded, years_of
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import Scope, councils
from goldenthread.requests.forms.stating import (
    CaseForm,
    ConsiderationsForm,
    GateForm,
    NeedsForm,
    PriceForm,
    ProtocolForm,
    ScoresForm,
    SettleForm,
    ViewForm,
)
from goldenthread.requests.operations import (
    answer_gate,
    build_price,
    consider_all,
    record_partner_view,
    score_all,
    settle_score,
    state_case,
    state_needs,
    use_protocol,
)
from goldenthread.requests.queries.dossiers import RequestFacts
from goldenthread.requests.queries.protocols import ProtocolFacts, protocol_versions
from goldenthread.requests.views.asking import caption_of, keeper, request_step, typed
from goldenthread.requests.views.requests import seen_request, service_scope
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def gate_page(request: HttpRequest, reference: str, gate: str) -> HttpResponse:
    """What was found at a gate."""
    facts, protocol = _evaluated(reference)
    by = keeper(request)
    if gate not in list(Gate):
        raise Http404
    which = Gate(gate)
    words = next(one.words for one in protocol.gates if one.gate is which)
    form = GateForm(typed(request), gate=which, before=facts.dossier.gates.get(which), today=today())
    step = Step(
        heading=which.heading,
        button="Save",
        done=f"The gate is answered: {which.heading.lower()}.",
        caption=caption_of(facts),
        about=(words,),
    )

    def act() -> None:
        answer_gate(reference=reference, answer=form.answer, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.newest_number("gate", gate), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def needs_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The staff that it takes."""
    facts, _ = _evaluated(reference)
    by = keeper(request)
    form = NeedsForm(
        typed(request),
        councils=[(one.slug, one.name) for one in councils()],
        years=years_asked(facts.asked, needed=() if facts.dossier.needs is None else facts.dossier.needs.staff),
        before=facts.dossier.needs,
        today=today(),
    )
    step = Step(
        heading="Which staff does it take?",
        button="Save",
        done="The staff that it takes is entered.",
        caption=caption_of(facts),
        about=(
            "Full-time equivalents of each council’s own staff, year by year. Leave a box blank where none is taken.",
        ),
    )

    def act() -> None:
        state_needs(reference=reference, needs=form.needs, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.newest_number("needs"), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def price_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What the price is built from."""
    facts, protocol = _evaluated(reference)
    by = keeper(request)
    form = PriceForm(
        typed(request),
        protocol=protocol,
        before=facts.dossier.price,
        decisions=[one.choice for one in decisions_to_rest_on(on=today())],
        today=today(),
    )
    step = Step(
        heading="Build the price",
        button="Save",
        done="The price is built.",
        caption=caption_of(facts),
        about=(
            "The full cost is the hours at their rates and other costs, with overheads; the price adds the margin.",
            "Nothing is asked below the full cost without a decision that allows it.",
        ),
    )

    def act() -> None:
        build_price(reference=reference, price=form.price, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.newest_number("price"), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def considerations_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What else was found: risk, liability, insurance and the rest."""
    facts, _ = _evaluated(reference)
    by = keeper(request)
    form = ConsiderationsForm(typed(request), before=facts.dossier.considerations, today=today())
    step = Step(
        heading="What else was found?",
        button="Save",
        done="What was found is entered.",
        caption=caption_of(facts),
        about=("Say so where nothing was found. What is left blank is not said yet.",),
    )
    seen = sum(one.kind == "consideration" for one in facts.history)

    def act() -> None:
        consider_all(reference=reference, said=form.said, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=seen, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def view_page(request: HttpRequest, reference: str, council: str) -> HttpResponse:
    """A partner was asked, or has answered."""
    facts, _ = _evaluated(reference)
    found = next((one for one in councils() if one.slug == council), None)
    if found is None or council not in facts.dossier.partners:
        raise Http404
    by = check_here(request, Permission.GIVE_A_VIEW, of=Scope(council_id=found.id, name=found.name))
    form = ViewForm(typed(request), council=council, before=facts.dossier.views.get(council), today=today())
    step = Step(
        heading=f"{found.name}’s view",
        button="Save",
        done=f"{found.name}’s view is entered.",
        caption=caption_of(facts),
    )

    def act() -> None:
        record_partner_view(reference=reference, view=form.said, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.newest_number("view", council), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What is expected of it."""
    facts, _ = _evaluated(reference)
    by = keeper(request)
    form = CaseForm(typed(request), before=facts.dossier.case, today=today())
    step = Step(
        heading="What is expected of it?",
        button="Save",
        done="What is expected is entered.",
        caption=caption_of(facts),
    )

    def act() -> None:
        state_case(reference=reference, case=form.case, seen=version_typed(request), by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.newest_number("case"), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def score_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One's own scores."""
    facts, protocol = _evaluated(reference)
    by = _scorer(request, facts)
    own = {one.score.criterion: one.score for one in facts.dossier.scores if one.scorer_id == by.pk}
    form = ScoresForm(typed(request), protocol=protocol, before=own, today=today())
    step = Step(
        heading="Score it",
        button="Save my scores",
        done="Your scores are entered.",
        caption=caption_of(facts),
        about=("Two people score each criterion by themselves. Where they differ, it is settled which score counts.",),
    )

    def act() -> None:
        score_all(reference=reference, scores=form.scores, by=by, at=now())

    return request_step(request, form, step, facts=facts, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_page(request: HttpRequest, reference: str, criterion: str) -> HttpResponse:
    """Which score counts, where two people differ."""
    facts, protocol = _evaluated(reference)
    by = _scorer(request, facts)
    found = protocol.criterion(criterion)
    given = [one for one in facts.dossier.scores if one.score.criterion == criterion]
    if found is None or len({one.score.score for one in given}) < 2:
        raise Http404
    form = SettleForm(typed(request), criterion=found, given=[one.score.score for one in given], today=today())
    step = Step(
        heading=f"Settle the score: {found.title}",
        button="Save",
        done="The score is settled.",
        caption=caption_of(facts),
        about=tuple(f"{one.scorer} gave {one.score.score}: {one.score.reasons}" for one in given),
    )

    def act() -> None:
        settle_score(reference=reference, settled=form.settled, by=by, at=now())

    return request_step(request, form, step, facts=facts, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def use_protocol_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Another version of the protocol."""
    facts, _ = _evaluated(reference)
    by = keeper(request)
    versions = [(str(one.number), _version_words(one)) for one in protocol_versions()]
    form = ProtocolForm(typed(request), versions=versions, today=today())
    step = Step(
        heading="Use another version of the protocol",
        button="Use it",
        done="The request is evaluated by that version.",
        caption=caption_of(facts),
        about=("Gates and scores under the version before stay in the history, and do not count any more.",),
    )

    def act() -> None:
        number, version = int(form.cleaned_data["number"]), version_typed(request)
        use_protocol(reference=reference, version=version, number=number, by=by, at=now())

    return request_step(request, form, step, facts=facts, version=facts.version, act=act)


def _version_words(protocol: ProtocolFacts) -> str:
    agreed = "agreed" if protocol.is_agreed else "a draft, for a trial"
    return f"Version {protocol.number}, {agreed}, written on {day_words(protocol.written_on)}"


def years_asked(asked: RequestRecord, *, needed: Sequence[StaffNeeded] = ()) -> tuple[str, ...]:
    """The financial years that staff is asked for: those in which it runs, so far as is known; else the one in which it
    came and the next. Those of which staff was said before stay."""
    came = FinancialYear.containing(asked.received_on)
    runs = years_of(asked) or (came, came.next)
    if asked.ends_on is None and asked.starts_on is not None:
        runs = (*runs, runs[-1].next)
    return tuple(sorted({*map(str, runs), *(one.year for one in needed)}))


def _scorer(request: HttpRequest, facts: RequestFacts) -> Person:
    return check_here(request, Permission.SCORE_REQUESTS, of=service_scope(facts))


def _evaluated(reference: str) -> tuple[RequestFacts, ProtocolRecord]:
    """A request with the protocol that it is evaluated by; 404 where there is none of either."""
    facts = seen_request(reference)
    if facts.protocol is None:
        raise Http404
    return facts, facts.protocol.record
