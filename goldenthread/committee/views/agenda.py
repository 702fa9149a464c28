"""The clerk's pages of an agenda: its items, their order and their papers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.attachments.serving import as_attachment
from goldenthread.committee.forms.agenda import ItemForm, OrderForm, PaperForm
from goldenthread.committee.forms.steps import PlainForm
from goldenthread.committee.operations.agenda import enter_item, order_items, reword_item, take_item_out
from goldenthread.committee.operations.papers import add_paper, take_paper_out
from goldenthread.committee.queries.desk import matters_of, paper_file
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_item,
    seen_meeting,
    step_page,
)
from goldenthread.components.versions import version_typed
from goldenthread.domain.meetings import MeetingStep
from goldenthread.publishing.queries import publications_to_attach
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def add_item_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One more item; once the agenda is published, an urgent one."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    is_late = MeetingStep.CHANGE_AGENDA not in meeting.steps
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        matters=matters_of(meeting.committee_id),
        is_late=is_late,
        today=today(),
        title=request.GET.get("title", "")[:300],
    )
    step = Step(
        heading="Add an urgent item" if is_late else "Add an item",
        button="Add the item",
        done="The item is on the agenda.",
        caption=meeting_words(meeting),
    )

    def act() -> None:
        enter_item(
            meeting_id=meeting_id,
            version=version_typed(request),
            said=form.said(matter_id=form.chosen_matter),
            new_matter=form.cleaned_data["new_matter"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=meeting_address(meeting_id), version=meeting.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def change_item_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """What the agenda says of an item."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        matters=matters_of(meeting.committee_id),
        is_late=False,
        today=today(),
        item=item,
    )
    step = Step(heading="Change an item", button="Save", done="The item is changed.", caption=meeting_words(meeting))

    def act() -> None:
        reword_item(
            item_id=item_id,
            version=version_typed(request),
            said=form.said(matter_id=form.chosen_matter),
            new_matter=form.cleaned_data["new_matter"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=meeting_address(meeting.id), version=meeting.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """An item off the agenda."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    form = PlainForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"Take out “{item.title}”",
        button="Take it out",
        done="The item is off the agenda.",
        caption=meeting_words(meeting),
        about=("The items after it move up.",),
        is_grave=True,
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting.id),
        version=meeting.version,
        act=lambda: take_item_out(item_id=item_id, version=version_typed(request), by=by, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def order_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The order of the agenda."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    form = OrderForm(request.POST if request.method == "POST" else None, meeting=meeting, today=today())
    step = Step(
        heading="Change the order",
        button="Save the order",
        done="The agenda is in its new order.",
        caption=meeting_words(meeting),
        about=("Give each item its place.",),
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting_id),
        version=meeting.version,
        act=lambda: order_items(
            meeting_id=meeting_id, version=version_typed(request), item_ids=form.in_order, by=by, at=now()
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_paper_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """A paper of an item."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    sent = request.method == "POST"
    form = PaperForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        meeting=meeting,
        item=item,
        publications=publications_to_attach(),
        today=today(),
    )
    file = form.look_inside() if sent and form.is_valid() else None
    step = Step(
        heading="Add a paper", button="Add the paper", done="The paper is added.", caption=f"{item.place}. {item.title}"
    )

    def act() -> None:
        said = form.said(file=file)
        add_paper(item_id=item_id, version=version_typed(request), said=said, by=by, at=now())

    return step_page(request, form, step, back=meeting_address(meeting.id), version=meeting.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def take_paper_out_page(request: HttpRequest, item_id: int, paper_id: int) -> HttpResponse:
    """A paper off the agenda that is not published yet."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    paper = next((one for one in item.papers if one.id == paper_id), None)
    if paper is None:
        raise Http404
    form = PlainForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"Take out “{paper.title}”",
        button="Take it out",
        done="The paper is off the agenda.",
        caption=f"{item.place}. {item.title}",
        is_grave=True,
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting.id),
        version=meeting.version,
        act=lambda: take_paper_out(paper_id=paper_id, version=version_typed(request), by=by, at=now()),
    )


@require_safe
def paper_page(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The file of a paper, also of one that is not public: for whoever keeps the record."""
    clerk(request)
    file = paper_file(paper_id)
    if file is None:
        raise Http404
    return as_attachment(file)
