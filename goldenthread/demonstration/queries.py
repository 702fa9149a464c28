"""Whether this database holds the demonstration, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries import facts_of, latest_freeze
from goldenthread.indicators.queries import list_counts, measures_due
from goldenthread.publishing.queries import current_publication

MADE = "demonstration made"
SUBJECT = "demonstration"
YEAR_END = "year-end"
PACK = "2019-20-q2-joint-committee"
PERIOD = "2019-20 Q2"
YEAR_END_PACK = "2019-20-year-end-joint-committee"
PROPOSED_LIST = "2020-21-proposed-list"


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the demonstration holds. `councils` are short: ("51 Newham", "60 Havering", "9 Bexley")."""

    counted: int
    councils: tuple[str, ...]
    public_id: str


def is_made(story: str = SUBJECT) -> bool:
    """Whether the demonstration is here, whole: the first one, or that of the year's end."""
    return _has_tables() and bool(history_of(subject=SUBJECT, subject_id=story))


def holds_something_else(story: str = SUBJECT) -> bool:
    """Whether somebody has begun to use this database for something that is not this demonstration."""
    return _has_tables() and not is_made(story) and User.objects.exists()


def holds_anything() -> bool:
    """Whether any table of ours has a row; not so before they are made."""
    tables = set(connection.introspection.table_names())
    return any(
        model._base_manager.exists()
        for model in apps.get_models()
        if model.__module__.startswith("goldenthread.") and model._meta.db_table in tables
    )


def the_demonstration() -> Demonstration:
    """What there is to see; `is_made` must hold."""
    freeze = latest_freeze(Quarter.parse(PERIOD))
    assert freeze is not None
    facts = facts_of(freeze)
    return Demonstration(
        counted=facts.counted,
        councils=tuple(f"{council.measures} {council.council}" for council in facts.councils),
        public_id=current_publication(PACK),
    )


@dataclass(frozen=True, kw_only=True)
class YearEndDemonstration:
    """What the second database holds, in the order in which it came about."""

    published: tuple[str, ...]  # public ids
    before: tuple[str, ...]  # "51 Newham", on the last day before the council left
    after: tuple[str, ...]


def the_year_end() -> YearEndDemonstration:
    """What there is to see; `is_made(YEAR_END)` must hold."""
    names = ("2019-20-q3-joint-committee", "2019-20-q4-joint-committee", YEAR_END_PACK, PROPOSED_LIST)
    counts = [list_counts(measures_due(Quarter.parse(period))) for period in ("2020-21 Q1", "2020-21 Q2")]
    before, after = (
        tuple(f"{one.measures} {one.council.name}" for one in count.by_council if one.measures) for count in counts
    )
    return YearEndDemonstration(
        published=tuple(current_publication(name) for name in names), before=before, after=after
    )


def _has_tables() -> bool:
    return {"accounts_user", "audit_event"} <= set(connection.introspection.table_names())
