"""What a meeting will be about: matters, agenda items and their order, until the agenda is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import LookedOver
from goldenthread.audit.operations import record
from goldenthread.committee.models import AgendaItem, Committee, Decision, Matter, Meeting, Minute, Paper
from goldenthread.committee.operations.locking import locked_meeting, reference_of, step_on
from goldenthread.committee.operations.searching import refresh_search
from goldenthread.committee.queries.timetable import days_off
from goldenthread.committee.rules import check_can_keep_the_record, check_restriction
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingStep, adding_step
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.workdays import clear_days_between, last_day_to_publish

LONGEST_SLUG = 80


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """Who may read something; what is not open says by which paragraphs, why, and under which title it is printed."""

    access: str = "open"  # of Access
    exempt_paragraphs: str = ""  # "3,5"
    public_interest: str = ""
    safe_title: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemSaid:
    """What the agenda says of an item. `urgent_because`: why the chair takes it, once the agenda is published."""

    title: str
    words: str = ""
    matter_id: int | None = None
    urgent_because: str = ""
    restriction: Restriction = Restriction()


@dataclass(frozen=True, kw_only=True)
class PaperSaid:
    """A paper: with its file, a publication of this product, or only its type and size as somebody published it."""

    kind: str  # of Paper.Kind
    title: str
    type_name: str
    size_words: str = ""
    file: LookedOver | None = None
    publication_id: int | None = None
    corrects_id: int | None = None
    corrects_because: str = ""
    restriction: Restriction = Restriction()


@transaction.atomic
def enter_matter(*, committee_id: int, title: str, by: User, at: datetime) -> Matter:
    """A subject to follow from meeting to meeting, under an address made of its title that stays.

    Raises RoleMissing, InputRefused where one of that address is there.
    """
    check_can_keep_the_record(by, on=timezone.localdate(at))
    committee = Committee.objects.select_for_update().get(pk=committee_id)
    slug = slugify(title)[:LONGEST_SLUG].strip("-")
    if not slug:
        raise InputRefused([Problem("Give the matter a title of letters or digits.", column="new_matter", found=title)])
    if Matter.objects.filter(committee=committee, slug=slug).exists():
        raise InputRefused(
            [Problem("A matter of this title is followed already. Choose it, or another title.", column="new_matter")]
        )
    matter = Matter.objects.create(committee=committee, slug=slug, title=title.strip())
    record(
        "matter entered",
        subject="matter",
        subject_id=f"{committee.slug}/{slug}",
        by=by.pk,
        at=at,
        details={"title": matter.title},
    )
    return matter


@transaction.atomic
def add_item(*, meeting_id: int, version: int, said: ItemSaid, by: User, at: datetime) -> AgendaItem:
    """At the end of the agenda; once that is published, only as an urgent item with the chair's reason.

    Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, InputRefused.
    """
    meeting = meeting_to_change(meeting_id, version=version, by=by, at=at)
    step = adding_step(meeting.state)
    step_on(meeting, step)
    is_late = step is MeetingStep.ADD_LATE
    if is_late:
        # Local Government Act 1972, section 100B(4)(b): by reason of special circumstances, specified in the minutes.
        check_says_why(said.urgent_because, of="An item that the published agenda does not have")
    _check_item(said, meeting=meeting)
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, place=last + 1, **_item_fields(said))
    agenda_changed(meeting, "agenda item added", item, by=by, at=at, late=is_late)
    refresh_search([meeting.pk])
    return item


@transaction.atomic
def enter_item(*, meeting_id: int, version: int, said: ItemSaid, new_matter: str, by: User, at: datetime) -> AgendaItem:
    """As `add_item`; where `new_matter` has a title, that is entered first, and the item is of it."""
    committee_id = Meeting.objects.get(pk=meeting_id).committee_id
    said = _of_new_matter(said, new_matter, committee_id=committee_id, by=by, at=at)
    return add_item(meeting_id=meeting_id, version=version, said=said, by=by, at=at)


@transaction.atomic
def reword_item(*, item_id: int, version: int, said: ItemSaid, new_matter: str, by: User, at: datetime) -> AgendaItem:
    """As `change_item`; where `new_matter` has a title, that is entered first, and the item is of it."""
    committee_id = AgendaItem.objects.select_related("meeting").get(pk=item_id).meeting.committee_id
    said = _of_new_matter(said, new_matter, committee_id=committee_id, by=by, at=at)
    return change_item(item_id=item_id, version=version, said=said, by=by, at=at)


def _of_new_matter(said: ItemSaid, title: str, *, committee_id: int, by: User, at: datetime) -> ItemSaid:
    if not title.strip():
        return said
    return replace(said, matter_id=enter_matter(committee_id=committee_id, title=title, by=by, at=at).pk)


@transaction.atomic
def change_item(*, item_id: int, version: int, said: ItemSaid, by: User, at: datetime) -> AgendaItem:
    """What the agenda says of an item, until it is published. Raises as `add_item`."""
    item = AgendaItem.objects.get(pk=item_id)
    meeting = meeting_to_change(item.meeting_id, version=version, by=by, at=at)
    step_on(meeting, MeetingStep.CHANGE_AGENDA)
    _check_item(said, meeting=meeting)
    fields = _item_fields(said)
    differing = [name for name in fields if getattr(item, name) != fields[name]]
    if differing:
        for name in differing:
            setattr(item, name, fields[name])
        item.save(update_fields=differing)
        agenda_changed(meeting, "agenda item changed", item, by=by, at=at, changed=", ".join(sorted(differing)))
    return item


@transaction.atomic
def take_item_out(*, item_id: int, version: int, by: User, at: datetime) -> None:
    """An item that has no papers yet, until the agenda is published; those after it move up. Raises as `add_item`."""
    item = AgendaItem.objects.get(pk=item_id)
    meeting = meeting_to_change(item.meeting_id, version=version, by=by, at=at)
    step_on(meeting, MeetingStep.CHANGE_AGENDA)
    if (
        Paper.objects.filter(item=item).exists()
        or Minute.objects.filter(item=item).exists()
        or Decision.objects.filter(item=item).exists()
    ):
        raise InputRefused([Problem("This item has papers. Take them out first.", column="item")])
    agenda_changed(meeting, "agenda item taken out", item, by=by, at=at)
    item.delete()
    _put_in_order(list(AgendaItem.objects.filter(meeting=meeting).order_by("place")))


@transaction.atomic
def order_items(*, meeting_id: int, version: int, item_ids: Sequence[int], by: User, at: datetime) -> None:
    """The order of the whole agenda, until it is published. Raises as `add_item`."""
    meeting = meeting_to_change(meeting_id, version=version, by=by, at=at)
    step_on(meeting, MeetingStep.CHANGE_AGENDA)
    items = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting)}
    if sorted(item_ids) != sorted(items):
        raise InputRefused([Problem("Give every item of this agenda once.", column="order")])
    _put_in_order([items[pk] for pk in item_ids])
    meeting.version += 1
    meeting.save(update_fields=["version"])
    record("agenda ordered", subject="meeting", subject_id=reference_of(meeting), by=by.pk, at=at)


@transaction.atomic
def publish_agenda(*, meeting_id: int, version: int, on: date, because: str, by: User, at: datetime) -> Meeting:
    """The agenda is public from that day, with its open papers; with fewer clear days than the committee's only with a
    reason, which is shown.

    Local Government Act 1972, section 100B: five clear days at least; where a meeting is convened at shorter notice,
    from when it is convened. Raises RoleMissing, MeetingChanged, MeetingStepNotAllowed, InputRefused.
    """
    meeting = meeting_to_change(meeting_id, version=version, by=by, at=at)
    meeting.state = step_on(meeting, MeetingStep.PUBLISH_AGENDA)
    days = meeting.committee.notice_days
    holidays = days_off(meeting.committee_id, around=meeting.date)
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise InputRefused([Problem("This agenda has no item yet. Add one first.", column="items")])
    if on > timezone.localdate(at):
        raise InputRefused([Problem("An agenda is published today, or was on a day before.", column="on")])
    given = clear_days_between(published=on, meeting=meeting.date, holidays=holidays) if on < meeting.date else 0
    if given < days:
        last = last_day_to_publish(meeting=meeting.date, days=days, holidays=holidays)
        if not because.strip():
            raise InputRefused(
                [
                    Problem(
                        f"This gives {given} clear {'day' if given == 1 else 'days'}, and {days} are asked for: the "
                        f"last day was {day_words(last)}. Say why it is published later.",
                        column="because",
                    )
                ]
            )
        check_says_why(because, of="An agenda that is published late")
        meeting.short_notice_because = because.strip()
    meeting.agenda_published_on = on
    meeting.version += 1
    meeting.save()
    record(
        "agenda published",
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"on": on.isoformat(), "clear_days": given, "because": meeting.short_notice_because},
    )
    refresh_search([meeting.pk])
    return meeting


def meeting_to_change(meeting_id: int, *, version: int, by: User, at: datetime) -> Meeting:
    """The meeting as it was looked at, locked until the transaction ends. Raises RoleMissing, MeetingChanged."""
    check_can_keep_the_record(by, on=timezone.localdate(at))
    return locked_meeting(meeting_id, version=version)


def _item_fields(said: ItemSaid) -> dict[str, object]:
    return {
        "title": said.title.strip(),
        "words": said.words.strip(),
        "matter_id": said.matter_id,
        "urgent_because": said.urgent_because.strip(),
        **asdict(said.restriction),
    }


def _check_item(said: ItemSaid, *, meeting: Meeting) -> None:
    problems = list(check_restriction(said.restriction.access, **rest_of(said.restriction)))
    if not said.title.strip():
        problems.append(Problem("Enter the title of the item.", column="title"))
    if said.matter_id is not None:
        matter = Matter.objects.filter(pk=said.matter_id).first()
        if matter is None or matter.committee_id != meeting.committee_id:
            problems.append(Problem("This matter is none of this committee's.", column="matter"))
    if problems:
        raise InputRefused(problems)


def rest_of(restriction: Restriction) -> dict[str, str]:
    """What is said of a restriction beside who may read."""
    fields = asdict(restriction)
    del fields["access"]
    return fields


def _put_in_order(items: Sequence[AgendaItem]) -> None:
    # Two steps: no two items may stand in one place, not even for a moment.
    above = len(items) + max((item.place for item in items), default=0)
    for step in (above, 0):
        for place, item in enumerate(items, start=step + 1):
            item.place = place
            item.save(update_fields=["place"])


def agenda_changed(meeting: Meeting, kind: str, item: AgendaItem, *, by: User, at: datetime, **details: object) -> None:
    """The meeting's next version, and in the event log what became of its item, by the title that may be read."""
    meeting.version += 1
    meeting.save(update_fields=["version"])
    title = item.title if item.access == "open" else item.safe_title
    record(
        kind,
        subject="meeting",
        subject_id=reference_of(meeting),
        by=by.pk,
        at=at,
        details={"place": item.place, "title": title, **details},
    )
