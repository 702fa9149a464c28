"""Importing the record from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import add_person
from goldenthread.accounts.queries import person_by_email
from goldenthread.audit.operations import record_all
from goldenthread.committee.forms import CommitteeRecord, DecisionRecord
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting, MeetingChange
from goldenthread.committee.operations.import_items import FiledItem, put_items
from goldenthread.committee.operations.import_states import put_states
from goldenthread.committee.operations.import_work import Import, is_same, reference_in
from goldenthread.committee.operations.imported import put_matters, put_minutes, put_papers
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.committee.queries import what_rests_on_decisions
from goldenthread.committee.queries.exported import CommitteeUnknown
from goldenthread.committee.rules import check_can_keep_the_record, check_days
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import check_says_why
from goldenthread.partnership.queries import FirstPerson, somebody_holds_a_role
from goldenthread.storage.turns import take_turns

_BATCH = 100


class CommitteeNameTaken(Refused):
    """Another committee has this name."""

    def __init__(self, name: str, *, slug: str) -> None:
        super().__init__(
            f"There is a committee called {name!r} with the slug {slug!r}. Give that slug, or another name."
        )


@dataclass(frozen=True)
class CommitteeChanges:
    """What an import changed: references of what was added, and of what was changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int

    @property
    def in_words(self) -> str:
        """What was changed, counted, in a sentence."""
        if self.added or self.changed:
            return f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} as they were."
        if self.unchanged == 1:
            return "Nothing changed: the only entry is as it was."
        return f"Nothing changed: all {self.unchanged} entries are as they were."


@transaction.atomic
def import_committee(
    record: CommitteeRecord, *, by: User | FirstPerson, at: datetime, because: str = "", is_trial: bool = False
) -> CommitteeChanges:
    """Adds what the record says and the database has not, and changes what it says differently.

    What the record leaves out is left as it is. Each change keeps its old words in the log, with `because`, without
    which neither the words of a decision that something rests on are changed, nor what the clerk published, minuted or
    moved here; with `is_trial` it only says what it would do. While nobody holds any role, anybody may: a new
    database's decisions come before its register. Raises RoleMissing, CommitteeNameTaken, and InputRefused for a day
    that cannot be meant, a decision of a meeting to come, words that change without a reason, and what was signed.
    """
    take_turns("committee")
    if because:
        check_says_why(because, of="A record that is reworded")
    person = _person(by, at=at)
    check_days(record, today=timezone.localdate(at))
    work = Import(because=because)
    committee = _put_committee(record, work=work)
    meetings = _put_meetings(record, committee=committee, work=work)
    items = put_items(record, meetings=meetings, work=work)
    _put_decisions(record, items=items, work=work)
    put_matters(record, committee=committee, items=items, work=work)
    put_papers(record, items=items, work=work, at=at)
    put_minutes(record, items=items, work=work)
    put_states(record, meetings=meetings, items=items, work=work, at=at)
    _check_kept(work, file=record.file)
    if not because:
        _check_reworded(work.reworded, file=record.file)
    # Whoever has one of these open is told that it is another now.
    touched = [meetings[one].pk for one in work.meetings_touched if one in meetings and one not in work.added]
    Meeting.objects.filter(pk__in=touched).update(version=F("version") + 1)
    refresh_search([meetings[reference_in(record, one)].pk for one in record.meetings])
    record_all(work.happenings, by=person.pk, at=at)
    if is_trial:
        transaction.set_rollback(True)
    return CommitteeChanges(added=tuple(work.added), changed=tuple(work.changed), unchanged=work.unchanged)


@transaction.atomic
def import_committees(
    records: Sequence[CommitteeRecord],
    *,
    by: User | FirstPerson,
    at: datetime,
    because: str = "",
    is_trial: bool = False,
) -> CommitteeChanges:
    """As `import_committee`, of several: all of them, or none where any of them is refused.

    A record without a name is of the committee with its slug; one with the name of a committee that is there is of
    that one, whatever its slug. Raises CommitteeUnknown, and InputRefused with what is wrong with every record.
    """
    take_turns("committee")
    problems: list[Problem] = []
    done: list[CommitteeChanges] = []
    for record in _as_held(records):
        try:
            done.append(import_committee(record, by=by, at=at, because=because, is_trial=is_trial))
        except InputRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise InputRefused(problems)
    return CommitteeChanges(
        added=tuple(reference for one in done for reference in one.added),
        changed=tuple(reference for one in done for reference in one.changed),
        unchanged=sum(one.unchanged for one in done),
    )


def _as_held(records: Sequence[CommitteeRecord]) -> list[CommitteeRecord]:
    held = dict(Committee.objects.order_by("pk").values_list("slug", "name"))
    slugs = {name.casefold(): slug for slug, name in held.items()}
    found = []
    for record in records:
        slug = slugs.get(record.name.casefold(), record.slug)
        if not record.name and slug not in held:
            raise CommitteeUnknown(slug, known=sorted(held))
        found.append(replace(record, slug=slug, name=held.get(slug, record.name)))
    return found


def _check_kept(work: Import, *, file: str) -> None:
    """Nothing comes into signed minutes; nothing that was written here goes without a reason. Raises InputRefused."""
    problems = [
        Problem(
            f"{reference} is of a meeting whose minutes were signed, and says something else here. Take it out of the "
            "file; a later meeting corrects it beside.",
            file=file,
        )
        for reference in dict.fromkeys(work.of_signed)
    ]
    if not work.because:
        problems += [
            Problem(
                f"{reference} was written here, and says something else in the file. Take it out of the file, or say "
                "why the record here was wrong; the log keeps that with the old words.",
                file=file,
                at_terminal="--because says why.",
            )
            for reference in dict.fromkeys(work.written_here)
        ]
    if problems:
        raise InputRefused(problems)


def _check_reworded(references: list[str], *, file: str) -> None:
    """What lists and targets rest on is not reworded without saying why; raises InputRefused."""
    resting = what_rests_on_decisions() if references else {}
    problems = []
    for reference in references:
        counts: dict[str, int] = {}
        for decision, kinds in resting.items():
            if decision == reference or decision.startswith(f"{reference}/"):
                for kind, count in kinds.items():
                    counts[kind] = counts.get(kind, 0) + count
        if counts:
            named = " and ".join(_counted(kind, count) for kind, count in counts.items())
            rest = "rests" if sum(counts.values()) == 1 else "rest"
            problems.append(
                Problem(
                    f"The words of {reference} stay: {named} {rest} on them. Put them back as they were, or say "
                    "why the record was wrong; the log keeps that with the old words.",
                    file=file,
                    at_terminal="--because says why.",
                )
            )
    if problems:
        raise InputRefused(problems)


def _counted(kind: str, count: int) -> str:
    """ "1 list entry", "2 list entries", "2 refreshed terms"."""
    if count == 1 or kind.endswith("s"):
        return f"{count} {kind}"
    return f"{count} {kind[:-1]}ies" if kind.endswith("y") else f"{count} {kind}s"


def _person(by: User | FirstPerson, *, at: datetime) -> User:
    if isinstance(by, FirstPerson) and not somebody_holds_a_role():
        return add_person(email=by.email, name=by.email, by=None, at=at)
    # Somebody may have come first between the command's question and this transaction.
    person = person_by_email(by.email)
    if somebody_holds_a_role():
        check_can_keep_the_record(person, on=timezone.localdate(at))
    return person


def _put_committee(record: CommitteeRecord, *, work: Import) -> Committee:
    held = Committee.objects.select_for_update().filter(slug=record.slug).first()
    other = Committee.objects.filter(name=record.name).exclude(slug=record.slug).first()
    if other is not None:
        raise CommitteeNameTaken(record.name, slug=other.slug)
    made = Committee(slug=record.slug, name=record.name)
    said = {"name": record.name}
    new = work.put(Committee, subject="committee", reference=record.slug, held=held, made=made, said=said)
    if new is not None:
        new.save()
    return new or held or made


def _put_meetings(record: CommitteeRecord, *, committee: Committee, work: Import) -> dict[str, Meeting]:
    moved = MeetingChange.objects.filter(meeting=OuterRef("pk")).exclude(what=MeetingChange.What.CANCELLED)
    by_hand = Q(agenda_published_on__isnull=False) | Q(minutes_agreed_at__isnull=False) | Exists(moved)
    days = [one.date for one in record.meetings]
    # In one order, as everybody locks several.
    there = Meeting.objects.select_for_update(of=("self",)).filter(committee=committee, date__in=days).order_by("pk")
    held = {reference_in(record, meeting): meeting for meeting in there}
    work.by_hand = frozenset(
        reference_in(record, meeting)
        for meeting in Meeting.objects.filter(by_hand | Q(state=Meeting.State.MINUTES_DRAFTED), committee=committee)
    )
    work.signed = frozenset(
        reference for reference, meeting in held.items() if meeting.state == Meeting.State.MINUTES_SIGNED
    )
    changes = MeetingChange.objects.filter(meeting__committee=committee, what=MeetingChange.What.DATE)
    moved_away = set(changes.values_list("before", flat=True))
    new = []
    for said in record.meetings:
        reference = reference_in(record, said)
        fields = {"venue": said.venue, "source": said.source, "begins_at": said.begins_at}
        fields = {name: value for name, value in fields.items() if value}
        made = work.put(
            Meeting,
            subject="meeting",
            reference=reference,
            held=held.get(reference),
            made=Meeting(committee=committee, date=said.date, **fields),
            said=fields,
        )
        if made is not None:
            held[reference] = made
            new.append(made)
            if said.date.isoformat() in moved_away:
                work.written_here.append(reference)
    Meeting.objects.bulk_create(new, batch_size=_BATCH)
    return held


def _put_decisions(record: CommitteeRecord, *, items: Sequence[FiledItem], work: Import) -> None:
    found = Decision.objects.filter(item__meeting__committee__slug=record.slug)
    held = {decision.reference: decision for decision in found}
    new: list[Decision] = []
    signed: list[Problem] = []
    for filed in items:
        for said in filed.said.decisions if filed.is_open else ():
            reference = f"{filed.reference}/{said.number}"
            there = held.get(reference)
            says_else = there is not None and not (there.verb == said.verb and is_same(there.text, said.text))
            if there is not None and there.state == "signed" and says_else:
                signed.append(
                    Problem(
                        f"The decision {reference} was signed with other words. A later meeting corrects it beside.",
                        file=record.file,
                    )
                )
                continue
            made = work.put(
                Decision,
                subject="decision",
                reference=reference,
                held=held.get(reference),
                made=_decision(said, item=filed.row, reference=reference),
                said={"verb": said.verb, "text": said.text},
            )
            if made is not None:
                made.parent = held.get(f"{filed.reference}/{said.parent}") if said.parent else None
                held[reference] = made
                new.append(made)
    if signed:
        raise InputRefused(signed)
    # Parents first: a row that hangs on another needs that one's number.
    while new:
        ready = [decision for decision in new if decision.parent is None or decision.parent.pk is not None]
        for decision in ready:
            decision.parent = decision.parent  # takes over the number that its parent was given
        Decision.objects.bulk_create(ready, batch_size=_BATCH)
        new = [decision for decision in new if decision.pk is None]


def _decision(said: DecisionRecord, *, item: AgendaItem, reference: str) -> Decision:
    return Decision(item=item, number=said.number, verb=said.verb, text=said.text, reference=reference)
