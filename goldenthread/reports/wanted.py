"""Which document is meant: a quarter's pack, a year's, or the list proposed for a year; and for which audience."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable, Quarter
from goldenthread.figures.queries.clearances import CouncilUnknown
from goldenthread.partnership.queries import CouncilFacts, councils
from goldenthread.reports.audiences import Audience, AudienceKind, AudienceUnknown, audience_called


class DocumentKind(StrEnum):
    """The kinds of document, as typed on a command line."""

    QUARTER = "quarter"
    YEAR_END = "year-end"
    PROPOSED_LIST = "proposed-list"


_AUDIENCE_WORDS = {
    AudienceKind.JOINT_COMMITTEE: "the joint committee",
    AudienceKind.MANAGEMENT_TEAM: "the Management Team",
    AudienceKind.CHAIRS_BRIEFING: "the Chair’s briefing",
    AudienceKind.SECTION_151: "the Section 151 officer of {council}",
    AudienceKind.PARTNER_COUNCIL: "the partner council {council}",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A document for an audience. `quarter` is of a quarter's pack alone; `year` is the year of every other."""

    kind: DocumentKind
    audience: Audience
    year: FinancialYear
    quarter: Quarter | None = None

    @property
    def of_quarter(self) -> Quarter:
        """The quarter of a quarter's pack."""
        if self.quarter is None:
            raise ValueError(f"{self.name} is of no quarter")
        return self.quarter

    @property
    def period(self) -> str:
        """As publications keep it: "2019-20 Q2", "2019-20"."""
        return str(self.quarter or self.year)

    @property
    def period_slug(self) -> str:
        """As addresses name it: "2019-20-q2", "2019-20-year-end"."""
        return slug_of(self.quarter) if self.quarter is not None else f"{self.year}-{self.kind.value}"

    @property
    def audience_slug(self) -> str:
        return self.audience.key.replace(":", "-")

    @property
    def name(self) -> str:
        """What its files and publications are called by: "2019-20-q2-joint-committee"."""
        # There is one list, for one audience, and it is called by neither.
        return (
            self.period_slug if self.kind is DocumentKind.PROPOSED_LIST else f"{self.period_slug}-{self.audience_slug}"
        )

    @property
    def label(self) -> str:
        """ "Q2 2019/20", "Year-end 2019/20", "Proposed list 2020/21"."""
        if self.quarter is not None:
            return self.quarter.label
        words = "Year-end" if self.kind is DocumentKind.YEAR_END else "Proposed list"
        return f"{words} {self.year.label}"

    @property
    def audience_words(self) -> str:
        """ "the joint committee", "the Section 151 officer of Havering"."""
        council = self.audience.council
        return _AUDIENCE_WORDS[self.audience.kind].format(council="" if council is None else council.name)


def wanted_at(period: str, audience: str) -> Wanted | None:
    """The document of an address: "2019-20-q2" and "section-151-havering"; None where there can be none."""
    whom = _audience_of_slug(audience)
    if whom is None:
        return None
    for kind in (DocumentKind.YEAR_END, DocumentKind.PROPOSED_LIST):
        if period.endswith(f"-{kind.value}"):
            year = _year(period.removesuffix(f"-{kind.value}"))
            fits = kind is DocumentKind.YEAR_END or whom.kind is AudienceKind.JOINT_COMMITTEE
            return Wanted(kind=kind, audience=whom, year=year) if year is not None and fits else None
    quarter = quarter_of_slug(period)
    return None if quarter is None else of_quarter(quarter, audience=whom)


def of_quarter(quarter: Quarter, *, audience: Audience) -> Wanted:
    """A quarter's pack."""
    return Wanted(kind=DocumentKind.QUARTER, audience=audience, year=quarter.year, quarter=quarter)


def every_audience(found: tuple[CouncilFacts, ...] | None = None) -> tuple[Audience, ...]:
    """Every audience there is, those of the whole partnership first."""
    every = councils() if found is None else found
    return tuple(
        Audience(kind=kind, council=council)
        for kind in AudienceKind
        for council in (every if kind.is_of_a_council else (None,))
    )


def _audience_of_slug(slug: str) -> Audience | None:
    for kind in AudienceKind:
        if slug == kind.value:
            return None if kind.is_of_a_council else Audience(kind=kind)
        if kind.is_of_a_council and slug.startswith(f"{kind.value}-"):
            try:
                return audience_called(f"{kind.value}:{slug.removeprefix(f'{kind.value}-')}")
            except (AudienceUnknown, CouncilUnknown):
                return None
    return None


def _year(slug: str) -> FinancialYear | None:
    try:
        year = FinancialYear.parse(slug)
    except PeriodUnreadable:
        return None
    return year if str(year) == slug else None
