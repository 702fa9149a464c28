"""What was really published, with where: the only figures here that are not made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from goldenthread.demonstration.content import table


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """A figure as published, or the mark that says that none was found. Numbers are as printed."""

    ref: str
    council: str  # "" for the whole partnership
    period: str
    value: str
    target: str
    marker: str
    source: str


def published_figures() -> Iterator[PublishedFigure]:
    """Every published figure, those of rounds among them."""
    yield from _receipts()
    yield from _annual()
    yield from _shared_budget()


def published_figure(*, ref: str, council: str, period: str) -> PublishedFigure:
    """The one that a measure's course takes from here."""
    (found,) = (
        figure
        for figure in published_figures()
        if (figure.ref, figure.council, figure.period) == (ref, council, period)
    )
    return found


def _receipts() -> Iterator[PublishedFigure]:
    """The year to date at the end of each quarter, and each whole year."""
    receipts = table("published.toml")["receipts"]
    for year, quarters in receipts["quarters"].items():
        running = list(accumulate(quarters))
        for number, total in enumerate(running, start=1):
            yield _figure(
                receipts["ref"],
                council=receipts["council"],
                period=f"{year} Q{number}",
                value=str(total),
                source=_added_up(receipts["source"], quarters=number),
            )
        if len(quarters) == 4:
            yield _figure(
                receipts["annual_ref"],
                council=receipts["council"],
                period=year,
                value=str(running[-1]),
                source=_added_up(receipts["source"], quarters=4),
            )


def _added_up(source: str, *, quarters: int) -> str:
    return source if quarters == 1 else f"{source}; {('two', 'three', 'four')[quarters - 2]} quarters added up"


def _annual() -> Iterator[PublishedFigure]:
    for entry in table("published.toml")["annual"]:
        yield _figure(
            entry["ref"],
            council="",
            period=entry["year"],
            value=entry.get("value", ""),
            target=entry.get("target", ""),
            marker=entry.get("marker", ""),
            source=entry["source"],
        )


def _shared_budget() -> Iterator[PublishedFigure]:
    for entry in table("published.toml")["shared_budget"]:
        for council in ("newham", "havering", "bexley"):
            yield _figure(
                "SFI01",
                council=council,
                period=entry["period"],
                value=entry.get(council, ""),
                marker=entry.get("marker", ""),
                source=entry["source"],
            )


def _figure(
    ref: str, *, council: str, period: str, source: str, value: str = "", target: str = "", marker: str = ""
) -> PublishedFigure:
    return PublishedFigure(
        ref=ref, council=council, period=period, value=value, target=target, marker=marker, source=source
    )
