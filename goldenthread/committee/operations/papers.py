"""The papers of an agenda."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import tell
from goldenthread.attachments.operations import keep_files
from goldenthread.audit.operations import record_once
from goldenthread.committee.models import AgendaItem, Meeting, Membership, Paper
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.operations.agenda import PaperSaid, agenda_changed, meeting_to_change, rest_of
from goldenthread.committee.operations.locking import reference_of, step_on
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.committee.rules import check_restriction
from goldenthread.domain.meetings import MeetingStep, adding_step
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.mail import letters
from goldenthread.publishing.models import Publication


@transaction.atomic
def add_paper(*, item_id: int, version: int, said: PaperSaid, by: User, at: datetime) -> Paper:
    """A paper of an item; once the agenda is published, only a supplementary one, or one tabled at the meeting.

    One that corrects another says what changed; both stay. Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed,
    InputRefused.
    """
    item = AgendaItem.objects.get(pk=item_id)
    meeting = meeting_to_change(item.meeting_id, version=version, by=by, at=at)
    step = adding_step(meeting.state)
    step_on(meeting, step)
    is_late = step is MeetingStep.ADD_LATE
    _check_paper(said, item=item, is_late=is_late)
    last = Paper.objects.filter(item=item).aggregate(last=Max("place"))["last"] or 0
    kept = None if said.file is None else keep_files([said.file], by=by.pk, at=at)[0]
    paper = Paper.objects.create(
        item=item,
        place=last + 1,
        kind=said.kind,
        title=said.title.strip(),
        type_name=said.type_name.strip(),
        size_words="" if kept is not None else said.size_words.strip(),
        attachment=kept,
        publication_id=said.publication_id,
        corrects_id=said.corrects_id,
        corrects_because=said.corrects_because.strip(),
        added_at=at,
        **asdict(said.restriction),
    )
    kept_by = said.restriction
    title = _open_title(said.title, access=kept_by.access, safe_title=kept_by.safe_title, of=item)
    agenda_changed(meeting, "paper added", item, by=by, at=at, paper=title, of_kind=said.kind)
    if is_late:
        _tell_members(meeting, said, item=item, by=by, at=at)
    refresh_search([meeting.pk])
    return paper


@transaction.atomic
def take_paper_out(*, paper_id: int, version: int, by: User, at: datetime) -> None:
    """A paper that stands on the agenda by mistake, until that is published; what corrected it stands by itself.

    A finding that was let pass in it is kept, and so is the paper then. Raises as `add_paper`.
    """
    paper = Paper.objects.select_related("item").get(pk=paper_id)
    meeting = meeting_to_change(paper.item.meeting_id, version=version, by=by, at=at)
    step_on(meeting, MeetingStep.CHANGE_AGENDA)
    Paper.objects.filter(corrects=paper).update(corrects=None, corrects_because="")
    title = _open_title(paper.title, access=paper.access, safe_title=paper.safe_title, of=paper.item)
    try:
        paper.delete()
    except ProtectedError as kept:
        raise InputRefused(
            [
                Problem(
                    "What the checks found in this paper was let pass, and that is kept with it, so it stays. Add the "
                    "right paper as its correction; where nobody may read it, keep its item from the public.",
                    column="paper",
                )
            ]
        ) from kept
    agenda_changed(meeting, "paper taken out", paper.item, by=by, at=at, paper=title, of_kind=paper.kind)
    refresh_search([meeting.pk])


def _check_paper(said: PaperSaid, *, item: AgendaItem, is_late: bool) -> None:
    problems = list(check_restriction(said.restriction.access, **rest_of(said.restriction)))
    late_kinds = (Paper.Kind.SUPPLEMENTARY, Paper.Kind.TABLED)
    if not said.title.strip():
        problems.append(Problem("Enter the title of the paper.", column="title"))
    if not said.type_name.strip():
        problems.append(Problem("Say of which type it is, as in PDF.", column="type_name"))
    if said.kind not in Paper.Kind:
        problems.append(Problem("This is no kind of paper.", column="kind", found=said.kind))
    elif is_late and said.kind not in late_kinds and not item.urgent_because:
        problems.append(
            Problem(
                "The agenda is published: what comes now is a supplementary paper, or is tabled at the meeting.",
                column="kind",
            )
        )
    if said.file is not None and said.publication_id is not None:
        problems.append(Problem("A paper is a file or a publication, not both.", column="file"))
    if said.publication_id is not None and Publication.objects.filter(pk=said.publication_id, restricted=True).exists():
        problems.append(Problem("This pack is restricted, and no paper of an agenda.", column="publication"))
    if said.corrects_id is not None:
        corrected = Paper.objects.filter(pk=said.corrects_id, item=item).first()
        if corrected is None:
            problems.append(Problem("The paper that this one corrects is none of this item's.", column="corrects"))
        elif Paper.objects.filter(corrects=corrected).exists():
            problems.append(Problem("That paper was corrected already. Correct the newest.", column="corrects"))
        if not said.corrects_because.strip():
            problems.append(Problem("Say what changed.", column="corrects_because"))
    if problems:
        raise InputRefused(problems)


def note_kept_paper_read(paper_id: int, *, by: User, at: datetime) -> None:
    """A member read a paper that is kept from the public: noted the first time, and told by no words of it."""
    paper = Paper.objects.select_related("item__meeting__committee").get(pk=paper_id)
    if paper.access == Access.OPEN and paper.item.access == Access.OPEN:
        return
    meeting = reference_of(paper.item.meeting)
    record_once("kept paper read", subject="paper", subject_id=paper_id, by=by.pk, at=at, details={"meeting": meeting})


def _tell_members(meeting: Meeting, said: PaperSaid, *, item: AgendaItem, by: User, at: datetime) -> None:
    """Who sits on the committee that day and has an account here is told what came after the agenda."""
    is_open = item.access == "open" and said.restriction.access == "open"
    letter = letters.late_paper(
        committee=meeting.committee.name,
        day=meeting.date,
        title=said.title.strip() if is_open else "",
        corrects=said.corrects_id is not None,
        path=f"/meetings/{reference_of(meeting)}",
    )
    seats = Membership.objects.filter(
        committee=meeting.committee, person__isnull=False, starts_on__lte=meeting.date
    ).exclude(ended_on__lt=meeting.date)
    tell(letter, people=[seat.person_id for seat in seats if seat.person_id is not None], by=by, at=at)


def _open_title(title: str, *, access: str, safe_title: str, of: AgendaItem) -> str:
    """A paper's title as the log may hold it: none that is kept, nor one under an item that is."""
    if of.access != "open":
        return ""
    return title.strip() if access == "open" else safe_title.strip()
