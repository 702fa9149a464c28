"""Opening a round: what is due of each measure, with every input of its rating copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.queries import MeetingFacts, meeting_on
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.figures.models import Figure, Round
from goldenthread.figures.queries.freezes import latest_freeze
from goldenthread.figures.queries.rounds import RoundNotOpen
from goldenthread.figures.queries.terms import terms_before, terms_of
from goldenthread.figures.rules import today_in_london
from goldenthread.indicators.queries.due import DueMeasure, measures_due
from goldenthread.indicators.queries.lists import agreed_list
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.order import check_in_order, moment_in_words


class RoundAlreadyOpen(Refused):
    """The quarter's round was opened before; it stays as it is."""

    def __init__(self, round_: Round) -> None:
        quarter = Quarter.parse(round_.period)
        super().__init__(
            f"The round of {quarter.label} is open already: {round_.opened_by.name} opened it on "
            f"{moment_in_words(round_.opened_at)}. Nothing was changed."
        )


class NothingToMeasure(Refused):
    """There is no list of measures for the year, or nothing on it."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(
            f"No measure is on a list for {quarter.year.label} on {day_words(quarter.last_day)}. Import the "
            "register with its list first."
        )


class QuarterNotBegun(Refused):
    """A round is opened during its quarter or after it, never before: there is nothing to measure yet."""

    def __init__(self, quarter: Quarter, *, on: date) -> None:
        super().__init__(
            f"{quarter.label} begins on {day_words(quarter.first_day)}, and it is {day_words(on)}. Open its "
            "round then, or after it ended."
        )


class MeetingBeforeQuarterEnded(Refused):
    """A quarter is reported to a meeting after its last day."""

    def __init__(self, quarter: Quarter, *, meeting: date) -> None:
        super().__init__(
            f"The meeting of {day_words(meeting)} is not after {quarter.label}, which ends on "
            f"{day_words(quarter.last_day)}. Give the meeting that the quarter is reported to, or none for now."
        )


@dataclass(frozen=True, kw_only=True)
class OpenedRound:
    """What opening a round made."""

    round_id: int
    proposed: bool
    due: int  # figures that a value is asked of
    not_due: int  # reported less often, suspended or not provided
    not_agreed_targets: int
    late_targets: int  # agreed after the quarter began


@dataclass(frozen=True, kw_only=True)
class MovedMeeting:
    """The meeting that an open round was for, None where it was for none, and the one that it is for now."""

    old: date | None
    new: date
    frozen_as: int | None  # the version that was frozen for the old one


@transaction.atomic
def open_round(*, quarter: Quarter, meeting: date | None, by: User, at: datetime) -> OpenedRound:
    """Makes one figure for each measure on the year's list, and for those of the whole partnership beside it.

    Raises RoundAlreadyOpen, QuarterNotBegun, MeetingBeforeQuarterEnded, MeetingUnknown, NothingToMeasure,
    RoleMissing or MeasuresIncomplete.
    """
    # No register is imported between one read of it and the next.
    take_turns("register")
    on = today_in_london(at)
    check_may(by, Permission.OPEN_ROUNDS, today=on)
    _check_not_open(quarter)
    if on < quarter.first_day:
        raise QuarterNotBegun(quarter, on=on)
    reported_to = None if meeting is None else _meeting_for(quarter, meeting=meeting)
    year_list = agreed_list(quarter.year)
    measures = measures_due(quarter)
    if year_list is None or not measures:
        raise NothingToMeasure(quarter)
    round_ = Round(
        period=str(quarter),
        meeting_id=None if reported_to is None else reported_to.id,
        proposed=year_list.is_proposed,
        opened_at=at,
        opened_by=by,
    )
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError:
        _check_not_open(quarter)  # somebody opened it in the same moment
        raise
    terms = [terms_of(measure, quarter=quarter, year_list=year_list) for measure in measures]
    Figure.objects.bulk_create(
        [_figure(round_, measure, own, quarter=quarter) for measure, own in zip(measures, terms, strict=True)],
        batch_size=500,
    )
    opened = OpenedRound(
        round_id=round_.pk,
        proposed=round_.proposed,
        due=sum(own.absence is None for own in terms),
        not_due=sum(own.absence is not None for own in terms),
        not_agreed_targets=sum(own.target_kind is not TargetKind.NONE and not own.authority for own in terms),
        late_targets=sum(own.target_agreed_late for own in terms),
    )
    record(
        "round opened",
        subject="round",
        subject_id=round_.period,
        by=by.pk,
        at=at,
        details={"figures": len(terms), "due": opened.due, "proposed": round_.proposed},
    )
    return opened


@transaction.atomic
def move_meeting(*, quarter: Quarter, meeting: date, by: User, at: datetime) -> MovedMeeting:
    """Lets an open round be reported to another meeting; what was frozen before keeps the old one.

    Raises RoundAlreadyOpen where that is its meeting already, RoundNotOpen, MeetingBeforeQuarterEnded,
    MeetingUnknown, OutOfOrder or RoleMissing.
    """
    check_may(by, Permission.OPEN_ROUNDS, today=today_in_london(at))
    round_ = Round.objects.select_for_update().filter(period=str(quarter)).first()
    if round_ is None:
        raise RoundNotOpen(quarter)
    reported_to = _meeting_for(quarter, meeting=meeting)
    old = None if round_.meeting is None else round_.meeting.date
    if round_.meeting_id == reported_to.id:
        raise RoundAlreadyOpen(round_)
    check_in_order(at, after=round_.opened_at, what="The round was opened")
    round_.meeting_id = reported_to.id
    round_.save(update_fields=["meeting"])
    record(
        "meeting moved",
        subject="round",
        subject_id=round_.period,
        by=by.pk,
        at=at,
        details={"old": "" if old is None else old.isoformat(), "new": meeting.isoformat()},
    )
    freeze = latest_freeze(quarter)
    return MovedMeeting(old=old, new=meeting, frozen_as=None if freeze is None else freeze.number)


def _meeting_for(quarter: Quarter, *, meeting: date) -> MeetingFacts:
    if meeting <= quarter.last_day:
        raise MeetingBeforeQuarterEnded(quarter, meeting=meeting)
    return meeting_on(meeting)


def _check_not_open(quarter: Quarter) -> None:
    before = Round.objects.select_related("opened_by").filter(period=str(quarter)).first()
    if before is not None:
        raise RoundAlreadyOpen(before)


def _figure(round_: Round, measure: DueMeasure, terms: Terms, *, quarter: Quarter) -> Figure:
    before = terms_before(measure, terms, quarter=quarter)
    own_policy = measure.accountability.own_policy
    return Figure(
        round=round_,
        measure_id=measure.measure_id,
        service_id=measure.service.id,
        policy_id=measure.accountability.policy.id,
        own_policy_id=None if own_policy is None else own_policy.id,
        terms=terms.as_dict(),
        earlier_terms=before,
        due_on=measure.due_on,
        last_done="opened",
        last_done_at=round_.opened_at,
        rating="not-rated",
        status=(terms.absence or Status.AWAITING_DATA).value,
    )
