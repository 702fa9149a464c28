"""What somebody may see of figures: as they stand, as they were issued to them, or as they were released to all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Freeze, Round
from goldenthread.figures.queries.versions import version_label
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import HeldRole, Scope, councils
from goldenthread.publishing.models import Issue, Publication

# Names of audiences, of the room above: "section-151:havering" is of one council, as is "partner-council:havering".
_OF_ALL = ("joint-committee", "management-team", "chairs-briefing")


class Seen(StrEnum):
    """As what a figure is seen."""

    NOW = "now"  # as it stands, drafts and notes too
    ISSUED = "issued"  # as it was frozen and given to the reader: whole
    RELEASED = "released"  # as it was frozen and made public: without what is withheld


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whoever reads: the roles by which they see figures in progress, and whether they read everything frozen."""

    person_id: int
    in_progress: tuple[HeldRole, ...] = ()
    reads_frozen: bool = False

    @property
    def sees_progress(self) -> bool:
        """Whether they see any figure before it is frozen."""
        return bool(self.in_progress)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A version of a quarter's figures that is open to a reader: of every council, or of the one named by its id."""

    version: int
    is_public: bool
    council_id: int | None = None

    def covers(self, council_id: int | None) -> bool:
        return self.council_id is None or self.council_id == council_id


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a reader may see of one quarter."""

    reader: Reader
    quarter: Quarter
    opened: tuple[Opened, ...] = ()

    def of(self, scope: Scope) -> tuple[Seen, int] | None:
        """As what a figure of this scope is seen, and in which version (0 as it stands); None where it is not.

        Whoever sees figures in progress there sees them as they stand. Else the newest version that was issued to
        them, where they read everything frozen; else the newest that was released.
        """
        if any(held.reaches(scope) for held in self.reader.in_progress):
            return Seen.NOW, 0
        theirs = [one for one in self.opened if one.covers(scope.council_id)]
        for seen, is_public in ((Seen.ISSUED, False), (Seen.RELEASED, True)):
            versions = [one.version for one in theirs if one.is_public is is_public]
            if versions:
                return seen, max(versions)
        return None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the quarter can be seen."""
        return not self.reader.sees_progress and not self.opened


def reader_of(person_id: int, may: Mapping[Permission, tuple[HeldRole, ...]]) -> Reader:
    """The person as a reader, from everything that they may do today."""
    return Reader(
        person_id=person_id,
        in_progress=may.get(Permission.READ_FIGURES_IN_PROGRESS, ()),
        reads_frozen=Permission.READ_EVERYTHING_FROZEN in may,
    )


def sights(reader: Reader) -> dict[Quarter, Sight]:
    """Every quarter with a round of which the reader may see anything, newest first; five reads at most."""
    rounds = [Quarter.parse(period) for period in Round.objects.order_by("-period").values_list("period", flat=True)]
    opened = _opened(reader)
    found = {one: Sight(reader=reader, quarter=one, opened=tuple(opened.get(str(one), ()))) for one in rounds}
    return {quarter: sight for quarter, sight in found.items() if not sight.is_empty}


def _opened(reader: Reader) -> dict[str, list[Opened]]:
    """By period, the versions from which something was released, or issued to the reader."""
    issued = Issue.objects.filter(publication=OuterRef("pk"), person=reader.person_id)
    rows = (
        Publication.objects.annotate(is_issued=Exists(issued))
        .order_by("pk")
        .values_list("period", "audience", "made_from", "restricted", "release__pk", "is_issued")
    )
    versions = _versions()
    ids = {council.slug: council.id for council in councils()}
    found: dict[str, list[Opened]] = {}
    for period, audience, made_from, restricted, release, is_issued in rows:
        version = versions.get((period, made_from))
        kind, _, slug = audience.partition(":")
        if version is None or (kind not in _OF_ALL and slug not in ids):
            continue
        if release is not None and not restricted:
            opened = Opened(version=version, is_public=True, council_id=ids.get(slug))
        elif is_issued and reader.reads_frozen:
            opened = Opened(version=version, is_public=False, council_id=ids.get(slug))
        else:
            continue
        found.setdefault(period, []).append(opened)
    return found


def _versions() -> dict[tuple[str, str], int]:
    """The number of each freeze, by its period and by the words in which publications name it."""
    rows: Iterable[tuple[str, int]] = Freeze.objects.order_by("pk").values_list("round__period", "number")
    return {(period, version_label(Quarter.parse(period), number=number)): number for period, number in rows}
