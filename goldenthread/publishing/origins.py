"""What publications were made from, as data that rules are asked of; the sentence beside it is for readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.plain import from_plain
from goldenthread.domain.snapshot import WithheldFigure
from goldenthread.publishing.models import Origin


class OriginKind(StrEnum):
    """Of what a publication is made."""

    FREEZE = "freeze"
    CLOSE = "close"
    REGISTER = "register"
    DRAFT = "draft"
    PLAN = "plan"
    REQUEST = "request"


@dataclass(frozen=True, kw_only=True)
class MadeOf:
    """What a publication was made of. `number` is that of the freeze or the close, of its own quarter or year.

    `withheld` is everything that was known to be withheld of figures then; None where that was not kept. `chosen` says
    that an older version was asked for by its number.
    """

    kind: OriginKind
    number: int | None = None
    chosen: bool = False
    withheld: tuple[WithheldFigure, ...] | None
    meeting_on: date | None = None


def origin_of(public_id: str) -> MadeOf | None:
    """What a publication was made of; None where nobody knows any more."""
    row = Origin.objects.filter(publication__public_id=public_id).first()
    if row is None:
        return None
    return MadeOf(
        kind=OriginKind(row.kind),
        number=row.number,
        chosen=row.chosen,
        withheld=None if row.withheld is None else tuple(from_plain(WithheldFigure, one) for one in row.withheld),
        meeting_on=row.meeting_on,
    )
