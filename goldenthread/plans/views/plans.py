"""The pages of a plan: all of them, one with its authority, its quarters, and the steps until it is final."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_movement import counted_in_words, moved_in_words
from goldenthread.domain.plan_states import PlanState, PlanStep, plan_steps_from
from goldenthread.partnership.access import Person, check_here, holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.plans.forms.steps import (
    AgreeForm,
    DelegateForm,
    FinaliseForm,
    QuarterForm,
    SettleForm,
    SureForm,
)
from goldenthread.plans.operations import (
    agree_plan,
    close_progress,
    delegate_finalising,
    finalise_plan,
    open_progress,
    settle_amendment,
)
from goldenthread.plans.queries.board import (
    Board,
    board_before,
    board_of,
    moved_since,
    quarters_asked,
    quarters_missing,
)
from goldenthread.plans.queries.kept_under_review import review_due, reviews_of, risks_of
from goldenthread.plans.queries.pages import decisions_offered, delegations_of_plan, history_of, versions_of
from goldenthread.plans.queries.plans import PlanFacts, PlanUnknown, plan_called, plans, record_now
from goldenthread.plans.views import shown
from goldenthread.plans.views.shown_review import due_words, reviews_table, risks_table
from goldenthread.publishing.queries import current_publication, publication_entry
from goldenthread.terminal.clock import now, today

_STEPS = (
    (PlanStep.AGREE, "Record that it was agreed", "agree"),
    (PlanStep.DELEGATE, "Record who finalises it", "delegate"),
    (PlanStep.FINALISE, "Record that it is final", "finalise"),
)


@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    """Every plan; to whoever only reads them, those that are final."""
    found = plans() if sees_open(request) else plans(state=PlanState.FINAL)
    return render(request, "plans/plans.html", {"plans": shown.plans_table(found)})


@require_safe
def plan_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan: where it stands and by whose authority, its actions, its quarters, its versions."""
    plan = plan_for(request, slug)
    keeps = holds_here(request, Permission.KEEP_PLANS, of=WHOLE)
    asked = quarters_asked(plan.id, only_closed=not sees_open(request))
    is_final = plan.state == PlanState.FINAL
    board = _newest_board(plan.id, asked, sees_open=sees_open(request)) if is_final else None
    reviews = reviews_of(plan.id)
    due, is_overdue = due_words(review_due(plan, reviews))
    context = {
        "plan": plan,
        "facts": tuple(shown.plan_facts(plan)),
        "due": due,
        "is_overdue": is_overdue,
        "risks": risks_table(slug, risks_of(plan.id), can_keep=keeps),
        "reviews": reviews_table(reviews),
        "amendments": shown.amendments_table(plan, can_settle=keeps),
        "actions": shown.drafted_table(record_now(plan.id)) if board is None else shown.board_table(slug, board),
        "counted": counted_in_words(board.statuses) if board is not None and asked else "",
        "quarters": shown.quarter_links(slug, asked),
        "gaps": tuple(one.label for one in quarters_missing(asked)),
        "history": shown.history_table(slug, history_of(plan.id)),
        "versions": shown.versions_table(versions_of(plan.id)),
        "links": tuple(_links(plan)) if keeps else (),
    }
    return render(request, "plans/plan.html", context)


@require_safe
def quarter_page(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """How every action stands at a quarter's end."""
    plan, quarter = plan_for(request, slug), seen_quarter(period)
    board = board_of(plan.id, quarter)
    if not board.is_asked or not (board.is_closed or sees_open(request)):
        raise Http404
    keeps = holds_here(request, Permission.KEEP_PLANS, of=WHOLE)
    before = board_before(plan.id, quarter)
    context = {
        "plan": plan,
        "quarter": quarter,
        "board": board,
        "actions": shown.board_table(slug, board),
        "counted": counted_in_words(board.statuses),
        "moved": () if before is None else moved_in_words(moved_since(before, board), since=before.quarter.label),
        "close": shown.plan_address(slug, "close", period) if keeps and not board.is_closed else "",
        "report": _released_report(slug, period),
    }
    return render(request, "plans/quarter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agree_page(request: HttpRequest, slug: str) -> HttpResponse:
    """By which decision it was agreed, and subject to what."""
    by, plan = keeper(request), seen_plan(slug)
    found = decisions_offered(plan.committee, on=today())
    form = AgreeForm(_typed(request), decisions=found, today=today())
    step = Step(
        heading="Record that it was agreed",
        button="Save",
        done="It is recorded.",
        caption=plan.title,
        warning="" if found else "The committee’s record has no decision that agrees anything. Have it entered first.",
    )

    def act() -> None:
        agree_plan(
            plan_id=plan.id,
            version=version_typed(request),
            decision=form.cleaned_data["decision"],
            subject_to=form.amendments,
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_page(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """What was done about an amendment."""
    by, plan = keeper(request), seen_plan(slug)
    amendment = next((one for one in plan.amendments if one.place == place), None)
    if amendment is None:
        raise Http404
    form = SettleForm(_typed(request), today=today())
    step = Step(
        heading="Settle an amendment",
        button="Save",
        done="The amendment is settled.",
        caption=plan.title,
        about=(amendment.words,),
    )

    def act() -> None:
        settle_amendment(
            amendment_id=amendment.id,
            version=version_typed(request),
            how=form.cleaned_data["how"],
            on=form.cleaned_data["on"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Under which delegation it is finalised."""
    by, plan = keeper(request), seen_plan(slug)
    found = delegations_of_plan(plan.id)
    form = DelegateForm(_typed(request), delegations=found, today=today())
    step = Step(
        heading="Record who finalises it",
        button="Save",
        done="It is recorded.",
        caption=plan.title,
        warning=""
        if found
        else "No delegation is recorded under the item at which it was agreed. Have it entered first.",
    )

    def act() -> None:
        delegate_finalising(
            plan_id=plan.id,
            version=version_typed(request),
            delegation_id=int(form.cleaned_data["delegation"]),
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def finalise_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The day on which it is final."""
    by, plan = keeper(request), seen_plan(slug)
    form = FinaliseForm(_typed(request), today=today())
    step = Step(
        heading="Record that it is final",
        button="Save",
        done="The plan is final, and the baseline of each action is kept.",
        caption=plan.title,
        about=("From then on an action is changed with a reason and an authority alone, and what was agreed stays.",),
    )

    def act() -> None:
        on = form.cleaned_data["on"]
        finalise_plan(plan_id=plan.id, version=version_typed(request), on=on, by=by, at=now())

    return step_page(request, form, step, back=shown.plan_address(slug), version=plan.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Progress is asked for a quarter."""
    by, plan = keeper(request), seen_plan(slug)
    asked = quarters_asked(plan.id)
    latest = Quarter.containing(today())
    closed = quarters_asked(plan.id, only_closed=True)
    # Earlier than one that is closed, a quarter stays a gap.
    offered = [
        one
        for one in (latest, latest.previous, latest.previous.previous)
        if one not in asked and all(one > earlier for earlier in closed)
    ]
    form = QuarterForm(_typed(request), quarters=[(slug_of(one), one.label) for one in offered], today=today())
    step = Step(heading="Ask for progress", button="Ask", done="Progress is asked.", caption=plan.title)

    def act() -> str:
        quarter = seen_quarter(form.cleaned_data["quarter"])
        open_progress(plan_id=plan.id, quarter=quarter, by=by, at=now())
        return shown.plan_address(slug, "quarter", slug_of(quarter))

    return step_page(request, form, step, back=shown.plan_address(slug), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def close_page(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """A quarter's progress is kept as it stands."""
    by, plan, quarter = keeper(request), seen_plan(slug), seen_quarter(period)
    board = board_of(plan.id, quarter)
    if not board.is_asked:
        raise Http404
    gaps = [ref for ref, status in board.statuses.items() if status == "not reported"]
    step = Step(
        heading=f"Close {quarter.label}",
        button="Close the quarter",
        done=f"{quarter.label} is closed.",
        caption=plan.title,
        about=("What was said is kept as it stands, and the quarter takes no more.",),
        warning=f"Nothing was reported of {', '.join(gaps)}. Each is kept as a gap." if gaps else "",
    )

    def act() -> None:
        close_progress(plan_id=plan.id, quarter=quarter, by=by, at=now())

    back = shown.plan_address(slug, "quarter", period)
    return step_page(request, SureForm(_typed(request), today=today()), step, back=back, act=act)


def keeper(request: HttpRequest) -> Person:
    """Who keeps plans; raises NotAllowed for anybody else."""
    return check_here(request, Permission.KEEP_PLANS, of=WHOLE)


def sees_open(request: HttpRequest) -> bool:
    """Whether the reader sees drafts of plans, and progress before its quarter is closed: whoever keeps plans or
    reports progress anywhere does. Everybody else reads what is final and closed."""
    return any(holds_here(request, one, of=None) for one in (Permission.KEEP_PLANS, Permission.REPORT_PROGRESS))


def plan_for(request: HttpRequest, slug: str) -> PlanFacts:
    """The plan, where the reader may see it; else 404, as where there is none."""
    plan = seen_plan(slug)
    if plan.state != PlanState.FINAL and not sees_open(request):
        raise Http404
    return plan


def seen_plan(slug: str) -> PlanFacts:
    """The plan; 404 where there is none."""
    try:
        return plan_called(slug)
    except PlanUnknown:
        raise Http404 from None


def seen_quarter(period: str) -> Quarter:
    """The quarter of an address; 404 where it is none."""
    quarter = quarter_of_slug(period)
    if quarter is None:
        raise Http404
    return quarter


def _released_report(slug: str, period: str) -> str:
    """The address of the progress report of a quarter that everybody may read; "" where there is none yet."""
    public_id = current_publication(f"{slug}-{period}")
    if not public_id or publication_entry(public_id).released_at is None:
        return ""
    return reverse("web:publication", args=[public_id])


def _newest_board(plan_id: int, asked: tuple[Quarter, ...], *, sees_open: bool) -> Board | None:
    """The board of the newest quarter that the reader sees; None where they see none and progress is being written."""
    if asked:
        return board_of(plan_id, asked[-1])
    return board_of(plan_id, Quarter.containing(today())) if sees_open else None


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _links(plan: PlanFacts) -> list[Link]:
    steps = plan_steps_from(plan.state)
    links = [
        Link(words=words, address=shown.plan_address(plan.slug, name)) for step, words, name in _STEPS if step in steps
    ]
    if plan.state == PlanState.FINAL:
        links.append(Link(words="Ask for a quarter’s progress", address=shown.plan_address(plan.slug, "open")))
        links.append(Link(words="Record a review", address=shown.plan_address(plan.slug, "review")))
        links.append(Link(words="Add a risk", address=shown.plan_address(plan.slug, "add-risk")))
        links.append(Link(words="Add an action that was decided", address=shown.plan_address(plan.slug, "add")))
    return links
