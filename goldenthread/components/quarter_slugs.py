"""A quarter as an address has it: "2019-20-q2"."""

from __future__ import annotations

from goldenthread.domain.periods import PeriodUnreadable, Quarter


def slug_of(quarter: Quarter) -> str:
    """ "2019-20-q2" of 2019-20 Q2."""
    return str(quarter).lower().replace(" ", "-")


def quarter_of_slug(slug: str) -> Quarter | None:
    """The quarter of "2019-20-q2"; None where it is none, or is written otherwise."""
    try:
        quarter = Quarter.parse(slug.replace("-q", " Q"))
    except PeriodUnreadable:
        return None
    return quarter if slug_of(quarter) == slug else None
