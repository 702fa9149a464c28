"""Taking hold of figures before they change, and writing them back together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from goldenthread.figures.models import Figure

# Everything that may change in a figure once its round is open.
_CHANGING = (
    "state",
    "frozen_from",
    "version",
    "value",
    "words",
    "comparators",
    "rating",
    "status",
    "reason",
    "submitted_at",
    "submitted_by",
    "signed_off_at",
    "signed_off_by",
)
_MOST_IDS_IN_A_QUERY = 500
_READ_WITH = (
    "round",
    "service",
    "measure__indicator",
    "measure__council",
    "value__returned_by",
    "words__written_by",
    "submitted_by",
    "signed_off_by",
)


def lock_figures(figure_ids: Sequence[int]) -> list[Figure]:
    """The figures, held until the transaction ends, in the order of their ids.

    Everyone locks in that order, so that two who want the same figures wait and never block each other.
    """
    wanted = set(figure_ids)
    if not wanted:
        return []
    # Bounded by the ids and chosen here: SQLite takes a limited number of ids in one query.
    which = Q(pk__gte=min(wanted), pk__lte=max(wanted))
    if len(wanted) <= _MOST_IDS_IN_A_QUERY:
        which &= Q(pk__in=wanted)
    return [figure for figure in _lock(which) if figure.pk in wanted]


def lock_round(round_id: int) -> list[Figure]:
    """Every figure of the round, held until the transaction ends."""
    return _lock(Q(round_id=round_id))


def save_figures(figures: Iterable[Figure]) -> None:
    """Writes figures back in batches, each with its next version."""
    changed = list(figures)
    for figure in changed:
        figure.version += 1
    # An INSERT that meets its own row and updates it: on both databases several times as fast as
    # bulk_update, which sends one CASE with a branch for each row and field.
    Figure.objects.bulk_create(
        changed, update_conflicts=True, update_fields=_CHANGING, unique_fields=["id"], batch_size=500
    )


def _lock(which: Q) -> list[Figure]:
    held = Figure.objects.select_for_update().filter(which).order_by("pk")
    # Held first and read after: PostgreSQL, having waited for a row, reads it anew but not what it points to.
    list(held.values_list("pk"))
    return list(Figure.objects.filter(which).select_related(*_READ_WITH).prefetch_related("warnings").order_by("pk"))
