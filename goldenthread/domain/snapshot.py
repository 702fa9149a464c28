"""A figure as it stood at a freeze: everything that a report says of it, and where each part came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.domain.endings import CouncilLeft, EndedMeasure, SuccessionFact
from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.restated import ProvisionalFigure, RestatedFigure
from goldenthread.domain.streaks import Streak
from goldenthread.domain.terms import Terms


@dataclass(frozen=True, kw_only=True)
class SeriesPoint:
    """One period of a measure's chart, oldest first in its series. No value: `marker` says why ("[x]")."""

    period: str  # "2019-20 Q2"; "2018-19" for an annual measure
    value: Decimal | None
    target: Decimal | None
    marker: str = ""
    imported: bool = False
    illustrative: bool = False  # the value; its target may be made up where the value is not
    source: str = ""  # where the value comes from
    revised: bool = False  # restated since it was reported: [r]
    # It counts something else than the period before it: what changed, in words. No line joins the two.
    break_words: str = ""
    withheld: bool = False  # from the public: [c]
    # Where the target is a band, its edges; one alone is open on the other side. `target` is then None.
    target_lower: Decimal | None = None
    target_upper: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A remedial action as promised."""

    action_id: int
    words: str
    owner_post: str
    first_due_on: date
    due_on: date
    state: str  # open, done, dropped
    illustrative: bool = False
    withheld: bool = False  # from the public, with the quarter's figure or its actions


@dataclass(frozen=True, kw_only=True)
class AnsweredPromise:
    """A promise carried into this quarter, with what was said of it: outcome "" means unanswered."""

    promise: Promise
    promised_for: str  # the quarter whose exception report made it: "2019-20 Q1"
    outcome: str  # done, on-course, late, dropped, or ""
    words: str
    new_due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ExceptionWords:
    """An exception report under the three heads, or its absence (`given` False) where one was due."""

    given: bool
    reasons: str
    difference: str  # computed: numbers and words
    back_on_track: str
    actions: tuple[Promise, ...]
    written_by: str  # the post
    # Reasons and back on track are as published. These came later: who edited them, the post, and the author's own.
    edited_by: str = ""
    original_reasons: str = ""
    original_back_on_track: str = ""
    same_words: bool = False  # the reasons are last quarter's again
    actions_withheld: str = ""  # what stands in their place in a public pack, where they are withheld


@dataclass(frozen=True, kw_only=True)
class EarlierTerms:
    """What a target and tolerance were before a change within the year, and the rating under them."""

    target: Decimal | None
    tolerance: Decimal | None
    rating: str
    status: str
    reason: str
    authority: str  # reference of the decision that changed them, or ""
    authority_words: str  # the decision in words, or "not yet agreed"
    changed_on: date
    # That of the earlier tolerance; not known of what was frozen before it was kept, where it is read as that of now.
    tolerance_unit: ToleranceUnit | None = None


@dataclass(frozen=True, kw_only=True)
class OtherRating:
    """A rating that stands beside the joint committee's: under the council's own policy, or of the year's end."""

    policy_slug: str
    policy_version: int
    rating: str
    status: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Override:
    """A rating that somebody put in place of the computed one, which stays beside it."""

    rating: str
    reason: str  # why, in that person's words
    by: str  # the post
    at: datetime
    computed_rating: str
    computed_status: str
    computed_reason: str


@dataclass(frozen=True, kw_only=True)
class Comparator:
    """A figure compared with: its period, value, and rating where it was rated here."""

    period: str
    value: Decimal | None
    rating: str = ""
    status: str = ""
    source: str = ""  # "round, value 12", or the imported figure's source
    illustrative: bool = False
    revised: bool = False  # restated since it was reported: [r]
    withheld: bool = False  # from the public: [c]

    @property
    def is_from_a_round(self) -> bool:
        """Returned here, not imported."""
        return self.source == "round" or self.source.startswith("round, value ")


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Who returned, submitted and signed off a figure, and the file and cell that it came from. Posts, not names."""

    returned_by: str = ""
    returned_at: datetime | None = None
    submitted_by: str = ""
    submitted_at: datetime | None = None
    signed_off_by: str = ""
    signed_off_at: datetime | None = None
    file_name: str = ""
    file_sha256: str = ""
    sheet: str = ""
    cell: str = ""
    # Where the sign-off was given by e-mail: who recorded it and when, and the e-mail's SHA-256. These came later.
    sign_off_recorded_by: str = ""
    sign_off_recorded_at: datetime | None = None
    sign_off_email_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class AnsweredWarning:
    """A warning about a value, with its answer ("" while it has none)."""

    code: str
    words: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """What is kept out of public packs of a figure, and why (domain.withheld)."""

    what: str  # measure, reasons, actions
    reason: str


@dataclass(frozen=True, kw_only=True)
class KeptEvidence:
    """A file that was attached to a figure, and what it shows. No document for the public is made from it."""

    name: str
    sha256: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WithheldFigure:
    """What was withheld of one figure, of whichever quarter, when something was made of figures."""

    measure_id: int
    period: str  # "2019-20 Q1"
    name: str  # EXC01, Havering
    what: str  # measure, reasons, actions
    reason: str


@dataclass(frozen=True, kw_only=True)
class FigureSnapshot:
    """One figure, whole. `state` is its step before the freeze; an unreturned figure has no `kind`."""

    measure_id: int
    terms: Terms
    state: str
    kind: str  # domain.units.ReadingKind, or "" where nothing was returned
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    text: str  # as typed: narrative measures, or the marker
    provisional: bool
    forecast: Decimal | None
    stated: str
    rating: str  # green, amber, red, not-rated
    status: str
    reason: str
    variance: Decimal | None
    variance_percent: Decimal | None
    travel_short: str
    travel_short_reason: str
    travel_long: str
    travel_long_reason: str
    previous: Comparator | None
    last_year: Comparator | None
    last_rated: Comparator | None  # the newest earlier period with a rating: for the unreturned, and for what changed
    annual: Comparator | None  # an annual measure's last result: its year and value
    annual_target: Decimal | None  # of that year, where known
    next_due_on: date | None  # of an annual measure that is not due
    series: tuple[SeriesPoint, ...]
    exception: ExceptionWords | None  # None: none was due
    promises: tuple[AnsweredPromise, ...]
    warnings: tuple[AnsweredWarning, ...]
    earlier_terms: EarlierTerms | None
    provenance: Provenance
    note: str = ""  # to the officer: no document for the public is made from it
    # `rating` is the joint committee's, after an override. These came later: older snapshots have none.
    own: OtherRating | None = None  # under the council's own policy, where it has one
    year_end: OtherRating | None = None  # the forecast against the annual target, under the joint committee's policy
    own_year_end: OtherRating | None = None
    override: Override | None = None
    withheld: tuple[Withheld, ...] = ()
    streaks: tuple[Streak, ...] = ()  # runs of bad periods that this one goes on with
    # Which of its ratings, by the names of these fields, come of comparing with a figure that is withheld. None: nobody
    # asked, since nothing of the kind was withheld, or this was not kept yet.
    rests_on_withheld: tuple[str, ...] | None = None
    evidence: tuple[KeptEvidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CouncilCount:
    """How many counted measures a council has on the agreed list on the quarter's last day."""

    council: str  # "Havering"
    full_name: str  # "London Borough of Havering"
    short_name: str
    gss_code: str
    measures: int


@dataclass(frozen=True, kw_only=True)
class ServiceProvision:
    """A service that a council gets, wholly or in part. Facts hold every such pair, so that a report can tell which
    services one council alone gets."""

    service: str
    council: str
    short_name: str
    extent: str  # whole, part
    parts: str


@dataclass(frozen=True, kw_only=True)
class LeftPromise:
    """A promise that was open when its measure ended: no return of the measure can answer it any more."""

    measure_id: int
    ref: str
    title: str
    council: str  # "" is the whole partnership
    council_gss: str
    service: str
    last_day: date | None  # of the measure; None: it is on the list of this year no more
    promise: Promise
    promised_for: str  # "2019-20 Q1"

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        return f"{self.ref}, {self.council or 'whole partnership'}"


@dataclass(frozen=True, kw_only=True)
class RoundFacts:
    """What a report says of the round as a whole, as it stood at the freeze."""

    period: str
    partnership: str
    committee: str
    meeting_on: date | None
    list_title: str
    list_year: str
    list_authority: str  # decision reference, or ""
    list_authority_words: str  # "agreed by … on 12 July 2019, minute 9"; or "not yet agreed"
    proposed: bool  # the round was opened before the list was agreed
    reporting_authority: str  # decision that asked for quarterly reports, or ""
    reporting_authority_words: str  # like list_authority_words
    counted: int
    councils: tuple[CouncilCount, ...]
    indicators: int  # different indicators among the counted measures
    whole_partnership_measures: int  # stand beside the counted ones
    provision: tuple[ServiceProvision, ...]  # on the quarter's last day
    policies: tuple[PolicyText, ...]  # every policy that rates a figure of this round
    version: int  # of the freeze; 0 for a draft
    frozen_at: datetime | None
    author: str  # post and contact of the report's author
    contact: str
    illustrative_note: str
    # These came later: older facts have none. Restatements of earlier quarters' figures that no pack before this one
    # has told of, and those of this quarter's own figures that were made before this version of it.
    restatements: tuple[RestatedFigure, ...] = ()
    provisional: tuple[ProvisionalFigure, ...] = ()  # earlier quarters' figures that are not final yet
    overdue: tuple[OverdueFigure, ...] = ()  # earlier quarters' figures that were awaited, and are late by now
    # Measures that ended within the quarter, and indicators that others follow from a day of it, or from the day after
    # it. None: nobody asked when these facts were kept, so nothing is said.
    ended: tuple[EndedMeasure, ...] | None = None
    successions: tuple[SuccessionFact, ...] | None = None
    # Councils that left within the year, up to the quarter's last day; and promises that were open when their measure
    # ended, which no return can answer any more.
    left: tuple[CouncilLeft, ...] | None = None
    left_promises: tuple[LeftPromise, ...] | None = None
    # When the quarter's first version was frozen: promises are held against that day in every version. None in a draft.
    first_frozen_at: datetime | None = None
    # Everything that was withheld of figures of this quarter and of those before it. None: it was not kept yet.
    withheld: tuple[WithheldFigure, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyText:
    """A policy as it is printed in the key."""

    slug: str
    version: int
    sha256: str
    title: str
    green: str  # what it calls each rating: "Green", or "Green (on track)" (`Labels.of`)
    amber: str
    red: str
    source: str
    citation: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
