"""Who is told what in the demonstration: packs issued, figures cleared, publications released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goldenthread.demonstration.content import addresses
from goldenthread.demonstration.doing import CLERK, OFFICER, post
from goldenthread.domain.periods import Quarter
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.publishing.queries import current_publication
from goldenthread.reports.issuing import issue_pack
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.releasing import release_pack


def issue(audience: str, *, period: str, to: Sequence[str], at: datetime) -> None:
    """The officer issues a restricted pack to the people in these posts."""
    known = addresses()
    people = [known[name] for name in to]
    issue_pack(quarter=Quarter.parse(period), audience=audience, to=people, by=post(OFFICER), at=at)


def clear(council: str, *, period: str, by: str, said: str, at: datetime) -> None:
    """Somebody clears a council's newest frozen figures."""
    clear_figures(quarter=Quarter.parse(period), council=council, by=post(by), at=at, words=said)


def publish(audience: str, *, period: str, at: datetime) -> None:
    """The officer publishes the pack of an audience, from the newest freeze."""
    publish_pack(quarter=Quarter.parse(period), audience=audience, by=post(OFFICER), at=at)


def release(names: Sequence[str], *, at: datetime) -> None:
    """The clerk makes publications public, with the agenda: what stands under each of these names."""
    for name in names:
        release_pack(current_publication(name), by=post(CLERK), at=at)
