"""Which service is provided to which council, wholly or in part, on each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.partnership.models import Provision
from goldenthread.partnership.queries.names import CouncilFacts, ServiceFacts, councils, services


@dataclass(frozen=True, kw_only=True)
class ProvidedSpan:
    """Days, first and last included, on which a service is provided in one way."""

    first_day: date
    last_day: date
    extent: str  # Provision.Extent
    parts: str

    @property
    def is_provided(self) -> bool:
        return self.extent != Provision.Extent.NOT_PROVIDED


@dataclass(frozen=True, kw_only=True)
class ProvisionThrough:
    """How a service is provided to a council on each day of a period: its spans, in order, without gaps.

    `last_provided_on` is the newest day of provision up to the period's end, which may lie before the period; None
    where it was never provided.
    """

    first_day: date
    last_day: date
    spans: tuple[ProvidedSpan, ...]
    last_provided_on: date | None = None

    @property
    def is_provided(self) -> bool:
        """On at least one day."""
        return any(span.is_provided for span in self.spans)

    @property
    def is_part_period(self) -> bool:
        """On some days, but not on all."""
        return self.is_provided and not all(span.is_provided for span in self.spans)

    @property
    def has_ended(self) -> bool:
        """It was provided once, and is no more on the period's last day."""
        return self.last_provided_on is not None and self.last_provided_on < self.last_day

    @property
    def in_part(self) -> str:
        """The parts that are provided on the last day of provision; empty where it is provided wholly."""
        provided = [span for span in self.spans if span.is_provided]
        return provided[-1].parts if provided and provided[-1].extent == Provision.Extent.PART else ""

    @property
    def words(self) -> str:
        """A sentence where the provision is not simply whole all through; else empty."""
        if not self.is_provided:
            return "Not provided to this council in this period."
        sentences = []
        if self.is_part_period:
            days = listed([_days_in_words(span, of=self) for span in self._runs()])
            sentences.append(f"Provided {days}: a figure for part of the period.")
        if self.in_part:
            sentences.append(f"Provided in part: {self.in_part}.")
        return " ".join(sentences)

    def _runs(self) -> list[ProvidedSpan]:
        """Provided spans, of which neighbours are one."""
        runs: list[ProvidedSpan] = []
        for span in self.spans:
            if not span.is_provided:
                continue
            if runs and runs[-1].last_day + timedelta(days=1) == span.first_day:
                first = runs.pop()
                span = ProvidedSpan(  # noqa: PLW2901 - the two are one run from here on
                    first_day=first.first_day, last_day=span.last_day, extent=span.extent, parts=span.parts
                )
            runs.append(span)
        return runs


@dataclass(frozen=True, kw_only=True)
class ProvisionOnADay:
    """A service that is provided to a council on a day."""

    service: ServiceFacts
    council: CouncilFacts
    extent: str
    parts: str


def provision_through(*, first_day: date, last_day: date) -> dict[tuple[int, int], ProvisionThrough]:
    """Provision on each day of a period, by ids of service and council; in one read.

    A pair that is missing was never provided before the period's end.
    """
    rows: dict[tuple[int, int], list[Provision]] = {}
    for row in Provision.objects.filter(starts_on__lte=last_day).order_by("service_id", "council_id", "starts_on"):
        rows.setdefault((row.service_id, row.council_id), []).append(row)
    return {
        pair: ProvisionThrough(
            first_day=first_day,
            last_day=last_day,
            spans=_spans(of_pair, first_day=first_day, last_day=last_day),
            last_provided_on=_last_provided(of_pair, last_day=last_day),
        )
        for pair, of_pair in rows.items()
    }


def never_provided(*, first_day: date, last_day: date) -> ProvisionThrough:
    """What `provision_through` leaves out."""
    span = ProvidedSpan(first_day=first_day, last_day=last_day, extent=Provision.Extent.NOT_PROVIDED.value, parts="")
    return ProvisionThrough(first_day=first_day, last_day=last_day, spans=(span,))


def provision_on(day: date) -> tuple[ProvisionOnADay, ...]:
    """What is provided to whom on a day, by service and then council, in the order of reports."""
    through = provision_through(first_day=day, last_day=day)
    of_each = councils()
    return tuple(
        ProvisionOnADay(service=service, council=council, extent=span.extent, parts=span.parts)
        for service in services()
        for council in of_each
        if (service.id, council.id) in through
        for span in through[service.id, council.id].spans
        if span.is_provided
    )


def _spans(rows: list[Provision], *, first_day: date, last_day: date) -> tuple[ProvidedSpan, ...]:
    """The rows' reach within the period; days before the first row are not provided."""
    spans: list[ProvidedSpan] = []
    if rows[0].starts_on > first_day:
        before = rows[0].starts_on - timedelta(days=1)
        spans += never_provided(first_day=first_day, last_day=before).spans
    for row, next_row in zip(rows, [*rows[1:], None], strict=True):
        ends_on = last_day if next_row is None else next_row.starts_on - timedelta(days=1)
        if ends_on >= first_day:
            spans.append(
                ProvidedSpan(
                    first_day=max(row.starts_on, first_day),
                    last_day=ends_on,
                    extent=row.extent,
                    parts=row.parts if row.extent == Provision.Extent.PART else "",
                )
            )
    return tuple(spans)


def _last_provided(rows: list[Provision], *, last_day: date) -> date | None:
    found = None
    for row, next_row in zip(rows, [*rows[1:], None], strict=True):
        if row.extent != Provision.Extent.NOT_PROVIDED:
            found = last_day if next_row is None else next_row.starts_on - timedelta(days=1)
    return found


def _days_in_words(span: ProvidedSpan, *, of: ProvisionThrough) -> str:
    if span.first_day == of.first_day:
        return f"until {day_words(span.last_day)}"
    if span.last_day == of.last_day:
        return f"from {day_words(span.first_day)}"
    return f"from {day_words(span.first_day)} to {day_words(span.last_day)}"
