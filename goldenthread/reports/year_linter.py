"""Checks before publication of what is made of a whole year: as those of a quarter's pack, of what it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.proposal import ProposedList, ProposedMeasure, Verdict
from goldenthread.domain.withheld import years_worked_out
from goldenthread.domain.year import YearState
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.sentences import count_of, is_or_are, listed_up_to
from goldenthread.reports.linter import (
    CLEAR_DAYS,
    MOST_NAMED,
    LintFinding,
    author_findings,
    in_order,
    in_the_document,
    meeting_findings,
    name_of,
    refused,
    warning,
    worked_out_in_words,
)
from goldenthread.reports.sources import YearSource

CLOSE_AGAIN = "close the year again"


def lint_year(
    source: YearSource,
    *,
    document: ReportDocument,
    publishing_on: date,
    holidays: AbstractSet[date],
    clear_days: int = CLEAR_DAYS,
) -> tuple[LintFinding, ...]:
    """Everything found in a year-end pack and in what it was made from, refusals first."""
    facts, snapshots = source.facts, source.snapshots
    return in_order(
        [
            *_counts(facts, snapshots),
            *in_the_document(document, again=CLOSE_AGAIN),
            *_given_away(source),
            *_meeting(facts, publishing_on=publishing_on, holidays=holidays, clear_days=clear_days),
            *_authority(facts),
            *_incomplete(snapshots),
            *_restated(source),
            *author_findings(facts.author, facts.contact),
        ]
    )


def lint_proposal(
    proposed: ProposedList,
    *,
    document: ReportDocument,
    publishing_on: date,
    holidays: AbstractSet[date],
    clear_days: int = CLEAR_DAYS,
) -> tuple[LintFinding, ...]:
    """Everything found in a list that is put before the committee, refusals first."""
    return in_order(
        [
            *in_the_document(document, again="publish"),
            *_unsaid(proposed),
            *meeting_findings(
                proposed.meeting_on, publishing_on=publishing_on, holidays=holidays, clear_days=clear_days
            ),
            *_not_closed(proposed),
            *author_findings(proposed.author, proposed.contact),
        ]
    )


def _counts(facts: YearFacts, snapshots: Iterable[YearSnapshot]) -> Iterator[LintFinding]:
    counted = sum(one.counted for one in snapshots)
    parts = sum(council.measures for council in facts.councils)
    if not counted == facts.counted == parts:
        yield refused(
            "counts-do-not-add-up",
            f"The year counts {facts.counted} measures, its councils sum to {parts}, and it holds {counted}. Close the "
            "year again.",
        )
    for council in facts.councils:
        own = sum(one.counted and one.terms.council_gss == council.gss_code for one in snapshots)
        if own != council.measures:
            yield refused(
                "counts-do-not-add-up",
                f"The year counts {council.measures} measures for {council.council}, and holds {own} of it. Close the "
                "year again.",
            )


def _given_away(source: YearSource) -> Iterator[LintFinding]:
    """What is withheld from the public and would be read or worked out all the same."""
    for name in source.withheld_since:
        yield refused(
            "withheld-since",
            f"Something of {name} was withheld after the year was closed. Close it again: a pack of it as it is would "
            "publish that.",
        )
    for found in years_worked_out(source.snapshots):
        yield refused(
            "withheld-worked-out", f"{worked_out_in_words(found)} Withhold another of them too, and {CLOSE_AGAIN}."
        )


def _meeting(
    facts: YearFacts, *, publishing_on: date, holidays: AbstractSet[date], clear_days: int
) -> Iterator[LintFinding]:
    ended = FinancialYear.parse(facts.year).last_day
    if facts.meeting_on is not None and facts.meeting_on <= ended:
        yield refused(
            "meeting-before-year-ended",
            "The meeting of the last quarter's round is before the year ended. Set the right meeting "
            f"for that round, freeze that quarter again, and {CLOSE_AGAIN}.",
            at_terminal="`open-round --meeting` sets it.",
        )
        return
    yield from meeting_findings(facts.meeting_on, publishing_on=publishing_on, holidays=holidays, clear_days=clear_days)


def _authority(facts: YearFacts) -> Iterator[LintFinding]:
    if not facts.list_authority:
        yield warning("list-not-agreed", "No decision has agreed the year's list: every target was a proposed one.")


def _incomplete(snapshots: Iterable[YearSnapshot]) -> Iterator[LintFinding]:
    found = [name_of(one.terms) for one in snapshots if one.result.state is YearState.INCOMPLETE]
    if found:
        named = listed_up_to(found, most=MOST_NAMED, rest="measure")
        yield warning(
            "incomplete",
            f"{count_of(len(found), 'measure')} {is_or_are(len(found))} incomplete, a quarter missing: {named}. The "
            "pack says so.",
        )


def _restated(source: YearSource) -> Iterator[LintFinding]:
    if source.restated_since:
        named = listed_up_to(list(source.restated_since), most=MOST_NAMED, rest="figure")
        yield warning(
            "restated-since",
            f"Restated since the year was closed: {named}. The pack tells the values of the close; to take these up, "
            f"{CLOSE_AGAIN}.",
        )


def _unsaid(proposed: ProposedList) -> Iterator[LintFinding]:
    unsaid = [f"{one.ref} for {one.council or 'the whole partnership'}" for one in proposed.measures if _is_unsaid(one)]
    if unsaid:
        yield refused(
            "no-rationale",
            f"No rationale is given for {', '.join(unsaid)}. Give one in the register before it is put.",
        )


def _is_unsaid(measure: ProposedMeasure) -> bool:
    return measure.verdict in (Verdict.CHANGED, Verdict.DROPPED) and not measure.rationale


def _not_closed(proposed: ProposedList) -> Iterator[LintFinding]:
    if not proposed.closed_version:
        year = FinancialYear.parse(proposed.from_year).label
        yield warning("year-not-closed", f"{year} is not closed yet: its results are as far as they are known.")
