"""How the measures came out of the year, as one table and the sentence that must agree with it."""

from __future__ import annotations

from goldenthread.domain.listing import listed
from goldenthread.publishing.document import Table
from goldenthread.reports.documents.counts import OF_A_YEAR, counts_table, tally, tally_in_words
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP
from goldenthread.reports.documents.year_told import YearTelling


def year_counted_in_words(telling: YearTelling) -> str:
    """ "Of the 120 measures for Newham, Havering and Bexley, 100 are rated: 70 green (70%), …"."""
    names = listed(council.council for council in telling.facts.councils if council.measures)
    return tally_in_words(tally(telling.counted), of=f"for {names}" if telling.counted else "on the list")


def year_tally_table(telling: YearTelling, *, caption: str) -> Table:
    """One row for each council, their sum, and beside it the whole partnership; the last column is the row's base."""
    counts = [
        (council.council, tally(telling.of_council(council))) for council in telling.facts.councils if council.measures
    ]
    counts.append(("All councils", tally(telling.counted)))
    if telling.beside:
        counts.append((WHOLE_PARTNERSHIP, tally(telling.beside)))
    return counts_table(counts, caption=caption, places=OF_A_YEAR)
