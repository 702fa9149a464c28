"""Who bears which share of a service's cost, and variances as they were reported: rows that are only added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.committee.models import Decision
from goldenthread.committee.queries import check_agrees, decision_called
from goldenthread.domain.cost_shares import Part, check_parts, check_shares, in_brackets
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.partnership.models import Council, Service
from goldenthread.partnership.queries.provision import provision_through
from goldenthread.plans.models import CostShare, StatedVariance
from goldenthread.plans.rules import check_can_keep_plans
from goldenthread.spreadsheets.text import controls_in
from goldenthread.storage.batches import add_rows
from goldenthread.storage.turns import take_turns

_LONGEST_PERIOD, _LONGEST_SOURCE = 40, 400


@dataclass(frozen=True, kw_only=True)
class SharesSaid:
    """The percentages of a service and year, by the councils' short names, and where they come from."""

    service: str
    year: FinancialYear
    shares: Mapping[str, Decimal]
    source: str
    decision: str = ""
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class VarianceSaid:
    """A variance in millions of pounds as it was reported of a period: the total, and each council's part. `of` is a
    service, or "" of everything that is shared."""

    year: FinancialYear
    period: str
    total: Decimal
    parts: Mapping[str, Decimal]
    source: str
    of: str = ""
    illustrative: bool = False


@transaction.atomic
def set_cost_shares(said: SharesSaid, *, by: User, at: datetime) -> int:
    """The shares from now on, as the next number; 0 where the same hold already.

    Raises RoleMissing, DecisionUnknown, DecisionAgreesNothing, and InputRefused where they do not come to 100 or name
    what is unknown or not provided.
    """
    today = timezone.localdate(at)
    check_can_keep_plans(by, on=today)
    take_turns(f"cost shares {said.service} {said.year}")
    service = Service.objects.filter(slug=said.service).first()
    councils = {one.slug: one for one in Council.objects.all()}
    problems = [*_unknown(said.shares, councils), *_no_source(said.source)]
    if service is None:
        problems.append(Problem(f"There is no service {said.service!r}.", column="service", found=said.service))
    else:
        problems += _not_provided(service, councils, said)
    try:
        check_shares(said.shares)
    except InputRefused as refused:
        problems += refused.problems
    if problems or service is None:
        raise InputRefused(problems)
    facts = decision_called(said.decision) if said.decision else None
    if facts is not None:
        check_agrees(facts, on=today)
    decision = None if facts is None else Decision.objects.get(pk=facts.id)
    rows = CostShare.objects.filter(service=service, year=str(said.year)).select_related("council")
    last = max((one.number for one in rows), default=0)
    held = [one for one in rows if one.number == last]
    rests_on = None if decision is None else decision.pk
    if {(one.council.slug, one.percent, one.source, one.decision_id, one.illustrative) for one in held} == {
        (slug, percent, said.source, rests_on, said.illustrative) for slug, percent in said.shares.items()
    }:
        return 0
    add_rows(
        CostShare(
            service=service,
            year=str(said.year),
            number=last + 1,
            council=councils[slug],
            percent=percent,
            source=said.source,
            decision=decision,
            illustrative=said.illustrative,
            at=at,
            by=by.pk,
        )
        for slug, percent in said.shares.items()
    )
    record(
        "cost shares set",
        subject="service",
        subject_id=service.slug,
        by=by.pk,
        at=at,
        details={
            "year": str(said.year),
            "shares": ", ".join(f"{councils[slug].name} {percent}%" for slug, percent in said.shares.items()),
            "source": said.source,
        },
    )
    return last + 1


@transaction.atomic
def state_variance(said: VarianceSaid, *, by: User, at: datetime) -> StatedVariance | None:
    """The variance as it was reported, as the next number of its period; None where it stands so already.

    Raises RoleMissing, InputRefused of what is unknown, and PartsDoNotAdd with the difference and the sign that would
    mend it: nothing is written of parts that do not come to their total.
    """
    check_can_keep_plans(by, on=timezone.localdate(at))
    take_turns(f"variance {said.of} {said.year} {said.period}")
    councils = {one.slug: one for one in Council.objects.all()}
    problems = [*_unknown(said.parts, councils), *_no_source(said.source)]
    if said.of and not Service.objects.filter(slug=said.of).exists():
        problems.append(Problem(f"There is no service {said.of!r}.", column="service", found=said.of))
    if not said.period.strip() or len(said.period) > _LONGEST_PERIOD:
        problems.append(Problem("Say of which period, as in outturn, in at most 40 characters.", column="period"))
    problems += _unprintable(said.period, column="period")
    if problems:
        raise InputRefused(problems)
    check_parts(said.total, [Part(name=councils[slug].name, amount=amount) for slug, amount in said.parts.items()])
    parts = {slug: str(amount) for slug, amount in said.parts.items()}
    rows = StatedVariance.objects.filter(of=said.of, year=str(said.year), period=said.period)
    last = rows.order_by("-number").first()
    now = (said.total, parts, said.source, said.illustrative)
    if last is not None and (last.total, last.parts, last.source, last.illustrative) == now:
        return None
    made = StatedVariance.objects.create(
        of=said.of,
        year=str(said.year),
        period=said.period,
        number=1 if last is None else last.number + 1,
        total=said.total,
        parts=parts,
        source=said.source,
        illustrative=said.illustrative,
        at=at,
        by=by.pk,
    )
    record(
        "variance stated",
        subject="service" if said.of else "partnership",
        subject_id=said.of or "partnership",
        by=by.pk,
        at=at,
        details={
            "year": str(said.year),
            "period": said.period,
            "total, £m": in_brackets(said.total),
            "parts, £m": ", ".join(
                f"{councils[slug].name} {in_brackets(amount)}" for slug, amount in said.parts.items()
            ),
            "source": said.source,
        },
    )
    return made


def _unknown(named: Mapping[str, Decimal], councils: Mapping[str, Council]) -> Iterator[Problem]:
    if not named:
        yield Problem("Name each council with its number, as in havering=42.", column="councils")
    for slug in named:
        if slug not in councils:
            yield Problem(
                f"There is no council {slug!r}.", column=slug, expected=f"one of {', '.join(sorted(councils))}"
            )


def _unprintable(words: str, *, column: str) -> Iterator[Problem]:
    for control in controls_in(words):
        yield Problem(
            f"This holds a control character ({control}), which nobody can see or print. Delete it.", column=column
        )


def _no_source(source: str) -> Iterator[Problem]:
    yield from _unprintable(source, column="source")
    if not source.strip():
        yield Problem("Say where this comes from: an agreement, a report, a minute.", column="source")
    elif len(source) > _LONGEST_SOURCE:
        yield Problem("This is too long: at most 400 characters.", column="source")


def _not_provided(service: Service, councils: Mapping[str, Council], said: SharesSaid) -> Iterator[Problem]:
    through = provision_through(first_day=said.year.first_day, last_day=said.year.last_day)
    for slug, percent in said.shares.items():
        council = councils.get(slug)
        if council is None or not percent:
            continue
        span = through.get((service.pk, council.pk))
        if span is None or not span.is_provided:
            yield Problem(
                f"{service.name} is not provided to {council.name} in {said.year.label}: it bears no share of it.",
                column=slug,
            )
