"""Councils, services and provision as they stand on a day, and who holds which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.partnership.models import Appointment, Council, Directorate, Partnership, Provision, Service


@dataclass(frozen=True, kw_only=True)
class CouncilFacts:
    """A council as reports name it."""

    id: int
    slug: str
    name: str
    full_name: str
    short_name: str
    gss_code: str
    position: int


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """A service, and the directorate that it belongs to."""

    id: int
    slug: str
    name: str
    position: int
    directorate_id: int
    directorate: str


@dataclass(frozen=True, kw_only=True)
class PartnershipFacts:
    """The partnership as reports name it."""

    name: str
    report_author: str
    report_contact: str
    illustrative_note: str


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
    """How a service is provided to a council on each day of a period: its spans, in order, without gaps."""

    first_day: date
    last_day: date
    spans: tuple[ProvidedSpan, ...]

    @property
    def is_provided(self) -> bool:
        """On at least one day."""
        return any(span.is_provided for span in self.spans)

    @property
    def is_part_period(self) -> bool:
        """On some days, but not on all."""
        return self.is_provided and not all(span.is_provided for span in self.spans)

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
            days = _joined([_days_in_words(span, of=self) for span in self._runs()])
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


@dataclass(frozen=True)
class FirstPerson:
    """Whoever begins a database in which nobody holds a role yet; no account of theirs need be there."""

    email: str


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that a person holds on a day. None is every council, directorate or service."""

    person_id: int
    role: str
    post: str
    council_id: int | None
    directorate_id: int | None
    service_id: int | None

    def covers(self, *, council_id: int | None, service: ServiceFacts | None) -> bool:
        """Whether it reaches this service for this council.

        No council is the whole partnership, which a role for one council does not reach; no service
        likewise.
        """
        return (
            self.council_id in (None, council_id)
            and self.directorate_id in (None, service.directorate_id if service else None)
            and self.service_id in (None, service.id if service else None)
        )


def the_partnership() -> PartnershipFacts | None:
    """The partnership of this database, once it is known."""
    found = Partnership.objects.first()
    if found is None:
        return None
    return PartnershipFacts(
        name=found.name,
        report_author=found.report_author,
        report_contact=found.report_contact,
        illustrative_note=found.illustrative_note,
    )


def councils() -> tuple[CouncilFacts, ...]:
    """Every council, in the order of reports."""
    return tuple(council_facts(council) for council in Council.objects.order_by("position", "name"))


def council_facts(council: Council) -> CouncilFacts:
    """A council's row as a frozen value."""
    return CouncilFacts(
        id=council.pk,
        slug=council.slug,
        name=council.name,
        full_name=council.full_name,
        short_name=council.short_name,
        gss_code=council.gss_code,
        position=council.position,
    )


def services() -> tuple[ServiceFacts, ...]:
    """Every service, in the order of reports."""
    found = Service.objects.select_related("directorate").order_by("position", "name")
    return tuple(
        ServiceFacts(
            id=service.pk,
            slug=service.slug,
            name=service.name,
            position=service.position,
            directorate_id=service.directorate_id,
            directorate=service.directorate.name,
        )
        for service in found
    )


def directorates() -> dict[int, str]:
    """Names of the directorates by id, in order of name."""
    return dict(Directorate.objects.order_by("name").values_list("id", "name"))


def provision_through(*, first_day: date, last_day: date) -> dict[tuple[int, int], ProvisionThrough]:
    """Provision on each day of a period, by ids of service and council; in one read.

    A pair that is missing was never provided before the period's end.
    """
    rows: dict[tuple[int, int], list[Provision]] = {}
    for row in Provision.objects.filter(starts_on__lte=last_day).order_by("service_id", "council_id", "starts_on"):
        rows.setdefault((row.service_id, row.council_id), []).append(row)
    return {
        pair: ProvisionThrough(
            first_day=first_day, last_day=last_day, spans=_spans(of_pair, first_day=first_day, last_day=last_day)
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
    return tuple(
        ProvisionOnADay(service=service, council=council, extent=span.extent, parts=span.parts)
        for service in services()
        for council in councils()
        if (service.id, council.id) in through
        for span in through[service.id, council.id].spans
        if span.is_provided
    )


def somebody_holds_a_role() -> bool:
    """Whether anybody was ever appointed to anything; if not, the database is new."""
    return Appointment.objects.exists()


def person_or_first(email: str) -> User | FirstPerson:
    """The person of this address; anybody, while nobody holds a role. Raises PersonUnknown."""
    return person_by_email(email) if somebody_holds_a_role() else FirstPerson(email.strip())


def held_roles(*, on: date, person: User | None = None) -> tuple[HeldRole, ...]:
    """Every role held on a day, or those of one person."""
    found = Appointment.objects.filter(starts_on__lte=on).exclude(ended_on__lt=on).order_by("id")
    if person is not None:
        found = found.filter(person=person)
    return tuple(
        HeldRole(
            person_id=held.person_id,
            role=held.role,
            post=held.post,
            council_id=held.council_id,
            directorate_id=held.directorate_id,
            service_id=held.service_id,
        )
        for held in found
    )


def holds_role(
    person: User,
    *roles: str,
    on: date,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
) -> bool:
    """Whether the person holds one of the roles on a day, for this service and council."""
    return role_held(person, *roles, on=on, council=council, service=service) is not None


def role_held(
    person: User,
    *roles: str,
    on: date,
    council: Council | CouncilFacts | None = None,
    service: Service | ServiceFacts | None = None,
) -> HeldRole | None:
    """The first appointment by which the person holds one of the roles there, with its post; or None."""
    what = _service_facts(service) if isinstance(service, Service) else service
    return role_among(
        held_roles(on=on, person=person), *roles, council_id=None if council is None else _id(council), service=what
    )


def role_among(
    held: Iterable[HeldRole], *roles: str, council_id: int | None, service: ServiceFacts | None
) -> HeldRole | None:
    """The same among roles that were read before: for many figures at once."""
    for one in held:
        if one.role in roles and one.covers(council_id=council_id, service=service):
            return one
    return None


def people_in_post(*, on: date) -> Mapping[str, tuple[int, ...]]:
    """Ids of the people who hold each post on a day."""
    posts: dict[str, tuple[int, ...]] = {}
    for held in held_roles(on=on):
        if held.person_id not in posts.get(held.post, ()):
            posts[held.post] = (*posts.get(held.post, ()), held.person_id)
    return posts


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


def _days_in_words(span: ProvidedSpan, *, of: ProvisionThrough) -> str:
    if span.first_day == of.first_day:
        return f"until {_long(span.last_day)}"
    if span.last_day == of.last_day:
        return f"from {_long(span.first_day)}"
    return f"from {_long(span.first_day)} to {_long(span.last_day)}"


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _joined(words: list[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def _id(council: Council | CouncilFacts) -> int:
    return council.id if isinstance(council, CouncilFacts) else int(council.pk)


def _service_facts(service: Service) -> ServiceFacts:
    return ServiceFacts(
        id=service.pk,
        slug=service.slug,
        name=service.name,
        position=service.position,
        directorate_id=service.directorate_id,
        directorate="",
    )
