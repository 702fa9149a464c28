"""Words given for figures in an earlier quarter: those that were returned, and as they were edited."""

from __future__ import annotations

from goldenthread.domain.heads import same_words
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import EditedWords, Figure


def words_of(quarter: Quarter, *, round_id: int) -> dict[int, tuple[str, ...]]:
    """The reasons given for another quarter and those published of it, by measure, for the measures of this round.

    Two reads.
    """
    figures = Figure.objects.filter(
        round__period=str(quarter), words__isnull=False, measure__figure__round_id=round_id
    ).order_by("pk")
    found: dict[int, tuple[str, ...]] = {}
    measures: dict[int, int] = {}
    for measure, report, reasons in figures.values_list("measure_id", "words_id", "words__reasons"):
        found[measure] = (reasons,)
        measures[report] = measure
    if measures:
        edits = EditedWords.objects.filter(report__figure__in=figures.order_by().values("pk")).order_by("pk")
        for report, reasons in edits.values_list("report_id", "reasons"):
            if report in measures:
                found[measures[report]] = (found[measures[report]][0], reasons)
    return found


def is_repeated(reasons: str, last_words: tuple[str, ...]) -> bool:
    """Whether the reasons are last quarter's again, as they were given or as they were published."""
    return any(same_words(reasons, before) for before in last_words)
