"""Taking hold of figures before they change, and writing them back together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.loading import load_figures

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


class FiguresChanged(Refused):
    """A figure was changed by somebody else between reading and writing it; nothing was written."""


def save_figures(figures: Iterable[Figure]) -> None:
    """Writes back everything that may have changed in figures, each as its next version.

    Raises FiguresChanged where one is no longer in the version that was read: the lock forbids it, and
    this would find it out.
    """
    changed = list(figures)
    if not changed:
        return
    table = Figure._meta.db_table
    fields = [field for field in Figure._meta.concrete_fields if field.name in _CHANGING]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    rows = []
    for figure in changed:
        figure.version += 1
        values = [field.get_db_prep_save(getattr(figure, field.attname), connection) for field in fields]
        rows.append([*values, figure.pk, figure.version - 1])
    # One prepared statement for all: bulk_update sends a CASE with a branch for each row and field, and takes
    # several times as long.
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(table)} SET {columns} WHERE id = %s AND version = %s", rows)
        if cursor.rowcount != len(rows):
            raise FiguresChanged("Somebody else changed one of these figures meanwhile. Look at them again.")


def _lock(which: Q) -> list[Figure]:
    held = Figure.objects.select_for_update().filter(which).order_by("pk")
    # Held first and read after: PostgreSQL, having waited for a row, reads it anew but not what it points to.
    list(held.values_list("pk"))
    return load_figures(Figure.objects.filter(which))
