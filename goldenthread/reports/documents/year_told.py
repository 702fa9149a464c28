"""A measure's year as the year-end pack tells it: its quarters, what they came to, and the marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.measures import Polarity, YearEndRule
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.snapshot import CouncilCount, PolicyText
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.units import decimals_of, print_value
from goldenthread.domain.withheld import MARKER, STATUS
from goldenthread.domain.year import Asked, YearQuarter, YearState
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.cells import Number, RatingCode, RatingMark, TravelCode, TravelMark
from goldenthread.reports.documents.bands import MOST_TARGET_DECIMALS
from goldenthread.reports.documents.kinds import kind_remarks
from goldenthread.reports.documents.printed import target_in_words
from goldenthread.reports.documents.succession import succession_notes
from goldenthread.reports.documents.told import (
    SHORT_STATUS,
    TRAVEL_WORDS,
    WHOLE_PARTNERSHIP,
    Place,
    value_in_words,
)

_RATED: dict[str, RatingCode] = {"green": "green", "amber": "amber", "red": "red"}
_TRAVELLED: dict[str, TravelCode] = {"improved": "improved", "same": "same", "worse": "worse"}
INCOMPLETE = "Incomplete"
ENDED = "Ended"
RULES = {
    YearEndRule.LAST: "that of its last quarter",
    YearEndRule.SUM: "the sum of its quarters",
    YearEndRule.MEAN: "the mean of its quarters",
    YearEndRule.RATIO: "all numerators over all denominators",
}


@dataclass(frozen=True, kw_only=True)
class ToldYear:
    """A measure's year in numbers as printed and marks. `snapshot` holds what they were made from."""

    snapshot: YearSnapshot
    scope: str
    quarters: tuple[Number, ...]
    outturn: Number
    target: Number
    last_year: Number
    mark: RatingMark
    own_mark: RatingMark | None
    travel: TravelMark
    remarks: tuple[str, ...] = ()  # what follows it, and what it follows
    kinds: tuple[str, ...] = ()  # what of it is published or made up, in a report that marks this

    @property
    def terms(self) -> Terms:
        return self.snapshot.terms

    @property
    def title(self) -> str:
        return self.snapshot.terms.title

    @property
    def name(self) -> str:
        """ "Invoices paid in 30 days (Havering)"."""
        return f"{self.title} ({self.scope})"

    @property
    def rating(self) -> str:
        """green, amber, red; or not-rated."""
        return self.snapshot.rating

    @property
    def is_rated(self) -> bool:
        return self.snapshot.rating in _RATED

    @property
    def is_exception(self) -> bool:
        """Amber or red, under the joint committee's policy."""
        return self.snapshot.rating in ("amber", "red")

    @property
    def place(self) -> Place:
        """Where it stands in every count: rated, withheld, incomplete, or not rated for another reason."""
        if self.is_rated:
            return Place(self.rating)
        if self.snapshot.status == STATUS:
            return Place.WITHHELD
        is_incomplete = self.snapshot.result.state is YearState.INCOMPLETE
        return Place.INCOMPLETE if is_incomplete else Place.NOT_RATED

    @property
    def is_incomplete(self) -> bool:
        return self.place is Place.INCOMPLETE

    @property
    def has_ended(self) -> bool:
        return self.snapshot.ended_on is not None

    @property
    def notes(self) -> tuple[str, ...]:
        return self.snapshot.result.notes


@dataclass(frozen=True, kw_only=True)
class YearTelling:
    """The whole close, told."""

    facts: YearFacts
    year: FinancialYear
    measures: tuple[ToldYear, ...]
    as_at: datetime

    @property
    def counted(self) -> tuple[ToldYear, ...]:
        """The measures of councils on the list on the year's last day: the base of every count."""
        return tuple(one for one in self.measures if one.snapshot.counted)

    @property
    def ended(self) -> tuple[ToldYear, ...]:
        return tuple(one for one in self.measures if one.has_ended)

    @property
    def beside(self) -> tuple[ToldYear, ...]:
        """Measures of the whole partnership."""
        return tuple(one for one in self.measures if not one.snapshot.counted and not one.has_ended)

    @property
    def strategic(self) -> tuple[ToldYear, ...]:
        return tuple(one for one in self.measures if one.terms.strategic)

    def of_council(self, council: CouncilCount) -> tuple[ToldYear, ...]:
        return tuple(one for one in self.counted if one.terms.council_gss == council.gss_code)


def year_telling(facts: YearFacts, snapshots: Iterable[YearSnapshot], *, as_at: datetime) -> YearTelling:
    """The facts and measures of a close, told as at this moment."""
    policies = {(policy.slug, policy.version): policy for policy in facts.policies}
    return YearTelling(
        facts=facts,
        year=FinancialYear.parse(facts.year),
        measures=tuple(_told(snapshot, policies=policies, facts=facts) for snapshot in snapshots),
        as_at=as_at,
    )


def _told(
    snapshot: YearSnapshot,
    *,
    policies: Mapping[tuple[str, int], PolicyText],
    facts: YearFacts,
) -> ToldYear:
    terms, result = snapshot.terms, snapshot.result
    own = snapshot.own
    return ToldYear(
        snapshot=snapshot,
        scope=terms.council or WHOLE_PARTNERSHIP,
        quarters=tuple(_quarter(quarter, terms=terms) for quarter in snapshot.quarters),
        outturn=_outturn(snapshot),
        target=Number(text=annual_target_in_words(terms), value=_annual(terms)),
        last_year=_last_year(snapshot),
        mark=_mark(
            snapshot.rating,
            status=snapshot.status,
            state=result.state,
            policy=policies.get((terms.policy_slug, terms.policy_version)),
        ),
        own_mark=None
        if own is None
        else _mark(
            own.rating,
            status=own.status,
            state=result.state,
            policy=policies.get((own.policy_slug, own.policy_version)),
        ),
        travel=TravelMark(code=_TRAVELLED.get(snapshot.travel, "not-stated"), word=TRAVEL_WORDS[snapshot.travel]),
        remarks=tuple(succession_notes(facts.successions, ref=terms.indicator_ref)),
        kinds=tuple(kind_remarks(terms, value=result.value, rating=snapshot.rating)) if facts.illustrative_note else (),
    )


def _quarter(quarter: YearQuarter, *, terms: Terms) -> Number:
    if quarter.value is not None:
        signs = "".join(f" [{sign}]" for sign in _signs(quarter))
        return Number(text=f"{value_in_words(quarter.value, terms=terms)}{signs}", value=quarter.value)
    if quarter.asked is Asked.SUSPENDED:
        return Number(text="suspended")
    if quarter.asked is not Asked.YES:
        return Number(text="–")
    return Number(text="none" if quarter.marker in ("", "not returned") else quarter.marker)


def _signs(quarter: YearQuarter) -> Iterator[str]:
    if quarter.revised:
        yield "r"
    if quarter.provisional:
        yield "p"


def _outturn(snapshot: YearSnapshot) -> Number:
    result = snapshot.result
    if snapshot.status == STATUS:
        return Number(text=MARKER)
    if result.value is not None:
        return Number(text=value_in_words(result.value, terms=snapshot.terms), value=result.value)
    if result.state is YearState.IN_WORDS:
        return Number(text="In words")
    return Number(text="none")


def _last_year(snapshot: YearSnapshot) -> Number:
    before = snapshot.last_year
    if before is not None and before.withheld:
        return Number(text=MARKER)
    if before is None or before.value is None:
        return Number(text="–")
    sign = " [r]" if before.revised else ""
    return Number(text=f"{value_in_words(before.value, terms=snapshot.terms)}{sign}", value=before.value)


def _annual(terms: Terms) -> Decimal | None:
    return terms.target if terms.annual_target is None else terms.annual_target


def annual_target_in_words(terms: Terms) -> str:
    """What the year is held against: a number, a band, a number with its floor, words, or "None"."""
    if terms.target_kind is TargetKind.WORDS:
        return terms.target_words or "In words"
    if terms.polarity is Polarity.BAND and (terms.target_lower is not None or terms.target_upper is not None):
        lower, upper = (target_in_words(edge, terms=terms) for edge in (terms.target_lower, terms.target_upper))
        return f"{lower} to {upper}"
    annual = _annual(terms)
    if annual is None:
        return "None"
    decimals = max(terms.decimals, min(decimals_of(annual), MOST_TARGET_DECIMALS))
    printed = print_value(annual, unit=terms.unit, decimals=decimals)
    return f"{printed} (floor {target_in_words(terms.floor, terms=terms)})" if terms.floor is not None else printed


def _mark(rating: str, *, status: str, state: YearState, policy: PolicyText | None) -> RatingMark:
    if rating in _RATED:
        labels = {} if policy is None else {"green": policy.green, "amber": policy.amber, "red": policy.red}
        return RatingMark(code=_RATED[rating], word=labels.get(rating) or rating.capitalize())
    words = {YearState.INCOMPLETE: INCOMPLETE, YearState.ENDED: ENDED}
    return RatingMark(code="not-rated", word=words.get(state) or SHORT_STATUS.get(status, "Not rated"))
