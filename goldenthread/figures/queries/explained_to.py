"""A frozen figure's explanation for one reader: of the versions that are open to them, and where it leads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, FrozenFigure
from goldenthread.figures.queries.attached import FrozenEvidence, evidence_frozen, scopes_of_email
from goldenthread.figures.queries.explained import Explained, explained_version
from goldenthread.figures.queries.promised import Promised, promises_of_figure
from goldenthread.figures.queries.published import publications_open_to, released_of
from goldenthread.figures.queries.sight import Reader, Seen, Sight, sights
from goldenthread.partnership.queries import Scope


@dataclass(frozen=True, kw_only=True)
class ExplainedTo:
    """The explanation of one version, and where it leads: files and promises that this reader may open.

    `versions` are those of this figure that the reader may have explained, oldest first. `has_email` says whether they
    may have the e-mail of the sign-off, and `released` which publications of the quarter are public.
    """

    explained: Explained
    figure_id: int
    quarter: Quarter
    version: int
    versions: tuple[int, ...]
    evidence: tuple[FrozenEvidence, ...]
    has_email: bool
    promises: tuple[Promised, ...]
    released: frozenset[str]


def explained_to(
    reader: Reader, figure_id: int, *, number: int | None, at: datetime, reads_every_publication: bool
) -> ExplainedTo | None:
    """The figure in the newest version that is open to the reader, or in a numbered one; None where none is.

    Whoever sees it in progress has every version, others those that were issued to them: what is public alone tells
    nothing of what stands behind it. Publications are named where they are public or were issued to the reader.
    """
    figure = Figure.objects.filter(pk=figure_id).select_related("round", "measure", "service").first()
    if figure is None:
        return None
    quarter = Quarter.parse(figure.round.period)
    sight = sights(reader).get(quarter)
    scope = Scope(figure.measure.council_id, figure.service.directorate_id, figure.service_id)
    seen = None if sight is None else sight.of(scope)
    if sight is None or seen is None:
        return None
    frozen = FrozenFigure.objects.filter(freeze__round=figure.round_id, measure=figure.measure_id)
    numbers = frozen.order_by("freeze__number").values_list("freeze__number", flat=True)
    versions = tuple(one for one in numbers if seen[0] is Seen.NOW or one in _issued(sight, scope))
    version = versions[-1] if number is None and versions else number
    if version is None or version not in versions:
        return None
    only = None if reads_every_publication else publications_open_to(reader.person_id, quarter=quarter)
    explained = explained_version(figure.pk, number=version, at=at, only=only)
    kept = evidence_frozen(figure.round.period, [explained.snapshot])
    # Files of an older version are no longer handed out to whoever has a newer one.
    has_files = seen[0] is Seen.NOW or version == seen[1]
    signed = scopes_of_email(figure.pk) if explained.snapshot.provenance.sign_off_email_sha256 else ()
    return ExplainedTo(
        explained=explained,
        figure_id=figure.pk,
        quarter=quarter,
        version=version,
        versions=versions,
        evidence=kept.get(figure.measure_id, ()) if has_files else (),
        has_email=bool(signed) and all(any(held.reaches(one) for held in reader.in_progress) for one in signed),
        promises=promises_of_figure(figure.pk, reader),
        released=released_of(quarter),
    )


def _issued(sight: Sight, scope: Scope) -> frozenset[int]:
    return frozenset(one.version for one in sight.opened if not one.is_public and one.covers(scope.council_id))
