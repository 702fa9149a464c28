"""Reports to committee that are written here: their versions, who cleared which, and the report as a paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.attachments.kinds import KINDS
from goldenthread.attachments.looking import LookedOver
from goldenthread.audit.operations import record
from goldenthread.committee.models import AgendaItem, Meeting, Paper, ReportClearance, ReportVersion
from goldenthread.committee.operations.agenda import PaperSaid, Restriction
from goldenthread.committee.operations.locking import ChangedMeanwhile, reference_of, step_on
from goldenthread.committee.operations.papers import add_paper
from goldenthread.committee.queries.reports import newest_version, sides_of, sides_to_clear
from goldenthread.committee.rules import check_can_keep_the_record
from goldenthread.domain.committee_reports import CommitteeReport
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.meetings import MeetingStep, adding_step
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.publishing.words import unprintable

LONGEST_SUBJECT = 200


class ReportChanged(ChangedMeanwhile):
    """Somebody wrote a newer version of the report since its reader looked at it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Somebody wrote version {number} of this report since you looked at it. Look at it, and do it again "
            "where it is still right."
        )


@dataclass(frozen=True, kw_only=True)
class ClearanceSaid:
    """Who cleared a version from a side, when, and in which words."""

    side: str
    officer: str
    post: str
    cleared_on: date
    words: str = ""


@transaction.atomic
def write_report(*, item_id: int, version: int, report: CommitteeReport, by: User, at: datetime) -> ReportVersion:
    """The next version of an item's report; `version` is the one that was looked at, 0 where there was none.

    Until the agenda is published, or for an item or a correction that came after. Raises RoleMissing, ReportChanged,
    MeetingStepNotAllowed, and InputRefused with everything that is missing or cannot be printed.
    """
    item = _item(item_id, by=by, at=at)
    step_on(item.meeting, adding_step(item.meeting.state))
    _locked(item)
    newest = _check_newest(item, version=version)
    problems = list(_wrong_with(report))
    content = to_plain(report)
    if newest is not None and newest.content == content:
        problems.append(Problem("Nothing in it differs from the version before."))
    if problems:
        raise InputRefused(problems)
    made = ReportVersion.objects.create(
        item=item, number=1 if newest is None else newest.number + 1, content=content, written_by=by, written_at=at
    )
    _record("report written", item, by=by, at=at, version=made.number)
    return made


@transaction.atomic
def clear_report(*, item_id: int, version: int, said: ClearanceSaid, by: User, at: datetime) -> ReportClearance:
    """An officer's clearance of the version that was looked at, once from each side.

    Raises RoleMissing, ReportChanged, InputRefused.
    """
    item = _item(item_id, by=by, at=at)
    _locked(item)
    newest = _check_newest(item, version=version)
    problems = []
    if newest is None:
        raise InputRefused([Problem("Nobody wrote this report yet, so there is nothing to clear.")])
    if said.side not in sides_of(item):
        problems.append(Problem("The committee has no such side.", column="side", found=said.side))
    elif ReportClearance.objects.filter(version=newest, side=said.side).exists():
        problems.append(Problem(f"Version {newest.number} was cleared from this side already.", column="side"))
    if not said.officer.strip():
        problems.append(Problem("Say who cleared it.", column="officer"))
    if not said.post.strip():
        problems.append(Problem("Say which post they hold.", column="post"))
    written_on, today = timezone.localdate(newest.written_at), timezone.localdate(at)
    if not written_on <= said.cleared_on <= today:
        problems.append(
            Problem(
                f"Give a day from {day_words(written_on)}, when this version was written, to today.",
                column="cleared_on",
                found=said.cleared_on.isoformat(),
            )
        )
    if problems:
        raise InputRefused(problems)
    made = ReportClearance.objects.create(
        version=newest,
        side=said.side,
        officer=said.officer.strip(),
        post=said.post.strip(),
        words=said.words.strip(),
        cleared_on=said.cleared_on,
        entered_by=by,
        entered_at=at,
    )
    _record("report cleared", item, by=by, at=at, version=newest.number, side=said.side, post=made.post)
    return made


def check_can_file(item_id: int, *, version: int, uncleared_because: str, by: User, at: datetime) -> ReportVersion:
    """The newest version, where it may become the item's paper: where a side did not clear it, only with the reason why
    it goes out all the same. Raises RoleMissing, ReportChanged, NoReason, InputRefused."""
    item = _item(item_id, by=by, at=at)
    newest = _check_newest(item, version=version)
    if newest is None:
        raise InputRefused([Problem("Nobody wrote this report yet.")])
    if Paper.objects.filter(report=newest).exists():
        raise InputRefused([Problem(f"Version {newest.number} is the item's paper already.")])
    left = sides_to_clear(item_id)
    if left:
        if not uncleared_because.strip():
            why = f"Version {newest.number} was not cleared from these sides: {listed(left)}. Have it cleared, or say"
            raise InputRefused([Problem(f"{why} why it goes out without.", column="uncleared_because")])
        check_says_why(uncleared_because, of="A report that goes out without clearance")
    return newest


@transaction.atomic
def file_report(
    *,
    item_id: int,
    version: int,
    meeting_version: int,
    pdf_bytes: bytes,
    uncleared_because: str,
    by: User,
    at: datetime,
) -> Paper:
    """The newest version as the item's paper, with the PDF that was made of it; it corrects the one filed before.

    Raises what `check_can_file` and `add_paper` raise.
    """
    newest = check_can_file(item_id, version=version, uncleared_because=uncleared_because, by=by, at=at)
    left = sides_to_clear(item_id)
    item = _item(item_id, by=by, at=at)
    before = Paper.objects.filter(item=item, report__isnull=False, corrected_by=None).order_by("-place").first()
    is_late = adding_step(item.meeting.state) is MeetingStep.ADD_LATE
    # A file's name may be read where the item may not: it says no title.
    file = LookedOver(
        name=f"report-{item.meeting.date.isoformat()}-item-{item.place}-version-{newest.number}.pdf",
        kind=KINDS["pdf"],
        content=pdf_bytes,
        sha256=hashlib.sha256(pdf_bytes).hexdigest(),
    )
    said = PaperSaid(
        kind="supplementary" if is_late and not item.urgent_because else "report",
        title=from_plain(CommitteeReport, newest.content).subject,
        type_name="PDF",
        file=file,
        corrects_id=None if before is None else before.pk,
        corrects_because="" if before is None else f"Version {newest.number} of the report takes its place.",
        restriction=_restriction_of(item if before is None or item.access != "open" else before),
    )
    paper = add_paper(item_id=item_id, version=meeting_version, said=said, by=by, at=at)
    # The meeting is locked from here on.
    _check_newest(item, version=newest.number)
    paper.report = newest
    paper.save(update_fields=["report"])
    because = uncleared_because.strip() if left else ""
    _record("report filed", item, by=by, at=at, version=newest.number, uncleared=", ".join(left), because=because)
    return paper


def _restriction_of(kept: AgendaItem | Paper) -> Restriction:
    """As the item is kept; or, of an open one, as the version was that this one takes the place of."""
    return Restriction(
        access=kept.access,
        exempt_paragraphs=kept.exempt_paragraphs,
        public_interest=kept.public_interest,
        safe_title=kept.safe_title,
    )


def _item(item_id: int, *, by: User, at: datetime) -> AgendaItem:
    check_can_keep_the_record(by, on=timezone.localdate(at))
    return AgendaItem.objects.select_related("meeting__committee").get(pk=item_id)


def _check_newest(item: AgendaItem, *, version: int) -> ReportVersion | None:
    """The newest version; raises ReportChanged where another was looked at."""
    newest = newest_version(item.pk)
    number = 0 if newest is None else newest.number
    if number != version:
        raise ReportChanged(number)
    return newest


def _locked(item: AgendaItem) -> None:
    """Nobody else writes or clears a report of the meeting until the transaction ends."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)


def _wrong_with(report: CommitteeReport) -> Iterator[Problem]:
    for name, words, missing in (
        ("subject", report.subject, "Enter the subject heading."),
        ("author", report.author, "Say who wrote the report."),
        ("contact", report.contact, "Say how the author is reached."),
        ("summary", report.summary, "Sum the report up for members."),
    ):
        if not words.strip():
            yield Problem(missing, column=name)
    if len(report.subject) > LONGEST_SUBJECT:
        yield Problem(f"Use {LONGEST_SUBJECT} characters or fewer.", column="subject")
    if not report.recommendations:
        yield Problem("Say what the committee is asked to do, such as “To note the report.”", column="recommendations")
    if not report.detail:
        yield Problem("Write the detail of the report.", column="detail")
    for name, value in to_plain(report).items():
        for words in _texts(value):
            yield from (Problem(str(character), column=name) for character in unprintable(words))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))


def _record(kind: str, item: AgendaItem, *, by: User, at: datetime, **details: object) -> None:
    told = {"place": item.place, **details}
    record(kind, subject="meeting", subject_id=reference_of(item.meeting), by=by.pk, at=at, details=told)
