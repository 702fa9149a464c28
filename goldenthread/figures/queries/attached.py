"""What is attached to figures. No list reads the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from goldenthread.attachments.queries import KeptFile, kept_file, size_in_words
from goldenthread.audit.queries import Asked, log_entries
from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import FigureSnapshot, KeptEvidence
from goldenthread.figures.models import EmailedSignOff, Figure, FigureEvidence, FrozenFigure
from goldenthread.partnership.queries import Scope

EMAILED = "sign-off by e-mail recorded"  # as the log calls it
_MOST_SIGNED = 10_000


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A file attached to a figure. `removed_by` is "" while it is attached."""

    evidence_id: int
    name: str
    size: str  # "12 KB"
    sha256: str
    words: str
    attached_by: str
    attached_at: datetime
    removed_by: str
    removed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SignedByEmail:
    """The sign-off of a figure that was given by e-mail, and who recorded it."""

    director: str
    sent_at: datetime
    recorded_by: str
    recorded_at: datetime
    name: str  # of the e-mail's file
    size: str


def evidence_of(figure_id: int) -> tuple[Evidence, ...]:
    """Everything that was ever attached to the figure, oldest first; one read."""
    rows = FigureEvidence.objects.filter(figure_id=figure_id).order_by("pk")
    named = rows.annotate(by=F("attached_by__name"), off=F("removed_by__name"))
    columns = ("pk", "attachment__name", "attachment__size", "attachment__sha256", "words", "by", "attached_at", "off")
    return tuple(
        Evidence(
            evidence_id=pk,
            name=name,
            size=size_in_words(size),
            sha256=sha256,
            words=words,
            attached_by=by,
            attached_at=attached_at,
            removed_by=off or "",
            removed_at=removed_at,
        )
        for pk, name, size, sha256, words, by, attached_at, off, removed_at in named.values_list(*columns, "removed_at")
    )


def evidence_kept(figures: QuerySet[Figure]) -> dict[int, tuple[KeptEvidence, ...]]:
    """What is attached to these figures now, by figure, as a freeze keeps it; one read."""
    rows = FigureEvidence.objects.filter(removed_at=None, figure__in=figures.order_by().values("pk")).order_by("pk")
    found: dict[int, tuple[KeptEvidence, ...]] = {}
    for figure, name, sha256, words in rows.values_list("figure_id", "attachment__name", "attachment__sha256", "words"):
        found[figure] = (*found.get(figure, ()), KeptEvidence(name=name, sha256=sha256, words=words))
    return found


@dataclass(frozen=True, kw_only=True)
class FrozenEvidence:
    """A file that was attached to a figure when it was frozen, and where it is."""

    figure_id: int
    evidence_id: int
    name: str
    words: str


def evidence_frozen(period: str, figures: Iterable[FigureSnapshot]) -> dict[int, tuple[FrozenEvidence, ...]]:
    """The evidence that these frozen figures of the quarter had, by measure; one read, or none."""
    told = {(one.measure_id, kept.sha256) for one in figures for kept in one.evidence}
    if not told:
        return {}
    rows = FigureEvidence.objects.filter(
        figure__round__period=period, attachment__sha256__in={sha256 for _, sha256 in told}
    ).order_by("pk")
    found: dict[int, dict[str, FrozenEvidence]] = {}
    columns = ("figure__measure_id", "figure_id", "pk", "attachment__name", "words", "attachment__sha256")
    for measure, figure, pk, name, words, sha256 in rows.values_list(*columns):
        if (measure, sha256) in told:
            kept = FrozenEvidence(figure_id=figure, evidence_id=pk, name=name, words=words)
            found.setdefault(measure, {})[sha256] = kept
    return {measure: tuple(files.values()) for measure, files in found.items()}


@dataclass(frozen=True, kw_only=True)
class EvidencePlace:
    """Where a file of evidence belongs, for the question who may have it."""

    scope: Scope
    period: str
    measure_id: int
    attachment_id: int
    sha256: str


def evidence_place(figure_id: int, evidence_id: int) -> EvidencePlace | None:
    """The place of a file of this figure's evidence, taken off or not; None where there is none."""
    row = (
        FigureEvidence.objects.filter(pk=evidence_id, figure__in=Figure.objects.filter(pk=figure_id))
        .annotate(
            council=F("figure__measure__council_id"),
            directorate=F("figure__service__directorate_id"),
            service=F("figure__service_id"),
            service_name=F("figure__service__name"),
            period=F("figure__round__period"),
            measure=F("figure__measure_id"),
            sha256=F("attachment__sha256"),
        )
        .values("council", "directorate", "service", "service_name", "period", "measure", "attachment_id", "sha256")
        .first()
    )
    if row is None:
        return None
    return EvidencePlace(
        scope=Scope(row["council"], row["directorate"], row["service"], row["service_name"]),
        period=row["period"],
        measure_id=row["measure"],
        attachment_id=row["attachment_id"],
        sha256=row["sha256"],
    )


def is_evidence_of_version(place: EvidencePlace, *, version: int) -> bool:
    """Whether the file was attached to the figure when it was frozen as this version."""
    plain = (
        FrozenFigure.objects.filter(
            freeze__round__period=place.period, freeze__number=version, measure_id=place.measure_id
        )
        .values_list("snapshot", flat=True)
        .first()
    )
    return plain is not None and any(one.sha256 == place.sha256 for one in from_plain(FigureSnapshot, plain).evidence)


def file_of(place: EvidencePlace) -> KeptFile | None:
    """The file itself, with its bytes."""
    return kept_file(place.attachment_id)


def signed_by_email(figure_id: int) -> SignedByEmail | None:
    """How the figure's sign-off was given by e-mail; None where it was not. One read."""
    row = (
        EmailedSignOff.objects.filter(figures=figure_id)
        .values_list("director__name", "sent_at", "recorded_by__name", "recorded_at", "email__name", "email__size")
        .first()
    )
    if row is None:
        return None
    director, sent_at, recorded_by, recorded_at, name, size = row
    return SignedByEmail(
        director=director,
        sent_at=sent_at,
        recorded_by=recorded_by,
        recorded_at=recorded_at,
        name=name,
        size=size_in_words(size),
    )


def scopes_of_email(figure_id: int) -> tuple[Scope, ...]:
    """Of what the e-mail speaks by which the figure was signed off: where every figure belongs that it signed off, also
    those that were opened again since. () where the figure was not signed off so."""
    row = EmailedSignOff.objects.filter(figures=figure_id).first()
    if row is None:
        return ()
    recorded = Asked(
        since=row.recorded_at,
        until=row.recorded_at + timedelta(microseconds=1),
        kinds=(EMAILED,),
        by=row.recorded_by_id,
    )
    ids = {figure_id, *(int(one.subject_id) for one in log_entries(recorded, most=_MOST_SIGNED))}
    rows = Figure.objects.filter(pk__gte=min(ids), pk__lte=max(ids)).order_by("pk")
    columns = ("measure__council_id", "service__directorate_id", "service_id", "service__name")
    return tuple(dict.fromkeys(Scope(*scope) for pk, *scope in rows.values_list("pk", *columns) if pk in ids))


def email_of(figure_id: int) -> KeptFile | None:
    """The e-mail by which the figure was signed off, with its bytes; None where it was not signed off so."""
    row = EmailedSignOff.objects.filter(figures=figure_id).values_list("email_id", flat=True).first()
    return None if row is None else kept_file(row)
