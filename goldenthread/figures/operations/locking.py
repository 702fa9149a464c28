"""Taking hold of figures before they change, and writing them back together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.loading import load_figures
from goldenthread.publishing.turns import take_turns_over_figures
from goldenthread.storage.batches import prepared

# Everything that may change in a figure once its round is open.
_CHANGING = (
    "state",
    "frozen_from",
    "version",
    "last_done",
    "last_done_at",
    "value",
    "words",
    "comparators",
    "rating",
    "status",
    "reason",
    "beside",
    "override",
    "submitted_at",
    "submitted_by",
    "signed_off_at",
    "signed_off_by",
    "signed_off_in",
)
_MOST_IDS_IN_A_QUERY = 500


def take_turns_across_rounds() -> None:
    """Waits for every other change of one round's figures that another round's freeze, or what is published, reads: of
    what is known of them after they were frozen, and of what is withheld of them. Taken before any figure is."""
    take_turns_over_figures()


def lock_figures(figure_ids: Sequence[int], *, read: Mapping[int, Figure] | None = None) -> list[Figure]:
    """The figures, held until the transaction ends, in the order of their ids.

    Everyone locks in that order, so that two who want the same figures wait and never block each other.
    Of those that were `read` before, the ones still in the same version are not read again.
    """
    wanted = set(figure_ids)
    if not wanted:
        return []
    # Bounded by the ids and chosen here: SQLite takes a limited number of ids in one query.
    which = Q(pk__gte=min(wanted), pk__lte=max(wanted))
    if len(wanted) <= _MOST_IDS_IN_A_QUERY:
        which &= Q(pk__in=wanted)
    held = {pk: version for pk, version in _hold(which) if pk in wanted}
    known = {pk: figure for pk, figure in (read or {}).items() if held.get(pk) == figure.version}
    if len(known) < len(held):
        known |= {figure.pk: figure for figure in load_figures(Figure.objects.filter(which)) if figure.pk not in known}
    return [known[pk] for pk in held]


def lock_round(round_id: int) -> list[Figure]:
    """Every figure of the round, held until the transaction ends."""
    which = Q(round_id=round_id)
    _hold(which)
    return load_figures(Figure.objects.filter(which))


class FiguresChanged(Refused):
    """A figure was changed by somebody else between reading and writing it; nothing was written."""


def save_figures(figures: Iterable[Figure], *, done: str, at: datetime) -> None:
    """Writes back everything that may have changed in figures, each as its next version, with what was `done`.

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
    for figure in changed:
        figure.version += 1
        # A later moment stays: two who came at once may be some seconds out of order.
        figure.last_done, figure.last_done_at = done, max(at, figure.last_done_at)
    values = prepared(changed, fields=fields)
    rows = [(*row, figure.pk, figure.version - 1) for row, figure in zip(values, changed, strict=True)]
    # One prepared statement for all: bulk_update sends a CASE with a branch for each row and field, and takes
    # several times as long.
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quote(table)} SET {columns} WHERE id = %s AND version = %s", rows)
        if cursor.rowcount != len(rows):
            raise FiguresChanged("Somebody else changed one of these figures meanwhile. Look at them again.")


def _hold(which: Q) -> list[tuple[int, int]]:
    """Ids and versions of the figures that are held from now on, in order.

    Held first and read after: PostgreSQL, having waited for a row, reads it anew but not what it points to.
    """
    return list(Figure.objects.select_for_update().filter(which).order_by("pk").values_list("pk", "version"))
