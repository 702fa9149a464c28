"""A decision notice in finished words: at the desk whole, to everybody as the queries hand it out."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from goldenthread.committee.queries.notices import AwaitedNotice, CallInFacts, NoticeFacts, WindowFacts
from goldenthread.components.lists import Fact
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words


def notice_address(notice: NoticeFacts) -> str:
    """Where everybody reads it."""
    return reverse("web:notice", args=[notice.committee, notice.decided_on.isoformat(), notice.number])


def notice_facts(notice: NoticeFacts) -> Iterator[Fact]:
    """Everything of a notice but its decisions and who may call them in. What is kept is left out."""
    yield Fact(name="Decision maker", words=notice.decision_maker)
    yield Fact(name="Date of decision", words=day_words(notice.decided_on))
    yield Fact(name="Published", words=f"{day_words(notice.published_on)}{_late(notice.days_late)}")
    yield Fact(name="Key decision", words="Yes" if notice.is_key else "No")
    may = "Yes" if notice.may_be_called_in else f"No. {notice.no_call_in_because}".strip()
    yield Fact(name="May it be called in?", words=may)
    if not notice.kept:
        yield Fact(name="Purpose", words=notice.purpose or "Not stated")
        yield Fact(name="Lead officer", words=notice.lead_officer or "Not stated")
        yield Fact(name="Interests declared", words=_interests(notice.interests))


def decisions_shown(notice: NoticeFacts) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Each decision: its number, its words, and its reasons and alternatives with what they are."""
    return tuple(
        (
            one.number,
            one.text,
            (
                ("Reasons", one.reasons or "Not stated"),
                ("Alternatives considered", one.alternatives or "Not stated"),
            ),
        )
        for one in notice.decisions
    )


def windows_shown(notice: NoticeFacts) -> Table:
    """From when the decision takes effect in each council, and until when it may be called in."""
    rows = (row_of(one.council, _until(one), _effect(one)) for one in notice.windows)
    columns = (Column(title="Council"), Column(title="Call-in"), Column(title="Takes effect"))
    return Table(
        caption="Call-in, and from when it takes effect",
        columns=columns,
        rows=tuple(rows),
        key="call-in",
        empty="No council’s rule of call-in was recorded when this notice was issued.",
    )


def awaited_shown(awaited: tuple[AwaitedNotice, ...]) -> Table:
    """Notices that are still to be published, the latest first."""
    rows = (
        row_of(
            Cell(
                words=f"{one.number}. {one.title}",
                address=reverse("committee:issue-notice", args=[one.item_id]),
                small=one.committee_name,
            ),
            day_words(one.decided_on),
            Cell(
                words=day_words(one.due_on),
                small=f"{_days(one.days_late)} late" if one.days_late else "",
            ),
        )
        for one in awaited
    )
    columns = (Column(title="Item"), Column(title="Decided"), Column(title="To be published by"))
    return Table(caption="Decision notices not yet published", columns=columns, rows=tuple(rows), key="notices")


def _until(one: WindowFacts) -> Cell:
    if one.call_in is not None:
        return Cell(words=f"Called in on {day_words(one.call_in.on)}", small=_said(one.call_in))
    if one.last_day is None:
        return Cell(words="No call-in")
    return Cell(words=f"Until {day_words(one.last_day)}")


def _said(call_in: CallInFacts) -> str:
    return f"{call_in.by}: {call_in.grounds}" if call_in.by else ""


def _effect(one: WindowFacts) -> Cell:
    if one.call_in is None:
        return Cell(words=f"From {day_words(one.takes_effect_on)}")
    if one.call_in.ended_on is None:
        return Cell(words="Not before its call-in has ended")
    return Cell(words=f"The call-in ended on {day_words(one.call_in.ended_on)}", small=one.call_in.outcome)


def _interests(interests: tuple[str, ...] | None) -> str:
    if interests is None:
        return "Not recorded"
    return "\n".join(interests) or "None in this item"


def _late(days: int) -> str:
    return f", {_days(days)} late" if days else ""


def _days(days: int) -> str:
    return f"{days} working {'day' if days == 1 else 'days'}"
