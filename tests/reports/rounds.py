"""Rounds made up for tests of reports: frozen facts and snapshots, rated by the policies that we ship."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.domain.difference import difference_in_words
from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import compile_policy, gaps_in_words, policy_in_words, shipped_policies
from goldenthread.domain.rating.inputs import RatingCode
from goldenthread.domain.snapshot import (
    AnsweredPromise,
    AnsweredWarning,
    Comparator,
    CouncilCount,
    EarlierTerms,
    ExceptionWords,
    FigureSnapshot,
    PolicyText,
    Promise,
    Provenance,
    RoundFacts,
    SeriesPoint,
    ServiceProvision,
)
from goldenthread.domain.terms import TargetKind, Terms, rating_inputs
from goldenthread.domain.travel import long_term, short_term
from goldenthread.domain.units import Unit

Q2 = Quarter.parse("2019-20 Q2")
FROZEN_AT = datetime(2020, 1, 13, 15, 0, tzinfo=UTC)
MEETING = date(2020, 2, 7)
GSS = {"Newham": "E09000025", "Havering": "E09000016", "Bexley": "E09000004"}
SHORT = {"Newham": "LBN", "Havering": "LBH", "Bexley": "LBB"}
# Services with the number of indicators for Newham, Havering and Bexley: 51 + 60 + 9.
SERVICES = (
    ("Exchequer and Transactional", "Exchequer and Transactional Services", (6, 6, 5)),
    ("Strategic Finance", "Finance", (5, 5, 4)),
    ("Legal and Governance", "Governance", (6, 6, 0)),
    ("Human Resources", "Governance", (7, 7, 0)),
    ("ICT Services", "Technology", (8, 8, 0)),
    ("Asset Management", "Assets", (6, 6, 0)),
    ("Procurement", "Finance", (5, 5, 0)),
    ("Print and Post", "Assets", (3, 3, 0)),
    ("Projects and Programmes", "Assets", (5, 0, 0)),
    ("Passenger Transport", "Assets", (0, 5, 0)),
    ("Technical Services", "Assets", (0, 4, 0)),
    ("Council Tax and Benefits", "Exchequer and Transactional Services", (0, 5, 0)),
)
PROVISION = tuple(
    ServiceProvision(
        service=service,
        council=council,
        short_name=SHORT[council],
        extent="part" if council == "Bexley" else "whole",
        parts="Accounts payable; payroll" if council == "Bexley" else "",
    )
    for service, _, numbers in SERVICES
    for council, number in zip(GSS, numbers, strict=True)
    if number
)
AGREED = "agreed by the oneSource Joint Committee on 12 July 2019, minute 29"
REFERENCE = "onesource-joint-committee/2019-07-12/29/1"


def make_terms(*, title: str = "Invoices paid in 30 days", council: str = "Havering", **given: Any) -> Terms:
    """A percentage for which higher is better, 95.0% wanted, 5 points tolerated; numbers may be text."""
    numbers = {
        name: Decimal(given.pop(name))
        for name in ("target", "annual_target", "tolerance", "floor", "target_lower", "target_upper")
        if given.get(name) is not None
    }
    target = numbers.pop("target", None if "target" in given else Decimal("95.0"))
    given.pop("target", None)
    policy = shipped_policies()[given.pop("policy", "own-tolerance")]
    defaults: dict[str, Any] = {
        "indicator_ref": "EXC01",
        "service": "Exchequer and Transactional",
        "directorate": "Exchequer and Transactional Services",
        "council_gss": GSS.get(council, ""),
        "owner_post": "Head of Exchequer and Transactional",
        "sign_off_post": "Director of Exchequer and Transactional Services",
        "counted": bool(council),
        "unit": Unit.PERCENTAGE,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
        "measure_type": MeasureType.PERIOD,
        "lag_days": 21,
        "due_on": date(2019, 10, 21),
        "target_kind": TargetKind.NONE if target is None else TargetKind.NUMBER,
        "target": target,
        "annual_target": target,
        "tolerance": Decimal(5),
        "policy_slug": policy.slug,
        "policy_version": policy.version,
        "policy_sha256": policy.sha256,
        "authority": REFERENCE,
        "authority_words": AGREED,
    }
    return Terms(title=title, council=council, **{**defaults, **given, **numbers})


def make_snapshot(terms: Terms | None = None, *, value: str | None = "96.2", **given: Any) -> FigureSnapshot:
    """A signed-off figure, rated by its policy, with eight quarters of history; value None is not returned."""
    terms = terms or make_terms()
    number = None if value is None else Decimal(value)
    history = [Decimal(one) for one in given.pop("history", ())]
    last_rated = given.pop("last_rated", None)
    previous = history[-1] if history else None
    last_year = history[-4] if len(history) >= 4 else None
    inputs = rating_inputs(terms, value=number, previous=previous, last_year=last_year)
    rating = compile_policy(shipped_policies()[terms.policy_slug])(inputs)
    short, long = short_term(inputs), long_term(inputs)
    is_returned = number is not None
    defaults: dict[str, Any] = {
        "measure_id": given.pop("measure_id", 1),
        "state": "signed-off" if is_returned else "due",
        "kind": "value" if is_returned else "",
        "numerator": None,
        "denominator": None,
        "text": value or "",
        "provisional": False,
        "forecast": None,
        "stated": "",
        "rating": rating.code.value,
        "status": rating.status.value,
        "reason": rating.reason,
        "variance": rating.variance,
        "variance_percent": rating.variance_percent,
        "travel_short": short.direction.value,
        "travel_short_reason": short.reason,
        "travel_long": long.direction.value,
        "travel_long_reason": long.reason,
        "previous": _earlier(Q2.previous, previous, terms=terms),
        "last_year": _earlier(Q2.same_last_year, last_year, terms=terms),
        "last_rated": last_rated or _earlier(Q2.previous, previous, terms=terms),
        "annual": None,
        "annual_target": None,
        "next_due_on": None,
        "series": _series([*history, number], terms=terms),
        "exception": make_exception(difference=difference_in_words(inputs)) if rating.needs_commentary else None,
        "promises": (),
        "warnings": (),
        "earlier_terms": None,
        "provenance": make_provenance() if is_returned else Provenance(),
    }
    return FigureSnapshot(terms=terms, value=number, **{**defaults, **given})


def make_exception(**given: Any) -> ExceptionWords:
    """An exception report as given by a service lead, with one remedial action."""
    defaults: dict[str, Any] = {
        "given": True,
        "reasons": "July was still short of staff. With all posts filled, 95.6% was paid in time in September.",
        "difference": "92.1% is 2.9 points below the target of 95.0%.",
        "back_on_track": "31 December 2019",
        "actions": (make_promise(),),
        "written_by": "Head of Exchequer and Transactional",
    }
    return ExceptionWords(**{**defaults, **given})


def make_promise(**given: Any) -> Promise:
    defaults: dict[str, Any] = {
        "action_id": 1,
        "words": "Train the 40 managers with most late receipts, in four sessions.",
        "owner_post": "Accounts Payable Manager",
        "first_due_on": date(2019, 11, 29),
        "due_on": date(2019, 11, 29),
        "state": "open",
    }
    return Promise(**{**defaults, **given})


def make_answer(outcome: str = "", *, due_on: date = date(2019, 9, 30), **given: Any) -> AnsweredPromise:
    """A promise of Q1, with what was said of it; outcome "" is unanswered."""
    said = {"done": "In use since August.", "late": "The supplier delivers in November.", "on-course": "Half is done."}
    defaults: dict[str, Any] = {
        "promise": make_promise(words="Check every bulk load by a second person.", first_due_on=due_on, due_on=due_on),
        "promised_for": "2019-20 Q1",
        "outcome": outcome,
        "words": said.get(outcome, ""),
        "new_due_on": date(2019, 11, 30) if outcome == "late" else None,
    }
    return AnsweredPromise(**{**defaults, **given})


def make_warning(**given: Any) -> AnsweredWarning:
    defaults = {
        "code": "150-times-target",
        "words": "The value is 174 times the target of 420; check both.",
        "answer": "",
    }
    return AnsweredWarning(**{**defaults, **given})


def make_earlier_terms(**given: Any) -> EarlierTerms:
    defaults: dict[str, Any] = {
        "target": Decimal("97.0"),
        "tolerance": Decimal(2),
        "rating": "red",
        "status": "rated",
        "reason": "Red: 94.0% is 3.0 points below the target of 97.0%, more than the tolerance of 2.0 points.",
        "authority": "onesource-joint-committee/2019-10-18/38/2",
        "authority_words": "agreed by the oneSource Joint Committee on 18 October 2019, minute 38",
        "changed_on": date(2019, 7, 1),
    }
    return EarlierTerms(**{**defaults, **given})


def make_provenance(**given: Any) -> Provenance:
    returned = datetime(2019, 10, 14, 9, 30, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "returned_by": "Head of Exchequer and Transactional",
        "returned_at": returned,
        "submitted_by": "Head of Exchequer and Transactional",
        "submitted_at": returned + timedelta(days=2),
        "signed_off_by": "Director of Exchequer and Transactional Services",
        "signed_off_at": returned + timedelta(days=9),
        "file_name": "2019-20-q2-exchequer.xlsx",
        "file_sha256": "0" * 64,
        "sheet": "Figures",
        "cell": "J14",
    }
    return Provenance(**{**defaults, **given})


def make_facts(figures: Iterable[FigureSnapshot] = (), **given: Any) -> RoundFacts:
    """The facts of a frozen round; counts follow from the figures given."""
    figures = tuple(figures)
    counted = [figure for figure in figures if figure.terms.counted]
    defaults: dict[str, Any] = {
        "period": str(Q2),
        "partnership": "oneSource",
        "committee": "oneSource Joint Committee",
        "meeting_on": MEETING,
        "list_title": "oneSource Performance Indicators",
        "list_year": "2019-20",
        "list_authority": REFERENCE,
        "list_authority_words": AGREED,
        "proposed": False,
        "reporting_authority": "onesource-joint-committee/2019-07-12/29/2",
        "reporting_authority_words": AGREED.replace("agreed", "resolved"),
        "counted": len(counted),
        "councils": tuple(
            CouncilCount(
                council=name,
                full_name=f"London Borough of {name}",
                short_name=SHORT[name],
                gss_code=code,
                measures=sum(1 for figure in counted if figure.terms.council_gss == code),
            )
            for name, code in GSS.items()
        ),
        "indicators": len({figure.terms.indicator_ref for figure in counted}),
        "whole_partnership_measures": len(figures) - len(counted),
        "provision": PROVISION,
        "policies": tuple(policy_text(slug) for slug in sorted({f.terms.policy_slug for f in figures})),
        "version": 1,
        "frozen_at": FROZEN_AT,
        "author": "Business Improvement and Analysis Officer",
        "contact": "performance@onesource.example.org",
        "illustrative_note": "",
    }
    return RoundFacts(**{**defaults, **given})


def policy_text(slug: str) -> PolicyText:
    policy = shipped_policies()[slug]
    return PolicyText(
        slug=policy.slug,
        version=policy.version,
        sha256=policy.sha256,
        title=policy.title,
        green=policy.labels.of(RatingCode.GREEN),
        amber=policy.labels.of(RatingCode.AMBER),
        red=policy.labels.of(RatingCode.RED),
        source=policy.source,
        citation=policy.citation,
        words=policy_in_words(policy),
        gaps=gaps_in_words(policy),
    )


def _earlier(quarter: Quarter, value: Decimal | None, *, terms: Terms) -> Comparator | None:
    if value is None:
        return None
    rating = compile_policy(shipped_policies()[terms.policy_slug])(rating_inputs(terms, value=value))
    return Comparator(
        period=str(quarter),
        value=value,
        rating=rating.code.value,
        status=rating.status.value,
        source="round",
        illustrative=bool(terms.illustrative_note),
    )


def _series(values: list[Decimal | None], *, terms: Terms) -> tuple[SeriesPoint, ...]:
    quarter = Q2
    points: list[SeriesPoint] = []
    for value in reversed(values):
        points.append(
            SeriesPoint(
                period=str(quarter),
                value=value,
                target=terms.target,
                marker="" if value is not None else "not returned",
                imported=quarter != Q2,
                illustrative=bool(terms.illustrative_note),
                source=terms.source,
            )
        )
        quarter = quarter.previous
    return tuple(reversed(points))
