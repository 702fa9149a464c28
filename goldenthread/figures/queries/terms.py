"""The terms of a figure as the register has them now: what opening a round copies, and refreshing copies anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.terms import SeriesBreak, TargetKind, Terms
from goldenthread.indicators.queries.due import DueMeasure, TargetInForce
from goldenthread.indicators.queries.lists import ListFacts

# What a target and its tolerance are made of.
SAID_OF_TARGET = ("target", "target_lower", "target_upper", "floor", "target_words", "tolerance", "tolerance_unit")


def terms_of(measure: DueMeasure, *, quarter: Quarter, year_list: ListFacts) -> Terms:
    """Every input of a figure's rating, as in force on the quarter's last day."""
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
            breaks=tuple(SeriesBreak(starts_on=one.starts_on, note=one.note) for one in measure.breaks),
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


def terms_before(measure: DueMeasure, terms: Terms, *, quarter: Quarter) -> dict[str, Any] | None:
    """The terms as they were before the last change of target or tolerance within the year, and its day."""
    target, before = measure.target, measure.earlier_target
    if target is None or before is None:
        return None
    earlier = replace(terms, **_against(before, quarter=quarter))
    if all(getattr(earlier, name) == getattr(terms, name) for name in SAID_OF_TARGET):
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
