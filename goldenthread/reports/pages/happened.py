"""The audit history on an indicator's page: what was done, by which post, and when."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from goldenthread.audit.queries import SubjectEntry
from goldenthread.components.lists import Happening
from goldenthread.domain.days import day_words
from goldenthread.figures.queries.of_indicator import SeenFigure
from goldenthread.figures.queries.posts import Posts
from goldenthread.reports.documents.sentences import starting
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP

MOST = 40
FIGURE = "figure"


def happenings_of(
    entries: list[SubjectEntry], *, figures: Mapping[int, tuple[SeenFigure, ...]], posts: Posts
) -> tuple[Happening, ...]:
    """Each entry of the log in words; posts, not names, and nothing of what only its author and the officer share.

    Of a figure that is seen as it was frozen, nothing that was done with it later.
    """
    known = {str(one.figure_id): one for every in figures.values() for one in every}
    told = ((entry, known.get(entry.subject_id) if entry.subject == FIGURE else None) for entry in entries)
    return tuple(
        _happening(entry, figure=figure, posts=posts)
        for entry, figure in told
        if figure is None or figure.frozen_at is None or entry.at <= figure.frozen_at
    )


def _happening(entry: SubjectEntry, *, figure: SeenFigure | None, posts: Posts) -> Happening:
    local = timezone.localtime(entry.at)
    of = ""
    if figure is not None:
        of = f", {figure.quarter.label}, {figure.snapshot.terms.council or WHOLE_PARTNERSHIP}"
    elif entry.subject == "target":
        of = f", {entry.subject_id.partition('/')[0].replace('-', '/')}"
    return Happening(
        what=f"{starting(entry.kind)}{of}",
        who="the product itself" if entry.by is None else posts.post_of_any(entry.by, at=entry.at),
        when=f"{day_words(local.date())} at {local:%H:%M}",
        when_exactly=local.isoformat(timespec="seconds"),
        # Of a change of the register; why something was done with a figure, its own page tells who may know.
        words=str(entry.details.get("why", "")) if entry.subject == "indicator" else "",
    )
