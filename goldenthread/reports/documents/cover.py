"""The cover report, under the headings of the committee's own reports, its counts and sentences computed."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Fact,
    FactList,
    Heading,
    NumberedList,
    Paragraph,
    Section,
)
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.age import age_in_words, day_of, unsigned_in_words
from goldenthread.reports.documents.asked import recommendations
from goldenthread.reports.documents.changes import changes_in_words, list_in_words
from goldenthread.reports.documents.counts import (
    counted_in_words,
    different_indicators_in_words,
    exceptions_by_council_in_words,
    register_in_words,
)
from goldenthread.reports.documents.exceptions import DIFFERENCE, REASONS, REMEDIAL_ACTIONS, exceptions_in_words
from goldenthread.reports.documents.left import left_in_words
from goldenthread.reports.documents.movement import movement_in_words, movement_of
from goldenthread.reports.documents.promises import carried_promises, promises_in_words, told_on
from goldenthread.reports.documents.sentences import count_of, is_or_are, once_each, starting, was_or_were
from goldenthread.reports.documents.succession import endings_in_words
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure
from goldenthread.reports.documents.unrated import not_returned_in_words


def cover_section(telling: Telling) -> Section:
    """The report to the committee, from its subject heading to its background papers."""
    return Section(
        title="Report to the committee",
        new_page=True,
        blocks=(
            _head(telling),
            Heading(text="SUMMARY"),
            *(Paragraph(text=text) for text in _summary(telling)),
            Heading(text="RECOMMENDATIONS"),
            NumberedList(points=recommendations(telling)),
            Heading(text="REPORT DETAIL"),
            *_detail(telling),
            *_implications(telling),
            Heading(text="Appendices"),
            BulletList(items=(appendix_name(telling),)),
            Heading(text="Background Papers"),
            Paragraph(text="None"),
        ),
    )


def appendix_name(telling: Telling) -> str:
    """ "Appendix 1: oneSource Performance Information Quarter 2 (July – September 2019), parts A to H of ..."."""
    return (
        f"Appendix 1: {telling.facts.partnership} Performance Information Quarter {telling.quarter.number} "
        f"({telling.quarter.months}), parts {parts.EXCEPTIONS} to {parts.KEY} of this pack"
    )


def _head(telling: Telling) -> FactList:
    facts = telling.facts
    author = "\n".join(part for part in (facts.author, facts.contact) if part) or "not given"
    meeting = "no meeting set yet" if facts.meeting_on is None else day_words(facts.meeting_on)
    return FactList(
        facts=(
            Fact(label="Committee and date:", text=f"{facts.committee or 'No committee is named'}, {meeting}"),
            Fact(
                label="Subject heading:",
                text=f"{facts.partnership} Performance Indicators, Q{telling.quarter.number} report",
            ),
            Fact(label="Report author and contact details:", text=author),
            Fact(label="Financial summary:", text="Not applicable"),
        )
    )


def _summary(telling: Telling) -> Iterator[str]:
    quarter = telling.quarter
    ordinal = {1: "first", 2: "second", 3: "third", 4: "fourth"}[quarter.number]
    yield f"{list_in_words(telling)} {_reporting_in_words(telling)}".strip()
    yield (
        f"This report presents to the Committee the Performance Indicators for the {ordinal} quarter: "
        f"{quarter.months}. {counted_in_words(telling)}"
    )


def _reporting_in_words(telling: Telling) -> str:
    facts = telling.facts
    if not facts.reporting_authority:
        return ""
    return f"Quarterly reports on them were {facts.reporting_authority_words}."


def _detail(telling: Telling) -> Iterator[Block]:
    yield Heading(text="1. Background", level=4)
    yield Paragraph(number="1.1.", text=_freezing_in_words(telling))
    yield Paragraph(number="1.2.", text=age_in_words(telling))
    yield Heading(text="2. Performance Indicators", level=4)
    yield from _strategic(telling)
    yield Paragraph(number="2.2.", text=_operational_in_words(telling))
    yield Paragraph(
        number="2.3.",
        text=f"{register_in_words(telling)} {different_indicators_in_words(telling)}{_only_words(telling)}",
    )
    only = services_of_one_council(telling)
    if only:
        yield BulletList(items=only)
    yield Paragraph(number="2.4.", text=" ".join((parts_in_words(telling), *left_in_words(telling.facts))))
    yield Paragraph(
        number="2.5.",
        text="Information on all indicators measured is provided within the report, with further exception reporting "
        "for Amber and Red rated indicators focussing in greater detail on:",
    )
    yield BulletList(items=(REASONS, DIFFERENCE, REMEDIAL_ACTIONS))
    yield Heading(text="3. Results of this quarter", level=4)
    results = (
        exceptions_by_council_in_words(telling),
        movement_in_words(movement_of(telling.figures)),
        exceptions_in_words(telling),
        promises_in_words(carried_promises(telling), on=told_on(telling)),
        not_returned_in_words(telling),
        changes_in_words(telling),
        endings_in_words(telling.facts, of=telling.quarter.label),
    )
    for number, text in enumerate(filter(None, results), start=1):
        yield Paragraph(number=f"3.{number}.", text=starting(text))


def _freezing_in_words(telling: Telling) -> str:
    day = day_words(day_of(telling.as_at) or telling.as_at.date())
    start = "Figures are returned by the services and signed off by their directors."
    if telling.is_draft:
        return f"{start} This is a draft of {day}: figures may still change. {unsigned_in_words(telling)}"
    return (
        f"{start} Those of this report were frozen on {day} as version {telling.facts.version} of the quarter. "
        f"{starting(unsigned_in_words(telling))}"
    )


def _strategic(telling: Telling) -> Iterator[Block]:
    titles = once_each(_with_scope(figure, telling=telling) for figure in telling.strategic)
    number = len(titles)
    if not number:
        yield Paragraph(number="2.1.", text="No indicator is marked as a key strategic one.")
        return
    yield Paragraph(
        number="2.1.",
        text=f"There {is_or_are(number)} {count_of(number, 'key strategic performance indicator')}, reported on an "
        f"annual basis; the last result of each is in {parts.reference(parts.STRATEGIC)}:",
    )
    yield BulletList(items=tuple(titles))


def _with_scope(figure: ToldFigure, *, telling: Telling) -> str:
    """ "NNDR collection (LBH only)"; a title that says so itself is left alone."""
    short = {council.gss_code: council.short_name for council in telling.facts.councils}
    only = f"({short.get(figure.terms.council_gss, figure.scope)} only)"
    return figure.title if not figure.terms.council or only in figure.title else f"{figure.title} {only}"


def _operational_in_words(telling: Telling) -> str:
    operational = [figure for figure in telling.figures if not figure.terms.strategic]
    services = len(once_each(figure.terms.service for figure in operational))
    return (
        f"Underpinning this {is_or_are(len(operational))} {count_of(len(operational), 'operational measure')}, "
        f"specific to {count_of(services, 'service area')}."
    )


def services_of_one_council(telling: Telling) -> tuple[str, ...]:
    """ "Passenger Transport (LBH only)", for each service that one council alone gets."""
    councils: dict[str, list[str]] = {}
    for provided in telling.facts.provision:
        councils.setdefault(provided.service, []).append(provided.short_name)
    return tuple(f"{service} ({names[0]} only)" for service, names in councils.items() if len(names) == 1)


def _only_words(telling: Telling) -> str:
    number = len(services_of_one_council(telling))
    if not number:
        return ""
    return (
        f" The numbers differ because {count_of(number, 'service')} {was_or_were(number)} provided to one council only:"
    )


def parts_in_words(telling: Telling) -> str:
    """ "On 30 June 2020 only parts of Strategic Finance and Exchequer and Transactional were provided to Bexley: ...",
    which stays true whoever leaves later."""
    on = day_words(telling.quarter.last_day)
    partial = [provided for provided in telling.facts.provision if provided.extent == "part"]
    if not partial:
        return f"Every service that a council got on {on} was provided to it whole."
    sentences = []
    for council in once_each(provided.council for provided in partial):
        own = [provided for provided in partial if provided.council == council]
        named = "; ".join(f"{provided.service} ({_within(provided.parts)})" for provided in own)
        sentences.append(
            f"On {on} only parts of {listed(provided.service for provided in own)} were provided to {council}, and its "
            f"indicators are in relation to these: {named}."
        )
    return " ".join(sentences)


def _within(named: str) -> str:
    return named[:1].lower() + named[1:].replace("; ", ", ")


def _implications(telling: Telling) -> Iterator[Block]:
    asks_more = len(recommendations(telling)) > 1
    why = "the recommendations change" if asks_more else "the committee is asked to note the report, which changes"
    reason = f"{why} no contract, budget or post."
    yield Heading(text="Implications and risks")
    for kind in ("Legal", "Financial", "HR"):
        yield Paragraph(lead=f"{kind} implications and risks:", text=f"Not applicable: {reason}")
    yield Paragraph(
        lead="Equalities implications and risks:",
        text=f"Not applicable: {reason} No figure in it is broken down by a protected characteristic.",
    )
