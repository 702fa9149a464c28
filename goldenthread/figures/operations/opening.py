"""Opening a round: what is due of each measure, with every input of its rating copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.queries import MeetingFacts, meeting_on
from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.figures.models import Figure, Round
from goldenthread.figures.queries.freezes import latest_freeze
from goldenthread.figures.queries.rounds import RoundNotOpen
from goldenthread.figures.rules import MAY_OPEN, today_in_london
from goldenthread.indicators.queries.due import DueMeasure, TargetInForce, measures_due
from goldenthread.indicators.queries.lists import ListFacts, agreed_list
from goldenthread.partnership.rules import check_holds_role
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.order import check_in_order, day_in_words, moment_in_words


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
            f"No measure is on a list for {quarter.year.label} on {day_in_words(quarter.last_day)}. Import the "
            "register with its list first."
        )


class QuarterNotBegun(Refused):
    """A round is opened during its quarter or after it, never before: there is nothing to measure yet."""

    def __init__(self, quarter: Quarter, *, on: date) -> None:
        super().__init__(
            f"{quarter.label} begins on {day_in_words(quarter.first_day)}, and it is {day_in_words(on)}. Open its "
            "round then, or after it ended."
        )


class MeetingBeforeQuarterEnded(Refused):
    """A quarter is reported to a meeting after its last day."""

    def __init__(self, quarter: Quarter, *, meeting: date) -> None:
        super().__init__(
            f"The meeting of {day_in_words(meeting)} is not after {quarter.label}, which ends on "
            f"{day_in_words(quarter.last_day)}. Give the meeting that the quarter is reported to, or none for now."
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
    check_holds_role(by, *MAY_OPEN, on=on)
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
    terms = [_terms(measure, quarter=quarter, year_list=year_list) for measure in measures]
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
    check_holds_role(by, *MAY_OPEN, on=today_in_london(at))
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
    before = _terms_before(measure, terms, quarter=quarter)
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


def _terms(measure: DueMeasure, *, quarter: Quarter, year_list: ListFacts) -> Terms:
    card, policy, target = measure.definition.card, measure.accountability.policy, measure.target
    own_policy = measure.accountability.own_policy
    authority = target.authority if target is not None else measure.listing.authority
    council = measure.council
    return replace(
        Terms(
            indicator_ref=measure.ref,
            title=card.title,
            definition=card.definition,
            definition_version=measure.definition.starts_on.isoformat(),
            definition_sha256=measure.definition.sha256,
            family=card.family or "",
            source=card.data_source,
            numerator_label=card.numerator_label,
            denominator_label=card.denominator_label,
            numerator_in_denominator=card.numerator_in_denominator,
            service=measure.service.name,
            directorate=measure.service.directorate,
            council="" if council is None else council.name,
            council_gss="" if council is None else council.gss_code,
            owner_post=measure.accountability.owner_post,
            sign_off_post=measure.accountability.sign_off_post,
            strategic=card.level == "strategic",
            counted=measure.is_counted,
            unit=card.unit,
            decimals=card.decimals,
            polarity=card.polarity,
            measure_type=card.measure_type,
            frequency=card.frequency,
            year_end_rule=card.year_end_rule,
            minimum=card.minimum,
            maximum=card.maximum,
            target_zero_intended=card.target_zero_intended,
            small_number=card.small_number,
            sum_of=card.sum_of,
            not_more_than=card.not_more_than,
            lag_days=card.lag_days,
            due_on=measure.due_on,
            part_period_note=_part_period_note(measure),
            break_in_series=measure.break_since_last_year is not None,
            break_since_previous=measure.break_since_previous is not None,
            break_note=_break_note(measure),
            policy_slug=policy.slug,
            policy_version=policy.version,
            policy_sha256=policy.sha256,
            own_policy_slug="" if own_policy is None else own_policy.slug,
            own_policy_version=0 if own_policy is None else own_policy.version,
            own_policy_sha256="" if own_policy is None else own_policy.sha256,
            authority=authority.reference,
            authority_words=authority.words,
            proposed=year_list.is_proposed,
            target_agreed_late=target is not None and target.agreed_after(quarter.first_day),
            target_changed_in_year=_target_changed(measure, quarter=quarter),
            illustrative=bool(card.illustrative_note) or (target is not None and target.illustrative),
            illustrative_note=card.illustrative_note,
            absence=_absence(measure),
        ),
        **_against(target, quarter=quarter),
    )


def _against(target: TargetInForce | None, *, quarter: Quarter) -> dict[str, Any]:
    """What a figure of the quarter is measured against, by the fields of its terms."""
    if target is None:
        return {"target_kind": TargetKind.NONE}
    unit = ToleranceUnit(target.tolerance_unit) if target.tolerance_unit else ToleranceUnit.POINTS
    return {
        "target_kind": TargetKind(target.kind),
        "annual_target": target.annual,
        "target": target.of_quarter(quarter.number),
        "target_lower": target.lower,
        "target_upper": target.upper,
        "floor": target.floor,
        "target_words": target.words,
        "profile_words": target.profile_words,
        "tolerance": target.tolerance,
        "tolerance_unit": unit,
    }


def _terms_before(measure: DueMeasure, terms: Terms, *, quarter: Quarter) -> dict[str, Any] | None:
    """The terms as they were before the last change of target or tolerance within the year, and its day."""
    target, before = measure.target, measure.earlier_target
    if target is None or before is None:
        return None
    earlier = replace(terms, **_against(before, quarter=quarter))
    said = ("target", "target_lower", "target_upper", "floor", "target_words", "tolerance", "tolerance_unit")
    if all(getattr(earlier, name) == getattr(terms, name) for name in said):
        return None
    return {"terms": earlier.as_dict(), "changed_on": target.starts_on.isoformat()}


def _target_changed(measure: DueMeasure, *, quarter: Quarter) -> bool:
    """Whether the quarter's target is another one than that of a quarter before it in the same year."""
    target, before = measure.target, measure.earlier_target
    if target is None:
        return False
    quarters = set(target.quarters[: quarter.number])
    if before is not None:
        quarters |= set(before.quarters[: quarter.number])
        if (before.lower, before.upper, before.kind) != (target.lower, target.upper, target.kind):
            return True
    return len(quarters) > 1


def _absence(measure: DueMeasure) -> Status | None:
    if measure.listing.suspended:
        return Status.SUSPENDED
    if measure.provision is not None and not measure.provision.is_provided:
        return Status.NOT_PROVIDED
    return None if measure.is_due else Status.NOT_DUE


def _part_period_note(measure: DueMeasure) -> str:
    provision = measure.provision
    return provision.words if provision is not None and provision.is_part_period else ""


def _break_note(measure: DueMeasure) -> str:
    broken = measure.break_since_last_year or measure.break_since_previous
    return "" if broken is None else broken.note
