"""The mail log: what was written to whom, and what became of it. Never what a letter says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.components.lists import Count, Fact
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, address_with, row_of
from goldenthread.domain.problems import Refused
from goldenthread.mail.operations.queueing import OUTSIDE
from goldenthread.mail.queries import (
    MessageRow,
    Sought,
    how_many_messages,
    kinds_of_messages,
    last_work,
    message_by_number,
    messages_by_state,
    messages_sought,
    waiting_since,
)
from goldenthread.partnership.access import check_here
from goldenthread.partnership.forms.messages import SHOWN, MessagesFilter
from goldenthread.partnership.operations import send_message_again
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.partnership.rules import NotAllowed
from goldenthread.partnership.views.shown_people import person_address
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.order import moment_in_words

_WRONG = 422
# It is noted every minute, and rests for five after a fault: who is silent for longer does not run.
_SILENT = timedelta(minutes=10)


@require_safe
def messages_page(request: HttpRequest) -> HttpResponse:
    """Every message, newest first, narrowed; and whether anything sends them."""
    check_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)
    form = MessagesFilter(request.GET, kinds=kinds_of_messages())
    query = {name: value for name, value in request.GET.dict().items() if value}
    typed = form.cleaned_data
    sought = Sought(states=form.states, kind=typed.get("kind", ""), words=typed.get("search", ""))
    pages = pages_of(how_many_messages(sought), query=query)
    by_state = messages_by_state()
    sentence, is_wrong = _sender(by_state, at=timezone.now())
    return render(
        request,
        "partnership/messages.html",
        {
            "sentence": sentence,
            "is_wrong": is_wrong,
            "counts": _counts(by_state),
            "form": form,
            "listed": Listed(
                table=_table(messages_sought(sought, part=pages.rows), any_at_all=bool(by_state)),
                pages=pages,
                chosen=form.undone_at(query),
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send_again_page(request: HttpRequest, number: int) -> HttpResponse:
    """A message that may have been sent, or was given up: looked at, and sent once more."""
    person = check_here(request, Permission.ADMINISTER_PEOPLE, of=WHOLE)
    message = message_by_number(number)
    if message is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            address = send_message_again(number=number, by=person, today=today(), at=now())
        except NotAllowed:
            raise
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"Message {number} waits to be sent to {address} again.")
            return HttpResponseRedirect(reverse("partnership:messages"))
    return render(
        request,
        "partnership/send_again.html",
        {
            "number": number,
            "facts": _facts(message),
            "warning": _warning(message),
            "why_not": "" if refusal or message.may_be_sent_again else _why_not(message),
            "refusal": refusal,
            "person": Link(words=message.name, address=_whose(message.person_id)),
            "can_send": message.may_be_sent_again,
        },
        status=_WRONG if refusal else 200,
    )


def _sender(by_state: Mapping[str, int], *, at: datetime) -> tuple[str, bool]:
    """Whether messages are being sent, in a sentence; and whether something is wrong about it."""
    waiting = by_state.get("queued", 0) + by_state.get("sending", 0)
    since = waiting_since()
    waits = f" {_counted(waiting)} to be sent" if waiting else ""
    waits += f", the oldest since {moment_in_words(since)}." if since is not None and waits else "." if waits else ""
    work = last_work()
    start = "Ask whoever runs the product to start the sending of messages."
    if work is None:
        return f"Nothing has sent messages yet.{waits} {start}", True
    # By how long ago: a demonstration's day is another than the clock's.
    ago = at - work.at
    if ago > _SILENT:
        return f"Nothing has sent messages for {_long(ago)}.{waits} {start}", True
    if work.stopped_by:
        return f"Messages could not be sent when last tried, {_long(ago)} ago: {work.stopped_by}{waits}", True
    return f"Messages are being sent, last looked after {_long(ago)} ago.{waits}", False


def _long(time: timedelta) -> str:
    """ "1 minute", "12 minutes", "3 hours", "2 days"."""
    minutes = max(1, round(time.total_seconds() / 60))
    for unit, each in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if minutes >= each:
            number = minutes // each
            return f"1 {unit}" if number == 1 else f"{number} {unit}s"
    raise AssertionError(time)


def _counted(number: int) -> str:
    return "1 message waits" if number == 1 else f"{number:,} messages wait"


def _counts(by_state: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(
        Count(
            number=f"{number:,}",
            words=words,
            address=f"{reverse('partnership:messages')}{address_with({'state': code})}#list",
        )
        for code, (words, states) in SHOWN.items()
        if (number := sum(by_state.get(state, 0) for state in states)) or code in ("failed", "waiting")
    )


def _table(rows: tuple[MessageRow, ...], *, any_at_all: bool) -> Table:
    return Table(
        caption="Messages",
        caption_hidden=True,
        columns=(
            Column(title="Message"),
            Column(title="To"),
            Column(title="Written"),
            Column(title="State"),
            Column(title="To do"),
        ),
        rows=tuple(
            row_of(
                Cell(words=_kind(one), small=one.subject),
                Cell(words=one.name, small=one.address, breaks=True, address=_whose(one.person_id)),
                moment_in_words(one.queued_at),
                Cell(words=_state(one), small=_more(one)),
                _to_do(one),
            )
            for one in rows
        ),
        key="messages",
        empty="No message is as you chose. Remove a choice to see more."
        if any_at_all
        else "Nobody was written to yet: messages appear here once there is something to tell.",
    )


def _to_do(one: MessageRow) -> Cell:
    if one.may_be_sent_again:
        return Cell(
            words=f"Send {one.number} again", address=reverse("partnership:send-again", kwargs={"number": one.number})
        )
    if one.needs_a_person:
        return Cell(words=f"Invite {one.name} again", address=person_address(one.person_id, "invite-again"))
    return Cell(words="–")


def _kind(one: MessageRow) -> str:
    return f"{one.kind[:1].upper()}{one.kind[1:]}"


def _state(one: MessageRow) -> str:
    return f"{one.state_words[:1].upper()}{one.state_words[1:]}"


def _more(one: MessageRow) -> str:
    if one.sent_at is not None:
        return moment_in_words(one.sent_at)
    tried = f"tried {one.attempts} times" if one.attempts > 1 else ""
    again = one.next_try_at
    waits = "" if again is None or one.state != "queued" else f"tried again on {moment_in_words(again)}"
    return "; ".join(filter(None, (one.problem.rstrip("."), tried, waits)))


def _facts(one: MessageRow) -> tuple[Fact, ...]:
    said = [
        Fact(name="Message", words=f"{_kind(one)}: {one.subject}"),
        Fact(name="To", words=f"{one.name}, {one.address}"),
        Fact(name="Written", words=moment_in_words(one.queued_at)),
        Fact(name="State", words=_state(one)),
        Fact(name="Tries", words=str(one.attempts)),
    ]
    if one.problem:
        said.append(Fact(name="Why it was not sent", words=one.problem))
    return tuple(said)


def _warning(one: MessageRow) -> str:
    if one.state == "uncertain":
        return "It may have arrived. Ask the person first: sent again, it could come twice."
    return ""


def _why_not(one: MessageRow) -> str:
    if one.needs_a_person:
        return "The link of an invitation is kept nowhere, so it is not sent again. Invite the person anew."
    return f"It is {one.state_words}, so it is not sent again."


def _whose(person_id: int) -> str:
    """The page of whoever it was sent to; "" of nobody with an account."""
    return "" if person_id == OUTSIDE else person_address(person_id)
