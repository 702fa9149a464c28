"""A document as it would be made at this moment, with what the checks before publication find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Figure
from goldenthread.figures.queries import latest_freeze
from goldenthread.figures.queries.years import latest_close, year_facts_of
from goldenthread.indicators.models import Measure
from goldenthread.partnership.queries import councils
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.clearances import freezes_by, freezes_of_close
from goldenthread.reports.drafted import drafted_of
from goldenthread.reports.linter import LintFinding
from goldenthread.reports.queries import findings_of, pack_document, pack_source, unpublished, words_found
from goldenthread.reports.releasing import MissingClearance, clearances_missing
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.reports.word_linter import WordsFound, lint_words
from goldenthread.reports.year_documents import year_document, year_document_unpublished


@dataclass(frozen=True, kw_only=True)
class MadeNow:
    """The document, marked as not published, what it is made from, and what is found in it. A restricted one is never
    published, and has no findings."""

    document: ReportDocument
    made_from: str
    is_draft: bool  # of figures that may still change
    findings: tuple[LintFinding, ...]


def made_now(wanted: Wanted, *, at: datetime) -> MadeNow:
    """The document of the newest freeze or close, or of the round or the register as it stands.

    Raises RoundNotOpen, NoMeasuresOfCouncil, YearNotClosed, CouncilNotInTheYear, NothingProposed and AgreedAlready.
    """
    if wanted.quarter is None:
        made = year_document(wanted.kind.value, year=wanted.year, audience=wanted.audience, at=at)
        return MadeNow(
            document=year_document_unpublished(wanted.kind.value, made.document),
            made_from=made.made_from,
            is_draft=False,
            findings=made.findings,
        )
    source = pack_source(wanted.quarter, at=at)
    document = pack_document(source, audience=wanted.audience, at=at)
    return MadeNow(
        document=unpublished(document),
        made_from=next((one.value for one in document.identifiers if one.scheme == "figures"), ""),
        is_draft=source.is_draft,
        findings=findings_of(source, audience=wanted.audience, document=document, at=at),
    )


def waits_for(wanted: Wanted, *, at: datetime) -> tuple[MissingClearance, ...]:
    """The clearances that the document would wait for if it were published now; nothing of what is restricted."""
    whom = wanted.audience
    if whom.is_restricted:
        return ()
    told = councils() if whom.council is None else (whom.council,)
    if wanted.kind is DocumentKind.QUARTER:
        freeze = latest_freeze(wanted.of_quarter)
        return clearances_missing(told, freezes=() if freeze is None else (freeze,), at=at, known=None)
    if wanted.kind is DocumentKind.PROPOSED_LIST:
        return clearances_missing(told, freezes=freezes_by(wanted.year.previous, at=at), at=at, known=at)
    close = latest_close(wanted.year)
    if close is None:
        return ()
    return clearances_missing(told, freezes=freezes_of_close(year_facts_of(close)), at=at, known=close.closed_at)


def figures_to_mend(wanted: Wanted, findings: Iterable[LintFinding]) -> Mapping[int, int]:
    """By measure, the id of the figure of the quarter that findings are about; one read."""
    if wanted.quarter is None:
        return {}
    measures = {one for finding in findings for one in finding.measures}
    rows = Figure.objects.filter(round__period=str(wanted.quarter), measure_id__in=measures)
    return dict(rows.values_list("measure_id", "pk"))


def measures_named(findings: Iterable[LintFinding]) -> Mapping[int, str]:
    """By measure, what it is called: "EXC01 for Havering"; one read."""
    ids = {one for finding in findings for one in finding.measures}
    rows = Measure.objects.filter(pk__in=ids).values_list("pk", "indicator__ref", "council__name")
    return {pk: f"{ref} for {council or 'the whole partnership'}" for pk, ref, council in rows}


def word_findings(wanted: Wanted, *, at: datetime) -> Mapping[str, tuple[LintFinding, ...]]:
    """What is found in the officer's words, by the key of each place; where the document cannot be made yet, what can
    be told without its figures."""
    found: dict[str, tuple[LintFinding, ...]] = {}
    for one in _words_found(wanted, at=at):
        found[one.place] = (*found.get(one.place, ()), one.finding)
    return found


def _words_found(wanted: Wanted, *, at: datetime) -> tuple[WordsFound, ...]:
    drafted = drafted_of(wanted)
    if not drafted:
        return ()
    if wanted.kind is DocumentKind.QUARTER:
        try:
            source = pack_source(wanted.of_quarter, at=at)
        except Refused:
            return lint_words(drafted, figures=(), period="", figures_as_at=None)
        return words_found(source, drafted, audience=wanted.audience)
    return lint_words(drafted, figures=(), period="", figures_as_at=None)
