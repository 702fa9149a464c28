"""The first pages of the year-end pack: a page for members, and the report under the committee's own headings."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Fact,
    FactList,
    Heading,
    Notice,
    NumberedList,
    Paragraph,
    Point,
    Section,
)
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.counts import tally
from goldenthread.reports.documents.sentences import count_of, is_or_are, listed_up_to, of_which_whole
from goldenthread.reports.documents.told import period_label
from goldenthread.reports.documents.year_counts import year_counted_in_words, year_tally_table
from goldenthread.reports.documents.year_tables import red_and_amber
from goldenthread.reports.documents.year_told import ToldYear, YearTelling

MOST_NAMED = 6


def year_members_section(telling: YearTelling, *, correction: tuple[Notice, ...] = ()) -> Section:
    """One page: how the year came out, what ended red, the strategic indicators, what is missing, what is asked."""
    return Section(title="Summary for members", blocks=(*correction, *_members(telling)))


def _members(telling: YearTelling) -> Iterator[Block]:
    year = telling.year.label
    yield Paragraph(text=f"{year_counted_in_words(telling)} {since_in_words(telling)}")
    yield year_tally_table(telling, caption=f"How the year came out, {year}")
    yield Heading(text="Red at the year's end")
    yield Paragraph(text=red_in_words(telling))
    yield Heading(text="Key strategic indicators")
    yield from _strategic(telling)
    yield Heading(text="What is missing")
    yield Paragraph(text=missing_in_words(telling))
    yield Heading(text="What is asked of you")
    yield NumberedList(points=year_recommendations(telling))


def year_recommendations(telling: YearTelling) -> tuple[Point, ...]:
    """To note the outturn."""
    partnership = telling.facts.partnership
    return (
        Point(
            text=f"To note the {partnership} Performance Indicators year-end report {telling.year.label} attached at "
            "Appendix 1."
        ),
    )


def since_in_words(telling: YearTelling) -> str:
    """How many of those counted improved since last year, of those that can be compared."""
    travelled = [one.snapshot.travel for one in telling.counted]
    better, same, worse = (travelled.count(code) for code in ("improved", "same", "worse"))
    compared = better + same + worse
    if not compared:
        return f"None can be compared with {telling.year.previous.label}."
    return (
        f"Of the {compared} that can be compared with {telling.year.previous.label}, {better} improved, {worse} "
        f"{'is' if worse == 1 else 'are'} worse and {same} {is_or_are(same)} the same."
    )


def red_in_words(telling: YearTelling) -> str:
    """Which measures ended the year red."""
    ended = [one for one in red_and_amber(telling) if one.rating == "red"]
    red = [one.name for one in ended]
    if not red:
        return "No measure ended the year red."
    shown = listed_up_to(red, most=MOST_NAMED, rest="measure")
    whole = of_which_whole(sum(not one.terms.council for one in ended)) if len(ended) > 1 else ""
    return f"{count_of(len(red), 'measure')} ended the year red{whole}: {shown}."


def _strategic(telling: YearTelling) -> Iterator[Block]:
    if not telling.strategic:
        yield Paragraph(text="No indicator is marked as a key strategic one.")
        return
    yield BulletList(items=tuple(_strategic_in_words(one) for one in telling.strategic))


def _strategic_in_words(one: ToldYear) -> str:
    name = one.title if one.terms.council == "" or "only" in one.title else one.name
    if one.snapshot.result.value is None:
        return f"{name}: no result for the year."
    before = "" if one.last_year.value is None else f"; the year before {one.last_year.text}"
    against = (
        f"against a target of {one.target.text}" if one.target.value is not None else "without a target in numbers"
    )
    return f"{name}: {one.outturn.text} {against} ({one.mark.word}){before}."


def missing_in_words(telling: YearTelling) -> str:
    """Which years lack a quarter, and how many measures ended."""
    incomplete = [one.name for one in telling.measures if one.is_incomplete]
    words = (
        f"{count_of(len(incomplete), 'measure')} {is_or_are(len(incomplete))} incomplete and not averaged: "
        f"{listed_up_to(incomplete, most=MOST_NAMED, rest='measure')}."
        if incomplete
        else "Every measure has the quarters that its year needs."
    )
    ended = len(telling.ended)
    return f"{words} {count_of(ended, 'measure')} ended within the year." if ended else words


def year_cover_section(telling: YearTelling) -> Section:
    """The report to the committee, from its subject heading to its background papers."""
    return Section(title="Report to the committee", new_page=True, blocks=tuple(_cover(telling)))


def _cover(telling: YearTelling) -> Iterator[Block]:
    facts, year = telling.facts, telling.year
    author = "\n".join(part for part in (facts.author, facts.contact) if part) or "not given"
    meeting = "no meeting set yet" if facts.meeting_on is None else day_words(facts.meeting_on)
    yield FactList(
        facts=(
            Fact(label="Committee and date:", text=f"{facts.committee or 'No committee is named'}, {meeting}"),
            Fact(label="Subject heading:", text=f"{facts.partnership} Performance Indicators, year-end report"),
            Fact(label="Report author and contact details:", text=author),
            Fact(label="Financial summary:", text="Not applicable"),
        )
    )
    yield Heading(text="SUMMARY")
    yield Paragraph(
        text=f"The {facts.list_title} for {year.label} was {facts.list_authority_words}. This report presents to the "
        f"Committee what the year came to. {year_counted_in_words(telling)}"
    )
    yield Heading(text="RECOMMENDATIONS")
    yield NumberedList(points=year_recommendations(telling))
    yield Heading(text="REPORT DETAIL")
    yield from _detail(telling)
    yield Heading(text="Implications and risks")
    why = "Not applicable: the committee is asked to note the report, which changes no contract, budget or post."
    for kind in ("Legal", "Financial", "HR"):
        yield Paragraph(lead=f"{kind} implications and risks:", text=why)
    yield Paragraph(
        lead="Equalities implications and risks:",
        text=f"{why} No figure in it is broken down by a protected characteristic.",
    )
    yield Paragraph(lead="Appendices:", text=appendix_of(telling))
    yield Paragraph(lead="Background papers:", text="None")


def appendix_of(telling: YearTelling) -> str:
    """ "Appendix 1: oneSource Performance Information, year 2019/20"."""
    return f"Appendix 1: {telling.facts.partnership} Performance Information, year {telling.year.label}"


def _detail(telling: YearTelling) -> Iterator[Block]:
    facts = telling.facts
    counts = [f"{council.measures} for {council.council}" for council in facts.councils if council.measures]
    total = " + ".join(str(council.measures) for council in facts.councils if council.measures)
    closed = facts.closed_at.astimezone(LONDON).date()
    yield Heading(text="1. How the year was added up", level=4)
    yield Paragraph(
        number="1.1.",
        text=f"The year was closed on {day_words(closed)}, as version {facts.version}, from these frozen figures: "
        + "; ".join(f"{period_label(one.period)}, version {one.version}" for one in facts.freezes)
        + "."
        + (f" It was closed again: {facts.because.rstrip('.')}." if facts.because else ""),
    )
    yield Paragraph(
        number="1.2.",
        text="Each measure's year follows from its quarters by the rule of its definition: the last quarter, the sum, "
        "the mean, or all numerators over all denominators. It is held against the target of the year. Values are as "
        "they are now known; [r] marks a quarter that was restated since it was reported.",
    )
    yield Paragraph(
        number="1.3.",
        text=f"{count_of(facts.counted, 'measure')} {is_or_are(facts.counted)} counted on the year's last day: "
        f"{', '.join(counts)} ({total} = {facts.counted}), of {count_of(facts.indicators, 'different indicator')}. "
        f"Beside them stand {count_of(facts.whole_partnership_measures, 'measure')} of the whole partnership.",
    )
    yield Heading(text="2. Results of the year", level=4)
    counted = tally(telling.counted)
    yield Paragraph(number="2.1.", text=since_in_words(telling))
    yield Paragraph(number="2.2.", text=red_in_words(telling))
    yield Paragraph(
        number="2.3.",
        text=f"{missing_in_words(telling)} {counted.not_rated or 'None'} of those counted "
        f"{'is' if counted.not_rated in (0, 1) else 'are'} not rated for another reason.",
    )
