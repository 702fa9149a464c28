"""Every figure of a quarter that a reader may see, in brief: for counts and lists of hundreds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.rating import Status
from goldenthread.domain.snapshot import Provenance
from goldenthread.domain.terms import Terms
from goldenthread.domain.withheld import MARKER, STATUS, WithheldPart
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, Round
from goldenthread.figures.queries.earlier_ratings import RATED, EarlierRatings
from goldenthread.figures.queries.sight import Seen, Sight
from goldenthread.figures.queries.withheld import is_hidden, withheld_of
from goldenthread.partnership.queries import CouncilFacts, Scope, ServiceFacts, councils, services
from goldenthread.storage.json_parts import JSONParts
from goldenthread.storage.texts import as_text, day_of_text, moment_of_text

_ABSENCE = 5  # its place among what is named
_MOST_IN_A_QUERY = 500  # SQLite takes about 999 values in one
_COLUMNS = (
    "pk", "measure_id", "measure__council_id", "service_id", "policy_id", "own_policy_id", "state", "rating", "status",
    "reason", "value__kind", "value__value", "value__text", "value__provisional",
)  # fmt: skip
# Of thousands of figures only so much of what is kept as JSON, and days and moments as their text: read whole, they
# would take most of the time.
_WITHIN = {
    "named": JSONParts("terms", "indicator_ref", "title", "owner_post", "strategic", "counted", "absence"),
    "own": JSONParts("beside", "own__rating", "own__status"),
    "due_day": as_text("due_on"),
    "returned": as_text("value__returned_at"),
    "signed_off": as_text("signed_off_at"),
}


@dataclass(frozen=True, kw_only=True)
class StandingFigure:
    """One figure in brief, as its reader may see it.

    `kind` is "" where nothing was returned. `was_rated` is the newest rating of the four quarters before, "" where
    there is none; `own_rating` and `own_status` are those under the council's own policy, "" where it has none.
    `frozen_terms` are its terms where it is seen as an older version; `terms_of` reads those of all others.
    """

    figure_id: int
    measure_id: int
    seen: Seen
    version: int
    ref: str
    title: str
    council: CouncilFacts | None
    service: ServiceFacts
    owner_post: str
    strategic: bool
    counted: bool
    due_on: date
    kind: str
    value: Decimal | None
    text: str
    provisional: bool
    rating: str
    status: str
    reason: str
    own_rating: str
    own_status: str
    has_own: bool
    was_rated: str
    was_rated_in: str
    returned_at: datetime | None
    signed_off_at: datetime | None
    policy_id: int
    own_policy_id: int | None
    frozen_terms: Mapping[str, Any] | None
    is_frozen: bool = False

    @property
    def is_returned(self) -> bool:
        return self.kind not in ("", "blank")

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        return f"{self.ref}, {'whole partnership' if self.council is None else self.council.name}"


@dataclass(frozen=True, kw_only=True)
class StandingRound:
    """A quarter's figures that a reader may see, and the days of the whole round."""

    quarter: Quarter
    figures: tuple[StandingFigure, ...]
    meeting_on: date | None
    frozen: tuple[tuple[int, datetime], ...]  # number and moment of each freeze, oldest first

    @property
    def seen(self) -> frozenset[Seen]:
        """As what the figures are seen: more than one where a role reaches a part of them."""
        return frozenset(figure.seen for figure in self.figures)


def standing_round(sight: Sight, *, on: date) -> StandingRound | None:
    """The quarter as the reader may see it on that day, by council, service and reference; None where it has no round
    or they may see no figure of it.

    The number of reads does not depend on the number of figures.
    """
    period = str(sight.quarter)
    found = Round.objects.filter(period=period).values_list("pk", "meeting__date").first()
    if found is None:
        return None
    round_id, meeting_on = found
    reading = _Reading(sight, on=on)
    # By the round's own id: its index gives them in their order, and nothing so wide has to be sorted.
    rows = list(Figure.objects.filter(round_id=round_id).order_by("pk").values(*_COLUMNS, **_WITHIN))
    # What ended with its service is in no pack and no count.
    due = [row for row in rows if row["named"][_ABSENCE] != Status.NOT_PROVIDED]
    shown = [(row, seen) for row in due if (seen := sight.of(reading.scope(row))) is not None]
    figures = reading.figures(shown) if shown else []
    if not figures:
        return None
    return StandingRound(
        quarter=sight.quarter,
        figures=tuple(sorted(figures, key=_place)),
        meeting_on=meeting_on,
        frozen=tuple(reading.frozen.items()),
    )


def terms_of(figures: Iterable[StandingFigure]) -> dict[int, Terms]:
    """The terms of figures by their id, as they are seen; one read, for the few that a page shows."""
    every = tuple(figures)
    kept = {one.figure_id: one.frozen_terms for one in every if one.frozen_terms is not None}
    ids = [one.figure_id for one in every if one.frozen_terms is None]
    which = Figure.objects.filter(pk__in=ids)
    if len(ids) > _MOST_IN_A_QUERY:
        rounds = Figure.objects.filter(pk__in=(min(ids), max(ids))).order_by().values("round_id")
        which = Figure.objects.filter(round_id__in=rounds, pk__gte=min(ids), pk__lte=max(ids))
    rows = which.order_by("pk").values_list("pk", "terms")
    return {pk: Terms.from_dict(dict(plain)) for pk, plain in (*rows, *kept.items())}


Row = Mapping[str, Any]
Shown = Sequence[tuple[Row, tuple[Seen, int]]]


class _Reading:
    """What is read of a quarter beside its figures, each in one query."""

    def __init__(self, sight: Sight, *, on: date) -> None:
        self.quarter, self.on = sight.quarter, on
        self.period = str(sight.quarter)
        self.councils = {council.id: council for council in councils()}
        self.services = {service.id: service for service in services()}
        freezes = Freeze.objects.filter(round__period=self.period).order_by("number")
        self.frozen: dict[int, datetime] = dict(freezes.values_list("number", "frozen_at"))
        self.newest = max(self.frozen, default=0)

    def scope(self, row: Row) -> Scope:
        service = self.services[row["service_id"]]
        return Scope(row["measure__council_id"], service.directorate_id, service.id)

    def figures(self, shown: Shown) -> list[StandingFigure]:
        kept = self._kept(shown)
        measures = [row["measure_id"] for row, _ in shown]
        is_public = any(seen is Seen.RELEASED for _, (seen, _) in shown)
        self.withheld = withheld_of(measures, until=self.period) if is_public else {}
        versions = {version for _, (_, version) in shown if version}
        moments = [at for number, at in self.frozen.items() if number in versions]
        self.earlier = EarlierRatings(self.quarter, measures=measures, known_by=moments)
        return [
            self._figure(row, seen=seen, snapshot=kept.get((version, row["measure_id"])), version=version)
            for row, (seen, version) in shown
            # What was not in the version that is seen is not seen.
            if self._is_frozen_in_its_row(row, version=version) or (version, row["measure_id"]) in kept
        ]

    def _is_frozen_in_its_row(self, row: Row, *, version: int) -> bool:
        """Whether the row itself says what is seen: as it stands, or frozen there, where nobody can change it."""
        return not version or (version == self.newest and row["state"] == Figure.State.FROZEN)

    def _kept(self, shown: Shown) -> dict[tuple[int, int], dict[str, Any]]:
        """Snapshots of figures that are seen as an older version, or that were opened again since the newest."""
        needed = {
            (version, row["measure_id"])
            for row, (_, version) in shown
            if not self._is_frozen_in_its_row(row, version=version)
        }
        if not needed:
            return {}
        measures = [measure for _, measure in needed]
        rows = FrozenFigure.objects.filter(
            freeze__round__period=self.period,
            freeze__number__in={version for version, _ in needed},
            measure_id__gte=min(measures),
            measure_id__lte=max(measures),
        )
        found = rows.order_by("pk").values_list("freeze__number", "measure_id", "snapshot")
        return {(number, measure): snapshot for number, measure, snapshot in found if (number, measure) in needed}

    def _figure(self, row: Row, *, seen: Seen, snapshot: dict[str, Any] | None, version: int) -> StandingFigure:
        told = self._told(row) if snapshot is None else _told_of_snapshot(snapshot)
        measure = row["measure_id"]
        was, was_in = self._was(measure, seen=seen, version=version)
        is_public = seen is Seen.RELEASED
        if is_public and is_hidden(self.withheld, measure, self.period, WithheldPart.MEASURE):
            told |= _WITHHELD
        council = row["measure__council_id"]
        return StandingFigure(
            figure_id=row["pk"],
            measure_id=measure,
            seen=seen,
            version=version,
            council=None if council is None else self.councils[council],
            service=self.services[row["service_id"]],
            due_on=day_of_text(row["due_day"]),
            policy_id=row["policy_id"],
            own_policy_id=row["own_policy_id"],
            was_rated=was,
            was_rated_in=was_in,
            is_frozen=bool(version) or row["state"] == Figure.State.FROZEN,
            **told,
        )

    def _told(self, row: Row) -> dict[str, Any]:
        kind = row["value__kind"] or ""
        is_returned = kind not in ("", "blank")
        status = row["status"]
        ref, title, owner_post, strategic, counted, absence = row["named"]
        own_rating, own_status = row["own"]
        # As a freeze of this moment would say of it.
        if row["state"] != Figure.State.FROZEN and not is_returned and absence is None:
            status = "awaiting-data" if is_late(day_of_text(row["due_day"]), on=self.on) else "data-lag"
        return {
            "frozen_terms": None,
            "ref": ref,
            "title": title,
            "owner_post": owner_post,
            "strategic": strategic,
            "counted": counted,
            "kind": kind if is_returned else "",
            "value": row["value__value"] if is_returned else None,
            "text": (row["value__text"] or "") if is_returned else "",
            "provisional": bool(is_returned and row["value__provisional"]),
            "rating": row["rating"],
            "status": status,
            "reason": row["reason"],
            "own_rating": own_rating or "",
            "own_status": own_status or "",
            "has_own": own_rating is not None,
            "returned_at": moment_of_text(row["returned"]) if is_returned else None,
            "signed_off_at": moment_of_text(row["signed_off"]),
        }

    def _was(self, measure: int, *, seen: Seen, version: int) -> tuple[str, str]:
        period, rating = next(self.earlier.of(measure, known_by=self.frozen.get(version)), ("", ""))
        if seen is Seen.RELEASED and is_hidden(self.withheld, measure, period, WithheldPart.MEASURE):
            return "", ""
        return (rating, period) if rating in RATED else ("", "")


_WITHHELD: dict[str, Any] = {
    "kind": "",
    "value": None,
    "text": MARKER,
    "provisional": False,
    "rating": "not-rated",
    "status": STATUS,
    "reason": "Withheld.",
    "own_rating": "not-rated",
    "own_status": STATUS,
}


def _told_of_snapshot(plain: Mapping[str, Any]) -> dict[str, Any]:
    own, provenance = plain.get("own"), from_plain(Provenance, plain["provenance"])
    terms = plain["terms"]
    is_returned = plain["kind"] not in ("", "blank")
    return {
        "frozen_terms": terms,
        "ref": terms["indicator_ref"],
        "title": terms["title"],
        "owner_post": terms["owner_post"],
        "strategic": terms["strategic"],
        "counted": terms["counted"],
        "kind": plain["kind"] if is_returned else "",
        "value": None if plain["value"] is None else Decimal(plain["value"]),
        "text": plain["text"],
        "provisional": plain["provisional"],
        "rating": plain["rating"],
        "status": plain["status"],
        "reason": plain["reason"],
        "own_rating": own["rating"] if own else "",
        "own_status": own["status"] if own else "",
        "has_own": own is not None,
        "returned_at": provenance.returned_at,
        "signed_off_at": provenance.signed_off_at,
    }


def _place(figure: StandingFigure) -> tuple[int, str, int, str, str]:
    council = figure.council
    return (
        1 << 30 if council is None else council.position,
        "" if council is None else council.name,
        figure.service.position,
        figure.service.name,
        figure.ref,
    )
