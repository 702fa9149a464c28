"""The checks of a paper: each a function of the paper and of what is known beside it, which asks nothing else.

A false alarm costs more than something that is missed: whoever is told of what is right stops reading. So each check
speaks only where its words can hardly mean something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.reports.papers.checks.acronyms import acronyms_unexplained
from goldenthread.reports.papers.checks.authors import who_wrote_it
from goldenthread.reports.papers.checks.background import background_listed
from goldenthread.reports.papers.checks.claims import claims_untrue
from goldenthread.reports.papers.checks.days import days_that_are_not
from goldenthread.reports.papers.checks.delegations import delegations_incomplete
from goldenthread.reports.papers.checks.implications import implications_said
from goldenthread.reports.papers.checks.meetings import meetings_that_disagree
from goldenthread.reports.papers.checks.placeholders import words_to_come
from goldenthread.reports.papers.checks.quarters import quarters_that_disagree
from goldenthread.reports.papers.checks.recommendations import recommendations_decide
from goldenthread.reports.papers.checks.register import counts_of_the_register
from goldenthread.reports.papers.checks.shares import shares_of_one_whole
from goldenthread.reports.papers.checks.sums import sums_that_disagree
from goldenthread.reports.papers.findings import Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper

CHECKS: tuple[Callable[[Paper, Facts], Iterator[Finding]], ...] = (
    words_to_come,
    meetings_that_disagree,
    days_that_are_not,
    quarters_that_disagree,
    sums_that_disagree,
    shares_of_one_whole,
    counts_of_the_register,
    claims_untrue,
    recommendations_decide,
    delegations_incomplete,
    implications_said,
    background_listed,
    who_wrote_it,
    acronyms_unexplained,
)


def check_paper(paper: Paper, facts: Facts) -> tuple[Finding, ...]:
    """Everything found: what blocks first, then in the order of the paper; what is of the whole paper comes last."""
    found = (finding for check in CHECKS for finding in check(paper, facts))
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda one: (one.severity is Severity.ADVICE, not one.where.line, one.where.line, one.code),
        )
    )


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that are to be mended, or passed with a reason, before the paper goes out."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCKING)
