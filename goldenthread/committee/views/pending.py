"""The clerk's pages of what is pending: delegations, questions, and what somebody is to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.pending import (
    AnswerForm,
    ArisingForm,
    DelegationForm,
    DischargeForm,
    QuestionForm,
    UnderForm,
    ViewForm,
)
from goldenthread.committee.forms.steps import BecauseForm
from goldenthread.committee.operations import (
    answer_question,
    discharge_delegation,
    let_arise,
    record_delegation,
    record_question,
    record_view,
    report_arising,
    report_delegation,
    revoke_delegation,
)
from goldenthread.committee.queries.desk import members_of
from goldenthread.committee.queries.minuting import agreed_under
from goldenthread.committee.queries.pending import (
    DelegationFacts,
    QuestionFacts,
    arising_facts,
    can_be_delegated,
    delegation_facts,
    question_facts,
)
from goldenthread.committee.views import shown_pending
from goldenthread.committee.views.bodies import committee_or_404
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_item,
    step_page,
)
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.terminal.clock import now, today

_NOBODY_TOLD = "The committee is told at a later meeting, and none is recorded as held yet. Record that first."


@require_safe
def pending_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """What the committee still waits for."""
    clerk(request)
    facts = committee_or_404(committee_id)
    shown = shown_pending.pending_shown(committee_id, today=today())
    return render(request, "committee/pending.html", {"facts": facts, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def delegate_page(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The delegation that a decision gave."""
    by, found = clerk(request), can_be_delegated(decision_id)
    if found is None:
        raise Http404
    words, day, meeting_id = found
    form = DelegationForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Record a delegation",
        button="Save",
        done="The delegation is recorded.",
        caption=f"Decided on {day_words(day)}",
        about=(words,),
    )

    def act() -> str:
        made = record_delegation(decision_id=decision_id, said=form.said, by=by, at=now())
        return reverse("committee:delegation", args=[made.pk])

    return step_page(request, form, step, back=meeting_address(meeting_id), act=act)


@require_safe
def delegation_page(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """One delegation, with whom it asks to be consulted and what can be done with it."""
    clerk(request)
    shown = shown_pending.delegation_shown(_delegation(delegation_id))
    return render(request, "committee/delegation.html", {"shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def view_page(request: HttpRequest, delegation_id: int, consultation_id: int) -> HttpResponse:
    """The view of somebody who was to be consulted."""
    by, facts = clerk(request), _delegation(delegation_id)
    asked = next((one for one in facts.consultations if one.id == consultation_id), None)
    if asked is None:
        raise Http404
    form = ViewForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"The view of the {asked.post}", button="Save", done="The view is recorded.", caption=facts.to_post
    )

    def act() -> None:
        said = form.said(consultation_id=consultation_id)
        record_view(delegation_id=delegation_id, version=version_typed(request), said=said, by=by, at=now())

    return _of_delegation(request, form, step, facts, act)


@require_http_methods(["GET", "HEAD", "POST"])
def discharge_page(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """What the post decided."""
    by, facts = clerk(request), _delegation(delegation_id)
    form = DischargeForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Record what was decided",
        button="Save",
        done="The delegation is discharged.",
        caption=facts.to_post,
        about=("Everybody whom it asks for was consulted before. It is closed once the committee was told.",),
    )

    def act() -> None:
        typed = form.cleaned_data
        discharge_delegation(
            delegation_id=delegation_id,
            version=version_typed(request),
            decided=typed["decided"],
            on=typed["on"],
            by=by,
            at=now(),
        )

    return _of_delegation(request, form, step, facts, act)


@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """The item under which the committee was told of a delegation."""
    by, facts = clerk(request), _delegation(delegation_id)
    under = agreed_under(committee_id=facts.committee_id, after=facts.given_on)
    form = UnderForm(request.POST if request.method == "POST" else None, under=under, today=today())
    step = Step(
        heading="Record that it was reported back", button="Save", done="It is reported back.", caption=facts.to_post
    )
    back = reverse("committee:delegation", args=[delegation_id])
    if not under:
        return render(request, "committee/not_yet.html", {"step": step, "words": _NOBODY_TOLD, "back": back})

    def act() -> None:
        report_delegation(
            delegation_id=delegation_id,
            version=version_typed(request),
            under_item_id=int(form.cleaned_data["item"]),
            by=by,
            at=now(),
        )

    return _of_delegation(request, form, step, facts, act)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_page(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """The power taken back."""
    by, facts = clerk(request), _delegation(delegation_id)
    form = BecauseForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Revoke the delegation",
        button="Revoke it",
        done="The delegation is revoked.",
        caption=facts.to_post,
        is_grave=True,
    )

    def act() -> None:
        revoke_delegation(
            delegation_id=delegation_id,
            version=version_typed(request),
            because=form.cleaned_data["because"],
            by=by,
            at=now(),
        )

    return _of_delegation(request, form, step, facts, act)


@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """What a member asked under an item."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    members = members_of(meeting.committee_id, on=meeting.date)
    form = QuestionForm(request.POST if request.method == "POST" else None, members=members, today=today())
    step = Step(
        heading="Record a question or a request",
        button="Save",
        done="It is recorded, and waits for its answer.",
        caption=f"{meeting_words(meeting)}: {item.title}",
    )

    def act() -> None:
        record_question(item_id=item_id, said=form.said, by=by, at=now())

    return step_page(request, form, step, back=meeting_address(meeting.id), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request: HttpRequest, question_id: int) -> HttpResponse:
    """The answer to a question."""
    by, facts = clerk(request), _question(question_id)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        given=facts.answer,
        given_on=facts.answered_on,
        today=today(),
    )
    step = Step(
        heading="Record the answer",
        button="Save",
        done="The answer is recorded.",
        caption=f"{facts.asked_by}, {day_words(facts.asked_on)}",
        about=(facts.words,),
    )

    def act() -> None:
        typed = form.cleaned_data
        answer_question(
            question_id=question_id,
            version=version_typed(request),
            answer=typed["answer"],
            on=typed["on"],
            by=by,
            at=now(),
        )

    back = meeting_address(facts.meeting_id)
    return step_page(request, form, step, back=back, version=facts.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def arise_page(request: HttpRequest, question_id: int) -> HttpResponse:
    """What somebody is to do after a question."""
    by, facts = clerk(request), _question(question_id)
    form = ArisingForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Record what is to be done",
        button="Save",
        done="It is recorded, and closed once the committee was told.",
        caption=f"{facts.asked_by}, {day_words(facts.asked_on)}",
        about=(facts.words,),
    )

    def act() -> None:
        let_arise(out_of="question", row_id=question_id, said=form.said, by=by, at=now())

    return step_page(request, form, step, back=meeting_address(facts.meeting_id), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def told_page(request: HttpRequest, arising_id: int) -> HttpResponse:
    """The item under which the committee was told what became of something."""
    by, facts = clerk(request), arising_facts(arising_id, today=today())
    if facts is None:
        raise Http404
    under = agreed_under(committee_id=facts.committee_id, after=facts.arose_on)
    form = UnderForm(request.POST if request.method == "POST" else None, under=under, today=today())
    step = Step(heading="Record that the committee was told", button="Save", done="It is closed.", caption=facts.words)
    back = reverse("committee:pending", args=[facts.committee_id])
    if not under:
        return render(request, "committee/not_yet.html", {"step": step, "words": _NOBODY_TOLD, "back": back})

    def act() -> None:
        report_arising(arising_id=arising_id, under_item_id=int(form.cleaned_data["item"]), by=by, at=now())

    return step_page(request, form, step, back=back, act=act)


def _of_delegation(
    request: HttpRequest, form: object, step: Step, facts: DelegationFacts, act: Callable[[], None]
) -> HttpResponse:
    back = reverse("committee:delegation", args=[facts.id])
    return step_page(request, form, step, back=back, version=facts.version, act=act)  # type: ignore[arg-type]


def _delegation(delegation_id: int) -> DelegationFacts:
    facts = delegation_facts(delegation_id, today=today())
    if facts is None:
        raise Http404
    return facts


def _question(question_id: int) -> QuestionFacts:
    facts = question_facts(question_id)
    if facts is None:
        raise Http404
    return facts
