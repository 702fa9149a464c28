"""What the committee is asked: the recommendations, and what members may wish to ask."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.publishing.document import Point
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.changes import changed_without_authority
from goldenthread.reports.documents.exceptions import unexplained
from goldenthread.reports.documents.promises import Fate, carried_promises
from goldenthread.reports.documents.sentences import count_of, listed_up_to, once_each, was_or_were
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import Place, ToldFigure

MOST_POSTS = 2


def recommendations(telling: Telling) -> tuple[Point, ...]:
    """To note the report; to agree what no decision has agreed yet."""
    return tuple(Point(text=text) for text in _recommendations(telling))


def questions(telling: Telling) -> tuple[str, ...]:
    """What silence leaves open, by the posts that can answer it."""
    return tuple(_questions(telling))


def _recommendations(telling: Telling) -> Iterator[str]:
    facts = telling.facts
    yield f"To note the {report_name(telling)} attached at Appendix 1."
    if not facts.list_authority:
        yield f"To agree the list for {facts.list_year.replace('-', '/')} (“{facts.list_title}”)."
    missing = len(changed_without_authority(telling))
    if missing:
        change = "change of a target or tolerance" if missing == 1 else "changes of targets and tolerances"
        where = parts.reference(parts.CHANGES)
        yield f"To agree, or not, the {missing} {change} in {where} that no decision has agreed."


def report_name(telling: Telling) -> str:
    """ "oneSource Performance Indicators Q2 report"."""
    return f"{telling.facts.partnership} Performance Indicators Q{telling.quarter.number} report"


def _questions(telling: Telling) -> Iterator[str]:
    missing = telling.in_place(Place.NOT_RETURNED)
    if missing:
        figures, where = count_of(len(missing), "figure"), parts.reference(parts.UNRATED)
        yield f"why {figures} {was_or_were(len(missing))} not returned ({where}): {_posts(missing)}"
    silent = unexplained(telling)
    if silent:
        results, where = count_of(len(silent), "red or amber result"), parts.reference(parts.EXCEPTIONS)
        yield f"why {results} {was_or_were(len(silent))} not explained ({where}): {_posts(silent)}"
    unanswered = tuple(p.answered.promise for p in carried_promises(telling) if p.fate is Fate.UNANSWERED)
    if unanswered:
        owners = listed_up_to(once_each(one.owner_post for one in unanswered), most=MOST_POSTS, rest="post")
        yield f"what became of {count_of(len(unanswered), 'promise')} without an answer: {owners}"


def _posts(figures: tuple[ToldFigure, ...]) -> str:
    return listed_up_to(once_each(figure.terms.owner_post for figure in figures), most=MOST_POSTS, rest="post")
