"""What the clerk does at the desk in the demonstration, each by the operation that the pages use for it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.actions.operations import NewAction
from goldenthread.committee.models import AgendaItem, Decision, Meeting, Question
from goldenthread.committee.operations import (
    Asked,
    DelegationSaid,
    PaperSaid,
    add_paper,
    answer_question,
    let_arise,
    record_delegation,
    record_question,
)
from goldenthread.committee.operations.reports import write_report
from goldenthread.demonstration.content import text
from goldenthread.demonstration.doing import CLERK, post
from goldenthread.domain.committee_reports import CommitteeReport
from goldenthread.domain.plain import from_plain
from goldenthread.publishing.models import Publication
from goldenthread.publishing.queries import current_publication
from goldenthread.reports.despatching import send_out
from goldenthread.reports.filing import make_report_the_paper


def enter_report(*, meeting: date, item: str, at: datetime) -> None:
    """The report of an item, from the content's file of it."""
    plain = tomllib.loads(text(f"reports/{meeting.isoformat()}-{item}.toml"))
    report = from_plain(CommitteeReport, plain)
    write_report(item_id=_item(meeting, item).pk, version=0, report=report, by=_clerk(), at=at)


def make_it_the_paper(*, meeting: date, item: str, uncleared_because: str, at: datetime) -> None:
    """The report becomes the item's paper."""
    of = _item(meeting, item)
    make_report_the_paper(
        item_id=of.pk,
        version=1,
        meeting_version=of.meeting.version,
        uncleared_because=uncleared_because,
        by=_clerk(),
        at=at,
    )


def attach_pack(*, meeting: date, item: str, publication: str, title: str, at: datetime) -> None:
    """A pack of this product becomes the item's appendix, by reference."""
    of = _item(meeting, item)
    said = PaperSaid(
        kind="appendix",
        title=title,
        type_name="HTML, PDF",
        publication_id=Publication.objects.get(public_id=current_publication(publication)).pk,
    )
    add_paper(item_id=of.pk, version=of.meeting.version, said=said, by=_clerk(), at=at)


def publish(*, meeting: date, pass_because: str, at: datetime) -> None:
    """The agenda goes out, with what the checks find in its papers let pass."""
    held = Meeting.objects.get(date=meeting)
    send_out(
        meeting_id=held.pk,
        version=held.version,
        on=at.date(),
        because="",
        pass_because=pass_because,
        by=_clerk(),
        at=at,
    )


def delegate(*, decision: str, to: str, purpose: str, consult: Sequence[str], at: datetime) -> None:
    """What a resolution delegated is recorded."""
    said = DelegationSaid(to_post=to, purpose=purpose, due_on=None, consult=tuple(consult))
    record_delegation(decision_id=Decision.objects.get(reference=decision).pk, said=said, by=_clerk(), at=at)


def ask(*, meeting: date, item: str, asked: dict[str, Any], at: datetime) -> None:
    """What members asked of an item; with what is to be done, where the story has it."""
    by = _clerk()
    said = Asked(kind=asked["kind"], words=asked["words"], owner_post=asked["owner"])
    question = record_question(item_id=_item(meeting, item).pk, said=said, by=by, at=at)
    if "to_do" in asked:
        to_do = NewAction(words=asked["to_do"], owner_post=asked["owner"], due_on=asked["due"], illustrative=True)
        let_arise(out_of="question", row_id=question.pk, said=to_do, by=by, at=at)


def answer(*, asked: str, answer: str, at: datetime) -> None:
    """What a post answered to a question, told by the question's words."""
    question = Question.objects.get(words=asked)
    answer_question(question_id=question.pk, version=question.version, answer=answer, on=at.date(), by=_clerk(), at=at)


def _item(meeting: date, number: str) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting").get(meeting__date=meeting, number=number)


def _clerk() -> User:
    return post(CLERK)
